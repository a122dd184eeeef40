"""Passes: one-time secrets by which a known person speaks from a new chat; only their hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.work import Work, micros, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """A pass of `person`. `made_by` is who gave it: the person, an inviter, or the server."""

    sha: str
    person: str
    expires: datetime
    made_by: str
    used: bool = False


def issue(work: Work, one: Pass, at: datetime) -> None:
    """Keep a new pass; those that the person had not used are worth nothing from now on."""
    drop(work, one.person)
    work.do(
        "INSERT INTO pass (sha, person, expires, made_by, made_at) VALUES (:s, :p, :e, :by, :at)",
        s=one.sha, p=one.person, e=micros(one.expires), by=one.made_by, at=micros(at),
    )  # fmt: skip


def find(work: Work, sha: str) -> Pass | None:
    """A pass by the hash of its secret."""
    row = work.one("SELECT sha, person, expires, made_by, used_at FROM pass WHERE sha = :s", s=sha)
    return Pass(sha=row[0], person=row[1], expires=moment(row[2]), made_by=row[3], used=bool(row[4])) if row else None


def use(work: Work, sha: str, at: datetime) -> bool:
    """Spend a pass; False when it was spent before."""
    return work.do("UPDATE pass SET used_at = :at WHERE sha = :s AND used_at = 0", at=micros(at), s=sha) == 1


def drop(work: Work, person: str) -> None:
    """Take back what the person has not used."""
    work.do("DELETE FROM pass WHERE person = :p AND used_at = 0", p=person)


def purge(work: Work, before: datetime) -> int:
    """Forget passes that ended before then; returns how many."""
    return work.do("DELETE FROM pass WHERE expires < :b", b=micros(before))
