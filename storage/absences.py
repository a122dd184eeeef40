"""Officials who are away, and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from storage.work import Work, micros

State = Literal["asked", "agreed", "on", "over", "refused"]
_COLUMNS = "id, person, post, deputy, first, last, state"
_LIVE = "state IN ('asked', 'agreed', 'on')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From the day `first` to the day `last` the `deputy` stands in for the holder of a post, once they agreed."""

    id: str
    person: str
    post: str
    deputy: str
    first: date
    last: date
    state: State


def _absence(r: tuple[Any, ...]) -> Absence:
    return Absence(id=r[0], person=r[1], post=r[2], deputy=r[3], first=date.fromisoformat(r[4]), last=date.fromisoformat(r[5]), state=r[6])


def add(work: Work, one: Absence, at: datetime) -> bool:
    """Keep what was asked; False where one for this post is asked, agreed or on."""
    return work.do(
        "INSERT INTO absence (id, person, post, deputy, first, last, state, made_at) VALUES (:id, :p, :post, :d, :f, :l, :s, :at)"
        " ON CONFLICT DO NOTHING",
        id=one.id, p=one.person, post=one.post, d=one.deputy, f=one.first.isoformat(), l=one.last.isoformat(), s=one.state, at=micros(at),
    ) == 1  # fmt: skip


def get(work: Work, absence: str) -> Absence | None:
    """One by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM absence WHERE id = :id", id=absence)
    return _absence(row) if row else None


def of_person(work: Work, person: str) -> list[Absence]:
    """What a person asked for that is not over."""
    return [_absence(row) for row in work.all(f"SELECT {_COLUMNS} FROM absence WHERE person = :p AND {_LIVE} ORDER BY first", p=person)]


def of_post(work: Work, post: str) -> Absence | None:
    """The absence of a post's holder that is asked for, agreed or on."""
    row = work.one(f"SELECT {_COLUMNS} FROM absence WHERE post = :p AND {_LIVE}", p=post)
    return _absence(row) if row else None


def advance(work: Work, absence: str, *, came: State, goes: State) -> bool:
    """Move one on; False when another press was first."""
    return work.do("UPDATE absence SET state = :g WHERE id = :id AND state = :c", g=goes, c=came, id=absence) == 1


def deputies(work: Work, person: str) -> dict[str, str]:
    """Who stands in for a person now: post -> deputy, as long as that one holds an office."""
    rows = work.all(
        f"SELECT post, deputy FROM absence WHERE person = :p AND {_LIVE} AND state = 'on'"
        " AND EXISTS (SELECT 1 FROM granted o WHERE o.person = absence.deputy AND o.until = 0 AND o.asleep = 0)",
        p=person,
    )
    return {row[0]: row[1] for row in rows}
