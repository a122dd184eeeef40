"""`doithoai calendar`: days off and make-up days that no list knows, changed in the running service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import common, words

if TYPE_CHECKING:
    from bot.web.acts import Plain

_dry = click.option("--dry-run", is_flag=True, help="Only say what it would change.")


@click.group()
def group() -> None:
    """Days off and make-up days. Days are written 2027-01-02 or 02/01/2027. Due days follow within the minute; nothing is restarted."""


@group.command("list")
@common.as_json
def list_(json_: bool) -> None:
    """The days from today on that differ from the list of public holidays."""
    from bot.cli.reach import ask

    found = ask(common.settings(), "calendar.list", {})
    if json_ or not isinstance(found, list):
        common.show_json(found)
        return
    for one in found:
        if isinstance(one, dict):
            click.echo(f"{one['day']}  {one['kind']:4}  {one['note']}".rstrip())


@group.command("set")
@click.argument("day")
@click.argument("kind", type=click.Choice(["off", "work"]))
@click.option("--note", default="", help="Why: the announcement, for example.")
@_dry
@common.as_json
def set_(day: str, kind: str, note: str, dry_run: bool, json_: bool) -> None:
    """Make DAY a day off, or one that is worked."""
    found = common.read("DAY", words.day, day)
    _set({found.isoformat(): kind}, note, dry=dry_run, json_=json_)


@group.command()
@click.argument("day")
@common.as_json
def unset(day: str, json_: bool) -> None:
    """DAY is again what the list of public holidays says."""
    from bot.cli.reach import ask

    found = common.read("DAY", words.day, day)
    _show(ask(common.settings(), "calendar.unset", {"day": found.isoformat()}), dry=False, json_=json_)


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_dry
@common.as_json
def import_(file: Path, dry_run: bool, json_: bool) -> None:
    """Every day of a table with the columns date,kind,note (kind: off or work), all or none."""
    from bot.cli.endings import BadInput
    from config.errors import Problems
    from config.working_days import read_days

    problems = Problems()
    found = read_days(file, problems)
    if problems.found:
        raise BadInput(*problems.found)
    notes = list(dict.fromkeys(note for _, _, note in found if note))
    _set({day.isoformat(): "work" if working else "off" for day, working, _ in found}, "; ".join(notes), dry=dry_run, json_=json_)


def _set(days: dict[str, Plain], note: str, *, dry: bool, json_: bool) -> None:
    from bot.cli.reach import ask

    _show(ask(common.settings(), "calendar.set", {"days": days, "note": note, "dry": dry}), dry=dry, json_=json_)


def _show(found: Plain, *, dry: bool, json_: bool) -> None:
    if json_ or not isinstance(found, dict):
        common.show_json(found)
        return
    days = found["days"]
    for day, kind in days.items() if isinstance(days, dict) else ():
        click.echo(f"{day}  {kind}")
    verb = "would get" if dry else "get"
    click.echo(f"{found['moved']} open opinions {verb} another due day." if days else "Nothing changes.")
