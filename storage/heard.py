"""The story of a few dialogues and their opinions, for whoever may not read the whole journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.standings import Story
from storage import journal
from storage.work import Work, micros

_BEHIND: Final = timedelta(microseconds=1)


def story(work: Work, dialogues: Sequence[str], at: datetime) -> Story:
    """What the journal tells by now of these dialogues, of their opinions, and of what those lines name: the opinions that lead them, and
    dialogues that were called off."""
    told = Story()
    wanted = [*dialogues, *_opinions(work, dialogues)]
    known: set[str] = set()
    while wanted:
        known.update(wanted)
        for line in journal.of_many(work, wanted, at + _BEHIND):
            told.take(line)
        wanted = sorted(_named(told) - known)
    return told


def _named(told: Story) -> set[str]:
    return {name for one in told.opinions.values() for name in (one.dialogue, one.leads) if name}


def _opinions(work: Work, dialogues: Iterable[str]) -> list[str]:
    rows = (work.all("SELECT id FROM opinion WHERE dialogue = :d AND dialogue <> '' ORDER BY id", d=one) for one in dialogues)
    return [row[0] for page in rows for row in page]


def dialogues(work: Work, units: Iterable[str], since: datetime, until: datetime) -> list[str]:
    """The dialogues of these units that begin within a time."""
    asked = "SELECT id FROM dialogue WHERE unit = :u AND starts >= :s AND starts < :e ORDER BY starts"
    return [row[0] for unit in units for row in work.all(asked, u=unit, s=micros(since), e=micros(until))]
