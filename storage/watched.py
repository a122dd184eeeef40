"""The lists of those who look after an area, over every unit in it, and how many each holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros

_OPEN = "phase IN ('waiting', 'working') AND follows = ''"
_SPEAKS = "(supporter = 0 OR follows = '')"
"""Whoever only supports another one is counted on that one's card."""
_TURNED_AWAY = "EXISTS (SELECT 1 FROM rating r WHERE r.opinion = opinion.id AND r.verdict <> 'satisfied' AND r.round = reopened{})"
LISTS: dict[str, tuple[str, ...]] = {
    "overdue": (f"{_OPEN} AND due > 0 AND due < :at",),
    "dissatisfied": (
        f"{_OPEN} AND reopened > 0 AND {_TURNED_AWAY.format(' - 1')}",
        f"phase = 'answered' AND {_SPEAKS} AND {_TURNED_AWAY.format('')}",
    ),
    "asked": ("id IN (SELECT m.opinion FROM remark m WHERE m.kind = 'question' AND m.answered_at = 0)",),
    "escalated": (f"{_OPEN} AND EXISTS (SELECT 1 FROM journal j WHERE j.object = opinion.id AND j.verb = 'escalate')",),
    "recent": (
        f"phase = 'answered' AND {_SPEAKS} AND entered_at >= :since",
        f"phase = 'closed' AND {_SPEAKS} AND status = 'closed' AND entered_at >= :since",
    ),
}
"""Every list of an area, as the parts that it is joined from (each walks the index of its phase); counted with the very same parts."""


def _joined(what: str, name: str, units: Sequence[str], more: str = "") -> str:
    held = ", ".join(f":unit{place}" for place in range(len(units)))
    return " UNION ALL ".join(
        f"SELECT {what} FROM opinion WHERE unit IN ({held}) AND (contested = '' OR desk IN ({held})) AND {part}{more}"
        for part in LISTS[name]
    )


def listed(
    work: Work, name: str, units: Sequence[str], *, at: datetime, since: datetime, after: str = "", limit: int = 5
) -> list[Opinion]:  # fmt: skip
    """A page of a list, oldest first, starting behind the id `after`; nothing for no units."""
    if not units:
        return []
    rows = work.all(
        f"SELECT * FROM ({_joined(COLUMNS, name, units, ' AND id > :after')}) AS found ORDER BY id LIMIT :n",
        at=micros(at), since=micros(since), after=after, n=limit, **_named(units),
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def counts(work: Work, name: str, units: Sequence[str], *, at: datetime, since: datetime) -> dict[str, int]:
    """How many a list holds, by unit; units without any are left out."""
    if not units:
        return {}
    rows = work.all(
        f"SELECT unit, count(*) FROM ({_joined('unit', name, units)}) AS found GROUP BY unit ORDER BY unit",
        at=micros(at), since=micros(since), **_named(units),
    )  # fmt: skip
    return {row[0]: int(row[1]) for row in rows}


def _named(units: Sequence[str]) -> dict[str, str]:
    return {f"unit{place}": unit for place, unit in enumerate(units)}
