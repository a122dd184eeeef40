"""`k_<secret>`: the author of an opinion that someone wrote down for them comes with the slip and takes it over."""

from __future__ import annotations

from bot.domain.act import Act
from bot.flows.citizen import mine, route
from bot.flows.citizen.forms import Consent
from bot.flows.outcome import Done, Outcome
from bot.services import behalf
from bot.talk.screen import say, screen
from storage.work import Work


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The link of a slip, or what stands on it typed: consent first, then the opinion's story."""
    secret = args[0] if args else ""
    found = behalf.look(work, act, secret)
    if not route.agreed(work, act):
        return route.ask_consent(work, act, Consent(letters=(act.letter,)))
    kept = behalf.claim(work, act, secret)
    return Done(screens=(screen(say("claim-done", code=found.code)), mine.story(work, act, kept)))
