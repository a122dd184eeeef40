"""The posters of a dialogue: where each hangs, its code, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.work import Work, micros

_COLUMNS = "short, dialogue, unit, opened, written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A poster of a dialogue in a commune. `opened` counts how often its code was opened or typed, `written` the opinions that came
    through it."""

    short: str
    dialogue: str
    unit: str
    opened: int = 0
    written: int = 0


def _poster(r: Sequence[Any]) -> Poster:
    return Poster(short=r[0], dialogue=r[1], unit=r[2], opened=r[3], written=r[4])


def add(work: Work, poster: Poster, at: datetime) -> bool:
    """Keep a new poster; False when its code is taken, or the dialogue hangs there already."""
    return work.do(
        "INSERT INTO poster (short, dialogue, unit, at) VALUES (:s, :d, :u, :at) ON CONFLICT DO NOTHING",
        s=poster.short, d=poster.dialogue, u=poster.unit, at=micros(at),
    ) == 1  # fmt: skip


def get(work: Work, short: str) -> Poster | None:
    """A poster by its code."""
    row = work.one(f"SELECT {_COLUMNS} FROM poster WHERE short = :s", s=short)
    return _poster(row) if row else None


def hanging(work: Work, dialogue: str, unit: str) -> Poster | None:
    """The poster of a dialogue in a unit."""
    row = work.one(f"SELECT {_COLUMNS} FROM poster WHERE dialogue = :d AND unit = :u", d=dialogue, u=unit)
    return _poster(row) if row else None


def of(work: Work, dialogue: str) -> list[Poster]:
    """All posters of a dialogue, by unit."""
    return [_poster(row) for row in work.all(f"SELECT {_COLUMNS} FROM poster WHERE dialogue = :d ORDER BY unit", d=dialogue)]


def opened(work: Work, short: str) -> bool:
    """Someone opened it; False when there is no such poster."""
    return work.do("UPDATE poster SET opened = opened + 1 WHERE short = :s", s=short) == 1


def wrote(work: Work, short: str) -> None:
    """An opinion came through it."""
    work.do("UPDATE poster SET written = written + 1 WHERE short = :s", s=short)
