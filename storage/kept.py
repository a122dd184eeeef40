"""What waits for someone whom a chat does not reach now: kept for their return, taken to another chat of theirs, or given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from storage import people
from storage.outbox import FORGET, HERE, ONCE, WAITS
from storage.work import Work, micros, moment

NEVER: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""The due time of what is kept until its reader is heard from again."""
_NEWS: Final = f"purpose = 'status' AND about <> '{ONCE}'"
_LASTS: Final = f"(purpose IN ('status', 'urgent', 'reply') OR until > :at) AND about <> '{ONCE}'"
_GOES: Final = f"purpose IN ('status', 'urgent', 'reminder', 'digest', 'broadcast') AND about <> '{HERE}'"
_OWN: Final = "due >= :never AND retry_at > :at AND retry_at < :never"  # its own hour is still to come
_KEPT: Final = "due = :never, retry_at = CASE WHEN due < :never THEN due ELSE retry_at END"  # its own hour is remembered
LET_GO: Final = (
    f"state = CASE WHEN state = 'held' AND (due < :never OR {_OWN}) THEN 'held' ELSE 'new' END,"
    f" due = CASE WHEN {_OWN} THEN retry_at WHEN due >= :never THEN :at ELSE due END"
)
"""How what was kept may leave at `:at`, and what waits for its own hour still does."""
Why = Literal["blocked", "shut", "quota"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unheard:
    """Since when a person was not told something, and why: they stopped the chat (`blocked`), it takes nothing before they write
    (`shut`), or our allowance there is used up (`quota`)."""

    since: datetime
    why: Why


def park(work: Work, account: str, why: str) -> int:
    """The person stopped a chat: news about opinions is kept for their return, all else given up. Returns how much is kept."""
    return _park(work, account, why, _NEWS, 0)


def shut(work: Work, account: str, why: str, at: datetime) -> int:
    """A chat takes nothing before its person writes: all that they would still want to hear then is kept. Returns how much."""
    return _park(work, account, why, _LASTS, micros(at))


def _park(work: Work, account: str, why: str, which: str, at: int) -> int:
    waits = f"account = :a AND {WAITS}"
    kept = work.do(
        f"UPDATE outbox SET state = 'held', {_KEPT}, tries = 0, error = :e WHERE {waits} AND {which}",
        never=micros(NEVER), e=why, a=account, at=at,
    )  # fmt: skip
    work.do(f"UPDATE outbox SET state = 'dead', error = :e, {FORGET} WHERE {waits} AND NOT ({which})", e=why, a=account, at=at)
    return kept


def unpark(work: Work, account: str, at: datetime) -> int:
    """An account hears us again: what was kept for it leaves now, or at its own hour; returns how much."""
    return work.do(
        f"UPDATE outbox SET {LET_GO} WHERE account = :a AND {WAITS} AND state = 'held' AND due = :never",
        at=micros(at), a=account, never=micros(NEVER),
    )  # fmt: skip


def after(work: Work, key: str, due: datetime) -> None:
    """What is kept leaves not before `due`, however early its reader is back."""
    work.do("UPDATE outbox SET retry_at = :due WHERE key = :k AND due >= :never", due=micros(due), k=key, never=micros(NEVER))


def rehome(work: Work, account: str, other: str, at: datetime, why: str = "") -> int:
    """What waits for one chat of a person goes to another of theirs that hears us, with its buttons; answers to what was said there stay,
    as does what is for that chat only. `why` is remembered where the first chat may work again. Returns how much goes."""
    waits = f"account = :a AND {WAITS} AND {_GOES}"
    work.do(f"UPDATE menu SET account = :o WHERE id IN (SELECT menu FROM outbox WHERE {waits} AND menu <> '')", o=other, a=account)
    return work.do(
        "UPDATE outbox SET account = :o, channel = (SELECT channel FROM account WHERE id = :o), tries = 0, error = :why,"
        f" {LET_GO} WHERE {waits}",
        o=other, a=account, never=micros(NEVER), at=micros(at), why=why,
    )  # fmt: skip


def unheard(work: Work, person: str, about: str) -> Unheard | None:
    """What a person was not told about an opinion, because no chat of theirs takes it now; None where nothing waits for that."""
    row = work.one(
        "SELECT min(o.created_at), max(CASE WHEN o.state = 'wait' THEN 1 ELSE 0 END)"
        " FROM account a JOIN outbox o ON o.account = a.id AND o.state IN ('held', 'new', 'wait', 'sending')"
        " WHERE a.person = :p AND o.about = :o AND o.purpose = 'status'"
        " AND (o.due >= :never OR (o.state = 'wait' AND o.error = 'quota'))",
        p=person, o=about, never=micros(NEVER),
    )  # fmt: skip
    if row is None or row[0] is None:
        return None
    silent = any(one.state == "shut" for one in people.deaf(work, person))  # one word there is enough
    return Unheard(since=moment(row[0]), why="quota" if row[1] else "shut" if silent else "blocked")


def answers(work: Work, desk: str) -> int:
    """How many answers of a desk, of those that may still be judged, wait for an author whom no chat reaches now."""
    row = work.one(
        "SELECT count(*) FROM opinion p WHERE p.desk = :d AND p.phase = 'answered' AND EXISTS"
        " (SELECT 1 FROM account a JOIN outbox o ON o.account = a.id AND o.state IN ('held', 'new', 'wait', 'sending')"
        " WHERE a.person = p.author AND o.about = p.id AND o.purpose = 'status'"
        " AND (o.due >= :never OR (o.state = 'wait' AND o.error = 'quota')))",
        d=desk, never=micros(NEVER),
    )  # fmt: skip
    return int(row[0]) if row else 0
