"""The digest of each official: one for each working day at the hour they chose, whatever restarts; an empty one is silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import at_local
from bot.notices import officials, tell
from storage import grants, people, timers
from storage.timers import Timer
from storage.work import Work

OFF: Final = "off"
LATEST: Final = time(18, 0)
"""After this hour a digest of the morning is old news."""
_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def unplanned(work: Work, act: Act) -> list[str]:
    """The officials whose digest of today or tomorrow is not planned for the hour at which they want it. Only looks."""
    days = _days(act)
    held = dict.fromkeys(grant.person for grant in grants.officials(work)) if days else {}
    return [person for person in held if any(_change(work, act, person, day) for day in days)]


def plan(work: Work, act: Act, persons: Sequence[str]) -> int:
    """Plan the digests of today and tomorrow for these officials; returns how many were planned, moved or called off.

    A key names the person and the day, so a day's digest is never sent twice, at whatever hour it was planned. Who chose another
    hour gets the present day's digest then, unless it was sent already."""
    changed = 0
    for person in persons:
        for day in _days(act):
            change = _change(work, act, person, day)
            if change is None:
                continue
            changed += 1
            if change.args:
                timers.push(work, change)
            else:
                timers.finish(work, change.key, "cancelled", act.at)
    return changed


def _days(act: Act) -> list[date]:
    return [day for day in (act.today, act.today + timedelta(days=1)) if act.province.calendar.is_working(day)]


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
    shown = officials.digest(work, act, timer.object)
    if shown is not None:
        tell.tell(work, act, timer.object, shown, key=timer.key, purpose="digest")
