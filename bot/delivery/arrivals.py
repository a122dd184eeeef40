"""A message arrived: it is no longer waiting, and the numbers of its buttons count from now on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from storage import menus, outbox
from storage.outbox import Parcel
from storage.work import Work


def keep(work: Work, parcel: Parcel, message: str, at: datetime, *, labels: Sequence[str], edited: bool) -> None:
    """Keep that a parcel arrived as the platform's `message`, with these words on its buttons; `edited` says that an older message was
    changed instead of a new one sent."""
    if outbox.sent(work, parcel, message, at) and parcel.purpose not in ("toast", "commands"):
        menus.arrived(
            work, parcel.account, parcel.menu, at, place=parcel.id, labels=labels, told=parcel.purpose != "reply", card=parcel.card,
            edited=edited,
        )  # fmt: skip
