"""The year's plan at the command line: taken from a sheet, the empty sheet, and who has no dialogue yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import common, plans

if TYPE_CHECKING:
    from bot.web.acts import Plain


def write_template(path: Path) -> None:
    """Write the sheet to fill in. Raises BadInput where it cannot be written."""
    from bot.cli.endings import BadInput
    from bot.reports import plan_sheet

    units = common.province(common.settings()).units
    names = [units.root.name, *(one.name for one in units.all("commune"))]
    try:
        path.write_bytes(plan_sheet.empty(names))
    except OSError as why:
        raise BadInput(f"{path}: cannot be written: {why.strerror}") from why
    click.echo(f"{path}: one row for each dialogue; then: doithoai dialogue import {path} --dry-run")


def take(file: Path, *, announce: bool, dry: bool, json_: bool) -> None:
    """Take a plan in, or only look. Raises BadInput with every mistake of the file."""
    from bot.cli.endings import BadInput, sentence
    from bot.cli.reach import ask
    from bot.domain.errors import RuleBroken

    settings = common.settings()
    if not file.is_file():
        raise BadInput(f"{file}: no such file")
    table = plans.read(file, common.province(settings))
    wishes: list[Plain] = list(table.plans)
    answer = ask(settings, "dialogue.import.look" if dry else "dialogue.import", {"plans": wishes, "announce": announce})
    told = [one for one in answer if isinstance(one, dict)] if isinstance(answer, list) else []
    wrong = []
    for row, one in zip(table.rows, told, strict=True):
        facts = one.get("facts")
        if one["state"] == "wrong":
            given = {name: str(value) for name, value in facts.items()} if isinstance(facts, dict) else {}
            wrong.append(f"{file}:{row}: {sentence(RuleBroken(str(one['code']), **given))}")
    if wrong:
        raise BadInput(*wrong)
    if json_:
        common.show_json(answer)
        return
    for plan, one in zip(table.plans, told, strict=True):
        click.echo(
            f"{one['state']:5}  {plan['unit']}  {common.local(plan['starts'])}  {one.get('short', '')} {one.get('phase', '')}".rstrip()
        )
    n = sum(one["state"] == "new" for one in told)
    verb = ("would be announced" if announce else "would be planned") if dry else ("announced" if announce else "planned")
    click.echo(f"{n} dialogues {verb}, {len(told) - n} known already")


def coverage(year: int | None, *, json_: bool) -> None:
    """Print who has not held what the law asks."""
    from bot.cli.reach import ask

    found = ask(common.settings(), "dialogue.coverage", {"year": year or 0})
    if json_ or not isinstance(found, list):
        common.show_json(found)
        return
    owing = [one for one in found if isinstance(one, dict) and one["standing"] != "kept"]
    for one in owing:
        held = one["dialogues"]
        said = ", ".join(f"{each['day']} ({each['phase']})" for each in held if isinstance(each, dict)) if isinstance(held, list) else ""
        click.echo(f"{one['unit']}  {one['unit_name']}: {said or 'nothing planned'}")
    click.echo(f"{len(owing)} of {len(found)} communes have not held a dialogue")
