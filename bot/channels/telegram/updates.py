"""Raw updates as the inbox takes them: the same update is the same letter, whichever way it came."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.channels.fields import LARGEST, dumps, loads
from bot.talk.incoming import Raw

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")


def raw_of(update: object, *, account: str) -> tuple[Raw, int | None]:
    """An update and its own number (None where it has none).

    The number is its key, and its body is written anew, so that polling and webhook give the same bytes and an update that
    came both ways is stored once. Anything without a number is kept too, under its digest."""
    body = dumps(update)
    number = update.get("update_id") if isinstance(update, dict) else None
    if isinstance(number, int) and not isinstance(number, bool) and abs(number) < LARGEST:
        return Raw(channel="telegram", account=account, key=str(number), chat=chat_of(update), body=body), number
    return junk(body, account=account, chat=chat_of(update)), None


def junk(body: bytes, *, account: str, chat: str = "") -> Raw:
    """What cannot be told apart by a number, under its digest."""
    return Raw(channel="telegram", account=account, key=hashlib.sha256(body).hexdigest(), chat=chat, body=body)


def of_body(body: bytes, *, account: str) -> Raw:
    """The update in the body of a call: an object as `raw_of` gives it, all else as it came."""
    try:
        update = loads(body)
    except ValueError:
        return junk(body, account=account)
    return raw_of(update, account=account)[0] if isinstance(update, dict) else junk(body, account=account)


def chat_of(update: object) -> str:
    """The chat whose order must be kept, or "" where it cannot be told."""
    for kind in WANTED:
        part: Any = update.get(kind) if isinstance(update, dict) else None
        for step in ("message", "chat", "id") if kind == "callback_query" else ("chat", "id"):
            part = part.get(step) if isinstance(part, dict) else None
        if isinstance(part, int) and not isinstance(part, bool):
            return str(part)
    return ""
