"""Every list of opinions that an official may open, and how many it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros

_ASKED = (
    "EXISTS (SELECT 1 FROM extension e WHERE e.opinion = opinion.id AND e.state = 'asked' AND e.round = opinion.reopened"
    " AND e.agency = opinion.lead)"
)
_PROPOSED = "EXISTS (SELECT 1 FROM refusal r WHERE r.opinion = opinion.id AND r.waits = 1)"
_LEADS = "follows = ''"
"""A group of duplicates is one piece of work: those that follow its lead are in no list."""
LISTS = {
    "new": f"{_LEADS} AND desk = :u AND status = 'sent'",
    "open": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working')",
    "accepted": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND status = 'accepted'",
    "drafted": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND status = 'drafted'",
    "answered": f"{_LEADS} AND desk = :u AND phase = 'answered'",
    "overdue": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "soon": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
    "reopened": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "extensions": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND {_ASKED}",
    "refusals": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND {_PROPOSED}",
    "support": f"{_LEADS} AND phase IN ('waiting', 'working') AND id IN (SELECT opinion FROM support WHERE agency = :u)",
    "transferred": f"{_LEADS} AND desk = :u AND phase IN ('waiting', 'working') AND status = 'transferred' AND ruling = ''",
    "decide": f"{_LEADS} AND umpire = :u AND ruling <> ''",
    "mine": f"{_LEADS} AND lead = :u AND phase IN ('waiting', 'working') AND status <> 'drafted'",
    "mine_new": f"{_LEADS} AND lead = :u AND phase IN ('waiting', 'working') AND status = 'assigned'",
    "mine_reopened": f"{_LEADS} AND lead = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "mine_overdue": f"{_LEADS} AND lead = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "mine_soon": f"{_LEADS} AND lead = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
}
"""Every list that an official may open; the count of a list is made with the very same condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a list is narrowed to; empty: not at all. `sent` is the earliest moment at which it was sent."""

    field: str = ""
    status: str = ""
    unit: str = ""
    lead: str = ""
    sent: datetime | None = None


Column: TypeAlias = Literal["field", "status", "unit", "lead"]
_ONLY = (
    " AND (:f = '' OR field = :f) AND (:st = '' OR status = :st) AND (:un = '' OR unit = :un) AND (:le = '' OR lead = :le)"
    " AND sent_at >= :sent"
)


def _condition(name: str, key: str, at: datetime, soon: timedelta, only: Only) -> tuple[str, dict[str, str | int]]:
    """The condition of a list with what it needs: its pages, its count and its choices are all made with it (FEATURES row 36)."""
    params: dict[str, str | int] = {"u": key, "f": only.field, "st": only.status, "un": only.unit, "le": only.lead}
    return LISTS[name] + _ONLY, params | {"at": micros(at), "soon": micros(at + soon), "sent": micros(only.sent) if only.sent else 0}


_EVERYTHING = Only()


def listed(
    work: Work, name: str, key: str, at: datetime, soon: timedelta, *, after: str = "", limit: int = 5, only: Only = _EVERYTHING
) -> list[Opinion]:  # fmt: skip
    """A page of a list, oldest first, starting behind the id `after`. `key` is a unit, or an agency for what is `mine`."""
    where, params = _condition(name, key, at, soon, only)
    rows = work.all(f"SELECT {COLUMNS} FROM opinion WHERE {where} AND id > :after ORDER BY id LIMIT :n", after=after, n=limit, **params)
    return [opinion_of(row) for row in rows]


def count(work: Work, name: str, key: str, at: datetime, soon: timedelta, *, only: Only = _EVERYTHING) -> int:
    """How many a list holds."""
    where, params = _condition(name, key, at, soon, only)
    row = work.one(f"SELECT count(*) FROM opinion WHERE {where}", **params)
    return int(row[0]) if row else 0


def values(
    work: Work, name: str, key: str, at: datetime, soon: timedelta, *, by: Column, only: Only = _EVERYTHING
) -> list[tuple[str, int]]:  # fmt: skip
    """What a list may be narrowed to: (value, how many), most first; what has none does not count."""
    where, params = _condition(name, key, at, soon, only)
    rows = work.all(
        f"SELECT {by}, count(*) FROM opinion WHERE {where} AND {by} <> '' GROUP BY {by} ORDER BY count(*) DESC, {by}",
        **params,
    )
    return [(row[0], int(row[1])) for row in rows]
