"""`doithoai revoke`: who holds which role, and the end of it."""

from __future__ import annotations

from functools import partial

import click

from bot.cli import common, words


@click.command()
@click.argument("grant", required=False)
@click.option("--unit", default="", help="List only the roles of this unit.")
@common.as_json
def command(grant: str | None, unit: str, json_: bool) -> None:
    """End GRANT at once; without it, list all roles held, by their ids. Names are sealed and not shown."""
    from bot.cli.reach import ask

    settings = common.settings()
    if grant:
        gone = ask(settings, "revoke", {"grant": grant.upper()})
        if json_ or not isinstance(gone, dict):
            common.show_json(gone)
        else:
            click.echo(f"{gone['role']} of {gone['unit_name']} {gone['title']}: ended")
        return
    code = common.read("--unit", partial(words.unit, common.province(settings)), unit).code if unit else ""
    found = ask(settings, "grants", {"unit": code})
    if json_ or not isinstance(found, list):
        common.show_json(found)
        return
    for one in found:
        if isinstance(one, dict):
            click.echo("  ".join(str(one[name]) for name in ("id", "role", "unit_name", "agency", "title")).rstrip())
