"""Whom the ladder told of which opinion, until it is dealt with."""

from __future__ import annotations

from datetime import datetime

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros


def keep(work: Work, *, person: str, opinion: str, rung: str, at: datetime) -> None:
    """A person was told of an opinion by a rung."""
    work.do(
        "INSERT INTO reminded (person, opinion, rung, at) VALUES (:p, :o, :r, :at)"
        " ON CONFLICT (person, opinion, rung) DO UPDATE SET at = excluded.at",
        p=person, o=opinion, r=rung, at=micros(at),
    )  # fmt: skip


def settle(work: Work, opinion: str) -> None:
    """It was dealt with: nobody is reminded of it any more."""
    work.do("DELETE FROM reminded WHERE opinion = :o", o=opinion)


def of(work: Work, person: str, *, since: datetime | None = None) -> list[Opinion]:
    """What a person was reminded of (since a moment), the longest overdue first."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE id IN (SELECT opinion FROM reminded WHERE person = :p AND at >= :s)"
        " ORDER BY due = 0, due, sent_at",
        p=person, s=micros(since) if since else 0,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def count(work: Work, person: str) -> int:
    """How many opinions a person was reminded of that are still open."""
    row = work.one("SELECT count(DISTINCT opinion) FROM reminded WHERE person = :p", p=person)
    return int(row[0]) if row else 0
