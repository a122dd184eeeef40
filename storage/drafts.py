"""Opinions that are being written: one per account, never lost until sent or cancelled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.domain.opinions import Draft
from storage.work import Work, micros, moment


def get(work: Work, account: str) -> Draft | None:
    """The open draft of an account."""
    r = work.one(
        "SELECT account, person, id, unit, said, dialogue, contested, pieces, touched_at, poster FROM draft WHERE account = :a", a=account
    )
    if r is None:
        return None
    return Draft(
        account=r[0], person=r[1], id=r[2], unit=r[3], said=r[4], dialogue=r[5], contested=r[6],
        pieces=tuple((one[0], one[1]) for one in json.loads(r[7])), touched_at=moment(r[8]), poster=r[9],
    )  # fmt: skip


def keep(work: Work, draft: Draft) -> None:
    """Keep a draft as it is now."""
    work.do(
        "INSERT INTO draft (account, person, id, unit, said, dialogue, contested, pieces, touched_at, poster)"
        " VALUES (:a, :p, :id, :u, :s, :d, :c, :pieces, :at, :po) ON CONFLICT (account) DO UPDATE SET id = excluded.id,"
        " unit = excluded.unit, said = excluded.said, dialogue = excluded.dialogue, contested = excluded.contested,"
        " pieces = excluded.pieces, touched_at = excluded.touched_at,"
        " poster = excluded.poster",
        a=draft.account, p=draft.person, id=draft.id, u=draft.unit, s=draft.said, d=draft.dialogue, c=draft.contested,
        pieces=json.dumps(draft.pieces, ensure_ascii=False), at=micros(draft.touched_at), po=draft.poster,
    )  # fmt: skip


def drop(work: Work, account: str) -> None:
    """The draft was sent or cancelled."""
    work.do("DELETE FROM draft WHERE account = :a", a=account)


def touched(work: Work, account: str) -> datetime | None:
    """When a draft was last added to."""
    row = work.one("SELECT touched_at FROM draft WHERE account = :a", a=account)
    return moment(row[0]) if row else None


def remember(work: Work, account: str, messages: Iterable[str], opinion: str, at: datetime) -> None:
    """These messages of a chat became part of an opinion."""
    for message in messages:
        if message:
            work.do(
                "INSERT INTO piece (account, message, opinion, at) VALUES (:a, :m, :o, :at) ON CONFLICT (account, message) DO NOTHING",
                a=account, m=message, o=opinion, at=micros(at),
            )  # fmt: skip


def opinion_of(work: Work, account: str, message: str) -> str:
    """The opinion that a message became part of; empty if none."""
    row = work.one("SELECT opinion FROM piece WHERE account = :a AND message = :m", a=account, m=message)
    return row[0] if row else ""


def forget(work: Work, account: str) -> None:
    """Forget an account's draft and which of its messages went where."""
    drop(work, account)
    work.do("DELETE FROM piece WHERE account = :a", a=account)
