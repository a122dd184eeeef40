"""`doithoai restore`: a backup takes the place of what stands in HOME; the old is moved aside, never deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli import common

if TYPE_CHECKING:
    from config.settings import Settings
    from storage.archive import Manifest, Progress
    from storage.keys import Keyring
    from storage.restore import Restored
    from storage.work import Work


@click.command()
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Move the present database and files aside (HOME/before-restore-...) and take their place.")
@click.option("--dry-run", is_flag=True, help="Only read the backup to its end, check it, and say what would be lost.")
@common.as_json
def command(archive: Path, replace: bool, dry_run: bool, json_: bool) -> None:
    """Bring a backup back. The service must be stopped.

    The archive is read to its end and checked before anything is touched. Persons who were erased since are erased again. What
    happened after the backup was made is lost; the command says how much that is.

    Exits 65 for a damaged archive, 75 while the service runs, 78 for another key."""
    from bot.cli.progress import bar
    from bot.clock import SystemClock
    from storage import backup, keys
    from storage.restore import Restored, what_is_lost

    settings = common.settings()
    ring = keys.load(settings.key_file)
    now = SystemClock().now()
    with bar(quiet=json_) as progress:
        if dry_run:
            manifest = backup.check(archive, settings.home, ring, progress=progress)
            lost = what_is_lost(settings.home, ring, manifest)
            done = Restored(manifest=manifest, aside=None, lost=lost, erased=0, changed=())
        else:
            done = _bring_back(archive, settings, ring, now, replace=replace, progress=progress)
    if json_:
        counts = done.manifest.counts
        common.show_json(
            {"opinions": counts["opinion"], "journal": counts["journal"], "made": done.lost.since.isoformat(), "erased": done.erased,
             "aside": str(done.aside or ""), "changed": list(done.changed), "lost_opinions": done.lost.opinions,
             "lost_lines": done.lost.lines}
        )  # fmt: skip
    else:
        _tell(done, now, dry_run=dry_run)


def _bring_back(archive: Path, settings: Settings, ring: Keyring, now: datetime, *, replace: bool, progress: Progress) -> Restored:
    from bot.clock import SystemClock, SystemMint
    from bot.domain.act import Act
    from bot.services import restoring
    from storage.restore import Occupied, restore
    from storage.work import moment

    act = Act(at=now, mint=SystemMint(SystemClock()), province=common.province(settings))

    def rebuild(work: Work, gone: Mapping[str, datetime], manifest: Manifest) -> int:
        return restoring.settle(work, act, gone, made=moment(manifest.made))

    try:
        return restore(archive, settings.home, ring, rebuild, replace=replace, progress=progress)
    except Occupied as why:
        raise click.UsageError(str(why)) from why


def _tell(done: Restored, now: datetime, *, dry_run: bool) -> None:
    counts, lost = done.manifest.counts, done.lost
    click.echo(f"The backup of {common.local(lost.since.isoformat())} is sound" + ("." if dry_run else " and stands in its place:"))
    click.echo(f"  {counts['opinion']:,} opinions, {counts['journal']:,} lines of the journal")
    minutes = max(0, int((now - lost.since).total_seconds() // 60))
    word = "would be lost" if dry_run else "is lost"
    click.echo(f"  What happened after it {word}: {minutes // 1440} days, {minutes // 60 % 24} hours and {minutes % 60} minutes.")
    if lost.lines is None:
        click.echo("  How much that is cannot be told: there is no readable database that goes on where the backup ends.")
    else:
        click.echo(f"  That is {lost.opinions:,} opinions and {lost.lines:,} lines of the journal.")
    if done.erased:
        click.echo(f"  {done.erased} persons who were erased since were erased again.")
    if done.aside is not None:
        click.echo(f"  What stood there before is in {done.aside}; delete it when all is well.")
    if done.changed:
        click.echo(f"  Configuration taken from the backup: {', '.join(done.changed)}")
