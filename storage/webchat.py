"""What a browser shows: the lines of one visitor's web chat, by a rising number, sealed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage import people
from storage.work import Work, micros

CHANNEL = "webchat"
ACCOUNT = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it stands now. `first` is its lasting name, `seq` rises whenever it changes."""

    first: int
    seq: int
    id: str
    frame: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How far a chat goes, how far it was seen, and up to where a browser must forget what it shows."""

    last: int
    seen: int
    cleared: int


def index(work: Work, visitor: str) -> str:
    """The blind index of a visitor; equal to the `chat_index` of the visitor's account."""
    return people.index(work, CHANNEL, ACCOUNT, visitor)


def add(work: Work, chat: str, frame: Mapping[str, Any], at: datetime) -> int:
    """Append a line; returns its number, which is also its message id."""
    return _insert(work, chat, frame, at, id="", shown=True)


def heard(work: Work, chat: str, id: str, frame: Mapping[str, Any], at: datetime, *, shown: bool = True) -> Line:
    """Append what the visitor sent, once for each id of the browser's; returns the line as it was the first time."""
    row = work.one("SELECT first, seq, id, frame FROM webchat_line WHERE chat = :c AND id = :id", c=chat, id=id)
    if row is not None:
        return _line(work, chat, row)
    number = _insert(work, chat, frame, at, id=id, shown=shown)
    return Line(first=number, seq=number, id=id, frame=frame)


def change(work: Work, chat: str, message: str, frame: Mapping[str, Any], at: datetime) -> bool:
    """Put new words into a line, in its place; False when there is no such line."""
    first = int(message) if message.isascii() and message.isdigit() and len(message) < 19 else 0
    if not work.one("SELECT 1 FROM webchat_line WHERE chat = :c AND first = :f AND id = ''", c=chat, f=first):
        return False
    work.do(
        "UPDATE webchat_line SET frame = :x, seq = :s WHERE chat = :c AND first = :f",
        x=_seal(work, chat, frame), s=_next(work, chat, at), c=chat, f=first,
    )  # fmt: skip
    return True


def after(work: Work, chat: str, seq: int, limit: int = 200) -> list[Line]:
    """What is new or changed since a number, in the order of the numbers."""
    rows = work.all(
        "SELECT first, seq, id, frame FROM webchat_line WHERE chat = :c AND seq > :s AND shown = 1 ORDER BY seq LIMIT :n",
        c=chat, s=seq, n=limit,
    )  # fmt: skip
    return [_line(work, chat, row) for row in rows]


def newest(work: Work, chat: str, limit: int = 300) -> list[Line]:
    """The last lines in the order in which they first came, for a browser that shows nothing yet."""
    rows = work.all(
        "SELECT first, seq, id, frame FROM webchat_line WHERE chat = :c AND shown = 1 ORDER BY first DESC LIMIT :n", c=chat, n=limit
    )
    return [_line(work, chat, row) for row in reversed(rows)]


def marks(work: Work, chat: str) -> Marks:
    """Where a chat stands."""
    row = work.one("SELECT last, seen, cleared FROM webchat WHERE chat = :c", c=chat) or (0, 0, 0)
    return Marks(last=row[0], seen=row[1], cleared=row[2])


def mark_seen(work: Work, chat: str, seq: int) -> None:
    """The browser has shown everything up to `seq`."""
    work.do("UPDATE webchat SET seen = :s WHERE chat = :c AND seen < :s AND :s <= last", s=seq, c=chat)


def seen(work: Work, chat: str) -> int:
    """Up to which number the visitor has seen the chat."""
    return marks(work, chat).seen


def is_seen(work: Work, chat: str, message: str) -> bool:
    """Whether a message was shown to the visitor in its present words."""
    if not message.isascii() or not message.isdigit():
        return False
    row = work.one(
        "SELECT 1 FROM webchat_line l JOIN webchat w ON w.chat = l.chat WHERE l.chat = :c AND l.first = :f AND l.seq <= w.seen",
        c=chat, f=int(message),
    )  # fmt: skip
    return row is not None


def erase(work: Work, chat: str) -> None:
    """Forget every line and file. Files on disk follow with `webchat_files.orphans`; open pages empty themselves."""
    work.do("DELETE FROM webchat_line WHERE chat = :c", c=chat)
    work.do("UPDATE webchat_file SET chat = '', name = :none WHERE chat = :c", none=b"", c=chat)
    _clear(work, chat)


def part(work: Work, chat: str, goes: str) -> None:
    """The browser is somebody else's from now on: it shows nothing of what was said, and the files belong to another lane."""
    work.do("DELETE FROM webchat_line WHERE chat = :c", c=chat)
    work.do("UPDATE webchat_file SET chat = :g WHERE chat = :c", g=goes, c=chat)
    _clear(work, chat)


def rebind(work: Work, old: str, new: str, at: datetime) -> None:
    """Move the history of one visitor id to another: the person came back. Message ids stay what they were."""
    if old == new:
        return
    for (first,) in work.all("SELECT first FROM webchat_line WHERE chat = :c ORDER BY first", c=old):
        _move(work, old, new, int(first), at)
    work.do("UPDATE webchat_file SET chat = :n WHERE chat = :o", n=new, o=old)
    _clear(work, old)
    work.do(
        "INSERT INTO webchat (chat, last, moved) VALUES (:o, 0, :n) ON CONFLICT (chat) DO UPDATE SET moved = excluded.moved", o=old, n=new
    )
    work.do("UPDATE webchat SET moved = '' WHERE chat = :n", n=new)
    _next(work, new, at)
    _clear(work, new)


def whereabouts(work: Work, chat: str) -> str:
    """Where a chat's history is now: what was on its way when the person came back elsewhere is written there."""
    row = work.one("SELECT moved FROM webchat WHERE chat = :c", c=chat)
    return whereabouts(work, row[0]) if row and row[0] else chat


def _clear(work: Work, chat: str) -> None:
    """Whatever shows an earlier number than this must begin anew."""
    work.do("UPDATE webchat SET last = last + 1, cleared = last + 1, seen = 0 WHERE chat = :c", c=chat)


def _move(work: Work, old: str, new: str, first: int, at: datetime) -> None:
    """Seal a line anew under its new owner. Two lines made in one microsecond: the one that moves gets a new number."""
    row = work.one("SELECT seq, id, frame, shown FROM webchat_line WHERE chat = :c AND first = :f", c=old, f=first)
    if row is None:
        return
    work.do("DELETE FROM webchat_line WHERE chat = :c AND first = :f", c=old, f=first)
    taken = work.one("SELECT 1 FROM webchat_line WHERE chat = :c AND (first IN (:f, :s) OR seq IN (:f, :s))", c=new, f=first, s=row[0])
    number, seq = (first, row[0]) if not taken else (_next(work, new, at),) * 2
    work.do(
        "INSERT INTO webchat_line (chat, first, seq, id, shown, frame) VALUES (:c, :f, :s, :id, :shown, :x) ON CONFLICT DO NOTHING",
        c=new, f=number, s=seq, id=row[1], shown=row[3], x=_seal(work, new, _open(work, old, row[2])),
    )  # fmt: skip


def _insert(work: Work, chat: str, frame: Mapping[str, Any], at: datetime, *, id: str, shown: bool) -> int:
    number = _next(work, chat, at)
    work.do(
        "INSERT INTO webchat_line (chat, first, seq, id, shown, frame) VALUES (:c, :n, :n, :id, :shown, :x)",
        c=chat, n=number, id=id, shown=int(shown), x=_seal(work, chat, frame),
    )  # fmt: skip
    return number


def _next(work: Work, chat: str, at: datetime) -> int:
    """The next number: the time in microseconds, so that ids stay apart when two histories are joined, and always rising."""
    row = work.one(
        "INSERT INTO webchat (chat, last) VALUES (:c, :t) ON CONFLICT (chat) DO UPDATE"
        " SET last = CASE WHEN webchat.last >= :t THEN webchat.last + 1 ELSE :t END RETURNING last",
        c=chat, t=micros(at),
    )  # fmt: skip
    return int(row[0]) if row else 0


def _seal(work: Work, chat: str, frame: Mapping[str, Any]) -> bytes:
    return work.keys.seal_service(json.dumps(frame, ensure_ascii=False, separators=(",", ":")).encode(), chat.encode())


def _open(work: Work, chat: str, sealed: bytes) -> dict[str, Any]:
    opened: dict[str, Any] = json.loads(work.keys.open_service(sealed, chat.encode()))
    return opened


def _line(work: Work, chat: str, row: tuple[Any, ...]) -> Line:
    return Line(first=row[0], seq=row[1], id=row[2], frame=_open(work, chat, row[3]))
