"""The door of an invite, and the inviter's word."""

from __future__ import annotations

from bot.domain.act import Act
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import enrolment
from bot.services import staff
from bot.talk.screen import say, screen
from storage.work import Work


def claim(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The link `i_<token>`. Only a private chat gets here: turns are taken for nobody else."""
    found = staff.claim(work, act, args[0] if args else "")
    if found.state == "confirmed":
        return Done(screens=(enrolment.greeting(act, found),))
    return Done(screens=(screen(say("invite-waits", role=enrolment.role(found), place=enrolment.place(act, found))),))


def confirm(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Xác nhận`."""
    found = staff.confirm(work, act, args[0])
    words = say("invite-confirmed", role=enrolment.role(found), place=enrolment.place(act, found))
    return Keep(screens=(screen(words, card=f"invite:{found.sha[:16]}"),))


def deny(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Không phải`."""
    found = staff.deny(work, act, args[0])
    return Keep(screens=(screen(say("invite-denied"), card=f"invite:{found.sha[:16]}"),))
