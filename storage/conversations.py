"""Where each conversation stands, and the menus that were shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.work import Work, micros


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The open step of an account: flow, step, its draft as JSON, and the menu last shown."""

    flow: str
    step: str
    draft: str
    menu: str


IDLE = Standing(flow="", step="", draft="{}", menu="")


def get(work: Work, account: str) -> Standing:
    """Where a conversation stands; idle when it never began."""
    row = work.one("SELECT flow, step, draft, menu FROM conversation WHERE account = :a", a=account)
    return Standing(flow=row[0], step=row[1], draft=row[2], menu=row[3]) if row else IDLE


def keep(work: Work, account: str, standing: Standing, at: datetime) -> None:
    """Remember where it stands now."""
    work.do(
        "INSERT INTO conversation (account, flow, step, draft, menu, at) VALUES (:a, :f, :s, :d, :m, :at)"
        " ON CONFLICT (account) DO UPDATE SET flow = excluded.flow, step = excluded.step, draft = excluded.draft,"
        " menu = excluded.menu, at = excluded.at",
        a=account, f=standing.flow, s=standing.step, d=standing.draft, m=standing.menu, at=micros(at),
    )  # fmt: skip


def show(work: Work, account: str, menu: str, at: datetime) -> None:
    """A notice with buttons was shown: its numbers count, unless a question is open."""
    work.do(
        "INSERT INTO conversation (account, menu, at) VALUES (:a, :m, :at)"
        " ON CONFLICT (account) DO UPDATE SET menu = excluded.menu WHERE conversation.flow = ''",
        a=account, m=menu, at=micros(at),
    )  # fmt: skip


def add_menu(work: Work, *, menu: str, account: str, items: str, at: datetime) -> None:
    """Remember what the buttons of a message do."""
    work.do("INSERT INTO menu (id, account, items, at) VALUES (:id, :a, :i, :at)", id=menu, a=account, i=items, at=micros(at))


def menu(work: Work, menu_id: str, account: str) -> str | None:
    """The items of a menu of this account; None for another's, or a forged id."""
    row = work.one("SELECT items FROM menu WHERE id = :id AND account = :a", id=menu_id, a=account)
    return row[0] if row else None


def recent_menus(work: Work, account: str, limit: int) -> list[str]:
    """The items of the menus that an account was shown lately, the newest first."""
    rows = work.all("SELECT items FROM menu WHERE account = :a ORDER BY at DESC, id DESC LIMIT :n", a=account, n=limit)
    return [row[0] for row in rows]


def purge_menus(work: Work, before: datetime, limit: int = 500) -> int:
    """Forget some menus shown long ago, but never the one that a conversation stands at; returns how many."""
    return work.do(
        "DELETE FROM menu WHERE id IN (SELECT m.id FROM menu m WHERE m.at < :b AND NOT EXISTS"
        " (SELECT 1 FROM conversation c WHERE c.account = m.account AND c.menu = m.id) LIMIT :n)",
        b=micros(before), n=limit,
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
