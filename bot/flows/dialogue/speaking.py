"""`Ý kiến tại chỗ`: one message, typed or spoken, becomes an opinion, a topic and a slip; the next one may follow at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.flows.dialogue import cards, noting
from bot.flows.outcome import Answer, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import guidance, rooms, slips
from bot.services import behalf, marking, privacy, speaking, topics
from bot.services.behalf import Dictated
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import attachments, grants, outbox
from storage.work import Work

NAME: Final = "dialogue.speaking"
_ALIKE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """Whose words are taken down: for which commune (`found` are those that a typed name may mean); `last` is the opinion that was kept a
    moment ago. `kind`, `letter` and `told` are of words that the machine takes for something else: they are not kept here."""

    dialogue: str
    unit: str = ""
    found: tuple[str, ...] = ()
    last: str = ""
    contested: str = ""
    kind: str = ""
    letter: int = 0
    told: bool = False


def _owner(act: Act) -> str:
    return f"speaking:{act.account}"


def _begin(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Ý kiến tại chỗ`."""
    found = marking.room(work, act, dialogue)
    attachments.drop(work, _owner(act))  # of one that was left in the middle
    draft = Speaking(dialogue=found.dialogue.id, unit=speaking.unit_of(act, found.dialogue))
    return Enter(flow=NAME, draft=draft, step="words" if draft.unit else "unit")


def _into(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Gộp vào chủ đề …`: it is no topic of its own."""
    opinion, topic = rest
    lead = topics.into(work, act, dialogue, opinion, topic)
    return noting.at(marking.room(work, act, dialogue), lead.id)


def _screen(work: Work, act: Act, draft: Speaking, lines: list[Words], rows: list[Button]) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    back = button("room-back", *rooms.deed(found.dialogue, "room"))
    return screen(*lines, rows=column(*rows, back), card=rooms.card(found.dialogue))


def _show_unit(work: Work, act: Act, draft: Speaking) -> Screen:
    choices = [option("official-pick", one, name=act.province.called(one)) for one in draft.found]
    return _screen(work, act, draft, [say("room-speak-unit")], choices)


def _take_unit(work: Work, act: Act, draft: Speaking, answer: Answer) -> Outcome:
    """A commune, by its name or from those that the name may mean."""
    found = marking.room(work, act, draft.dialogue)
    if answer.choice:
        speaking.check_unit(act, found.dialogue, answer.choice)
        return Goto(step="words", draft=replace(draft, unit=answer.choice, found=()))
    if not answer.text:
        return Stay()
    noting.below(work, act, found)
    units = [one.unit for one in act.province.places.resolve(answer.text).candidates]
    units = [one for one in units if act.province.units.within(one, found.dialogue.unit)]
    if not units:
        return Stay(why=say("official-unit_unread"))
    return Goto(step="unit", draft=replace(draft, found=tuple(units)))


def _show_words(work: Work, act: Act, draft: Speaking) -> Screen:
    found = marking.room(work, act, draft.dialogue)
    if not found.no(draft.last):
        unit = act.province.called(draft.unit)
        lines = [say("room-speak-contested")] if draft.contested else [say("room-speak", unit=unit), say("room-speak-consent")]
        return _screen(work, act, draft, lines, [])
    topic = marking.topic(found, draft.last)
    office = grants.of_person(work, act.person)
    lines = [*rooms.topic_lines(work, act, found, topic, office), say("room-speak-more")]
    rows = rooms.kinds(found, draft.last)
    for one in topics.alike(work, act, found.dialogue, topic.lead)[:_ALIKE]:
        if no := found.no(one.id):
            deed = rooms.deed(found.dialogue, "speak_into", draft.last, one.id)
            rows.append(button("room-into", *deed, no=no, name=rooms.named(work, act, one, office)))
    return _screen(work, act, draft, lines, rows)


def _take_words(work: Work, act: Act, draft: Speaking, answer: Answer) -> Outcome:
    """One message is one opinion: it is kept, and its slip is shown; the next message is the next one."""
    if not answer.text and not answer.media:
        return Stay()
    found = marking.room(work, act, draft.dialogue)
    noting.below(work, act, found)
    if not draft.contested and answer.text:
        kind, told = behalf.kind_of(work, act, draft.unit, answer.text)
        if kind != "opinion":
            return Goto(step="door", draft=replace(draft, kind=kind, letter=act.letter, told=told, last=""))
    text = behalf.add(work, act, _owner(act), "", answer.text, answer.media)
    said = Dictated(id=_owner(act), unit=draft.unit, text=text, contested=draft.contested)
    kept = speaking.speak(work, act, found.dialogue.id, said)
    opinion, secret, ends = behalf.give_slip(work, act, kept.id)
    lines = slips.slip(work, act, opinion, secret, ends)
    if draft.contested:
        lines.append(say("room-speak-elsewhere"))
    shown = replace(screen(*lines), about=outbox.ONCE)
    return Enter(flow=NAME, draft=Speaking(dialogue=draft.dialogue, unit=draft.unit, last=kept.id), step="words", screens=(shown,))


def _show_door(work: Work, act: Act, draft: Speaking) -> Screen:
    lines = guidance.at_door(act, draft.kind, told=draft.told)
    return screen(*lines, rows=column(option("button-understood", "clear"), option("button-contest", "contest")))


def _take_door(work: Work, act: Act, draft: Speaking, answer: Answer) -> Outcome:
    """Denied, it is said once more: the words were not kept."""
    if answer.choice not in ("clear", "contest"):
        return Stay()
    privacy.release(work, act, draft.letter)
    if answer.choice == "clear" and draft.kind != "urgent":
        privacy.forget_letters(work, (draft.letter,))
    contested = draft.kind if answer.choice == "contest" else ""
    return Goto(step="words", draft=Speaking(dialogue=draft.dialogue, unit=draft.unit, contested=contested))


FLOW: Final = Flow(
    name=NAME,
    draft=Speaking,
    first="unit",
    steps={
        "unit": Step(show=_show_unit, take=_take_unit),
        "words": Step(show=_show_words, take=_take_words),
        "door": Step(show=_show_door, take=_take_door),
    },
)
VERBS: Final[dict[str, cards.Verb]] = {"speak": _begin, "speak_into": _into}
