"""Papers that are drawn when they are sent: what they are made from, and where their bytes lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath

import orjson

from storage.work import Work, micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper. `args` are ids and plain facts; `name` is what its reader sees, and its ending says what it is."""

    id: str
    kind: str
    args: Mapping[str, str]
    name: str
    edition: int = 1

    @property
    def path(self) -> str:
        """Where its bytes lie below the media folder, once they are drawn."""
        return f"papers/{self.id}-{self.edition}{PurePath(self.name).suffix}"


def add(work: Work, paper: Paper, *, words: bool, at: datetime) -> None:
    """Keep what a paper is made from."""
    work.do(
        "INSERT INTO paper (id, kind, args, name, words, at) VALUES (:id, :k, :a, :n, :w, :at)",
        id=paper.id, k=paper.kind, a=orjson.dumps(dict(paper.args)).decode(), n=paper.name, w=int(words), at=micros(at),
    )  # fmt: skip


def get(work: Work, paper: str) -> Paper | None:
    """A paper by id."""
    row = work.one("SELECT id, kind, args, name, edition FROM paper WHERE id = :id", id=paper)
    return Paper(id=row[0], kind=row[1], args=orjson.loads(row[2]), name=row[3], edition=row[4]) if row else None


def is_current(work: Work, paper: Paper) -> bool:
    """Whether nobody's words were wiped since it was read."""
    return work.one("SELECT 1 FROM paper WHERE id = :id AND edition = :e", id=paper.id, e=paper.edition) is not None


def forget_words(work: Work) -> None:
    """Someone's words go: every paper that may hold them is drawn anew if it still has to leave, and its bytes go with this commit."""
    for row in work.all("UPDATE paper SET edition = edition + 1 WHERE words = 1 RETURNING id, name, edition - 1"):
        _doom(work, Paper(id=row[0], kind="", args={}, name=row[1], edition=row[2]))


def purge(work: Work, before: datetime, limit: int = 500) -> int:
    """Delete some of the papers of long ago with their bytes; returns how many."""
    rows = work.all(
        "DELETE FROM paper WHERE id IN (SELECT id FROM paper WHERE at < :b LIMIT :n) RETURNING id, name, edition", b=micros(before), n=limit
    )
    for row in rows:
        _doom(work, Paper(id=row[0], kind="", args={}, name=row[1], edition=row[2]))
    return len(rows)


def _doom(work: Work, paper: Paper) -> None:
    work.do("INSERT INTO doomed_file (path) VALUES (:p) ON CONFLICT (path) DO NOTHING", p=paper.path)
