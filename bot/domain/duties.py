"""What the law asks of a commune's dialogues and by when (Điều 43 Luật 72/2025/QH15): one a year, announced in time, its result public in
time. Told from dates alone, apart from the reminders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from bot.domain.deadlines import Calendar, at_local, local_day
from bot.domain.dialogues import COMING, HELD, Dialogue, Phase, is_for_all
from bot.domain.rules import Rules

Duty = Literal["year", "notice", "result"]
Standing = Literal["kept", "in_time", "soon", "missed"]
_DAY = timedelta(days=1)
_AHEAD = ("planned", *COMING)  # what is put off has no day


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A duty, the last day on which it is kept in time, and how it stands."""

    duty: Duty
    day: date
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """What the duty of a year needs to know of a dialogue: its day and where it stands."""

    day: date
    phase: Phase


def is_bound(dialogue: Dialogue, rules: Rules) -> bool:
    """Whether the law's dates bind it: the conference of a commune's people's committee with the people."""
    return dialogue.level == "commune" and dialogue.track in rules.duties.tracks and is_for_all(dialogue)


def notice_day(dialogue: Dialogue, rules: Rules) -> date:
    """The last day on which it may be announced in time."""
    return local_day(dialogue.starts) - timedelta(days=rules.dialogue.notice_days)


def result_day(dialogue: Dialogue, rules: Rules) -> date:
    """The last day on which its result may be made public in time."""
    return local_day(dialogue.starts) + timedelta(days=rules.dialogue.result_days)


def notice(dialogue: Dialogue, announced: date | None, today: date, rules: Rules) -> Owed | None:
    """How the duty to announce it stands; `announced` is the day on which its present date was made public. None where no law binds, or
    where there is nothing to announce (any more)."""
    if not is_bound(dialogue, rules) or dialogue.phase in ("postponed", "cancelled"):
        return None
    last = notice_day(dialogue, rules)
    return Owed(duty="notice", day=last, standing=_standing(last, announced, today, max(rules.duties.notice_warn_days, default=0)))


def result(dialogue: Dialogue, published: date | None, today: date, rules: Rules) -> Owed | None:
    """How the duty to make its result public stands; None before it was held, or where no law binds."""
    if not is_bound(dialogue, rules) or dialogue.phase not in HELD or dialogue.phase == "session":
        return None
    last = result_day(dialogue, rules)
    return Owed(duty="result", day=last, standing=_standing(last, published, today, rules.duties.result_warn_days))


def _standing(last: date, done: date | None, today: date, soon: int) -> Standing:
    if done is not None:
        return "kept" if done <= last else "missed"
    if today > last:
        return "missed"
    return "soon" if today >= last - timedelta(days=soon) else "in_time"


def yearly(conferences: Iterable[Conference], year: int, today: date, rules: Rules) -> Owed:
    """How a commune's duty to hold its dialogues of a year stands: kept by those that took place; in time while enough are planned or no
    warning is due yet; soon from the first day of warning on; missed when the year is over."""
    mine = [one for one in conferences if one.day.year == year]
    last = date(year, 12, 31)
    if sum(one.phase in HELD for one in mine) >= rules.dialogue.min_per_year:
        return Owed(duty="year", day=last, standing="kept")
    if today > last:
        return Owed(duty="year", day=last, standing="missed")
    warned = any(today >= one for one in warning_days(year, rules))
    return Owed(duty="year", day=last, standing="soon" if warned and is_lacking(mine, year, today, rules) else "in_time")


def is_lacking(conferences: Iterable[Conference], year: int, today: date, rules: Rules) -> bool:
    """Whether a commune has neither held nor planned what the law asks of it in a year."""
    counted = sum(
        one.day.year == year and (one.phase in HELD or (one.phase in _AHEAD and one.day >= today)) for one in conferences
    )  # fmt: skip
    return counted < rules.dialogue.min_per_year


def warning_days(year: int, rules: Rules) -> list[date]:
    """The days of a year on which communes without a dialogue are warned."""
    return [date.fromisoformat(f"{year}-{one}") for one in rules.duties.year_warn_on]


def next_warning(at: datetime, rules: Rules, calendar: Calendar) -> datetime:
    """The next moment behind `at` at which communes without a dialogue are warned: on the day itself, or the last working day before."""
    year = local_day(at).year
    days = (_worked(day, calendar) for one in (year, year + 1) for day in warning_days(one, rules))
    moments = (at_local(day, rules.duties.warn_at) for day in days)
    return next(moment for moment in moments if moment > at)


def notice_warnings(dialogue: Dialogue, at: datetime, rules: Rules, calendar: Calendar) -> list[datetime]:
    """When an office is warned that a dialogue which is only planned must be announced: on working days, each moment once, none that has
    passed. A warning that falls into days off comes on the last working day before them; where that has passed, at once (`at`)."""
    if not is_bound(dialogue, rules) or dialogue.phase != "planned":
        return []
    last = notice_day(dialogue, rules)
    found: set[datetime] = set()
    for days in rules.duties.notice_warn_days:
        meant = last - timedelta(days=days)
        moment = at_local(_worked(meant, calendar), rules.duties.warn_at)
        if moment > at:
            found.add(moment)
        elif at_local(meant, rules.duties.warn_at) > at:
            found.add(at)
    return sorted(found)


def _worked(day: date, calendar: Calendar) -> date:
    """The day itself, or the last working day before it."""
    while not calendar.is_working(day):
        day -= _DAY
    return day
