"""What was said to a topic in the room: every line that a clerk noted, and the one mark that stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args

from bot.domain.dialogues import Dialogue, Phase
from bot.domain.rules import Rules

Kind = Literal["answered", "promised", "assigned", "not_reached"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_MARKED: Final[tuple[Phase, ...]] = ("session", "awaiting")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that a clerk noted: `said_at` is when it was said, `at` when it came to us; neither is changed afterwards.

    `day` goes with what is promised or assigned, `agency` with what is assigned. `voice` says that the words came as a recording, whose
    files its id owns."""

    id: str
    dialogue: str
    opinion: str
    kind: Kind
    author: str
    said_at: datetime
    at: datetime
    day: date | None = None
    agency: str = ""
    text: str = ""
    voice: bool = False

    @property
    def decision(self) -> tuple[str, date | None, str]:
        """What was decided, without the words."""
        return (self.kind, self.day, self.agency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The mark of a topic that stands: what was decided last, when, and the words that were noted since.

    `voice` owns the newest recording, empty where there is none; while it is `unwritten` nobody has written it down."""

    dialogue: str
    opinion: str
    kind: Kind
    day: date | None
    agency: str
    text: str
    voice: str
    unwritten: bool
    author: str
    said_at: datetime


def standing(lines: Sequence[Line]) -> Mark:
    """The mark that stands among the lines of one topic: the last one said, in whatever order they came.

    Words stay with what they were noted for while it is only said again, or given another day or agency. Raises IndexError where there
    is no line."""
    told = sorted(lines, key=lambda one: (one.said_at, one.author, one.at, one.id))
    last = told[-1]
    run = told[_since(told, [one.kind == last.kind for one in told]) :]
    first = told[_since(told, [one.decision == last.decision for one in told])]
    written = max((place for place, one in enumerate(run) if one.text), default=-1)
    spoken = max((place for place, one in enumerate(run) if one.voice), default=-1)
    return Mark(
        dialogue=last.dialogue, opinion=last.opinion, kind=last.kind, day=last.day, agency=last.agency,
        text=run[written].text if written >= 0 else "", voice=run[spoken].id if spoken >= 0 else "", unwritten=spoken > written,
        author=last.author, said_at=first.said_at,
    )  # fmt: skip


def _since(told: Sequence[Line], same: Sequence[bool]) -> int:
    """Where the lines begin that are all the same to the end."""
    return next((place for place in range(len(told), 0, -1) if not same[place - 1]), 0)


def opens(dialogue: Dialogue, rules: Rules) -> datetime:
    """From when its clerk may note what is said in the room."""
    return dialogue.starts - timedelta(minutes=rules.dialogue.room_minutes)


def is_open(dialogue: Dialogue, at: datetime, rules: Rules) -> bool:
    """Whether what is said in the room may be noted now: while it takes place, and until its conclusion."""
    return dialogue.phase in _MARKED or (dialogue.phase == "frozen" and at >= opens(dialogue, rules))


def said_at(dialogue: Dialogue, rules: Rules, *, at: datetime, said: datetime | None) -> datetime:
    """When something was said that came to us at `at`, and of which its platform says that it was sent at `said`.

    All that comes at once is put in order by our own clock. Only what was held up on its way (`dialogue.late_seconds`: more than clocks
    differ) is dated as its platform says: neither before the room was open nor after it came."""
    late = said is not None and at - said > timedelta(seconds=rules.dialogue.late_seconds)
    return max(min(said, at), min(opens(dialogue, rules), at)) if said is not None and late else at
