"""Bringing the schema up to date: numbered SQL files, all pending ones in one transaction, a copy kept before."""

from __future__ import annotations

import os
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from storage import lite
from storage.database import Newer, Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_REFUSED = frozenset({"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "ATTACH", "DETACH", "VACUUM"})


class BadMigration(Exception):
    """A migration file that cannot be run safely; the message names it. A fault of the program, not of the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One numbered file, split into statements."""

    number: int
    name: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What was done: the version before and after, and where the copy of the database before stands, if one was made."""

    before: int
    after: int
    copy: Path | None


def upgrade(path: Path, *, folder: Path = MIGRATIONS, busy_timeout: int = 10_000) -> Upgrade:
    """Run every migration that the database at `path` has not had, all or none; killed anywhere it is old or new.

    A database that already had a version is copied to `before-NNNN.db` beside it first (NNNN: the version it goes to).
    Raises Newer for a database of a newer program, Corrupt, Unavailable, and BadMigration when a file is at fault.
    """
    migrations = read_migrations(folder)
    newest = len(migrations)
    connection = lite.connect(path, busy_timeout=busy_timeout)
    try:
        before = _version(connection, newest)
        if before == newest:
            return Upgrade(before=before, after=newest, copy=None)
        copy = _copy(connection, path.with_name(f"before-{newest:04d}.db")) if before else None
        connection.execute("PRAGMA foreign_keys=OFF")  # tables may be rebuilt; all keys are checked before the commit
        before = _run(connection, migrations)
        return Upgrade(before=before, after=newest, copy=copy)
    except sqlite3.Error as why:
        raise lite.told(why) from why
    finally:
        connection.close()


def read_migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """The migrations of a folder in order. Raises BadMigration unless they are numbered 1, 2, 3 ... without a gap."""
    migrations = []
    for number, path in enumerate(sorted(folder.glob("*.sql")), start=1):
        named = _NAME.fullmatch(path.name)
        if named is None or int(named[1]) != number:
            raise BadMigration(f"{path.name}: migration {number:04d} is expected here")
        statements = tuple(split(path.read_text(encoding="utf-8"), path.name))
        migrations.append(Migration(number=number, name=path.name, statements=statements))
    return migrations


def split(text: str, name: str) -> list[str]:
    """The statements of a file; a semicolon in a string, a comment or a trigger's body ends none.

    Raises BadMigration for an unfinished statement and for one that would end or escape the transaction.
    """
    statements, start = [], 0
    for end in (found.end() for found in re.finditer(";", text)):
        statement = text[start:end]
        if sqlite3.complete_statement(statement):
            statements.append(statement.strip())
            start = end
    if _COMMENT.sub("", text[start:]).strip():
        raise BadMigration(f"{name}: the last statement is not finished")
    for statement in statements:
        word = lite.first_word(_COMMENT.sub("", statement))
        if word in _REFUSED:
            raise BadMigration(f"{name}: {word} may not stand in a migration")
    return statements


def _version(connection: sqlite3.Connection, newest: int) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > newest:
        raise Newer(
            f"the database is of version {version}, this program knows only {newest}: "
            "install the newer program again, or bring back an older copy with `doithoai restore`",
        )
    return version


def _copy(connection: sqlite3.Connection, target: Path) -> Path:
    """A whole copy, readable by its owner only; it takes its name when it is complete and on disk."""
    draft = target.with_name(f"{target.name}.part")
    try:
        draft.unlink(missing_ok=True)
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        connection.execute("VACUUM INTO ?", (str(draft),))
        _sync(draft)
        draft.replace(target)
        _sync(target.parent)
    except OSError as why:
        raise Unavailable(f"the copy before the upgrade, {target}, cannot be made: {why.strerror}") from why
    return target


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _run(connection: sqlite3.Connection, migrations: list[Migration]) -> int:
    """One transaction for all that is pending, the version number inside it; returns the version before."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = _version(connection, len(migrations))
        for migration in migrations[before:]:
            for statement in migration.statements:
                _execute(connection, migration.name, statement)
        _check_keys(connection)
        connection.execute(f"PRAGMA user_version={len(migrations):d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return before


def _execute(connection: sqlite3.Connection, name: str, statement: str) -> None:
    try:
        connection.execute(statement).fetchall()
    except sqlite3.Error as why:
        if lite.told(why) is not why:  # a full or damaged disk is not the file's fault
            raise
        raise BadMigration(f"{name}: {why}, in: {statement}") from why


def _check_keys(connection: sqlite3.Connection) -> None:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise BadMigration(f"a migration leaves {len(broken)} rows that point nowhere, the first in {broken[0][0]}")
