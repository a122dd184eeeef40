"""What comes next on the way from the first word to the review card."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.flows.citizen.forms import Commune, Consent, Writing
from bot.flows.outcome import Enter
from bot.services import drafting
from bot.talk.screen import Button, button
from storage import drafts, outbox, people
from storage.work import Work

CONSENT_VERSION: Final = "2026-11"
"""The version of the consent text; a person who agreed to another one is asked again."""


def leave() -> Button:
    """The way out of a question, back to the menu."""
    return button("button-cancel", "menu", "cancel")


def agreed(work: Work, act: Act) -> bool:
    """Whether the person agreed to the present text."""
    person = people.get(work, act.person)
    return person is not None and person.consent == CONSENT_VERSION


def ask_consent(work: Work, act: Act, form: Consent) -> Enter:
    """The question that comes before anything is kept."""
    outbox.drop_card(work, act.account, "consent")
    return Enter(flow="consent", draft=form)


def go_on(work: Work, act: Act) -> Enter:
    """The commune if it is not known yet, else the words, else the review card."""
    draft = drafts.get(work, act.account)
    if draft is None or not draft.unit:
        return Enter(flow="commune", draft=Commune())
    return Enter(flow="write", draft=Writing())


def begin(work: Work, act: Act, *, unit: str = "", dialogue: str = "", poster: str = "") -> Enter:
    """Begin an opinion: from the menu, or from a poster's link, which names a commune or a dialogue."""
    if not agreed(work, act):
        return ask_consent(work, act, Consent(unit=unit, dialogue=dialogue, poster=poster))
    aim(work, act, unit=unit, dialogue=dialogue, poster=poster)
    return go_on(work, act)


def aim(work: Work, act: Act, *, unit: str, dialogue: str, contested: str = "", poster: str = "") -> None:
    """Open a draft for what a link named; its commune is offered first and confirmed with one tap."""
    draft = drafting.opened(work, act, dialogue=dialogue, contested=contested, poster=poster)
    if unit and unit != draft.unit:
        people.settle(work, act.person, unit)
        drafts.keep(work, replace(draft, unit="", said=""))
