"""Reads an update of the Zalo Bot Platform, wrapped as the documents show it or bare as it comes in practice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from bot.channels import zalo
from bot.channels.fields import line, loads, part, text, word_at
from bot.talk.incoming import Incoming, Media, Peer, Raw

CHANNEL: Final = "zalo_bot"
_PICTURES: Final = ("photo_url", "photo")
"""What practice and the documents call a picture's address."""


def bare(update: object) -> object:
    """The update itself, out of its wrapper `{ok, result}` where it has one."""
    inner = update.get("result") if isinstance(update, dict) and "event_name" not in update else None
    return inner if isinstance(inner, dict) else update


def raw_of(update: object, body: bytes, *, account: str) -> Raw:
    """An update as the inbox takes it, whichever way it came."""
    found = bare(update)
    event, number, chat = (word_at(found, *path) for path in (("event_name",), ("message", "message_id"), ("message", "chat", "id")))
    message = found.get("message") if isinstance(found, dict) else None
    words = [message.get(one) for one in ("text", "caption")] if isinstance(message, dict) else []
    return zalo.raw_of(CHANNEL, account, body, event=event, number=number, chat=chat, said=[word_at(message, "from", "id"), *words])


def of_body(body: bytes, *, account: str) -> Raw:
    """The update in the body of a call."""
    try:
        update = loads(body)
    except ValueError:
        update = None
    return raw_of(update, body, account=account)


def parse(raw: bytes, *, account: str) -> list[Incoming]:
    """Read one update. Events of unknown names, bots' words and what is said in groups without us give [].

    A message without content (`message.unsupported.received`: protected senders, links, other kinds) is `unsupported`, so that its
    sender is told another way. Raises ValueError for junk, never anything else."""
    update = bare(loads(raw))
    if not isinstance(update, dict):
        raise ValueError("an update that is not an object")  # noqa: TRY004 - junk of any kind is a ValueError
    event = line(update, "event_name")
    name = event.removeprefix("message.").removesuffix(".received")
    if event != f"message.{name}.received":
        return []
    message = part(update, "message")
    peer = _peer(message, account)
    if peer is None:
        return []
    base = Incoming(peer=peer, kind="unsupported", at=zalo.moment(message.get("date")), message=line(message, "message_id"))
    said = _said(base, name, message)
    return [said if peer.private else _in_group(said)]


def _in_group(said: Incoming) -> Incoming:
    """Of what is said in a group (the bot hears only what mentions or answers it) no more goes on than a command, or that somebody spoke
    to us."""
    command = next((word for word in said.text.split() if word.startswith("/")), "")
    return Incoming(peer=said.peer, kind="text", at=said.at, text=command, message=said.message)


def _said(base: Incoming, name: str, message: dict[str, Any]) -> Incoming:
    if name == "text":
        return replace(base, kind="text", text=text(message, "text"))
    if name == "image" and (url := next((line(message, one) for one in _PICTURES if message.get(one)), "")):
        return replace(base, kind="media", media=(Media(kind="photo", ref=url, mime="image/jpeg"),), text=text(message, "caption", ""))
    if name == "voice" and message.get("voice_url"):
        return replace(base, kind="media", media=(Media(kind="voice", ref=line(message, "voice_url"), mime="audio/aac"),))
    return base


def _peer(message: dict[str, Any], account: str) -> Peer | None:
    """Who speaks and where; None for bots. Ids are opaque words."""
    chat, person = part(message, "chat"), part(message, "from")
    if person.get("is_bot") is True:
        return None
    private = line(chat, "chat_type", "PRIVATE") == "PRIVATE"
    return Peer(channel=CHANNEL, account=account, chat=_id(chat), user=_id(person), name=line(person, "display_name", ""), private=private)


def _id(found: dict[str, Any]) -> str:
    value = line(found, "id")
    if not 1 <= len(value) <= 128:
        raise ValueError("id: not an id")
    return value
