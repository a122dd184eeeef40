"""The calendar of working days: public holidays, corrected by the office's own table."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.deadlines import Calendar
from config.errors import Problems
from config.tables import read_table

_YEARS: Final = range(2016, 2041)
_WORK: Final = "work"


def load_calendar(path: Path, problems: Problems) -> Calendar:
    """Public holidays of Viet Nam with the days of overrides.csv above them: `off` closes a day, `work` opens one."""
    holidays, make_up = _public_holidays()
    known = Calendar(off=holidays, on=make_up, first=date(_YEARS[0], 1, 1), last=date(_YEARS[-1], 12, 31))
    return known.with_days({day: working for day, working, _ in read_days(path, problems)})


def read_days(path: Path, problems: Problems) -> list[tuple[date, bool, str]]:
    """The days of a table like overrides.csv, each with whether it is worked, and a note; every mistake is noted with its line."""
    found: dict[date, tuple[date, bool, str]] = {}
    for row in read_table(path, ("date", "kind", "note"), problems):
        try:
            day = date.fromisoformat(row["date"])
        except ValueError:
            problems.add(path, row.line, f"{row['date']!r} is not a date like 2026-01-31")
            continue
        if row["kind"] not in {"off", _WORK}:
            problems.add(path, row.line, f"{row['kind']!r} is neither off nor {_WORK}")
        if day in found:
            problems.add(path, row.line, f"{day} stands twice")
        found[day] = (day, row["kind"] == _WORK, row["note"])
    return list(found.values())


@cache
def _public_holidays() -> tuple[frozenset[date], frozenset[date]]:
    """The days off and the weekend days worked instead, as far as the library knows them."""
    import holidays  # slow to import, and most commands need no calendar

    known = holidays.country_holidays("VN", years=_YEARS, language="vi")
    return frozenset(known), frozenset(day for day in known.weekend_workdays if day.year in _YEARS)
