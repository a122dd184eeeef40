"""Every message on its way out: written by the turn that caused it, sent later, kept in order per account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from storage.work import Work, micros, moment

Purpose = Literal["toast", "urgent", "reply", "status", "commands", "reminder", "digest", "broadcast"]
ONCE = "once"
"""What a message is `about` that carries a one-time secret: its words are forgotten as soon as it has left, or will not leave."""
HERE = "here"
"""What a message is `about` that is for one chat only: it waits for its person there, and goes to no other chat of theirs."""
FORGET = f"payload = CASE WHEN about = '{ONCE}' THEN '' ELSE payload END"
RANKS: dict[Purpose, int] = {
    "toast": 0, "urgent": 1, "reply": 2, "status": 3, "commands": 4, "reminder": 5, "digest": 6, "broadcast": 7,
}  # fmt: skip
"""Who goes first when the platform's allowance is short."""
WAITS = "state IN ('held', 'new', 'wait', 'sending')"  # word for word the condition of the index outbox_live
_OWN_ORDER = "p.purpose <> 'toast' AND (p.purpose = 'commands') = (o.purpose = 'commands')"
# A chat's order is kept: what stands before an answer leaves with its rank, else the answer waited for a whole broadcast.
_HURRY = f"UPDATE outbox SET rank = :r WHERE account = :a AND {WAITS} AND state <> 'held' AND rank > :r AND purpose <> 'commands'"
# Whoever writes opens their chat again: what waits there for our allowance, or for the morning, is tried before the answer, which it
# must not hold up.
_SPEAK = (
    f"UPDATE outbox SET retry_at = :at WHERE account = :a AND {WAITS} AND state = 'wait'"
    " AND (error = 'quota' OR (error = 'busy' AND retry_at > :soon)) AND retry_at > :at"
)
_SOON = timedelta(minutes=10)  # a pause that a platform asked for is kept; the night is none
# Toasts answer a press that stands apart, and a command menu is no message: neither holds up the words, nor waits for them.


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A message ready to be worded and sent. `shown` is the platform message to change, empty for a new one; `error` is what
    became of the try before; `due` is when it might leave first."""

    id: int
    account: str
    channel: str
    purpose: Purpose
    rank: int
    payload: str
    card: str
    menu: str
    shown: str
    tries: int
    created_at: datetime
    due: datetime
    error: str = ""
    about: str = ""


def put(
    work: Work, *, key: str, account: str, purpose: Purpose, payload: str, at: datetime, due: datetime | None = None,
    card: str = "", menu: str = "", about: str = "", until: datetime | None = None,
) -> bool:  # fmt: skip
    """Add a message; False when one of this key is there already. A card that still waits takes the new content instead. What has not
    left by `until` is given up."""
    now, when = micros(at), micros(due or at)
    if card and work.do(
        "UPDATE outbox SET payload = :p, menu = :m, about = :about, due = CASE WHEN state = 'held' THEN :due ELSE due END"
        " WHERE account = :a AND card = :card AND card <> '' AND state IN ('held', 'new') AND tries = 0",
        p=payload, m=menu, about=about, due=when, a=account, card=card,
    ):  # fmt: skip
        return True
    added = work.do(
        "INSERT INTO outbox (key, account, channel, purpose, rank, payload, card, menu, about, state, due, retry_at, created_at,"
        " until) VALUES (:k, :a, coalesce((SELECT channel FROM account WHERE id = :a), ''), :pu, :r, :p, :card, :m, :about, :state, :due,"
        " :due, :at, :until) ON CONFLICT (key) DO NOTHING",
        k=key, a=account, pu=purpose, r=RANKS[purpose], p=payload, card=card, m=menu, about=about,
        state="held" if when > now else "new", due=when, at=now, until=micros(until) if until else 0,
    ) == 1  # fmt: skip
    if added and when <= now and purpose not in ("toast", "commands"):
        work.do(_HURRY, r=RANKS[purpose], a=account)
        if purpose == "reply":
            work.do(_SPEAK, a=account, at=now, soon=micros(at + _SOON))
    return added


def claim(work: Work, at: datetime, rooms: Mapping[str, int]) -> list[Parcel]:
    """Take, and mark as being sent, what may leave now: at most `rooms` of each channel, each the first of its account, best rank first."""
    now = micros(at)
    work.do(
        f"UPDATE outbox SET state = 'dead', error = 'late', {FORGET} WHERE until > 0 AND until <= :at AND state IN ('held', 'new', 'wait')",
        at=now,
    )
    work.do("UPDATE outbox SET state = 'new' WHERE state = 'held' AND due <= :at", at=now)
    work.do("UPDATE outbox SET state = 'new' WHERE state = 'wait' AND retry_at <= :at", at=now)
    found = []
    for channel, room in rooms.items():
        rows = work.all(
            "SELECT o.id FROM outbox o WHERE o.state = 'new' AND o.channel = :c AND (o.purpose = 'toast' OR NOT EXISTS"
            " (SELECT 1 FROM outbox p WHERE p.account = o.account AND p.id < o.id AND p.state IN ('new', 'wait', 'sending')"
            f" AND {_OWN_ORDER})) ORDER BY o.rank, o.id LIMIT :n",
            c=channel, n=room,
        )  # fmt: skip
        found += [parcel for row in rows if (parcel := _take(work, row[0])) is not None]
    return found


def _take(work: Work, row_id: int) -> Parcel | None:
    row = work.one(
        "UPDATE outbox SET state = 'sending', tries = tries + 1 WHERE id = :id AND state = 'new'"
        " RETURNING id, account, channel, purpose, rank, payload, card, menu, tries, created_at, error, about, due",
        id=row_id,
    )
    if row is None:
        return None
    return Parcel(
        id=row[0], account=row[1], channel=row[2], purpose=row[3], rank=row[4], payload=row[5], card=row[6], menu=row[7], tries=row[8],
        created_at=moment(row[9]), error=row[10], shown=_shown(work, row[1], row[6]) if row[6] else "",
        about=row[11], due=moment(row[12]),
    )  # fmt: skip


def _shown(work: Work, account: str, card: str) -> str:
    """The platform message that shows a card now; empty when none does."""
    row = work.one("SELECT message FROM card WHERE account = :a AND name = :n", a=account, n=card)
    return row[0] if row else ""


def next_due(work: Work) -> datetime | None:
    """The next moment at which something that is held or waits for another try may leave; None when nothing does."""
    row = work.one("SELECT (SELECT min(due) FROM outbox WHERE state = 'held'), (SELECT min(retry_at) FROM outbox WHERE state = 'wait')")
    moments = [value for value in row or () if value is not None]
    return moment(min(moments)) if moments else None


def sent(work: Work, parcel: Parcel, message: str, at: datetime) -> bool:
    """It arrived as the platform's message `message`; False where what waits was taken to another account meanwhile, which does not have
    that message before it."""
    row = work.one(
        f"UPDATE outbox SET state = 'sent', message = CASE WHEN account = :a THEN :m ELSE '' END, sent_at = :at, {FORGET} WHERE id = :id"
        " RETURNING account = :a",
        m=message, at=micros(at), id=parcel.id, a=parcel.account,
    )  # fmt: skip
    if row is None or not row[0]:
        return False
    if parcel.card and message:  # unless the card was dropped while this was on its way
        work.do(
            "INSERT INTO card (account, name, message) SELECT account, card, message FROM outbox WHERE id = :id AND card <> ''"
            " ON CONFLICT (account, name) DO UPDATE SET message = excluded.message",
            id=parcel.id,
        )  # fmt: skip
    return True


def again(work: Work, parcel: Parcel, why: str, after: datetime) -> None:
    """Try it again at `after`; nothing of its account overtakes it. What was given up meanwhile stays so."""
    work.do(
        "UPDATE outbox SET state = 'wait', error = :e, retry_at = :at WHERE id = :id AND state = 'sending'",
        e=why, at=micros(after), id=parcel.id,
    )  # fmt: skip


def untake(work: Work, parcel: Parcel) -> None:
    """It was claimed and never left: as if it had not been."""
    work.do("UPDATE outbox SET state = 'new', tries = tries - 1 WHERE id = :id AND state = 'sending'", id=parcel.id)


def hurry(work: Work, channel: str, at: datetime) -> int:
    """A channel works again: what could not be sent is tried now, however long it had been told to wait; returns how much."""
    return work.do(
        "UPDATE outbox SET retry_at = :at WHERE state = 'wait' AND retry_at > :at AND channel = :c AND error IN ('unsent', 'unknown')",
        at=micros(at), c=channel,
    )  # fmt: skip


def dead(work: Work, parcel: Parcel, why: str) -> None:
    """Give it up for good."""
    work.do(f"UPDATE outbox SET state = 'dead', error = :e, {FORGET} WHERE id = :id AND state = 'sending'", e=why, id=parcel.id)


def silence(work: Work, account: str, why: str) -> int:
    """Give up all that waits for an account; returns how many."""
    return work.do(
        f"UPDATE outbox SET state = 'dead', error = :e, {FORGET} WHERE account = :a AND {WAITS}", e=why, a=account,
    )  # fmt: skip


def recall(work: Work, key: str) -> bool:
    """Take back a message that has not left; False when it has or may have."""
    return work.do(
        "UPDATE outbox SET state = 'dead', error = 'recalled' WHERE key = :k AND state IN ('held', 'new') AND tries = 0", k=key
    ) == 1  # fmt: skip


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
        f"UPDATE outbox SET state = 'dead', error = :e WHERE account = :a AND {WAITS} AND state <> 'sending'"
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
    return work.one(f"SELECT 1 FROM outbox WHERE account = :a AND {WAITS}", a=account) is not None


def blank_about(work: Work, names: Sequence[str]) -> None:
    """Forget what was said about these opinions to anyone, once it has left: their author was erased. A message names them by their code
    or, in its buttons, by their id."""
    for name in names:
        work.do("UPDATE outbox SET payload = '' WHERE payload LIKE '%' || :n || '%' AND state IN ('sent', 'dead')", n=name)


def recall_all(work: Work, prefix: str) -> int:
    """Take back every message whose key begins so and that has not left or arrived; returns how many."""
    return work.do(
        "UPDATE outbox SET state = 'dead', error = 'recalled' WHERE key >= :low AND key < :high AND state IN ('held', 'new', 'wait')",
        low=prefix, high=prefix[:-1] + chr(ord(prefix[-1]) + 1),
    )  # fmt: skip


def resume(work: Work) -> int:
    """After a start: what was being sent when we died is sent again (perhaps a copy, never a loss)."""
    return work.do("UPDATE outbox SET state = 'new' WHERE state = 'sending'")


def lose_card(work: Work, account: str, name: str) -> None:
    """The message that shows this card cannot be changed any more: what is on its way becomes the card."""
    work.do("DELETE FROM card WHERE account = :a AND name = :n", a=account, n=name)


def drop_card(work: Work, account: str, name: str) -> None:
    """The next screen of this card comes as a new message, also when an older one is on its way."""
    lose_card(work, account, name)
    work.do(f"UPDATE outbox SET card = '' WHERE account = :a AND {WAITS} AND card = :n AND state IN ('wait', 'sending')", a=account, n=name)


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


def left_at(work: Work, prefix: str) -> datetime | None:
    """When the last message whose key begins so arrived; None where it has not, or is not known any more."""
    row = work.one(
        "SELECT sent_at FROM outbox WHERE key >= :low AND key < :high AND state = 'sent' ORDER BY id DESC LIMIT 1",
        low=prefix, high=prefix[:-1] + chr(ord(prefix[-1]) + 1),
    )  # fmt: skip
    return moment(row[0]) if row else None


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
