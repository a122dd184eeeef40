"""Which days are worked: the list of holidays, and what the office changed in it; every change is counted through to the due days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import Calendar, add_working_days, day_bounds, end_of_working_day, local_day, working_days_between
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import Thing, authorise
from bot.domain.province import Province
from bot.domain.words import clean, squeeze
from bot.services import clocks, moves, nagging
from storage import days, grants, journal, opinions, timers
from storage.days import Day
from storage.timers import Timer
from storage.work import Work

KIND: Final = "recount"
SERVER: Final = "server"
_PAGE: Final = 50
_NOTE: Final = 200
_KEPT: Final = timedelta(days=400)
"""How long a day that is over still stands in the calendar of every turn."""


@lru_cache(maxsize=8)
def _changed(calendar: Calendar, text: str) -> Calendar:
    return calendar.with_days(days.read(text))


def in_force(work: Work, province: Province) -> Province:
    """The province with the days that its office changed, as the store holds them now: no restart, and the same in every process."""
    text = days.text(work)
    return replace(province, calendar=_changed(province.calendar, text)) if text else province


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a change would do: the days that become working or free, and how many open opinions get another due day."""

    days: Mapping[date, bool]
    moved: int


def check(work: Work, act: Act) -> None:
    """Raise RuleBroken("not_yours") unless the one who acts may change the calendar; the server may."""
    if act.person:
        root = Thing(unit=act.province.units.root.code)
        authorise(grants.of_person(work, act.person), "calendar.set", root, act.province.units)


def preview(work: Work, act: Act, wanted: Mapping[date, bool]) -> Preview:
    """Look what a change would do. Raises RuleBroken: "day_past" for days that are over (what was due then was due), "day_far"."""
    if any(day < act.today for day in wanted):
        raise RuleBroken("day_past")
    if any(day > act.province.calendar.last for day in wanted):
        raise RuleBroken("day_far")
    now = act.province.calendar
    new = {day: working for day, working in wanted.items() if now.is_working(day) != working}
    then = now.with_days(new)
    dues = opinions.open_dues(work, day_bounds(act.today)[0]) if new else []
    return Preview(days=new, moved=sum(n for due, n in dues if _due(act.today, local_day(due), now, then) != local_day(due)))


def _due(today: date, due: date, before: Calendar, then: Calendar) -> date:
    """The day on which as many working days are over as before (Điều 147, 148 Bộ luật Dân sự 2015)."""
    return add_working_days(today, working_days_between(today, due, before), then)


def put(work: Work, act: Act, wanted: Mapping[date, bool], note: str) -> Preview:
    """Make days worked or free; those that are so already stay as they are. Due days follow within the minute, each journaled.

    Raises as `preview`, and "not_yours"."""
    check(work, act)
    found = preview(work, act, wanted)
    for day, working in found.days.items():
        before = days.find(work, day)
        was = before.was if before else not working
        days.put(work, Day(day=day, working=working, was=was, note=squeeze(clean(note, _NOTE)), made_by=act.person or SERVER, at=act.at))
        _note(work, act, day, "working" if working else "off")
    _apply(work, act, found.days)
    return found


def drop(work: Work, act: Act, day: date) -> Preview:
    """The day is again what the list of holidays says. Raises as `put`, and "not_found" for a day that was not changed."""
    check(work, act)
    before = days.find(work, day)
    if before is None or before.working == before.was:
        raise RuleBroken("not_found")
    found = preview(work, act, {day: before.was})
    days.put(work, replace(before, working=before.was, note="", made_by=act.person or SERVER, at=act.at))
    _note(work, act, day, "listed")
    _apply(work, act, found.days)
    return found


def _note(work: Work, act: Act, day: date, goes: str) -> None:
    journal.add(work, at=act.at, actor=act.person or SERVER, verb="calendar", object=f"day:{day.isoformat()}", goes=goes)


def _apply(work: Work, act: Act, new: Mapping[date, bool]) -> None:
    days.settle(work, act.today - _KEPT)
    if new:
        was = days.write({day: not working for day, working in new.items()})
        timers.push(work, Timer(key=f"{KIND}:{act.mint.id()}", kind=KIND, due=act.at, object="", args={"was": was, "after": ""}))


def recount(work: Work, act: Act, timer: Timer) -> None:
    """Count a page of what is open through the changed calendar: its due day moves, its next rung too; then comes the next page."""
    now = act.province.calendar
    before = now.with_days(days.read(timer.args["was"]))
    if not timer.args["after"]:
        nagging.replan(work, act)
    found = opinions.open_after(work, timer.args["after"], _PAGE)
    for one in found:
        _recount(work, act, one, before, now)
    if len(found) == _PAGE:
        timers.push(work, replace(timer, due=act.at, args=timer.args | {"after": found[-1].id}))


def _recount(work: Work, act: Act, one: Opinion, before: Calendar, now: Calendar) -> None:
    day = local_day(one.due) if one.due else None
    due = _due(act.today, day, before, now) if day and day >= act.today else day
    if day is None or due is None or due == day:
        clocks.replan(work, act, one)
        return
    told = {"came": day.isoformat(), "due": due.isoformat()}
    moves.edit(work, act, one, "recount", told=told, due=end_of_working_day(due, act.province.rules.hours))
