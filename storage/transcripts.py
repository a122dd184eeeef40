"""The words of a voice note as an officer wrote them down, beside the opinion, never in its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage import opinions
from storage.work import Work, micros, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was heard, who wrote it down, and when."""

    opinion: str
    text: str
    author: str
    at: datetime


def keep(work: Work, one: Transcript) -> None:
    """Keep a transcript in place of any before; the search finds the opinion by it."""
    work.do(
        "INSERT INTO transcript (opinion, text, author, at) VALUES (:o, :t, :a, :at)"
        " ON CONFLICT (opinion) DO UPDATE SET text = excluded.text, author = excluded.author, at = excluded.at",
        o=one.opinion, t=one.text, a=one.author, at=micros(one.at),
    )  # fmt: skip
    opinions.index(work, one.opinion)


def of(work: Work, opinion: str) -> Transcript | None:
    """The transcript of an opinion, if somebody wrote it down."""
    row = work.one("SELECT opinion, text, author, at FROM transcript WHERE opinion = :o", o=opinion)
    return Transcript(opinion=row[0], text=row[1], author=row[2], at=moment(row[3])) if row else None


def text(work: Work, opinion: str) -> str:
    """Its words; empty where nobody wrote them down."""
    found = of(work, opinion)
    return found.text if found else ""


def forget(work: Work, opinion: str) -> None:
    """It goes with its author's words."""
    if work.do("DELETE FROM transcript WHERE opinion = :o", o=opinion):
        opinions.index(work, opinion)
