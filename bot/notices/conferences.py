"""A dialogue as the officials who run it read it: what it is, where it stands, and what this official may do with it now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue, is_taking, shown_phase
from bot.notices import dialogue_offers as offers
from bot.notices import duties, followups, tell
from bot.notices.dialogues import title
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import agendas, attendance, grants, journal, opinions, outbox, people
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


def bring(work: Work, act: Act, dialogue: Dialogue, person: str, *, key: str, why: Words) -> None:
    """The card as a new message, ready to be acted on; once for each key."""
    account = people.reach(work, person)
    if account:
        outbox.drop_card(work, account, card(dialogue))
        tell.tell(work, act, person, conference(work, act, dialogue, person=person, why=why), key=key, purpose="reminder")


def way(act: Act, dialogue: Dialogue) -> Button:
    """The button that opens the card."""
    unit = act.province.units.get(dialogue.unit).name
    return button("button-conference", "conference", "open", dialogue.id, unit=unit, starts=local_day(dialogue.starts))


def _facts(act: Act, dialogue: Dialogue) -> list[Words]:
    where = say("card-conference-where", place=dialogue.place) if dialogue.place else say("card-conference-no_place")
    kind = say("card-conference-kind", kind=dialogue.kind, track=dialogue.track, reason=dialogue.reason or "none")
    usual = dialogue.kind == "periodic" and dialogue.track == "government"
    return [
        say("card-conference-title", title=title(act, dialogue), phase=shown_phase(dialogue, act.at)),
        *(() if usual else (kind,)),
        *((say("notice-dialogue-audience", audience=dialogue.audience),) if dialogue.audience else ()),
        say("card-conference-when", starts=dialogue.starts, chair=dialogue.chair or say("card-conference-no_chair")),
        where,
    ]


def _opinions(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    if dialogue.phase in followups.AFTER:
        return []
    total = sum(n for _, n in opinions.of_dialogue(work, dialogue.id))
    loose = len(agendas.ungrouped(work, dialogue.id))
    if is_taking(dialogue, act.at):
        return [say("card-conference-taking", n=total, closes=dialogue.closes, loose=loose)]
    return [say("card-conference-opinions", n=total, loose=loose)] if total or dialogue.phase != "planned" else []


def _people(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    """Who registered, who wants to speak, who came."""
    registered, speak, waits = attendance.totals(work, dialogue.id)
    seats = attendance.hall(work, dialogue.id).seats
    here = attendance.people(work, dialogue.id)
    lines = [say("card-conference-people", n=registered, speak=speak, here=here)] if registered or here else []
    return [*lines, *([say("card-conference-seats", seats=seats, waits=waits)] if seats else [])]


def _planned(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    """Of one that is only planned: whether its announcement was asked for."""
    return [say("card-conference-proposed")] if is_proposed(work, dialogue) else []


def is_proposed(work: Work, dialogue: Dialogue) -> bool:
    """Whether an officer asked for its announcement, as it is planned now."""
    if dialogue.phase != "planned":
        return False
    asked = [line for line in journal.of(work, dialogue.id) if line.verb == "dialogue.propose"]
    return any(line.facts["version"] == str(dialogue.version) for line in asked)


TOLD: Final[tuple[Lines, ...]] = (_planned, _opinions, _people, duties.lines, followups.lines)
"""What the card tells, in its order: each part says nothing where it has nothing to say."""
