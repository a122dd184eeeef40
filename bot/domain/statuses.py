"""The one table of an opinion's life: which act leads from where to where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.domain.errors import RuleBroken

Status = Literal[
    "sent", "more_asked", "accepted", "transferred", "assigned", "in_progress", "drafted", "reopened",
    "answered", "closed", "refused", "withdrawn", "diverted",
]  # fmt: skip
Phase = Literal["waiting", "working", "answered", "closed"]
Outcome = Literal["done", "explained", "scheduled", "not_ours", "unfounded"]
Verdict = Literal["satisfied", "dissatisfied", "not_done"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
STATUSES: tuple[Status, ...] = get_args(Status)

PHASES: dict[Status, Phase] = {
    "sent": "waiting", "more_asked": "waiting", "accepted": "waiting", "transferred": "waiting",
    "assigned": "working", "in_progress": "working", "drafted": "working", "reopened": "working",
    "answered": "answered",
    "closed": "closed", "refused": "closed", "withdrawn": "closed", "diverted": "closed",
}  # fmt: skip

SHOWN: dict[Status, Status] = {"drafted": "in_progress"}
"""What a citizen reads where it differs: a draft answer is not yet an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An act's way through the table."""

    came: tuple[Status, ...]
    goes: Status


MOVES: dict[str, Move] = {
    "accept": Move(came=("sent",), goes="accepted"),
    "refuse": Move(came=("sent", "accepted"), goes="refused"),
    "withdraw": Move(came=("sent",), goes="withdrawn"),
    "divert": Move(came=("sent", "accepted", "assigned", "in_progress", "drafted", "reopened"), goes="diverted"),
    "transfer": Move(came=("sent", "accepted"), goes="transferred"),
    "take_over": Move(came=("transferred",), goes="accepted"),
    "hand_back": Move(came=("transferred",), goes="accepted"),
    "decide": Move(came=("accepted", "transferred"), goes="accepted"),
    "assign": Move(came=("accepted", "assigned", "in_progress", "reopened"), goes="assigned"),
    "return": Move(came=("assigned",), goes="accepted"),
    "take_on": Move(came=("assigned", "reopened"), goes="in_progress"),
    "draft": Move(came=("in_progress", "drafted"), goes="drafted"),
    "send_back": Move(came=("drafted",), goes="in_progress"),
    "release": Move(came=("drafted",), goes="answered"),
    "satisfied": Move(came=("answered",), goes="closed"),
    "silence": Move(came=("answered",), goes="closed"),
    "reopen": Move(came=("answered",), goes="reopened"),
    "reconsider": Move(came=("answered", "closed"), goes="reopened"),  # the Front sends it back
    # What the conclusion of a dialogue answers is said already; it is released in the same breath (`services.concluding`).
    "conclude": Move(came=("sent", "accepted", "assigned", "in_progress", "drafted", "reopened"), goes="drafted"),
    # While its author is asked for more, an opinion may also go wherever it could go before (`services.pauses`).
    "ask_more": Move(came=("sent", "accepted", "assigned", "in_progress", "reopened"), goes="more_asked"),
    "go_on_sent": Move(came=("more_asked",), goes="sent"),
    "go_on_accepted": Move(came=("more_asked",), goes="accepted"),
    "go_on_assigned": Move(came=("more_asked",), goes="assigned"),
    "go_on_in_progress": Move(came=("more_asked",), goes="in_progress"),
    "go_on_reopened": Move(came=("more_asked",), goes="reopened"),
    # While what was released or refused has not left yet (`release.undo_seconds`).
    "undo_release": Move(came=("answered",), goes="drafted"),
    "undo_refuse": Move(came=("refused",), goes="accepted"),
    "undo_refuse_new": Move(came=("refused",), goes="sent"),
    # A part goes back to what it was split from (`services.splitting`).
    "unsplit": Move(came=("sent", "more_asked", "accepted", "assigned", "in_progress", "drafted"), goes="withdrawn"),
    # Whoever only supports another one stands down, until the answer is out.
    "stand_down": Move(came=("sent", "accepted", "transferred", "assigned", "in_progress", "drafted", "reopened"), goes="withdrawn"),
    # Out of a group of duplicates, before its answer is out.
    "leave": Move(came=("accepted", "assigned", "in_progress", "drafted", "reopened"), goes="accepted"),
}

_LIVE: Final = ("waiting", "working")
_OUT: Final = frozenset({"refuse", "withdraw", "divert", "leave", "unsplit", "stand_down"})
"""What takes an opinion out of its group before its answer is out."""
_OWN: Final = _OUT | {"ask_more", "go_on_sent", "go_on_accepted", "go_on_assigned", "go_on_in_progress", "go_on_reopened"}


def is_shared(status: Status, verb: str) -> bool:
    """Whether those that follow an opinion go with it: until its answer is out, in all but what concerns one author alone."""
    return verb == "undo_release" or (PHASES[status] in _LIVE and verb not in _OWN)


def may_follower(status: Status, verb: str) -> bool:
    """Whether an opinion that follows another may go through this by itself."""
    return verb in _OUT or (PHASES[status] not in _LIVE and verb != "undo_release")


def is_parting(status: Status, verb: str) -> bool:
    """Whether this takes an opinion out of its group: what ends it alone, and what opens it again alone."""
    return verb in _OUT or (PHASES[status] not in _LIVE and verb != "undo_release" and PHASES[MOVES[verb].goes] in _LIVE)


def moved(status: Status, verb: str) -> Status:
    """Where `verb` leads from `status`. Raises RuleBroken("stale") when it no longer leads anywhere from there."""
    move = MOVES[verb]
    if status not in move.came:
        raise RuleBroken("stale", status=status)
    return move.goes


def may_move(status: Status, verb: str) -> bool:
    """Whether `verb` is open from `status`."""
    return status in MOVES[verb].came


def shown(status: Status) -> Status:
    """The status as its author reads it."""
    return SHOWN.get(status, status)
