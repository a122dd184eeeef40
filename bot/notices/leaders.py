"""What leaders read before a dialogue: what the people wrote, by field, and what the unit still owes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from typing import Final

from bot.domain.act import Act
from bot.domain.books import Row
from bot.domain.dialogues import COMING, Dialogue
from bot.domain.people import Role
from bot.domain.words import shorten, squeeze
from bot.notices import dialogue_offers as offers
from bot.notices import dialogues as told
from bot.notices import questions, tell
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import commitments, grants, lists
from storage import dialogues as rows
from storage.timers import Timer
from storage.work import Work

_TOP: Final = 3  # groups that are shown
_LONG: Final = 60  # characters of a group's words
_READERS: tuple[Role, ...] = ("leader", "officer")


def summary(work: Work, act: Act, dialogue: Dialogue, *, person: str) -> Screen:
    """`Tổng hợp ý kiến trước đối thoại`, to be read in two minutes before walking in, in eight lines: how many, the groups behind which
    most stand, what the unit still owes its people. Whoever does not run the dialogue reads no words of citizens."""
    live = questions.live(work, act, dialogue)
    runs = offers.may(act, dialogue, grants.of_person(work, person), "dialogue.run", person=person)
    lines = [
        say("card-summary-title"),
        say("card-summary-dialogue", title=told.title(act, dialogue), starts=dialogue.starts, place=dialogue.place),
        say("card-summary-opinions", total=live.voices, rows=len(live.rows), loose=live.loose),
        *(_group(act, one, runs=runs) for one in _top(live)),
    ]
    lines += [*_joined(_owed(work, act, dialogue)), *_joined(_again(live))]
    deeds = (button("book-get", "conference", "book", dialogue.id), button("book-list", "conference", "questions", dialogue.id))
    return screen(*lines, rows=column(*deeds) if runs and live.rows else ())


def _top(live: questions.Live) -> list[Row]:
    return sorted(live.rows, key=lambda one: (-one.voices, not one.second, one.opinion))[:_TOP]


def _group(act: Act, row: Row, *, runs: bool) -> Words:
    known = act.province.fields.get(row.field)
    field = known.label(act.lang) if known else say("card-summary-unsorted")
    said = shorten(squeeze(row.title or row.words).rstrip("."), _LONG) if runs else ""
    return say("card-summary-group", said=said, field=field, n=row.voices) if said else say("card-summary-field", field=field, n=row.voices)


def _joined(told: Sequence[Words]) -> list[Words]:
    """Several things on one line, or no line."""
    return [reduce(lambda one, other: say("card-summary-and", one=one, other=other), told)] if told else []


def _owed(work: Work, act: Act, dialogue: Dialogue) -> tuple[Words, ...]:
    """Promises made here that are overdue, what is overdue besides, and authors who were not content."""
    soon = timedelta(days=act.province.rules.digest.due_soon_days)
    counted = (
        ("promises", commitments.count(work, "desk", [dialogue.unit], act.today)[1]),
        ("overdue", lists.count(work, "overdue", dialogue.unit, act.at, soon)),
        ("reopened", lists.count(work, "reopened", dialogue.unit, act.at, soon)),
    )
    return tuple(say(f"card-summary-{what}", n=n) for what, n in counted if n)


def _again(live: questions.Live) -> tuple[Words, ...]:
    """What comes a second time, what comes dialogue after dialogue, and what must still be written down from a voice."""
    counted = (
        ("second", sum(one.second for one in live.rows)),
        ("recurring", sum(one.recurring for one in live.rows)),
        ("waiting", len(live.waiting)),
    )
    return tuple(say(f"card-summary-{what}", n=n) for what, n in counted if n)


def leader_summary(work: Work, act: Act, timer: Timer) -> None:
    """On the eve of a dialogue its unit's leaders get the summary, or whoever stands in for them; nothing when it was moved or called
    off meanwhile."""
    dialogue = rows.get(work, timer.object)
    if dialogue is None or dialogue.phase not in COMING or str(dialogue.version) != timer.args["version"]:
        return
    for person in readers(work, act, dialogue.unit):
        shown = summary(work, act, dialogue, person=person)
        key = f"leader_summary:{dialogue.id}:{dialogue.version}:{person}"
        tell.tell(work, act, person, shown, key=key, purpose="reminder", until=dialogue.starts)


def readers(work: Work, act: Act, unit: str) -> list[str]:
    """The leaders of the unit, else its officers; where it has neither, those of the nearest unit above that has."""
    for above in act.province.units.chain(unit):
        for role in _READERS:
            if held := grants.holders(work, role, above.code):
                return list(dict.fromkeys(grant.person for grant in held))
    return []
