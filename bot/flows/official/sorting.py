"""Taking in, beyond the first look: what is typed about an opinion, in one conversation, and what is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Enter, Flow, Outcome, Step, option
from bot.services import moves, titles
from bot.talk.screen import Screen, column, say, screen
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


_DEEDS: Final[Mapping[str, Deed]] = {"title": titles.retitle}
"""What is done with the words, by what was pressed."""


def _ask(work: Work, act: Act, draft: Words) -> Screen:
    code = moves.find(work, act, draft.opinion, "opinion.read").code
    return screen(say(f"triage-ask-{draft.verb}", code=code), rows=column(option("official-cancel", _CANCEL)))


def _take(work: Work, act: Act, draft: Words, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    try:
        return cards.done(work, act, _DEEDS[draft.verb](work, act, draft.opinion, draft.version, answer.text))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _title(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đặt tiêu đề`."""
    moves.find(work, act, opinion, "opinion.triage", version=version)
    return Enter(flow=NAME, draft=Words(verb="title", opinion=opinion, version=version))


FLOWS: Final = (Flow(name=NAME, draft=Words, first="words", steps={"words": Step(show=_ask, take=_take)}),)
VERBS: Final[dict[str, cards.Verb]] = {"title": _title}
