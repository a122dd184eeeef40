"""Versions of the question book: what a dialogue was going to hear, as it stood when each was frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from bot.domain.books import Row
from bot.domain.opinions import Opinion
from storage.opinions import COLUMNS, opinion_of
from storage.work import Work, micros, moment

_WORDS: Final = ("words", "title", "place", "draft")
_TUPLES: Final = ("behind", "heard", "changes")
_VERSION: Final = "id, dialogue, no, final, gone, at, owed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What the dialogue before promised or assigned: the opinion that leads the topic, how it stood, who answers for it, its day (ISO)."""

    opinion: str
    state: str
    agency: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A numbered version; `final` is the one by which the clerk closed the book. `gone` are the numbers that fell out since the last,
    `owed` what the dialogue before this one left to be done."""

    id: str
    dialogue: str
    no: int
    final: bool
    gone: tuple[int, ...]
    at: datetime
    owed: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A version with all that stands in it: rows, and the codes of what waits until its voice is written down."""

    version: Version
    rows: tuple[Row, ...]
    waiting: tuple[str, ...]
    out: int


def _version(r: tuple[Any, ...]) -> Version:
    return Version(
        id=r[0], dialogue=r[1], no=r[2], final=r[3] == 1, gone=tuple(orjson.loads(r[4])), at=moment(r[5]),
        owed=tuple(Owed(**one) for one in orjson.loads(r[6])),
    )  # fmt: skip


def add(work: Work, version: Version, rows: Sequence[Row], *, waiting: Sequence[str], out: Sequence[str]) -> None:
    """Freeze a version; `waiting` and `out` are ids of opinions."""
    work.do(
        f"INSERT INTO book_version ({_VERSION}) VALUES (:id, :d, :n, :f, :g, :at, :owed)",
        id=version.id, d=version.dialogue, n=version.no, f=int(version.final), g=orjson.dumps(version.gone).decode(),
        at=micros(version.at), owed=orjson.dumps([asdict(one) for one in version.owed]).decode(),
    )  # fmt: skip
    for row in rows:
        facts = asdict(row)
        words = {name: facts.pop(name) for name in _WORDS}
        _add(work, version.id, row.opinion, "row", no=row.no, facts=orjson.dumps(facts).decode(), words=orjson.dumps(words).decode())
    for kind, ids in (("waiting", waiting), ("out", out)):
        for opinion in ids:
            _add(work, version.id, opinion, kind)


def _add(work: Work, version: str, opinion: str, kind: str, *, no: int = 0, facts: str = "", words: str = "") -> None:
    work.do(
        "INSERT INTO book_row (version, opinion, kind, no, facts, words) VALUES (:v, :o, :k, :n, :f, :w)",
        v=version, o=opinion, k=kind, n=no, f=facts, w=words,
    )  # fmt: skip


def last(work: Work, dialogue: str) -> Version | None:
    """The newest version of a dialogue's book."""
    row = work.one(f"SELECT {_VERSION} FROM book_version WHERE dialogue = :d ORDER BY no DESC LIMIT 1", d=dialogue)
    return _version(row) if row else None


def highest(work: Work, dialogue: str) -> int:
    """The highest number that any version of a dialogue's book gave."""
    row = work.one("SELECT max(b.no) FROM book_version v JOIN book_row b ON b.version = v.id WHERE v.dialogue = :d", d=dialogue)
    return int(row[0]) if row and row[0] is not None else 0


def get(work: Work, version: str) -> Book | None:
    """A version as it was frozen, without what was wiped since."""
    row = work.one(f"SELECT {_VERSION} FROM book_version WHERE id = :v", v=version)
    if row is None:
        return None
    held = work.all("SELECT facts, words FROM book_row WHERE version = :v AND kind = 'row' ORDER BY no", v=version)
    waiting = work.all(
        "SELECT o.code FROM book_row b JOIN opinion o ON o.id = b.opinion WHERE b.version = :v AND b.kind = 'waiting' ORDER BY o.id",
        v=version,
    )
    out = work.one("SELECT count(*) FROM book_row WHERE version = :v AND kind = 'out'", v=version)
    return Book(
        version=_version(row), rows=tuple(_row(*one) for one in held), waiting=tuple(code for (code,) in waiting),
        out=int(out[0]) if out else 0,
    )  # fmt: skip


def _row(facts: str, words: str) -> Row:
    read = orjson.loads(facts)
    kept = orjson.loads(words) if words else {"wiped": True}
    return Row(**(read | {name: tuple(read[name]) for name in _TUPLES} | kept))


def finish(work: Work, version: str) -> None:
    """The book was closed, and this version says all of it."""
    work.do("UPDATE book_version SET final = 1 WHERE id = :v", v=version)


def forget(work: Work, opinion: str) -> None:
    """The words of an opinion go from every version; that it stood there stays."""
    work.do("UPDATE book_row SET words = '' WHERE opinion = :o", o=opinion)


def hears(work: Work, dialogue: str) -> list[Opinion]:
    """Every opinion that concerns a dialogue: its own, the topics of its agenda, and what follows either."""
    named = ", ".join(f"o.{name.strip()}" for name in COLUMNS.split(","))
    rows = work.all(
        "WITH own (id) AS (SELECT id FROM opinion WHERE dialogue = :d AND dialogue <> '' UNION"
        " SELECT opinion FROM agenda_item WHERE dialogue = :d AND dialogue <> '')"
        f" SELECT {named} FROM opinion AS o WHERE o.id IN (SELECT id FROM own UNION"
        " SELECT f.id FROM opinion AS f JOIN own ON f.follows = own.id WHERE f.follows <> '') ORDER BY o.sent_at, o.id",
        d=dialogue,
    )
    return [opinion_of(row) for row in rows]


def said_in(work: Work, dialogue: str, field: str) -> dict[str, str]:
    """The words of what a dialogue heard in a field, by opinion."""
    rows = work.all(
        "SELECT o.id, CASE WHEN o.text <> '' THEN o.text ELSE coalesce(t.text, '') END FROM opinion o LEFT JOIN transcript t"
        " ON t.opinion = o.id WHERE o.dialogue = :d AND o.dialogue <> '' AND o.field = :f AND o.status NOT IN ('withdrawn', 'diverted')",
        d=dialogue, f=field,
    )  # fmt: skip
    return {row[0]: row[1] for row in rows if row[1]}


def held_before(work: Work, unit: str, starts: datetime, limit: int) -> list[tuple[str, datetime]]:
    """(id, when) of the dialogues that a unit held before a moment, the newest first."""
    rows = work.all(
        "SELECT id, starts FROM dialogue WHERE unit = :u AND starts < :s AND phase NOT IN ('planned', 'postponed', 'cancelled')"
        " ORDER BY starts DESC LIMIT :n",
        u=unit, s=micros(starts), n=limit,
    )  # fmt: skip
    return [(row[0], moment(row[1])) for row in rows]
