"""What officials write for each other about an opinion: notes, and how far the work is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.work import Work, micros, moment

Kind = Literal["note", "progress"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line that one official wrote; `office` is the agency or unit for which they spoke."""

    id: str
    opinion: str
    kind: Kind
    text: str
    office: str
    author: str
    at: datetime


def add(work: Work, note: Note) -> None:
    """Keep a line."""
    work.do(
        "INSERT INTO note (id, opinion, kind, text, office, author, at) VALUES (:id, :o, :k, :t, :f, :a, :at)",
        id=note.id, o=note.opinion, k=note.kind, t=note.text, f=note.office, a=note.author, at=micros(note.at),
    )  # fmt: skip


def last(work: Work, opinion: str, kind: Kind, limit: int) -> list[Note]:
    """The newest lines of a kind, in the order in which they were written."""
    rows = work.all(
        "SELECT id, opinion, kind, text, office, author, at FROM note WHERE opinion = :o AND kind = :k ORDER BY at DESC, id DESC LIMIT :n",
        o=opinion, k=kind, n=limit,
    )  # fmt: skip
    found = [Note(id=r[0], opinion=r[1], kind=r[2], text=r[3], office=r[4], author=r[5], at=moment(r[6])) for r in rows]
    return found[::-1]


def forget(work: Work, opinion: str) -> None:
    """Erase every line about an opinion: any of them may name its author."""
    work.do("DELETE FROM note WHERE opinion = :o", o=opinion)
