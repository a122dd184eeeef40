"""Days in words, and typed days read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.wording import dates

WEDNESDAY = date(2026, 11, 25)


def test_a_moment_is_told_in_viet_nam() -> None:
    assert dates.moment("vi", datetime(2026, 11, 25, 0, 30, tzinfo=UTC)) == "07:30 thứ Tư, 25/11/2026"
    assert dates.moment("en", datetime(2026, 11, 25, 0, 30, tzinfo=UTC)) == "07:30 Wed 25 Nov 2026"
    assert dates.moment("vi", datetime(2026, 12, 31, 20, 0, tzinfo=timezone(timedelta(hours=-5)))) == "08:00 thứ Sáu, 01/01/2027"
    with pytest.raises(ValueError, match="zone"):
        dates.moment("vi", datetime(2026, 11, 25))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("30/11", date(2026, 11, 30)), ("30-11", date(2026, 11, 30)), ("30.11", date(2026, 11, 30)), ("30 / 11", date(2026, 11, 30)),
        ("30/11/2026", date(2026, 11, 30)), ("30-11-2026", date(2026, 11, 30)), ("30/11/26", date(2026, 11, 30)),
        ("ngày 30/11", date(2026, 11, 30)), ("Ngày 30 tháng 11 năm 2026", date(2026, 11, 30)), ("trước ngày 30/11", date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)), ("25/11", WEDNESDAY), ("24/11", date(2027, 11, 24)), ("2/1", date(2027, 1, 2)),
        ("24/11/2026", date(2026, 11, 24)), ("hôm nay", WEDNESDAY), ("Ngày mai", date(2026, 11, 26)), ("mai", date(2026, 11, 26)),
        ("ngay kia", date(2026, 11, 27)), ("thứ sáu", date(2026, 11, 27)), ("THU 6", date(2026, 11, 27)), ("t6", date(2026, 11, 27)),
        ("thứ tư", date(2026, 12, 2)), ("chủ nhật", date(2026, 11, 29)), ("CN", date(2026, 11, 29)),
        ("thứ hai tuần sau", date(2026, 11, 30)), ("thứ sáu tuần sau", date(2026, 12, 4)), ("thứ sáu tuần này", date(2026, 11, 27)),
        ("1 tuần", date(2026, 12, 2)), ("2 tuan nua", date(2026, 12, 9)), ("10 ngày", date(2026, 12, 5)), ("1 tháng", date(2026, 12, 25)),
        ("cuối tháng", date(2026, 11, 30)), ("cuoi quy", date(2026, 12, 31)), ("cuối năm", date(2026, 12, 31)),
        ("tomorrow", date(2026, 11, 26)), ("Friday", date(2026, 11, 27)),
        ("29/2", None), ("31/11", None), ("30/13", None), ("0/1", None), ("29/2/2027", None), ("29/2/2028", date(2028, 2, 29)),
        ("", None), ("thứ tám", None), ("30", None), ("30/11/0000", None), ("1/2/3/4", None), ("con đường", None), ("99999999999/1", None),
    ],
)  # fmt: skip
def test_typed_days(text: str, wanted: date | None) -> None:
    assert dates.read(text, WEDNESDAY) == wanted


@given(some.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_what_we_say_we_can_read(value: date) -> None:
    said = dates.day("vi", value)
    assert dates.read(said.split(", ")[1], WEDNESDAY) == value
    assert dates.read(f"{value:%d/%m}", value) == value


@given(some.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    dates.read(text, WEDNESDAY)


def test_a_month_ends_with_its_last_day_and_what_ends_today_is_the_next() -> None:
    assert dates.read("1 tháng", date(2027, 1, 31)) == date(2027, 2, 28)
    assert dates.read("1 tháng", date(2026, 12, 31)) == date(2027, 1, 31)
    assert dates.read("cuối quý", date(2026, 12, 31)) == date(2027, 3, 31)
    assert dates.read("cuối quý", date(2026, 12, 30)) == date(2026, 12, 31)
