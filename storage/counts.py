"""Counters kept by the transaction that changes what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from storage.work import Work, moment


def moved(work: Work, *, year: int, unit: str, level: str, came: str, goes: str) -> None:
    """An opinion entered a status (`goes`), leaving another (`came`, empty when new)."""
    for status, by in ((came, -1), (goes, 1)):
        if status:
            work.do(
                "INSERT INTO counter (year, unit, level, status, n) VALUES (:y, :u, :l, :s, :n)"
                " ON CONFLICT (year, unit, level, status) DO UPDATE SET n = counter.n + excluded.n",
                y=year, u=unit, l=level, s=status, n=by,
            )  # fmt: skip


def tally(work: Work, *, day: date, unit: str, kind: str) -> None:
    """One more message of a kind that is counted and not kept."""
    work.do(
        "INSERT INTO tally (day, unit, kind, n) VALUES (:d, :u, :k, 1) ON CONFLICT (day, unit, kind) DO UPDATE SET n = tally.n + 1",
        d=day.isoformat(), u=unit, k=kind,
    )  # fmt: skip


def of_year(work: Work, year: int) -> list[tuple[str, str, str, int]]:
    """(unit, level, status, n) of a year."""
    return [
        (r[0], r[1], r[2], int(r[3]))
        for r in work.all("SELECT unit, level, status, n FROM counter WHERE year = :y AND n <> 0 ORDER BY unit, status", y=year)
    ]


def rebuild(work: Work, *, year_of: Callable[[datetime], int], level_of: Callable[[str], str]) -> int:
    """Count all opinions anew, as `moved` would have; returns how many there are. `level_of` tells the level of a unit."""
    found: Counter[tuple[int, str, str]] = Counter()
    after = ""
    while rows := work.all("SELECT id, unit, sent_at, status FROM opinion WHERE id > :after ORDER BY id LIMIT 5000", after=after):
        after = rows[-1][0]
        found.update((year_of(moment(row[2])), row[1], row[3]) for row in rows)
    work.do("DELETE FROM counter")
    for (year, unit, status), n in sorted(found.items()):
        work.do(
            "INSERT INTO counter (year, unit, level, status, n) VALUES (:y, :u, :l, :s, :n)",
            y=year, u=unit, l=level_of(unit), s=status, n=n,
        )  # fmt: skip
    return found.total()
