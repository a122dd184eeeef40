"""The dialogue between leaders and citizens, and the moments that belong to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from bot.domain.deadlines import at_local, local_day
from bot.domain.errors import RuleBroken
from bot.domain.rules import Rules

Kind = Literal["periodic", "thematic", "extraordinary"]
Track = Literal["government", "party"]
Phase = Literal["planned", "announced", "held", "cancelled"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TRACKS: tuple[Track, ...] = get_args(Track)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """A conference of a unit. `opens`/`closes` bound the intake of opinions; `version` rises when it is moved."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that is due at a moment, once: `kind` says what, `late_until` how long it still makes sense."""

    key: str
    kind: str
    due: datetime
    offset: str


def is_for_all(dialogue: Dialogue) -> bool:
    """Whether the whole people is its audience, not the members of one organisation."""
    return not dialogue.audience


def is_taking(dialogue: Dialogue, at: datetime) -> bool:
    """Whether an opinion sent at `at` is heard by this dialogue."""
    return dialogue.phase == "announced" and dialogue.opens <= at < dialogue.closes


def check_times(*, at: datetime, starts: datetime, opens: datetime, closes: datetime) -> None:
    """Refuse times that contradict each other or lie behind us."""
    if starts <= at:
        raise RuleBroken("dialogue_past")
    if not opens < closes <= starts:
        raise RuleBroken("dialogue_window")


def moments(dialogue: Dialogue, rules: Rules) -> tuple[Occurrence, ...]:
    """Every moment of a dialogue that someone hears of, from the offsets of the rules; keys carry the date version, so a moved
    dialogue has new ones."""
    day = local_day(dialogue.starts)
    found = [
        (f"d{offset}", "dialogue_notice", at_local(day + timedelta(days=offset), rules.dialogue.notice_at))
        for offset in rules.dialogue.notice_offsets
    ]
    found.append(("morning", "dialogue_notice", at_local(day, rules.dialogue.morning_at)))
    found.append(("leader", "leader_summary", at_local(day - timedelta(days=rules.dialogue.summary_days), rules.dialogue.summary_at)))
    found.append(("closes", "intake_closes", dialogue.closes))
    return tuple(
        Occurrence(key=f"{kind}:{dialogue.id}:{dialogue.version}:{offset}", kind=kind, due=due, offset=offset)
        for offset, kind, due in found
    )
