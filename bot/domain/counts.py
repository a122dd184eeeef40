"""The figures of the practice: what the journal tells, laid into the columns of the form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Literal, get_args

from bot.domain.forms import Column, End
from bot.domain.levels import LEVELS
from bot.domain.standings import Held, Standing, Story

By = Literal["level", "kind", "track", "audience"]
BYS: tuple[By, ...] = get_args(By)
APART: tuple[End, ...] = ("refused", "withdrawn", "diverted")
Columns = Mapping[End, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One row of the form. `opinions` counts each (lượt ý kiến), `merged` what is left when those that follow another go with it."""

    periodic: int = 0
    special: int = 0
    people: int = 0
    opinions: int = 0
    merged: int = 0
    supporters: int = 0
    resolved: int = 0
    overdue: int = 0
    refused: int = 0
    withdrawn: int = 0
    diverted: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Both rows as one."""
        return Figures(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Figures)})

    @property
    def dialogues(self) -> int:
        """Dialogues of every kind."""
        return self.periodic + self.special

    @property
    def remaining(self) -> int:
        """What is not resolved."""
        return self.opinions - self.resolved

    @property
    def rate(self) -> int | None:
        """Hundredths of a percent that are resolved, rounded half up; None where there is nothing to resolve."""
        return (20_000 * self.resolved + self.opinions) // (2 * self.opinions) if self.opinions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What dialogues are told apart by."""

    level: str
    kind: str
    track: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table of a period as it stood at a moment."""

    first: date
    last: date
    at: datetime
    cells: Mapping[Cell, Figures]

    @property
    def total(self) -> Figures:
        """The row `Cộng`."""
        return sum(self.cells.values(), Figures())

    def rows(self, by: By = "level") -> tuple[tuple[str, Figures], ...]:
        """The rows by one of the marks, levels from the highest down; a row without any dialogue is left out."""
        found: dict[str, Figures] = {}
        for cell, figures in self.cells.items():
            found[getattr(cell, by)] = found.get(getattr(cell, by), Figures()) + figures
        order = {name: place for place, name in enumerate((*LEVELS, "periodic", "thematic", "extraordinary", "government", "people"))}
        return tuple(sorted(found.items(), key=lambda row: (order.get(row[0], len(order)), row[0])))


def tabulate(
    story: Story, columns: Columns, *, first: date, last: date, at: datetime, within: Callable[[str], bool] = lambda _: True
) -> Table:  # fmt: skip
    """The table of the dialogues held from `first` to `last` (days in Viet Nam) by the units for which `within` holds.

    `columns` says where each end counts. The table is a function of the story alone: lines up to a moment give that moment's table."""
    tallies: dict[Cell, Counter[str]] = {}
    where: dict[str, Counter[str]] = {}
    for name, held in story.dialogues.items():
        if held.took_place and first <= held.day <= last and within(held.unit):
            where[name] = tally = tallies.setdefault(_cell(held), Counter())
            tally.update({"periodic" if held.kind == "periodic" else "special": 1, "people": held.people})
    topics: set[tuple[str, str]] = set()
    for name, one in story.opinions.items():
        dialogue = story.heard_by(one)
        if dialogue in where and not one.unsplit:
            marks = _marks(story, one, columns, at)
            if "opinions" in marks and (topic := (dialogue, one.leads or name)) not in topics:
                topics.add(topic)
                marks.append("merged")
            where[dialogue].update(marks)
    return Table(first=first, last=last, at=at, cells={cell: Figures(**tally) for cell, tally in tallies.items()})


def _cell(held: Held) -> Cell:
    return Cell(level=held.level, kind=held.kind, track=held.track, audience=held.audience)


def column_of(story: Story, one: Standing, columns: Columns) -> Column:
    """Where an opinion counts: by its own end; what was promised or passed on is resolved with the opinion that it follows, too."""
    end = one.end
    if end is None:
        return "remaining"
    lead = story.lead_of(one).end
    return "resolved" if end in ("scheduled", "not_ours") and lead and columns[lead] == "resolved" else columns[end]


def _marks(story: Story, one: Standing, columns: Columns, at: datetime) -> list[str]:
    """The figures in which an opinion counts."""
    column = column_of(story, one, columns)
    if column == "apart":
        return [one.end] if one.end in APART else []
    late = column == "remaining" and _late(story, one, at)
    return [
        name
        for name, counts in (("opinions", True), ("supporters", one.supporter), ("resolved", column == "resolved"), ("overdue", late))
        if counts
    ]


def _late(story: Story, one: Standing, at: datetime) -> bool:
    return (story.lead_of(one) if one.end == "scheduled" else one).is_late(at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What became of the opinions of one dialogue: each is resolved, promised for a day, or still being worked on.

    `overdue` are those of the last two whose day has passed, `rejected` those whose author turned the last answer away, however they
    count. What was refused, withdrawn or diverted is `apart`."""

    opinions: int = 0
    merged: int = 0
    resolved: int = 0
    scheduled: int = 0
    working: int = 0
    overdue: int = 0
    rejected: int = 0
    apart: int = 0


def followed(story: Story, columns: Columns, *, dialogue: str, at: datetime) -> Followed:
    """How far the opinions of a dialogue are, from their story (`storage.heard.story` reads it)."""
    mine = [(name, one) for name, one in story.opinions.items() if story.heard_by(one) == dialogue and not one.unsplit]
    placed = [(name, one, column_of(story, one, columns)) for name, one in mine]
    counted = [(name, one, column) for name, one, column in placed if column != "apart"]
    left = [one for _, one, column in counted if column == "remaining"]
    return Followed(
        opinions=len(counted), merged=len({one.leads or name for name, one, _ in counted}), resolved=len(counted) - len(left),
        scheduled=_many(one.end == "scheduled" for one in left), working=_many(one.end != "scheduled" for one in left),
        overdue=_many(_late(story, one, at) for one in left), rejected=_many(one.rejected for _, one, _ in counted),
        apart=len(placed) - len(counted),
    )  # fmt: skip


def _many(marks: Iterable[bool]) -> int:
    return sum(map(int, marks))
