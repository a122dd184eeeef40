"""What both families of Zalo have in common: what makes an update the same one when it is brought again, and its time."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

from bot.channels.fields import dumps
from bot.talk.incoming import Raw

_LAST: Final = 253_402_300_799_000  # milliseconds to the end of the year 9999


def raw_of(channel: str, account: str, body: bytes, *, event: str, number: str, chat: str, said: object) -> Raw:
    """An update as the inbox takes it.

    Its event and message are its key; with who `said` what they make it the same one, in whatever wrapping or with whatever stamp it is
    brought again. What has neither is known by all that it is."""
    if not event or not number:
        return Raw(channel=channel, account=account, key=hashlib.sha256(body).hexdigest(), chat=chat, body=body)
    return Raw(
        channel=channel, account=account, key=f"{event}:{number}"[:200], chat=chat, body=body, same=dumps([event, number, chat, said])
    )


def moment(stamp: object) -> datetime:
    """A time in milliseconds since 1970, as a number or written as text. Raises ValueError."""
    value = int(stamp) if isinstance(stamp, str) and stamp.isdecimal() and len(stamp) < 16 else stamp
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LAST:
        raise ValueError("not a time")
    return datetime.fromtimestamp(value / 1000, UTC)
