"""What desks or agencies gave back twice: the superior of both is called, and reminded until it has decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, end_of_working_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, Ruling
from bot.domain.people import Role
from bot.domain.words import typed
from bot.notices import alarms, desks
from storage import grants, timers
from storage import opinions as rows
from storage.timers import Timer
from storage.work import Work, micros

_WORDS: Final = 500
LATE: Final = "ruling_late"
_DECIDE: Final[dict[Ruling, tuple[Role, ...]]] = {"desk": ("leader", "officer"), "agency": ("leader",)}
"""Who must hold an office in a unit for it to be called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why something is given back: a code of the rules, and an official's own words."""

    code: str
    words: str


def worded(words: str) -> str:
    """A reason in an official's own words. Raises RuleBroken: "reason_needed", "words_long"."""
    return typed(words, _WORDS, missing="reason_needed")


def reason(known: Sequence[str], because: Because) -> str:
    """The words of a reason whose code is among those of the rules. Raises RuleBroken: "not_found", else as `worded`."""
    if because.code not in known:
        raise RuleBroken("not_found")
    return worded(because.words)


def day_ends(act: Act, days: int) -> datetime:
    """The end of the working day so many working days from now."""
    return end_of_working_day(add_working_days(act.today, days, act.province.calendar), act.province.rules.hours)


def called(work: Work, act: Act, ruling: Ruling, units: Sequence[str]) -> dict[str, object]:
    """What changes in an opinion when the superior of these units is called: the nearest unit above them all (or the one of them that
    is above the others) where someone can decide; the province where there is none."""
    able = (
        one.code
        for one in act.province.units.chain(units[0])
        if all(act.province.units.within(unit, one.code) for unit in units)
        and any(grants.holders(work, role, one.code) for role in _DECIDE[ruling])
    )
    umpire = next(able, act.province.units.root.code)
    return {"ruling": ruling, "umpire": umpire, "due": day_ends(act, act.province.rules.returns.decide_days)}


def begin(work: Work, act: Act, opinion: Opinion) -> None:
    """Those who decide get the card and their clock begins; the administrators hear it where there is nobody."""
    _plan(work, act, opinion, 1)
    if not desks.must_decide(work, act, opinion, _DECIDE[opinion.ruling]):
        alarms.raise_alarm(work, act, "undecided", key=f"undecided:{opinion.id}:{opinion.version}", detail=opinion.code)


def _plan(work: Work, act: Act, opinion: Opinion, nth: int) -> None:
    since = str(micros(opinion.entered_at))
    due = opinion.due if nth == 1 and opinion.due else day_ends(act, act.province.rules.returns.decide_days)
    key = f"ruling:{opinion.id}:{opinion.ruling}:{since}:{nth}"
    timers.push(work, Timer(key=key, kind=LATE, due=due, object=opinion.id, args={"since": since, "nth": str(nth)}))


def late(work: Work, act: Act, timer: Timer) -> None:
    """It is still not decided: those who must are told again, and the administrators, as often as the time for it passes."""
    found = rows.get(work, timer.object)
    if found is None or not found.ruling or str(micros(found.entered_at)) != timer.args["since"]:
        return
    if found.due and found.due > act.at:  # the calendar changed meanwhile
        timers.push(work, replace(timer, due=found.due))
        return
    nth = timer.args["nth"]
    desks.must_decide(work, act, found, _DECIDE[found.ruling], nth=nth)
    alarms.raise_alarm(work, act, "undecided", key=f"undecided:{found.id}:{found.version}:{nth}", detail=found.code)
    _plan(work, act, found, int(nth) + 1)


def over(work: Work, act: Act, opinion: Opinion) -> None:
    """It is decided: its clock stops."""
    timers.cancel(work, opinion.id, LATE, act.at)
