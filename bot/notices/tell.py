"""The one way to say something: an outbox row with its menu, never a send."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.act import Act
from bot.domain.deadlines import after_quiet
from bot.domain.people import Account
from bot.talk import codec
from bot.talk.screen import Screen
from storage import kept, menus, outbox, people
from storage.outbox import Purpose
from storage.work import Work

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
_MENU = 12  # 12 of 57 characters: 70 bits
_DAYTIME: frozenset[Purpose] = frozenset({"status", "reminder", "digest", "broadcast"})


def put(
    work: Work, act: Act, account: str, screen: Screen, *, key: str, purpose: Purpose, due: datetime | None = None,
    about: str = "", wakes: bool = False, until: datetime | None = None,
) -> str:  # fmt: skip
    """Write one message for one account; returns the id of its menu, empty when it has no buttons.

    What is not an answer, an emergency or marked `wakes` waits for the morning (quiet hours of the rules). What has not left by
    `until` is of no use any more and given up. A second message of the same key is not written."""
    when = _leaves(act, purpose, due, wakes=wakes)
    menu = act.mint.pick(_LETTERS, _MENU) if screen.choices() and purpose != "commands" else ""
    if not outbox.put(
        work, key=key, account=account, purpose=purpose, payload=codec.dump(screen), at=act.at, due=when, card=screen.card, menu=menu,
        about=about, until=until,
    ):  # fmt: skip
        return ""
    if menu:
        menus.add(work, menu=menu, account=account, items=codec.dump_items(screen), at=act.at)
    return menu


def _leaves(act: Act, purpose: Purpose, due: datetime | None, *, wakes: bool) -> datetime:
    when = due or act.at
    return after_quiet(when, act.province.rules.quiet) if purpose in _DAYTIME and not wakes else when


def tell(
    work: Work, act: Act, person: str, screen: Screen, *, key: str, purpose: Purpose = "status", due: datetime | None = None,
    about: str = "", wakes: bool = False, besides: str = "", until: datetime | None = None,
) -> bool:  # fmt: skip
    """Tell a person something where they read last, if possible not on the channel `besides`; False when they cannot be reached.

    What they would still want to hear then is kept where they were last, and leaves when they are back. The numbers of its buttons count
    once it has arrived."""
    account = people.reach(work, person, besides=besides)
    if not account:
        _keep(work, act, person, screen, key=key, purpose=purpose, due=due, about=about, until=until)
        return False
    put(work, act, account, screen, key=key, purpose=purpose, due=due, about=about, wakes=wakes, until=until)
    return True


def everywhere(work: Work, act: Act, chats: Iterable[Account], screen: Screen, *, key: str) -> None:
    """Tell a person on every one of these chats of theirs, at any hour; on one that they stopped, or that takes nothing now, when they are
    back there."""
    for one in chats:
        due = kept.NEVER if one.state == "blocked" else None
        put(work, act, one.id, screen, key=f"{key}:{one.id}", purpose="status", due=due, about=outbox.HERE, wakes=True)


def _keep(
    work: Work, act: Act, person: str, screen: Screen, *, key: str, purpose: Purpose, due: datetime | None, about: str,
    until: datetime | None,
) -> None:  # fmt: skip
    """Write it for their return: who stopped us hears then what concerns an opinion, who is only silent also what is still of use."""
    last = next(iter(people.deaf(work, person)), None)
    if last is not None and (purpose == "status" or (last.state == "shut" and (purpose == "urgent" or until))):
        put(work, act, last.id, screen, key=key, purpose=purpose, due=kept.NEVER, about=about, wakes=True, until=until)
        if due is not None:
            kept.after(work, key, due)
