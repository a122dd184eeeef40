"""`doithoai invite`: officials, one by one or from a table."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from bot.cli import common, slips, words
from bot.domain.people import GRANTABLE

if TYPE_CHECKING:
    from bot.domain.province import Province
    from bot.web.acts import Plain

COLUMNS: Final = ("role", "unit", "agency", "title")
_PAGE: Final = 50


@click.command()
@click.argument("role", type=click.Choice(GRANTABLE), required=False)
@click.option("--unit", default="", help="Code or name of the unit.")
@click.option("--agency", default="", help="For a handler: code or name of the agency in that unit.")
@click.option("--title", default="", help="The person's office, as the others read it.")
@click.option("--from", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=f"A CSV file: {','.join(COLUMNS)}.")
@click.option("--slips", "pdf", type=click.Path(dir_okay=False, path_type=Path), help="Print a slip for each into this PDF.")
@click.option("--return", "grant", default="", metavar="GRANT", help="A fresh link for someone who holds this role already (ids: revoke).")
@click.option("--dry-run", is_flag=True, help="Only check the table.")
@common.as_json
def command(
    *, role: str | None, unit: str, agency: str, title: str, table: Path | None, pdf: Path | None, grant: str, dry_run: bool, json_: bool
) -> None:
    """Invite someone as ROLE of a unit, or everyone of a table. Each link works once; whoever brings it holds the role."""
    settings = common.settings()
    province = common.province(settings)
    if grant:
        if role or unit or table or pdf or dry_run:
            raise click.UsageError("--return stands alone")
        _return(grant, json_=json_)
        return
    if table is not None and not (role or unit):
        wanted = read_table(table, province)
    elif role and unit and table is None:
        code = common.read("--unit", partial(words.unit, province), unit).code
        named = common.read("--agency", partial(words.agency, province, code), agency) if agency else ""
        wanted = [{"role": role, "unit": code, "agency": named, "title": title}]
    else:
        raise click.UsageError("give ROLE and --unit, or --from with a table")
    if dry_run:
        for one in wanted:
            click.echo(" ".join(str(one[name]) for name in COLUMNS if one[name]))
        click.echo(f"{len(wanted)} invites would be made")
        return
    _invite(wanted, province, pdf, json_=json_)


def _return(grant: str, *, json_: bool) -> None:
    from bot.cli.reach import ask

    slips.show([ask(common.settings(), "return", {"grant": grant.upper()})], json_=json_)


def _invite(wanted: list[dict[str, Plain]], province: Province, pdf: Path | None, *, json_: bool) -> None:
    from bot.cli.reach import ask

    settings = common.settings()
    made: list[Plain] = []
    pages = [wanted[first : first + _PAGE] for first in range(0, len(wanted), _PAGE)]
    with click.progressbar(pages, label="Inviting", file=sys.stderr, hidden=len(pages) < 2) as shown:
        for page in shown:
            wishes: list[Plain] = list(page)
            answer = ask(settings, "invite.many", {"invites": wishes})
            made += answer if isinstance(answer, list) else []
    if pdf is not None:
        slips.write(pdf, made, province)
        click.echo(f"{len(made)} slips are in {pdf}; whoever reads it can take those offices", err=True)
    if pdf is None or json_:
        slips.show(made, json_=json_)


def read_table(path: Path, province: Province) -> list[dict[str, Plain]]:
    """The invites of a table, units and agencies by code or name. Raises BadInput with every mistake, each with its line."""
    from bot.cli.endings import BadInput
    from config.errors import Problems
    from config.tables import Row, read_table

    problems = Problems()
    wanted: list[dict[str, Plain]] = []

    def note(row: Row) -> None:
        role = row["role"]
        if role not in GRANTABLE:
            raise words.Unclear(f"{role!r} is not a role: {', '.join(GRANTABLE)}")
        if (role == "handler") != bool(row["agency"]):
            raise words.Unclear("a handler needs an agency, nobody else has one")
        unit = words.unit(province, row["unit"]).code
        agency = words.agency(province, unit, row["agency"]) if row["agency"] else ""
        wanted.append({"role": role, "unit": unit, "agency": agency, "title": row["title"]})

    for row in read_table(path, COLUMNS, problems):
        try:
            note(row)
        except words.Unclear as why:
            problems.add(path, row.line, str(why))
    if problems.found:
        raise BadInput(*problems.found)
    return wanted
