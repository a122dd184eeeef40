"""What a person sent, in the words of no channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal[
    "text",  # words
    "press",  # a button of ours, by its id
    "media",  # one or more files, perhaps with a caption in text
    "location",
    "contact",  # a phone number shared by its owner, in text
    "start",  # a deep link or the first contact, payload in start
    "edited",  # an earlier message changed, its new words in text
    "stopped",  # the person blocked us or left
    "resumed",  # the person unblocked us or came back
    "moved",  # the chat has a new id, in start
    "unsupported",  # something we cannot read; the person is told another way
]
MediaKind = Literal["photo", "voice", "audio", "video", "document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An update as the platform handed it over, before anyone read it.

    `key` is the platform's own name for it (for removing repetitions), `chat` the chat whose order must be kept
    (empty where it could not be told). Of one key only what is the `same` is a repetition: all of the body where that is empty."""

    channel: str
    account: str
    key: str
    chat: str
    body: bytes
    same: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Where a message comes from: all ids are strings, whatever the platform says."""

    channel: str
    account: str  # which of our accounts on that channel heard it
    chat: str
    user: str
    name: str = ""
    lang: str = ""
    private: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A file that stays with the platform until it is fetched. `ref` is what `Channel.fetch` needs; `size` in bytes, 0 if unknown."""

    kind: MediaKind
    ref: str
    name: str = ""
    mime: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One thing that a person did. `message` and `replied` are platform message ids; `ack` is what a toast must name."""

    peer: Peer
    kind: Kind
    at: datetime
    text: str = ""
    press: str = ""
    start: str = ""
    media: tuple[Media, ...] = ()
    message: str = ""
    replied: str = ""
    album: str = ""
    ack: str = ""
    place: tuple[float, float] | None = None  # latitude, longitude in degrees
