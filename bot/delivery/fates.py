"""What is written down about a message that was not delivered, and who hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.delivery.retry import Decision
from bot.domain.act import Act
from bot.notices import alarms, leaving
from bot.talk.rendered import SendFailed
from storage import inbox, kept, outbox, people
from storage.outbox import Parcel
from storage.papers import Paper
from storage.people import Address
from storage.work import Work

_CROSSED: Final = timedelta(seconds=1)
"""How long is waited after a word of theirs crossed ours."""
_LONG: Final = 900.0
"""Seconds that nobody waits for one chat where another hears us."""
_OFF: Final = timedelta(hours=1)
"""How long is waited where a channel is off."""


def settle(work: Work, act: Act, parcel: Parcel, address: Address, *, why: SendFailed, decision: Decision, began: datetime) -> None:
    """Keep what was decided about a send that failed, and that `began` then."""
    match decision.fate:
        case "again":
            if decision.wait > _LONG:
                _elsewhere(work, parcel, address, why.kind, act.at)
            outbox.again(work, parcel, why.kind, act.at + timedelta(seconds=decision.wait))
        case "anew":  # the message to change refuses it: its words come as a new one
            outbox.lose_card(work, parcel.account, parcel.card)
            outbox.again(work, parcel, why.kind, act.at)
        case "moved":
            if people.relocate(work, address.account, why.moved):
                outbox.again(work, parcel, why.kind, act.at + timedelta(seconds=decision.wait))
            else:
                leaving.left(work, act, address.account, why.kind)
        case "gone":
            leaving.left(work, act, address.account, why.kind)
        case "silent":
            _silent(work, act, parcel, why.kind, began)
        case "dead":
            lost(work, act, parcel, why.kind)
    _told(work, act, address.channel, why.kind)


def _elsewhere(work: Work, parcel: Parcel, address: Address, why: str, at: datetime) -> None:
    """What waits for a chat goes to one of its person on another channel, if there is one; answers to what was said there stay.

    What came here for the same reason stays too: it would go to and fro."""
    if parcel.error == why:
        return
    other = people.reach(work, people.owner(work, address.account), besides=address.channel)
    found = people.address(work, other) if other else None
    if found is not None and found.channel != address.channel:
        kept.rehome(work, address.account, other, at, why)


def _silent(work: Work, act: Act, parcel: Parcel, why: str, began: datetime) -> None:
    """Their chat takes nothing before they write; where a word of theirs crossed ours it is tried again."""
    if inbox.wrote(work, people.chat_index(work, parcel.account), began):
        outbox.again(work, parcel, why, act.at + _CROSSED)
    else:
        leaving.silent(work, act, parcel.account, why)


def _told(work: Work, act: Act, channel: str, why: str) -> None:
    """The administrators hear what only they can mend."""
    if why == "auth":
        alarms.channel_refused(work, act, channel)
    elif why == "quota":
        alarms.allowance_used(work, act, channel)


def unreachable(work: Work, act: Act, parcel: Parcel, *, off: bool) -> None:
    """Its reader stopped us before, takes nothing before they write, or is known no more; or its channel is `off`, and may be on again at
    the next start. If they are back meanwhile it leaves."""
    address = people.address(work, parcel.account)
    if address is None:
        outbox.silence(work, parcel.account, "erased")
    elif address.state == "blocked":
        kept.park(work, parcel.account, "unreachable")
    elif address.state == "shut":
        kept.shut(work, parcel.account, "window", act.at)
    elif off:
        _elsewhere(work, parcel, address, "off", act.at)
        outbox.again(work, parcel, "off", act.at + _OFF)
    else:
        outbox.untake(work, parcel)


def lost(work: Work, act: Act, parcel: Parcel, why: str) -> None:
    """It will never arrive: given up, and the administrators hear of it, once a day for each reason."""
    outbox.dead(work, parcel, why)
    if parcel.purpose != "toast":
        key = f"undelivered:{parcel.purpose}:{why}:{act.today}"
        alarms.raise_alarm(work, act, "undelivered", key=key, detail=f"{parcel.purpose} #{parcel.id}, {why}")


def stumbled(work: Work, act: Act, parcel: Parcel, why: str, wait: float) -> None:
    """A fault of ours kept it from leaving: tried once more, and given up when the same happens again."""
    if parcel.error == why:
        lost(work, act, parcel, why)
    else:
        outbox.again(work, parcel, why, act.at + timedelta(seconds=wait))


def undrawn(work: Work, act: Act, papers: Sequence[Paper]) -> None:
    """Papers could not be drawn: their message went without them, and the administrators hear of it, once a day for each kind."""
    for one in papers:
        alarms.raise_alarm(work, act, "undelivered", key=f"undrawn:{one.kind}:{act.today}", detail=f"paper {one.kind}")
