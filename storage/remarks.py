"""What the Front said about an opinion, and what it was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain.supervision import Remark, Seat
from storage.work import Work, micros, moment

_COLUMNS = (
    "id, opinion, kind, round, text, author, role, unit, title, at, due, answer, answered_role, answered_unit, answered_title, answered_at"
)


def _remark(r: tuple[Any, ...]) -> Remark:
    return Remark(
        id=r[0], opinion=r[1], kind=r[2], round=r[3], text=r[4], author=r[5], seat=Seat(role=r[6], unit=r[7], title=r[8]),
        at=moment(r[9]), due=moment(r[10]) if r[10] else None, answer=r[11],
        answered_by=Seat(role=r[12], unit=r[13], title=r[14]) if r[15] else None, answered_at=moment(r[15]) if r[15] else None,
    )  # fmt: skip


def add(work: Work, remark: Remark) -> None:
    """Keep a remark."""
    seat = remark.seat
    work.do(
        "INSERT INTO remark (id, opinion, kind, round, text, author, role, unit, title, at, due)"
        " VALUES (:id, :o, :k, :n, :t, :a, :r, :u, :title, :at, :due)",
        id=remark.id, o=remark.opinion, k=remark.kind, n=remark.round, t=remark.text, a=remark.author, r=seat.role, u=seat.unit,
        title=seat.title, at=micros(remark.at), due=micros(remark.due) if remark.due else 0,
    )  # fmt: skip


def get(work: Work, remark: str) -> Remark | None:
    """A remark by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM remark WHERE id = :id", id=remark)
    return _remark(row) if row else None


def of(work: Work, opinion: str) -> list[Remark]:
    """Every remark on an opinion, oldest first."""
    return [_remark(row) for row in work.all(f"SELECT {_COLUMNS} FROM remark WHERE opinion = :o ORDER BY at, id", o=opinion)]


def question(work: Work, opinion: str) -> Remark | None:
    """The oldest question on an opinion that nobody has answered."""
    return next((one for one in of(work, opinion) if one.is_open), None)


def answer(work: Work, remark: str, text: str, *, by: str, seat: Seat, at: datetime) -> bool:
    """Answer a question; False when it was answered before."""
    return work.do(
        "UPDATE remark SET answer = :t, answered_by = :by, answered_role = :r, answered_unit = :u, answered_title = :title,"
        " answered_at = :at WHERE id = :id AND answered_at = 0",
        t=text, by=by, r=seat.role, u=seat.unit, title=seat.title, at=micros(at), id=remark,
    ) == 1  # fmt: skip


def forget(work: Work, opinion: str) -> None:
    """Erase the words of every remark on an opinion: they may quote its author. That they were made stays."""
    work.do("UPDATE remark SET text = '', answer = '' WHERE opinion = :o", o=opinion)


def mark(work: Work, words: str) -> str:
    """What the journal keeps of the words of a remark: a keyed hash, of which nothing can be guessed once they are erased."""
    return work.keys.index("remark", words)
