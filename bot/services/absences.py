"""`Nghỉ phép, ủy quyền`: an official is away for some days, and a colleague who agreed stands in, post by post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import day_bounds
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant, Role
from bot.notices import away as notices
from bot.notices import enrolment
from storage import absences, grants, journal, timers
from storage.absences import Absence
from storage.timers import Timer
from storage.work import Work

BEGINS: Final = "absence_begins"
ENDS: Final = "absence_ends"
_MAY: Final[tuple[Role, ...]] = ("officer", "leader", "handler", "front")


def posts(work: Work, act: Act) -> list[Grant]:
    """The posts that the person may have someone stand in for."""
    return [one for one in grants.own(work, act.person) if one.role in _MAY]


def candidates(work: Work, act: Act, post: Grant) -> list[Grant]:
    """Who may stand in: colleagues of the same unit and role, its leaders, and for a leader those of the unit above."""
    _, *above = act.province.units.chain(post.unit)
    units = [post.unit, *((above[0].code,) if above and post.role == "leader" else ())]
    found = [
        *grants.holders(work, post.role, post.unit, post.agency),
        *(one for unit in units for one in grants.holders(work, "leader", unit)),
    ]
    return list({one.person: one for one in reversed(found) if one.person != act.person and not one.instead}.values())[::-1]


def ask(work: Work, act: Act, post: str, deputy: str, *, first: date, last: date) -> Absence:
    """Ask a colleague to stand in; nothing counts before they agree.

    Raises RuleBroken: "not_yours" for a post of someone else, "leave_days" as `check_days`,
    "leave_deputy" for who may not stand in, "leave_twice" where one is asked for already."""
    held = next((one for one in posts(work, act) if one.id == post), None)
    if held is None:
        raise RuleBroken("not_yours")
    check_days(act, first, last)
    if deputy not in {one.person for one in candidates(work, act, held)}:
        raise RuleBroken("leave_deputy")
    one = Absence(id=act.mint.id(), person=act.person, post=post, deputy=deputy, first=first, last=last, state="asked")
    if not absences.add(work, one, act.at):
        raise RuleBroken("leave_twice")
    _note(work, act, one, held, "ask")
    timers.push(work, Timer(key=f"{ENDS}:{one.id}", kind=ENDS, due=day_bounds(last)[1], object=one.id, args={}))
    notices.asked(work, act, one, held)
    return one


def check_days(act: Act, first: date, last: date) -> None:
    """Raise RuleBroken("leave_days") for days that are over, turned round or too many."""
    longest = act.province.rules.absence.longest_days
    if not act.today <= first <= last < first + timedelta(days=longest):
        raise RuleBroken("leave_days", n=longest)


def _note(work: Work, act: Act, one: Absence, post: Grant | None, what: str) -> None:
    unit = post.unit if post else ""
    told = {"what": what, "deputy": one.deputy, "first": one.first.isoformat(), "last": one.last.isoformat()}
    journal.add(work, at=act.at, actor=act.person, verb="absence", object=one.post, unit=unit, **told)


def agree(work: Work, act: Act, absence: str) -> Absence:
    """The deputy agrees: it begins on its first day, or now. Raises RuleBroken: "not_yours", "leave_over"."""
    one = _asked(work, act, absence, goes="agreed")
    notices.agreed(work, act, one)
    begins = max(day_bounds(one.first)[0], act.at)
    if begins > act.at:
        timers.push(work, Timer(key=f"{BEGINS}:{one.id}", kind=BEGINS, due=begins, object=one.id, args={}))
        return one
    return _begin(work, act, one)


def decline(work: Work, act: Act, absence: str) -> Absence:
    """The deputy cannot: who asked hears so and may ask another. Raises as `agree`."""
    one = _asked(work, act, absence, goes="refused")
    timers.cancel(work, one.id, ENDS, act.at)
    notices.declined(work, act, one)
    return one


def _asked(work: Work, act: Act, absence: str, *, goes: absences.State) -> Absence:
    one = absences.get(work, absence)
    if one is None or one.deputy != act.person:
        raise RuleBroken("not_yours")
    if not absences.advance(work, absence, came="asked", goes=goes):
        raise RuleBroken("leave_over")
    _note(work, act, one, grants.get(work, one.post), goes)
    return replace(one, state=goes)


def _begin(work: Work, act: Act, one: Absence) -> Absence:
    if not absences.advance(work, one.id, came="agreed", goes="on"):
        return one
    _note(work, act, one, grants.get(work, one.post), "on")
    enrolment.commands(work, act, one.deputy)
    notices.begun(work, act, one)
    return replace(one, state="on")


def begin(work: Work, act: Act, timer: Timer) -> None:
    """The first day has come."""
    one = absences.get(work, timer.object)
    if one is not None:
        _begin(work, act, one)


def over(work: Work, act: Act, timer: Timer) -> None:
    """The last day has passed: it ends by itself."""
    one = absences.get(work, timer.object)
    if one is not None:
        _end(work, act, one)


def end(work: Work, act: Act, absence: str) -> Absence:
    """Whoever was away is back, or does not go. Raises RuleBroken: "not_yours", "leave_over"."""
    one = absences.get(work, absence)
    if one is None or one.person != act.person:
        raise RuleBroken("not_yours")
    if one.state not in ("asked", "agreed", "on"):
        raise RuleBroken("leave_over")
    _end(work, act, one)
    return one


def _end(work: Work, act: Act, one: Absence) -> None:
    if not absences.advance(work, one.id, came=one.state, goes="over") or one.state not in ("asked", "agreed", "on"):
        return
    timers.cancel(work, one.id, BEGINS, act.at)
    timers.cancel(work, one.id, ENDS, act.at)
    _note(work, act, one, grants.get(work, one.post), "over")
    if one.state == "on":
        enrolment.commands(work, act, one.deputy)
    notices.ended(work, act, one)
