"""The conclusion of a dialogue: what was decided about each of its opinions, or why nothing had to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final, Literal, get_args

from bot.domain.statuses import Outcome, Status

Kind = Literal["explained", "done", "promised", "assigned", "reason"]
"""Answered in the room (information given, or done already), promised for a day, handed to an agency, or a reason instead."""
Reason = Literal["answered", "not_reached", "same", "transferred", "withdrawn", "refused", "diverted"]
Standing = Literal["draft", "leaving", "published"]
Part = Literal["number", "day", "signer", "file", "file_waits"]
Lack = Literal["item", "content", "words", "lead", "day", "day_past", "reason"]
KINDS: tuple[Kind, ...] = get_args(Kind)
REASONS: tuple[Reason, ...] = get_args(Reason)
_PARTY: Final = {"province": "TU", "district": "HU", "commune": "ĐU"}
UNTOLD: Final[tuple[Reason, ...]] = ("withdrawn", "refused", "diverted")
"""What is left out of the public text, and of what authors hear: they were told otherwise."""
DATED: Final[tuple[Kind, ...]] = ("promised", "assigned")
"""What an agency has to do by a day."""
OUTCOMES: Final[Mapping[str, Outcome]] = {"explained": "explained", "done": "done", "promised": "scheduled"}
"""What is an answer, and with which outcome."""
_BY_ITSELF: Final[Mapping[Status, Reason]] = {
    "withdrawn": "withdrawn", "refused": "refused", "diverted": "diverted", "answered": "answered", "closed": "answered",
    "transferred": "transferred",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionRules:
    """When an office is reminded of a conclusion that is missing, and why an opinion may go without one."""

    nag_days: tuple[int, ...]  # working days after the session
    nag_at: time
    reasons: tuple[Reason, ...]  # in the order of the buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The notice of a dialogue's conclusion. While it is `leaving` it can be called back; `sha` is the fingerprint of the signed file as it
    was published, `by` who published it."""

    id: str
    dialogue: str
    number: str = ""
    day: str = ""
    signer: str = ""
    place: str = ""
    words: str = ""
    sha: str = ""
    state: Standing = "draft"
    version: int = 1
    by: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is concluded about a topic: the opinion that leads it, with all that follow it. `content` is what an official wrote that it is
    about; `day` is ISO. Of what could not be done as it says, `reason` tells why."""

    opinion: str
    kind: Kind | Literal[""] = ""
    content: str = ""
    words: str = ""
    lead: str = ""
    supporting: tuple[str, ...] = ()
    day: str = ""
    reason: Reason | Literal[""] = ""
    no: int = 0


def by_itself(status: Status) -> Reason | Literal[""]:
    """Why an opinion that stands so needs no conclusion; empty where it needs one."""
    return _BY_ITSELF.get(status, "")


def lacks(item: Item | None, today: date) -> Lack | Literal[""]:
    """What a line of the conclusion still lacks; empty where it is whole. What the public reads needs a name that an official gave it."""
    if item is None or not item.kind:
        return "item"
    if item.kind == "reason" and (not item.reason or item.reason in UNTOLD):
        return "" if item.reason else "reason"
    if not item.content:
        return "content"
    if item.kind == "reason":
        return ""
    if not item.words:
        return "words"
    if item.kind in DATED:
        if not item.lead:
            return "lead"
        if not item.day:
            return "day"
        if date.fromisoformat(item.day) <= today:
            return "day_past"
    return ""


def is_excused(status: Status, lack: Lack) -> bool:
    """Whether what a line lacks stands in nobody's way: its opinion says by itself why it needs no conclusion."""
    return by_itself(status) in UNTOLD or (lack == "item" and by_itself(status) != "")


def agencies(items: Iterable[Item]) -> list[str]:
    """Every agency that has something to do, each once, in the order of the conclusion."""
    return list(dict.fromkeys(code for one in items if one.kind in DATED for code in (one.lead, *one.supporting) if code))


def named(number: str, *, party: bool, level: str) -> str:
    """A number with its sign: `05/TB-UBND`, of the Party `05-TB/ĐU`; as it was typed where it has a sign already."""
    if not (number.isascii() and number.isdigit()):
        return number
    return f"{int(number):02}-TB/{_PARTY[level]}" if party else f"{int(number):02}/TB-UBND"


def sign_of(*, party: bool, level: str) -> str:
    """What follows the number of a conclusion."""
    return f"TB/{_PARTY[level]}" if party else "TB-UBND"
