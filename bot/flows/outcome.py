"""What a step is given, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from bot.domain.act import Act
from bot.talk.incoming import Incoming, Media
from bot.talk.screen import Button, Fact, Screen, Words
from storage.work import Work

D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the person answered: a choice of the step's own buttons, or words, files, a place, a phone number."""

    choice: str = ""
    text: str = ""
    media: tuple[Media, ...] = ()
    place: tuple[float, float] | None = None
    contact: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goto(Generic[D]):
    """Go to another step of the same flow with this draft."""

    step: str
    draft: D


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The answer does not fit: say why and ask again."""

    why: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The flow is over; say this. Nothing to say shows the menu."""

    screens: tuple[Screen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Say this and leave the conversation where it stands."""

    screens: tuple[Screen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Toast:
    """A short word on the press, with no other effect."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Enter:
    """Begin a flow (at its first step unless another is named), saying something before."""

    flow: str
    draft: object
    step: str = ""
    screens: tuple[Screen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """Take these letters' turns again now that the person agreed, after saying this."""

    letters: tuple[int, ...]
    screens: tuple[Screen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """The chat speaks for another person from now on, as `act` says: say this, then go on where that person stood."""

    act: Act
    screens: tuple[Screen, ...]


Outcome: TypeAlias = "Goto[Any] | Stay | Done | Keep | Toast | Enter | Replay | Resume"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[D]):
    """One question: how it is shown and what becomes of an answer."""

    show: Callable[[Work, Act, D], Screen]
    take: Callable[[Work, Act, D, Answer], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Generic[D]):
    """A conversation with a typed draft (a frozen dataclass of text, numbers, booleans and tuples of text).

    Names of flows and steps are stored: renaming one is a migration."""

    name: str
    draft: type[D]
    first: str
    steps: Mapping[str, Step[D]]


Door: TypeAlias = Callable[[Work, Act, tuple[str, ...]], Outcome]
"""What a button, a command or a link opens from anywhere; it asks for permission itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One part of the house of conversations: its flows, doors, commands (word -> door and arguments) and link prefixes.

    Behind a `wordy` command any number of words may stand. `harmless` are the doors (or `door.verb`) that only show something or lead
    somewhere: the words of their buttons act also when other messages came since."""

    flows: tuple[Flow[Any], ...] = ()
    doors: Mapping[str, Door] = field(default_factory=dict)
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wordy: tuple[str, ...] = ()
    harmless: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)  # prefix of a start payload -> door


Loose: TypeAlias = Callable[[Work, Act, Incoming], "Outcome | None"]
"""Looks at a message that no open question asked for; None lets the next one look."""


def option(id: str, value: str, **facts: Fact) -> Button:
    """A button that answers the step it is shown with."""
    return Button(words=Words(id=id, facts=facts), does=("=", value))
