"""What a backup holds and how it is read back: a packed tar in a sealed stream, its manifest last."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from storage.database import Unavailable
from storage.keys import Keyring
from storage.sealed import BadArchive, Opener

DATABASE = "doithoai.db"
MANIFEST = "manifest.json"
TEMPLATES = "templates"
PIECE = 1024 * 1024
# Two segments at most below media/ and config/: our own names, never ones that people chose.
MEMBER = re.compile(r"doithoai\.db|manifest\.json|config/(?:templates/)?[\w.-]+|media/(?:[\w-][\w.-]*/)?[\w-][\w.-]*", re.ASCII)

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how many bytes of it are done, and how many there are (0: not known)."""


def silent(stage: str, done: int, whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in an archive. `made` is in microseconds; `head` is the journal's last line (number, mark), by which a cut-off
    journal is known; `counts` are the rows of each table; `members` the digest of each file."""

    made: int
    version: int
    key: str
    head: tuple[int, str]
    counts: dict[str, int]
    members: dict[str, str]
    media_missing: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """As it is stored."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @staticmethod
    def of_json(text: bytes) -> Manifest:
        """Read what `to_json` wrote. Raises BadArchive."""
        try:
            found = json.loads(text)
            return Manifest(**{**found, "head": tuple(found["head"]), "media_missing": tuple(found["media_missing"])})
        except (ValueError, TypeError, KeyError) as why:
            raise BadArchive("the manifest of the backup cannot be read: it was made by another program") from why


def unpack(path: Path, keys: Keyring, into: Path, *, wanted: Callable[[str], bool], progress: Progress = silent) -> Manifest:
    """Read a whole archive, compare every member with the manifest, and put those that are `wanted` below `into`.

    Raises BadArchive, WrongKey, and Unavailable when the archive cannot be read or the place not be written."""
    seen: dict[str, str] = {}
    manifest: Manifest | None = None
    with opened(path, keys, progress) as tar:
        for entry in tar:
            source = tar.extractfile(entry)
            if manifest is not None or source is None or not MEMBER.fullmatch(entry.name) or entry.name in seen:
                raise BadArchive(f"the backup holds something that does not belong there ({entry.name[:80]!r})")
            if entry.name == MANIFEST:
                manifest = Manifest.of_json(source.read())
                continue
            seen[entry.name] = keep(source, into / entry.name if wanted(entry.name) else None)
    if manifest is None or manifest.members != seen:
        raise BadArchive("the backup does not hold what its manifest says")
    return manifest


def keep(source: IO[bytes], target: Path | None) -> str:
    """Copy a member to its place, or nowhere; returns its digest."""
    digest = hashlib.sha256()
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") if target is not None else io.BytesIO() as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            if target is not None:
                out.write(piece)
    return digest.hexdigest()


@contextmanager
def opened(path: Path, keys: Keyring, progress: Progress) -> Iterator[tarfile.TarFile]:
    """The tar inside an archive; all trouble in the words of `unpack`. Read to its end, so that a cut is always seen."""
    try:
        with path.open("rb") as file:
            watched = Watched(file, path.stat().st_size, progress)
            with io.BufferedReader(Opener(watched, keys), PIECE) as clear, gzip.GzipFile(fileobj=clear, mode="rb") as packed:
                with tarfile.open(fileobj=packed, mode="r|") as tar:
                    yield tar
                while packed.read(PIECE):
                    pass
                if clear.read(1):
                    raise BadArchive("the backup goes on behind its end")
    except (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error) as why:
        raise BadArchive("the backup cannot be unpacked: it was made by another program") from why
    except OSError as why:
        raise Unavailable(f"{path} cannot be read, or what is in it not be written: {why.strerror}") from why


class Watched:
    """A file whose reading is told to `progress`."""

    def __init__(self, file: IO[bytes], size: int, progress: Progress) -> None:
        self._file = file
        self._size = size
        self._done = 0
        self._progress = progress

    def read(self, size: int, /) -> bytes:
        """Some bytes."""
        found = self._file.read(size)
        self._done += len(found)
        self._progress("read", self._done, self._size)
        return found

    def readline(self, size: int, /) -> bytes:
        """A line."""
        return self._file.readline(size)
