"""Migrations: whole or not at all, even for a process killed at any statement; a copy stands before."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage import migrate
from storage.database import Corrupt, Newer, Unavailable
from storage.migrate import BadMigration, Upgrade, split, upgrade

FIRST = """-- The first house; a comment with a semicolon;
CREATE TABLE unit (code TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT;
CREATE TABLE person (id INTEGER PRIMARY KEY, unit TEXT NOT NULL REFERENCES unit (code)) STRICT; CREATE INDEX person_unit ON person (unit);
INSERT INTO unit VALUES ('a', 'one; two'), ('b', 'it''s');
"""
SECOND = """
CREATE TABLE seen (n INTEGER NOT NULL) STRICT;
/* a trigger; with semicolons */
CREATE TRIGGER counted AFTER INSERT ON person BEGIN
    INSERT INTO seen VALUES (CASE WHEN new.id > 0 THEN 1 ELSE 0 END);
    UPDATE unit SET name = name || ';' WHERE code = new.unit;
END;
INSERT INTO person (unit) VALUES ('a');
"""
THIRD = """
DROP TRIGGER counted;
CREATE TABLE unit_new (code TEXT PRIMARY KEY, name TEXT NOT NULL, level TEXT NOT NULL) STRICT;
INSERT INTO unit_new SELECT code, name, 'commune' FROM unit;
DROP TABLE unit;
ALTER TABLE unit_new RENAME TO unit;
-- the end, without a semicolon"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "migrations"
    place.mkdir()
    (place / "0001_house.sql").write_text(FIRST)
    return place


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    return tmp_path / "data" / "house.db"


def dump(path: Path) -> tuple[int, list[str]]:
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return connection.execute("PRAGMA user_version").fetchone()[0], list(connection.iterdump())
    finally:
        connection.close()


def test_a_new_database_takes_all_and_needs_no_copy(folder: Path, path: Path) -> None:
    (folder / "0002_seen.sql").write_text(SECOND)
    assert upgrade(path, folder=folder) == Upgrade(before=0, after=2, copy=None)
    version, lines = dump(path)
    assert version == 2
    assert "INSERT INTO \"unit\" VALUES('a','one; two;');" in lines
    assert 'INSERT INTO "seen" VALUES(1);' in lines
    assert upgrade(path, folder=folder) == Upgrade(before=2, after=2, copy=None)
    assert [file.name for file in path.parent.iterdir()] == ["house.db"]


def test_an_old_database_is_copied_then_takes_what_is_pending(folder: Path, path: Path) -> None:
    upgrade(path, folder=folder)
    old = dump(path)
    (folder / "0002_seen.sql").write_text(SECOND)
    (folder / "0003_level.sql").write_text(THIRD)
    copy = path.parent / "before-0003.db"
    copy.with_name("before-0003.db.part").write_bytes(b"left by one that was killed")
    assert upgrade(path, folder=folder) == Upgrade(before=1, after=3, copy=copy)
    assert dump(path)[0] == 3
    assert dump(copy) == old
    assert copy.stat().st_mode & 0o777 == 0o600
    assert not copy.with_name("before-0003.db.part").exists()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(folder: Path, path: Path) -> None:
    upgrade(path, folder=folder)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=7")
    connection.close()
    with pytest.raises(Newer, match="version 7, this program knows only 1"):
        upgrade(path, folder=folder)
    assert dump(path)[0] == 7


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("CREATE TABLE a (b TEXT) STRICT; CREATE TABLE unit (c TEXT);", "0002_bad.sql: table unit already exists"),
        ("CREATE TABLE a (b TEXT) STRICT; SELECT nonsense;", "no such column: nonsense, in: SELECT nonsense"),
        ("CREATE TABLE a (b TEXT) STRICT; INSERT INTO person (unit) VALUES ('nowhere');", "1 rows that point nowhere"),
        ("CREATE TABLE a (b TEXT) STRICT; CREATE TABLE c (d TEXT)", "not finished"),
        ("CREATE TRIGGER t AFTER INSERT ON person BEGIN SELECT 1;", "not finished"),
        ("CREATE TABLE a (b TEXT) STRICT; COMMIT; CREATE TABLE c (d TEXT);", "COMMIT may not stand"),
        ("/* so */ PRAGMA user_version = 9;", "PRAGMA may not stand"),
        ("-- so\n vacuum;", "VACUUM may not stand"),
    ],
)
def test_a_bad_migration_changes_nothing(folder: Path, path: Path, text: str, complaint: str) -> None:
    upgrade(path, folder=folder)
    old = dump(path)
    (folder / "0002_bad.sql").write_text(text)
    with pytest.raises(BadMigration, match=complaint):
        upgrade(path, folder=folder)
    assert dump(path) == old


@pytest.mark.parametrize("names", [["0003_gap.sql"], ["0001_twice.sql"], ["2_short.sql"], ["0002-dash.sql"], ["0002_ok.sql", "readme.sql"]])
def test_the_numbers_have_no_gap_and_no_double(folder: Path, path: Path, names: list[str]) -> None:
    for name in names:
        (folder / name).write_text("SELECT 1;")
    with pytest.raises(BadMigration, match="is expected here"):
        upgrade(path, folder=folder)
    assert not path.exists()


def test_a_file_that_is_no_database(folder: Path, path: Path) -> None:
    path.write_bytes(b"a letter " * 1000)
    with pytest.raises(Corrupt, match="doithoai restore"):
        upgrade(path, folder=folder)
    with pytest.raises(Unavailable):
        upgrade(path.parent, folder=folder)


def test_a_busy_database_is_a_trouble_that_passes(folder: Path, path: Path) -> None:
    upgrade(path, folder=folder)
    (folder / "0002_seen.sql").write_text(SECOND)
    old = dump(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable):
        upgrade(path, folder=folder, busy_timeout=20)
    other.close()
    assert dump(path) == old


def test_statements_are_split_where_they_end() -> None:
    assert [statement.split()[-1] for statement in split(FIRST, "x")] == ["STRICT;", "STRICT;", "(unit);", "'it''s');"]
    assert [statement.split()[-1] for statement in split(SECOND, "x")] == ["STRICT;", "END;", "('a');"]
    assert len(split(THIRD, "x")) == 5
    assert split("", "x") == split("-- nothing\n/* at; all */", "x") == []


# For every n: a fork of this program works on a fresh copy of the old database and is killed (SIGKILL) when SQLite
# begins its n-th statement, or just after the last; prints the version that is then found, one a line.
KILLED = """
import os, shutil, signal, sqlite3, sys
from pathlib import Path
from storage.migrate import upgrade

source, folder = Path(sys.argv[1]), Path(sys.argv[2])
connect = sqlite3.connect

def run(path, n):
    left = n
    def step(statement):
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def traced(*args, **more):
        connection = connect(*args, **more)
        connection.set_trace_callback(step)
        return connection
    sqlite3.connect = traced
    upgrade(path, folder=folder)
    os._exit(0)

n, code = 0, None
while code != 0:
    n += 1
    home = source.parent / f"killed-{n}"
    home.mkdir()
    path = home / "house.db"
    if source.exists():
        shutil.copy(source, path)
    child = os.fork()
    if child == 0:
        run(path, n)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    print(home, code, flush=True)
"""


@pytest.mark.parametrize("old_version", [0, 1])
def test_killed_at_any_statement_it_is_old_or_new(folder: Path, path: Path, old_version: int) -> None:
    if old_version:
        upgrade(path, folder=folder)
    (folder / "0002_seen.sql").write_text(SECOND)
    (folder / "0003_level.sql").write_text(THIRD)
    new = path.parent / "new.db"
    upgrade(new, folder=folder)
    old_and_new = [dump(path), dump(new)]
    if old_version == 0:
        path.unlink()

    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(folder)],
        cwd=Path(migrate.__file__).parent.parent,
        capture_output=True,
        check=True,
        text=True,
    )
    homes = [Path(line.split()[0]) for line in run.stdout.splitlines()]
    assert len(homes) > 15
    for home in homes:
        found = dump(home / "house.db")
        assert found in old_and_new, home
        copy = home / "before-0003.db"
        if copy.exists():
            assert dump(copy) == old_and_new[0]
        elif old_version:
            assert found == old_and_new[0]  # nothing is changed before the copy stands
        done = upgrade(home / "house.db", folder=folder)
        assert done.after == 3
        assert dump(home / "house.db") == old_and_new[1]
    assert dump(homes[0] / "house.db") == old_and_new[1]


def test_the_migrations_of_the_house_run(path: Path) -> None:
    done = upgrade(path)
    assert done == Upgrade(before=0, after=len(migrate.read_migrations()), copy=None)
    assert upgrade(path) == Upgrade(before=done.after, after=done.after, copy=None)
