"""The frames of the web chat: what a browser may say, and what is made of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, get_args

from bot.channels.fields import choice, line, loads, part, text, whole
from bot.talk.incoming import Incoming, Kind, Media, MediaKind, Peer
from bot.talk.rendered import Rendered
from storage.webchat import ACCOUNT, CHANNEL, Line
from storage.webchat_files import Stored
from storage.work import moment

TEXT_MAX = 10_000
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LABEL_MAX = 300
_SEQ_MAX = 2**53

Type = Literal["text", "tap", "file", "location", "start"]
_KINDS: Final[Mapping[str, Kind]] = {"text": "text", "tap": "press", "file": "media", "location": "location", "start": "start"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something the visitor did, under the browser's own id for it."""

    id: str
    type: Type
    text: str = ""
    data: str = ""
    file: str = ""
    album: str = ""
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The browser shows everything up to `after` and asks for the rest."""

    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The visitor has looked at everything up to `seq`."""

    seq: int


def read(frame: str) -> Said | Resume | Seen:
    """Read a browser's frame. Raises ValueError for anything that our page would not send."""
    try:
        given = json.loads(frame)
    except RecursionError as deep:
        raise ValueError("nested too deep") from deep
    if not isinstance(given, dict):
        raise ValueError("not an object")  # noqa: TRY004 - one kind of error for all that our page would not send
    if "seen" in given:
        return Seen(seq=_number(given, "seen"))
    if given.get("type") == "resume":
        return Resume(after=_number(given, "after"))
    return _said(given)


def _said(given: Mapping[str, Any]) -> Said:
    kind = given.get("type")
    if not isinstance(kind, str) or kind not in _KINDS:
        raise ValueError("unknown type")
    said = Said(
        id=_word(given, "id"),
        type=cast("Type", kind),
        text=_text(given, _LABEL_MAX if kind == "tap" else TEXT_MAX),
        data=_word(given, "data", needed=kind == "tap", pattern=r"[A-Za-z0-9_:.\-]{1,64}"),
        file=_word(given, "file_id", needed=kind == "file"),
        album=_word(given, "album", needed=False),
        place=_place(given) if kind == "location" else None,
    )
    if kind == "text" and not said.text.strip():
        raise ValueError("nothing said")
    return said


def _number(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _SEQ_MAX:
        raise ValueError(f"{name} is not a number of ours")
    return value


def _word(given: Mapping[str, Any], name: str, *, needed: bool = True, pattern: str = _ID.pattern) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or (not value and needed) or (value and not re.fullmatch(pattern, value)):
        raise ValueError(f"{name} is not a word of ours")
    return value


def _text(given: Mapping[str, Any], most: int) -> str:
    value = given.get("text", "")
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("text is missing or too long")
    return "".join(one for one in value if one != "\0" and not "\ud800" <= one <= "\udfff")


def _place(given: Mapping[str, Any]) -> tuple[float, float]:
    value = given.get("place")
    if not isinstance(value, list) or len(value) != 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in value):
        raise ValueError("place is not two numbers")
    latitude, longitude = float(value[0]), float(value[1])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("place is not on earth")
    return latitude, longitude


def own_line(said: Said, stored: Stored | None) -> dict[str, Any]:
    """What the visitor's own message looks like in the history."""
    line: dict[str, Any] = {"from": "me", "text": said.text}
    if stored is not None:
        line["files"] = [file_facts(stored)]
    if said.place is not None:
        line["place"] = list(said.place)
    return line


def bot_line(message: Rendered, files: list[Stored]) -> dict[str, Any]:
    """What our message looks like in the history."""
    line: dict[str, Any] = {"from": "bot", "text": message.text}
    if message.rows:
        line["buttons"] = [
            [{"label": tap.label, "url": tap.url} if tap.url else {"label": tap.label, "data": tap.data} for tap in row]
            for row in message.rows
        ]
    if files:
        line["files"] = [file_facts(one) for one in files]
    if message.asks.startswith("location"):
        line["asks"] = "location"
    return line


def file_facts(file: Stored) -> dict[str, Any]:
    """What a browser is told about a file."""
    return {"id": file.id, "kind": file.kind, "name": file.name, "size": file.size}


def line_frame(line: Line) -> dict[str, Any]:
    """A line as it goes to the browser."""
    frame: dict[str, Any] = {"seq": line.seq, **line.frame}
    if line.first != line.seq:
        frame["edit_of"] = line.first
    if line.id:
        frame["id"] = line.id
    return frame


def body(visitor: str, at: int, said: Said, stored: Stored | None) -> bytes:
    """The raw update. The same message sent again gives the same bytes: `at` is when it was first heard, in microseconds."""
    raw: dict[str, Any] = {"visitor": visitor, "at": at, "id": said.id, "type": said.type}
    optional = {"text": said.text, "data": said.data, "album": said.album, "place": list(said.place) if said.place else None}
    raw.update({name: value for name, value in optional.items() if value})
    if stored is not None:
        raw["file"] = {"ref": stored.id, "kind": stored.kind, "name": stored.name, "mime": stored.mime, "size": stored.size}
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(raw: bytes) -> list[Incoming]:
    """Read a raw update back. Raises ValueError for junk."""
    given = loads(raw)
    if not isinstance(given, dict):
        raise ValueError("not an update of the web chat")  # noqa: TRY004 - junk of any kind is a ValueError
    visitor, at, type_ = line(given, "visitor"), whole(given, "at"), choice(given, "type", tuple(_KINDS))
    data = line(given, "data", "")
    try:
        spoken_at = moment(at)
    except OverflowError as junk:
        raise ValueError("at: not a time") from junk
    return [
        Incoming(
            peer=Peer(channel=CHANNEL, account=ACCOUNT, chat=visitor, user=visitor), kind=_KINDS[type_], at=spoken_at,
            text=text(given, "text", ""), press=data if type_ == "tap" else "", start=data if type_ == "start" else "",
            media=(_media(part(given, "file")),) if "file" in given else (), message=str(at), album=line(given, "album", ""),
            ack=line(given, "id") if type_ == "tap" else "", place=_place(given) if "place" in given else None,
        )
    ]  # fmt: skip


def _media(file: dict[str, Any]) -> Media:
    kind = cast("MediaKind", choice(file, "kind", get_args(MediaKind)))
    size = whole(file, "size")
    if size < 0:
        raise ValueError("size: less than nothing")
    return Media(kind=kind, ref=line(file, "ref"), name=line(file, "name"), mime=line(file, "mime"), size=size)
