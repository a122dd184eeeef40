"""Taking in, beyond the first look: what is typed about an opinion, in one conversation, and what is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.domain import words
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Enter, Flow, Goto, Outcome, Step, option
from bot.services import asking, moves, refusing, titles, transcripts, triage
from bot.talk.screen import Screen, button, column, say, screen
from storage.work import Work

Deed: TypeAlias = Callable[[Work, Act, str, int, str], Opinion]
NAME: Final = "official.words"
_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that are wanted for an act: which one, on what."""

    verb: str
    opinion: str
    version: int
    text: str = ""


_DEEDS: Final[Mapping[str, Deed]] = {
    "title": titles.retitle, "ask_more": asking.ask, "refuse": refusing.propose, "refuse_no": refusing.decline,
    "transcribe": transcripts.write,
}  # fmt: skip
"""What is done with the words, by what was pressed."""
_READ_BACK: Final[Mapping[str, int]] = {"ask_more": asking.LONGEST}
"""What leaves the office as it was typed is shown once more before, and may have so many characters."""


def _ask(work: Work, act: Act, draft: Words) -> Screen:
    code = moves.find(work, act, draft.opinion, "opinion.read").code
    return screen(say(f"triage-ask-{draft.verb}", code=code), rows=column(option("official-cancel", _CANCEL)))


def _take(work: Work, act: Act, draft: Words, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    if limit := _READ_BACK.get(draft.verb):
        return Goto(step="sure", draft=replace(draft, text=words.typed(answer.text, limit)))
    return _done(work, act, draft, answer.text)


def _done(work: Work, act: Act, draft: Words, text: str) -> Outcome:
    try:
        return cards.done(work, act, _DEEDS[draft.verb](work, act, draft.opinion, draft.version, text))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _show_back(work: Work, act: Act, draft: Words) -> Screen:
    code = moves.find(work, act, draft.opinion, "opinion.read").code
    choices = [option(f"triage-sure-{draft.verb}", "yes"), option("official-edit_text", "again"), option("official-cancel", _CANCEL)]
    return screen(say(f"card-triage-{draft.verb}", code=code, text=draft.text), rows=column(*choices))


def _take_back(work: Work, act: Act, draft: Words, answer: Answer) -> Outcome:
    match answer.choice:
        case "yes":
            return _done(work, act, draft, draft.text)
        case "again":
            return Goto(step="words", draft=replace(draft, text=""))
        case _:
            return _take(work, act, draft, answer)


def _title(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đặt tiêu đề`."""
    moves.find(work, act, opinion, "opinion.triage", version=version)
    return Enter(flow=NAME, draft=Words(verb="title", opinion=opinion, version=version))


def _transcribe(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Ghi lại lời`."""
    moves.find(work, act, opinion, "opinion.triage", version=version)
    return Enter(flow=NAME, draft=Words(verb="transcribe", opinion=opinion, version=version))


def _ask_more(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đề nghị bổ sung`."""
    asking.may_ask(work, act, opinion, version)
    return Enter(flow=NAME, draft=Words(verb="ask_more", opinion=opinion, version=version))


def _go_on(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Không chờ bổ sung`."""
    return cards.show(work, act, asking.go_on(work, act, opinion, version))


def _refuse(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Không tiếp nhận (lý do)`: a reason of the rules, or typed words for the leader."""
    known = act.province.rules.refusal
    found = moves.find(work, act, opinion, "opinion.triage", version=version)
    if rest == (known.typed,):
        return Enter(flow=NAME, draft=Words(verb="refuse", opinion=opinion, version=version))
    if rest:
        return cards.show(work, act, triage.refuse(work, act, opinion, version, rest[0]))
    deed = ("item", "refuse", opinion, str(version))
    choices = [button("official-pick", *deed, name, name=one.label(act.lang)) for name, one in known.reasons.items()]
    return cards.asks(found, say("card-item-choose_reason", code=found.code), choices)


def _refuse_ok(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đồng ý không tiếp nhận`, the leader's."""
    return cards.show(work, act, refusing.confirm(work, act, opinion, version))


def _refuse_no(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Không đồng ý`, with a word to whoever proposed it."""
    moves.find(work, act, opinion, "opinion.refuse", version=version)
    return Enter(flow=NAME, draft=Words(verb="refuse_no", opinion=opinion, version=version))


_STEPS: Final = {"words": Step(show=_ask, take=_take), "sure": Step(show=_show_back, take=_take_back)}
FLOWS: Final = (Flow(name=NAME, draft=Words, first="words", steps=_STEPS),)
VERBS: Final[dict[str, cards.Verb]] = {
    "title": _title, "transcribe": _transcribe, "ask_more": _ask_more, "go_on": _go_on, "refuse": _refuse,
    "refuse_ok": _refuse_ok, "refuse_no": _refuse_no,
}  # fmt: skip
