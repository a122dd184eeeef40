"""Nothing is forgotten after a session: who must publish its conclusion is reminded until it is out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, at_local, before_working_days, local_day
from bot.domain.dialogues import Dialogue
from bot.notices import concluding as notices
from bot.notices.concluding import Nag
from storage import conclusions, timers
from storage import dialogues as rows
from storage.timers import Timer
from storage.work import Work

KIND: Final = "conclusion_missing"
_LEGAL: Final = "legal"


def last_day(act: Act, dialogue: Dialogue) -> date:
    """The day until which the result must be public (`dialogue.result_days`)."""
    return local_day(dialogue.starts) + timedelta(days=act.province.rules.dialogue.result_days)


def plan(work: Work, act: Act, dialogue: Dialogue) -> None:
    """The session is over: its reminders are planned; after a change of the calendar those that still wait move."""
    for name in (*(str(n) for n in act.province.rules.conclusion.nag_days), _LEGAL):
        due = _due(act, dialogue, name)
        timer = Timer(key=f"{KIND}:{dialogue.id}:{dialogue.version}:{name}", kind=KIND, due=due, object=dialogue.id, args={"name": name})
        if due > act.at:
            timers.renew(work, timer)
        else:
            timers.skip(work, timer, act.at)


def _due(act: Act, dialogue: Dialogue, name: str) -> datetime:
    """So many working days after the session; for the law's own day that day, or the last working day before it."""
    calendar = act.province.calendar
    if name == _LEGAL:
        last = last_day(act, dialogue)
        day = last if calendar.is_working(last) else before_working_days(last, 1, calendar)
    else:
        day = add_working_days(local_day(dialogue.starts), int(name), calendar)
    return at_local(day, act.province.rules.conclusion.nag_at)


def replan(work: Work, act: Act) -> None:
    """The calendar changed: the reminders of every dialogue that waits for its conclusion move."""
    for one in conclusions.awaited(work):
        dialogue = rows.get(work, one)
        if dialogue is not None:
            plan(work, act, dialogue)


def over(work: Work, act: Act, dialogue: Dialogue) -> None:
    """It is published: nobody is reminded any more."""
    timers.cancel(work, dialogue.id, KIND, act.at)


def nag(work: Work, act: Act, timer: Timer) -> None:
    """It is still missing: whoever must act hears it, unless the calendar gave more time meanwhile."""
    dialogue = rows.get(work, timer.object)
    if dialogue is None or dialogue.phase != "awaiting":
        return
    name = timer.args["name"]
    due = _due(act, dialogue, name)
    if name != _LEGAL and due == _due(act, dialogue, _LEGAL):  # one word on that day is enough
        return
    if due > act.at:
        timers.push(work, replace(timer, due=due))
        return
    first = str(act.province.rules.conclusion.nag_days[0])
    what: Nag = "legal" if name == _LEGAL else "first" if name == first else "again"
    notices.nag(work, act, dialogue, what, last=last_day(act, dialogue))
