"""The story of a few dialogues and their opinions, for whoever may not read the whole journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.standings import Story
from storage import journal
from storage.work import Work, micros

_BEHIND: Final = timedelta(microseconds=1)
_AT_ONCE: Final = 500


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


def _opinions(work: Work, dialogues: Sequence[str]) -> list[str]:
    return _each(work, "SELECT id FROM opinion WHERE dialogue IN ({}) AND dialogue <> ''", dialogues)


def dialogues(work: Work, units: Sequence[str], since: datetime, until: datetime) -> list[str]:
    """The dialogues of these units that begin within a time."""
    asked = "SELECT id FROM dialogue WHERE unit IN ({}) AND starts >= :since AND starts < :until"
    return _each(work, asked, units, since=micros(since), until=micros(until))


def _each(work: Work, asked: str, among: Sequence[str], **given: int) -> list[str]:
    found: list[str] = []
    for place in range(0, len(among), _AT_ONCE):
        named = {f"n{nth}": one for nth, one in enumerate(among[place : place + _AT_ONCE])}
        found += (row[0] for row in work.all(asked.format(", ".join(f":{name}" for name in named)), **named, **given))
    return found
