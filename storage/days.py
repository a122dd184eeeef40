"""Days that an office works or not, other than its list of holidays says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from storage.work import Work, micros, moment

_COLUMNS = "day, working, was, note, made_by, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day that was changed. `was` is what the list of holidays said when it was changed first."""

    day: date
    working: bool
    was: bool
    note: str
    made_by: str
    at: datetime


def _day(r: tuple[Any, ...]) -> Day:
    return Day(day=date.fromisoformat(r[0]), working=r[1] == 1, was=r[2] == 1, note=r[3], made_by=r[4], at=moment(r[5]))


def text(work: Work) -> str:
    """All changed days that still matter, as one text: "2027-01-02-" is off, "2027-01-09+" is worked; read by every turn."""
    row = work.one("SELECT days FROM calendar WHERE id = 1")
    return row[0] if row else ""


def read(text: str) -> dict[date, bool]:
    """The days of such a text: whether each is worked."""
    return {date.fromisoformat(one[:-1]): one[-1] == "+" for one in text.split()}


def write(days: dict[date, bool]) -> str:
    """Days as such a text."""
    return " ".join(f"{day.isoformat()}{'+' if working else '-'}" for day, working in sorted(days.items()))


def settle(work: Work, since: date) -> None:
    """Write the text anew, with the days from `since` on."""
    days = {one.day: one.working for one in listed(work, since)}
    work.do("INSERT INTO calendar (id, days) VALUES (1, :d) ON CONFLICT (id) DO UPDATE SET days = excluded.days", d=write(days))


def listed(work: Work, since: date) -> list[Day]:
    """The days from one on that differ from the list, in order."""
    sql = f"SELECT {_COLUMNS} FROM day_changed WHERE day >= :d AND working <> was ORDER BY day"
    return [_day(row) for row in work.all(sql, d=since.isoformat())]


def changed_between(work: Work, first: datetime, last: datetime) -> list[Day]:
    """What was changed after one moment and up to another, by day."""
    rows = work.all(f"SELECT {_COLUMNS} FROM day_changed WHERE at > :f AND at <= :l ORDER BY day", f=micros(first), l=micros(last))
    return [_day(row) for row in rows]


def find(work: Work, day: date) -> Day | None:
    """A day that was changed once, and perhaps back."""
    row = work.one(f"SELECT {_COLUMNS} FROM day_changed WHERE day = :d", d=day.isoformat())
    return _day(row) if row else None


def put(work: Work, day: Day) -> None:
    """Change a day, or change it once more."""
    work.do(
        "INSERT INTO day_changed (day, working, was, note, made_by, at) VALUES (:d, :w, :was, :n, :by, :at)"
        " ON CONFLICT (day) DO UPDATE SET working = excluded.working, note = excluded.note, made_by = excluded.made_by, at = excluded.at",
        d=day.day.isoformat(), w=int(day.working), was=int(day.was), n=day.note, by=day.made_by, at=micros(day.at),
    )  # fmt: skip
