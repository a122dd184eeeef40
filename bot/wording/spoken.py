"""Numbers, days and hours as they are said aloud, for texts that are read out over a loudspeaker."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from bot.domain.deadlines import VIETNAM
from bot.wording import dates

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_PARTS: Final = ((11, "sáng"), (13, "trưa"), (18, "chiều"), (24, "tối"))
"""Until which hour a part of the day lasts."""
_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def number(value: int) -> str:
    """A number from 0 to 9999 in Vietnamese words: 21 `hai mươi mốt`, 2026 `hai nghìn không trăm hai mươi sáu`. Raises ValueError."""
    if not 0 <= value <= 9999:
        raise ValueError(value)
    if value < 100:
        return _below_hundred(value)
    thousands, rest = divmod(value, 1000)
    hundreds, tail = divmod(rest, 100)
    said = [f"{_DIGITS[thousands]} nghìn"] if thousands else []
    if hundreds or (thousands and tail):
        said.append(f"{_DIGITS[hundreds]} trăm")
    if tail:
        said.append(_below_hundred(tail) if tail > 9 else f"linh {_DIGITS[tail]}")
    return " ".join(said)


def _below_hundred(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    last = {0: "", 5: "lăm"}.get(ones, _DIGITS[ones])
    if tens > 1:
        last = {1: "mốt", 4: "tư"}.get(ones, last)
    return f"{head} {last}".rstrip()


def day(lang: str, value: date, *, year: bool = True) -> str:
    """A day: `thứ Hai, ngày hai mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu`; in English as it is written."""
    if lang != "vi":
        return dates.day(lang, value)
    which = f"mùng {number(value.day)}" if value.day <= 10 else number(value.day)
    month = "tư" if value.month == 4 else number(value.month)
    said = f"{_WEEKDAYS[value.weekday()]}, ngày {which} tháng {month}"
    return f"{said} năm {number(value.year)}" if year else said


def hour(lang: str, value: datetime) -> str:
    """An hour: `bảy giờ ba mươi phút sáng`, `hai giờ chiều`; in English as it is written."""
    here = value.astimezone(VIETNAM)
    if lang != "vi":
        return f"{here:%H:%M}"
    part = next(name for until, name in _PARTS if here.hour < until)
    clock = here.hour - 12 if here.hour > 12 else here.hour
    minutes = f" {number(here.minute)} phút" if here.minute else ""
    return f"{number(clock)} giờ{minutes} {part}"
