"""What becomes of a send that failed: one table of kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.talk.rendered import FailKind, SendFailed
from storage.outbox import Parcel

WAITS = (1, 2, 5, 15, 60, 300, 600)
"""Seconds before each further try when a send did not arrive, or perhaps did not."""
GIVE_UP = timedelta(days=3)

Fate = Literal["again", "dead", "gone", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`fate`, and for `again` the seconds to wait; `channel` seconds pause everything on the channel."""

    fate: Fate
    wait: float = 0.0
    channel: float = 0.0


_SIMPLE: dict[FailKind, Decision] = {
    "gone": Decision(fate="gone"),
    "moved": Decision(fate="moved"),
    "rejected": Decision(fate="dead"),
    "auth": Decision(fate="again", wait=60.0, channel=60.0),
    "window": Decision(fate="again", wait=3600.0),
    "quota": Decision(fate="again", wait=3600.0),
}


def decide(why: SendFailed, parcel: Parcel, at: datetime, *, crowd: bool) -> Decision:
    """Decide about a failed send. `crowd` says that several chats in a row were told to wait, so the channel as a whole must."""
    if parcel.purpose == "toast":
        return Decision(fate="gone" if why.kind == "gone" else "dead")
    if why.kind in _SIMPLE:
        return _SIMPLE[why.kind]
    if at - parcel.created_at > GIVE_UP:
        return Decision(fate="dead")
    if why.kind == "busy":
        return Decision(fate="again", wait=why.after, channel=why.after if crowd else 0.0)
    return Decision(fate="again", wait=float(WAITS[min(parcel.tries, len(WAITS)) - 1]))
