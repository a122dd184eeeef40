"""The pause of an opinion whose author was asked for more, and how its clock goes on after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, end_of_working_day, local_day, working_days_between
from bot.domain.opinions import Opinion, stood_still
from storage import asked, timers
from storage.work import Work

CLOCKS: Final = ("more_reminder", "more_over")


def pushed(act: Act, due: datetime, since: datetime) -> datetime:
    """A due date after a pause that began then: later by the working days that passed, so a weekend neither gives nor takes any."""
    passed = working_days_between(local_day(since), act.today, act.province.calendar)
    day = add_working_days(local_day(due), passed, act.province.calendar)
    return end_of_working_day(day, act.province.rules.hours)


def ended(work: Work, act: Act, opinion: Opinion) -> Opinion:
    """The opinion with its clock going again: the question waits no longer, and the due date moves by the pause."""
    waits = asked.waiting(work, opinion.id)
    if waits is None:
        return opinion
    asked.end(work, opinion.id, act.at)
    for kind in CLOCKS:
        timers.cancel(work, opinion.id, kind, act.at)
    due = pushed(act, waits.due, waits.at) if waits.due and waits.due > waits.at else waits.due  # what was late stays late
    return replace(opinion, paused=stood_still(opinion, act.at, since=waits.at) // timedelta(microseconds=1), due=due)
