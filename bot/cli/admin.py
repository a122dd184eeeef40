"""`doithoai admin create`: the first key to the house."""

from __future__ import annotations

import click

from bot.cli import common, slips


@click.group()
def group() -> None:
    """Administrators."""


@group.command()
@click.option("--title", default="", help="The person's office, as the others read it.")
@click.option("--return", "grant", default="", metavar="GRANT", help="A fresh link for an administrator who is one already (ids: revoke).")
@common.as_json
def create(title: str, grant: str, json_: bool) -> None:
    """Print a link that makes whoever opens it first an administrator of the province."""
    from bot.cli.reach import ask

    settings = common.settings()
    if grant:
        slips.show([ask(settings, "return", {"grant": grant.upper()})], json_=json_)
        return
    root = common.province(settings).units.root.code
    slips.show([ask(settings, "invite", {"role": "admin", "unit": root, "title": title})], json_=json_)
