"""More time: asked for, granted, declined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from storage.work import Work, micros, moment

State = Literal["asked", "granted", "declined", "lapsed"]
_COLUMNS = "id, opinion, round, agency, day, reason, words, state, asked_by, asked_at, answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A request. `day` is the new day (ISO), `reason` a code of the rules; `words` and `answer` are officials' own."""

    id: str
    opinion: str
    round: int
    agency: str
    day: str
    reason: str
    words: str
    state: State
    asked_by: str
    asked_at: datetime
    answer: str = ""


def _extension(r: tuple[Any, ...]) -> Extension:
    return Extension(
        id=r[0], opinion=r[1], round=r[2], agency=r[3], day=r[4], reason=r[5], words=r[6], state=r[7], asked_by=r[8],
        asked_at=moment(r[9]), answer=r[10],
    )  # fmt: skip


def ask(work: Work, one: Extension) -> bool:
    """Keep a request; False where one of this opinion waits already."""
    return work.do(
        "INSERT INTO extension (id, opinion, round, agency, day, reason, words, state, asked_by, asked_at)"
        " VALUES (:id, :o, :r, :a, :d, :why, :w, 'asked', :by, :at) ON CONFLICT DO NOTHING",
        id=one.id, o=one.opinion, r=one.round, a=one.agency, d=one.day, why=one.reason, w=one.words, by=one.asked_by,
        at=micros(one.asked_at),
    ) == 1  # fmt: skip


def waiting(work: Work, opinion: str) -> Extension | None:
    """The request that waits for a word."""
    row = work.one(f"SELECT {_COLUMNS} FROM extension WHERE opinion = :o AND state = 'asked'", o=opinion)
    return _extension(row) if row else None


def last(work: Work, opinion: str) -> Extension | None:
    """The newest request, whatever became of it."""
    row = work.one(
        f"SELECT {_COLUMNS} FROM extension WHERE opinion = :o ORDER BY state = 'asked' DESC, asked_at DESC, id DESC LIMIT 1", o=opinion
    )
    return _extension(row) if row else None


def granted(work: Work, opinion: str, round: int) -> int:
    """How often more time was given in a round."""
    row = work.one("SELECT count(*) FROM extension WHERE opinion = :o AND round = :r AND state = 'granted'", o=opinion, r=round)
    return int(row[0]) if row else 0


def decide(work: Work, extension: str, state: State, *, by: str, at: datetime, answer: str = "") -> bool:
    """What became of a request; False when somebody decided it before."""
    return work.do(
        "UPDATE extension SET state = :s, decided_by = :by, decided_at = :at, answer = :w WHERE id = :id AND state = 'asked'",
        s=state, by=by, at=micros(at), w=answer, id=extension,
    ) == 1  # fmt: skip


def forget(work: Work, opinion: str) -> None:
    """Erase the words around every request of an opinion: they may name its author."""
    work.do("UPDATE extension SET words = '', answer = '' WHERE opinion = :o", o=opinion)
