"""`doithoai book`: the question book of a dialogue on paper."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import click

from bot.cli import common


@click.command()
@click.argument("dialogue")
@click.option("--to", "path", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The DOCX to write.")
@click.option("--agency", default="", help="Only what this agency is expected to answer: its code.")
@click.option("--party", is_flag=True, help="In the Party's layout; left out: in that of the dialogue's track.")
@click.option("--pdf", is_flag=True, help="Also a PDF beside it, by LibreOffice.")
@common.as_json
def command(*, dialogue: str, path: Path, agency: str, party: bool, pdf: bool, json_: bool) -> None:
    """The question book (tổng hợp ý kiến trước đối thoại) of DIALOGUE (its code): its newest version, before there is one as it stands."""
    from bot.cli.pdf import convert
    from bot.cli.reach import ask

    found = ask(common.settings(), "book", {"dialogue": dialogue, "agency": agency, "party": party})
    if not isinstance(found, dict):
        raise TypeError(found)
    written = b64decode(str(found.pop("docx")))
    path.touch(mode=0o600)  # citizens' words stand in it
    path.write_bytes(written)
    printed = convert(path) if pdf else None
    if json_:
        common.show_json(found | {"path": str(path), "pdf": str(printed) if printed else None})
        return
    version = f"version {found['no']} of {common.local(found['at'])}" if found["frozen"] else "as it stands now, not frozen yet"
    click.echo(f"{path}: {version}, {found['rows']} topics, {found['voices']} opinions")
    if printed:
        click.echo(printed)
    if isinstance(found["waiting"], list) and found["waiting"]:
        click.echo(f"Spoken and not written down yet: {', '.join(map(str, found['waiting']))}", err=True)
