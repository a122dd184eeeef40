"""The dates of the law: kept, in time, soon or missed on any day, across Tết and the end of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import duties
from bot.domain.deadlines import VIETNAM, local_day
from bot.domain.dialogues import PHASES, Dialogue, Phase
from bot.domain.duties import Conference, Standing
from tests.office import province

RULES, CALENDAR = province().rules, province().calendar
STARTS = datetime(2027, 3, 1, 1, tzinfo=UTC)  # 08:00 of 1 March in Viet Nam
ONE = Dialogue(
    id="d", short="ABC234", unit="02185", level="commune", kind="periodic", track="government", audience="", title="", chair="", place="",
    format="", starts=STARTS, opens=STARTS - timedelta(days=30), closes=STARTS - timedelta(days=3), phase="planned", version=1,
)  # fmt: skip
DAYS = st.dates(date(2026, 11, 1), date(2028, 3, 1))
FIRST = datetime(2026, 11, 1, tzinfo=VIETNAM)
MOMENTS = st.integers(0, 485 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def the(days: int, hour: int = 8) -> datetime:
    """So many days before the dialogue, at an hour in Viet Nam."""
    return datetime.combine(local_day(STARTS) - timedelta(days=days), datetime.min.time(), VIETNAM) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("announced", "today", "standing"),
    [
        (None, 15, "in_time"),
        (None, 14, "soon"),
        (None, 7, "soon"),
        (None, 6, "missed"),
        (7, 3, "kept"),
        (6, 3, "missed"),
        (30, 0, "kept"),
    ],
)
def test_the_notice(announced: int | None, today: int, standing: Standing) -> None:
    day = None if announced is None else the(announced).date()
    found = duties.notice(ONE, day, the(today).date(), RULES)
    assert found is not None
    assert (found.standing, found.day) == (standing, date(2027, 2, 22))


@pytest.mark.parametrize(
    ("published", "today", "standing"),
    [(None, 1, "in_time"), (None, 7, "soon"), (None, 11, "missed"), (10, 11, "kept"), (11, 11, "missed")],
)
def test_the_result(published: int | None, today: int, standing: Standing) -> None:
    held = replace(ONE, phase="awaiting")
    day = None if published is None else the(-published).date()
    found = duties.result(held, day, the(-today).date(), RULES)
    assert found is not None
    assert (found.standing, found.day) == (standing, date(2027, 3, 11))


@pytest.mark.parametrize("change", [{"level": "province"}, {"track": "party"}, {"audience": "Hội Nông dân"}])
def test_the_law_binds_the_conference_of_the_commune_with_the_people(change: dict[str, str]) -> None:
    other = replace(ONE, **change)  # type: ignore[arg-type]
    assert duties.notice(other, None, the(3).date(), RULES) is None
    assert duties.result(replace(other, phase="awaiting"), None, the(3).date(), RULES) is None
    assert duties.notice_warnings(other, the(60), RULES, CALENDAR) == []


def test_what_was_called_off_owes_nothing() -> None:
    for phase in ("cancelled", "postponed"):
        assert duties.notice(replace(ONE, phase=phase), None, the(3).date(), RULES) is None
        assert duties.result(replace(ONE, phase=phase), None, the(3).date(), RULES) is None


def test_warnings_come_on_working_days_before_tet() -> None:
    """Tết 2027 is on 6 February; of a dialogue on the 15th the last day of the notice is the 8th, when the offices are closed."""
    tet = replace(ONE, starts=datetime(2027, 2, 15, 1, tzinfo=UTC))
    found = [local_day(one) for one in duties.notice_warnings(tet, datetime(2027, 1, 1, tzinfo=UTC), RULES, CALENDAR)]
    assert all(CALENDAR.is_working(day) for day in found)
    assert max(found) < date(2027, 2, 6)
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("held", "today", "standing", "lacking"),
    [
        ([], date(2026, 9, 30), "in_time", True),
        ([], date(2026, 10, 1), "soon", True),
        ([], date(2026, 12, 31), "soon", True),
        ([], date(2027, 1, 1), "missed", True),
        ([(date(2026, 12, 20), "planned")], date(2026, 10, 1), "in_time", False),
        ([(date(2026, 12, 20), "planned")], date(2026, 12, 21), "soon", True),
        ([(date(2026, 12, 20), "awaiting")], date(2027, 1, 1), "kept", False),
        ([(date(2026, 12, 20), "cancelled")], date(2026, 12, 1), "soon", True),
        ([(date(2026, 12, 20), "postponed")], date(2026, 12, 1), "soon", True),
        ([(date(2025, 12, 31), "settled"), (date(2027, 1, 1), "announced")], date(2026, 12, 1), "soon", True),
    ],
)
def test_the_year(held: list[tuple[date, Phase]], today: date, standing: Standing, *, lacking: bool) -> None:
    found = [Conference(day=day, phase=phase) for day, phase in held]
    assert duties.yearly(found, 2026, today, RULES).standing == standing
    assert duties.is_lacking(found, 2026, today, RULES) is lacking


@given(starts=MOMENTS, at=MOMENTS)
def test_every_warning_lies_ahead_once_and_before_the_last_day_is_over(starts: datetime, at: datetime) -> None:
    one = replace(ONE, starts=starts)
    found = duties.notice_warnings(one, at, RULES, CALENDAR)
    assert len(found) == len({local_day(each) for each in found}) <= len(RULES.duties.notice_warn_days)
    for each in found:
        assert each >= at
        assert local_day(each) <= duties.notice_day(one, RULES)
        assert each == at or CALENDAR.is_working(local_day(each))


@given(announced=st.none() | DAYS, first=DAYS, more=st.integers(0, 60), starts=MOMENTS)
def test_a_missed_date_stays_missed(announced: date | None, first: date, more: int, starts: datetime) -> None:
    one = replace(ONE, starts=starts)
    order = ("in_time", "soon", "missed")
    before, after = (duties.notice(one, announced, first + timedelta(days=n), RULES) for n in (0, more))
    assert before is not None
    assert after is not None
    if announced is not None:
        assert before == after
    else:
        assert order.index(before.standing) <= order.index(after.standing)


@given(days=st.lists(st.tuples(DAYS, st.sampled_from(PHASES)), max_size=4), today=DAYS)
def test_a_year_is_kept_only_by_what_took_place_in_it(days: list[tuple[date, Phase]], today: date) -> None:
    found = [Conference(day=day, phase=phase) for day, phase in days]
    for year in (2026, 2027):
        owed = duties.yearly(found, year, today, RULES)
        held = [one for one in found if one.day.year == year and one.phase in ("session", "awaiting", "concluded", "followed", "settled")]
        assert (owed.standing == "kept") == (len(held) >= RULES.dialogue.min_per_year)
        assert (owed.standing == "missed") == (today.year > year and not held)


@given(at=MOMENTS)
def test_the_next_warning_of_a_year_is_always_ahead(at: datetime) -> None:
    found = duties.next_warning(at, RULES, CALENDAR)
    assert timedelta() < found - at <= timedelta(days=369)
    assert CALENDAR.is_working(local_day(found))
