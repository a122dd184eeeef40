"""What each of the citizen's conversations remembers between two messages. These shapes are stored: changing one restarts its flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Purpose = Literal["opinion", "recommune", "settle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What waits for the person's word: the letters that were typed before it (their numbers, never their words), the dialogue for
    which they are about to register (`attend`), or an opinion of the dialogue that they want to stand behind (`voice`)."""

    letters: tuple[int, ...] = ()
    dialogue: str = ""
    unit: str = ""
    contested: str = ""
    attend: str = ""
    poster: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """Which commune, and what for. `codes` and `names` are what was found under the name that was typed; `area` and `page` say
    where in the list of communes one looks."""

    purpose: Purpose = "opinion"
    opinion: str = ""
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    said: str = ""
    near: bool = False
    more: int = 0
    area: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Nothing: the opinion itself is kept apart, so that it outlives the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """Loose words that may belong to an opinion that was sent; `opinion` when they came as a reply to a message about it."""

    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """A message that looks like something else than an opinion. `letter` is 0 when the draft as a whole looks so.

    `told`: someone on duty was woken. The rest is what already waited for the person's consent, and waits on."""

    kind: str
    letter: int = 0
    told: bool = False
    waiting: tuple[int, ...] = ()
    unit: str = ""
    dialogue: str = ""
    poster: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnOpinion:
    """A question about one opinion."""

    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Someone else's opinion that the person wants to stand behind, and the draft that they would not send then."""

    dialogue: str
    opinion: str
    draft: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReport:
    """A question about what an agency reported to be done."""

    report: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """A verdict that waits for its reason."""

    opinion: str
    round: int
    verdict: Literal["dissatisfied", "not_done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    """A registration for a dialogue that is being made."""

    dialogue: str
    people: int = 0
    subject: str = ""
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Nothing to remember."""
