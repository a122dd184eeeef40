"""Files of the web chat: what visitors sent up and what they may download, each for one visitor only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from bot.talk.incoming import MediaKind
from storage.work import Work, micros

_AAD = b"webchat_file"
_COLUMNS = "id, incoming, kind, name, mime, size, path"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file. `path` is empty for what was sent up: it lies in the incoming folder under its id."""

    id: str
    incoming: bool
    kind: MediaKind
    name: str
    mime: str
    size: int
    path: str


def keep(work: Work, chat: str, file: Stored, at: datetime) -> None:
    """Remember a file of a visitor."""
    work.do(
        "INSERT INTO webchat_file (id, chat, incoming, kind, name, mime, size, path, at)"
        " VALUES (:id, :c, :i, :k, :name, :m, :s, :p, :at)",
        id=file.id, c=chat, i=int(file.incoming), k=file.kind, name=work.keys.seal_service(file.name.encode(), _AAD),
        m=file.mime, s=file.size, p=file.path, at=micros(at),
    )  # fmt: skip


def find(work: Work, chat: str, id: str) -> Stored | None:
    """A file, if it is this visitor's."""
    return _stored(work, work.one(f"SELECT {_COLUMNS} FROM webchat_file WHERE id = :id AND chat = :c", id=id, c=chat))


def uploaded(work: Work, id: str) -> Stored | None:
    """A file that someone sent up and that was not erased since."""
    return _stored(work, work.one(f"SELECT {_COLUMNS} FROM webchat_file WHERE id = :id AND incoming = 1 AND chat <> ''", id=id))


def mark_used(work: Work, id: str) -> None:
    """The file became part of a message."""
    work.do("UPDATE webchat_file SET used = 1 WHERE id = :id", id=id)


def sent_up_since(work: Work, chat: str, since: datetime) -> int:
    """How many files a visitor sent up since a moment."""
    row = work.one("SELECT count(*) FROM webchat_file WHERE chat = :c AND at >= :t AND incoming = 1", c=chat, t=micros(since))
    return int(row[0]) if row else 0


def orphans(work: Work, loose_before: datetime, limit: int = 200) -> list[tuple[str, bool]]:
    """(id, whether it lies in the incoming folder) of files that were erased, or sent up long ago and never used."""
    rows = work.all(
        "SELECT id, incoming FROM webchat_file WHERE chat = '' OR (incoming = 1 AND used = 0 AND at < :t) LIMIT :n",
        t=micros(loose_before), n=limit,
    )  # fmt: skip
    return [(row[0], bool(row[1])) for row in rows]


def drop(work: Work, id: str) -> None:
    """Forget a file that is gone from disk."""
    work.do("DELETE FROM webchat_file WHERE id = :id", id=id)


def _stored(work: Work, row: tuple[Any, ...] | None) -> Stored | None:
    if row is None:
        return None
    name = work.keys.open_service(row[3], _AAD).decode()
    return Stored(id=row[0], incoming=bool(row[1]), kind=cast("MediaKind", row[2]), name=name, mime=row[4], size=row[5], path=row[6])
