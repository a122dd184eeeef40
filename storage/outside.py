"""Opinions that were sent before the dialogue which hears them was announced, and whose opinions a dialogue hears."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros


def waiting(work: Work, unit: str, since: datetime, limit: int) -> list[Opinion]:
    """What belongs to a unit and to no dialogue, was sent since then and waits for its answer, oldest first."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE unit = :u AND dialogue = '' AND phase IN ('waiting', 'working') AND sent_at >= :s"
        " ORDER BY sent_at, id LIMIT :n",
        u=unit, s=micros(since), n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def take(work: Work, opinion: str, dialogue: str) -> None:
    """A dialogue hears an opinion that belonged to none."""
    work.do("UPDATE opinion SET dialogue = :d WHERE id = :o AND dialogue = ''", d=dialogue, o=opinion)


def codes(work: Work, dialogue: str, authors: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The codes that a dialogue hears by their author, for those among these who have any."""
    found: dict[str, tuple[str, ...]] = {}
    marks = {f"a{n}": one for n, one in enumerate(authors)}
    rows = work.all(
        "SELECT author, code FROM opinion WHERE dialogue = :d AND dialogue <> '' AND status NOT IN ('withdrawn', 'refused', 'diverted')"
        f" AND author IN ({', '.join(f':{name}' for name in marks)}) ORDER BY sent_at, id",
        d=dialogue, **marks,
    ) if marks else []  # fmt: skip
    for author, code in rows:
        found[author] = (*found.get(author, ()), code)
    return found
