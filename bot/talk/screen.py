"""What we say, before it has words: sentence ids and facts, with the buttons below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A sentence of the catalogue with its facts. Numbers that are names (years, codes) are passed as text."""

    id: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


Fact: TypeAlias = "str | int | date | datetime | Words | tuple[Words, ...]"
"""A date is worded as a day, an aware datetime as day and hour in Viet Nam, a tuple of Words as lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A thing to press. `does` names the door and its arguments; `url` opens a page instead."""

    words: Words
    does: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One message. `lines` become paragraphs; `rows` are the rows of buttons.

    `card` names a live card: a later screen of the same name edits the message where the channel can. `files` are
    ids of stored attachments. `asks` lets the person share a `location` or a `contact` with one tap where the channel can.
    `ack` makes it a toast on the press of that name. `earlier` are the choices of messages said just before, where numbers stand for
    buttons: they keep their numbers, and those of this screen go on from there.

    Two things that are kept beside it, not in it: `after`, the seconds of quiet before it leaves (a card that changes again meanwhile
    is sent once), and `about`, the opinion that a reply to this message is about."""

    lines: tuple[Words, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    card: str = ""
    files: tuple[str, ...] = ()
    asks: str = ""
    ack: str = ""
    after: int = 0
    about: str = ""
    earlier: tuple[Button, ...] = ()

    def choices(self) -> tuple[Button, ...]:
        """The buttons that do something, in the order of their numbers (the first is 1 in a menu, index 0 in its data)."""
        return (*self.earlier, *(button for row in self.rows for button in row if button.does))


def say(id: str, **facts: Fact) -> Words:
    """Name a sentence and its facts."""
    return Words(id=id, facts=facts)


def button(id: str, *does: str, **facts: Fact) -> Button:
    """A button whose label is the sentence `id` and which opens the door `does[0]` with the rest as arguments."""
    return Button(words=Words(id=id, facts=facts), does=does)


def screen(
    *lines: Words, rows: tuple[tuple[Button, ...], ...] = (), card: str = "", files: tuple[str, ...] = (), asks: str = "",
    after: int = 0, about: str = "",
) -> Screen:  # fmt: skip
    """One message made of sentences."""
    return Screen(lines=lines, rows=rows, card=card, files=files, asks=asks, after=after, about=about)


def column(*buttons: Button) -> tuple[tuple[Button, ...], ...]:
    """Buttons one below the other."""
    return tuple((one,) for one in buttons)


def counted_on(said: tuple[Screen, ...]) -> tuple[Screen, ...]:
    """Where numbers stand for buttons, those of all that is said in one turn go on from message to message: each means one thing."""
    counted: list[Screen] = []
    before: tuple[Button, ...] = ()
    for one in said:
        counted.append(replace(one, earlier=before) if one.rows else one)
        before = counted[-1].choices() or before
    return tuple(counted)
