"""Every kind of timer: who handles it, and until when it still makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import at_local
from bot.notices import crowds, leaders
from bot.notices import dialogues as dialogue_notices
from bot.scheduler import digests
from bot.scheduler.timers import Kind
from bot.services import (
    absences,
    asking,
    books,
    calendars,
    clocks,
    commitments,
    duties,
    escalation,
    followups,
    idling,
    nagging,
    opinions,
    privacy,
    publishing,
    ratings,
    rulings,
    sessions,
    supervision,
    transfers,
)
from storage import dialogues as dialogue_rows
from storage.timers import Timer
from storage.work import Work


def whenever(work: Work, act: Act, timer: Timer) -> datetime | None:
    """It never comes too late."""
    return None


def before_the_next_notice(work: Work, act: Act, timer: Timer) -> datetime | None:
    """A reminder until the next one of its dialogue is due; every other notice until the dialogue begins."""
    dialogue = dialogue_rows.get(work, timer.object)
    return dialogue_notices.late_until(dialogue, act, timer.args["what"]) if dialogue else None


def before_it_begins(work: Work, act: Act, timer: Timer) -> datetime | None:
    """Until the dialogue begins."""
    dialogue = dialogue_rows.get(work, timer.object)
    return dialogue.starts if dialogue else None


def before_it_goes_on(work: Work, act: Act, timer: Timer) -> datetime | None:
    """Until the opinion goes on without what was asked."""
    return datetime.fromisoformat(timer.args["ends"])


def before_its_day(work: Work, act: Act, timer: Timer) -> datetime | None:
    """Until the day that the timer is about."""
    return at_local(date.fromisoformat(timer.args["day"]), act.province.rules.commitment.ask_at)


def before_the_year_ends(work: Work, act: Act, timer: Timer) -> datetime | None:
    """Until the year is over that the timer is about."""
    return duties.year_over(timer)


KINDS: Final[Mapping[str, Kind]] = {
    "draft_nudge": Kind(handle=opinions.nudge, late_until=whenever),
    "blank_letter": Kind(handle=privacy.blank_held, late_until=whenever),
    "erase_person": Kind(handle=privacy.forget, late_until=whenever),
    supervision.REMINDS: Kind(handle=supervision.remind, late_until=whenever),
    supervision.LATE: Kind(handle=supervision.late, late_until=whenever),
    "verdict_window": Kind(handle=ratings.close_silent, late_until=whenever),
    "more_reminder": Kind(handle=asking.remind, late_until=before_it_goes_on),
    "more_over": Kind(handle=asking.over, late_until=whenever),
    transfers.LATE: Kind(handle=transfers.late, late_until=whenever),
    rulings.LATE: Kind(handle=rulings.late, late_until=whenever),
    "dialogue_notice": Kind(handle=dialogue_notices.take, late_until=before_the_next_notice),
    "leader_summary": Kind(handle=leaders.leader_summary, late_until=before_it_begins),
    "intake_closes": Kind(handle=sessions.intake_closed, late_until=whenever),
    books.KIND: Kind(handle=books.by_clock, late_until=before_it_begins),
    "dialogue_phase": Kind(handle=sessions.by_clock, late_until=whenever),
    duties.KIND: Kind(handle=duties.warn, late_until=before_it_begins),
    duties.YEAR: Kind(handle=duties.warn_year, late_until=before_the_year_ends),
    "group_late": Kind(handle=crowds.late, late_until=whenever),
    "idle": Kind(handle=idling.look, late_until=whenever),
    absences.BEGINS: Kind(handle=absences.begin, late_until=whenever),
    absences.ENDS: Kind(handle=absences.over, late_until=whenever),
    clocks.KIND: Kind(handle=escalation.climb, late_until=whenever),
    calendars.KIND: Kind(handle=calendars.recount, late_until=whenever),
    commitments.REMIND: Kind(handle=commitments.remind, late_until=before_its_day),
    commitments.ASK: Kind(handle=commitments.ask, late_until=whenever),
    commitments.OVER: Kind(handle=commitments.over, late_until=whenever),
    commitments.SILENCE: Kind(handle=commitments.silence, late_until=whenever),
    publishing.OUT: Kind(handle=publishing.out, late_until=whenever),
    nagging.KIND: Kind(handle=nagging.nag, late_until=whenever),
    followups.KIND: Kind(handle=followups.look, late_until=whenever),
    "digest": Kind(handle=digests.send, late_until=digests.late_until),
}
