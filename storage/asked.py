"""What authors were asked to add, and the pause that it made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.opinions import Opinion
from bot.domain.statuses import Status
from storage.work import Work, micros, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The `n`-th question to the author of an opinion, by whom, where it stood before (status, since when, due when), and when it
    goes on without an answer."""

    opinion: str
    n: int
    text: str
    person: str
    came: Status
    due: datetime | None
    entered_at: datetime
    at: datetime
    ends: datetime


def add(work: Work, one: Asked) -> None:
    """Keep a question that waits for its answer."""
    work.do(
        "INSERT INTO asked (opinion, n, text, person, came, due, entered_at, at, ends)"
        " VALUES (:o, :n, :t, :p, :c, :d, :e, :at, :ends)",
        o=one.opinion, n=one.n, t=one.text, p=one.person, c=one.came, d=micros(one.due) if one.due else 0, e=micros(one.entered_at),
        at=micros(one.at), ends=micros(one.ends),
    )  # fmt: skip


def waiting(work: Work, opinion: str) -> Asked | None:
    """The question that still waits for an answer."""
    r = work.one("SELECT opinion, n, text, person, came, due, entered_at, at, ends FROM asked WHERE opinion = :o AND until = 0", o=opinion)
    if r is None:
        return None
    return Asked(
        opinion=r[0], n=r[1], text=r[2], person=r[3], came=r[4], due=moment(r[5]) if r[5] else None, entered_at=moment(r[6]),
        at=moment(r[7]), ends=moment(r[8]),
    )  # fmt: skip


def of(work: Work, opinion: str) -> list[tuple[datetime, str]]:
    """(when, words) of every question."""
    return [(moment(r[0]), r[1]) for r in work.all("SELECT at, text FROM asked WHERE opinion = :o ORDER BY n", o=opinion)]


def standing(work: Work, opinion: Opinion) -> Status:
    """Where an opinion stands for whoever acts on it: what waits for its author may be dealt with as before they were asked."""
    found = waiting(work, opinion.id) if opinion.status == "more_asked" else None
    return found.came if found else opinion.status


def end(work: Work, opinion: str, at: datetime) -> None:
    """It waits no longer."""
    work.do("UPDATE asked SET until = :at WHERE opinion = :o AND until = 0", at=micros(at), o=opinion)


def count(work: Work, opinion: str) -> int:
    """How often its author was asked."""
    row = work.one("SELECT count(*) FROM asked WHERE opinion = :o", o=opinion)
    return int(row[0]) if row else 0


def forget(work: Work, opinion: str) -> None:
    """The words of all questions go: they may quote its author."""
    work.do("UPDATE asked SET text = '' WHERE opinion = :o", o=opinion)
