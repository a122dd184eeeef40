"""`doithoai posters`: the QR posters of a dialogue as A4 pages, and what came of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import common, words
from bot.cli.endings import BadInput

if TYPE_CHECKING:
    from bot.web.acts import Plain


@click.command()
@click.argument("dialogue")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Folder for the PDF files, one for each commune.")
@click.option("--unit", default="", help="Only for this commune.")
@click.option("--door", is_flag=True, help="Posters for the door of the hall: scan to check in.")
@click.option("--counts", is_flag=True, help="Print nothing: show opened, written, attended.")
@common.as_json
def command(*, dialogue: str, folder: Path | None, unit: str, door: bool, counts: bool, json_: bool) -> None:
    """Print the posters of DIALOGUE (its code), one A4 page for each commune, or show their counts.

    Opened: how often a code was opened or typed. Written: the opinions that came through it. Attended: the people who came."""
    from bot.cli.reach import ask

    settings = common.settings()
    if counts:
        _show(ask(settings, "posters.counts", {"dialogue": dialogue}), json_)
        return
    if folder is None:
        raise click.UsageError("Say where to: --to FOLDER, or ask for --counts.")
    code = common.read("--unit", partial(words.unit, common.province(settings)), unit).code if unit else ""
    hung = ask(settings, "posters.hang", {"dialogue": dialogue, "unit": code, "kind": "door" if door else "invite"})
    found = [one for one in hung if isinstance(one, dict)] if isinstance(hung, list) else []
    try:
        files = _print(folder, found, prefix="diem-danh" if door else "ap-phich", quiet=json_)
    except OSError as why:
        raise BadInput(f"{folder}: {why.strerror}") from why
    if json_:
        common.show_json(
            [{name: one[name] for name in ("short", "unit", "unit_name", "link")} | {"file": files[one["unit"]]} for one in found]
        )
        return
    click.echo(f"{len(files)} posters in {folder}")
    if found and not str(found[0]["link"]).startswith("https://"):
        click.echo(
            f"Their codes lead to {found[0]['link']}, which phones cannot reach: set DOITHOAI_PUBLIC_URL or a Telegram token.", err=True
        )


def _print(folder: Path, found: list[dict[str, Plain]], *, prefix: str, quiet: bool) -> dict[Plain, str]:
    """Draw each poster into its file; the files by unit. Raises OSError where one cannot be written."""
    from bot.cli.progress import counted
    from bot.domain.words import fold
    from bot.reports.posters import Sheet, draw

    folder.mkdir(parents=True, exist_ok=True)
    files: dict[Plain, str] = {}
    with counted("drawing", len(found), quiet=quiet) as shown:
        for place, one in enumerate(found, start=1):
            told = one["words"]
            file = folder / f"{prefix}-{one['short']}-{fold(str(one['unit_name'])).replace(' ', '-')}.pdf"
            file.write_bytes(draw([Sheet(words=told if isinstance(told, dict) else {}, link=str(one["link"]))]))
            files[one["unit"]] = str(file)
            shown(place)
    return files


def _show(counts: Plain, json_: bool) -> None:
    if json_ or not isinstance(counts, dict):
        common.show_json(counts)
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Code", "Commune", "Opened", "Written", box=None)
    listed = counts["posters"]
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            table.add_row(*(str(one[name]) for name in ("short", "unit_name", "opened", "written")))
    Console().print(table)
    attended = "not counted yet" if counts["attended"] is None else counts["attended"]
    click.echo(f"Opened {counts['opened']}, written {counts['written']}, attended {attended}")
