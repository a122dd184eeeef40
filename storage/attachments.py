"""Files that people sent: first a reference, then the bytes on our disk."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bot.domain.opinions import Opinion
from bot.talk.incoming import Media, MediaKind
from storage.keys import Unsealable
from storage.work import Work, micros, moment

_COLUMNS = "id, owner, account, kind, channel, name, mime, size, state, path, tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file. `owner` is the draft, opinion, addition or answer that it belongs to; `path` lies below the media folder."""

    id: str
    owner: str
    account: str
    kind: MediaKind
    channel: str
    name: str
    mime: str
    size: int
    state: Literal["waiting", "kept", "refused"]
    path: str
    tries: int


def _attachment(r: tuple[Any, ...]) -> Attachment:
    return Attachment(
        id=r[0], owner=r[1], account=r[2], kind=r[3], channel=r[4], name=r[5], mime=r[6], size=r[7], state=r[8], path=r[9], tries=r[10]
    )


def add(work: Work, *, id: str, owner: str, account: str, channel: str, media: Media, at: datetime) -> None:
    """Note a file that is still with its platform. The reference is sealed: it opens the file there."""
    work.do(
        "INSERT INTO attachment (id, owner, account, kind, channel, ref, name, mime, size, place, state, at)"
        " VALUES (:id, :o, :a, :k, :c, :ref, :n, :m, :s, (SELECT count(*) FROM attachment WHERE owner = :o), 'waiting', :at)",
        id=id, o=owner, a=account, k=media.kind, c=channel, ref=work.keys.seal_service(media.ref.encode(), id.encode()),
        n=media.name, m=media.mime, s=media.size, at=micros(at),
    )  # fmt: skip


def of(work: Work, owner: str) -> list[Attachment]:
    """The files of a draft, opinion or answer, in the order they came; refused ones are left out."""
    rows = work.all(f"SELECT {_COLUMNS} FROM attachment WHERE owner = :o AND state <> 'refused' ORDER BY place, id", o=owner)
    return [_attachment(row) for row in rows]


def seen_from(work: Work, opinion: Opinion) -> list[Attachment]:
    """The files of an opinion, with those of the one that it was split from."""
    return [*of(work, opinion.id), *(of(work, opinion.parent) if opinion.parent else ())]


def get(work: Work, attachment: str) -> Attachment | None:
    """A file by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM attachment WHERE id = :id", id=attachment)
    return _attachment(row) if row else None


def give(work: Work, came: str, goes: str) -> None:
    """The files of one owner now belong to another (a draft became an opinion)."""
    work.do("UPDATE attachment SET owner = :g WHERE owner = :c", g=goes, c=came)


def wanted(work: Work, at: datetime, limit: int = 16) -> list[tuple[Attachment, Media]]:
    """Files that should be fetched now, with what fetching needs."""
    rows = work.all(
        f"SELECT {_COLUMNS}, ref FROM attachment WHERE state = 'waiting' AND retry_at <= :at ORDER BY retry_at, id LIMIT :n",
        at=micros(at), n=limit,
    )  # fmt: skip
    found = []
    for row in rows:
        one = _attachment(row[:11])
        try:
            ref = work.keys.open_service(row[11], one.id.encode()).decode()
        except Unsealable:  # its platform will refuse it; it must not hold up the others
            ref = ""
        found.append((one, Media(kind=one.kind, ref=ref, name=one.name, mime=one.mime, size=one.size)))
    return found


def kept(work: Work, attachment: str, *, path: str, sha: str, size: int, mime: str) -> bool:
    """The bytes lie at `path`; False when the file was forgotten meanwhile (its bytes must go).

    Bytes that were doomed with a file before it and came again, under the same name, stay."""
    done = work.do(
        "UPDATE attachment SET state = 'kept', path = :p, sha = :s, size = :n, mime = :m, error = '' WHERE id = :id AND state = 'waiting'",
        p=path, s=sha, n=size, m=mime, id=attachment,
    )  # fmt: skip
    if done == 1:
        buried(work, path)
    return done == 1


def refused(work: Work, attachment: str, why: str) -> None:
    """It will never be fetched: too large, gone, or not what it says."""
    work.do("UPDATE attachment SET state = 'refused', error = :e WHERE id = :id", e=why, id=attachment)


def later(work: Work, attachment: str, why: str, retry: datetime) -> None:
    """Fetching failed; try again later."""
    work.do("UPDATE attachment SET tries = tries + 1, error = :e, retry_at = :at WHERE id = :id", e=why, at=micros(retry), id=attachment)


def drop(work: Work, owner: str) -> None:
    """Forget the files of an owner; their bytes are doomed with the same commit."""
    _doom(work, work.all("DELETE FROM attachment WHERE owner = :o RETURNING path", o=owner))


def drop_account(work: Work, account: str) -> None:
    """Forget all files an account sent for itself; their bytes are doomed with the same commit."""
    others = "SELECT 1 FROM opinion o WHERE o.id = attachment.owner AND o.source IN ('on_behalf', 'oral')"
    office = "SELECT 1 FROM mark m WHERE m.id = attachment.owner"
    signed = "SELECT 1 FROM conclusion c WHERE c.id = attachment.owner"
    rest = f"NOT EXISTS ({others}) AND NOT EXISTS ({office}) AND NOT EXISTS ({signed})"
    _doom(work, work.all(f"DELETE FROM attachment WHERE account = :a AND {rest} RETURNING path", a=account))


def _doom(work: Work, rows: list[tuple[Any, ...]]) -> None:
    for (path,) in rows:
        if path:
            work.do("INSERT INTO doomed_file (path) VALUES (:p) ON CONFLICT (path) DO NOTHING", p=path)


def doomed(work: Work) -> list[str]:
    """Paths whose bytes must go from the disk."""
    return [row[0] for row in work.all("SELECT path FROM doomed_file ORDER BY path LIMIT 100")]


def buried(work: Work, path: str) -> None:
    """The bytes are gone, or came again: none of that name have to go any more."""
    work.do("DELETE FROM doomed_file WHERE path = :p", p=path)


def next_try(work: Work) -> datetime | None:
    """When the next file should be fetched; None when none waits."""
    row = work.one("SELECT min(retry_at) FROM attachment WHERE state = 'waiting'")
    return moment(row[0]) if row and row[0] is not None else None


def sent_since(work: Work, account: str, since: datetime) -> int:
    """How many files an account sent since a moment."""
    row = work.one("SELECT count(*) FROM attachment WHERE account = :a AND at >= :s", a=account, s=micros(since))
    return int(row[0]) if row else 0


def fingerprint(work: Work, owner: str) -> str:
    """The SHA-256 of an owner's file; of several that of their fingerprints, one after another; empty while one is not on our disk."""
    rows = work.all("SELECT sha FROM attachment WHERE owner = :o AND state <> 'refused' ORDER BY place, id", o=owner)
    found = [str(row[0]) for row in rows]
    if not found or not all(found):
        return ""
    return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest()
