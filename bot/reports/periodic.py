"""The statistics table of the practice, read from the journal alone: no stored total, no present status (DESIGN §4, FEATURES §4.14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain import counts
from bot.domain.act import Act
from bot.domain.counts import Table
from bot.domain.deadlines import day_bounds
from bot.domain.standings import Story
from storage import heard, journal
from storage.work import Work

_BEHIND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day to a day in Viet Nam, as it was known at the end of the day `at` (None: now); of a unit with all below it, empty: of
    the province."""

    first: date
    last: date
    at: date | None = None
    unit: str = ""


def table(work: Work, act: Act, period: Period) -> Table:
    """The table of the dialogues held in a period. Reads the whole journal up to its moment: for a reader, not for a turn."""
    ends = day_bounds(period.at)[1] if period.at else act.at + _BEHIND
    story = Story()
    for line in journal.every(work, ends):
        story.take(line)
    return tabulated(act, period, story, min(act.at, ends))


def present(work: Work, act: Act, period: Period) -> Table:
    """The same table as of now, from the lines of those dialogues and opinions alone that stand in the area today: for a turn."""
    units = [one.code for one in act.province.units.below(period.unit or act.province.units.root.code)]
    since, until = day_bounds(period.first)[0], day_bounds(period.last)[1]
    return tabulated(act, period, heard.story(work, heard.dialogues(work, units, since, until), act.at), act.at)


def tabulated(act: Act, period: Period, story: Story, at: datetime) -> Table:
    """The table of a period from a story that was read up to `at`."""
    units, root = act.province.units, act.province.units.root.code
    area = period.unit or root
    return counts.tabulate(
        story, act.province.rules.statistics.columns, first=period.first, last=period.last, at=at,
        within=lambda unit: area == root or units.within(unit, area),
    )  # fmt: skip
