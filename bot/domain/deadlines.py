"""Working days and working hours, and which day it is in Viet Nam."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from bot.domain.rules import HourRules, QuietRules

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Viet Nam has kept one offset since 1975, so no list of time zones is needed."""
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days on which offices work: Monday to Friday but `off`, and the make-up days in `on`.

    Outside `first` to `last` no holidays are known and only weekends count."""

    off: frozenset[date]
    on: frozenset[date]
    first: date
    last: date

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day in self.on or (day.weekday() < _SATURDAY and day not in self.off)

    def with_days(self, days: Mapping[date, bool]) -> Calendar:
        """The calendar with some days worked, or not."""
        worked = frozenset(day for day, working in days.items() if working)
        free = frozenset(days) - worked
        return replace(self, off=self.off - worked | free, on=self.on - free | worked)


def local_day(at: datetime) -> date:
    """The day in Viet Nam at this aware moment."""
    return at.astimezone(VIETNAM).date()


def local_time(at: datetime) -> time:
    """The clock in Viet Nam at this aware moment."""
    return at.astimezone(VIETNAM).time()


def at_local(day: date, clock: time) -> datetime:
    """The moment, in UTC, at which the clock in Viet Nam shows `clock` on `day`."""
    return datetime.combine(day, clock, VIETNAM).astimezone(UTC)


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The first moment of the day in Viet Nam and that of the next day, in UTC."""
    return at_local(day, time()), at_local(day + _DAY, time())


def add_working_days(start: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `start`; the day itself does not count (Điều 147 Bộ luật Dân sự 2015).

    With n = 0 the first working day from `start` on. Raises ValueError when n is negative."""
    if n < 0:
        raise ValueError(n)
    day = start
    for _ in range(n):
        day = _working_day_from(day + _DAY, calendar)
    return _working_day_from(day, calendar)


def _working_day_from(day: date, calendar: Calendar) -> date:
    while not calendar.is_working(day):
        day += _DAY
    return day


def before_working_days(end: date, n: int, calendar: Calendar) -> date:
    """The n-th working day before `end`. Raises ValueError when n is negative."""
    if n < 0:
        raise ValueError(n)
    day = end
    for _ in range(n):
        day -= _DAY
        while not calendar.is_working(day):
            day -= _DAY
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start` up to and with `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working(start + i * _DAY) for i in range(1, (end - start).days + 1))


def add_working_hours(start: datetime, hours: int, calendar: Calendar, office: HourRules) -> datetime:
    """The moment, in UTC, at which so many working hours have passed since `start`. Raises ValueError when hours is negative."""
    if hours < 0:
        raise ValueError(hours)
    left = timedelta(hours=hours)
    day = local_day(start)
    while True:
        for opens, closes in _spans(day, calendar, office):
            begins = max(opens, start)
            if begins <= closes and left <= closes - begins:
                return (begins + left).astimezone(UTC)
            left -= max(closes - begins, timedelta())
        day += _DAY


def _spans(day: date, calendar: Calendar, office: HourRules) -> tuple[tuple[datetime, datetime], ...]:
    if not calendar.is_working(day):
        return ()
    return (
        (at_local(day, office.morning_starts), at_local(day, office.morning_ends)),
        (at_local(day, office.afternoon_starts), at_local(day, office.afternoon_ends)),
    )


def end_of_working_day(day: date, office: HourRules) -> datetime:
    """The moment, in UTC, until which what is due on `day` is on time."""
    return at_local(day, office.afternoon_ends)


def is_quiet(at: datetime, quiet: QuietRules) -> bool:
    """Whether this moment lies in the quiet hours, which may reach over midnight."""
    clock = local_time(at)
    if quiet.starts <= quiet.ends:
        return quiet.starts <= clock < quiet.ends
    return clock >= quiet.starts or clock < quiet.ends


def after_quiet(at: datetime, quiet: QuietRules) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies, in UTC."""
    if not is_quiet(at, quiet):
        return at
    ends = at_local(local_day(at), quiet.ends)
    return ends if ends > at else ends + _DAY
