"""What happened, in a chain: each row's mark covers the row before it, so an edit shows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from storage.work import Work, micros, moment

_PAGE: Final = 5000
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal."""

    seq: int
    at: datetime
    actor: str
    verb: str
    object: str
    unit: str
    facts: dict[str, str]


class Told(NamedTuple):
    """A line as far as statistics go through it: by the million, so with no more than they need."""

    seq: int
    verb: str
    object: str
    unit: str
    facts: dict[str, str]


def add(work: Work, *, at: datetime, actor: str, verb: str, object: str, unit: str = "", **facts: str) -> None:
    """Write a line. `facts` hold no identity and no citizen's words: the journal outlives erasure."""
    last = work.one("SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1")
    seq, before = (last[0] + 1, last[1]) if last else (1, "")
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    work.do(
        "INSERT INTO journal (seq, at, actor, verb, object, unit, facts, mac) VALUES (:s, :at, :a, :v, :o, :u, :f, :m)",
        s=seq, at=micros(at), a=actor, v=verb, o=object, u=unit, f=told,
        m=_mark(work, before, (seq, micros(at), actor, verb, object, unit, told)),
    )  # fmt: skip


def _mark(work: Work, before: str, row: tuple[str | int, ...]) -> str:
    return work.keys.mac(json.dumps([before, *row], ensure_ascii=False).encode()).hex()


def has(work: Work, verb: str, object: str) -> bool:
    """Whether this was noted about a thing already."""
    return work.one("SELECT 1 FROM journal WHERE object = :o AND verb = :v", o=object, v=verb) is not None


def of(work: Work, object: str) -> list[Entry]:
    """The story of one thing, in order."""
    rows = work.all("SELECT seq, at, actor, verb, object, unit, facts FROM journal WHERE object = :o ORDER BY seq", o=object)
    return [Entry(seq=r[0], at=moment(r[1]), actor=r[2], verb=r[3], object=r[4], unit=r[5], facts=json.loads(r[6])) for r in rows]


def every(work: Work, until: datetime) -> Iterator[Told]:
    """All lines written before a moment, in order, page by page."""
    after = 0
    while rows := work.all(
        "SELECT seq, verb, object, unit, facts FROM journal WHERE seq > :s AND at < :until ORDER BY seq LIMIT :n",
        s=after, until=micros(until), n=_PAGE,
    ):  # fmt: skip
        yield from (Told(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows)
        after = rows[-1][0]


def of_many(work: Work, objects: Sequence[str], until: datetime) -> Iterator[Told]:
    """The lines of these things that were written before a moment, the lines of each in order."""
    for place in range(0, len(objects), _AT_ONCE):
        named = {f"o{nth}": one for nth, one in enumerate(objects[place : place + _AT_ONCE])}
        rows = work.all(
            "SELECT seq, verb, object, unit, facts FROM journal"
            f" WHERE object IN ({', '.join(f':{name}' for name in named)}) AND at < :until ORDER BY object, seq",
            until=micros(until), **named,
        )  # fmt: skip
        yield from (Told(row[0], row[1], row[2], row[3], json.loads(row[4])) for row in rows)


def verify_last(work: Work, count: int) -> int:
    """Walk the last `count` lines of the chain; returns the first that does not fit, 0 when all do."""
    last = work.one("SELECT max(seq) FROM journal")
    after = max(0, (last[0] or 0) - count) if last else 0
    stands = work.one("SELECT mac FROM journal WHERE seq = :s", s=after)
    return _walk(work, stands[0] if stands else "", after)


def verify(work: Work) -> int:
    """Walk the chain; returns the first line that does not fit, 0 when all do."""
    return _walk(work, "", 0)


def _walk(work: Work, before: str, after: int) -> int:
    while rows := work.all(
        "SELECT seq, at, actor, verb, object, unit, facts, mac FROM journal WHERE seq > :s ORDER BY seq LIMIT 1000", s=after
    ):
        for row in rows:
            if row[0] != after + 1 or _mark(work, before, row[:7]) != row[7]:
                return int(row[0])
            after, before = row[0], row[7]
    return 0
