"""Bringing a backup back: read to its end and checked first, put in place in one step, and nothing of the old is deleted."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage import erasures, lite, lock, migrate
from storage.archive import DATABASE, TEMPLATES, Manifest, Progress, silent, unpack
from storage.backup import media_in
from storage.copies import check_copy, look, media_of, scratch, sync
from storage.database import StorageTrouble, Unavailable
from storage.keys import Keyring
from storage.work import Work, moment

_BUSY = 10_000  # milliseconds
Rebuild = Callable[[Work, Mapping[str, datetime], Manifest], int]
"""Makes derived things anew and erases again who was erased (person, moment) since; returns how many persons that were."""


class Occupied(Exception):
    """There is a house already, and nobody said that it may be replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What happened after the backup was made: journal lines and opinions, None where the database of now cannot tell."""

    since: datetime
    lines: int | None
    opinions: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was done. `aside` holds what stood there before; `changed` are the configuration files that came from the backup."""

    manifest: Manifest
    aside: Path | None
    lost: Lost
    erased: int
    changed: tuple[str, ...]


def restore(archive: Path, home: Path, keys: Keyring, rebuild: Rebuild, *, replace: bool = False, progress: Progress = silent) -> Restored:
    """Bring `archive` back into HOME.

    Nothing is touched before the whole archive was read and checked. The database changes in one step: killed at any moment it is
    the old or the new one, and the same command finishes the work. What stood there moves to HOME/before-restore-<archive>/.
    Raises AlreadyRunning while the service runs, Occupied where there is a house and not `replace`, BadArchive, WrongKey, Newer, and
    Unavailable."""
    if not archive.is_file():
        raise Unavailable(f"there is no backup at {archive}")
    with lock.hold(home):
        occupied = (home / DATABASE).exists()
        if occupied and not replace:
            raise Occupied(f"{home} already holds a database: with --replace it is moved aside and the backup takes its place")
        try:
            with scratch(home) as place:
                manifest = unpack(archive, keys, place, wanted=lambda _: True, progress=progress)
                check_copy(place / DATABASE, keys, manifest, progress)
                progress("rebuild", 0, 0)
                migrate.upgrade(place / DATABASE)
                lost, known = _looked_over(home, keys, manifest)
                gone = {**erasures.read(place / "config"), **erasures.read(home), **known}
                erased, media = _rebuilt(place / DATABASE, keys, lambda work: rebuild(work, gone, manifest))
                aside = _aside(home, archive) if occupied else None
                progress("place", 0, 0)
                changed = _put_in_place(home, place, media, aside)
                erasures.write_down(home, gone.items())
        except OSError as why:
            raise Unavailable(f"{home} cannot take the backup: {why.strerror}") from why
    return Restored(manifest=manifest, aside=aside, lost=lost, erased=erased, changed=changed)


def what_is_lost(home: Path, keys: Keyring, manifest: Manifest) -> Lost:
    """What bringing this backup back would lose; only looks. Raises AlreadyRunning while the service runs."""
    with lock.hold(home):
        return _looked_over(home, keys, manifest)[0]


def _looked_over(home: Path, keys: Keyring, manifest: Manifest) -> tuple[Lost, dict[str, datetime]]:
    """What the database of now knows beyond the backup, and whom it erased; all unknown where it cannot be read."""
    since = moment(manifest.made)
    nothing = Lost(since=since, lines=None, opinions=None)
    if not (home / DATABASE).exists():
        return nothing, {}
    try:
        connection = lite.connect(home / DATABASE, busy_timeout=_BUSY)
    except StorageTrouble:
        return nothing, {}
    try:
        lines, opinions = look(connection, keys, lambda work: _beyond(work, manifest))
        return Lost(since=since, lines=lines, opinions=opinions), dict(look(connection, keys, erasures.of))
    except (StorageTrouble, sqlite3.Error):
        return nothing, {}
    finally:
        connection.close()


def _beyond(work: Work, manifest: Manifest) -> tuple[int | None, int]:
    """Journal lines and opinions later than the backup; lines only where the backup is an earlier state of this very journal."""
    seq, mark = manifest.head
    same = work.one("SELECT mac FROM journal WHERE seq = :s", s=seq)
    lines = work.one("SELECT count(*) FROM journal WHERE seq > :s", s=seq)
    opinions = work.one("SELECT count(*) FROM opinion WHERE sent_at > :at", at=manifest.made)
    one_story = seq == 0 or (same is not None and same[0] == mark)
    return int(lines[0]) if lines and one_story else None, int(opinions[0]) if opinions else 0


def _rebuilt(path: Path, keys: Keyring, act: Callable[[Work], int]) -> tuple[int, set[str]]:
    """Do `act` in the unpacked database and fold its log into the file; returns its result and the media that are still known."""
    connection = lite.connect(path, busy_timeout=_BUSY)
    try:
        ((fine, value),) = lite.commit_together(connection, keys, [act], 0.0)
        if not fine:
            raise value
        known = look(connection, keys, media_of)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    sync(path)
    return int(value), known


def _aside(home: Path, archive: Path) -> Path:
    """A new folder for what stands there now."""
    stem = f"before-restore-{archive.stem}"
    free = next(path for path in (home / f"{stem}{f'-{number}' if number else ''}" for number in range(1000)) if not path.exists())
    free.mkdir(mode=0o700)
    return free


def _put_in_place(home: Path, place: Path, media: set[str], aside: Path | None) -> tuple[str, ...]:
    """Files that only add come first, then the database in one step, then what is left over goes aside."""
    for name in sorted(media & set(media_in(place / "media"))):
        _place(place / "media" / name, home / "media" / name, _below(aside, f"media/{name}"))
    for folder in {home / "media", home / "media" / "incoming"}:
        if folder.is_dir():
            sync(folder)
    _place_database(home, place / DATABASE, aside)
    config = place / "config"
    written = [file.relative_to(config).as_posix() for file in sorted(config.rglob("*")) if file.is_file() and file.name != erasures.NAME]
    changed = [name for name in written if _place(config / name, home / name, _below(aside, name))]
    if (home / TEMPLATES).is_dir():
        sync(home / TEMPLATES)
    for name in media_in(home / "media") if (home / "media").is_dir() else []:
        if name not in media and aside is not None:
            _move(home / "media" / name, aside / "media" / name)
    sync(home)
    return tuple(changed)


def _place_database(home: Path, new: Path, aside: Path | None) -> None:
    """Put the database where it belongs. An old log beside a new file would be played into it, so it leaves first."""
    path = home / DATABASE
    if path.exists() and aside is not None:
        with suppress(StorageTrouble, sqlite3.Error):  # a damaged one goes aside as it is
            connection = lite.connect(path, busy_timeout=_BUSY)
            try:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                connection.close()
        _second_name(path, aside / DATABASE)
    for ending in ("-wal", "-shm"):
        old = path.with_name(path.name + ending)
        if old.exists() and aside is not None:
            _move(old, aside / old.name)
        old.unlink(missing_ok=True)
    sync(home)
    new.replace(path)
    sync(home)


def _place(new: Path, target: Path, aside: Path | None) -> bool:
    """Put a file in its place; what stood there gets a second name aside. False when the same file is there already."""
    if target.exists():
        if target.read_bytes() == new.read_bytes():
            return False
        if aside is not None:
            aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _second_name(target, aside)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    sync(new)
    new.replace(target)
    return True


def _below(aside: Path | None, name: str) -> Path | None:
    return None if aside is None else aside / name


def _second_name(path: Path, other: Path) -> None:
    """The same file under another name, so that its place is never empty; a copy where the disk knows no second names."""
    try:
        os.link(path, other)
    except OSError:
        shutil.copy2(path, other)
        sync(other)


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.replace(target)
