"""What the Front says about how an opinion was dealt with, and by which office anyone speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.people import Grant, Role

RemarkKind = Literal["confirm", "question", "reconsider"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """The office from which someone speaks, as it was when they spoke: it names no person."""

    role: Role
    unit: str
    title: str = ""


def seat_of(grants: Sequence[Grant], *roles: Role) -> Seat | None:
    """The first of the grants that is of one of these roles, as a seat."""
    return next((Seat(role=one.role, unit=one.unit, title=one.title) for role in roles for one in grants if one.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One remark on one round of an opinion. A question is due an answer, which names the office that gave it."""

    id: str
    opinion: str
    kind: RemarkKind
    round: int
    text: str
    author: str
    seat: Seat
    at: datetime
    due: datetime | None = None
    answer: str = ""
    answered_by: Seat | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is a question that nobody has answered."""
        return self.kind == "question" and self.answered_at is None
