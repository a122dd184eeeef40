"""`Soạn kết luận`: the clerk goes through the conclusion item by item, the leader publishes it; each press asks for permission anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.conclusions import KINDS, lacks
from bot.domain.deadlines import add_working_days
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.words import shorten
from bot.flows import pick
from bot.flows.dialogue import cards
from bot.flows.outcome import Enter, Keep, Outcome
from bot.notices import concluding as notices
from bot.notices import conclusion_cards as shown
from bot.notices.concluding import Notice
from bot.notices.conclusion_cards import press
from bot.services import conclusions, publishing, sessions
from bot.talk.screen import Button, Screen, Words, say, screen
from storage import conclusions as rows
from storage import grants, outbox
from storage.work import Work

_PAGE: Final = 5
_CHOICES: Final = 7
_LABEL: Final = 50
_DAYS: Final = (10, 20, 30)  # working days that are offered as a day
_NEXT: Final = {"item": "kind", "reason": "kind", "day_past": "day"}
NAME: Final = "dialogue.conclusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is being typed: `part` of the conclusion, or of the item of `opinion`."""

    dialogue: str
    conclusion: str
    part: str
    opinion: str = ""


Part: TypeAlias = Callable[[Work, Act, Notice, tuple[str, ...]], Outcome]
"""What a button of the conclusion does: (work, act, the conclusion, what stands behind)."""


def conclusion(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """("part", ...) of the conclusion of a dialogue; nothing: the whole."""
    one = conclusions.begin(work, act, dialogue)
    notice = Notice(conclusion=one, dialogue=sessions.find(work, act, dialogue, "dialogue.run"))
    part, *args = rest or ("",)
    return _PARTS[part](work, act, notice, tuple(args))


def hub(work: Work, act: Act, dialogue: Dialogue, *why: Words) -> Screen:
    """The card of the conclusion as it is now."""
    one = conclusions.begin(work, act, dialogue.id)
    lacking = len(conclusions.missing(work, act, one))
    notice = Notice(conclusion=one, dialogue=dialogue)
    leaving = publishing.is_leaving(act, one)
    return shown.hub(work, act, notice, person=act.person, missing=lacking, leaving=leaving, why=why)


def _hub(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    return Keep(screens=(hub(work, act, notice.dialogue),))


def _open(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """The card as a new message, where a notice led to it."""
    outbox.drop_card(work, act.account, shown.card(notice.dialogue.id))
    return _hub(work, act, notice, ())


def _paged(choices: Sequence[Button], page: int, dialogue: str, *deed: str) -> list[Button]:
    """One page of a long choice, with the ways to the others."""

    def way(where: str, number: int) -> Button:
        return press("official-previous" if where == "before" else "official-next", dialogue, *deed, "page", str(number))

    return [one for row in pick.page(choices, page, way, size=_CHOICES) for one in row]


def _items(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """Every item, a page of buttons."""
    dialogue = notice.dialogue.id
    said = {one.id: one.text for one in rows.heard(work, dialogue)}
    choices = [
        press("conclusion-pick", dialogue, "item", one.opinion, nth=str(nth), content=shorten(name, _LABEL))
        for nth, one in enumerate(rows.items(work, notice.conclusion.id), 1)
        for name in [one.content or said.get(one.opinion) or "…"]
    ]
    return Keep(screens=(shown.choice(dialogue, say("card-conclusion-list"), *_paged(choices, pick.number(args, 1), dialogue, "items")),))


def _missing(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """What stands in the way of publishing."""
    return Keep(screens=(_lacking(work, act, notice, pick.number(args, 0)),))


def _lacking(work: Work, act: Act, notice: Notice, page: int) -> Screen:
    found = conclusions.missing(work, act, notice.conclusion)
    lacking = [(one.opinion, one.lack) for one in found[page * _PAGE : (page + 1) * _PAGE]]
    return shown.missing(notice, lacking, page, len(found), more=len(found) > (page + 1) * _PAGE)


def item_card(work: Work, act: Act, notice: Notice, opinion: str) -> Screen:
    """The card of one item as it is now."""
    _, found, one = conclusions.topic(work, act, notice.conclusion.id, opinion)
    return shown.item(work, act, notice, found, one)


def _item(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    return Keep(screens=(item_card(work, act, notice, args[0]),))


def onward(work: Work, act: Act, notice: Notice, opinion: str) -> Outcome:
    """On to what the item lacks next, or to its card."""
    _, _, one = conclusions.topic(work, act, notice.conclusion.id, opinion)
    lack = lacks(one, act.today)
    part = _NEXT.get(lack, lack)
    return _PARTS[part](work, act, notice, (opinion,)) if part else _item(work, act, notice, (opinion,))


def _kind(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """What was concluded; a reason is chosen from the list of the rules."""
    opinion, *chosen = args
    one, dialogue = notice.conclusion, notice.dialogue.id
    match chosen:
        case ["reason"]:
            return _reasons(work, act, notice, opinion)
        case ["reason", reason]:
            conclusions.put(work, act, one.id, opinion, kind="reason", reason=reason)
            return onward(work, act, notice, opinion)
        case [kind]:
            conclusions.put(work, act, one.id, opinion, kind=kind)
            return onward(work, act, notice, opinion)
        case _:
            _, found, _ = conclusions.topic(work, act, one.id, opinion)
            kinds = [press("conclusion-kind", dialogue, "kind", opinion, kind, kind=kind) for kind in KINDS]
            words = say("card-conclusion-choose_kind", code=found.code)
            return Keep(screens=(shown.choice(dialogue, words, *kinds, back=("item", opinion)),))


def _reasons(work: Work, act: Act, notice: Notice, opinion: str) -> Outcome:
    dialogue = notice.dialogue.id
    _, found, _ = conclusions.topic(work, act, notice.conclusion.id, opinion)
    reasons = act.province.rules.conclusion.reasons
    choices = [press("conclusion-reason", dialogue, "kind", opinion, "reason", reason, reason=reason) for reason in reasons]
    words = say("card-conclusion-choose_reason", code=found.code)
    return Keep(screens=(shown.choice(dialogue, words, *choices, back=("item", opinion)),))


def _lead(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """The one agency that leads."""
    opinion, *chosen = args
    if chosen and chosen[0] != "page":
        conclusions.put(work, act, notice.conclusion.id, opinion, lead=chosen[0])
        return onward(work, act, notice, opinion)
    _, found, _ = conclusions.topic(work, act, notice.conclusion.id, opinion)
    usual = act.province.agency_for(found.field, found.unit) if found.field else None
    agencies = sorted(act.province.agencies_of(found.unit), key=lambda one: one != usual)
    choices = [press("official-pick", notice.dialogue.id, "lead", opinion, one.code, name=one.name) for one in agencies]
    words = say("card-conclusion-choose_lead", code=found.code)
    pages = _paged(choices, pick.number(chosen, 1), notice.dialogue.id, "lead", opinion)
    return Keep(screens=(shown.choice(notice.dialogue.id, words, *pages, back=("item", opinion)),))


def _help(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """The agencies that support: each press chooses or drops one."""
    opinion, *chosen = args
    _, found, item = conclusions.topic(work, act, notice.conclusion.id, opinion)
    page = pick.number(chosen, 1)
    if chosen and chosen[0] != "page":
        held = item.supporting
        helps = tuple(code for code in held if code != chosen[0]) if chosen[0] in held else (*held, chosen[0])
        item = conclusions.put(work, act, notice.conclusion.id, opinion, supporting=helps)
    choices = [
        press(
            "conclusion-helps", notice.dialogue.id, "help", opinion, one.code, str(page), name=one.name,
            helps="yes" if one.code in item.supporting else "no",
        )
        for one in act.province.agencies_of(found.unit) if one.code != item.lead
    ]  # fmt: skip
    words = say("card-conclusion-choose_help", code=found.code)
    pages = _paged(choices, page, notice.dialogue.id, "help", opinion)
    return Keep(screens=(shown.choice(notice.dialogue.id, words, *pages, back=("item", opinion)),))


def _day(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """Until when."""
    opinion, *chosen = args
    if chosen:
        conclusions.put(work, act, notice.conclusion.id, opinion, day=chosen[0])
        return onward(work, act, notice, opinion)
    _, found, _ = conclusions.topic(work, act, notice.conclusion.id, opinion)
    days = [add_working_days(act.today, n, act.province.calendar) for n in _DAYS]
    choices = [press("conclusion-day", notice.dialogue.id, "day", opinion, day.isoformat(), day=day) for day in days]
    other = press("conclusion-other_day", notice.dialogue.id, "write", "due", opinion)
    words = say("card-conclusion-choose_day", code=found.code)
    return Keep(screens=(shown.choice(notice.dialogue.id, words, *choices, other, back=("item", opinion)),))


def _write(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """What is typed or sent."""
    part, *opinion = args
    if notice.conclusion.state != "draft":
        raise RuleBroken("conclusion_out")
    draft = Writing(dialogue=notice.dialogue.id, conclusion=notice.conclusion.id, opinion=opinion[0] if opinion else "", part=part)
    return Enter(flow=NAME, draft=draft, step=part if part in ("number", "file") else "text")


def _words(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    return _write(work, act, notice, ("words", *args))


def _content(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    return _write(work, act, notice, ("content", *args))


def _paper(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """The draft as a file."""
    return Keep(screens=(screen(say("conclusion-paper"), files=(notices.draft_paper(work, act, notice.dialogue),)),))


def _submit(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """`Trình lãnh đạo`: the leaders get the card with the draft."""
    told = [grant.person for grant in grants.holders(work, "leader", notice.dialogue.unit)]
    reached = notices.submitted(work, act, notice, told, n=len(conclusions.missing(work, act, notice.conclusion)))
    return Keep(screens=(hub(work, act, notice.dialogue, say("conclusion-submitted" if reached else "conclusion-no_leader")),))


def _publish(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    """`Công bố`: refused with the list of what is missing; asked once more before it leaves."""
    one, _ = conclusions.find(work, act, notice.conclusion.id, "dialogue.conclude")
    if args[:1] == ("yes",):
        publishing.publish(work, act, one.id, int(args[1]))
        return _hub(work, act, notice, ())
    if conclusions.missing(work, act, one):
        return _missing(work, act, notice, ())
    if lacking := conclusions.unready(work, one):
        return Keep(screens=(hub(work, act, notice.dialogue, say("broken-conclusion_head", part=lacking[0])),))
    readers = len(notices.readers(work, act, notice.dialogue))
    return Keep(screens=(shown.sure(work, act, notice, readers=readers),))


def _undo(work: Work, act: Act, notice: Notice, args: tuple[str, ...]) -> Outcome:
    publishing.undo(work, act, notice.conclusion.id)
    return _hub(work, act, notice, ())


_PARTS: Final[Mapping[str, Part]] = {
    "": _hub, "open": _open, "items": _items, "missing": _missing, "item": _item, "kind": _kind, "lead": _lead, "help": _help, "day": _day,
    "write": _write, "words": _words, "content": _content, "paper": _paper, "submit": _submit, "publish": _publish, "undo": _undo,
}  # fmt: skip
VERBS: Final[dict[str, cards.Verb]] = {"conclusion": conclusion}
