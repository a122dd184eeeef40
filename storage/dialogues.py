"""Dialogues and their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.dialogues import Dialogue
from storage.work import Work, micros, moment

_COLUMNS = "id, short, unit, level, kind, track, audience, title, chair, place, format, starts, opens, closes, phase, version"


def _dialogue(r: tuple[Any, ...]) -> Dialogue:
    return Dialogue(
        id=r[0], short=r[1], unit=r[2], level=r[3], kind=r[4], track=r[5], audience=r[6], title=r[7], chair=r[8], place=r[9],
        format=r[10], starts=moment(r[11]), opens=moment(r[12]), closes=moment(r[13]), phase=r[14], version=r[15],
    )  # fmt: skip


def add(work: Work, d: Dialogue, at: datetime) -> bool:
    """Keep a new dialogue; False when its short code is taken."""
    return work.do(
        f"INSERT INTO dialogue ({_COLUMNS}, created_at) VALUES (:id, :short, :unit, :level, :kind, :track, :audience, :title, :chair,"
        " :place, :format, :starts, :opens, :closes, :phase, :version, :at) ON CONFLICT DO NOTHING",
        id=d.id, short=d.short, unit=d.unit, level=d.level, kind=d.kind, track=d.track, audience=d.audience, title=d.title,
        chair=d.chair, place=d.place, format=d.format, starts=micros(d.starts), opens=micros(d.opens), closes=micros(d.closes),
        phase=d.phase, version=d.version, at=micros(at),
    ) == 1  # fmt: skip


def change(work: Work, d: Dialogue) -> Dialogue | None:
    """Keep changed times, place, chair or phase, and raise the date version; None when someone else was first."""
    n = work.do(
        "UPDATE dialogue SET starts = :s, opens = :o, closes = :c, place = :p, chair = :ch, phase = :ph, version = version + 1"
        " WHERE id = :id AND version = :v",
        s=micros(d.starts), o=micros(d.opens), c=micros(d.closes), p=d.place, ch=d.chair, ph=d.phase, id=d.id, v=d.version,
    )  # fmt: skip
    return replace(d, version=d.version + 1) if n == 1 else None


def get(work: Work, dialogue: str) -> Dialogue | None:
    """A dialogue by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM dialogue WHERE id = :id", id=dialogue)
    return _dialogue(row) if row else None


def by_short(work: Work, short: str) -> Dialogue | None:
    """A dialogue by the short code of its poster."""
    row = work.one(f"SELECT {_COLUMNS} FROM dialogue WHERE short = :s", s=short)
    return _dialogue(row) if row else None


def coming(work: Work, units: Sequence[str], at: datetime) -> list[Dialogue]:
    """What is announced for any of the units and has not begun, soonest first."""
    found = []
    for unit in units:
        rows = work.all(
            f"SELECT {_COLUMNS} FROM dialogue WHERE unit = :u AND starts > :at AND phase = 'announced' ORDER BY starts LIMIT 6",
            u=unit, at=micros(at),
        )  # fmt: skip
        found += [_dialogue(row) for row in rows]
    return sorted(found, key=lambda one: (one.starts, one.id))


def every(work: Work, *, since: datetime | None = None, unit: str = "") -> list[Dialogue]:
    """Every dialogue from a moment on, by date."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM dialogue WHERE starts >= :s AND (:u = '' OR unit = :u) ORDER BY starts, id",
        s=micros(since) if since else 0, u=unit,
    )  # fmt: skip
    return [_dialogue(row) for row in rows]
