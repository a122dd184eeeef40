"""When a chat stops hearing us, and when it hears us again."""

from __future__ import annotations

from bot.domain.act import Act
from bot.notices import alarms
from storage import outbox, people
from storage.work import Work


def left(work: Work, act: Act, account: str, why: str) -> None:
    """The person stopped us here, or the chat is no more: what waits goes to another chat of theirs, or is kept for their return.

    Of an official who leaves the administrators hear."""
    people.block(work, account)
    if other := people.reach(work, people.owner(work, account)):
        outbox.rehome(work, account, other)
    outbox.park(work, account, why)
    alarms.official_unreachable(work, act, account)


def back(work: Work, act: Act, account: str) -> None:
    """The person is here: what was kept for them leaves now, before any answer to what they say."""
    outbox.unpark(work, account, act.at)
