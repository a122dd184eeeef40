"""Every list of opinions that an official may open, and how many it holds."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros

_ASKED = (
    "EXISTS (SELECT 1 FROM extension e WHERE e.opinion = opinion.id AND e.state = 'asked' AND e.round = opinion.reopened"
    " AND e.agency = opinion.lead)"
)
LISTS = {
    "new": "desk = :u AND status = 'sent'",
    "open": "desk = :u AND phase IN ('waiting', 'working')",
    "drafted": "desk = :u AND phase IN ('waiting', 'working') AND status = 'drafted'",
    "answered": "desk = :u AND phase = 'answered'",
    "overdue": "desk = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "soon": "desk = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
    "reopened": "desk = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "extensions": f"desk = :u AND phase IN ('waiting', 'working') AND {_ASKED}",
    "support": "phase IN ('waiting', 'working') AND id IN (SELECT opinion FROM support WHERE agency = :u)",
    "transferred": "desk = :u AND phase IN ('waiting', 'working') AND status = 'transferred' AND ruling = ''",
    "decide": "umpire = :u AND ruling <> ''",
    "mine": "lead = :u AND phase IN ('waiting', 'working') AND status <> 'drafted'",
    "mine_new": "lead = :u AND phase IN ('waiting', 'working') AND status = 'assigned'",
    "mine_reopened": "lead = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "mine_overdue": "lead = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "mine_soon": "lead = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
}
"""Every list that an official may open; the count of a list is made with the very same condition."""


def listed(work: Work, name: str, key: str, at: datetime, soon: timedelta, *, after: str = "", limit: int = 5) -> list[Opinion]:
    """A page of a list, oldest first, starting behind the id `after`. `key` is a unit, or an agency for what is `mine`."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE {LISTS[name]} AND id > :after ORDER BY id LIMIT :n",
        u=key, at=micros(at), soon=micros(at + soon), after=after, n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def count(work: Work, name: str, key: str, at: datetime, soon: timedelta) -> int:
    """How many a list holds."""
    row = work.one(f"SELECT count(*) FROM opinion WHERE {LISTS[name]}", u=key, at=micros(at), soon=micros(at + soon))
    return int(row[0]) if row else 0
