"""A dialogue as the officials who run it read it: what it is, where it stands, and what this official may do with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.notices import dialogue_offers as offers
from bot.notices.dialogues import title
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import agendas, attendance, grants, opinions
from storage.work import Work

Lines: TypeAlias = Callable[[Work, Act, Dialogue], list[Words]]
"""Something that the card tells besides."""


def card(dialogue: Dialogue) -> str:
    """The name of a dialogue's live card."""
    return f"conference:{dialogue.id}"


def conference(work: Work, act: Act, dialogue: Dialogue, *, person: str, why: Words | None = None, more: bool = False) -> Screen:
    """The live card of a dialogue for one official, with a word before it where something has to be said; `more` shows the rarer deeds."""
    held = grants.of_person(work, person)
    lines = [*((why,) if why else ()), *_facts(act, dialogue), *(line for part in TOLD for line in part(work, act, dialogue))]
    found = offers.offered(act, dialogue, held, person=person)
    rows: list[Button] = [
        button(f"conference-do-{one.verb}", "conference", one.verb, dialogue.id, str(dialogue.version)) for one in found if one.rare == more
    ]
    if not more and any(one.rare for one in found):
        rows.append(button("conference-do-more", "conference", "more", dialogue.id))
    if more:
        rows.append(button("official-back", "conference", "back", dialogue.id))
    return screen(*lines, rows=column(*rows), card=card(dialogue))


def _facts(act: Act, dialogue: Dialogue) -> list[Words]:
    where = say("card-conference-where", place=dialogue.place) if dialogue.place else say("card-conference-no_place")
    return [
        say("card-conference-title", title=title(act, dialogue), phase=dialogue.phase),
        say("card-conference-when", starts=dialogue.starts, chair=dialogue.chair or say("card-conference-no_chair")),
        where,
    ]


def _opinions(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    total = sum(n for _, n in opinions.of_dialogue(work, dialogue.id))
    loose = len(agendas.ungrouped(work, dialogue.id))
    return [say("card-conference-opinions", n=total, closes=dialogue.closes, loose=loose)] if total or dialogue.phase != "planned" else []


def _people(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    """Who registered, who wants to speak, who came."""
    registered, speak, waits = attendance.totals(work, dialogue.id)
    seats = attendance.hall(work, dialogue.id).seats
    here = attendance.people(work, dialogue.id)
    lines = [say("card-conference-registered", n=registered, speak=speak)] if registered else []
    if seats:
        lines.append(say("card-conference-seats", seats=seats, waits=waits))
    return [*lines, *([say("card-conference-here", n=here)] if here else [])]


TOLD: Final[tuple[Lines, ...]] = (_opinions, _people)
"""What the card tells, in its order: each part says nothing where it has nothing to say."""
