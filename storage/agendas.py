"""The agenda of a dialogue: its topics in their order, and what it must hear again because its author was turned away twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros

Mark = Literal["", "second"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An opinion on the agenda of a dialogue; while `dialogue` is empty it waits for the next one of its unit. `no` is its place in the
    order, 0 until it is given one."""

    opinion: str
    unit: str
    dialogue: str
    mark: Mark
    no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of the agenda: the opinion that leads it, how many follow it with words of their own, and how many stand behind it all in
    all (its author, those who follow, those who only support).

    `place` is its number: one that is withdrawn keeps its own, so that those behind it do not change theirs."""

    item: Item
    lead: Opinion
    members: int
    voices: int
    place: int


_CAME: Final = (
    "(SELECT 1 FROM opinion AS o WHERE o.dialogue = :g AND o.dialogue <> '' AND agenda_item.opinion IN (o.id, o.follows) LIMIT 1) = 1"
)
"""Of a topic something belongs to the dialogue that goes on."""
_GONE: Final = "('withdrawn', 'refused', 'diverted')"


def add(work: Work, item: Item, at: datetime) -> bool:
    """Put an opinion on an agenda; False when it is there already."""
    return work.do(
        "INSERT INTO agenda_item (opinion, unit, dialogue, mark, no, at) VALUES (:o, :u, :d, :m, :n, :at)"
        " ON CONFLICT (opinion, dialogue) DO NOTHING",
        o=item.opinion, u=item.unit, d=item.dialogue, m=item.mark, n=item.no, at=micros(at),
    ) == 1  # fmt: skip


def again(work: Work, item: Item, at: datetime) -> bool:
    """A dialogue must hear an opinion a second time; False when one must already."""
    if work.one("SELECT 1 FROM agenda_item WHERE opinion = :o AND mark = 'second'", o=item.opinion) is not None:
        return False
    return work.do(
        "INSERT INTO agenda_item (opinion, unit, dialogue, mark, no, at) VALUES (:o, :u, :d, 'second', :n, :at)"
        " ON CONFLICT (opinion, dialogue) DO UPDATE SET mark = 'second'",
        o=item.opinion, u=item.unit, d=item.dialogue, n=item.no, at=micros(at),
    ) == 1  # fmt: skip


def find(work: Work, opinion: str, dialogue: str) -> Item | None:
    """Where an opinion stands on an agenda as a topic; None where it does not."""
    row = work.one(
        "SELECT opinion, unit, dialogue, mark, no FROM agenda_item WHERE opinion = :o AND dialogue = :d AND dialogue <> ''",
        o=opinion, d=dialogue,
    )  # fmt: skip
    return Item(opinion=row[0], unit=row[1], dialogue=row[2], mark=row[3], no=row[4]) if row else None


def newest(work: Work, opinion: str) -> Item | None:
    """Where an opinion came onto an agenda last."""
    row = work.one(
        "SELECT opinion, unit, dialogue, mark, no FROM agenda_item WHERE opinion = :o AND dialogue <> '' ORDER BY at DESC LIMIT 1",
        o=opinion,
    )  # fmt: skip
    return Item(opinion=row[0], unit=row[1], dialogue=row[2], mark=row[3], no=row[4]) if row else None


def drop(work: Work, opinion: str, dialogue: str) -> bool:
    """Take an opinion off an agenda; False where it was not on it, or must be heard again."""
    return work.do("DELETE FROM agenda_item WHERE opinion = :o AND dialogue = :d AND mark = ''", o=opinion, d=dialogue) == 1


def second(work: Work, opinion: str) -> Item | None:
    """Where an opinion is heard a second time, if it is."""
    row = work.one("SELECT opinion, unit, dialogue, mark, no FROM agenda_item WHERE opinion = :o AND mark = 'second'", o=opinion)
    return Item(opinion=row[0], unit=row[1], dialogue=row[2], mark=row[3], no=row[4]) if row else None


def take_waiting(work: Work, unit: str, dialogue: str) -> list[str]:
    """What waits for a dialogue of the unit is heard by this one; returns the opinions."""
    rows = work.all("UPDATE agenda_item SET dialogue = :d WHERE unit = :u AND dialogue = '' RETURNING opinion", d=dialogue, u=unit)
    return sorted(row[0] for row in rows)


def carry_over(work: Work, came: str, goes: str) -> list[str]:
    """What must be heard again goes from a dialogue that was called off to another (empty: to the next one that is announced), the other
    topics with what of their opinions came along (`opinions.carry_over` comes first); returns what must be heard again."""
    heard = work.all("SELECT opinion FROM agenda_item WHERE dialogue = :c AND dialogue <> '' AND mark = 'second'", c=came)
    work.do(
        "INSERT INTO agenda_item (opinion, unit, dialogue, mark, no, at) SELECT opinion, unit, :g, mark, no + :n, at FROM agenda_item"
        f" WHERE dialogue = :c AND dialogue <> '' AND (mark = 'second' OR {_CAME})"
        " ON CONFLICT (opinion, dialogue) DO UPDATE SET mark = CASE WHEN excluded.mark = 'second' THEN 'second' ELSE agenda_item.mark END",
        g=goes, c=came, n=last(work, goes),
    )  # fmt: skip
    work.do("DELETE FROM agenda_item WHERE dialogue = :c AND dialogue <> ''", c=came)
    return sorted(row[0] for row in heard)


def count(work: Work, dialogue: str) -> int:
    """How many opinions a dialogue must hear again."""
    row = work.one("SELECT count(*) FROM agenda_item WHERE dialogue = :d AND dialogue <> '' AND mark = 'second'", d=dialogue)
    return int(row[0]) if row else 0


def last(work: Work, dialogue: str) -> int:
    """The highest place on an agenda; 0 where it is empty."""
    row = work.one("SELECT coalesce(max(no), 0) FROM agenda_item WHERE dialogue = :d AND dialogue <> ''", d=dialogue)
    return int(row[0]) if row else 0


def order(work: Work, dialogue: str, opinions: Sequence[str]) -> None:
    """The topics of an agenda stand in this order from now on."""
    for place, opinion in enumerate(opinions, 1):
        work.do("UPDATE agenda_item SET no = :n WHERE opinion = :o AND dialogue = :d", n=place, o=opinion, d=dialogue)


def standing(work: Work, dialogue: str) -> list[str]:
    """All that stands on an agenda in its order, also what was withdrawn or refused meanwhile."""
    rows = work.all("SELECT opinion FROM agenda_item WHERE dialogue = :d AND dialogue <> '' ORDER BY mark DESC, no, opinion", d=dialogue)
    return [row[0] for row in rows]


def topics(work: Work, dialogue: str) -> list[Topic]:
    """The agenda of a dialogue in its order, first what must be heard again; what was withdrawn or refused meanwhile only where others
    stand behind it."""
    columns = ", ".join(f"o.{name.strip()}" for name in COLUMNS.split(","))
    behind = f"SELECT count(*) FROM opinion AS f WHERE f.follows = o.id AND f.follows <> '' AND f.status NOT IN {_GONE}"
    rows = work.all(
        f"SELECT a.unit, a.mark, a.no, ({behind} AND f.supporter = 0), ({behind}), {columns}"
        " FROM agenda_item AS a JOIN opinion AS o ON o.id = a.opinion WHERE a.dialogue = :d AND a.dialogue <> ''"
        " ORDER BY a.mark DESC, a.no, o.id",
        d=dialogue,
    )
    found = [
        Topic(
            item=Item(opinion=row[5], unit=row[0], dialogue=dialogue, mark=row[1], no=row[2]), lead=opinion_of(row[5:]), members=row[3],
            voices=row[4] + 1, place=place,
        )
        for place, row in enumerate(rows, 1)
    ]  # fmt: skip
    return [one for one in found if one.lead.status not in ("withdrawn", "refused", "diverted") or one.voices > 1]


def ungrouped(work: Work, dialogue: str) -> list[Opinion]:
    """The opinions of a dialogue that stand on no topic yet, by themselves or through the one they follow; oldest first. Whoever only
    supports one stands where that one stands."""
    columns = ", ".join(f"o.{name.strip()}" for name in COLUMNS.split(","))
    rows = work.all(
        f"SELECT {columns} FROM opinion AS o WHERE o.dialogue = :d AND o.dialogue <> '' AND NOT EXISTS"
        " (SELECT 1 FROM agenda_item AS a WHERE a.dialogue = :d AND a.opinion IN (o.id, o.follows))"
        f" AND o.status NOT IN {_GONE} AND (o.supporter = 0 OR o.follows = '') ORDER BY o.sent_at, o.id",
        d=dialogue,
    )
    return [opinion_of(row) for row in rows]
