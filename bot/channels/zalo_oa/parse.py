"""Reads an event of a Zalo Official Account."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from bot.channels import zalo
from bot.channels.fields import line, loads, part, parts, text, word_at
from bot.talk.incoming import Incoming, Media, MediaKind, Peer, Raw

CHANNEL: Final = "zalo_oa"
_SENT: Final = "user_send_"
_IN_GROUP: Final = "user_send_group"
_FILES: Final[dict[str, tuple[MediaKind, str]]] = {
    "image": ("photo", "image/jpeg"), "gif": ("photo", "image/gif"), "audio": ("voice", "audio/aac"), "video": ("video", "video/mp4"),
    "file": ("document", ""),
}  # fmt: skip
"""event -> the kind of its attachment and how it is packed."""


def of_body(body: bytes, *, account: str) -> Raw:
    """The event in the body of a call."""
    try:
        event = loads(body)
    except ValueError:
        event = None
    name, number, follower, stamp = (
        word_at(event, *path) for path in (("event_name",), ("message", "msg_id"), ("follower", "id"), ("timestamp",))
    )
    if follower and stamp:  # follow and unfollow have no message
        number = number or f"{follower}@{stamp}"
    message = event.get("message") if isinstance(event, dict) else None
    words = message.get("text") if isinstance(message, dict) else None
    return zalo.raw_of(CHANNEL, account, body, event=name, number=number, chat=_chat(event), said=words)


def _chat(event: object) -> str:
    """The person whose order must be kept: who sent, follows, or was written to."""
    if word_at(event, "event_name").startswith("oa_send"):
        return word_at(event, "recipient", "id")
    return word_at(event, "sender", "id") or word_at(event, "follower", "id")


def parse(raw: bytes, *, account: str) -> list[Incoming]:
    """Read one event. Our own messages come back as `oa_send_*` and are nothing to us, as is that one was seen, and what is said in
    groups, where we do not speak.

    Raises ValueError for junk, never anything else."""
    event = loads(raw)
    if not isinstance(event, dict):
        raise ValueError("an event that is not an object")  # noqa: TRY004 - junk of any kind is a ValueError
    name = line(event, "event_name")
    if name in ("follow", "unfollow"):
        peer = _peer(part(event, "follower"), account)
        return [Incoming(peer=peer, kind="resumed" if name == "follow" else "stopped", at=zalo.moment(event.get("timestamp")))]
    if not name.startswith(_SENT) or name.startswith(_IN_GROUP):
        return []
    message = part(event, "message")
    peer, at = _peer(part(event, "sender"), account), zalo.moment(event.get("timestamp"))
    base = Incoming(peer=peer, kind="unsupported", at=at, message=line(message, "msg_id"))
    return [_said(base, name.removeprefix(_SENT), message)]


def _said(base: Incoming, name: str, message: dict[str, Any]) -> Incoming:
    words = text(message, "text", "")
    if name in ("text", "link") and words:
        return replace(base, kind="text", text=words)
    if name == "location":
        place = part(part(parts(message, "attachments")[0], "payload"), "coordinates") if message.get("attachments") else {}
        return replace(base, kind="location", place=(_degrees(place, "latitude", 90), _degrees(place, "longitude", 180)), text=words)
    if name in _FILES and message.get("attachments"):
        return replace(base, kind="media", media=tuple(_file(name, one) for one in parts(message, "attachments")), text=words)
    return replace(base, text=words)


def _file(name: str, attachment: dict[str, Any]) -> Media:
    kind, mime = _FILES[name]
    payload = part(attachment, "payload")
    size = payload.get("size")
    return Media(
        kind=kind, ref=line(payload, "url"), name=line(payload, "name", ""), mime=line(payload, "type", "") if name == "file" else mime,
        size=int(size) if isinstance(size, str) and size.isdecimal() and len(size) < 12 else 0,
    )  # fmt: skip


def _peer(person: dict[str, Any], account: str) -> Peer:
    found = line(person, "id")
    if not 1 <= len(found) <= 64:
        raise ValueError("id: not an id")
    return Peer(channel=CHANNEL, account=account, chat=found, user=found)


def _degrees(place: dict[str, Any], name: str, most: float) -> float:
    """A number that the platform writes as text."""
    value = place.get(name)
    try:
        found = float(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else 1e9
    except ValueError:
        found = 1e9
    if not -most <= found <= most:
        raise ValueError(f"{name}: not a number in range")
    return found
