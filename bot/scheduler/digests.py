"""The digest of each official: one for each working day at the hour they chose, whatever restarts; an empty one is silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import at_local, before_working_days, local_time
from bot.notices import digest, tell
from storage import grants, people, timers
from storage.timers import Timer
from storage.work import Work

OFF: Final = "off"
LATEST: Final = time(18, 0)
"""After this hour a digest of the morning is old news."""
CATCH_UP: Final = timedelta(days=31)
_MARK: Final = "digests:"
_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def unplanned(work: Work, act: Act) -> list[str]:
    """The officials whose digest of today, tomorrow or a day that was missed is not planned for the hour they want. Only looks."""
    days = _days(work, act)
    held = dict.fromkeys(grant.person for grant in grants.officials(work)) if days else {}
    return [person for person in held if any(_change(work, act, person, day) for day in days)]


def plan(work: Work, act: Act, persons: Sequence[str]) -> int:
    """Plan the digests of today, tomorrow and the days that were missed; returns how many were planned, moved or called off.

    A key names the person and the day, so a day's digest is never sent twice, at whatever hour it was planned. Who chose another
    hour gets the present day's digest then, unless it was sent already."""
    changed = 0
    for person in persons:
        for day in _days(work, act):
            change = _change(work, act, person, day)
            if change is None:
                continue
            changed += 1
            if change.args:
                timers.push(work, change)
            else:
                timers.finish(work, change.key, "cancelled", act.at)
    return changed


def mark(work: Work, act: Act) -> bool:
    """Remember that today's digests were planned for everyone; False when that was known."""
    key = f"{_MARK}{act.today.isoformat()}"
    if not timers.plan(work, Timer(key=key, kind="digests", due=act.at, object="", args={})):
        return False
    timers.finish(work, key, "done", act.at)
    return True


def is_marked(work: Work, act: Act) -> bool:
    """Whether today's digests were planned for everyone."""
    return timers.state(work, f"{_MARK}{act.today.isoformat()}") == "done"


def _days(work: Work, act: Act) -> list[date]:
    """The working days among today, tomorrow and those since the last mark: after days of standstill, or when the clock jumped, their
    digests are recorded as too late and the administrators hear it, for nothing is left out in silence."""
    marked = timers.last(work, _MARK)
    first = min(act.today, date.fromisoformat(marked.removeprefix(_MARK)) + timedelta(days=1)) if marked else act.today
    first = max(first, act.today - CATCH_UP)
    days = [first + timedelta(days=ahead) for ahead in range((act.today - first).days + 2)]
    return [day for day in days if act.province.calendar.is_working(day)]


def hour_of(work: Work, act: Act, person: str) -> time | None:
    """When a person reads their digest: the hour they chose, else the rule's; None where they want none."""
    found = people.get(work, person)
    chosen = found.digest_at if found else OFF
    if chosen == OFF:
        return None
    hour = _HOUR.fullmatch(chosen)
    return time(int(hour[1]), int(hour[2])) if hour else act.province.rules.digest.at


def _change(work: Work, act: Act, person: str, day: date) -> Timer | None:
    """What is to be planned for a day; without arguments: to be called off; None: all is as it should be."""
    key = f"digest:{person}:{day.isoformat()}"
    state = timers.state(work, key)
    hour = hour_of(work, act, person)
    if hour is None:
        return Timer(key=key, kind="digest", due=act.at, object=person, args={}) if state == "waiting" else None
    due = at_local(day, hour)
    if state in ("done", "skipped") or due < grants.since(work, person):
        return None
    waits = timers.waiting(work, key)
    if waits is not None and (waits.due == due or waits.tries):
        return None
    return Timer(key=key, kind="digest", due=due, object=person, args={"day": day.isoformat()})


def late_until(work: Work, act: Act, timer: Timer) -> datetime | None:
    """A digest makes sense until the office closes on its day; one for an hour of the evening until the day ends."""
    day = date.fromisoformat(timer.args["day"])
    return max(at_local(day, LATEST), min(timer.due + timedelta(hours=2), at_local(day + timedelta(days=1), time())))


def send(work: Work, act: Act, timer: Timer) -> None:
    """Tell an official what lies before them now. Nothing for those whose office or working day is gone."""
    day = date.fromisoformat(timer.args["day"])
    if not act.province.calendar.is_working(day) or not grants.of_person(work, timer.object):
        return
    before = at_local(before_working_days(day, 1, act.province.calendar), local_time(timer.due))
    shown = digest.shown(work, act, timer.object, before, timer.due)
    if shown is not None:
        tell.tell(work, act, timer.object, shown, key=timer.key, purpose="digest")
