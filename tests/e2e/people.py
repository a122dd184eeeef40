"""People with a phone or a browser: what they see, and what they do about it, the same on every channel."""

from __future__ import annotations

import json
import re
import time
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Protocol, TypeVar

from PIL import Image
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bot.domain import codes
from tests.e2e.program import PATIENCE, Program
from tests.fakes.telegram_client import Citizen
from tests.fakes.zalo_bot_client import ZaloPerson
from tests.fakes.zalo_oa_client import OaPerson

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A message of the program as it stands on the screen now. `buttons`: label -> what pressing it sends."""

    key: int
    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    files: int = 0


class Person(Protocol):
    """What a story needs of someone. `patience`: seconds until they give up waiting; `sees_changes`: whether their app changes messages
    that were shown before."""

    patience: float
    sees_changes: bool

    def bubbles(self, after: int = 0) -> Sequence[Bubble]:
        """The program's messages newer than `after`, oldest first."""

    def say(self, text: str) -> Any:
        """Write."""

    def open_link(self, payload: str) -> Any:
        """Come by the link of a poster or an invite."""

    def send_photos(self, *photos: bytes) -> Any:
        """Send photos together."""

    def send_voice(self, data: bytes) -> Any:
        """Send a voice note."""

    def push(self, bubble: Bubble, label: str) -> Any:
        """Press a button that is seen."""

    def wait(self) -> None:
        """Let a moment pass, taking in what comes."""


def until(person: Person, look: Callable[[Sequence[Bubble]], T | None], what: str, *, after: int = 0) -> T:
    """Wait until the person sees it among what is newer than `after`."""
    end = time.monotonic() + person.patience
    while True:
        if found := look(person.bubbles(after)):
            return found
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}; on the screen: {[one.text for one in person.bubbles()]}")
        person.wait()


def newest(person: Person) -> int:
    """The number of the newest message; what comes later has a higher one."""
    return max((one.key for one in person.bubbles()), default=0)


def hears(person: Person, *words: str, times: int = 1, after: int = 0) -> str:
    """Wait until `times` messages newer than `after` hold all these words; returns the newest of them."""

    def look(seen: Sequence[Bubble]) -> str | None:
        found = [one.text for one in seen if all(word in one.text for word in words)]
        return found[-1] if len(found) >= times else None

    return until(person, look, f"{times} x {words}", after=after)


def press(person: Person, label: str, *, under: str = "", after: int = 0) -> None:
    """Press the newest button of this label under a message newer than `after` that holds these words, waiting until it is there."""

    def look(seen: Sequence[Bubble]) -> Bubble | None:
        return next((one for one in reversed(seen) if label in one.buttons and under in one.text), None)

    person.push(until(person, look, f"the button {label!r} under {under!r}", after=after), label)


def code_of(person: Person, *, after: int = 0) -> str:
    """The newest tracking code on the screen, waiting for it."""
    text = hears(person, "Mã tra cứu:", after=after)
    found = codes.find(text)
    assert found, text
    return found


def photo(colour: str = "green", size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG that tells where and with what it was taken."""
    exif = Image.Exif()
    exif[0x010F] = "MAY-ANH-BI-MAT"
    exif[0x8825] = {1: "N", 2: (22.0, 8.0, 0.0), 3: "E", 4: (105.0, 50.0, 0.0)}
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


@dataclass(slots=True)
class Phone:
    """Someone on Telegram, who looks at the screen again after every `pause`."""

    citizen: Citizen
    patience: float = PATIENCE
    pause: float = 0.02
    sees_changes: bool = True

    def bubbles(self, after: int = 0) -> list[Bubble]:
        """What the platform shows in the chat."""
        return [_bubble(message) for message in self.citizen.messages(after=after)]

    def say(self, text: str) -> int:
        """Write; the message's number."""
        return self.citizen.say(text)

    def open_link(self, payload: str) -> None:
        """A t.me link."""
        self.citizen.start(payload)

    def send_photos(self, *photos: bytes) -> None:
        """An album, or one photo."""
        if len(photos) == 1:
            self.citizen.photo(photos[0])
        else:
            self.citizen.album(photos)

    def send_voice(self, data: bytes) -> None:
        """A voice note."""
        self.citizen.voice(data)

    def push(self, bubble: Bubble, label: str) -> None:
        """A tap, under that very message; where a live card changed under the finger, nothing happens."""
        self.citizen.tap(label, message=bubble.key)

    def wait(self) -> None:
        """A moment."""
        time.sleep(self.pause)


def _bubble(message: dict[str, Any]) -> Bubble:
    keys = [key for row in message.get("reply_markup", {}).get("inline_keyboard", []) for key in row]
    return Bubble(
        key=message["message_id"],
        text=message.get("text", message.get("caption", "")),
        buttons={key["text"]: key.get("callback_data", key.get("url", "")) for key in keys},
        files=sum(kind in message for kind in ("photo", "voice", "document", "video", "audio")),
    )


_NUMBERED = re.compile(r"(\d{1,2})\. (.+)")


@dataclass(slots=True)
class Zalo:
    """Someone on Zalo, who has no buttons and answers with numbers. `chat` is theirs with the bot or with the official account."""

    chat: ZaloPerson | OaPerson
    patience: float = PATIENCE
    pause: float = 0.02
    sees_changes: bool = False

    def bubbles(self, after: int = 0) -> list[Bubble]:
        """What the platform shows in the chat."""
        found = enumerate(self.chat.messages(), 1)
        return [
            Bubble(key=key, text=one.get("text", ""), buttons=_menu(one.get("text", "")), files=int("text" not in one or "photo" in one))
            for key, one in found if key > after
        ]  # fmt: skip

    def say(self, text: str) -> str:
        """Write."""
        return self.chat.say(text)

    def open_link(self, payload: str) -> None:
        """There are no links: the code is typed."""
        self.chat.say(payload)

    def send_photos(self, *photos: bytes) -> None:
        """One after the other."""
        for data in photos:
            self.chat.file("image", data)

    def send_voice(self, data: bytes) -> None:
        """A voice note."""
        self.chat.file("voice" if isinstance(self.chat, ZaloPerson) else "audio", data)

    def push(self, bubble: Bubble, label: str) -> None:
        """The number, where the menu is the newest; else the words."""
        newest_menu = max(one.key for one in self.bubbles() if one.buttons)
        self.chat.say(bubble.buttons[label] if bubble.key == newest_menu else label)

    def wait(self) -> None:
        """A moment."""
        time.sleep(self.pause)


def _menu(text: str) -> dict[str, str]:
    """The numbered lines at the end of a message: label -> number."""
    _, _, menu = text.rpartition("\n\n")
    found = [_NUMBERED.fullmatch(line) for line in menu.split("\n")]
    return {one[2]: one[1] for one in found if one}


@dataclass(slots=True)
class Browser:
    """Someone with the web chat, who speaks the page's own frames: what was not acknowledged is sent again after a new connection."""

    program: Program
    patience: float = PATIENCE
    sees_changes: bool = True
    cookie: str = ""
    socket: ClientConnection | None = None
    lines: dict[int, dict[str, Any]] = field(default_factory=dict)  # first seq -> the newest frame of the line
    came: list[int] = field(default_factory=list)  # the number of every line that came, in the order of coming
    after: int = 0
    said: int = 0
    unsent: list[dict[str, Any]] = field(default_factory=list)  # what the server has not confirmed, oldest first
    under_way: bool = False
    not_before: float = 0.0
    closing: ExitStack = field(default_factory=ExitStack)

    def open(self) -> Browser:
        """Load the page for its cookie, then open the socket and ask for what is new."""
        if not self.cookie:
            with urllib.request.urlopen(self.program.url + "/", timeout=PATIENCE) as answer:
                self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.close()
        address = self.program.url.replace("http", "ws", 1) + "/chat"
        opening = connect(address, additional_headers={"Cookie": self.cookie}, origin=Origin(self.program.url), max_size=None)
        self.socket = self.closing.enter_context(opening)
        self.socket.send(json.dumps({"type": "resume", "after": self.after}))
        self.under_way = False
        self._flush()
        return self

    def close(self) -> None:
        """Leave the page."""
        self.socket = None
        self.closing.close()

    def reload(self) -> None:
        """Load the page again: everything on the screen is forgotten and comes back from the server."""
        self.close()
        self.after = 0
        self.lines.clear()
        self.open()

    def bubbles(self, after: int = 0) -> list[Bubble]:
        """The program's lines on the page, oldest first (a changed card stays where it was)."""
        self._read(0)
        lines = [line for _, line in sorted(self.lines.items()) if line.get("from") == "bot" and line["seq"] > after]
        return [
            Bubble(
                key=line["seq"], text=line["text"], files=len(line.get("files", ())),
                buttons={one["label"]: one.get("data", one.get("url", "")) for row in line.get("buttons", ()) for one in row},
            )
            for line in lines
        ]  # fmt: skip

    def say(self, text: str) -> None:
        """Type a message."""
        self._send({"type": "text", "text": text})

    def open_link(self, payload: str) -> None:
        """Open the page by a link."""
        self._send({"type": "start", "data": payload})

    def send_photos(self, *photos: bytes) -> None:
        """Upload photos, then say that they are one album."""
        album = f"album{self.said}" if len(photos) > 1 else ""
        for data in photos:
            self._send({"type": "file", "file_id": self.upload(data, "anh.jpg", "image/jpeg"), "album": album})

    def send_voice(self, data: bytes) -> None:
        """Upload what was recorded."""
        self._send({"type": "file", "file_id": self.upload(data, "ghi-am.ogg", "audio/ogg", kind="voice")})

    def push(self, bubble: Bubble, label: str) -> None:
        """Press a button."""
        self._send({"type": "tap", "text": label, "data": bubble.buttons[label]})

    def wait(self) -> None:
        """Read what comes."""
        self._read(0.2)

    def upload(self, data: bytes, name: str, mime: str, *, kind: str = "") -> str:
        """Bring a file up; the id it was given."""
        edge = "edge-of-a-part"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {mime}\r\n\r\n'
        told = f'\r\n--{edge}\r\nContent-Disposition: form-data; name="kind"\r\n\r\n{kind}'
        request = urllib.request.Request(
            self.program.url + "/upload", data=head.encode() + data + f"{told}\r\n--{edge}--\r\n".encode(),
            headers={"Cookie": self.cookie, "Origin": self.program.url, "Content-Type": f"multipart/form-data; boundary={edge}"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return str(json.load(answer)["file_id"])

    def _read(self, seconds: float) -> None:
        """Take in the frames that are there, waiting so long for the first; a cut connection is opened anew when the server is back."""
        if self.socket is None:
            self._wait_and_open()
            return
        self._flush()
        try:
            while self.socket is not None:
                self._take(json.loads(self.socket.recv(timeout=seconds)))
                seconds = 0
        except TimeoutError:
            pass
        except ConnectionClosed:
            self._wait_and_open()

    def _wait_and_open(self) -> None:
        self.socket = None
        try:
            self.open()
        except (OSError, EOFError, InvalidHandshake, InvalidMessage, ConnectionClosed):
            self.socket = None
            time.sleep(0.05)

    def _take(self, frame: dict[str, Any]) -> None:
        if "refused" in frame:
            raise AssertionError(f"the server refused {frame}")
        if "slow" in frame:
            self.not_before = time.monotonic() + frame["after"]
            self.under_way = False
        if self.unsent and frame.get("ack") == self.unsent[0]["id"]:
            self.unsent.pop(0)
            self.under_way = False
            self._flush()
        if frame.get("reset"):
            self.lines.clear()
        if "seq" not in frame or "text" not in frame:
            return
        self.came.append(frame["seq"])
        self.after = max(self.after, frame["seq"])
        self.lines[frame.get("edit_of", frame["seq"])] = frame

    def _send(self, frame: dict[str, Any]) -> None:
        self.said += 1
        self.unsent.append({"id": f"e{self.said}", **frame})
        self._flush()

    def _flush(self) -> None:
        """Send the first message that is not confirmed, unless it is on its way."""
        if self.socket is None or self.under_way or not self.unsent or time.monotonic() < self.not_before:
            return
        try:
            self.socket.send(json.dumps(self.unsent[0]))
            self.under_way = True
        except ConnectionClosed:
            self._wait_and_open()
