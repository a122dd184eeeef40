"""What typed words do: a command, or the button that they name under a message which has arrived."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.act import Act
from bot.domain.words import fold
from bot.flows.outcome import Keep, Outcome
from bot.talk import codec
from bot.talk.screen import Button, Words, button, column, say, screen
from bot.wording.match import is_number, match
from storage import menus, opinions
from storage.conversations import Standing
from storage.menus import Menu
from storage.work import Work

if TYPE_CHECKING:
    from bot.flows.engine import Book

_COMMAND_LETTERS = 40
_BUTTON_LETTERS = 80
_EARLIER = 12  # messages with buttons that are looked through for words of an earlier one
_ID_LETTERS = 26  # of what a button is about: an opinion, a dialogue, an account
_LINK = re.compile(r"([A-Za-z])_([0-9A-Za-z_-]{2,64})")  # what stands behind `?start=`, typed where a channel knows no links

Deed = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A button that was named, and the menu where it stands."""

    menu: Menu
    words: Words
    does: Deed


def said(work: Work, act: Act, book: Book, standing: Standing, text: str) -> Deed | Outcome:
    """What typed words do: a slash makes them a command; without one, the buttons in sight come before the commands of that name, and
    these before the buttons of earlier messages. Empty when they are none of these."""
    if text.lstrip().startswith("/"):
        return _command(book, text)
    if (link := _LINK.fullmatch(text.strip())) and (prefix := link[1].lower()) in book.links:
        return (book.links[prefix], link[2])
    if len(text) > _BUTTON_LETTERS:
        return _command(book, text)
    return _in_sight(work, act, book, standing, text) or _command(book, text) or _earlier(work, act, book, standing, text)


def _command(book: Book, text: str) -> Deed:
    """The deed of a typed command: slash and tones may be missing, then the message must be the command alone."""
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    word = fold(first[:_COMMAND_LETTERS].removeprefix("/").partition("@")[0])
    if not first or (len(text) > _COMMAND_LETTERS + 60 and word not in book.wordy):
        return ()
    if first.startswith("/") and (deed := book.commands.get(word)):
        return (*deed, rest.strip()) if rest.strip() else deed
    return book.commands.get(fold(text).replace(" ", ""), ()) if len(text) <= _COMMAND_LETTERS else ()


def _in_sight(work: Work, act: Act, book: Book, standing: Standing, text: str) -> Deed | Outcome:
    """The deed of the button whose number or label was typed, under the message whose numbers count.

    Only what has arrived was read. Where an answer of ours is still on its way and has such a button too, or came after the words,
    nothing is done: whoever types twice because nothing comes must not press a button of what comes then. (But a card that only waits
    for the end of someone's own words may be answered by its words, `Gửi`, ahead of time.) Where a notice came just before the words
    they may be meant for the message above it: both are offered."""
    now = menus.on_screen(work, act.account, standing.menu) if standing.menu else None
    here = _named(act, book, now, text)
    items, held = menus.on_its_way(work, act.account, standing.coming) if standing.coming else ("", False)
    if items and not (held and is_number(text)):
        next_ = codec.load_items(items)
        place = match(text, _labels(act, book, next_))
        if place is not None and not (here and here.does == next_[place][1]):
            return next_[place][1] if held else _unread()
    heard = act.heard or act.at
    if now is None or not now.told:
        return _unread() if here and here.menu.shown > heard else here.does if here else ()
    if heard >= now.shown + timedelta(seconds=act.province.rules.sending.glance_seconds):
        return here.does if here else ()
    above = next((one for one in menus.newest(work, act.account, 2) if one.id != now.id), None)
    over = _named(act, book, above, text)
    if over and here and over.does != here.does:
        return _asked(work, text, (over, here))
    if over is None and here and now.shown > heard:
        return _unread()
    found = over or here
    return found.does if found else ()


def _earlier(work: Work, act: Act, book: Book, standing: Standing, text: str) -> Deed | Outcome:
    """Where nothing can be pressed, the words of a button under an earlier message mean that button, as long as no question is open.

    What only shows or leads somewhere is done. Anything else is done where no newer message is about another thing; else it is asked
    which one is meant: words alone must not decide about what is not in sight."""
    if act.taps or standing.flow or is_number(text):
        return ()
    seen = menus.newest(work, act.account, _EARLIER)
    named = [one for menu in seen if (one := _named(act, book, menu, text))]
    found = [one for one in named if one.does[0] != "="]
    if not found:
        return named[0].does if named else ()  # of a question that is closed: known as old
    first = found[0]
    if book.is_harmless(first.does):
        return first.does
    about = _things(_deeds(first.menu))
    newer = [_things(_deeds(menu)) for menu in seen[: seen.index(first.menu)]]
    if all(things <= about for things in newer) and all(_things((one.does,)) == _things((first.does,)) for one in found):
        return first.does
    meant = {_things((one.does,)): one for one in reversed(found) if not book.is_harmless(one.does)}
    return _asked(work, text, tuple(reversed(meant.values())))


def _asked(work: Work, text: str, meant: Sequence[Named]) -> Outcome:
    """Which of these buttons is meant."""
    offered = [Button(words=_of(work, one), does=one.does) for one in meant]
    return Keep(screens=(screen(say("typed-which", text=text), rows=column(*offered, button("button-menu", "menu"))),))


def _of(work: Work, one: Named) -> Words:
    """A button's words with what it is about: the code of an opinion, else when its message came."""
    known = (opinions.get(work, thing) for thing in sorted(_things((one.does,))))
    if opinion := next((found for found in known if found is not None), None):
        return say("typed-of", label=one.words, of=opinion.code)
    return say("typed-at", label=one.words, at=one.menu.shown)


def _unread() -> Outcome:
    return Keep(screens=(screen(say("typed-unread")),))


def _named(act: Act, book: Book, menu: Menu | None, text: str) -> Named | None:
    """The button of a menu with this number or label."""
    if menu is None:
        return None
    place = match(text, menu.labels or _labels(act, book, codec.load_items(menu.items)))
    if place is None:
        return None
    words, does = codec.load_items(menu.items)[place]
    return Named(menu=menu, words=words, does=does)


def _labels(act: Act, book: Book, items: Sequence[tuple[Words, Deed]]) -> list[str]:
    return [book.catalogue.text(act.lang, words) for words, _ in items]


def _deeds(menu: Menu) -> tuple[Deed, ...]:
    return tuple(does for _, does in codec.load_items(menu.items))


def _things(deeds: Sequence[Deed]) -> frozenset[str]:
    """What buttons are about: the ids among what they carry."""
    return frozenset(part for does in deeds for part in does[1:] if len(part) == _ID_LETTERS)
