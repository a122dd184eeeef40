"""`doithoai report`: the tables that offices hand in, computed from what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import click

from bot.cli import common, words

if TYPE_CHECKING:
    from bot.web.acts import Plain

_COLUMNS: Final = (
    ("dialogues", "Dialogues"), ("periodic", "periodic"), ("special", "other kinds"), ("people", "People"),
    ("opinions", "Opinions"), ("merged", "merged"), ("resolved", "Resolved"), ("rate", "%"), ("remaining", "Remaining"),
    ("overdue", "overdue"),
)  # fmt: skip
_WIDTH: Final = 120  # what all columns need, also where there is no terminal
_APART: Final = ("refused", "withdrawn", "diverted")


@click.group()
def group() -> None:
    """Tables computed from the journal alone. Days are those of Viet Nam, written 2026-12-31 or 31/12/2026."""


@group.command()
@click.option("--from", "first", required=True, help="The first day of the period.")
@click.option("--to", "last", required=True, help="Its last day.")
@click.option("--at", default="", help="As it was known at the end of this day; left out: now.")
@click.option("--unit", default="", help="Code or name of a unit: it and all below it; left out: the whole province.")
@click.option("--by", type=click.Choice(["level", "kind", "track", "audience"]), default="level", show_default=True,
              help="What its rows are.")  # fmt: skip
@common.as_json
def periodic(*, first: str, last: str, at: str, unit: str, by: str, json_: bool) -> None:
    """Dialogues held in a period, who came, what they said, and how much of it is resolved."""
    from bot.cli.reach import ask

    settings = common.settings()
    days = {name: common.read(f"--{option}", words.day, text).isoformat()
            for name, option, text in (("first", "from", first), ("last", "to", last), ("at", "at", at)) if text}  # fmt: skip
    if days["last"] < days["first"]:
        raise click.BadParameter("the period ends before it begins", param_hint="--to")
    code = common.read("--unit", partial(words.unit, common.province(settings)), unit).code if unit else ""
    found = ask(settings, "report.periodic", {**days, "unit": code, "by": by})
    if json_ or not isinstance(found, dict):
        common.show_json(found)
        return
    _show(found)


def _show(found: dict[str, Plain]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(str(found["by"]).capitalize(), box=None)
    for _, title in _COLUMNS:
        table.add_column(title, justify="right", no_wrap=True)
    total = found["total"]
    rows = found["rows"]
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict):
            table.add_row(str(row[str(found["by"])]), *_cells(row))
    if isinstance(total, dict):
        table.add_row("total", *_cells(total))
        Console(width=max(Console().width, _WIDTH)).print(table)
        apart = ", ".join(f"{total[name]} {name}" for name in _APART)
        click.echo(f"Not in the table: {apart}. Of the opinions {total['supporters']} only support another.")
    click.echo(f"Dialogues from {found['first']} to {found['last']}, as known at {common.local(found['at'])}.")


def _cells(row: dict[str, Plain]) -> list[str]:
    return [_cell(row[name]) for name, _ in _COLUMNS]


def _cell(value: Plain) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
