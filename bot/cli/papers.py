"""`doithoai papers`: the templates of the official papers."""

from __future__ import annotations

from pathlib import Path

import click


@click.group()
def group() -> None:
    """The templates of the official papers (State and Party layout)."""


@group.command()
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where to put them.")
def templates(folder: Path) -> None:
    """Make the templates anew. An office changes a copy in HOME/templates, which takes the place of ours of the same name."""
    from bot.reports import layouts
    from bot.reports.templates import build, names

    known = layouts.load()
    folder.mkdir(parents=True, exist_ok=True)
    for kind, layout in names():
        path = folder / f"{kind}.{layout}.docx"
        path.write_bytes(build(kind, layout, known))
        click.echo(path)
