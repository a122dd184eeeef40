"""The clock of an opinion: after every change of where it stands the next rung of the ladder is planned, and only that one."""

from __future__ import annotations

from typing import Final

from bot.domain import escalation
from bot.domain.act import Act
from bot.domain.opinions import Opinion
from storage import reminders, timers
from storage.timers import Timer
from storage.work import Work

KIND: Final = "rung"
_ON: Final = ("waiting", "working")


def replan(work: Work, act: Act, opinion: Opinion) -> None:
    """The clock of the earlier state ends, and the next rung of the present one waits; nothing waits for what is answered or closed.

    A rung that has come does not come again (`escalation.key`); a warning whose moment has passed is left out."""
    timers.cancel(work, opinion.id, KIND, act.at)
    if opinion.phase not in _ON:
        reminders.settle(work, opinion.id)
        return
    unit = act.province.units.find(opinion.desk)
    if unit is None:
        return
    for moment, rung in escalation.ladder(opinion, unit.level, act.province.rules, act.province.calendar):
        late = moment <= act.at
        if late and escalation.is_warning(rung):
            continue
        due = act.at if late else moment
        if timers.renew(work, Timer(key=escalation.key(rung, opinion), kind=KIND, due=due, object=opinion.id, args={"rung": rung.name})):
            return


def follow(work: Work, act: Act, before: Opinion, kept: Opinion) -> None:
    """After an edit: the clock is planned anew only where the edit concerns it."""
    if (kept.due, kept.desk, kept.lead, kept.paused, kept.follows) != (
        before.due, before.desk, before.lead, before.paused, before.follows,
    ):  # fmt: skip
        replan(work, act, kept)
