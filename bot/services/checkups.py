"""What an operator should know of the house: who is missing, what waits, what was set aside. Only looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.act import Act
from bot.domain.dialogues import COMING
from bot.domain.units import Unit
from storage import dialogues, grants, inbox, outbox, timers
from storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkup:
    """The findings. `without_officer` are open communes whose opinions fall to the desk above."""

    open_units: int
    without_officer: tuple[Unit, ...]
    admins: int
    dialogues: int
    waiting: int
    old: int
    poison: int
    overdue_timers: int


def without_officer(work: Work, act: Act) -> tuple[Unit, ...]:
    """The open communes that have no active officer."""
    staffed = grants.staffed(work, "officer")
    return tuple(one for one in act.province.units.all("commune") if one.opened and one.code not in staffed)


def examine(work: Work, act: Act, *, old: timedelta) -> Checkup:
    """Look at grants, dialogues and queues; what waits longer than `old` counts as old."""
    opened = [one for one in act.province.units.all("commune") if one.opened]
    waiting, late = outbox.backlog(work, act.at, old)
    return Checkup(
        open_units=len(opened), without_officer=without_officer(work, act),
        admins=len({one.person for one in grants.holders(work, "admin", act.province.units.root.code)}),
        dialogues=sum(one.phase in COMING for one in dialogues.every(work, since=act.at)), waiting=waiting, old=late,
        poison=inbox.poisoned(work), overdue_timers=len(timers.due(work, act.at - old)),
    )  # fmt: skip
