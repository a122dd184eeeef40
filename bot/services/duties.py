"""Warnings before a date of the law passes: planned with a dialogue, called off with its date, and twice a year for communes that have
none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain import duties
from bot.domain.act import Act
from bot.domain.deadlines import day_bounds, local_day
from bot.domain.dialogues import Dialogue
from bot.notices import duties as looked
from bot.notices import warnings as notices
from storage import dialogues as rows
from storage import timers
from storage.timers import Timer
from storage.work import Work

KIND: Final = "duty"
YEAR: Final = "duty_year"
_PAGE: Final = 25  # communes told in one turn


def watch(work: Work, act: Act, dialogue: Dialogue) -> None:
    """Plan the warnings of a dialogue as it stands now; those planned before are called off."""
    timers.cancel(work, dialogue.id, KIND, act.at)
    rules = act.province.rules
    for moment in duties.notice_warnings(dialogue, act.at, rules, act.province.calendar):
        key = f"{KIND}:{dialogue.id}:{dialogue.version}:{local_day(moment).isoformat()}"
        timers.plan(work, Timer(key=key, kind=KIND, due=moment, object=dialogue.id, args={"version": str(dialogue.version)}))


def warn(work: Work, act: Act, timer: Timer) -> None:
    """A day of warning has come; nothing where the dialogue was announced or has another date by now."""
    dialogue = rows.get(work, timer.object)
    if dialogue is not None and dialogue.phase == "planned" and str(dialogue.version) == timer.args["version"]:
        notices.warn(work, act, dialogue, timer.key)


def is_year_planned(work: Work, act: Act) -> bool:
    """Whether the next warning of the year is planned. Only looks."""
    return timers.state(work, _key(duties.next_warning(act.at, act.province.rules, act.province.calendar))) != ""


def plan_year(work: Work, act: Act) -> None:
    """Plan the next warning of the year for communes that have no dialogue."""
    moment = duties.next_warning(act.at, act.province.rules, act.province.calendar)
    timers.plan(work, Timer(key=_key(moment), kind=YEAR, due=moment, object="", args={}))


def _key(moment: datetime) -> str:
    return f"{YEAR}:{local_day(moment).isoformat()}"


def warn_year(work: Work, act: Act, timer: Timer) -> None:
    """A page of communes that have neither held nor planned one are warned; with the first page the province is."""
    _, day, *after = timer.key.split(":")
    occurrence, year = f"{YEAR}:{day}", date.fromisoformat(day).year
    covers = looked.coverage(work, act, act.province.units.root.code, year)
    lacking = sorted((one for one in covers if one.lacking), key=lambda one: one.unit.code)
    if not after and lacking:
        notices.warn_above(work, act, lacking, occurrence, year)
    rest = [one for one in lacking if not after or one.unit.code > after[0]]
    for one in rest[:_PAGE]:
        notices.warn_commune(work, act, one, occurrence)
    if len(rest) > _PAGE:
        timers.plan(work, Timer(key=f"{occurrence}:{rest[_PAGE - 1].unit.code}", kind=YEAR, due=act.at, object="", args={}))


def year_over(timer: Timer) -> datetime:
    """When a warning of the year is no longer of use."""
    return day_bounds(date(date.fromisoformat(timer.key.split(":")[1]).year, 12, 31))[1]
