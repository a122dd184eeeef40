"""`Trong hội nghị`: the topics one by one, each with four buttons; a tap names its topic, so that one which comes late is never wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.marks import is_open
from bot.flows import pick
from bot.flows.dialogue import cards, noting
from bot.flows.dialogue.noting import Noting
from bot.flows.outcome import Done, Enter, Keep, Outcome
from bot.notices import dialogue_offers as offers
from bot.notices import rooms
from bot.services import marking
from bot.services.marking import Held
from bot.talk.screen import Button, Fact, button, column, say, screen
from storage import dialogues as rows
from storage import grants
from storage.work import Work

_PAGE: Final = 7


def _held(work: Work, act: Act, found: Held) -> str:
    """What was typed before it was known what it belongs to: it stays until it is noted."""
    stands = noting.standing(work, act, found.dialogue.id)
    return stands.held if stands else ""


def _room(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trong hội nghị`: the first topic that has no mark."""
    found = marking.room(work, act, dialogue)
    noting.below(work, act, found)
    return noting.following(found, held=_held(work, act, found))


def _turn(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """A topic that was picked from the list, or the next one without a mark behind it."""
    found = marking.room(work, act, dialogue)
    return noting.at(found, marking.topic(found, rest[0]).lead.id, held=_held(work, act, found))


def _after(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chủ đề sau`: this one waits."""
    found = marking.room(work, act, dialogue)
    return noting.following(found, rest[0], held=_held(work, act, found))


def _topics(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Các chủ đề`: all of them, to go to one or to correct it."""
    found = marking.room(work, act, dialogue)

    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", *rooms.deed(found.dialogue, "topics", str(number)))

    page = int(rest[0]) if rest else 0
    office = grants.of_person(work, act.person)
    listed = pick.page([rooms.label(work, act, found, one, office) for one in found.topics], page, way, size=_PAGE)
    back = button("official-back", *rooms.deed(found.dialogue, "room"))
    return Keep(screens=(screen(*rooms.head(act, found), rows=(*listed, *column(back)), card=rooms.card(found.dialogue)),))


def _mark(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """One of the four buttons, with what was chosen behind it: (topic, kind, agency, day)."""
    opinion, kind, *more = rest
    found = marking.room(work, act, dialogue)
    lead = marking.topic(found, opinion).lead
    draft = Noting(dialogue=found.dialogue.id, opinion=lead.id, kind=kind, held=_held(work, act, found))
    if more[:1] == ["page"]:
        return Enter(flow=noting.NAME, draft=replace(draft, page=int(more[1])), step="agency")
    if kind == "assigned":
        draft = replace(draft, agency="".join(more[:1]), day="".join(more[1:2]))
    elif kind == "promised":
        draft = replace(draft, day="".join(more[:1]))
    return noting.note(work, act, draft, asks=True)


VERBS: Final[dict[str, cards.Verb]] = {"room": _room, "turn": _turn, "after": _after, "topics": _topics, "mark": _mark}


def ghi(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ghi 3 trả lời …`: a whole note in one message. Who runs no dialogue now sees the menu."""
    stands = noting.standing(work, act)
    held = grants.of_person(work, act.person)
    if not held:
        return Done()
    found = [stands.dialogue] if stands else [one.id for one in _open(work, act)]
    if len(found) != 1:
        ways = [button("button-conference", *rooms.deed(one, "room"), **_named(act, one)) for one in _open(work, act)]
        return Keep(screens=(screen(say("room-which") if ways else say("room-none"), rows=column(*ways)),))
    room = marking.room(work, act, found[0])
    noting.below(work, act, room)
    draft = stands or Noting(dialogue=room.dialogue.id)
    draft = Noting(dialogue=room.dialogue.id, opinion=draft.opinion, held=draft.held)
    return noting.typed(work, act, room, draft, " ".join(args)) if "".join(args).strip() else noting.following(room, held=draft.held)


def _open(work: Work, act: Act) -> list[Dialogue]:
    """The dialogues in whose room the person may note something now."""
    held = grants.of_person(work, act.person)
    offices = [one.unit for one in held if one.unit in act.province.units]
    units = list(dict.fromkeys(above.code for unit in offices for above in act.province.units.chain(unit)))
    found = rows.near(work, units, act.at)
    rules = act.province.rules
    return [one for one in found if is_open(one, act.at, rules) and offers.may(act, one, held, "dialogue.run", person=act.person)]


def _named(act: Act, dialogue: Dialogue) -> dict[str, Fact]:
    return {"unit": act.province.units.get(dialogue.unit).name, "starts": dialogue.starts.date()}
