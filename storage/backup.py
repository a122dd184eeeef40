"""Backups: the whole house but its key in one sealed archive, made beside the running service and read back before it counts."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from storage.archive import DATABASE, MANIFEST, TEMPLATES, Manifest, Progress, silent, unpack
from storage.copies import check_copy, connected, look, media_of, scratch, snapshot, state, sync
from storage.database import Unavailable
from storage.erasures import NAME as ERASURES
from storage.keys import Keyring
from storage.sealed import BadArchive, Sealer
from storage.work import micros

ENDING = ".backup"
_TEMPLATE = re.compile(r"\w+\.\w+\.docx", re.ASCII)
_NAME = re.compile(r"doithoai-\d{8}T\d{6}Z(?:-\d+)?\.backup", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A backup that was made and read back. `removed` are the old ones that it replaces."""

    path: Path
    size: int
    manifest: Manifest
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a backup is made of."""

    home: Path
    keys: Keyring
    now: datetime
    key_file: Path | None
    progress: Progress
    random: Callable[[int], bytes]


def make(
    home: Path, keys: Keyring, *, now: datetime, folder: Path | None = None, key_file: Path | None = None, progress: Progress = silent,
    random: Callable[[int], bytes] = os.urandom,
) -> Made:  # fmt: skip
    """Back up HOME into `folder` (default: HOME/backups), whether the service runs or not.

    Into it go the database, all media files and the configuration (*.toml, *.csv, templates/*.docx, the list of erasures); never .env,
    never the key (`key_file` names it where it is called like configuration). The archive takes its name when it is whole, on disk, and
    was read back: every file compared, the copy's pages and journal checked. Killed at any moment it leaves no archive.
    Raises Unavailable when there is nothing to back up or no place for it, Corrupt when the database is not sound."""
    source = home / DATABASE
    if not source.is_file():
        raise Unavailable(f"there is no database at {source}")
    folder = folder or home / "backups"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with scratch(home) as place, _draft(folder) as draft:
            recipe = Recipe(home=home, keys=keys, now=now, key_file=key_file, progress=progress, random=random)
            manifest = _write(recipe, place, draft)
            _read_back(draft, place, keys, manifest, progress)
            path = _name(folder, now)
            size = draft.stat().st_size
            draft.replace(path)
            sync(folder)
    except OSError as why:
        raise Unavailable(f"the backup in {folder} cannot be made: {why.strerror}") from why
    return Made(path=path, size=size, manifest=manifest)


def nightly(home: Path, keys: Keyring, *, now: datetime, keep: int, folder: Path | None = None, key_file: Path | None = None) -> Made:
    """Back up, then remove all but the `keep` newest backups of that folder. Raises as `make`; then nothing is removed."""
    made = make(home, keys, now=now, folder=folder, key_file=key_file)
    return replace(made, removed=trim(made.path, keep))


def trim(newest: Path, keep: int) -> tuple[Path, ...]:
    """Remove the oldest backups beside `newest`, which stays, so that `keep` are left; files of other names are not touched."""
    found = sorted((path for path in newest.parent.iterdir() if _NAME.fullmatch(path.name)), key=lambda path: path.name)
    old = [path for path in found[: max(0, len(found) - max(1, keep))] if path != newest]
    for path in old:
        path.unlink(missing_ok=True)
    return tuple(old)


def check(archive: Path, home: Path, keys: Keyring, *, progress: Progress = silent) -> Manifest:
    """Read an archive to its end and check the database in it. Raises BadArchive, WrongKey, Unavailable."""
    try:
        with scratch(home) as place:
            manifest = unpack(archive, keys, place, wanted=lambda name: name == DATABASE, progress=progress)
            check_copy(place / DATABASE, keys, manifest, progress)
            return manifest
    except OSError as why:
        raise Unavailable(f"there is no place to unpack the backup: {why.strerror}") from why


def _write(recipe: Recipe, place: Path, draft: Path) -> Manifest:
    """Write the archive and wait until it is on disk."""
    snapshot(recipe.home / DATABASE, place / DATABASE, recipe.progress)
    with draft.open("wb") as out:
        sealer = Sealer(out, recipe.keys, recipe.random)
        try:
            with (
                gzip.GzipFile(filename="", fileobj=sealer, mode="wb", compresslevel=1, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                manifest = _fill(recipe, place / DATABASE, tar)
            sealer.close()
        finally:
            sealer.abandon()
        out.flush()
        os.fsync(out.fileno())
    return manifest


def _fill(recipe: Recipe, copy: Path, tar: tarfile.TarFile) -> Manifest:
    """Put in the database, the files that lie there, and last what they all are."""
    with connected(copy) as connection:
        version, head, counts = state(connection)
        expected = look(connection, recipe.keys, media_of)
    media = recipe.home / "media"
    lying = [(f"media/{name}", media / name) for name in media_in(media)]
    files = [(DATABASE, copy), *_configuration(recipe.home, recipe.key_file), *lying]
    whole = sum(path.stat().st_size for _, path in files if path.exists())
    members: dict[str, str] = {}
    done = 0
    for name, path in files:
        done += _add(tar, name, path, members)
        recipe.progress("write", done, whole)
    missing = tuple(sorted(name for name in expected if f"media/{name}" not in members))
    manifest = Manifest(
        made=micros(recipe.now), version=version, key=recipe.keys.fingerprint, head=head, counts=counts, members=members,
        media_missing=missing,
    )  # fmt: skip
    _put(tar, MANIFEST, manifest.to_json())
    return manifest


def _add(tar: tarfile.TarFile, name: str, path: Path, members: dict[str, str]) -> int:
    """Add one file. A photo that was erased since the list was made is passed over; only the database is too large for memory."""
    if name == DATABASE:
        entry = tarfile.TarInfo(name)
        entry.size = path.stat().st_size
        with path.open("rb") as file:
            members[name] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            tar.addfile(entry, file)
        return entry.size
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return 0
    members[name] = hashlib.sha256(data).hexdigest()
    _put(tar, name, data)
    return len(data)


def _put(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def _read_back(draft: Path, place: Path, keys: Keyring, manifest: Manifest, progress: Progress) -> None:
    (place / DATABASE).unlink()
    found = unpack(draft, keys, place, wanted=lambda name: name == DATABASE, progress=progress)
    if found != manifest:
        raise BadArchive("the backup does not read back as it was written: is the disk sound?")
    check_copy(place / DATABASE, keys, manifest, progress)


def media_in(media: Path) -> list[str]:
    """The files that lie there; what is still being written is not one."""
    found = (path.relative_to(media).as_posix() for path in sorted(media.rglob("*")) if path.is_file() and not path.is_symlink())
    return [name for name in found if not name.endswith(".part") and not any(part.startswith(".") for part in name.split("/"))]


def _configuration(home: Path, key_file: Path | None) -> Iterator[tuple[str, Path]]:
    """The files of HOME that people wrote, their templates of papers, and the list of erasures. .env holds tokens and has no such
    ending."""
    for path in sorted(home.iterdir()):
        named = path.suffix in {".toml", ".csv"} or path.name == ERASURES
        is_key = key_file is not None and key_file.exists() and path.samefile(key_file)
        if named and path.is_file() and not path.name.startswith(".") and not is_key:
            yield f"config/{path.name}", path
    for path in sorted((home / TEMPLATES).glob("*.docx")):
        if _TEMPLATE.fullmatch(path.name) and path.is_file():
            yield f"config/{TEMPLATES}/{path.name}", path


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """A file beside the archive that is to be, gone at the end unless it was given a name."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _name(folder: Path, now: datetime) -> Path:
    """A name that is not taken: the moment in UTC, so that names sort by age."""
    stem = f"doithoai-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (folder / f"{stem}{f'-{number}' if number else ''}{ENDING}" for number in range(1000))
    return next(path for path in names if not path.exists())
