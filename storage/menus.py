"""What the buttons of our messages do, and which of these messages someone has on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.work import Work, micros, moment

_FIELDS = "id, items, words, told, shown"
_REPLACED = 6  # how many of the newest a new content of their card may put out of date


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The menu of a message that is on the screen: what its buttons do, their words as they were read there (none: of an older
    program), whether it was a notice, which nobody had asked for, and when it arrived."""

    id: str
    items: str
    labels: tuple[str, ...]
    told: bool
    shown: datetime


def add(work: Work, *, menu: str, account: str, items: str, at: datetime) -> None:
    """Remember what the buttons of a message do."""
    work.do("INSERT INTO menu (id, account, items, at) VALUES (:id, :a, :i, :at)", id=menu, a=account, i=items, at=micros(at))


def items(work: Work, menu_id: str, account: str) -> str | None:
    """The items of a menu of this account; None for another's, or a forged id."""
    row = work.one("SELECT items FROM menu WHERE id = :id AND account = :a", id=menu_id, a=account)
    return row[0] if row else None


def arrived(
    work: Work, account: str, menu: str, at: datetime, *, place: int, labels: Sequence[str] = (), told: bool = False, card: str = "",
    edited: bool = False,
) -> None:  # fmt: skip
    """A message is there, the `place`-th of all: its numbers count from now on; the buttons that it had before it was changed are gone.

    But those of an open question stay when a notice comes, and whoever changes a message far above (`edited`) without being asked takes
    none but the numbers of that message itself. Words that were forgotten while it was on its way stay so."""
    own = edited and _is_of(work, account, card)
    if card and edited:
        work.do(
            "UPDATE menu SET shown = 0 WHERE card = :c AND id <> :m AND id IN"
            " (SELECT id FROM menu WHERE account = :a AND shown > 0 ORDER BY shown DESC, place DESC LIMIT :n)",
            c=card, m=menu, a=account, n=_REPLACED,
        )  # fmt: skip
    if not menu:
        return
    work.do(
        "UPDATE menu SET shown = :at, place = :p, words = CASE WHEN items = '[]' THEN '' ELSE :w END, told = :t, card = :c WHERE id = :m",
        at=micros(at), p=place, w="\n".join(" ".join(one.split()) for one in labels), t=int(told), c=card, m=menu,
    )  # fmt: skip
    if edited and told and not own:
        return
    work.do(
        "INSERT INTO conversation (account, menu, at) VALUES (:a, :m, :at) ON CONFLICT (account) DO UPDATE SET menu = excluded.menu,"
        " coming = CASE WHEN conversation.coming = excluded.menu THEN '' ELSE conversation.coming END"
        " WHERE conversation.flow = '' OR conversation.coming = excluded.menu OR :own = 1",
        a=account, m=menu, at=micros(at), own=int(own),
    )  # fmt: skip


def _is_of(work: Work, account: str, card: str) -> bool:
    """Whether the numbers are now those of the message that shows this card."""
    row = work.one("SELECT m.card FROM conversation c JOIN menu m ON m.id = c.menu WHERE c.account = :a", a=account)
    return bool(card) and row == (card,)


def on_screen(work: Work, account: str, menu_id: str) -> Menu | None:
    """A menu that arrived and is not out of date."""
    row = work.one(f"SELECT {_FIELDS} FROM menu WHERE id = :m AND account = :a AND shown > 0", m=menu_id, a=account)
    return _menu(row) if row else None


def newest(work: Work, account: str, limit: int) -> list[Menu]:
    """The menus that arrived last, the newest first."""
    rows = work.all(
        f"SELECT {_FIELDS} FROM menu WHERE account = :a AND shown > 0 ORDER BY shown DESC, place DESC LIMIT :n", a=account, n=limit
    )
    return [_menu(row) for row in rows]


def on_its_way(work: Work, account: str, menu_id: str) -> tuple[str, bool]:
    """The items of a menu whose message has not arrived, as far as is known, and whether it is not even time for it to leave; empty where
    it arrived or never will."""
    row = work.one(
        "SELECT m.items, o.state = 'held' FROM outbox o JOIN menu m ON m.id = o.menu WHERE o.account = :a"
        " AND o.state IN ('held', 'new', 'wait', 'sending') AND o.menu = :m",
        a=account, m=menu_id,
    )  # fmt: skip
    return (row[0], bool(row[1])) if row else ("", False)


def purge(work: Work, before: datetime, limit: int = 500) -> int:
    """Forget some menus made long ago, but never the one whose numbers count; returns how many."""
    return work.do(
        "DELETE FROM menu WHERE id IN (SELECT m.id FROM menu m WHERE m.at < :b AND NOT EXISTS"
        " (SELECT 1 FROM conversation c WHERE c.account = m.account AND c.menu = m.id) LIMIT :n)",
        b=micros(before), n=limit,
    )  # fmt: skip


def _menu(row: tuple[str, str, str, int, int]) -> Menu:
    labels = tuple(row[2].split("\n")) if row[2] else ()
    return Menu(id=row[0], items=row[1], labels=labels, told=bool(row[3]), shown=moment(row[4]))
