"""Dialogues and their dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.dialogues import COMING, Dialogue, Phase, Track
from storage.work import Work, micros, moment

_COLUMNS = (
    "id, short, unit, level, kind, track, audience, title, chair, place, format, starts, opens, closes, phase, version, clerk, heir, reason"
)


def _dialogue(r: tuple[Any, ...]) -> Dialogue:
    return Dialogue(
        id=r[0], short=r[1], unit=r[2], level=r[3], kind=r[4], track=r[5], audience=r[6], title=r[7], chair=r[8], place=r[9],
        format=r[10], starts=moment(r[11]), opens=moment(r[12]), closes=moment(r[13]), phase=r[14], version=r[15],
        clerk=r[16], heir=r[17], reason=r[18],
    )  # fmt: skip


def add(work: Work, d: Dialogue, at: datetime) -> bool:
    """Keep a new dialogue; False when its short code is taken."""
    return work.do(
        f"INSERT INTO dialogue ({_COLUMNS}, created_at) VALUES (:id, :short, :unit, :level, :kind, :track, :audience, :title, :chair,"
        " :place, :format, :starts, :opens, :closes, :phase, :version, :clerk, :heir, :reason, :at) ON CONFLICT DO NOTHING",
        id=d.id, short=d.short, unit=d.unit, level=d.level, kind=d.kind, track=d.track, audience=d.audience, title=d.title,
        chair=d.chair, place=d.place, format=d.format, starts=micros(d.starts), opens=micros(d.opens), closes=micros(d.closes),
        phase=d.phase, version=d.version, clerk=d.clerk, heir=d.heir, reason=d.reason, at=micros(at),
    ) == 1  # fmt: skip


def change(work: Work, d: Dialogue) -> Dialogue | None:
    """Keep what was changed of a dialogue and raise its date version; None when someone else was first."""
    n = work.do(
        "UPDATE dialogue SET kind = :k, track = :t, audience = :a, title = :ti, chair = :ch, place = :p, format = :f, starts = :s,"
        " opens = :o, closes = :c, phase = :ph, heir = :h, reason = :r, version = version + 1 WHERE id = :id AND version = :v",
        k=d.kind, t=d.track, a=d.audience, ti=d.title, ch=d.chair, p=d.place, f=d.format, s=micros(d.starts), o=micros(d.opens),
        c=micros(d.closes), ph=d.phase, h=d.heir, r=d.reason, id=d.id, v=d.version,
    )  # fmt: skip
    return replace(d, version=d.version + 1) if n == 1 else None


def enter(work: Work, d: Dialogue, phase: Phase) -> Dialogue | None:
    """A dialogue goes into another phase of its life, its dates unchanged; None when someone else was first."""
    n = work.do("UPDATE dialogue SET phase = :g WHERE id = :id AND version = :v AND phase = :c", g=phase, id=d.id, v=d.version, c=d.phase)
    return replace(d, phase=phase) if n == 1 else None


def set_clerk(work: Work, dialogue: str, person: str) -> None:
    """Who runs it from now on; empty: any officer of its unit."""
    work.do("UPDATE dialogue SET clerk = :p WHERE id = :id", p=person, id=dialogue)


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
    return [one for one in _each(work, units, "AND starts > :at", at) if one.phase in COMING]


def near(work: Work, units: Sequence[str], at: datetime) -> list[Dialogue]:
    """What lies before any of the units (only planned, announced or put off), soonest first, then what began (or was put off beyond its
    day) and is not settled, newest first; at most six of each unit either way."""
    return _each(work, units, "", at)


def _each(work: Work, units: Sequence[str], where: str, at: datetime) -> list[Dialogue]:
    marks = {f"u{n}": unit for n, unit in enumerate(units)}
    order = "CASE WHEN starts > :at THEN starts ELSE -starts END"
    rows = work.all(
        f"SELECT {_COLUMNS} FROM (SELECT {_COLUMNS}, row_number() OVER (PARTITION BY unit, starts > :at ORDER BY {order}, id) AS nth"
        f" FROM dialogue WHERE unit IN ({', '.join(f':{name}' for name in marks)}) AND phase NOT IN ('settled', 'cancelled') {where})"
        f" AS kept WHERE nth <= 6 ORDER BY starts <= :at, {order}, id",
        at=micros(at), **marks,
    )  # fmt: skip
    return [_dialogue(row) for row in rows]


def on_day(work: Work, unit: str, track: Track, first: datetime, last: datetime) -> Dialogue | None:
    """A unit's dialogue of a track that begins in a span of time and was not called off."""
    row = work.one(
        f"SELECT {_COLUMNS} FROM dialogue WHERE unit = :u AND starts >= :f AND starts < :l AND track = :t AND phase <> 'cancelled'"
        " ORDER BY starts, id LIMIT 1",
        u=unit, f=micros(first), l=micros(last), t=track,
    )  # fmt: skip
    return _dialogue(row) if row else None


def of_communes(work: Work, since: datetime, until: datetime) -> list[Dialogue]:
    """Every dialogue of any commune in a span of time but those that were called off, by date."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM dialogue WHERE level = 'commune' AND starts >= :s AND starts < :e AND phase <> 'cancelled'"
        " ORDER BY starts, id",
        s=micros(since), e=micros(until),
    )  # fmt: skip
    return [_dialogue(row) for row in rows]


def succeed(work: Work, d: Dialogue) -> None:
    """It goes on with what the earlier ones of its unit left that took place and that nobody goes on with yet."""
    work.do(
        "UPDATE dialogue SET heir = :h WHERE unit = :u AND starts < :s AND track = :t AND audience = :a AND heir = ''"
        " AND phase IN ('session', 'awaiting', 'concluded', 'followed')",
        h=d.id, u=d.unit, s=micros(d.starts), t=d.track, a=d.audience,
    )  # fmt: skip


def bequeath(work: Work, came: str, goes: str) -> None:
    """What was to be gone on with by a dialogue that is called off goes to another (empty: to the next that is announced)."""
    work.do("UPDATE dialogue SET heir = :g WHERE heir = :c AND heir <> ''", g=goes, c=came)


def usual(work: Work, unit: str) -> list[Dialogue]:
    """The latest dialogues of a unit, the newest first: what is usual there."""
    rows = work.all(f"SELECT {_COLUMNS} FROM dialogue WHERE unit = :u ORDER BY starts DESC LIMIT 5", u=unit)
    return [_dialogue(row) for row in rows]


def every(work: Work, *, since: datetime | None = None, unit: str = "") -> list[Dialogue]:
    """Every dialogue from a moment on, by date."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM dialogue WHERE starts >= :s AND (:u = '' OR unit = :u) ORDER BY starts, id",
        s=micros(since) if since else 0, u=unit,
    )  # fmt: skip
    return [_dialogue(row) for row in rows]
