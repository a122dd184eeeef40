"""Reads an update of the Bot API: plain dictionaries in, what a person did out; anything crooked is a ValueError."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.channels.fields import choice, line, loads, number, part, parts, text, whole
from bot.talk.incoming import Incoming, Media, MediaKind, Peer

COMMAND = re.compile(r"/(\w{1,32})(?:@(\w{1,64}))?(?=\s|$)")
LAST_SECOND = 253_402_300_799  # the end of the year 9999
# What happens in a chat without anybody saying anything.
# fmt: off
SILENT = frozenset((
    "new_chat_members", "left_chat_member", "new_chat_title", "new_chat_photo", "delete_chat_photo", "group_chat_created",
    "supergroup_chat_created", "channel_chat_created", "message_auto_delete_timer_changed", "migrate_from_chat_id", "pinned_message",
    "successful_payment", "refunded_payment", "users_shared", "chat_shared", "connected_website", "write_access_allowed", "passport_data",
    "proximity_alert_triggered", "boost_added", "chat_background_set", "forum_topic_created", "forum_topic_edited", "forum_topic_closed",
    "forum_topic_reopened", "general_forum_topic_hidden", "general_forum_topic_unhidden", "giveaway_created", "giveaway_completed",
    "video_chat_scheduled", "video_chat_started", "video_chat_ended", "video_chat_participants_invited", "web_app_data",
))
# fmt: on
FILES: tuple[tuple[str, MediaKind], ...] = (
    ("voice", "voice"),
    ("audio", "audio"),
    ("video", "video"),
    ("video_note", "video"),
    ("document", "document"),
)
ROOMS = ("private", "group", "supergroup", "channel")
GONE = ("kicked", "left")


def parse(raw: bytes, *, account: str, username: str = "") -> list[Incoming]:
    """Read one update.

    `username` is our bot's name: a command meant for another bot is nothing to us. Posts of channels, words of bots and
    updates of unknown kinds give []. A press carries no time of its own: its `at` is that of the message it stands under.
    Raises ValueError for junk (FAULTS M6), never anything else."""
    update = loads(raw)
    if not isinstance(update, dict):
        raise ValueError("an update that is not an object")  # noqa: TRY004 - junk of any kind is a ValueError
    if "message" in update:
        message = part(update, "message")
        return in_group(of_message(message, account, username), message, account, username)
    if "edited_message" in update:
        return [one for one in of_edit(part(update, "edited_message"), account) if one.peer.private]
    if "callback_query" in update:
        return of_press(part(update, "callback_query"), account)
    if "my_chat_member" in update:
        return of_membership(part(update, "my_chat_member"), account)
    return []


def of_message(message: dict[str, Any], account: str, username: str) -> list[Incoming]:
    """Read a new message."""
    peer = peer_in(message, account)
    base = None if peer is None else opening(message, peer, message.get("date"))
    if "migrate_to_chat_id" in message:
        mover = peer or Peer(channel="telegram", account=account, chat=str(whole(part(message, "chat"), "id")), user="", private=False)
        return [replace(opening(message, mover, message.get("date")), kind="moved", start=str(whole(message, "migrate_to_chat_id")))]
    if base is None or SILENT & message.keys():
        return []
    if "text" in message:
        return of_text(base, text(message, "text"), username)
    return [of_content(base, message)]


def in_group(found: list[Incoming], message: dict[str, Any], account: str, username: str) -> list[Incoming]:
    """What is said in a group goes no further than that somebody spoke to us: a command without its words, or "" for a mention and a
    reply. All else there is nothing to us, and private chats are left as they are."""
    kept = []
    for one in found:
        if one.peer.private or one.kind == "moved":
            kept.append(one)
        elif one.kind == "start" or (one.kind == "text" and one.text.startswith("/")):
            kept.append(replace(one, kind="text", text=one.text.split()[0] if one.kind == "text" else "/start", start="", replied=""))
        elif is_to_us(message, account, username):
            kept.append(Incoming(peer=one.peer, kind="text", at=one.at, message=one.message))
    return kept


def is_to_us(message: dict[str, Any], account: str, username: str) -> bool:
    """Tell whether a message mentions our bot or answers it."""
    replied = message.get("reply_to_message")
    writer = replied.get("from") if isinstance(replied, dict) else None
    if isinstance(writer, dict) and str(writer.get("id", "")) == account:
        return True
    words = f"{text(message, 'text', '')} {text(message, 'caption', '')}".casefold()
    return bool(username) and f"@{username.casefold()}" in words


def of_text(base: Incoming, words: str, username: str) -> list[Incoming]:
    """Tell commands from words: `/start payload` is a start, every other command stays text without the name of the bot."""
    command = COMMAND.match(words)
    if command is None:
        return [replace(base, kind="text", text=words)]
    name, to = command.group(1), command.group(2)
    if to and username and to.casefold() != username.casefold():
        return []
    rest = words[command.end() :]
    if name == "start":
        return [replace(base, kind="start", start=rest.strip()[:64])]
    return [replace(base, kind="text", text=f"/{name}{rest}")]


def of_content(base: Incoming, message: dict[str, Any]) -> Incoming:
    """Read what a message shows that is not words."""
    caption = text(message, "caption", "")
    if "animation" not in message:  # it also calls itself a document
        files = files_in(message)
        if files:
            return replace(base, kind="media", media=files, text=caption, album=line(message, "media_group_id", ""))
    if "venue" in message:
        venue = part(message, "venue")
        named = ", ".join(word for word in (line(venue, "title", ""), line(venue, "address", "")) if word)
        return replace(base, kind="location", place=place_in(part(venue, "location")), text=named)
    if "location" in message:
        return replace(base, kind="location", place=place_in(part(message, "location")))
    if "contact" in message:
        contact = part(message, "contact")
        if str(contact.get("user_id", "")) == base.peer.user:
            return replace(base, kind="contact", text=line(contact, "phone_number"))
    return replace(base, kind="unsupported", text=caption)


def of_edit(message: dict[str, Any], account: str) -> list[Incoming]:
    """Read a changed message. A moving live location and the like have no words and no files and are nothing to us."""
    peer = peer_in(message, account)
    if peer is None:
        return []
    base = opening(message, peer, message.get("edit_date", message.get("date")))
    files = () if "animation" in message else files_in(message)
    words = text(message, "text", "") or text(message, "caption", "")
    if not words and not files:
        return []
    return [replace(base, kind="edited", text=words, media=files, album=line(message, "media_group_id", ""))]


def of_press(query: dict[str, Any], account: str) -> list[Incoming]:
    """Read a tap on an inline button."""
    ack = line(query, "id")
    if "data" not in query or "message" not in query:
        return []
    message = part(query, "message")
    peer = peer_in({"from": query.get("from"), "chat": message.get("chat")}, account)
    if peer is None:
        return []
    at = moment(message.get("date", 0))
    return [Incoming(peer=peer, kind="press", at=at, press=line(query, "data"), ack=ack, message=str(whole(message, "message_id")))]


def of_membership(change: dict[str, Any], account: str) -> list[Incoming]:
    """Read a block or an unblock, or that we were taken out of a group; that we were put into one says nothing yet."""
    peer = peer_in(change, account)
    status = line(part(change, "new_chat_member"), "status")
    if peer is None or (not peer.private and status not in GONE):
        return []
    return [Incoming(peer=peer, kind="stopped" if status in GONE else "resumed", at=moment(change.get("date")))]


def peer_in(message: dict[str, Any], account: str) -> Peer | None:
    """Who speaks and where; None for channels and other bots."""
    chat = part(message, "chat")
    room = choice(chat, "type", ROOMS)
    where = str(whole(chat, "id"))
    if room == "channel":
        return None
    person = part(message, "from")
    who = str(whole(person, "id"))
    name = " ".join(word for word in (line(person, "first_name", ""), line(person, "last_name", "")) if word)
    lang = line(person, "language_code", "")
    if person.get("is_bot") is True:
        return None
    return Peer(channel="telegram", account=account, chat=where, user=who, name=name, lang=lang, private=room == "private")


def opening(message: dict[str, Any], peer: Peer, date: object) -> Incoming:
    """What every message has, still without its content."""
    replied = str(whole(part(message, "reply_to_message"), "message_id")) if "reply_to_message" in message else ""
    return Incoming(peer=peer, kind="unsupported", at=moment(date), message=str(whole(message, "message_id")), replied=replied)


def files_in(message: dict[str, Any]) -> tuple[Media, ...]:
    """The file of a message; of a photo's sizes the largest."""
    if "photo" in message:
        sizes = parts(message, "photo")
        if not sizes:
            raise ValueError("photo without sizes")
        best = max(sizes, key=lambda size: (whole(size, "width", 0) * whole(size, "height", 0), whole(size, "file_size", 0)))
        return (Media(kind="photo", ref=line(best, "file_id"), mime="image/jpeg", size=whole(best, "file_size", 0)),)
    for name, kind in FILES:
        if name in message:
            file = part(message, name)
            return (
                Media(
                    kind=kind,
                    ref=line(file, "file_id"),
                    name=line(file, "file_name", ""),
                    mime=line(file, "mime_type", ""),
                    size=whole(file, "file_size", 0),
                ),
            )
    return ()


def place_in(location: dict[str, Any]) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    return number(location, "latitude", 90), number(location, "longitude", 180)


def moment(date: object) -> datetime:
    """A time given in seconds since 1970, before the year 10000."""
    if isinstance(date, bool) or not isinstance(date, int) or not 0 <= date <= LAST_SECOND:
        raise ValueError("date")
    return datetime.fromtimestamp(date, UTC)
