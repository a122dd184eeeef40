"""Copies of the database outside the service: taken at one moment, looked into, and checked page by page."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from storage import journal, lite
from storage.archive import Manifest, Progress, silent
from storage.keys import Keyring
from storage.sealed import BadArchive
from storage.work import Work

T = TypeVar("T")
_SCRATCH = ".backup-"
_BUSY = 10_000  # milliseconds
_STALE = 24 * 3600  # seconds


def snapshot(source: Path, target: Path, progress: Progress = silent) -> None:
    """A copy of the database at one moment, beside the running service and without stopping it. Raises Corrupt, Unavailable."""
    progress("copy", 0, 0)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    connection = lite.connect(source, busy_timeout=_BUSY)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as why:
        raise lite.told(why) from why
    finally:
        connection.close()


def media_of(work: Work) -> set[str]:
    """The files below media/ that the database knows."""
    kept = work.all("SELECT path FROM attachment WHERE state = 'kept' AND path <> ''")
    sent_up = work.all("SELECT id FROM webchat_file WHERE incoming = 1 AND chat <> ''")
    return {row[0] for row in kept} | {f"incoming/{row[0]}" for row in sent_up}


def check_copy(path: Path, keys: Keyring, manifest: Manifest, progress: Progress = silent) -> None:
    """Check an unpacked database: its pages, its journal, its counts. Raises BadArchive."""
    progress("check", 0, 0)
    with connected(path) as connection:
        answers = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)").fetchall()]
        if answers != ["ok"]:
            raise BadArchive(f"the database in the backup is damaged ({answers[0]}): take another one")
        line = look(connection, keys, journal.verify)
        if line:
            raise BadArchive(f"the journal in the backup was changed at line {line}: take another one")
        if state(connection) != (manifest.version, manifest.head, manifest.counts):
            raise BadArchive("the database in the backup is not the one of its manifest")


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy that nobody writes, opened so that not one byte of it changes."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA temp_store=MEMORY")
        yield connection
    except sqlite3.Error as why:
        raise BadArchive(f"the database in the backup is damaged ({why}): take another one") from why
    finally:
        connection.close()


def state(connection: sqlite3.Connection) -> tuple[int, tuple[int, str], dict[str, int]]:
    """The version, the head of the journal, and the rows of each table."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    last = connection.execute("SELECT seq, mac FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()]
    counts = {table: int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables}
    return version, (int(last[0]), str(last[1])) if last else (0, ""), counts


def look(connection: sqlite3.Connection, keys: Keyring, what: Callable[[Work], T]) -> T:
    """Run a look outside the service. Raises what the look raises."""
    fine, value = lite.look_once(connection, keys, what)
    if not fine:
        raise value
    result: T = value
    return result


@contextmanager
def scratch(home: Path) -> Iterator[Path]:
    """A folder in HOME for copies, open to its owner only and gone at the end; what a killed one left a day ago goes as well."""
    with tempfile.TemporaryDirectory(dir=home, prefix=_SCRATCH, ignore_cleanup_errors=True) as name:
        place = Path(name)
        now = place.stat().st_mtime
        for other in home.glob(f"{_SCRATCH}*"):
            if now - other.stat().st_mtime > _STALE:
                shutil.rmtree(other, ignore_errors=True)
        yield place


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
