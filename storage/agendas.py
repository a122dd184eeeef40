"""What dialogues must hear again: opinions whose authors were turned away twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.work import Work, micros

Mark = Literal["second"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An opinion on the agenda of a dialogue; while `dialogue` is empty it waits for the next one of its unit."""

    opinion: str
    unit: str
    dialogue: str
    mark: Mark


def add(work: Work, item: Item, at: datetime) -> bool:
    """Put an opinion on the agenda; False when it is there already."""
    return work.do(
        "INSERT INTO agenda_item (opinion, unit, dialogue, mark, at) VALUES (:o, :u, :d, :m, :at) ON CONFLICT (opinion) DO NOTHING",
        o=item.opinion, u=item.unit, d=item.dialogue, m=item.mark, at=micros(at),
    ) == 1  # fmt: skip


def get(work: Work, opinion: str) -> Item | None:
    """Where an opinion is heard again, if it is."""
    row = work.one("SELECT opinion, unit, dialogue, mark FROM agenda_item WHERE opinion = :o", o=opinion)
    return Item(opinion=row[0], unit=row[1], dialogue=row[2], mark=row[3]) if row else None


def take_waiting(work: Work, unit: str, dialogue: str) -> list[str]:
    """What waits for a dialogue of the unit is heard by this one; returns the opinions."""
    rows = work.all("UPDATE agenda_item SET dialogue = :d WHERE unit = :u AND dialogue = '' RETURNING opinion", d=dialogue, u=unit)
    return sorted(row[0] for row in rows)


def carry_over(work: Work, came: str, goes: str) -> list[str]:
    """The agenda of a dialogue that was called off goes to another (empty: to the next one that is announced); returns the opinions."""
    rows = work.all("UPDATE agenda_item SET dialogue = :g WHERE dialogue = :c AND dialogue <> '' RETURNING opinion", g=goes, c=came)
    return sorted(row[0] for row in rows)


def count(work: Work, dialogue: str) -> int:
    """How many opinions a dialogue must hear again."""
    row = work.one("SELECT count(*) FROM agenda_item WHERE dialogue = :d AND dialogue <> ''", d=dialogue)
    return int(row[0]) if row else 0
