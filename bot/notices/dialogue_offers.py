"""What an official may do with a dialogue now: one table of offers, asked by its card."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import COMING, HELD, Dialogue, Phase
from bot.domain.marks import is_open
from bot.domain.people import Grant
from bot.domain.permissions import Action, Thing, is_permitted, runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A button of a dialogue's card: what is pressed (`conference-do-<verb>`), the permission it needs, and in which phases it stands
    there; what is `rare` stands behind `Việc khác`; who may do `unless` has no use for it."""

    verb: str
    action: Action
    phases: tuple[Phase, ...]
    rare: bool = False
    unless: Action | None = None


OFFERS: Final = (
    Offer(verb="announce", action="dialogue.announce", phases=("planned",)),
    Offer(verb="room", action="dialogue.run", phases=("frozen", "session", "awaiting")),
    Offer(verb="agenda", action="dialogue.run", phases=(*COMING, "postponed", "session", "awaiting")),
    Offer(verb="attendance", action="dialogue.run", phases=(*COMING, "session", "awaiting")),
    Offer(verb="speakers", action="dialogue.run", phases=(*COMING, "session", "awaiting")),
    Offer(verb="invite", action="dialogue.run", phases=COMING, rare=True),
    Offer(verb="seats", action="dialogue.run", phases=("planned", *COMING), rare=True),
    Offer(verb="propose", action="dialogue.plan", phases=("planned",), unless="dialogue.announce"),
    Offer(verb="edit", action="dialogue.plan", phases=("planned",)),
    Offer(verb="move", action="dialogue.announce", phases=("postponed",)),
    Offer(verb="close_book", action="dialogue.run", phases=("announced", "intake")),
    Offer(verb="book", action="dialogue.run", phases=(*COMING, *HELD)),
    Offer(verb="qr", action="dialogue.run", phases=(*COMING, "postponed", *HELD), rare=True),
    Offer(verb="begin", action="dialogue.run", phases=COMING, rare=True),
    Offer(verb="end", action="dialogue.run", phases=("session",), rare=True),
    Offer(verb="conclusion", action="dialogue.run", phases=("session", "awaiting")),
    Offer(verb="followup", action="dialogue.run", phases=("concluded", "followed", "settled")),
    Offer(verb="clerk", action="dialogue.plan", phases=("planned", *COMING, "postponed", "session", "awaiting"), rare=True),
    Offer(verb="move", action="dialogue.announce", phases=COMING, rare=True),
    Offer(verb="postpone", action="dialogue.announce", phases=COMING, rare=True),
    Offer(verb="cancel", action="dialogue.announce", phases=("planned", *COMING, "postponed"), rare=True),
)
"""In the order of the buttons."""
_HOLDS: Final[Mapping[str, Callable[[Act, Dialogue], bool]]] = {
    "room": lambda act, one: is_open(one, act.at, act.province.rules),
}
"""What must hold besides, for some of them."""


def may(act: Act, dialogue: Dialogue, held: Sequence[Grant], action: Action, *, person: str) -> bool:
    """Whether a person with these grants may do this with the dialogue; its named clerk runs it wherever they hold office."""
    return runs(dialogue.clerk, person, action, held) or is_permitted(held, action, Thing(unit=dialogue.unit), act.province.units)


def offered(act: Act, dialogue: Dialogue, held: Sequence[Grant], *, person: str) -> list[Offer]:
    """What stands on the card of a dialogue for this person now."""

    def holds(one: Offer) -> bool:
        spare = one.unless is not None and may(act, dialogue, held, one.unless, person=person)
        if one.verb in _HOLDS and not _HOLDS[one.verb](act, dialogue):
            return False
        return dialogue.phase in one.phases and not spare and may(act, dialogue, held, one.action, person=person)

    return [one for one in OFFERS if holds(one)]
