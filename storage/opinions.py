"""Opinions, their additions, answers and verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.opinions import Answer, Opinion
from bot.domain.statuses import PHASES, Status, Verdict
from storage.work import Work, micros, moment

_COLUMNS = (
    "id, code, dialogue, unit, said, desk, field, text, visibility, source, author, account, contested, status, phase, entered_at,"
    " due, lead, handler, outcome, reopened, version, phone_shared, sent_at, closed_as"
)
Page = list[Opinion]


def _opinion(r: tuple[Any, ...]) -> Opinion:
    return Opinion(
        id=r[0], code=r[1], dialogue=r[2], unit=r[3], said=r[4], desk=r[5], field=r[6], text=r[7], visibility=r[8], source=r[9],
        author=r[10], account=r[11], contested=r[12], status=r[13], phase=r[14], entered_at=moment(r[15]),
        due=moment(r[16]) if r[16] else None, lead=r[17], handler=r[18], outcome=r[19], reopened=r[20], version=r[21],
        phone_shared=r[22] == 1, sent_at=moment(r[23]), closed_as=r[24],
    )  # fmt: skip


def _params(o: Opinion) -> dict[str, Any]:
    return {
        "id": o.id, "code": o.code, "dialogue": o.dialogue, "unit": o.unit, "said": o.said, "desk": o.desk, "field": o.field,
        "text": o.text, "visibility": o.visibility, "source": o.source, "author": o.author, "account": o.account,
        "contested": o.contested, "status": o.status, "phase": o.phase, "entered_at": micros(o.entered_at),
        "due": micros(o.due) if o.due else 0, "lead": o.lead, "handler": o.handler, "outcome": o.outcome, "reopened": o.reopened,
        "version": o.version, "phone_shared": int(o.phone_shared), "sent_at": micros(o.sent_at), "closed_as": o.closed_as,
    }  # fmt: skip


_VALUES = ", ".join(f":{name.strip()}" for name in _COLUMNS.split(","))
_INSERT = f"INSERT INTO opinion ({_COLUMNS}) VALUES ({_VALUES}) ON CONFLICT DO NOTHING"
_FIXED = {"id", "code", "source", "author", "account", "sent_at", "version"}
_CHANGES = ", ".join(f"{name} = :{name}" for name in (part.strip() for part in _COLUMNS.split(",")) if name not in _FIXED)


def add(work: Work, opinion: Opinion) -> bool:
    """Keep a new opinion; False when its id or its code is taken."""
    return work.do(_INSERT, **_params(opinion)) == 1


def change(work: Work, opinion: Opinion) -> Opinion | None:
    """Keep a changed opinion and raise its version; None when someone else changed it first."""
    params = {name: value for name, value in _params(opinion).items() if name not in _FIXED - {"id", "version"}}
    if work.do(f"UPDATE opinion SET {_CHANGES}, version = version + 1 WHERE id = :id AND version = :version", **params) != 1:
        return None
    return replace(opinion, version=opinion.version + 1)


def entered(opinion: Opinion, status: Status, at: datetime) -> Opinion:
    """The opinion in another status: its phase and the clock of the status follow."""
    return replace(opinion, status=status, phase=PHASES[status], entered_at=at)


def get(work: Work, opinion: str) -> Opinion | None:
    """An opinion by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM opinion WHERE id = :id", id=opinion)
    return _opinion(row) if row else None


def by_code(work: Work, code: str) -> Opinion | None:
    """An opinion by its tracking code."""
    row = work.one(f"SELECT {_COLUMNS} FROM opinion WHERE code = :c", c=code)
    return _opinion(row) if row else None


def of_author(work: Work, person: str, *, before: datetime | None = None, limit: int = 5) -> Page:
    """A person's own opinions, newest first."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM opinion WHERE author = :p AND sent_at < :b ORDER BY sent_at DESC LIMIT :n",
        p=person, b=micros(before) if before else 1 << 62, n=limit,
    )  # fmt: skip
    return [_opinion(row) for row in rows]


def results_of(work: Work, person: str, *, before: datetime | None = None, limit: int = 5) -> Page:
    """A person's own opinions that were answered, newest first."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM opinion WHERE author = :p AND sent_at < :b AND phase IN ('answered', 'closed') AND outcome <> ''"
        " ORDER BY sent_at DESC LIMIT :n",
        p=person, b=micros(before) if before else 1 << 62, n=limit,
    )  # fmt: skip
    return [_opinion(row) for row in rows]


def sent_since(work: Work, person: str, since: datetime) -> int:
    """How many opinions a person sent since a moment."""
    row = work.one("SELECT count(*) FROM opinion WHERE author = :p AND sent_at >= :s", p=person, s=micros(since))
    return int(row[0]) if row else 0


def live_of(work: Work, person: str, since: datetime) -> Page:
    """A person's opinions that an addition could still reach."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM opinion WHERE author = :p AND sent_at >= :s AND phase IN ('waiting', 'working')"
        " ORDER BY sent_at DESC LIMIT 3",
        p=person, s=micros(since),
    )  # fmt: skip
    return [_opinion(row) for row in rows]


_LISTS = {
    "new": "desk = :u AND status = 'sent'",
    "open": "desk = :u AND phase IN ('waiting', 'working')",
    "drafted": "desk = :u AND phase IN ('waiting', 'working') AND status = 'drafted'",
    "answered": "desk = :u AND phase = 'answered'",
    "overdue": "desk = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "soon": "desk = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
    "reopened": "desk = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "mine": "lead = :u AND phase IN ('waiting', 'working') AND status <> 'drafted'",
    "mine_new": "lead = :u AND phase IN ('waiting', 'working') AND status = 'assigned'",
    "mine_reopened": "lead = :u AND phase IN ('waiting', 'working') AND status = 'reopened'",
    "mine_overdue": "lead = :u AND phase IN ('waiting', 'working') AND due > 0 AND due < :at",
    "mine_soon": "lead = :u AND phase IN ('waiting', 'working') AND due >= :at AND due < :soon",
}
"""Every list that an official may open; the count of a list is made with the very same condition."""


def listed(work: Work, name: str, key: str, at: datetime, soon: timedelta, *, after: str = "", limit: int = 5) -> Page:
    """A page of a list, oldest first, starting behind the id `after`. `key` is a unit, or an agency for what is `mine`."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM opinion WHERE {_LISTS[name]} AND id > :after ORDER BY id LIMIT :n",
        u=key, at=micros(at), soon=micros(at + soon), after=after, n=limit,
    )  # fmt: skip
    return [_opinion(row) for row in rows]


def count(work: Work, name: str, key: str, at: datetime, soon: timedelta) -> int:
    """How many a list holds."""
    row = work.one(f"SELECT count(*) FROM opinion WHERE {_LISTS[name]}", u=key, at=micros(at), soon=micros(at + soon))
    return int(row[0]) if row else 0


def of_dialogue(work: Work, dialogue: str) -> list[tuple[str, int]]:
    """(field, how many) of what a dialogue will hear, most first; withdrawn, refused and diverted ones do not count."""
    rows = work.all(
        "SELECT field, count(*) FROM opinion WHERE dialogue = :d AND dialogue <> '' AND status NOT IN ('withdrawn', 'refused', 'diverted')"
        " GROUP BY field ORDER BY count(*) DESC, field",
        d=dialogue,
    )
    return [(row[0], int(row[1])) for row in rows]


def authors_after(work: Work, dialogue: str, after: str, limit: int) -> list[str]:
    """A page of those who wrote what a dialogue will hear and want to hear from us, behind the person `after`."""
    rows = work.all(
        "SELECT DISTINCT o.author FROM opinion o JOIN person p ON p.id = o.author WHERE o.dialogue = :d AND o.author > :after"
        " AND o.status NOT IN ('withdrawn', 'refused', 'diverted') AND p.density <> 'off' ORDER BY o.author LIMIT :n",
        d=dialogue, after=after, n=limit,
    )  # fmt: skip
    return [row[0] for row in rows]


def carry_over(work: Work, came: str, goes: str) -> int:
    """The opinions of a cancelled dialogue go to another (empty: outside any)."""
    return work.do("UPDATE opinion SET dialogue = :g WHERE dialogue = :c AND phase <> 'closed'", g=goes, c=came)


def blank(work: Work, person: str) -> list[str]:
    """Take a person out of their opinions: the text goes, the record stays and counts. Returns the ids."""
    rows = work.all("UPDATE opinion SET text = '', said = '', account = '', phone_shared = 0 WHERE author = :p RETURNING id", p=person)
    work.do("UPDATE addition SET text = '' WHERE author = :p", p=person)
    work.do("UPDATE rating SET words = '' WHERE person = :p", p=person)
    return [row[0] for row in rows]


def add_to(work: Work, *, id: str, opinion: str, text: str, author: str, at: datetime) -> None:
    """An author's addition to an opinion that was sent."""
    work.do(
        "INSERT INTO addition (id, opinion, text, at, author) VALUES (:id, :o, :t, :at, :p)",
        id=id, o=opinion, t=text, at=micros(at), p=author,
    )  # fmt: skip


def additions(work: Work, opinion: str) -> list[tuple[datetime, str]]:
    """(when, words) of what its author added."""
    return [(moment(r[0]), r[1]) for r in work.all("SELECT at, text FROM addition WHERE opinion = :o ORDER BY at, id", o=opinion)]


def answer(work: Work, answer: Answer) -> None:
    """Keep the answer of a round; a new draft of the same round takes its place until it is released."""
    work.do(
        "INSERT INTO answer (id, opinion, round, text, document, no_proof, outcome, promised, author, at)"
        " VALUES (:id, :o, :r, :t, :d, :n, :out, :pr, :a, :at) ON CONFLICT (opinion, round) DO UPDATE SET id = excluded.id,"
        " text = excluded.text, document = excluded.document, no_proof = excluded.no_proof, outcome = excluded.outcome,"
        " promised = excluded.promised, author = excluded.author, at = excluded.at WHERE answer.released_at = 0",
        id=answer.id, o=answer.opinion, r=answer.round, t=answer.text, d=answer.document, n=answer.no_proof, out=answer.outcome,
        pr=answer.promised, a=answer.author, at=micros(answer.at),
    )  # fmt: skip


def answered(work: Work, opinion: str, round: int) -> Answer | None:
    """The answer of a round, released or not."""
    r = work.one(
        "SELECT id, opinion, round, text, document, no_proof, outcome, promised, author, at FROM answer WHERE opinion = :o AND round = :r",
        o=opinion, r=round,
    )  # fmt: skip
    if r is None:
        return None
    return Answer(
        id=r[0], opinion=r[1], round=r[2], text=r[3], document=r[4], no_proof=r[5], outcome=r[6], promised=r[7], author=r[8],
        at=moment(r[9]),
    )  # fmt: skip


def release(work: Work, opinion: str, round: int, by: str, at: datetime) -> None:
    """The answer of a round is out."""
    work.do(
        "UPDATE answer SET released_by = :by, released_at = :at WHERE opinion = :o AND round = :r AND released_at = 0",
        by=by, at=micros(at), o=opinion, r=round,
    )  # fmt: skip


def unrelease(work: Work, opinion: str, round: int) -> None:
    """The answer of a round was called back before it left."""
    work.do("UPDATE answer SET released_by = '', released_at = 0 WHERE opinion = :o AND round = :r", o=opinion, r=round)


def settle(work: Work, *, unit: str, came: str, goes: str) -> list[str]:
    """What is new for a unit goes from one desk to another, unless it lies there because its author denied what the screening
    thought; returns the ids."""
    rows = work.all(
        "UPDATE opinion SET desk = :g, version = version + 1 WHERE desk = :c AND status = 'sent' AND unit = :u AND contested = ''"
        " RETURNING id",
        g=goes, c=came, u=unit,
    )  # fmt: skip
    return [row[0] for row in rows]


def forget_additions(work: Work, opinion: str) -> None:
    """The words that an author added go."""
    work.do("UPDATE addition SET text = '' WHERE opinion = :o", o=opinion)


def rate(work: Work, *, opinion: str, round: int, verdict: Verdict, words: str, person: str, at: datetime) -> bool:
    """Keep a verdict on a round; False when there is one already."""
    return work.do(
        "INSERT INTO rating (opinion, round, verdict, words, person, at) VALUES (:o, :r, :v, :w, :p, :at)"
        " ON CONFLICT (opinion, round) DO NOTHING",
        o=opinion, r=round, v=verdict, w=words, p=person, at=micros(at),
    ) == 1  # fmt: skip


def verdict_of(work: Work, opinion: str, round: int) -> Verdict | None:
    """The verdict on a round; None when its author said nothing."""
    row = work.one("SELECT verdict FROM rating WHERE opinion = :o AND round = :r", o=opinion, r=round)
    return row[0] if row else None


def rated(work: Work, opinion: str, round: int) -> str:
    """The words that came with the verdict on a round."""
    row = work.one("SELECT words FROM rating WHERE opinion = :o AND round = :r", o=opinion, r=round)
    return row[0] if row else ""
