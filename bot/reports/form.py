"""The year's table (Biểu thống kê năm) as the form that offices hand in; its words stand in `config/templates/sheets.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final, TypeAlias

from pydantic import TypeAdapter

from bot.domain.act import Act
from bot.domain.counts import Figures
from bot.domain.deadlines import VIETNAM
from bot.reports.docx import TEMPLATES
from bot.reports.periodic import Period, table
from bot.reports.sheets import Cell, Sheet, xlsx
from storage.work import Work

Row: TypeAlias = Mapping[str, "int | float | None"]
TOLD: Final = (
    "dialogues", "periodic", "special", "people", "opinions", "merged", "supporters", "resolved", "remaining", "overdue", "refused",
    "withdrawn", "diverted",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The words of the form; `columns` stand in their order, `rows` name what a row may be."""

    name: str
    title: str
    period: str
    at: str
    total: str
    apart: str
    supporters: str
    meaning: str
    columns: Mapping[str, str]
    by: Mapping[str, str]
    rows: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A table to be laid into the form: of a unit (its name) from a day to a day, as known at a moment."""

    unit: str
    first: date
    last: date
    at: datetime
    by: str
    rows: Sequence[tuple[str, Row]]
    total: Row


def row(figures: Figures) -> dict[str, int | float | None]:
    """All figures of a row by name, with the rate in percent."""
    told: dict[str, int | float | None] = {name: int(getattr(figures, name)) for name in TOLD}
    return told | {"rate": None if figures.rate is None else figures.rate / 100}


def sheet(found: Filled) -> Sheet:
    """The form filled in."""
    form = _form()
    total: dict[str, Cell] = dict(found.total)
    facts = {name: str(total[name]) for name in TOLD}
    below = [form.apart.format(**facts), *([form.supporters.format(**facts)] if total["supporters"] else []), form.meaning]
    return Sheet(
        name=form.name, above=(form.title, form.period.format(unit=found.unit, first=_day(found.first), last=_day(found.last)),
                               form.at.format(at=f"{found.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")),
        heads=(form.by[found.by], *form.columns.values()),
        rows=tuple((name, *(told[one] for one in form.columns)) for name, told in (
            *((form.rows.get(name, name), told) for name, told in found.rows), (form.total, found.total),
        )),
        below=tuple(below), made=found.at,
    )  # fmt: skip


def make(work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
    """The form of a period as XLSX: `unit`, `first` and `last` are named in `args`. Read now, drawn when it is called."""
    unit = act.province.units.get(args["unit"])
    period = Period(first=date.fromisoformat(args["first"]), last=date.fromisoformat(args["last"]), unit=unit.code)
    found = table(work, act, period)
    rows = [(name, row(figures)) for name, figures in found.rows()]
    filled = Filled(unit=unit.name, first=period.first, last=period.last, at=found.at, by="level", rows=rows, total=row(found.total))
    return lambda: xlsx(sheet(filled))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


@cache
def _form() -> Form:
    words = tomllib.loads((TEMPLATES / "sheets.toml").read_text(encoding="utf-8"))
    return TypeAdapter(Form).validate_python(words["periodic"])
