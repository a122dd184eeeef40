"""What the command line asks of the statistics: the table of a period, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.act import Act
from bot.domain.counts import BYS, Figures
from bot.reports import form, periodic
from bot.reports.periodic import Period
from storage.work import Work

if TYPE_CHECKING:
    from bot.web.acts import Plain


def table(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The statistics table of a period, as it was known at the end of a day."""
    at = str(args["at"]) if args.get("at") else ""
    period = Period(
        first=date.fromisoformat(str(args["first"])), last=date.fromisoformat(str(args["last"])),
        at=date.fromisoformat(at) if at else None, unit=str(args.get("unit", "")),
    )  # fmt: skip
    by = next((one for one in BYS if one == args.get("by")), BYS[0])
    found = periodic.table(work, act, period)
    area = act.province.units.get(period.unit) if period.unit else act.province.units.root
    rows: list[Plain] = [{by: name, **_told(row)} for name, row in found.rows(by)]
    return {
        "unit": area.code, "unit_name": area.name, "first": period.first.isoformat(), "last": period.last.isoformat(),
        "at": found.at.isoformat(), "by": by, "rows": rows, "total": _told(found.total),
    }  # fmt: skip


def _told(figures: Figures) -> dict[str, Plain]:
    return dict(form.row(figures))
