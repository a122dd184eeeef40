"""The Front's buttons on a card: confirm, question, send back; and the answer of those who were asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Done, Enter, Flow, Outcome, Stay, Step, option
from bot.notices import seats
from bot.services import moves, supervision
from bot.talk.screen import Screen, column, say, screen
from storage import remarks
from storage.work import Work

NAME: Final = "official.remark"
_CANCEL: Final = "cancel"
_OVER: Final = ("question_open", "question_gone", "reconsider_late", "reconsider_often", "not_left")
"""What no other words would change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarking:
    """Words that are typed about an opinion: `verb` is "question", "reconsider" or "explain"."""

    verb: str
    opinion: str
    version: int


def _confirm(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xác nhận`."""
    return cards.show(work, act, supervision.confirm(work, act, opinion, version))


def _question(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Chất vấn`."""
    supervision.may_question(work, act, opinion, version)
    return Enter(flow=NAME, draft=Remarking(verb="question", opinion=opinion, version=version))


def _reconsider(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đề nghị xem xét lại`."""
    supervision.may_reconsider(work, act, opinion, version)
    return Enter(flow=NAME, draft=Remarking(verb="reconsider", opinion=opinion, version=version))


def _explain(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Trả lời Mặt trận`."""
    moves.find(work, act, opinion, "opinion.explain")
    return Enter(flow=NAME, draft=Remarking(verb="explain", opinion=opinion, version=version))


def _ask(work: Work, act: Act, draft: Remarking) -> Screen:
    lines = []
    asked = remarks.question(work, draft.opinion) if draft.verb == "explain" else None
    if asked is not None:
        lines.append(say("card-item-asked", at=asked.at, office=seats.named(act, asked.seat), text=asked.text))
    if draft.verb == "question":
        lines.append(say("official-ask-question", n=act.province.rules.supervision.answer_days))
    else:
        lines.append(say(f"official-ask-{draft.verb}"))
    return screen(*lines, rows=column(option("official-cancel", _CANCEL)))


def _take(work: Work, act: Act, draft: Remarking, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    if answer.media or not answer.text:
        return Stay(why=say("broken-reason_needed"))
    try:
        match draft.verb:
            case "question":
                kept = supervision.question(work, act, draft.opinion, draft.version, answer.text)
            case "reconsider":
                kept = supervision.reconsider(work, act, draft.opinion, draft.version, answer.text)
            case _:
                kept = supervision.explain(work, act, draft.opinion, answer.text)
    except RuleBroken as broken:
        if broken.code in _OVER:
            return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
        return cards.given_up(broken)
    return cards.done(work, act, kept)


VERBS: Final[dict[str, cards.Verb]] = {"confirm": _confirm, "question": _question, "reconsider": _reconsider, "explain": _explain}
FLOW: Final = Flow(name=NAME, draft=Remarking, first="words", steps={"words": Step(show=_ask, take=_take)})
