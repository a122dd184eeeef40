"""Who hears that more time is asked for, and what became of it."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import officials
from bot.talk.screen import say
from storage import grants
from storage.work import Work


def asked(work: Work, act: Act, opinion: Opinion) -> None:
    """Those who decide get the card."""
    for person in officials.others(act, officials.clearing(work, act, opinion)):
        officials.bring_card(work, act, opinion, person, event="extension", why=say("notice-extension"))


def decided(work: Work, act: Act, opinion: Opinion, asker: str, *, granted: bool) -> None:
    """Whoever asked gets the card again, or the agency's handlers when the asker holds no office any more."""
    persons = [asker] if grants.of_person(work, asker) else officials.handlers_of(work, act, opinion)
    why = say("notice-extension_granted" if granted else "notice-extension_declined")
    for person in officials.others(act, persons):
        officials.bring_card(work, act, opinion, person, event="extension_decided", why=why)
