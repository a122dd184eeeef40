"""Duplicates on a card: those that say nearly the same, a typed code, who follows, and taking one out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import shorten
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Enter, Flow, Keep, Outcome, Step, option
from bot.notices import items
from bot.services import groups, moves
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import opinions
from storage.work import Work

_CANCEL: Final = "cancel"
_BEGINNING: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """The code of the opinion to follow is typed."""

    opinion: str
    version: int


def _join(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Gộp ý kiến trùng`: what says nearly the same, or a code that is typed."""
    if rest[:1] == ("to",):
        return cards.show(work, act, groups.join(work, act, opinion, version, rest[1]))
    if rest == ("typed",):
        groups.candidates(work, act, opinion, version)
        return Enter(flow="official.join", draft=Joining(opinion=opinion, version=version))
    found, near = groups.candidates(work, act, opinion, version)
    deed = ("item", "join", opinion, str(version))
    rows = [button("official-code", *deed, "to", one.id, code=one.code) for one in near]
    back = button("official-back", "item", "back", found.id)
    head = say("card-item-choose_join" if near else "card-item-choose_join-none", code=found.code)
    shown = [line for one in near for line in _lines(one)]
    ways = column(*rows, button("official-join_typed", *deed, "typed"), back)
    return Keep(screens=(screen(head, *shown, rows=ways, card=items.card(found)),))


def _lines(one: Opinion) -> list[Words]:
    words = say("card-item-text", text=shorten(one.text, _BEGINNING)) if one.text else say("card-item-no_text")
    return [say("card-item-alike", code=one.code, status=say("official-status", status=one.status), at=one.sent_at), words]


def _leave(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Tách khỏi nhóm`."""
    return cards.show(work, act, groups.leave(work, act, opinion, version))


def _members(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xem ý kiến cùng nhóm`: each by its code, to be opened."""
    found = moves.find(work, act, opinion, "opinion.read")
    choices = [
        button("official-code", "item", "open", one.id, code=one.code) for one in opinions.followers(work, found.id) if not one.supporter
    ]
    page = int(rest[1]) if rest[:1] == ("page",) else 0
    return cards.asks(
        found, say("card-item-members", code=found.code), cards.paged(choices, page, "item", "members", opinion, str(version))
    )


def _ask(work: Work, act: Act, draft: Joining) -> Screen:
    return screen(say("official-ask-join"), rows=column(option("official-cancel", _CANCEL)))


def _take(work: Work, act: Act, draft: Joining, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    code = codes.find(answer.text)
    lead = opinions.by_code(work, code) if code else None
    if lead is None:
        raise RuleBroken("join_unknown")
    try:
        return cards.done(work, act, groups.join(work, act, draft.opinion, draft.version, lead.id))
    except RuleBroken as broken:
        if broken.code == "not_found":  # the code of another unit's opinion is as good as none
            raise RuleBroken("join_unknown") from broken
        return cards.given_up(broken)


FLOWS: Final = (Flow(name="official.join", draft=Joining, first="code", steps={"code": Step(show=_ask, take=_take)}),)
VERBS: Final[dict[str, cards.Verb]] = {"join": _join, "leave": _leave, "members": _members}
