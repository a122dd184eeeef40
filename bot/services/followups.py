"""What becomes of a published conclusion: how far it is, what is still owed, and when nothing of it is open any more."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, at_local
from bot.domain.dialogues import Dialogue
from bot.notices.followups import figures
from bot.services import sessions
from storage import conclusions as rows
from storage import dialogues as dialogue_rows
from storage import timers
from storage.timers import Timer
from storage.work import Work

KIND: Final = "conclusion_followed"
_OPEN: Final = ("waiting", "working", "answered")


def begin(work: Work, act: Act, dialogue: Dialogue) -> None:
    """Everyone has been told: it is followed from now on."""
    kept = sessions.enter(work, act, dialogue, "follow")
    _plan(work, act, kept)


def _plan(work: Work, act: Act, dialogue: Dialogue) -> None:
    day = add_working_days(act.today, 1, act.province.calendar)
    due = at_local(day, act.province.rules.conclusion.nag_at)
    timers.push(work, Timer(key=f"{KIND}:{dialogue.id}", kind=KIND, due=due, object=dialogue.id, args={}))


def look(work: Work, act: Act, timer: Timer) -> None:
    """Each working day: settled when nothing of it is open, else looked at again."""
    dialogue = dialogue_rows.get(work, timer.object)
    if dialogue is None or dialogue.phase != "followed":
        return
    if is_open(work, act, dialogue):
        _plan(work, act, dialogue)
    else:
        sessions.enter(work, act, dialogue, "settle")


def is_open(work: Work, act: Act, dialogue: Dialogue) -> bool:
    """Whether any of its opinions is being worked on, waits for its author's word, or was promised something that is still owed. What
    belongs to another authority is theirs from then on."""
    if any(one.phase in _OPEN for one in rows.heard(work, dialogue.id)):
        return True
    return figures(work, act, dialogue).scheduled > 0
