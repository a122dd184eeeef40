"""`doithoai backup`: everything but the key in one sealed archive, read back before it counts."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli import common


@click.command()
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), help="Where to put it (default: HOME/backups).")
@click.option("--keep", type=click.IntRange(min=1), help="Afterwards remove all but the newest N backups there.")
@common.as_json
def command(folder: Path | None, keep: int | None, json_: bool) -> None:
    """Make one archive of the database, the media and the configuration, whether the service runs or not.

    It is sealed: without the key file (DOITHOAI_KEY_FILE), which is not in it, nobody can read it, and nor can you. Keep copies of
    the archive and of the key in two different places, both elsewhere. The archive is read back and checked before it gets its name."""
    from bot.cli.progress import bar
    from bot.clock import SystemClock
    from storage import backup, keys

    settings = common.settings()
    ring = keys.load(settings.key_file)
    now = SystemClock().now()
    with bar(quiet=json_) as progress:
        made = backup.make(settings.home, ring, now=now, folder=folder, key_file=settings.key_file, progress=progress)
    removed = backup.trim(made.path, keep) if keep else ()
    counts = made.manifest.counts
    media = sum(name.startswith("media/") for name in made.manifest.members)
    if json_:
        common.show_json(
            {"path": str(made.path), "bytes": made.size, "opinions": counts["opinion"], "journal": counts["journal"], "media": media,
             "media_missing": list(made.manifest.media_missing), "key": made.manifest.key, "removed": [str(one) for one in removed]}
        )  # fmt: skip
        return
    click.echo(f"{made.path} ({made.size:,} bytes, sealed with the key {made.manifest.key}), read back and sound:")
    click.echo(f"  {counts['opinion']:,} opinions, {counts['journal']:,} lines of the journal, {media:,} files")
    if made.manifest.media_missing:
        click.echo(f"  {len(made.manifest.media_missing):,} files that the database names are not on the disk", err=True)
    for one in removed:
        click.echo(f"  removed {one.name}")
