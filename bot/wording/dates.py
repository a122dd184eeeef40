"""Days and hours in words, and days as officials type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from bot.domain.deadlines import VIETNAM
from bot.domain.words import fold

_WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_SPOKEN = {"hom nay": 0, "today": 0, "mai": 1, "ngay mai": 1, "tomorrow": 1, "ngay kia": 2, "mot": 2, "ngay mot": 2}
_WEEKDAYS = {
    **dict.fromkeys(("thu hai", "thu 2", "t2", "monday", "mon"), 0),
    **dict.fromkeys(("thu ba", "thu 3", "t3", "tuesday", "tue"), 1),
    **dict.fromkeys(("thu tu", "thu 4", "t4", "wednesday", "wed"), 2),
    **dict.fromkeys(("thu nam", "thu 5", "t5", "thursday", "thu"), 3),
    **dict.fromkeys(("thu sau", "thu 6", "t6", "friday", "fri"), 4),
    **dict.fromkeys(("thu bay", "thu 7", "t7", "saturday", "sat"), 5),
    **dict.fromkeys(("chu nhat", "cn", "sunday", "sun"), 6),
}
_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{1,2})(?:\s?[/.\- ]\s?(\d{4}|\d{2}))?")
_SPELT = re.compile(r"(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?")
_CLOCK = re.compile(r"(?:luc )?(\d{1,2})(?:\s?(?:h|g|gio|:|\.)\s?(\d{2})?)?(?: ?phut)?(?: (sang|chieu|toi))?")
Span = Literal["day", "week", "month"]
_SPANS: dict[str, Span] = {"ngay": "day", "tuan": "week", "thang": "month"}
_SPAN = re.compile(r"(\d{1,2}) (ngay|tuan|thang)(?: nua| toi)?")
_ENDINGS = {"cuoi thang": 1, "cuoi quy": 3, "cuoi nam": 12}
_ISO = re.compile(r"(\d{4})[- ](\d{1,2})[- ](\d{1,2})")


def day(lang: str, value: date) -> str:
    """A day with its weekday: `thứ Tư, 25/11/2026`, in English `Wed 25 Nov 2026`."""
    if lang == "vi":
        return f"{_WEEKDAYS_VI[value.weekday()]}, {value:%d/%m}/{value.year}"
    return f"{_WEEKDAYS_EN[value.weekday()]} {value.day} {_MONTHS_EN[value.month - 1]} {value.year}"


def moment(lang: str, value: datetime) -> str:
    """An aware moment as hour and day in Viet Nam: `07:30 thứ Tư, 25/11/2026`. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError("a moment without its time zone")
    here = value.astimezone(VIETNAM)
    return f"{here:%H:%M} {day(lang, here.date())}"


def read(text: str, today: date) -> date | None:
    """The day that an official typed, or None.

    Understands `30/11`, `30-11-2026`, `30 tháng 11`, `2026-11-30`, `ngày mai`, `thứ sáu`, `t6`, `thứ sáu tuần sau`, `2 tuần`,
    `1 tháng nữa`, `cuối quý`, with or without tones. A day without a year is the next such day from `today` on; a weekday alone is
    the next one after `today`. A day in the past is given back as it is when its year was typed: the caller knows whether it may be."""
    typed = fold(text).strip(" .,;!?")
    if typed in _SPOKEN:
        return today + timedelta(days=_SPOKEN[typed])
    if span := _SPAN.fullmatch(typed):
        return later(today, int(span[1]), _SPANS[span[2]])
    if ending := _ENDINGS.get(typed):
        return end_of(today + timedelta(days=1), ending)
    weekday = _weekday(typed, today)
    return weekday or _calendar(typed.removeprefix("truoc ").removeprefix("ngay "), today)


def read_hour(text: str) -> time | None:
    """The hour that an official typed, or None: `8h`, `8h30`, `8 giờ 30`, `14:00`, `8.30`, `2 giờ chiều`."""
    found = _CLOCK.fullmatch(fold(text).strip(" .,;!?"))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] in ("chieu", "toi") and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def later(today: date, n: int, span: Span) -> date:
    """So many days, weeks or months from a day on; a month ends with its last day."""
    if span != "month":
        return today + timedelta(days=n * (7 if span == "week" else 1))
    years, month = divmod(today.month - 1 + n, 12)
    first = date(today.year + years, month + 1, 1)
    return min(first + timedelta(days=today.day - 1), end_of(first, 1))


def end_of(day: date, months: int) -> date:
    """The last day of the month (1), quarter (3) or year (12) of a day."""
    years, month = divmod((day.month - 1) // months * months + months, 12)
    return date(day.year + years, month + 1, 1) - timedelta(days=1)


def _weekday(typed: str, today: date) -> date | None:
    for tail, weeks in ((" tuan sau", 1), (" tuan nay", 0), (" tuan toi", 1)):
        if typed.endswith(tail) and (wanted := _WEEKDAYS.get(typed.removesuffix(tail))) is not None:
            return today - timedelta(days=today.weekday()) + timedelta(days=wanted, weeks=weeks)
    wanted = _WEEKDAYS.get(typed)
    return None if wanted is None else today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _calendar(typed: str, today: date) -> date | None:
    if found := _ISO.fullmatch(typed):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMBERS.fullmatch(typed) or _SPELT.fullmatch(typed)
    if found is None:
        return None
    number, month, year = int(found[1]), int(found[2]), found[3]
    if year:
        return _date(int(year) if len(year) == 4 else 2000 + int(year), month, number)
    guesses = (_date(one, month, number) for one in (today.year, today.year + 1))
    return next((one for one in guesses if one and one >= today), None)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
