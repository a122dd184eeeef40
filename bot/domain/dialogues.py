"""The dialogue between leaders and citizens: its life, and the moments that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from bot.domain.deadlines import at_local, local_day
from bot.domain.errors import RuleBroken
from bot.domain.rules import Rules

Kind = Literal["periodic", "thematic", "extraordinary"]
Track = Literal["government", "party"]
Phase = Literal[
    "planned", "announced", "intake", "frozen", "session", "awaiting", "concluded", "followed", "settled", "postponed", "cancelled",
]  # fmt: skip
Shown = Phase | Literal["closed"]
"""A phase as it is told: of one whose intake is over, and whose book is not frozen yet, that it takes no more opinions."""
Verb = Literal["announce", "open", "freeze", "begin", "end", "conclude", "follow", "settle", "move", "postpone", "cancel"]
Reason = Literal["", "voters", "need"]
"""Why an extraordinary one is held: as many voters asked for it as the law says, or there is need."""
KINDS: tuple[Kind, ...] = get_args(Kind)
TRACKS: tuple[Track, ...] = get_args(Track)
REASONS: tuple[Reason, ...] = ("voters", "need")
PHASES: tuple[Phase, ...] = get_args(Phase)

COMING: Final[tuple[Phase, ...]] = ("announced", "intake", "frozen")
"""Announced, and it has not begun: what citizens know of."""
HELD: Final[tuple[Phase, ...]] = ("session", "awaiting", "concluded", "followed", "settled")
"""It took place, or takes place now."""
OVER: Final[tuple[Phase, ...]] = ("settled", "cancelled")
"""Nobody has anything to do with it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An act's way through the life of a dialogue."""

    came: tuple[Phase, ...]
    goes: Phase


MOVES: Final[dict[Verb, Move]] = {
    "announce": Move(came=("planned",), goes="announced"),
    "open": Move(came=("announced",), goes="intake"),
    "freeze": Move(came=("announced", "intake"), goes="frozen"),
    "begin": Move(came=COMING, goes="session"),
    "end": Move(came=("session",), goes="awaiting"),
    "conclude": Move(came=("awaiting",), goes="concluded"),
    "follow": Move(came=("concluded",), goes="followed"),  # everyone has been told
    "settle": Move(came=("followed",), goes="settled"),  # nothing of it is open any more
    "move": Move(came=(*COMING, "postponed"), goes="announced"),  # what is only planned is moved and stays planned
    "postpone": Move(came=COMING, goes="postponed"),
    "cancel": Move(came=("planned", *COMING, "postponed"), goes="cancelled"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A conference of a unit. `opens`/`closes` bound the intake of opinions; `version` rises when its dates or its fate change.

    `clerk` (thư ký hội nghị) is the person who runs it; empty: any officer of the unit. `heir` is the dialogue that goes on with what
    this one left."""

    id: str
    short: str
    unit: str
    level: str
    kind: Kind
    track: Track
    audience: str
    title: str
    chair: str
    place: str
    format: str
    starts: datetime
    opens: datetime
    closes: datetime
    phase: Phase
    version: int
    clerk: str = ""
    heir: str = ""
    reason: Reason = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that is due at a moment, once: `kind` says what, `offset` which one of its kind."""

    key: str
    kind: str
    due: datetime
    offset: str


def moved(phase: Phase, verb: Verb) -> Phase:
    """Where `verb` leads from `phase`. Raises RuleBroken("dialogue_phase") when it leads nowhere from there (any more)."""
    if phase not in MOVES[verb].came:
        raise RuleBroken("dialogue_phase", phase=phase)
    return MOVES[verb].goes


def is_for_all(dialogue: Dialogue) -> bool:
    """Whether the whole people is its audience, not the members of one organisation."""
    return not dialogue.audience


def is_taking(dialogue: Dialogue, at: datetime) -> bool:
    """Whether an opinion sent at `at` is heard by this dialogue."""
    return dialogue.phase in ("announced", "intake") and dialogue.opens <= at < dialogue.closes


def shown_phase(dialogue: Dialogue, at: datetime) -> Shown:
    """Where a dialogue stands, in the word that officials read."""
    return "closed" if dialogue.phase in ("announced", "intake") and at >= dialogue.closes else dialogue.phase


def check_times(*, at: datetime, starts: datetime, opens: datetime, closes: datetime) -> None:
    """Refuse times that contradict each other or lie behind us."""
    if starts <= at:
        raise RuleBroken("dialogue_past")
    if not opens < closes <= starts:
        raise RuleBroken("dialogue_window")


def ends(dialogue: Dialogue, rules: Rules) -> datetime:
    """When it is taken to be over, unless its clerk closes it before."""
    return dialogue.starts + timedelta(hours=rules.dialogue.session_hours)


def moments(dialogue: Dialogue, rules: Rules) -> tuple[Occurrence, ...]:
    """Every moment of an announced dialogue at which something happens by itself, from the offsets of the rules; keys carry the date
    version, so a moved dialogue has new ones."""
    day = local_day(dialogue.starts)
    found = [
        (f"d{offset}", "dialogue_notice", at_local(day + timedelta(days=offset), rules.dialogue.notice_at))
        for offset in rules.dialogue.notice_offsets
    ]
    found.append(("morning", "dialogue_notice", at_local(day, rules.dialogue.morning_at)))
    found.append(("leader", "leader_summary", at_local(day - timedelta(days=rules.dialogue.summary_days), rules.dialogue.summary_at)))
    found += [
        (f"b{before}", "book_version", at_local(day - timedelta(days=before), rules.dialogue.book_at))
        for before in rules.dialogue.book_days
    ]
    found.append(("opens", "dialogue_phase", dialogue.opens))
    found.append(("closes", "intake_closes", dialogue.closes))
    found.append(("begins", "dialogue_phase", dialogue.starts))
    found.append(("ends", "dialogue_phase", ends(dialogue, rules)))
    return tuple(
        Occurrence(key=f"{kind}:{dialogue.id}:{dialogue.version}:{offset}", kind=kind, due=due, offset=offset)
        for offset, kind, due in found
    )
