"""What an official sees of an opinion after having acted on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeAlias

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import is_permitted
from bot.flows import pick
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import items
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, lists, outbox
from storage.work import Work

Verb: TypeAlias = Callable[[Work, Act, str, int, tuple[str, ...]], Outcome]
"""What a button of a card does: (work, act, opinion, version, what stands behind)."""
_PAGE: Final = 7
_TAKEN_IN: Final = ("assigned", "refused", "diverted")
"""Where the one who takes opinions in is done with one, and the next one may come."""


def after(work: Work, act: Act, opinion: Opinion, *, why: Words | None = None) -> Screen:
    """The card as it is now, with the way to the next new opinion once this one is taken in; where the opinion went out of their
    hands, a word in its place."""
    if not is_permitted(grants.of_person(work, act.person), "opinion.read", opinion.thing, act.province.units):
        return screen(say("official-handed_on", code=opinion.code), card=items.card(opinion))
    shown = items.item(work, act, opinion, person=act.person, why=why)
    return replace(shown, rows=(*shown.rows, *_next(work, act, opinion)))


def _next(work: Work, act: Act, opinion: Opinion) -> tuple[tuple[Button, ...], ...]:
    held = grants.of_person(work, act.person)
    if opinion.status not in _TAKEN_IN or not is_permitted(held, "opinion.triage", opinion.thing, act.province.units):
        return ()
    waiting = lists.listed(work, "new", opinion.desk, act.at, timedelta(), limit=1)
    return column(*(button("official-next_new", "item", "open", one.id) for one in waiting))


def done(work: Work, act: Act, opinion: Opinion) -> Done:
    """The end of a conversation about an opinion: its card, as a new message below what was typed."""
    outbox.drop_card(work, act.account, items.card(opinion))
    return Done(screens=(after(work, act, opinion),))


def given_up(broken: RuleBroken) -> Done:
    """The end of a conversation that can no longer lead anywhere. Raises the refusal again where another answer would help."""
    if broken.code not in ("stale", "not_found", "not_yours"):
        raise broken
    return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))


def show(work: Work, act: Act, opinion: Opinion, *, why: Words | None = None) -> Outcome:
    """The card as it is now, in place of the one that was pressed."""
    return Keep(screens=(after(work, act, opinion, why=why),))


def asks(opinion: Opinion, words: Words, rows: Sequence[Button]) -> Outcome:
    """A question on the card itself, with the way back."""
    back = button("official-back", "item", "back", opinion.id)
    return Keep(screens=(screen(words, rows=column(*rows, back), card=items.card(opinion)),))


def paged(choices: Sequence[Button], page: int, *deed: str) -> list[Button]:
    """One page of a long choice, with the ways to the others."""

    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", *deed, "page", str(number))

    return [one for row in pick.page(choices, page, way, size=_PAGE) for one in row]
