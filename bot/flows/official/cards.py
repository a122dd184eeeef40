"""What an official sees of an opinion after having acted on it."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import is_permitted
from bot.flows.outcome import Done
from bot.notices import items
from bot.talk.screen import Screen, Words, say, screen
from storage import grants, outbox
from storage.work import Work


def after(work: Work, act: Act, opinion: Opinion, *, why: Words | None = None) -> Screen:
    """The card as it is now; where the opinion went out of their hands, a word in its place."""
    if is_permitted(grants.of_person(work, act.person), "opinion.read", opinion.thing, act.province.units):
        return items.item(work, act, opinion, person=act.person, why=why)
    return screen(say("official-handed_on", code=opinion.code), card=items.card(opinion))


def done(work: Work, act: Act, opinion: Opinion) -> Done:
    """The end of a conversation about an opinion: its card, as a new message below what was typed."""
    outbox.drop_card(work, act.account, items.card(opinion))
    return Done(screens=(after(work, act, opinion),))


def given_up(broken: RuleBroken) -> Done:
    """The end of a conversation that can no longer lead anywhere. Raises the refusal again where another answer would help."""
    if broken.code not in ("stale", "not_found", "not_yours"):
        raise broken
    return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
