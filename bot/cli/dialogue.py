"""`doithoai dialogue`: plan, announce, list, move, put off and call off; the year's plan and who has none yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import common, words

if TYPE_CHECKING:
    from bot.web.acts import Plain


@click.group()
def group() -> None:
    """Plan, announce, list, move, put off and call off dialogues. Times are those of Viet Nam: "2026-12-01 08:00" or "01/12/2026 8:00"."""


def _moments(**typed: str) -> dict[str, Plain]:
    return {name: common.read(f"--{name}", words.moment, text).isoformat() for name, text in typed.items() if text}


@group.command()
@click.option("--unit", required=True, help="Code or name of the unit that holds it.")
@click.option("--starts", required=True, help="When it begins.")
@click.option("--place", default="", help="Where it is held; one that is only planned may leave it open.")
@click.option("--chair", default="", help="Who leads it; one that is only planned may leave it open.")
@click.option("--planned", is_flag=True, help="Only plan it: nobody is told before it is announced.")
@click.option("--kind", type=click.Choice(["periodic", "thematic", "extraordinary"]), default="periodic", show_default=True)
@click.option("--reason", type=click.Choice(["voters", "need"]), help="Why an extraordinary one is held: voters asked, or there is need.")
@click.option("--track", type=click.Choice(["government", "party"]), default="government", show_default=True,
              help="The people's committee's conference, or the Party head's dialogue.")  # fmt: skip
@click.option("--audience", default="", help="The members of one organisation; left out: the whole people.")
@click.option("--title", default="", help="Its name; left out: its kind and unit.")
@click.option("--format", "form", default="", help="In person, online, ...; left out: in person.")
@click.option("--opens", default="", help="When opinions are taken from; left out: as the rules say.")
@click.option("--closes", default="", help="When they are taken until.")
@common.as_json
def add(*, unit: str, starts: str, opens: str, closes: str, form: str, planned: bool, reason: str | None, json_: bool, **rest: str) -> None:
    """Announce a dialogue; the citizens of the unit are told at once (with --planned nobody is)."""
    from bot.cli.reach import ask

    for name in ("place", "chair"):
        if not planned and not rest[name].strip():
            raise click.UsageError(f"--{name} is needed to announce it (or --planned)")
    settings = common.settings()
    found = common.read("--unit", partial(words.unit, common.province(settings)), unit)
    args: dict[str, Plain] = {"unit": found.code, "format": form, "planned": planned, "reason": reason or "", **rest}
    _show(ask(settings, "dialogue.add", args | _moments(starts=starts, opens=opens, closes=closes)), json_)


@group.command()
@click.argument("dialogue")
@common.as_json
def announce(dialogue: str, json_: bool) -> None:
    """Announce DIALOGUE (its code), which is only planned; the citizens of its unit are told at once."""
    from bot.cli.reach import ask

    _show(ask(common.settings(), "dialogue.announce", {"dialogue": dialogue}), json_)


@group.command()
@click.argument("dialogue")
@common.as_json
def postpone(dialogue: str, json_: bool) -> None:
    """Put DIALOGUE (its code) off without a new date yet; it keeps its opinions, everyone concerned is told once."""
    from bot.cli.reach import ask

    _show(ask(common.settings(), "dialogue.postpone", {"dialogue": dialogue}), json_)


@group.command()
@click.argument("dialogue")
@click.argument("grant", required=False, default="")
@common.as_json
def clerk(dialogue: str, grant: str, json_: bool) -> None:
    """Name the clerk of DIALOGUE by one of their grants (ids: revoke); without GRANT every officer of the unit runs it."""
    from bot.cli.reach import ask

    _show(ask(common.settings(), "dialogue.clerk", {"dialogue": dialogue, "grant": grant.upper()}), json_)


@group.command("list")
@click.option("--unit", default="", help="Only those of this unit.")
@click.option("--all", "past", is_flag=True, help="Past ones too.")
@click.option("--phase", default="", help="Only those that stand there: planned, announced, intake, frozen, …")
@common.as_json
def list_(unit: str, past: bool, phase: str, json_: bool) -> None:
    """List the coming dialogues, the planned ones too."""
    from bot.cli.reach import ask

    settings = common.settings()
    code = common.read("--unit", partial(words.unit, common.province(settings)), unit).code if unit else ""
    found = ask(settings, "dialogue.list", {"unit": code, "past": past, "phase": phase})
    if json_:
        common.show_json(found)
        return
    _table(found if isinstance(found, list) else [])


@group.command()
@click.argument("dialogue")
@click.option("--starts", required=True, help="When it begins now.")
@click.option("--place", default="", help="Where it is held now; left out: as before.")
@click.option("--opens", default="")
@click.option("--closes", default="", help="When opinions are taken until; left out: moved along.")
@common.as_json
def move(*, dialogue: str, starts: str, place: str, opens: str, closes: str, json_: bool) -> None:
    """Give DIALOGUE (its code) another date; everyone concerned is told once."""
    from bot.cli.reach import ask

    args = {"dialogue": dialogue, "place": place, **_moments(starts=starts, opens=opens, closes=closes)}
    _show(ask(common.settings(), "dialogue.move", args), json_)


@group.command()
@click.argument("dialogue")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common.as_json
def cancel(dialogue: str, yes: bool, json_: bool) -> None:
    """Call DIALOGUE (its code) off; its opinions go to the unit's next one, everyone concerned is told once."""
    from bot.cli.reach import ask

    if not yes:
        click.confirm(f"Call {dialogue} off and tell everyone?", abort=True)
    gone = ask(common.settings(), "dialogue.cancel", {"dialogue": dialogue})
    if json_ or not isinstance(gone, dict):
        common.show_json(gone)
        return
    heir = gone["heir"]
    fate = f"go to {heir['short']}" if isinstance(heir, dict) else "stay outside any"
    click.echo(f"{gone['short']} is called off; its opinions {fate}")


@group.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--template", type=click.Path(dir_okay=False, path_type=Path), help="Write an empty sheet to fill in, and stop.")
@click.option("--announce", is_flag=True, help="Announce each new one at once.")
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@common.as_json
def import_(file: Path | None, template: Path | None, announce: bool, dry_run: bool, json_: bool) -> None:
    """The year's plan from FILE (XLSX or CSV), all or nothing. What is planned already (unit, day, track) is not made twice."""
    from bot.cli import planned

    if (file is None) == (template is None):
        raise click.UsageError("give FILE, or --template")
    if template is not None:
        planned.write_template(template)
    elif file is not None:
        planned.take(file, announce=announce, dry=dry_run, json_=json_)


@group.command()
@click.option("--year", type=click.IntRange(2000, 2999), help="Left out: this year.")
@common.as_json
def coverage(year: int | None, json_: bool) -> None:
    """Which communes have not yet held what the law asks of them in a year."""
    from bot.cli import planned

    planned.coverage(year, json_=json_)


def _show(one: Plain, json_: bool) -> None:
    if json_ or not isinstance(one, dict):
        common.show_json(one)
        return
    click.echo(f"{one['short']}  {one['unit_name']}  {common.local(one['starts'])}  {one['place']}  ({one['phase']})")
    click.echo(f"Opinions are taken from {common.local(one['opens'])} to {common.local(one['closes'])}.")
    if "short_notice" in one:
        law = f"Notice: {one['short_notice']} days before; at least {one['notice_days']} are required ({one['source']})."
        click.echo(law, err=True)


def _table(found: list[Plain]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("Code", "Unit", "Starts", "Place", "Led by", "Phase", "Opinions", box=None)
    for one in found:
        if isinstance(one, dict):
            told = (one["short"], one["unit_name"], common.local(one["starts"]), one["place"], one["chair"], one["phase"], one["opinions"])
            table.add_row(*(str(cell) for cell in told))
    Console().print(table)
