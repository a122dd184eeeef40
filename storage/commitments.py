"""What was promised with answers, what agencies reported of it, and what citizens said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.domain.commitments import Commitment, Report, Word
from storage.work import Work, micros, moment

_COLUMNS = "c.id, c.opinion, c.round, c.desk, c.agency, c.first, c.day, c.state, c.at, c.postponed, c.confirmed, c.confirmed_at, c.version"
_REPORT = "id, commitment, kind, text, author, at, day, document, no_proof, state, decided_at, answer"
# A promise counts while its answer stands: not of an opinion that was opened again since.
_OWED = (
    "c.state IN ('open', 'broken') AND o.reopened = c.round AND o.phase IN ('answered', 'closed') AND o.outcome = 'scheduled'"
)  # fmt: skip


def _commitment(r: tuple[Any, ...]) -> Commitment:
    return Commitment(
        id=r[0], opinion=r[1], round=r[2], desk=r[3], agency=r[4], first=date.fromisoformat(r[5]), day=date.fromisoformat(r[6]),
        state=r[7], at=moment(r[8]), postponed=r[9], confirmed=r[10], confirmed_at=moment(r[11]) if r[11] else None, version=r[12],
    )  # fmt: skip


def _report(r: tuple[Any, ...]) -> Report:
    return Report(
        id=r[0], commitment=r[1], kind=r[2], text=r[3], author=r[4], at=moment(r[5]), day=r[6], document=r[7], no_proof=r[8], state=r[9],
        decided_at=moment(r[10]) if r[10] else None, answer=r[11],
    )  # fmt: skip


def make(work: Work, one: Commitment) -> bool:
    """Keep a promise; False when the round has one."""
    return work.do(
        "INSERT INTO commitment (id, opinion, round, desk, agency, first, day, state, at)"
        " VALUES (:id, :o, :r, :u, :a, :f, :d, :s, :at) ON CONFLICT DO NOTHING",
        id=one.id, o=one.opinion, r=one.round, u=one.desk, a=one.agency, f=one.first.isoformat(), d=one.day.isoformat(), s=one.state,
        at=micros(one.at),
    ) == 1  # fmt: skip


def get(work: Work, commitment: str) -> Commitment | None:
    """A promise by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM commitment c WHERE c.id = :id", id=commitment)
    return _commitment(row) if row else None


def of(work: Work, opinion: str, round: int) -> Commitment | None:
    """The promise of an answer's round."""
    row = work.one(f"SELECT {_COLUMNS} FROM commitment c WHERE c.opinion = :o AND c.round = :r", o=opinion, r=round)
    return _commitment(row) if row else None


def change(work: Work, one: Commitment) -> Commitment | None:
    """Keep a changed promise and raise its version; None when someone else changed it first."""
    done = work.do(
        "UPDATE commitment SET day = :d, state = :s, postponed = :n, confirmed = :c, confirmed_at = :cat, version = version + 1"
        " WHERE id = :id AND version = :v",
        d=one.day.isoformat(), s=one.state, n=one.postponed, c=one.confirmed, cat=micros(one.confirmed_at) if one.confirmed_at else 0,
        id=one.id, v=one.version,
    )  # fmt: skip
    return replace(one, version=one.version + 1) if done == 1 else None


def drop(work: Work, commitment: str) -> None:
    """Take back a promise of which nobody heard."""
    work.do("DELETE FROM commitment WHERE id = :id", id=commitment)


def owed(
    work: Work, key: str, places: Sequence[str], *, after: tuple[str, str] = ("", ""), limit: int = 5
) -> list[Commitment]:  # fmt: skip
    """A page of what is still to be done, the earliest day first. `key` is "desk" or "agency", `places` the units or agencies."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM commitment c JOIN opinion o ON o.id = c.opinion WHERE {_among(key, places)} AND {_OWED}"
        " AND (c.day > :day OR (c.day = :day AND c.id > :id)) ORDER BY c.day, c.id LIMIT :n",
        day=after[0], id=after[1], n=limit, **_named(places),
    )  # fmt: skip
    return [_commitment(row) for row in rows]


def count(work: Work, key: str, places: Sequence[str], today: date) -> tuple[int, int]:
    """(how many are still to be done, how many of them are overdue), by the very condition of the list."""
    row = work.one(
        "SELECT count(*), coalesce(sum(CASE WHEN c.day < :t THEN 1 ELSE 0 END), 0) FROM commitment c JOIN opinion o ON o.id = c.opinion"
        f" WHERE {_among(key, places)} AND {_OWED}",
        t=today.isoformat(), **_named(places),
    )  # fmt: skip
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _named(places: Sequence[str]) -> dict[str, str]:
    return {f"p{nth}": place for nth, place in enumerate(places)}


def _among(key: str, places: Sequence[str]) -> str:
    column = {"desk": "c.desk", "agency": "c.agency"}[key]
    return f"{column} IN ({', '.join(f':{name}' for name in _named(places))})"


def hand_in(work: Work, report: Report) -> None:
    """Keep a report; one that still waits gives way to it."""
    work.do(
        "UPDATE report SET state = 'back', decided_at = :at WHERE commitment = :c AND state = 'waiting'",
        c=report.commitment,
        at=micros(report.at),
    )
    work.do(
        "INSERT INTO report (id, commitment, kind, day, text, document, no_proof, state, author, at)"
        " VALUES (:id, :c, :k, :d, :t, :doc, :no, 'waiting', :a, :at)",
        id=report.id, c=report.commitment, k=report.kind, d=report.day, t=report.text, doc=report.document, no=report.no_proof,
        a=report.author, at=micros(report.at),
    )  # fmt: skip


def report(work: Work, id: str) -> Report | None:
    """A report by id."""
    row = work.one(f"SELECT {_REPORT} FROM report WHERE id = :id", id=id)
    return _report(row) if row else None


def last_report(work: Work, commitment: str) -> Report | None:
    """The newest report on a promise, one that waits before all others."""
    row = work.one(
        f"SELECT {_REPORT} FROM report WHERE commitment = :c ORDER BY state = 'waiting' DESC, at DESC, id DESC LIMIT 1", c=commitment
    )
    return _report(row) if row else None


def reports(work: Work, opinion: str) -> list[Report]:
    """Every report on the promises of an opinion, the oldest first."""
    rows = work.all(
        f"SELECT {_REPORT} FROM report WHERE commitment IN (SELECT id FROM commitment WHERE opinion = :o) ORDER BY at, id", o=opinion
    )
    return [_report(row) for row in rows]


def decide(work: Work, report: str, state: str, *, by: str, at: datetime, answer: str = "") -> bool:
    """A report was cleared, or goes back; False when somebody decided before."""
    return work.do(
        "UPDATE report SET state = :s, decided_by = :by, decided_at = :at, answer = :w WHERE id = :id AND state = 'waiting'",
        s=state, by=by, at=micros(at), w=answer, id=report,
    ) == 1  # fmt: skip


def undecide(work: Work, report: str) -> None:
    """What cleared a report was called back before anyone heard of it: it waits again."""
    work.do("UPDATE report SET state = 'waiting', decided_by = '', decided_at = 0 WHERE id = :id AND state = 'cleared'", id=report)


def confirm(work: Work, report: str, opinion: str, *, person: str, word: Word, words: str, at: datetime) -> bool:
    """Keep what a citizen says of a report; False when they spoke before."""
    return work.do(
        "INSERT INTO confirmation (report, opinion, person, verdict, words, at) VALUES (:r, :o, :p, :v, :w, :at) ON CONFLICT DO NOTHING",
        r=report, o=opinion, p=person, v=word, w=words, at=micros(at),
    ) == 1  # fmt: skip


def confirmations(work: Work, report: str) -> list[tuple[Word, str]]:
    """(what they say, in their words) of all who spoke about a report."""
    return [(r[0], r[1]) for r in work.all("SELECT verdict, words FROM confirmation WHERE report = :r ORDER BY at, person", r=report)]


def forget(work: Work, opinion: str) -> None:
    """Erase the words around the promises of an opinion, its author's and the officials'."""
    work.do(
        "UPDATE report SET text = '', document = '', no_proof = '', answer = ''"
        " WHERE commitment IN (SELECT id FROM commitment WHERE opinion = :o)",
        o=opinion,
    )
    work.do("UPDATE confirmation SET words = '' WHERE opinion = :o", o=opinion)
