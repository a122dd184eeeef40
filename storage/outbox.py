"""Every message on its way out: written by the turn that caused it, sent later, kept in order per account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from storage.work import Work, micros, moment

Purpose = Literal["toast", "urgent", "reply", "status", "commands", "reminder", "digest", "broadcast"]
ONCE = "once"
"""What a message is `about` that carries a one-time secret: its words are forgotten as soon as it has left, or will not leave."""
_FORGET = f"payload = CASE WHEN about = '{ONCE}' THEN '' ELSE payload END"
RANKS: dict[Purpose, int] = {
    "toast": 0, "urgent": 1, "reply": 2, "status": 3, "commands": 4, "reminder": 5, "digest": 6, "broadcast": 7,
}  # fmt: skip
"""Who goes first when the platform's allowance is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message ready to be worded and sent. `shown` is the platform message to change, empty for a new one."""

    id: int
    account: str
    purpose: Purpose
    rank: int
    payload: str
    card: str
    menu: str
    shown: str
    tries: int
    created_at: datetime


def put(
    work: Work, *, key: str, account: str, purpose: Purpose, payload: str, at: datetime, due: datetime | None = None,
    card: str = "", menu: str = "", about: str = "",
) -> bool:  # fmt: skip
    """Add a message; False when one of this key is there already. A card that still waits takes the new content instead."""
    now, when = micros(at), micros(due or at)
    if card and work.do(
        "UPDATE outbox SET payload = :p, menu = :m, due = CASE WHEN state = 'held' THEN :due ELSE due END"
        " WHERE account = :a AND card = :card AND card <> '' AND state IN ('held', 'new') AND tries = 0",
        p=payload, m=menu, due=when, a=account, card=card,
    ):  # fmt: skip
        return True
    return work.do(
        "INSERT INTO outbox (key, account, purpose, rank, payload, card, menu, about, state, due, retry_at, created_at)"
        " VALUES (:k, :a, :pu, :r, :p, :card, :m, :about, :state, :due, :due, :at) ON CONFLICT (key) DO NOTHING",
        k=key, a=account, pu=purpose, r=RANKS[purpose], p=payload, card=card, m=menu, about=about,
        state="held" if when > now else "new", due=when, at=now,
    ) == 1  # fmt: skip


def claim(work: Work, at: datetime, limit: int) -> list[Parcel]:
    """Take the next messages that may leave now: each the first of its account, best rank first. They are marked as being sent."""
    now = micros(at)
    work.do("UPDATE outbox SET state = 'new' WHERE state = 'held' AND due <= :at", at=now)
    work.do("UPDATE outbox SET state = 'new' WHERE state = 'wait' AND retry_at <= :at", at=now)
    rows = work.all(
        "SELECT o.id FROM outbox o WHERE o.state = 'new' AND NOT EXISTS"
        " (SELECT 1 FROM outbox p WHERE p.account = o.account AND p.id < o.id AND p.state IN ('new', 'wait', 'sending'))"
        " ORDER BY o.rank, o.id LIMIT :n",
        n=limit,
    )  # fmt: skip
    return [parcel for row in rows if (parcel := _take(work, row[0])) is not None]


def _take(work: Work, row_id: int) -> Parcel | None:
    row = work.one(
        "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = :id AND state = 'new'"
        " RETURNING id, account, purpose, rank, payload, card, menu, tries, created_at",
        id=row_id,
    )
    if row is None:
        return None
    return Parcel(
        id=row[0], account=row[1], purpose=row[2], rank=row[3], payload=row[4], card=row[5], menu=row[6], tries=row[7],
        created_at=moment(row[8]), shown=_shown(work, row[1], row[5]) if row[5] else "",
    )  # fmt: skip


def _shown(work: Work, account: str, card: str) -> str:
    """The platform message that shows a card now; empty when none does."""
    row = work.one("SELECT message FROM card WHERE account = :a AND name = :n", a=account, n=card)
    return row[0] if row else ""


def next_due(work: Work) -> datetime | None:
    """The next moment at which something that is held or waits for another try may leave; None when nothing does."""
    row = work.one(
        "SELECT (SELECT min(due) FROM outbox WHERE state = 'held'), (SELECT min(retry_at) FROM outbox WHERE state = 'wait')"
    )
    moments = [value for value in row or () if value is not None]
    return moment(min(moments)) if moments else None


def sent(work: Work, parcel: Parcel, message: str, at: datetime) -> None:
    """It arrived as the platform's message `message`."""
    work.do(
        f"UPDATE outbox SET state = 'sent', message = :m, sent_at = :at, {_FORGET} WHERE id = :id", m=message, at=micros(at), id=parcel.id
    )
    if parcel.card and message:
        work.do(
            "INSERT INTO card (account, name, message) VALUES (:a, :n, :m)"
            " ON CONFLICT (account, name) DO UPDATE SET message = excluded.message",
            a=parcel.account, n=parcel.card, m=message,
        )  # fmt: skip


def again(work: Work, parcel: Parcel, why: str, after: datetime) -> None:
    """Try it again at `after`; nothing of its account overtakes it."""
    work.do("UPDATE outbox SET state = 'wait', error = :e, retry_at = :at WHERE id = :id", e=why, at=micros(after), id=parcel.id)


def dead(work: Work, parcel: Parcel, why: str) -> None:
    """Give it up for good."""
    work.do(f"UPDATE outbox SET state = 'dead', error = :e, {_FORGET} WHERE id = :id", e=why, id=parcel.id)


def silence(work: Work, account: str, why: str) -> int:
    """Give up all that waits for an account; returns how many."""
    return work.do(
        f"UPDATE outbox SET state = 'dead', error = :e, {_FORGET} WHERE account = :a AND state IN ('held', 'new', 'wait', 'sending')",
        e=why, a=account,
    )  # fmt: skip


def recall(work: Work, key: str) -> bool:
    """Take back a message that has not left; False when it has."""
    return work.do("UPDATE outbox SET state = 'dead', error = 'recalled' WHERE key = :k AND state IN ('held', 'new')", k=key) == 1


def unsend(work: Work, prefix: str, since: datetime) -> bool:
    """Undo the messages written since then whose key begins so, as if they had never been: their keys are free again.

    False, and nothing is undone, when one of them has left or may have."""
    keys = {"low": prefix, "high": prefix[:-1] + chr(ord(prefix[-1]) + 1), "since": micros(since)}
    written = "key >= :low AND key < :high AND created_at >= :since"
    if work.one(f"SELECT 1 FROM outbox WHERE {written} AND NOT (state IN ('held', 'new') AND tries = 0)", **keys):
        return False
    work.do(f"DELETE FROM outbox WHERE {written}", **keys)
    return True


def quiet(work: Work, account: str, why: str) -> int:
    """Give up what waits for an account, but for answers to what it asked; returns how many."""
    return work.do(
        "UPDATE outbox SET state = 'dead', error = :e WHERE account = :a AND state IN ('held', 'new', 'wait')"
        " AND purpose NOT IN ('reply', 'toast')",
        e=why, a=account,
    )  # fmt: skip


def has_card(work: Work, account: str, name: str) -> bool:
    """Whether an account has this card on its screen, or on its way there."""
    return work.one(
        "SELECT 1 FROM card WHERE account = :a AND name = :n UNION ALL"
        " SELECT 1 FROM outbox WHERE account = :a AND card = :n AND card <> '' AND state IN ('held', 'new')",
        a=account, n=name,
    ) is not None  # fmt: skip


def is_pending(work: Work, account: str) -> bool:
    """Whether something for an account has not left yet."""
    return work.one("SELECT 1 FROM outbox WHERE account = :a AND state IN ('held', 'new', 'wait', 'sending')", a=account) is not None


def blank_about(work: Work, codes: Sequence[str]) -> None:
    """Forget what was said about these opinions to anyone, once it has left: their author was erased."""
    for code in codes:
        work.do(
            "UPDATE outbox SET payload = '' WHERE payload LIKE '%' || :c || '%' AND state IN ('sent', 'dead')", c=code
        )


def recall_all(work: Work, prefix: str) -> int:
    """Take back every message whose key begins so and that has not left or arrived; returns how many."""
    return work.do(
        "UPDATE outbox SET state = 'dead', error = 'recalled' WHERE key >= :low AND key < :high AND state IN ('held', 'new', 'wait')",
        low=prefix, high=prefix[:-1] + chr(ord(prefix[-1]) + 1),
    )  # fmt: skip


def resume(work: Work) -> int:
    """After a start: what was being sent when we died is sent again (perhaps a copy, never a loss)."""
    return work.do("UPDATE outbox SET state = 'new' WHERE state = 'sending'")


def drop_card(work: Work, account: str, name: str) -> None:
    """The next screen of this card comes as a new message."""
    work.do("DELETE FROM card WHERE account = :a AND name = :n", a=account, n=name)


def about(work: Work, account: str, message: str) -> str:
    """Which opinion a message of ours was about, by its platform id; empty if none."""
    row = work.one("SELECT about FROM outbox WHERE account = :a AND message = :m ORDER BY id DESC LIMIT 1", a=account, m=message)
    return row[0] if row else ""


def newest(work: Work, prefix: str) -> tuple[str, str] | None:
    """(account, platform message) of the last message whose key begins so; the message is empty while it has not left."""
    row = work.one(
        "SELECT account, message FROM outbox WHERE key >= :low AND key < :high AND state <> 'dead' ORDER BY id DESC LIMIT 1",
        low=prefix, high=prefix[:-1] + chr(ord(prefix[-1]) + 1),
    )  # fmt: skip
    return (row[0], row[1]) if row else None


def backlog(work: Work, at: datetime, older: timedelta) -> tuple[int, int]:
    """(waiting and due, of those older than `older`), for health and alarms."""
    row: tuple[Any, ...] | None = work.one(
        "SELECT count(*), coalesce(sum(CASE WHEN due < :old THEN 1 ELSE 0 END), 0) FROM outbox WHERE state IN ('new', 'wait')",
        old=micros(at - older),
    )  # fmt: skip
    return (int(row[0]), int(row[1])) if row else (0, 0)


def purge(work: Work, before: datetime, limit: int = 500) -> int:
    """Delete some of what was sent long ago; returns how many."""
    return work.do(
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE created_at < :b AND state IN ('sent', 'dead') LIMIT :n)",
        b=micros(before), n=limit,
    )  # fmt: skip
