"""The conclusions of dialogues: the notice, its items, and the line that each opinion has in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.conclusions import UNTOLD, Conclusion, Item
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Opinion
from storage import books
from storage.work import Work, micros, moment

_HEAD = "id, dialogue, number, day, signer, place, words, sha, state, version, by, published_at"
_ITEM = "opinion, kind, content, words, lead, supporting, day, reason, no"


def _conclusion(r: tuple[Any, ...]) -> Conclusion:
    return Conclusion(
        id=r[0], dialogue=r[1], number=r[2], day=r[3], signer=r[4], place=r[5], words=r[6], sha=r[7], state=r[8], version=r[9], by=r[10],
        published_at=moment(r[11]) if r[11] else None,
    )  # fmt: skip


def _item(r: tuple[Any, ...]) -> Item:
    return Item(
        opinion=r[0], kind=r[1], content=r[2], words=r[3], lead=r[4], supporting=tuple(r[5].split()), day=r[6], reason=r[7], no=r[8]
    )


def begin(work: Work, one: Conclusion, at: datetime) -> bool:
    """Begin the conclusion of a dialogue; False where there is one."""
    return work.do(
        "INSERT INTO conclusion (id, dialogue, place, state, at) VALUES (:id, :d, :p, :s, :at) ON CONFLICT DO NOTHING",
        id=one.id, d=one.dialogue, p=one.place, s=one.state, at=micros(at),
    ) == 1  # fmt: skip


def get(work: Work, conclusion: str) -> Conclusion | None:
    """A conclusion by id."""
    row = work.one(f"SELECT {_HEAD} FROM conclusion WHERE id = :id", id=conclusion)
    return _conclusion(row) if row else None


def of(work: Work, dialogue: str) -> Conclusion | None:
    """The conclusion of a dialogue."""
    row = work.one(f"SELECT {_HEAD} FROM conclusion WHERE dialogue = :d", d=dialogue)
    return _conclusion(row) if row else None


def change(work: Work, one: Conclusion) -> Conclusion | None:
    """Keep a changed conclusion and raise its version; None when someone else changed it first."""
    done = work.do(
        "UPDATE conclusion SET number = :n, day = :d, signer = :s, place = :p, words = :w, sha = :sha, state = :st, by = :by,"
        " published_at = :pa, version = version + 1 WHERE id = :id AND version = :v",
        n=one.number, d=one.day, s=one.signer, p=one.place, w=one.words, sha=one.sha, st=one.state, by=one.by,
        pa=micros(one.published_at) if one.published_at else 0, id=one.id, v=one.version,
    )  # fmt: skip
    return replace(one, version=one.version + 1) if done == 1 else None


def put(work: Work, conclusion: str, item: Item) -> None:
    """Keep an item as it is now."""
    work.do(
        f"INSERT INTO conclusion_item (conclusion, {_ITEM}) VALUES (:c, :o, :k, :t, :w, :l, :s, :d, :r, :n)"
        " ON CONFLICT (conclusion, opinion) DO UPDATE SET kind = excluded.kind, content = excluded.content, words = excluded.words,"
        " lead = excluded.lead, supporting = excluded.supporting, day = excluded.day, reason = excluded.reason, no = excluded.no",
        c=conclusion, o=item.opinion, k=item.kind, t=item.content, w=item.words, l=item.lead, s=" ".join(item.supporting), d=item.day,
        r=item.reason, n=item.no,
    )  # fmt: skip


def drop(work: Work, conclusion: str, opinion: str) -> None:
    """Take an item out."""
    work.do("DELETE FROM conclusion_item WHERE conclusion = :c AND opinion = :o", c=conclusion, o=opinion)


def items(work: Work, conclusion: str) -> list[Item]:
    """Its items in their order."""
    rows = work.all(f"SELECT {_ITEM} FROM conclusion_item WHERE conclusion = :c ORDER BY no, opinion", c=conclusion)
    return [_item(row) for row in rows]


def public(work: Work, one: Conclusion) -> list[Item]:
    """Its items that the public reads, in their order; until it is published without those whose opinions have ended otherwise."""
    found = [each for each in items(work, one.id) if each.kind and each.reason not in UNTOLD]
    if one.state == "published":
        return found
    rows = work.all(
        "SELECT o.id, o.status FROM conclusion_item AS i JOIN opinion AS o ON o.id = i.opinion WHERE i.conclusion = :c", c=one.id
    )
    ended = {opinion for opinion, status in rows if status in UNTOLD}
    return [each for each in found if each.opinion not in ended]


def item(work: Work, conclusion: str, opinion: str) -> Item | None:
    """The item of a topic."""
    row = work.one(f"SELECT {_ITEM} FROM conclusion_item WHERE conclusion = :c AND opinion = :o", c=conclusion, o=opinion)
    return _item(row) if row else None


def contents(work: Work, dialogue: str) -> dict[str, str]:
    """What the topics of a dialogue are called in its conclusion, by the opinion that leads each; wiped ones are left out."""
    rows = work.all(
        "SELECT i.opinion, i.content FROM conclusion_item AS i JOIN conclusion AS c ON c.id = i.conclusion"
        " WHERE c.dialogue = :d AND i.content <> ''",
        d=dialogue,
    )  # fmt: skip
    return {row[0]: row[1] for row in rows}


def heard(work: Work, dialogue: str) -> list[Opinion]:
    """Every opinion of a dialogue, whatever became of it, as its question book knows them; oldest first.

    What its author denied to be a complaint is not shown to the unit that it may be about while another desk has it."""
    row = work.one("SELECT unit FROM dialogue WHERE id = :d", d=dialogue)
    return [one for one in books.hears(work, dialogue) if not one.contested or (row is not None and one.desk == row[0])]


def counted(work: Work, dialogue: str) -> list[Opinion]:
    """What a dialogue heard as an opinion: without what was withdrawn, refused or turned aside."""
    return [one for one in heard(work, dialogue) if one.status not in UNTOLD]


def draw(work: Work, conclusion: str, opinion: str, item: str) -> None:
    """An opinion finds its answer in this item, for good."""
    work.do(
        "INSERT INTO conclusion_line (conclusion, opinion, item) VALUES (:c, :o, :i) ON CONFLICT DO NOTHING",
        c=conclusion, o=opinion, i=item,
    )  # fmt: skip


def lines_after(work: Work, conclusion: str, after: str, limit: int) -> list[tuple[str, str]]:
    """A page of (opinion, item), behind the opinion `after`."""
    rows = work.all(
        "SELECT opinion, item FROM conclusion_line WHERE conclusion = :c AND opinion > :a ORDER BY opinion LIMIT :n",
        c=conclusion, a=after, n=limit,
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


def line_of(work: Work, opinion: str) -> tuple[Conclusion, Item] | None:
    """The newest published conclusion in which an opinion has a line."""
    row = work.one(
        f"SELECT {', '.join(f'c.{name.strip()}' for name in _HEAD.split(','))}, l.item FROM conclusion_line AS l"
        " JOIN conclusion AS c ON c.id = l.conclusion WHERE l.opinion = :o ORDER BY c.published_at DESC LIMIT 1",
        o=opinion,
    )  # fmt: skip
    found = item(work, row[0], row[12]) if row else None
    return (_conclusion(row), found) if row and found else None


def awaited(work: Work) -> list[str]:
    """The dialogues that wait for their conclusion."""
    return [row[0] for row in work.all("SELECT id FROM dialogue WHERE phase = 'awaiting' ORDER BY id")]


def before(work: Work, dialogue: Dialogue) -> str:
    """The concluded dialogue of its unit with which this one goes on, else the last one before it; empty where there is none."""
    row = work.one(
        "SELECT id FROM dialogue WHERE unit = :u AND starts < :s AND phase IN ('concluded', 'followed', 'settled')"
        " ORDER BY heir = :h DESC, starts DESC LIMIT 1",
        u=dialogue.unit, s=micros(dialogue.starts), h=dialogue.id,
    )  # fmt: skip
    return row[0] if row else ""


def forget(work: Work, opinion: str) -> None:
    """An author's words go, and what officials wrote about them in the conclusion goes too; of what is published its decision stays."""
    work.do(
        "UPDATE conclusion_item SET content = '', words = CASE WHEN conclusion IN (SELECT id FROM conclusion WHERE state = 'published')"
        " THEN words ELSE '' END WHERE opinion = :o",
        o=opinion,
    )
