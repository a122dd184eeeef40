"""Opening a database file must never loosen the hold that other connections of this process have on it."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage import lite, migrate
from storage.database import Unavailable
from storage.keys import Keyring
from storage.sqlite import open_database

KEYS = Keyring(bytes(range(32)))
PASSER_BY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("SELECT count(*) FROM tally").fetchall()
connection.close()
"""


async def test_a_program_that_looks_in_and_leaves_takes_nothing_away(tmp_path: Path) -> None:
    """Closing any descriptor of a file drops all locks of a process on it. Without them a passer-by takes itself for the last
    one to leave, deletes the log, and what is committed after that goes into a file without a name."""
    path = tmp_path / "doithoai.db"
    await asyncio.to_thread(migrate.upgrade, path)
    database = await open_database(path, KEYS)
    sql = "INSERT INTO tally VALUES (:d, 'u', 'k', 1)"
    try:
        for day in range(5):
            await database.write(lambda work, day=day: work.do(sql, d=f"{day}"))  # type: ignore[misc]
            log = path.with_name("doithoai.db-wal").stat().st_ino
            await asyncio.to_thread(lambda: subprocess.run([sys.executable, "-c", PASSER_BY, path], check=True))
            assert path.with_name("doithoai.db-wal").stat().st_ino == log
        await database.write(lambda work: work.do(sql, d="last"))
        # What a power cut or kill -9 would leave behind:
        for name in ("doithoai.db", "doithoai.db-wal"):
            (tmp_path / f"left-{name}").write_bytes((tmp_path / name).read_bytes())
    finally:
        await database.close()
    left = sqlite3.connect(tmp_path / "left-doithoai.db")
    assert left.execute("SELECT count(*) FROM tally").fetchone() == (6,)
    left.close()


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be opened"):
        lite.connect(tmp_path / "nowhere" / "doithoai.db", busy_timeout=0)
    (tmp_path / "folder").mkdir()
    with pytest.raises(Unavailable, match="cannot be opened"):
        lite.connect(tmp_path / "folder", busy_timeout=0)


def test_a_new_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    lite.connect(tmp_path / "doithoai.db", busy_timeout=0).close()
    assert (tmp_path / "doithoai.db").stat().st_mode & 0o777 == 0o600
