"""The rules of dialogues: when they are announced, what is owed after them, and when an office is warned before a date of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueRules:
    """When a dialogue is announced and what is owed after it."""

    notice_days: int
    result_days: int
    min_per_year: int
    intake_opens_days: int  # days before the dialogue
    intake_closes_days: int
    notice_offsets: tuple[int, ...]  # days, negative: before the dialogue
    notice_at: time
    morning_at: time
    summary_days: int  # days before the dialogue when its leader reads the summary
    summary_at: time
    book_days: tuple[int, ...]  # days before the dialogue on which a version of the question book is made, the first one first
    book_at: time
    book_look_back: int  # dialogues of the unit in which the same matter is looked for
    recurring_dialogues: int  # in so many dialogues the same matter is told upward
    session_hours: int  # hours after which it counts as over, unless its clerk closes it before
    room_minutes: int  # before it begins, from when what is said in the room may be noted
    late_seconds: int  # a message that took longer to come is dated as its platform dates it
    change_seconds: int  # until everyone hears of another date: a later change takes its place
    voters_percent: int  # how many of a commune's voters may ask for an extraordinary one
    adopts: bool  # an announced one hears what was sent before it and waits for an answer


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRules:
    """How the dates of the law are watched over; the dates themselves stand in `dialogue`."""

    notice_warn_days: tuple[int, ...]  # days before the last day of the notice, falling
    result_warn_days: int  # days before the last day of the result
    year_warn_on: tuple[str, ...]  # "10-01": days of the year on which a commune without a dialogue is warned, rising
    warn_at: time
    tracks: tuple[Literal["government", "party"], ...]  # which conferences the law binds
