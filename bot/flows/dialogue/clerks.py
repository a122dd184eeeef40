"""`Đề nghị công bố` and `Giao thư ký`: who announces a dialogue, and who runs it."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.people import Grant
from bot.flows.dialogue import cards
from bot.flows.outcome import Outcome
from bot.notices import away
from bot.services import planning
from bot.talk.screen import Button, button, say
from storage.work import Work

_NOBODY: Final = "-"


def _propose(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    found = cards.find(work, act, dialogue, version, "dialogue.plan")
    return cards.show(work, act, planning.propose(work, act, found.id))


def _clerk(work: Work, act: Act, dialogue: str, version: int, rest: tuple[str, ...]) -> Outcome:
    found = cards.find(work, act, dialogue, version, "dialogue.plan")
    if rest:
        kept = planning.appoint(work, act, found.id, "" if rest[0] == _NOBODY else rest[0])
        return cards.show(work, act, kept, why=say("conference-clerk_set") if kept.clerk else say("conference-clerk_none"))
    choices = [_choice(act, one, place, found.id, version) for place, one in enumerate(planning.candidates(work, found), 1)]
    everyone = (button("conference-everyone", "conference", "clerk", found.id, str(version), _NOBODY),) if found.clerk else ()
    return cards.asks(found, (say("conference-ask-clerk"),), (*choices, *everyone))


def _choice(act: Act, one: Grant, place: int, dialogue: str, version: int) -> Button:
    """An official by their post, never by name; `place` tells alike ones apart."""
    post = say("leave-person_n", post=away.post_of(act, one), n=place)
    return button("conference-pick", "conference", "clerk", dialogue, str(version), one.person, post=post)


VERBS: Final[dict[str, cards.Verb]] = {"propose": _propose, "clerk": _clerk}
