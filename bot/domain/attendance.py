"""Who means to come to a dialogue, who came, and how many that makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.domain.dialogues import COMING, Dialogue, ends
from bot.domain.rules import Rules

Seat = Literal["seat", "waits", "gone"]
Mark = Literal["", "called", "absent", "spoke"]
Door = Literal["early", "open", "over"]
MARKS: tuple[Mark, ...] = get_args(Mark)
COUNT_MAX = 100_000
"""More people than that come to no dialogue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """One person's registration for one dialogue, for `people` together. `turn` is the place among those who want to speak, 0 for none;
    `named`: they agreed to be called by name; `opinion`: what they want to speak about is one of their own opinions."""

    id: str
    dialogue: str
    person: str
    account: str
    no: int
    people: int
    state: Seat
    turn: int = 0
    subject: str = ""
    opinion: str = ""
    named: bool = False
    mark: Mark = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Whether a person who registered is here; `press` is how often the clerk changed that, `scanned`: by their own scan."""

    here: bool = False
    press: int = 0
    scanned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """The hall of a dialogue. `seats` 0: as many as come. `typed` is the number its clerk typed last, `round` how often one was typed."""

    seats: int = 0
    typed: int = 0
    round: int = 0

    def left(self, taken: int) -> int | None:
        """How many seats are free; None where nobody counts them."""
        return max(0, self.seats - taken) if self.seats else None

    def holds(self, taken: int, people: int) -> bool:
        """Whether so many more find a seat."""
        return not self.seats or taken + people <= self.seats


def came(*, typed: int, persons: int, since: int) -> int:
    """How many people came: the number that the clerk typed, or those who were counted one by one (by their scan, by the clerk's tick)
    where that is more; and whoever was added to it since. A typed number takes the place of all that was added before it."""
    return max(typed, persons) + since


def is_registering(dialogue: Dialogue, at: datetime) -> bool:
    """Whether people may still register, change it or take it back: until it begins."""
    return dialogue.phase in COMING and at < dialogue.starts


def opens_at(dialogue: Dialogue, rules: Rules) -> datetime:
    """From when on those who come are counted."""
    return dialogue.starts - timedelta(hours=rules.attendance.opens_hours)


def door(dialogue: Dialogue, at: datetime, rules: Rules) -> Door:
    """Whether whoever stands at the door now is counted: from some hours before the beginning until the end."""
    if dialogue.phase == "session":
        return "open"
    if dialogue.phase not in COMING or at >= ends(dialogue, rules):
        return "over"
    return "open" if at >= opens_at(dialogue, rules) else "early"


def is_counting(dialogue: Dialogue, at: datetime, rules: Rules) -> bool:
    """Whether the clerk may count: as long as the door is open, and after the end until there is a conclusion."""
    return dialogue.phase == "awaiting" or door(dialogue, at, rules) == "open"
