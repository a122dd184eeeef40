"""The ladder: when which rung comes, counted from where an opinion stands and never from its last edit."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.deadlines import Calendar, add_working_days, add_working_hours, at_local, before_working_days, local_day
from bot.domain.levels import Level
from bot.domain.opinions import Opinion
from bot.domain.rules import Rules, Rung


def accept_due(opinion: Opinion, rules: Rules, calendar: Calendar) -> datetime:
    """Until when it must be accepted, refused or passed on (`due.accept_hours`); computed, so nothing can move it."""
    return _accept(opinion, rules, calendar, 0)


def _accept(opinion: Opinion, rules: Rules, calendar: Calendar, more: int) -> datetime:
    return add_working_hours(_begins(opinion), max(0, rules.due.accept_hours + more), calendar, rules.hours)


def _begins(opinion: Opinion) -> datetime:
    """When the wait began: what is new waits since it was sent, less the time for which its author was asked; on a desk that took it
    over, since then."""
    if _is_new(opinion):
        return opinion.sent_at + timedelta(microseconds=opinion.paused)
    return opinion.entered_at


def _is_new(opinion: Opinion) -> bool:
    return opinion.status == "sent" and not opinion.sender


def is_warning(rung: Rung) -> bool:
    """Whether it comes before the moment that it counts from: when that has passed, it makes no sense any more."""
    return rung.hours < 0 or rung.days < 0


def moment(rung: Rung, opinion: Opinion, rules: Rules, calendar: Calendar) -> datetime:
    """When the rung comes: to the hour, or when the office opens on that working day."""
    match rung.clock:
        case "accept":
            start = _accept(opinion, rules, calendar, rung.hours)
        case "entry":
            start = add_working_hours(_begins(opinion), rung.hours, calendar, rules.hours) if rung.hours else _begins(opinion)
        case "due":
            start = opinion.due or opinion.entered_at
    if not rung.days:
        return start
    first = local_day(start)
    day = add_working_days(first, rung.days, calendar) if rung.days > 0 else before_working_days(first, -rung.days, calendar)
    return at_local(day, rules.hours.morning_starts)


def key(rung: Rung, opinion: Opinion) -> str:
    """The occurrence of a rung: a new entry, due date, lead or round makes a new one; the pause in which its author is asked for more
    does not, though the moment of entry moves with it."""
    if rung.clock == "due" and opinion.due:
        since = f"{opinion.reopened}.{opinion.lead}.{int(opinion.due.timestamp())}"
    else:
        entered = opinion.sent_at if _is_new(opinion) else opinion.entered_at - timedelta(microseconds=opinion.paused)
        since = str(int(entered.timestamp()))
    return f"rung:{opinion.id}:{rung.name}:{since}"


def ladder(opinion: Opinion, level: Level, rules: Rules, calendar: Calendar) -> list[tuple[datetime, Rung]]:
    """Every rung that stands before an opinion now, with its moment, the nearest first; none while its umpire's own clock runs, and none
    of its own for one that follows another."""
    if opinion.ruling or opinion.follows:
        return []
    held = [
        one
        for one in rules.escalation.rungs
        if opinion.status in one.statuses and level in one.levels and (one.clock != "due" or opinion.due is not None)
    ]
    return sorted(((moment(one, opinion, rules, calendar), one) for one in held), key=lambda pair: pair[0])
