"""The one way to say something: an outbox row with its menu, never a send."""

from __future__ import annotations

from datetime import datetime

from bot.domain.act import Act
from bot.domain.deadlines import after_quiet
from bot.talk import codec
from bot.talk.screen import Screen
from storage import conversations, outbox, people
from storage.outbox import Purpose
from storage.work import Work

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
_MENU = 12  # 12 of 57 characters: 70 bits
_DAYTIME: frozenset[Purpose] = frozenset({"status", "reminder", "digest", "broadcast"})


def put(
    work: Work, act: Act, account: str, screen: Screen, *, key: str, purpose: Purpose, due: datetime | None = None,
    about: str = "", wakes: bool = False,
) -> str:  # fmt: skip
    """Write one message for one account; returns the id of its menu, empty when it has no buttons.

    What is not an answer, an emergency or marked `wakes` waits for the morning (quiet hours of the rules). A second message
    of the same key is not written."""
    when = due or act.at
    if purpose in _DAYTIME and not wakes:
        when = after_quiet(when, act.province.rules.quiet)
    menu = act.mint.pick(_LETTERS, _MENU) if any(one.does for row in screen.rows for one in row) else ""
    if not outbox.put(
        work, key=key, account=account, purpose=purpose, payload=codec.dump(screen), at=act.at, due=when, card=screen.card, menu=menu,
        about=about,
    ):  # fmt: skip
        return ""
    if menu:
        conversations.add_menu(work, menu=menu, account=account, items=codec.dump_items(screen), at=act.at)
    return menu


def tell(
    work: Work, act: Act, person: str, screen: Screen, *, key: str, purpose: Purpose = "status", due: datetime | None = None,
    about: str = "", wakes: bool = False,
) -> bool:  # fmt: skip
    """Tell a person something where they read last; False when they cannot be reached."""
    account = people.reach(work, person)
    if not account:
        return False
    menu = put(work, act, account, screen, key=key, purpose=purpose, due=due, about=about, wakes=wakes)
    if menu:
        conversations.show(work, account, menu, act.at)
    return True
