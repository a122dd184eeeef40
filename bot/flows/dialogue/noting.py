"""Noting what is said in the room: the topic in hand, what became of it, the words; typed in one line where that is faster."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.marks import KINDS, Kind
from bot.domain.words import shorten
from bot.flows import pick
from bot.flows.dialogue import shorthand
from bot.flows.outcome import Answer, Enter, Flow, Outcome, Stay, Step, option
from bot.notices import rooms
from bot.services import drafting, marking
from bot.services.marking import Held, Told
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from bot.wording import dates
from storage import attachments, conversations, grants, outbox
from storage.work import Work

NAME: Final = "dialogue.room"
_SKIP: Final = "skip"
_DROP: Final = "drop"
_SHOWN: Final = 200
_PAGE: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """What is being noted: the topic in hand, as far as it is known what became of it; `last` was noted a moment ago.

    `held` are words that came before it was known what they belong to; files of that kind belong to `room:<account>`. `hand` is the
    topic that was in hand when another one was typed: it comes back."""

    dialogue: str
    opinion: str = ""
    kind: str = ""
    agency: str = ""
    day: str = ""
    held: str = ""
    last: str = ""
    hand: str = ""
    page: int = 0


def _owner(act: Act) -> str:
    return f"room:{act.account}"


def standing(work: Work, act: Act, dialogue: str = "") -> Noting | None:
    """What the person is noting now, in this dialogue or in any; None where they do something else."""
    stands = conversations.get(work, act.account)
    found = Noting(**json.loads(stands.draft)) if stands.flow == NAME else None
    return found if found and dialogue in ("", found.dialogue) else None


def at(found: Held, opinion: str, *, last: str = "", held: str = "") -> Enter:
    """The topic in hand (empty where all are marked), with its buttons."""
    return Enter(flow=NAME, draft=Noting(dialogue=found.dialogue.id, opinion=opinion, last=last, held=held), step="topic")


def following(found: Held, opinion: str = "", *, last: str = "", held: str = "") -> Enter:
    """The next topic behind one that has no mark."""
    topic = marking.next_of(found, opinion)
    return at(found, topic.lead.id if topic else "", last=last, held=held)


def _goes_on(work: Work, act: Act, draft: Noting) -> Outcome:
    found = marking.room(work, act, draft.dialogue)
    if found.no(draft.hand) and draft.hand not in found.marks:
        return at(found, draft.hand, last=draft.opinion)
    return following(found, draft.opinion, last=draft.opinion)


def below(work: Work, act: Act, found: Held) -> None:
    """What is said next stands below what was typed, not in its old place above."""
    outbox.drop_card(work, act.account, rooms.card(found.dialogue))


def note(work: Work, act: Act, draft: Noting, *, asks: bool) -> Outcome:
    """On to what is still missing; a whole mark is kept, with the words that came before, and without any `asks` for them."""
    kind = _kind(draft)
    if kind == "assigned" and not draft.agency:
        return Enter(flow=NAME, draft=draft, step="agency")
    if kind in ("promised", "assigned") and not draft.day:
        return Enter(flow=NAME, draft=draft, step="day")
    files = _owner(act) if attachments.of(work, _owner(act)) else ""
    _keep(work, act, draft, Told(kind=kind, text=draft.held, files=files))
    if draft.held or files or kind == "not_reached" or not asks:
        return _goes_on(work, act, draft)
    return Enter(flow=NAME, draft=draft, step="words")


def _keep(work: Work, act: Act, draft: Noting, told: Told) -> None:
    day = date.fromisoformat(draft.day) if draft.day else None
    marking.mark(work, act, draft.dialogue, draft.opinion, replace(told, day=day, agency=draft.agency))


def typed(work: Work, act: Act, found: Held, draft: Noting, text: str) -> Outcome:
    """What was typed instead of pressed: it is noted where it can be read, else it is kept and asked back; so is what was meant for a
    topic that was withdrawn meanwhile."""
    said = shorthand.read(text)
    numbered = found.numbered(said.no)
    if draft.opinion and not found.no(draft.opinion):
        if numbered is None:
            return following(found, held=marking.words_of(act, _joined(draft.held, text)))
        draft = replace(draft, opinion="")
    if (said.no and numbered is None) or (not said.no and not draft.opinion):
        return at(found, draft.opinion, held=marking.words_of(act, _joined(draft.held, text)))
    lead = (numbered or marking.topic(found, draft.opinion)).lead
    if said.kind is None:
        return at(found, lead.id, held=marking.words_of(act, _joined(draft.held, said.rest)))
    agency, day, rest = "", None, said.rest
    if said.kind == "assigned":
        agency, rest = _agency(act, found, lead.id, rest)
    if said.kind in ("promised", "assigned"):
        day, rest = shorthand.day(rest, act.today)
    read = Noting(
        dialogue=found.dialogue.id, opinion=lead.id, kind=said.kind, agency=agency, day=day.isoformat() if day else "",
        held=marking.words_of(act, _joined(draft.held, rest)), hand=draft.opinion,
    )  # fmt: skip
    return note(work, act, read, asks=False)


def _joined(*parts: str) -> str:
    return "\n".join(one for one in parts if one)


def _show_topic(work: Work, act: Act, draft: Noting) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    lines = [
        *rooms.done(work, act, found, draft.last, grants.of_person(work, act.person)),
        *rooms.head(act, found),
        *rooms.speaker(work, found),
    ]
    rows: list[Button] = []
    if draft.opinion:
        lines += rooms.topic_lines(work, act, found, marking.topic(found, draft.opinion), grants.of_person(work, act.person))
        rows += [*rooms.kinds(found, draft.opinion), button("room-after", *rooms.deed(found.dialogue, "after", draft.opinion))]
    else:
        lines.append(say("room-all" if found.topics else "room-empty"))
    if kept := _held_back(work, act, draft):
        lines += kept
        rows.append(option("room-drop", _DROP))
    rows.append(button("room-speak-do", *rooms.deed(found.dialogue, "speak")))
    rows += [button("room-topics", *rooms.deed(found.dialogue, "topics"))] if found.topics else []
    if found.dialogue.phase == "session":
        rows.append(button("conference-do-end", *rooms.deed(found.dialogue, "end")))
    return screen(*lines, rows=column(*rows), card=rooms.card(found.dialogue))


def _held_back(work: Work, act: Act, draft: Noting) -> list[Words]:
    """What was said before it was known what for."""
    lines = [say("room-held", text=shorten(draft.held, _SHOWN))] if draft.held else []
    return [*lines, say("room-held_files")] if attachments.of(work, _owner(act)) else lines


def _take_topic(work: Work, act: Act, draft: Noting, answer: Answer) -> Outcome:
    if answer.choice == _DROP:
        attachments.drop(work, _owner(act))
        return at(marking.room(work, act, draft.dialogue), draft.opinion)
    if not answer.text and not answer.media:
        return Stay()
    found = marking.room(work, act, draft.dialogue)
    below(work, act, found)
    if answer.media:
        drafting.check_addition(work, act, _owner(act), answer.text, answer.media)
        for one in answer.media:
            attachments.add(work, id=act.mint.id(), owner=_owner(act), account=act.account, channel=act.channel, media=one, at=act.at)
    return typed(work, act, found, draft, answer.text)


def _asks(work: Work, act: Act, draft: Noting, question: str, rows: Sequence[Button]) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    agency = act.province.called(draft.agency) if draft.agency else ""
    lines = [say(question, no=found.no(draft.opinion), kind=draft.kind, agency=agency)]
    if draft.held:
        lines.append(say("room-kept", text=shorten(draft.held, _SHOWN)))
    back = button("official-back", *rooms.deed(found.dialogue, "turn", draft.opinion))
    return screen(*lines, rows=column(*rows, back), card=rooms.card(found.dialogue))


def _show_agency(work: Work, act: Act, draft: Noting) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    deed = rooms.deed(found.dialogue, "mark", draft.opinion, "assigned")
    codes = marking.agencies(act, marking.topic(found, draft.opinion).lead)
    choices = [button("official-pick", *deed, one, name=act.province.called(one)) for one in codes]

    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", *deed, "page", str(number))

    listed = pick.page(choices, draft.page, way, size=_PAGE)
    return _asks(work, act, draft, "room-ask-agency", [one for row in listed for one in row])


def _take_agency(work: Work, act: Act, draft: Noting, answer: Answer) -> Outcome:
    """Its name or a part of it, and the day and the words behind it where there are any."""
    if not answer.text:
        return Stay()
    found = marking.room(work, act, draft.dialogue)
    below(work, act, found)
    agency, rest = _agency(act, found, draft.opinion, answer.text)
    if not agency:
        return Stay(why=say("room-agency_unread"))
    day, rest = shorthand.day(rest, act.today)
    held = marking.words_of(act, _joined(draft.held, rest))
    return note(work, act, replace(draft, agency=agency, day=day.isoformat() if day else "", held=held), asks=True)


def _agency(act: Act, found: Held, opinion: str, text: str) -> tuple[str, str]:
    codes = marking.agencies(act, marking.topic(found, opinion).lead)
    return shorthand.agency(text, [(one, act.province.called(one)) for one in codes])


def _show_day(work: Work, act: Act, draft: Noting) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    more = (draft.agency,) if draft.kind == "assigned" else ()
    deed = rooms.deed(found.dialogue, "mark", draft.opinion, draft.kind, *more)
    days = {
        "week": dates.later(act.today, 1, "week"), "month": dates.later(act.today, 1, "month"),
        "quarter": dates.end_of(dates.later(act.today, 1, "day"), 3),
    }  # fmt: skip
    choices = [button("room-span", *deed, day.isoformat(), span=span, day=day) for span, day in days.items()]
    return _asks(work, act, draft, "room-ask-day", choices)


def _take_day(work: Work, act: Act, draft: Noting, answer: Answer) -> Outcome:
    """A day, and words behind it where there are any."""
    if not answer.text:
        return Stay()
    below(work, act, marking.room(work, act, draft.dialogue))
    day, rest = shorthand.day(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    marking.day_of(act, _kind(draft), day)
    kept = replace(draft, day=day.isoformat(), held=marking.words_of(act, _joined(draft.held, rest)))
    return note(work, act, kept, asks=True)


def _kind(draft: Noting) -> Kind:
    return next(one for one in KINDS if one == draft.kind)


def _show_words(work: Work, act: Act, draft: Noting) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    rows = (option("button-skip", _SKIP), button("room-fix", *rooms.deed(found.dialogue, "turn", draft.opinion)))
    lines = [
        *rooms.done(work, act, found, draft.opinion, grants.of_person(work, act.person)),
        *rooms.said(found, draft.opinion),
        say("room-ask-words"),
    ]
    return screen(*lines, rows=column(*rows), card=rooms.card(found.dialogue))


def _take_words(work: Work, act: Act, draft: Noting, answer: Answer) -> Outcome:
    """`Bỏ qua`: the words come later."""
    if answer.choice == _SKIP:
        return _goes_on(work, act, draft)
    if not answer.text and not answer.media:
        return Stay()
    below(work, act, marking.room(work, act, draft.dialogue))
    _keep(work, act, draft, Told(kind=_kind(draft), text=answer.text, media=answer.media))
    return _goes_on(work, act, draft)


FLOW: Final = Flow(
    name=NAME,
    draft=Noting,
    first="topic",
    steps={
        "topic": Step(show=_show_topic, take=_take_topic),
        "agency": Step(show=_show_agency, take=_take_agency),
        "day": Step(show=_show_day, take=_take_day),
        "words": Step(show=_show_words, take=_take_words),
    },
)
