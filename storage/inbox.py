"""Raw updates as they came, sealed, until their turn was taken."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.talk.incoming import Raw
from storage.work import Work, micros, moment

_AAD = b"inbox"
_FORGOTTEN = b"{}"
_LETTER = "id, channel, account, chat, raw, tries, error, received_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One update that waits for its turn. `chat` is a blind index: the lane in which order is kept."""

    id: int
    channel: str
    account: str
    chat: str
    body: bytes
    tries: int
    error: str
    received: datetime


def store(work: Work, raws: Sequence[Raw], at: datetime) -> list[tuple[int, str]]:
    """Keep updates; (id, lane) of those that were not here before."""
    kept: list[tuple[int, str]] = []
    for raw in raws:
        sha = hashlib.sha256(raw.same or raw.body).hexdigest()
        chat = work.keys.index("chat", raw.channel, raw.account, raw.chat or sha)
        rows = work.all(
            "INSERT INTO inbox (channel, account, key, sha, raw, chat, received_at, state)"
            " VALUES (:c, :a, :k, :s, :raw, :chat, :at, 'new')"
            " ON CONFLICT (channel, account, key, sha) DO NOTHING RETURNING id",
            c=raw.channel, a=raw.account, k=work.keys.index("key", raw.key), s=sha,
            raw=work.keys.seal_service(raw.body, _AAD), chat=chat, at=micros(at),
        )  # fmt: skip
        kept.extend((row[0], chat) for row in rows)
    return kept


def waiting(work: Work, after: int = 0, limit: int = 1000) -> list[tuple[int, str]]:
    """(id, lane) of what still waits, oldest first."""
    rows = work.all("SELECT id, chat FROM inbox WHERE state = 'new' AND id > :after ORDER BY id LIMIT :n", after=after, n=limit)
    return [(row[0], row[1]) for row in rows]


def get(work: Work, letter: int) -> Letter | None:
    """A letter that still waits."""
    row = work.one(f"SELECT {_LETTER} FROM inbox WHERE id = :id AND state = 'new'", id=letter)
    return _letter(work, row) if row else None


def _letter(work: Work, row: tuple[Any, ...]) -> Letter:
    body = work.keys.open_service(row[4], _AAD)
    return Letter(id=row[0], channel=row[1], account=row[2], chat=row[3], body=body, tries=row[5], error=row[6], received=moment(row[7]))


def again(work: Work, letter: int) -> Letter | None:
    """A letter whose turn was taken, to be taken again (the person agreed meanwhile); None when what it said was forgotten."""
    row = work.one(f"SELECT {_LETTER} FROM inbox WHERE id = :id AND state = 'done'", id=letter)
    found = _letter(work, row) if row else None
    return found if found and found.body != _FORGOTTEN else None


def lane(work: Work, letter: int) -> tuple[str, str] | None:
    """(channel, lane) of a letter, whatever became of it; it is not opened."""
    row = work.one("SELECT channel, chat FROM inbox WHERE id = :id", id=letter)
    return (row[0], row[1]) if row else None


def wrote(work: Work, chat: str, since: datetime) -> bool:
    """Whether something came from a chat after that moment."""
    return work.one("SELECT 1 FROM inbox WHERE chat = :c AND received_at > :at", c=chat, at=micros(since)) is not None


def since(work: Work, chat: str, after: datetime, limit: int = 20) -> list[Letter]:
    """The newest letters from a chat that came after that moment, whose turn was taken and whose words are not forgotten."""
    rows = work.all(
        f"SELECT {_LETTER} FROM inbox WHERE chat = :c AND received_at > :at AND state = 'done' ORDER BY id DESC LIMIT :n",
        c=chat, at=micros(after), n=limit,
    )  # fmt: skip
    return [found for row in rows if (found := _letter(work, row)).body != _FORGOTTEN]


def done(work: Work, letter: int) -> None:
    """Its turn was taken."""
    work.do("UPDATE inbox SET state = 'done' WHERE id = :id", id=letter)


def blank(work: Work, letter: int) -> None:
    """Forget what it said, keeping that it came (the person did not agree)."""
    work.do("UPDATE inbox SET raw = :none WHERE id = :id", none=work.keys.seal_service(_FORGOTTEN, _AAD), id=letter)


def blank_chat(work: Work, chat: str) -> None:
    """Forget all that came from a chat, except what still waits."""
    work.do("UPDATE inbox SET raw = :none WHERE chat = :c AND state <> 'new'", none=work.keys.seal_service(_FORGOTTEN, _AAD), c=chat)


def hand_over(work: Work, chat: str, goes: str) -> None:
    """What came from a chat and had its turn belongs to another lane from now on: the chat has changed hands."""
    work.do("UPDATE inbox SET chat = :g WHERE chat = :c AND state <> 'new'", g=goes, c=chat)


def failed(work: Work, letter: int, error: str) -> None:
    """Note a try that failed."""
    work.do("UPDATE inbox SET tries = tries + 1, error = :e WHERE id = :id", e=error, id=letter)


def poison(work: Work, letter: int) -> None:
    """Set a letter aside: it is kept for people to look at, and is not tried again."""
    work.do("UPDATE inbox SET state = 'poison' WHERE id = :id", id=letter)


def poisoned(work: Work) -> int:
    """How many letters were set aside."""
    row = work.one("SELECT count(*) FROM inbox WHERE state = 'poison'")
    return int(row[0]) if row else 0


def purge(work: Work, before: datetime, limit: int = 500) -> int:
    """Delete some old letters whose turn was taken; returns how many.

    The newest letter stays, emptied: the database would give its number once more, and what is said to a letter is said only once
    for each number."""
    old = "received_at < :b AND state <> 'new'"
    gone = work.do(
        f"DELETE FROM inbox WHERE id IN (SELECT id FROM inbox WHERE {old} AND id < (SELECT max(id) FROM inbox) LIMIT :n)",
        b=micros(before), n=limit,
    )  # fmt: skip
    if not gone:
        last = work.one(f"SELECT id FROM inbox WHERE {old} AND id = (SELECT max(id) FROM inbox)", b=micros(before))
        if last is not None:
            blank(work, last[0])
    return gone
