"""What becomes of a send that failed: one table of kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from bot.talk.rendered import FailKind, SendFailed
from storage.outbox import Parcel

WAITS: Final = (1, 2, 5, 15, 60, 300, 600)
"""Seconds before each further try when a send did not arrive, or perhaps did not."""
GIVE_UP: Final = timedelta(days=3)
"""How long a message is tried that nobody would miss later, from when it might leave first; what concerns an opinion is tried for ever."""
_HOUR: Final = 3600.0

Fate = Literal["again", "anew", "dead", "gone", "moved", "silent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`fate`, and for `again` the seconds to wait; `channel` seconds pause everything on the channel. `anew` sends what was to change
    a message as one of its own; `silent` keeps all for the person's next word."""

    fate: Fate
    wait: float = 0.0
    channel: float = 0.0


_SIMPLE: Final[dict[FailKind, Decision]] = {
    "gone": Decision(fate="gone"),
    "window": Decision(fate="silent"),  # only the person can open it again, by a word of theirs: until then it waits, or goes another way
    "auth": Decision(fate="again", wait=60.0, channel=60.0),
}


def decide(why: SendFailed, parcel: Parcel, at: datetime, *, crowd: bool) -> Decision:
    """Decide about a failed send. `crowd` says that several chats in a row were told to wait, so the channel as a whole must."""
    if parcel.purpose == "toast":  # of use for a moment only
        return Decision(fate="gone" if why.kind == "gone" else "dead", channel=_SIMPLE["auth"].channel if why.kind == "auth" else 0.0)
    if why.kind == "rejected":
        return Decision(fate="anew" if parcel.shown else "dead")
    if why.kind == "moved":  # once at once; a platform that says so again and again is asked more seldom
        return Decision(fate="moved", wait=_wait(why, parcel) if parcel.tries > 1 else 0.0)
    if why.kind in _SIMPLE:
        return _SIMPLE[why.kind]
    pause = why.after if why.kind == "busy" and crowd else 0.0
    if parcel.purpose != "status" and at - max(parcel.created_at, parcel.due) > GIVE_UP:
        return Decision(fate="dead", channel=pause)
    return Decision(fate="again", wait=_wait(why, parcel), channel=pause)


def _wait(why: SendFailed, parcel: Parcel) -> float:
    seldom = float(WAITS[min(max(parcel.tries, 1), len(WAITS)) - 1])
    match why.kind:
        case "busy":
            return why.after
        case "quota":  # a platform that does not say how long (Zalo's bot) is asked ever more seldom
            return max(why.after or _HOUR, seldom)
        case _:
            return seldom
