"""What goes over the wire: words, taps and files, and how a wire may fail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

FileKind = Literal["photo", "voice", "audio", "video", "document"]
EVERY_FILE: Final[tuple[FileKind, ...]] = get_args(FileKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caps:
    """What a channel can do. `buttons` is how many it shows under a message (0: a numbered menu stands in), `files_out` what kinds of
    files it carries, `papers_out` with which endings where it is choosy, `file_max` with how many bytes (0: what we keep): of the others
    the words say where to get them. `knocks`: where a message may not leave before its reader writes, a short word may ask them to."""

    text_max: int
    buttons: int
    edit: bool
    deep_link: bool
    voice_in: bool
    location_in: bool
    files_out: tuple[FileKind, ...]
    commands: bool
    papers_out: tuple[str, ...] = ()
    file_max: int = 0
    knocks: bool = False

    def carries(self, kind: FileKind, name: str, size: int = 0) -> bool:
        """Whether a file gets through; a picture is made to fit."""
        if kind not in self.files_out:
            return False
        if kind == "photo":
            return True
        return (not self.papers_out or name.lower().endswith(self.papers_out)) and not 0 < self.file_max < size


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    """A button with its words. `data` comes back when it is pressed; `url` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A stored file on its way out; `size` in bytes, 0 if unknown. `instead` is said where it does not get through."""

    kind: FileKind
    path: Path
    name: str
    mime: str
    size: int = 0
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knock:
    """A word that asks a silent reader to write: its head, what to do, and the number of what waits with its name."""

    head: str
    text: str
    label: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One message for one chat.

    `edits` is the platform id of the message to change instead of sending anew. `ack` makes it a toast on a press
    (text may be empty). `commands` makes it a change of the chat's command menu: (name, description).
    `asks` is `location` or `contact` with the label of the key that shares it: "contact Để lại số điện thoại".
    `knock` is what may be sent in its place where the platform's window is closed. `parcel` is the same for all tries to send it, and of
    no other message; 0 where it is tried once."""

    text: str
    rows: tuple[tuple[Tap, ...], ...] = ()
    files: tuple[File, ...] = ()
    edits: str = ""
    ack: str = ""
    commands: tuple[tuple[str, str], ...] = ()
    asks: str = ""
    knock: Knock | None = None
    parcel: int = 0


FailKind = Literal[
    "unsent",  # it never left: try again freely
    "unknown",  # perhaps delivered: try again, a copy may appear
    "busy",  # the platform asks for a pause of `after` seconds
    "gone",  # the person blocked us or does not exist: stop
    "moved",  # the chat has the id `moved` now
    "window",  # the platform's time window for writing to this person is closed
    "quota",  # our allowance is used up
    "rejected",  # this message will never be taken
    "auth",  # our token is not accepted: the whole channel pauses
]


class SendFailed(Exception):
    """A send that did not succeed. `after` in seconds; `moved` the new chat id."""

    def __init__(self, kind: FailKind, why: str = "", *, after: float = 0.0, moved: str = "") -> None:
        super().__init__(f"{kind}: {why}")
        self.kind: FailKind = kind
        self.why = why
        self.after = after
        self.moved = moved
