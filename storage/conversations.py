"""Where each conversation stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.work import Work, micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The open step of an account: flow, step, its draft as JSON, the menu whose numbers count (its message has arrived), and the one
    that comes with the newest answer, which takes them when it arrives."""

    flow: str
    step: str
    draft: str
    menu: str
    coming: str = ""


IDLE = Standing(flow="", step="", draft="{}", menu="")


def get(work: Work, account: str) -> Standing:
    """Where a conversation stands; idle when it never began."""
    row = work.one("SELECT flow, step, draft, menu, coming FROM conversation WHERE account = :a", a=account)
    return Standing(flow=row[0], step=row[1], draft=row[2], menu=row[3], coming=row[4]) if row else IDLE


def keep(work: Work, account: str, standing: Standing, at: datetime) -> None:
    """Remember where it stands now."""
    work.do(
        "INSERT INTO conversation (account, flow, step, draft, menu, coming, at) VALUES (:a, :f, :s, :d, :m, :c, :at)"
        " ON CONFLICT (account) DO UPDATE SET flow = excluded.flow, step = excluded.step, draft = excluded.draft,"
        " menu = excluded.menu, coming = excluded.coming, at = excluded.at",
        a=account, f=standing.flow, s=standing.step, d=standing.draft, m=standing.menu, c=standing.coming, at=micros(at),
    )  # fmt: skip


def forget(work: Work, account: str) -> None:
    """Erase an account's conversation and menus.

    A message that is on its way stays as an empty row: its number must not pass to another message, which would be marked as sent
    when this one arrives."""
    work.do("DELETE FROM conversation WHERE account = :a", a=account)
    work.do("DELETE FROM menu WHERE account = :a", a=account)
    work.do("DELETE FROM card WHERE account = :a", a=account)
    work.do("DELETE FROM outbox WHERE account = :a AND state <> 'sending'", a=account)
    work.do("UPDATE outbox SET state = 'dead', error = 'erased', payload = '', menu = '' WHERE account = :a", a=account)
