"""What is due when. A key names one occurrence and is never used twice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.work import Work, micros, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """Something due. `object` is what it is about, `args` what its kind needs."""

    key: str
    kind: str
    due: datetime
    object: str
    args: dict[str, str]
    tries: int = 0


def plan(work: Work, timer: Timer) -> bool:
    """Plan an occurrence; False when its key was planned before, whatever became of it."""
    return work.do(
        "INSERT INTO timer (key, kind, due, object, args, state) VALUES (:k, :kind, :due, :o, :args, 'waiting')"
        " ON CONFLICT (key) DO NOTHING",
        k=timer.key, kind=timer.kind, due=micros(timer.due), o=timer.object, args=json.dumps(timer.args, ensure_ascii=False),
    ) == 1  # fmt: skip


def push(work: Work, timer: Timer) -> None:
    """Plan an occurrence, or move it when it still waits or is over (for clocks that start anew, like an idle draft's)."""
    work.do(
        "INSERT INTO timer (key, kind, due, object, args, state) VALUES (:k, :kind, :due, :o, :args, 'waiting')"
        " ON CONFLICT (key) DO UPDATE SET due = excluded.due, args = excluded.args, state = 'waiting'",
        k=timer.key, kind=timer.kind, due=micros(timer.due), o=timer.object, args=json.dumps(timer.args, ensure_ascii=False),
    )  # fmt: skip


def renew(work: Work, timer: Timer) -> bool:
    """Plan an occurrence, move one that waits, or take one up again that was called off; False when it has happened: once is enough."""
    return work.do(
        "INSERT INTO timer (key, kind, due, object, args, state) VALUES (:k, :kind, :due, :o, :args, 'waiting')"
        " ON CONFLICT (key) DO UPDATE SET due = excluded.due, args = excluded.args, state = 'waiting'"
        " WHERE timer.state IN ('waiting', 'cancelled')",
        k=timer.key, kind=timer.kind, due=micros(timer.due), o=timer.object, args=json.dumps(timer.args, ensure_ascii=False),
    ) == 1  # fmt: skip


def due(work: Work, at: datetime, limit: int = 64) -> list[Timer]:
    """What is due, oldest first."""
    rows = work.all(
        "SELECT key, kind, due, object, args, tries FROM timer WHERE state = 'waiting' AND due <= :at ORDER BY due, key LIMIT :n",
        at=micros(at), n=limit,
    )  # fmt: skip
    return [Timer(key=r[0], kind=r[1], due=moment(r[2]), object=r[3], args=json.loads(r[4]), tries=r[5]) for r in rows]


def overdue(work: Work, before: datetime) -> int:
    """How many occurrences were due before then and still wait: nobody ticks, or they fail."""
    row = work.one("SELECT count(*) FROM timer WHERE state = 'waiting' AND due < :b", b=micros(before))
    return int(row[0]) if row else 0


def waiting(work: Work, key: str) -> Timer | None:
    """An occurrence that is still to come."""
    r = work.one("SELECT key, kind, due, object, args, tries FROM timer WHERE key = :k AND state = 'waiting'", k=key)
    return Timer(key=r[0], kind=r[1], due=moment(r[2]), object=r[3], args=json.loads(r[4]), tries=r[5]) if r else None


def state(work: Work, key: str) -> str:
    """What became of an occurrence: waiting, done, skipped or cancelled; empty when it was never planned."""
    row = work.one("SELECT state FROM timer WHERE key = :k", k=key)
    return row[0] if row else ""


def last(work: Work, prefix: str) -> str:
    """The greatest key that begins so; empty when there is none."""
    row = work.one("SELECT max(key) FROM timer WHERE key >= :first AND key < :after", first=prefix, after=f"{prefix}~")
    return str(row[0] or "") if row else ""


def is_waiting(work: Work, key: str) -> bool:
    """Whether an occurrence is still to come."""
    return work.one("SELECT 1 FROM timer WHERE key = :k AND state = 'waiting'", k=key) is not None


def finish(work: Work, key: str, state: Literal["done", "skipped", "cancelled"], at: datetime) -> None:
    """It happened, was too late to make sense, or was called off."""
    work.do("UPDATE timer SET state = :s, done_at = :at WHERE key = :k", s=state, at=micros(at), k=key)


def stumble(work: Work, key: str, retry: datetime) -> None:
    """It failed: try it again later."""
    work.do("UPDATE timer SET tries = tries + 1, due = :at WHERE key = :k", at=micros(retry), k=key)


def cancel(work: Work, object: str, kind: str, at: datetime) -> int:
    """Call off what waits for an object; returns how many."""
    return work.do(
        "UPDATE timer SET state = 'cancelled', done_at = :at WHERE object = :o AND kind = :k AND state = 'waiting'",
        at=micros(at), o=object, k=kind,
    )  # fmt: skip


def purge(work: Work, before: datetime, limit: int = 500) -> int:
    """Forget some occurrences that were over long ago; returns how many."""
    return work.do(
        "DELETE FROM timer WHERE key IN (SELECT key FROM timer WHERE state <> 'waiting' AND done_at < :b AND due < :b LIMIT :n)",
        b=micros(before), n=limit,
    )  # fmt: skip


def skip(work: Work, timer: Timer, at: datetime) -> None:
    """Record an occurrence whose moment had passed before it was planned, so that nobody wonders."""
    if plan(work, timer):
        finish(work, timer.key, "skipped", at)
