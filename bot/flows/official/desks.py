"""Between desks and agencies: passing an opinion on, taking it over, giving it back with a reason, and deciding where it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import Action
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import items
from bot.services import handling, moves, transfers
from bot.services.rulings import Because
from bot.talk.screen import Screen, button, column, say, screen
from storage.work import Work

_CANCEL: Final = "cancel"
_YES: Final = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """The unit that an opinion goes to: `verb` is "transfer" or "decide_desk", `found` are the codes that were understood."""

    verb: str
    opinion: str
    version: int
    unit: str = ""
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """Why an opinion is given back: `verb` is "return" (an agency) or "hand_back" (a desk), `code` one of the rules."""

    verb: str
    opinion: str
    version: int
    code: str


_MAY: Final[dict[str, Callable[[Work, Act, str, int | None], Opinion]]] = {
    "transfer": transfers.may_pass_on, "decide_desk": transfers.may_decide,
}  # fmt: skip
_SEND: Final[dict[str, Callable[[Work, Act, str, int, str], Opinion]]] = {
    "transfer": transfers.transfer, "decide_desk": transfers.decide,
}  # fmt: skip
_GIVE: Final[dict[str, Callable[[Work, Act, str, int, Because], Opinion]]] = {
    "return": handling.give_back, "hand_back": transfers.hand_back,
}  # fmt: skip
_NEEDS: Final[dict[str, Action]] = {"return": "opinion.work", "hand_back": "opinion.triage"}


def _transfer(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chuyển cơ quan có thẩm quyền`."""
    return _begin(work, act, "transfer", opinion, version)


def _decide(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Quyết định nơi giải quyết`."""
    return _begin(work, act, "decide_desk", opinion, version)


def _begin(work: Work, act: Act, verb: str, opinion: str, version: int) -> Outcome:
    _MAY[verb](work, act, opinion, version)
    return Enter(flow="official.pass", draft=Passing(verb=verb, opinion=opinion, version=version))


def _take_over(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Tiếp nhận` of what another desk passed on."""
    return cards.show(work, act, transfers.take_over(work, act, opinion, version))


def _hand_back(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trả lại` to the desk that passed it on."""
    return _reasons(work, act, Back(verb="hand_back", opinion=opinion, version=version, code=rest[0] if rest else ""))


def _return(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trả lại (không đúng thẩm quyền)` to the desk that handed it over."""
    return _reasons(work, act, Back(verb="return", opinion=opinion, version=version, code=rest[0] if rest else ""))


def _reasons(work: Work, act: Act, draft: Back) -> Outcome:
    """The reasons of the rules; then the words are asked for."""
    found = moves.find(work, act, draft.opinion, _NEEDS[draft.verb], version=draft.version)
    if draft.code:
        return Enter(flow="official.back", draft=draft)
    rules = act.province.rules.returns
    known = rules.agency if draft.verb == "return" else rules.desk
    deed = ("item", draft.verb, draft.opinion, str(draft.version))
    choices = [button("official-pick", *deed, one, name=say("return-reason", reason=one)) for one in known]
    return cards.asks(found, say("card-item-choose_return", code=found.code), choices)


def _ask_words(work: Work, act: Act, draft: Back) -> Screen:
    words = say("official-ask-return", reason=say("return-reason", reason=draft.code))
    return screen(words, rows=column(option("official-cancel", _CANCEL)))


def _take_words(work: Work, act: Act, draft: Back, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    because = Because(code=draft.code, words=answer.text)
    try:
        return cards.done(work, act, _GIVE[draft.verb](work, act, draft.opinion, draft.version, because))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _ask_unit(work: Work, act: Act, draft: Passing) -> Screen:
    """The units above, or those that could not agree; any other is typed."""
    found = _MAY[draft.verb](work, act, draft.opinion, draft.version)
    if draft.verb == "decide_desk":
        near = [found.desk, found.sender, found.umpire]
    else:
        near = [one.code for one in act.province.units.chain(found.desk)[1:]]
    choices = [option("official-pick", one, name=items.unit_name(act, one)) for one in dict.fromkeys(near) if one]
    return screen(say(f"official-ask-{draft.verb}", code=found.code), rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_unit(work: Work, act: Act, draft: Passing, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    if answer.choice:
        return _chosen(work, act, draft, answer.choice)
    reading = act.province.places.resolve(answer.text)
    if not reading.candidates:
        return Stay(why=say("official-unit_unread"))
    return Goto(step="which", draft=replace(draft, found=tuple(one.unit for one in reading.candidates)))


def _chosen(work: Work, act: Act, draft: Passing, unit: str) -> Outcome:
    """Before anybody is asked to confirm it: whether it can go there at all."""
    try:
        found = _MAY[draft.verb](work, act, draft.opinion, draft.version)
    except RuleBroken as broken:
        return cards.given_up(broken)
    if not (draft.verb == "decide_desk" and unit == found.desk):
        transfers.desk_for(work, act, found, unit)
    return Goto(step="sure", draft=replace(draft, unit=unit))


def _ask_which(work: Work, act: Act, draft: Passing) -> Screen:
    choices = [option("official-pick", one, name=items.unit_name(act, one)) for one in draft.found]
    return screen(say("official-ask-which"), rows=column(*choices, option("official-cancel", _CANCEL)))


def _ask_sure(work: Work, act: Act, draft: Passing) -> Screen:
    found = _MAY[draft.verb](work, act, draft.opinion, draft.version)
    desk = draft.unit if draft.unit == found.desk else transfers.desk_for(work, act, found, draft.unit)
    words = say(
        f"official-sure-{draft.verb}", code=found.code, unit=items.unit_name(act, desk), days=act.province.rules.returns.accept_days
    )
    return screen(words, rows=column(option("official-sure", _YES), option("official-cancel", _CANCEL)))


def _take_sure(work: Work, act: Act, draft: Passing, answer: Answer) -> Outcome:
    match answer.choice:
        case "yes":
            try:
                return cards.done(work, act, _SEND[draft.verb](work, act, draft.opinion, draft.version, draft.unit))
            except RuleBroken as broken:
                return cards.given_up(broken)
        case "cancel":
            return typed.back(work, act, draft.opinion)
        case _:
            return Stay()


PASS: Final = Flow(
    name="official.pass",
    draft=Passing,
    first="unit",
    steps={
        "unit": Step(show=_ask_unit, take=_take_unit),
        "which": Step(show=_ask_which, take=_take_unit),
        "sure": Step(show=_ask_sure, take=_take_sure),
    },
)
BACK: Final = Flow(name="official.back", draft=Back, first="words", steps={"words": Step(show=_ask_words, take=_take_words)})
FLOWS: Final = (PASS, BACK)

VERBS: Final[dict[str, cards.Verb]] = {
    "transfer": _transfer, "take_over": _take_over, "hand_back": _hand_back, "decide_desk": _decide, "return": _return,
}  # fmt: skip
