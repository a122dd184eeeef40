"""The conversation in which one message is split: which part, and whether it leaves the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.words import shorten
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Outcome, Step, option
from bot.notices import items
from bot.services import splitting
from bot.talk.screen import Screen, button, column, say, screen
from storage import outbox
from storage.work import Work

NAME: Final = "official.split"
_CANCEL: Final = "cancel"
_MOST: Final = 8  # parts that are offered
_SHOWN: Final = 200  # characters of each
_ENDS: Final = re.compile(r"(?<=[.!?…;])\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """An opinion being split; `part` is what was chosen or typed."""

    opinion: str
    version: int
    part: str = ""


def _pieces(text: str) -> list[str]:
    """The sentences of a text that may be chosen; none where there is but one."""
    found = [one.strip() for one in _ENDS.split(text) if one.strip()]
    return found[:_MOST] if len(found) > 1 else []


def _ask_part(work: Work, act: Act, draft: Parting) -> Screen:
    found = splitting.may_split(work, act, draft.opinion, draft.version)
    pieces = _pieces(found.text)
    lines = [say("card-split-piece", n=str(n), text=shorten(one, _SHOWN)) for n, one in enumerate(pieces, 1)]
    choices = [option("triage-piece", str(n), n=str(n)) for n in range(1, len(pieces) + 1)]
    return screen(say("card-split-ask", code=found.code), *lines, rows=column(*choices, option("official-cancel", _CANCEL)), about=found.id)


def _take_part(work: Work, act: Act, draft: Parting, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    try:
        found = splitting.may_split(work, act, draft.opinion, draft.version)
        pieces = _pieces(found.text)
        chosen = pieces[int(answer.choice) - 1] if answer.choice else answer.text
        part, _ = splitting.check(act, found, chosen)
    except RuleBroken as broken:
        return cards.given_up(broken)
    return Goto(step="rest", draft=replace(draft, part=part))


def _ask_rest(work: Work, act: Act, draft: Parting) -> Screen:
    found = splitting.may_split(work, act, draft.opinion, draft.version)
    _, rest = splitting.check(act, found, draft.part)
    lines = [say("card-split-part", text=shorten(draft.part, items.SHOWN))]
    choices = [option("triage-split-keep", "keep"), option("official-cancel", _CANCEL)]
    if rest:
        lines.append(say("card-split-rest", code=found.code, text=shorten(rest, items.SHOWN)))
        choices.insert(0, option("triage-split-cut", "cut"))
    return screen(*lines, say("card-split-sure"), rows=column(*choices), about=found.id)


def _take_rest(work: Work, act: Act, draft: Parting, answer: Answer) -> Outcome:
    if answer.choice not in ("cut", "keep"):
        return _take_part(work, act, draft, answer)
    try:
        kept, child = splitting.split(work, act, draft.opinion, draft.version, draft.part, cut=answer.choice == "cut")
    except RuleBroken as broken:
        return cards.given_up(broken)
    outbox.drop_card(work, act.account, items.card(kept))
    shown = cards.after(work, act, kept, why=say("triage-split-done", code=child.code))
    way = column(button("official-code", "item", "open", child.id, code=child.code))
    return Done(screens=(replace(shown, rows=(*shown.rows, *way)),))


def _split(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Tách ý kiến`."""
    splitting.may_split(work, act, opinion, version)
    return Enter(flow=NAME, draft=Parting(opinion=opinion, version=version))


def _unsplit(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Hoàn tác tách`: the card of what has it all again."""
    kept = splitting.unsplit(work, act, opinion, version)
    outbox.drop_card(work, act.account, items.card(kept))
    return cards.show(work, act, kept, why=say("triage-unsplit-done"))


FLOW: Final = Flow(
    name=NAME,
    draft=Parting,
    first="part",
    steps={"part": Step(show=_ask_part, take=_take_part), "rest": Step(show=_ask_rest, take=_take_rest)},
)
VERBS: Final[dict[str, cards.Verb]] = {"split": _split, "unsplit": _unsplit}
