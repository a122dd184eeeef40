"""`doithoai admin create`: the first key to the house."""

from __future__ import annotations

import click

from bot.cli import common, slips


@click.group()
def group() -> None:
    """Administrators."""


@group.command()
@click.option("--title", default="", help="The person's office, as the others read it.")
@common.as_json
def create(title: str, json_: bool) -> None:
    """Print a link that makes whoever opens it first an administrator of the province."""
    from bot.cli.reach import ask

    settings = common.settings()
    root = common.province(settings).units.root.code
    slips.show([ask(settings, "invite", {"role": "admin", "unit": root, "title": title})], json_=json_)
