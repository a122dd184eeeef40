"""`doithoai report`: the tables that offices hand in, computed from what happened."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import common, words

if TYPE_CHECKING:
    from bot.web.acts import Plain

_FILE: Final = click.Path(dir_okay=False, writable=True, path_type=Path)
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
@click.option("--xlsx", type=_FILE, help="Write the form into this file, for a spreadsheet.")
@click.option("--csv", type=_FILE, help="Write its rows into this file, for programs.")
@common.as_json
def periodic(*, first: str, last: str, at: str, unit: str, by: str, xlsx: Path | None, csv: Path | None, json_: bool) -> None:
    """Dialogues held in a period, who came, what they said, and how much of it is resolved."""
    from bot.cli.reach import ask

    settings = common.settings()
    days = {name: common.read(f"--{option}", words.day, text).isoformat()
            for name, option, text in (("first", "from", first), ("last", "to", last), ("at", "at", at)) if text}  # fmt: skip
    if days["last"] < days["first"]:
        raise click.BadParameter("the period ends before it begins", param_hint="--to")
    for path in (xlsx, csv):
        if path is not None and not path.absolute().parent.is_dir():
            raise click.BadParameter(f"there is no folder {path.parent}", param_hint=f"--{path.suffix[1:]}")
    code = common.read("--unit", partial(words.unit, common.province(settings)), unit).code if unit else ""
    found = ask(settings, "report.periodic", {**days, "unit": code, "by": by})
    if not isinstance(found, dict):
        return
    _write(found, xlsx, csv)
    if json_:
        common.show_json(found)
    else:
        _show(found)


def _write(found: dict[str, Plain], xlsx: Path | None, csv: Path | None) -> None:
    if xlsx is None and csv is None:
        return
    from bot.reports import form, sheets

    sheet = form.sheet(
        form.Filled(
            unit=str(found["unit_name"]), first=date.fromisoformat(str(found["first"])), last=date.fromisoformat(str(found["last"])),
            at=datetime.fromisoformat(str(found["at"])), by=str(found["by"]), rows=_rows(found), total=_row(found["total"]),
        )
    )  # fmt: skip
    for path, make in ((xlsx, sheets.xlsx), (csv, sheets.csv)):
        if path is not None:
            path.write_bytes(make(sheet))


def _rows(found: dict[str, Plain]) -> list[tuple[str, dict[str, int | float | None]]]:
    rows = found["rows"]
    return [(str(one[str(found["by"])]), _row(one)) for one in rows if isinstance(one, dict)] if isinstance(rows, list) else []


def _row(told: Plain) -> dict[str, int | float | None]:
    """The figures of a row of the answer."""
    named = told.items() if isinstance(told, dict) else ()
    return {name: value for name, value in named if value is None or isinstance(value, int | float)}


def _show(found: dict[str, Plain]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(str(found["by"]).capitalize(), box=None)
    for _, title in _COLUMNS:
        table.add_column(title, justify="right", no_wrap=True)
    total = _row(found["total"])
    for name, row in (*_rows(found), ("total", total)):
        table.add_row(name, *(_cell(row[column]) for column, _ in _COLUMNS))
    Console(width=max(Console().width, _WIDTH)).print(table)
    apart = ", ".join(f"{total[name]} {name}" for name in _APART)
    click.echo(f"Not in the table: {apart}. Of the opinions {total['supporters']} only support another.")
    click.echo(f"Dialogues from {found['first']} to {found['last']}, as known at {common.local(found['at'])}.")


def _cell(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"


@group.command("results")
@click.argument("dialogue")
@click.option("--to", "path", type=_FILE, required=True, help="The DOCX to write.")
def results(dialogue: str, path: Path) -> None:
    """What became of the conclusion of DIALOGUE (its code), item by item (báo cáo kết quả giải quyết)."""
    from base64 import b64decode

    from bot.cli.reach import ask

    found = ask(common.settings(), "report.results", {"dialogue": dialogue})
    if not isinstance(found, dict):
        raise TypeError(found)
    path.touch(mode=0o600)
    path.write_bytes(b64decode(str(found["docx"])))
    click.echo(path)
