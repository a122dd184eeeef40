"""What the command line asks of the statistics: the table of a period, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.domain.act import Act
from bot.domain.counts import BYS, Figures
from bot.reports import periodic
from bot.reports.periodic import Period
from storage.work import Work

if TYPE_CHECKING:
    from bot.web.acts import Plain

_TOLD: Final = (
    "dialogues", "periodic", "special", "people", "opinions", "merged", "supporters", "resolved", "remaining", "overdue", "refused",
    "withdrawn", "diverted",
)  # fmt: skip


def table(work: Work, act: Act, args: Mapping[str, Plain]) -> Plain:
    """The statistics table of a period, as it was known at the end of a day."""
    at = str(args["at"]) if args.get("at") else ""
    period = Period(
        first=date.fromisoformat(str(args["first"])), last=date.fromisoformat(str(args["last"])),
        at=date.fromisoformat(at) if at else None, unit=str(args.get("unit", "")),
    )  # fmt: skip
    by = next((one for one in BYS if one == args.get("by")), BYS[0])
    found = periodic.table(work, act, period)
    rows: list[Plain] = [{by: name, **_row(row)} for name, row in found.rows(by)]
    return {
        "unit": period.unit or act.province.units.root.code, "first": period.first.isoformat(), "last": period.last.isoformat(),
        "at": found.at.isoformat(), "by": by, "rows": rows, "total": _row(found.total),
    }  # fmt: skip


def _row(row: Figures) -> dict[str, Plain]:
    told: dict[str, Plain] = {name: int(getattr(row, name)) for name in _TOLD}
    return told | {"rate": None if row.rate is None else row.rate / 100}
