"""Working days, working hours and which day it is in Viet Nam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import (
    Calendar,
    add_working_days,
    add_working_hours,
    after_quiet,
    at_local,
    day_bounds,
    end_of_working_day,
    is_quiet,
    local_day,
    local_time,
    working_days_between,
)
from bot.domain.province import Province
from bot.domain.rules import HourRules, QuietRules

CALENDAR = Calendar(
    off=frozenset({date(2026, 1, 1), date(2026, 1, 2)}), on=frozenset({date(2026, 1, 10)}), first=date(2026, 1, 1), last=date(2026, 12, 31)
)
HOURS = HourRules(morning_starts=time(7, 30), morning_ends=time(11, 30), afternoon_starts=time(13, 30), afternoon_ends=time(17))
NIGHT = QuietRules(starts=time(21), ends=time(7))
DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (date(2025, 12, 31), 0, date(2025, 12, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # over New Year, its bridge day and a weekend
        (date(2026, 1, 1), 0, date(2026, 1, 5)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),  # a Saturday that is worked
        (date(2026, 1, 9), 2, date(2026, 1, 12)),
        (date(2026, 1, 3), 1, date(2026, 1, 5)),
        (date(2026, 1, 5), 10, date(2026, 1, 16)),
    ],
)
def test_the_nth_working_day(start: date, n: int, due: date) -> None:
    assert add_working_days(start, n, CALENDAR) == due


def test_days_are_not_added_backwards() -> None:
    with pytest.raises(ValueError, match="-1"):
        add_working_days(date(2026, 1, 5), -1, CALENDAR)
    with pytest.raises(ValueError, match="-1"):
        add_working_hours(datetime(2026, 1, 5, tzinfo=UTC), -1, CALENDAR, HOURS)


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_adding_and_counting_agree(start: date, n: int) -> None:
    due = add_working_days(start, n, CALENDAR)
    assert CALENDAR.is_working(due)
    assert working_days_between(start, due, CALENDAR) == n
    assert working_days_between(due, start, CALENDAR) == -n


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ((2026, 1, 5, 7, 30), 8, (2026, 1, 6, 8, 0)),  # a day has 7.5 hours
        ((2026, 1, 5, 10, 0), 4, (2026, 1, 5, 16, 0)),
        ((2026, 1, 5, 10, 30), 1, (2026, 1, 5, 11, 30)),
        ((2026, 1, 5, 12, 0), 1, (2026, 1, 5, 14, 30)),
        ((2026, 1, 5, 23, 0), 1, (2026, 1, 6, 8, 30)),
        ((2026, 1, 9, 16, 0), 4, (2026, 1, 10, 10, 30)),
        ((2025, 12, 31, 16, 30), 1, (2026, 1, 5, 8, 0)),
        ((2026, 1, 4, 3, 0), 0, (2026, 1, 5, 7, 30)),
    ],
)
def test_working_hours(start: tuple[int, int, int, int, int], hours: int, due: tuple[int, int, int, int, int]) -> None:
    begins = at_local(date(*start[:3]), time(*start[3:]))
    assert add_working_hours(begins, hours, CALENDAR, HOURS) == at_local(date(*due[:3]), time(*due[3:]))


def test_the_day_in_viet_nam() -> None:
    late = datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert local_day(late) == date(2026, 3, 2)
    assert local_day(late - timedelta(microseconds=1)) == date(2026, 3, 1)
    assert local_time(late) == time(0)
    assert at_local(date(2026, 3, 2), time()) == late
    assert at_local(date(2026, 3, 2), time()).tzinfo is UTC
    assert day_bounds(date(2026, 3, 2)) == (late, late + timedelta(days=1))
    assert end_of_working_day(date(2026, 3, 2), HOURS) == datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "quiet", "leaves"),
    [
        (time(20, 59), False, (1, time(20, 59))),
        (time(21), True, (2, time(7))),
        (time(23, 59), True, (2, time(7))),
        (time(0), True, (1, time(7))),
        (time(6, 59), True, (1, time(7))),
        (time(7), False, (1, time(7))),
    ],
)
def test_quiet_hours_reach_over_midnight(clock: time, quiet: bool, leaves: tuple[int, time]) -> None:
    at = at_local(date(2026, 6, 1), clock)
    assert is_quiet(at, NIGHT) is quiet
    assert after_quiet(at, NIGHT) == at_local(date(2026, 6, leaves[0]), leaves[1])


def test_quiet_hours_within_a_day() -> None:
    noon = QuietRules(starts=time(12), ends=time(13))
    assert is_quiet(at_local(date(2026, 6, 1), time(12, 30)), noon)
    assert not is_quiet(at_local(date(2026, 6, 1), time(13)), noon)


def test_the_shipped_calendar_knows_holidays_and_swaps(thai_nguyen: Province) -> None:
    calendar = thai_nguyen.calendar
    assert not calendar.is_working(date(2026, 1, 1))
    assert not calendar.is_working(date(2026, 1, 2))
    assert calendar.is_working(date(2026, 1, 10))
    assert not calendar.is_working(date(2026, 2, 17))  # Tết Bính Ngọ
    assert not calendar.is_working(date(2026, 9, 2))
    assert calendar.is_working(date(2026, 11, 23))
    assert not calendar.is_working(date(2026, 11, 22))
