"""Opinions and what their authors added."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.opinions import Opinion
from bot.domain.statuses import PHASES, Status
from storage import search, supports, topics
from storage.work import Work, micros, moment

COLUMNS = (
    "id, code, dialogue, unit, said, desk, field, text, visibility, source, author, account, contested, status, phase, entered_at,"
    " due, lead, handler, outcome, reopened, version, phone_shared, sent_at, closed_as, title, parent, follows,"
    " sender, paused, entered_by, returned, bounced, umpire, ruling, supporter"
)
Page = list[Opinion]


def opinion_of(r: tuple[Any, ...]) -> Opinion:
    """The opinion in a row of `COLUMNS`."""
    return Opinion(
        id=r[0], code=r[1], dialogue=r[2], unit=r[3], said=r[4], desk=r[5], field=r[6], text=r[7], visibility=r[8], source=r[9],
        author=r[10], account=r[11], contested=r[12], status=r[13], phase=r[14], entered_at=moment(r[15]),
        due=moment(r[16]) if r[16] else None, lead=r[17], handler=r[18], outcome=r[19], reopened=r[20], version=r[21],
        phone_shared=r[22] == 1, sent_at=moment(r[23]), closed_as=r[24], title=r[25], parent=r[26], follows=r[27], sender=r[28],
        paused=r[29], entered_by=r[30], returned=r[31], bounced=r[32], umpire=r[33], ruling=r[34], supporter=r[35] == 1,
    )  # fmt: skip


def _params(o: Opinion) -> dict[str, Any]:
    return {
        "id": o.id, "code": o.code, "dialogue": o.dialogue, "unit": o.unit, "said": o.said, "desk": o.desk, "field": o.field,
        "text": o.text, "visibility": o.visibility, "source": o.source, "author": o.author, "account": o.account,
        "contested": o.contested, "status": o.status, "phase": o.phase, "entered_at": micros(o.entered_at),
        "due": micros(o.due) if o.due else 0, "lead": o.lead, "handler": o.handler, "outcome": o.outcome, "reopened": o.reopened,
        "version": o.version, "phone_shared": int(o.phone_shared), "sent_at": micros(o.sent_at), "closed_as": o.closed_as,
        "title": o.title, "parent": o.parent, "follows": o.follows, "sender": o.sender, "paused": o.paused, "entered_by": o.entered_by,
        "returned": o.returned, "bounced": o.bounced, "umpire": o.umpire, "ruling": o.ruling,
        "supporter": int(o.supporter),
    }  # fmt: skip


_VALUES = ", ".join(f":{name.strip()}" for name in COLUMNS.split(","))
_INSERT = f"INSERT INTO opinion ({COLUMNS}) VALUES ({_VALUES}) ON CONFLICT DO NOTHING"
_FIXED = {"id", "code", "source", "sent_at", "version", "parent", "entered_by", "supporter"}
_CHANGES = ", ".join(f"{name} = :{name}" for name in (part.strip() for part in COLUMNS.split(",")) if name not in _FIXED)


def add(work: Work, opinion: Opinion) -> bool:
    """Keep a new opinion; False when its id or its code is taken."""
    if work.do(_INSERT, **_params(opinion)) != 1:
        return False
    if not opinion.supporter:
        search.keep(work, opinion.id, opinion.desk, (opinion.title, opinion.text))
    return True


def index(work: Work, opinion: str) -> None:
    """Search finds the opinion by its words, its title, what was added to it and what was heard in it, where it lies now."""
    row = work.one("SELECT desk, title, text FROM opinion WHERE id = :id", id=opinion)
    if row is not None:
        more = work.all("SELECT text FROM addition WHERE opinion = :o UNION ALL SELECT text FROM transcript WHERE opinion = :o", o=opinion)
        search.keep(work, opinion, row[0], (*row[1:], *(text for (text,) in more)))


def change(work: Work, opinion: Opinion) -> Opinion | None:
    """Keep a changed opinion and raise its version; None when someone else changed it first."""
    params = {name: value for name, value in _params(opinion).items() if name not in _FIXED - {"id", "version"}}
    was = work.one("SELECT desk, title, text, follows FROM opinion WHERE id = :id", id=opinion.id)
    changed = work.do(f"UPDATE opinion SET {_CHANGES}, version = version + 1 WHERE id = :id AND version = :version", **params)
    if was is None or changed != 1:
        return None
    if was[:3] != (opinion.desk, opinion.title, opinion.text) and not (opinion.supporter and opinion.follows):
        index(work, opinion.id)
    if opinion.follows and opinion.follows != was[3]:
        topics.moved(work, opinion.id, opinion.follows)
    return replace(opinion, version=opinion.version + 1)


def entered(opinion: Opinion, status: Status, at: datetime) -> Opinion:
    """The opinion in another status: its phase and the clock of the status follow."""
    return replace(opinion, status=status, phase=PHASES[status], entered_at=at)


def get(work: Work, opinion: str) -> Opinion | None:
    """An opinion by id."""
    return _whole(work, work.one(f"SELECT {COLUMNS} FROM opinion WHERE id = :id", id=opinion))


def _whole(work: Work, row: tuple[Any, ...] | None) -> Opinion | None:
    """The opinion in a row, with the agencies that help."""
    if row is None:
        return None
    found = opinion_of(row)
    return replace(found, supporting=supports.of(work, found.id)) if found.lead else found


def by_code(work: Work, code: str) -> Opinion | None:
    """An opinion by its tracking code."""
    return _whole(work, work.one(f"SELECT {COLUMNS} FROM opinion WHERE code = :c", c=code))


def of_author(work: Work, person: str, *, before: datetime | None = None, limit: int = 5) -> Page:
    """A person's own opinions, newest first."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE author = :p AND sent_at < :b ORDER BY sent_at DESC LIMIT :n",
        p=person, b=micros(before) if before else 1 << 62, n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def results_of(work: Work, person: str, *, before: datetime | None = None, limit: int = 5) -> Page:
    """A person's own opinions that were answered, newest first."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE author = :p AND sent_at < :b AND phase IN ('answered', 'closed') AND outcome <> ''"
        " ORDER BY sent_at DESC LIMIT :n",
        p=person, b=micros(before) if before else 1 << 62, n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def sent_since(work: Work, person: str, since: datetime) -> int:
    """How many opinions a person sent since a moment."""
    row = work.one("SELECT count(*) FROM opinion WHERE author = :p AND sent_at >= :s AND parent = ''", p=person, s=micros(since))
    return int(row[0]) if row else 0


def entered_by(work: Work, person: str, *, before: datetime | None = None, limit: int = 5) -> Page:
    """What a person wrote down for others, newest first."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE entered_by = :p AND entered_by <> '' AND source IN ('on_behalf', 'oral') AND sent_at < :b"
        " ORDER BY sent_at DESC LIMIT :n",
        p=person, b=micros(before) if before else 1 << 62, n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def entered_since(work: Work, person: str, since: datetime) -> int:
    """How many opinions a person wrote down for others since a moment."""
    row = work.one("SELECT count(*) FROM opinion WHERE entered_by = :p AND entered_by <> '' AND sent_at >= :s", p=person, s=micros(since))
    return int(row[0]) if row else 0


def live_of(work: Work, person: str, since: datetime) -> Page:
    """A person's opinions that an addition could still reach."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE author = :p AND sent_at >= :s AND phase IN ('waiting', 'working')"
        " AND supporter = 0 ORDER BY sent_at DESC LIMIT 3",
        p=person, s=micros(since),
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


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
    """The opinions of a cancelled dialogue go to another (empty: outside any), those that are closed too: it never hears any."""
    return work.do("UPDATE opinion SET dialogue = :g WHERE dialogue = :c AND dialogue <> ''", g=goes, c=came)


def blank(work: Work, person: str) -> list[str]:
    """Take a person out of their opinions: the text goes, the record stays and counts. Returns the ids."""
    rows = work.all(
        "UPDATE opinion SET text = '', said = '', title = '', account = '', phone_shared = 0 WHERE author = :p RETURNING id", p=person
    )
    work.do("UPDATE addition SET text = '' WHERE author = :p OR opinion IN (SELECT id FROM opinion WHERE author = :p)", p=person)
    work.do("UPDATE rating SET words = '' WHERE person = :p OR opinion IN (SELECT id FROM opinion WHERE author = :p)", p=person)
    for row in rows:
        search.drop(work, row[0])
    return [row[0] for row in rows]


def add_to(work: Work, *, id: str, opinion: str, text: str, author: str, at: datetime) -> None:
    """An author's addition to an opinion that was sent."""
    work.do(
        "INSERT INTO addition (id, opinion, text, at, author) VALUES (:id, :o, :t, :at, :p)",
        id=id, o=opinion, t=text, at=micros(at), p=author,
    )  # fmt: skip
    index(work, opinion)


def additions(work: Work, opinion: str) -> list[tuple[datetime, str]]:
    """(when, words) of what its author added."""
    return [(moment(r[0]), r[1]) for r in work.all("SELECT at, text FROM addition WHERE opinion = :o ORDER BY at, id", o=opinion)]


def handled_by(work: Work, person: str) -> Page:
    """What a person took on and has not finished; what follows another goes with that one."""
    open_ = "handler <> '' AND phase IN ('waiting', 'working') AND follows = ''"
    return [opinion_of(row) for row in work.all(f"SELECT {COLUMNS} FROM opinion WHERE handler = :p AND {open_} ORDER BY id", p=person)]


def open_at(work: Work, desk: str) -> Page:
    """What lies on a desk and is not finished; what follows another goes with that one."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE desk = :d AND phase IN ('waiting', 'working') AND follows = '' ORDER BY id", d=desk
    )
    return [opinion_of(row) for row in rows]


def followers(work: Work, lead: str) -> Page:
    """What follows an opinion, the first sent first."""
    rows = work.all(f"SELECT {COLUMNS} FROM opinion WHERE follows = :l AND follows <> '' ORDER BY sent_at, id", l=lead)
    return [opinion_of(row) for row in rows]


def comparable(work: Work, opinion: Opinion, since: datetime, limit: int) -> Page:
    """What lies on the same desk for the same unit, is not finished and follows nothing, newest first, without the opinion itself."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE desk = :d AND phase IN ('waiting', 'working') AND unit = :u AND follows = '' AND id <> :id"
        " AND sent_at >= :s ORDER BY sent_at DESC LIMIT :n",
        d=opinion.desk, u=opinion.unit, id=opinion.id, s=micros(since), n=limit,
    )  # fmt: skip
    return [opinion_of(row) for row in rows]


def added_since(work: Work, opinion: str, at: datetime) -> int:
    """How many pieces, words or files, its author added after a moment."""
    row = work.one(
        "SELECT (SELECT count(*) FROM addition WHERE opinion = :o AND at > :at) + (SELECT count(*) FROM attachment WHERE owner = :o"
        " AND at > :at)",
        o=opinion, at=micros(at),
    )  # fmt: skip
    return int(row[0]) if row else 0


def parts_of(work: Work, opinion: str) -> list[str]:
    """The codes of what was split from an opinion and stands apart."""
    rows = work.all(
        "SELECT code FROM opinion WHERE parent = :o AND parent <> '' AND closed_as <> 'unsplit' ORDER BY id",
        o=opinion,
    )  # fmt: skip
    return [row[0] for row in rows]


def rehang(work: Work, came: str, goes: str) -> None:
    """What was added to one opinion belongs to another."""
    work.do("UPDATE addition SET opinion = :g WHERE opinion = :c", g=goes, c=came)
    index(work, came)
    index(work, goes)


def settle(work: Work, *, unit: str, came: str, goes: str) -> list[str]:
    """What is new for a unit goes from one desk to another, unless it lies there because its author denied what the screening
    thought, or because a desk let it lie; returns the ids."""
    rows = work.all(
        "UPDATE opinion SET desk = :g, version = version + 1 WHERE desk = :c AND status = 'sent' AND unit = :u AND contested = ''"
        " AND sender = ''"
        " RETURNING id",
        g=goes, c=came, u=unit,
    )  # fmt: skip
    for row in rows:
        index(work, row[0])
    return [row[0] for row in rows]


def open_after(work: Work, after: str, limit: int) -> Page:
    """A page of everything that is still open anywhere, behind the id `after`; what follows another goes with that one."""
    rows = work.all(
        f"SELECT {COLUMNS} FROM opinion WHERE phase IN ('waiting', 'working') AND follows = '' AND id > :after ORDER BY id LIMIT :n",
        after=after,
        n=limit,
    )
    return [opinion_of(row) for row in rows]


def open_dues(work: Work, since: datetime) -> list[tuple[datetime, int]]:
    """The due dates from a moment on of everything that is still open, each with how many have it."""
    rows = work.all(
        "SELECT due, count(*) FROM opinion WHERE phase IN ('waiting', 'working') AND follows = '' AND due >= :s GROUP BY due ORDER BY due",
        s=micros(since),
    )
    return [(moment(row[0]), int(row[1])) for row in rows]


def forget_additions(work: Work, opinion: str) -> None:
    """The words that an author added go."""
    work.do("UPDATE addition SET text = '' WHERE opinion = :o", o=opinion)
    index(work, opinion)
