"""`Chương trình`: the clerk groups the opinions of a dialogue into topics, names them and puts them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import is_permitted
from bot.flows import pick
from bot.flows.dialogue import cards
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, option
from bot.notices import conferences
from bot.notices import topics as notices
from bot.services import topics
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import agendas, grants, outbox, transcripts
from storage import opinions as rows
from storage.agendas import Topic
from storage.work import Work

_PAGE: Final = 6
_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The title of a topic is typed; of a `fresh` one the next opinion follows, behind those that were put off (`later`)."""

    dialogue: str
    topic: str
    later: int = 0
    fresh: bool = False


def _deed(dialogue: Dialogue, verb: str, *rest: str) -> tuple[str, ...]:
    return ("conference", verb, dialogue.id, str(dialogue.version), *rest)


def _paged(choices: Sequence[Button], page: int, *deed: str) -> list[Button]:
    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", *deed, "page", str(number))

    return [one for row in pick.page(choices, page, way, size=_PAGE) for one in row]


def _shown(dialogue: Dialogue, lines: Sequence[Words], rows_: Sequence[Button], *, back: tuple[str, ...]) -> Screen:
    return screen(*lines, rows=column(*rows_, button("official-back", *back)), card=conferences.card(dialogue))


def _agenda(work: Work, act: Act, dialogue: Dialogue, *, page: int = 0, why: Sequence[Words] = ()) -> Screen:
    """The topics in their order, and the way to what is not placed yet."""
    held = grants.of_person(work, act.person)
    found = agendas.topics(work, dialogue.id)
    loose = topics.waiting(work, dialogue)
    page = min(page, max(0, (len(found) - 1) // _PAGE))
    start = page * _PAGE
    told = [notices.line(act, one, held) for one in found[start : start + _PAGE]]
    ways = [button("agenda-place", *_deed(dialogue, "place"), n=len(loose))] if loose else []
    choices = [button("agenda-topic", *_deed(dialogue, "topic", one.lead.id), place=one.place) for one in found]
    rows_ = [*ways, *_paged(choices, page, *_deed(dialogue, "agenda"))]
    head = say("card-agenda", n=len(found), loose=len(agendas.ungrouped(work, dialogue.id)))
    return _shown(dialogue, [*why, head, *told], rows_, back=("conference", "back", dialogue.id))


def _number(rest: tuple[str, ...]) -> int:
    return int(rest[1]) if rest[:1] == ("page",) else 0


def agenda(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chương trình`."""
    return Keep(screens=(_agenda(work, act, topics.clerk(work, act, name), page=_number(rest)),))


def _place(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """The opinions that stand nowhere yet, one by one; those put off come again next time."""
    dialogue = topics.clerk(work, act, name)
    return Keep(screens=(_next(work, act, dialogue, int(rest[0]) if rest else 0),))


def _next(work: Work, act: Act, dialogue: Dialogue, later: int, *, why: Sequence[Words] = (), undo: Sequence[Button] = ()) -> Screen:
    loose = topics.waiting(work, dialogue)
    if later >= len(loose):
        return _with(_agenda(work, act, dialogue, why=why), undo)
    one = loose[later]
    found = agendas.topics(work, dialogue.id)
    places = {topic.lead.id: topic.place for topic in found}
    held = grants.of_person(work, act.person)
    near = topics.alike(work, act, dialogue, one)
    skip = str(later)
    lines = [
        say("card-agenda-loose", n=later + 1, of=len(loose), code=one.code),
        *notices.text(act, one, held, heard=transcripts.text(work, one.id)),
    ]
    choices: list[Button] = []
    for other in near:
        shown = notices.named(act, other, held)
        if place := places.get(other.id):
            lines.append(say("card-agenda-like_topic", place=place, name=shown))
            choices.append(button("agenda-into", *_deed(dialogue, "into", one.id, other.id, skip), place=place))
        else:
            lines.append(say("card-agenda-like", code=other.code, name=shown))
            choices.append(button("agenda-with", *_deed(dialogue, "with", one.id, other.id, skip), code=other.code))
    choices.append(button("agenda-new", *_deed(dialogue, "new", one.id, skip)))
    if any(topic.lead.id not in {other.id for other in near} for topic in found):
        choices.append(button("agenda-other", *_deed(dialogue, "other", one.id, skip)))
    choices.append(button("agenda-later", *_deed(dialogue, "place", str(later + 1))))
    shown_ = _shown(dialogue, [*why, *lines], choices, back=_deed(dialogue, "agenda"))
    return _with(shown_, undo)


def _with(shown: Screen, rows_: Sequence[Button]) -> Screen:
    return screen(*shown.lines, rows=(*column(*rows_), *shown.rows), card=shown.card)


def _new(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chủ đề mới`: then its title, where it has none."""
    return _begun(work, act, name, topics.begin(work, act, name, rest[0]), rest[1:])


def _with_other(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chủ đề mới cùng …`."""
    return _begun(work, act, name, topics.pair(work, act, name, rest[0], rest[1]), rest[2:])


def _begun(work: Work, act: Act, name: str, lead: Opinion, rest: tuple[str, ...]) -> Outcome:
    if lead.title:
        return _placed(work, act, name, lead, rest, undo=("dissolve", lead.id))
    dialogue = topics.clerk(work, act, name)
    outbox.drop_card(work, act.account, conferences.card(dialogue))
    later = int(rest[0]) if rest else 0
    return Enter(flow="dialogue.topic", draft=Title(dialogue=dialogue.id, topic=lead.id, later=later, fresh=True))


def _into(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Vào chủ đề n`."""
    lead = topics.into(work, act, name, rest[0], rest[1])
    return _placed(work, act, name, lead, rest[2:], undo=("out", rest[0]))


def _placed(work: Work, act: Act, name: str, lead: Opinion, rest: tuple[str, ...], *, undo: tuple[str, str]) -> Keep:
    """The next one, below a word about the one before, which can be undone."""
    dialogue = topics.clerk(work, act, name)
    later = int(rest[0]) if rest else 0
    place = next((one.place for one in agendas.topics(work, dialogue.id) if one.lead.id == lead.id), 0)
    back = button("official-undo", *_deed(dialogue, *undo, "place", str(later)))
    return Keep(screens=(_next(work, act, dialogue, later, why=(say("card-agenda-placed", place=place),), undo=(back,)),))


def _other(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Vào chủ đề khác`: all topics."""
    dialogue = topics.clerk(work, act, name)
    held = grants.of_person(work, act.person)
    opinion, skip = rest[0], rest[1]
    found = agendas.topics(work, dialogue.id)
    page = int(rest[3]) if rest[2:3] == ("page",) else 0
    start = min(page, max(0, (len(found) - 1) // _PAGE)) * _PAGE
    lines = [notices.line(act, one, held) for one in found[start : start + _PAGE]]
    choices = [
        button("agenda-into", *_deed(dialogue, "into", opinion, one.lead.id, skip), place=one.place)
        for one in found if one.lead.id != opinion
    ]  # fmt: skip
    ways = _paged(choices, page, *_deed(dialogue, "other", opinion, skip))
    return Keep(screens=(_shown(dialogue, [say("card-agenda-which"), *lines], ways, back=_deed(dialogue, "place", skip)),))


def _topic(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """One topic: its opinions, and what may be done with it."""
    dialogue = topics.clerk(work, act, name)
    return Keep(screens=(_one(work, act, dialogue, rest[0], page=_number(rest[1:])),))


def _one(work: Work, act: Act, dialogue: Dialogue, topic: str, *, page: int = 0, why: Sequence[Words] = ()) -> Screen:
    held = grants.of_person(work, act.person)
    order = agendas.topics(work, dialogue.id)
    found: tuple[int, Topic] | None = next(((n, one) for n, one in enumerate(order, 1) if one.lead.id == topic), None)
    if found is None:
        return _agenda(work, act, dialogue, why=why)
    place, one = found
    lead = one.lead
    members = [other for other in rows.followers(work, lead.id) if not other.supporter]
    lines = [
        notices.line(act, one, held),
        say("card-agenda-lead", code=lead.code, status=say("official-status", status=lead.status)),
    ]
    lines += notices.text(act, lead, held, titled=False, heard=transcripts.text(work, lead.id))
    if members:
        lines.append(say("card-agenda-members", codes=", ".join(other.code for other in members)))
    ways = [button("agenda-title", *_deed(dialogue, "entitle", lead.id))]
    above = order[place - 2].item.mark if place > 1 else None
    below = order[place].item.mark if place < len(order) else None
    ways += [button("agenda-up", *_deed(dialogue, "up", lead.id))] if above == one.item.mark else []
    ways += [button("agenda-down", *_deed(dialogue, "down", lead.id))] if below == one.item.mark else []
    if is_permitted(held, "opinion.read", lead.thing, act.province.units):
        ways.append(button("agenda-see", "item", "open", lead.id, code=lead.code))
    outs = [button("agenda-out", *_deed(dialogue, "out", other.id, "topic", lead.id), code=other.code) for other in members]
    if one.item.mark != "second":
        ways.append(button("agenda-dissolve", *_deed(dialogue, "dissolve", lead.id)))
    ways += _paged(outs, page, *_deed(dialogue, "topic", lead.id))
    return _shown(dialogue, [*why, *lines], ways, back=_deed(dialogue, "agenda"))


def _out(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Tách khỏi chủ đề`, or `Hoàn tác`."""
    gone = topics.out(work, act, name, rest[0])
    return _back(work, act, name, say("card-agenda-out", code=gone.code), rest[1:])


def _dissolve(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Bỏ chủ đề`."""
    gone = topics.dissolve(work, act, name, rest[0])
    return _back(work, act, name, say("card-agenda-dissolved", code=gone.code), rest[1:])


def _back(work: Work, act: Act, name: str, why: Words, rest: tuple[str, ...]) -> Outcome:
    """Where the clerk came from: the topic, or the opinions that are placed one by one."""
    dialogue = topics.clerk(work, act, name)
    match rest:
        case ("topic", topic):
            return Keep(screens=(_one(work, act, dialogue, topic, why=(why,)),))
        case ("place", later):
            return Keep(screens=(_next(work, act, dialogue, int(later), why=(why,)),))
        case _:
            return Keep(screens=(_agenda(work, act, dialogue, why=(why,)),))


def _up(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    topics.shift(work, act, name, rest[0], -1)
    return _topic(work, act, name, version, rest)


def _down(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    topics.shift(work, act, name, rest[0], 1)
    return _topic(work, act, name, version, rest)


def _entitle(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đặt tiêu đề`."""
    dialogue = topics.clerk(work, act, name)
    return Enter(flow="dialogue.topic", draft=Title(dialogue=dialogue.id, topic=rest[0]))


def _ask(work: Work, act: Act, draft: Title) -> Screen:
    found = rows.get(work, draft.topic)
    code = found.code if found else ""
    return screen(say("agenda-ask-title", code=code), rows=column(option("agenda-untitled", _CANCEL)))


def _take(work: Work, act: Act, draft: Title, answer: Answer) -> Outcome:
    try:
        dialogue = topics.clerk(work, act, draft.dialogue)
        if answer.choice != _CANCEL:
            if not answer.text:
                return Stay()
            topics.entitle(work, act, draft.dialogue, draft.topic, answer.text)
    except RuleBroken as broken:
        if broken.code == "topic_gone":
            return Done(screens=(screen(say("broken-topic_gone")),))
        return cards.given_up(broken)
    outbox.drop_card(work, act.account, conferences.card(dialogue))
    lead = rows.get(work, draft.topic)
    if lead is None or not draft.fresh:
        return Done(screens=(_one(work, act, dialogue, draft.topic),))
    return Done(screens=_placed(work, act, dialogue.id, lead, (str(draft.later),), undo=("dissolve", lead.id)).screens)


FLOWS: Final = (Flow(name="dialogue.topic", draft=Title, first="title", steps={"title": Step(show=_ask, take=_take)}),)
_VERBS: Final[dict[str, cards.Verb]] = {
    "agenda": agenda, "place": _place, "new": _new, "with": _with_other, "into": _into, "other": _other, "topic": _topic, "out": _out,
    "dissolve": _dissolve, "up": _up, "down": _down, "entitle": _entitle,
}  # fmt: skip
_REFUSED: Final = ("topic_", "join_", "supporter", "stale", "undecided", "follows")


def _told(verb: cards.Verb) -> cards.Verb:
    """Who cannot do it reads why, above the agenda as it stands by now."""

    def told(work: Work, act: Act, name: str, version: int, rest: tuple[str, ...]) -> Outcome:
        try:
            return verb(work, act, name, version, rest)
        except RuleBroken as broken:
            if not broken.code.startswith(_REFUSED):
                raise
            why = (say(f"broken-{broken.code}", **broken.facts),)
            return Keep(screens=(_agenda(work, act, topics.clerk(work, act, name), why=why),))

    return told


VERBS: Final[dict[str, cards.Verb]] = {name: _told(verb) for name, verb in _VERBS.items()}
