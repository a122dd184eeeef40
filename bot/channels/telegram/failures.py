"""What a refusal or a broken wire means for the message: the library's errors as SendFailed."""

from __future__ import annotations

import re

from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, TelegramError

from bot.channels.telegram.request import Missing, Paused, never_left
from bot.talk.rendered import SendFailed

UNREACHABLE = re.compile(
    r"chat not found|user not found|user is deactivated|peer_id_invalid|user_is_blocked|input_user_deactivated"
    r"|have no rights to send|chat_write_forbidden|need administrator rights|bot is not a member|chat was deactivated",
    re.IGNORECASE,
)
TOKEN = re.compile(r"\d+:[\w-]{5,}")


def failed(why: Exception) -> SendFailed:
    """Say what kind of failure a call ended in (FAULTS: a refusal is looked at before trouble on the way, for the library
    makes the first a child of the second). The result must be raised outside the `except`, so that the token in the
    library's error cannot come along as its context."""
    if isinstance(why, SendFailed):
        return why
    if isinstance(why, Paused):
        return SendFailed("busy", "asked to wait", after=why.after)
    if isinstance(why, ChatMigrated):
        return SendFailed("moved", "the group became a supergroup", moved=str(why.new_chat_id))
    if isinstance(why, Forbidden):
        return SendFailed("gone", said(why))
    if isinstance(why, BadRequest):
        return SendFailed("gone" if UNREACHABLE.search(why.message) else "rejected", said(why))
    if isinstance(why, Missing):
        return SendFailed("rejected", said(why))
    if isinstance(why, (InvalidToken, Conflict)):
        return SendFailed("auth", "the token is refused or used by another program")
    return SendFailed("unsent" if never_left(why) else "unknown", said(why) if isinstance(why, TelegramError) else type(why).__name__)


def said(why: TelegramError) -> str:
    """The platform's own words, short and without anything like a token."""
    return TOKEN.sub("<token>", why.message)[:200]
