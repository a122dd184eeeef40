"""SQLite on one thread: how a file is opened, what an act may do, and how waiting acts are committed together."""

from __future__ import annotations

import functools
import inspect
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import GeneratorType
from typing import Any, TypeAlias, TypeVar

from storage.database import RESTORE, Corrupt, StorageTrouble, Unavailable
from storage.keys import Keyring
from storage.work import Work

T = TypeVar("T")
Act: TypeAlias = Callable[[Work], Any]
Outcome: TypeAlias = tuple[bool, Any]  # (True, result) or (False, what was raised)

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_INTERRUPT,
}
_NOT_IN_AN_ACT = frozenset(
    {"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "ATTACH", "DETACH", "VACUUM"},
)


class Lite:
    """A transaction on SQLite (see `storage.work.Work`)."""

    __slots__ = ("_connection", "keys")

    def __init__(self, connection: sqlite3.Connection, keys: Keyring) -> None:
        self._connection = connection
        self.keys = keys

    def all(self, sql: str, **params: Any) -> list[tuple[Any, ...]]:
        """Every row of a query, or of an INSERT/UPDATE ... RETURNING."""
        self._permit(sql)
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, **params: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        rows = self.all(sql, **params)  # all of them: a cursor left half read breaks every later savepoint
        return rows[0] if rows else None

    def do(self, sql: str, **params: Any) -> int:
        """Run a statement; returns how many rows it touched."""
        self._permit(sql)
        cursor = self._connection.execute(sql, params)
        cursor.fetchall()
        if cursor.rowcount < 0 and first_word(sql) == "WITH":  # sqlite3 does not count for WITH ... INSERT
            return int(self._connection.execute("SELECT changes()").fetchall()[0][0])
        return cursor.rowcount

    def attempt(self, function: Callable[[], T]) -> T:
        """Run `function` in a savepoint: what it wrote is undone when it raises; the exception goes on."""
        connection = self._connection
        connection.execute("SAVEPOINT attempt")
        try:
            result = finished(function())
        except BaseException:
            if connection.in_transaction:  # else a full disk or OR ROLLBACK has taken the whole transaction
                connection.execute("ROLLBACK TO attempt")
                connection.execute("RELEASE attempt")
            raise
        connection.execute("RELEASE attempt")
        return result

    def _permit(self, sql: str) -> None:
        """Refuse what would end the transaction, and whatever comes after its end: it would be stored on its own."""
        if first_word(sql) in _NOT_IN_AN_ACT:
            raise ValueError(f"an act may not run {first_word(sql)}")
        if not self._connection.in_transaction:
            raise Unavailable("the transaction is gone: nothing more can be done in it")


@functools.lru_cache(maxsize=4096)
def first_word(sql: str) -> str:
    """The statement's first word in capitals, after white space and whole-line comments."""
    lines = (line.strip() for line in sql.splitlines())
    text = next((line for line in lines if line and not line.startswith("--")), "")
    return text.split(maxsplit=1)[0].rstrip(";").upper() if text else ""


def finished(result: T) -> T:
    """The result of an act, unless the act has only promised to run (`async def`, a generator): that is a bug."""
    if inspect.isawaitable(result) or isinstance(result, GeneratorType):
        if inspect.iscoroutine(result):
            result.close()
        raise TypeError("an act is a plain function: this one returned something still to be awaited or iterated")
    return result


def connect(path: Path, *, busy_timeout: int, query_only: bool = False) -> sqlite3.Connection:
    """Open the file with the pragmas of the house, creating it (readable by its owner only) when it is not there.

    `busy_timeout` is in milliseconds. Raises Corrupt for a file that is no sound database, Unavailable for one that
    cannot be opened.
    """
    try:
        # Only ever a new file: closing a descriptor of one that is open here drops every lock this process has on it, and then
        # the next program that looks in takes itself for the last one to leave and deletes the log under us.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    except FileExistsError:
        pass
    except OSError as why:
        raise Unavailable(f"{path} cannot be opened: {why.strerror}. If the disk is damaged: {RESTORE}") from why
    try:
        connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    except sqlite3.Error as why:
        raise _opening(path, why) from why
    try:
        _set_pragmas(connection, busy_timeout, query_only=query_only)
    except sqlite3.Error as why:
        connection.close()
        raise _opening(path, why) from why
    except BaseException:
        connection.close()
        raise
    return connection


def _set_pragmas(connection: sqlite3.Connection, busy_timeout: int, *, query_only: bool) -> None:
    connection.execute(f"PRAGMA busy_timeout={busy_timeout:d}")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA secure_delete=ON")
    (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
    if mode != "wal":
        raise Unavailable(f"this disk cannot hold a write-ahead log (SQLite answers {mode}): keep the data on a local disk")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA temp_store=MEMORY")  # no citizen's words in a temporary file
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # reads the first page: is it a database?
    if query_only:
        connection.execute("PRAGMA query_only=ON")


def _opening(path: Path, why: sqlite3.Error) -> StorageTrouble:
    if trouble_code(why) in _DAMAGED:
        return Corrupt(f"{path} is damaged or not a database ({why}). {RESTORE}")
    return Unavailable(f"{path} cannot be opened: {why}. If the disk is damaged: {RESTORE}")


def trouble_code(why: BaseException) -> int | None:
    """SQLite's primary result code of an exception, when it has one."""
    code = getattr(why, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else None


def told(why: BaseException, *, query_only: bool = False) -> BaseException:
    """What the caller of an act hears: storage trouble by its own name, its own mistakes as they are.

    StopIteration and whatever is not an Exception (SystemExit, CancelledError) would stop the loop or hang the
    awaiter, so they come back as a RuntimeError.
    """
    code = trouble_code(why)
    if code in _DAMAGED:
        trouble: BaseException = Corrupt(f"the database is damaged ({why}). {RESTORE}")
    elif code in _PASSING and not (query_only and code == sqlite3.SQLITE_READONLY):  # a look that writes is a bug
        trouble = Unavailable(f"the database cannot be used just now: {why}")
    elif isinstance(why, StopIteration) or not isinstance(why, Exception):
        trouble = RuntimeError(f"an act raised {type(why).__name__}")
    else:
        return why
    trouble.__cause__ = why
    return trouble


def commit_together(connection: sqlite3.Connection, keys: Keyring, acts: Sequence[Act], budget: float) -> list[Outcome]:
    """Run the acts one after another, each in its savepoint, and commit them all with one fsync.

    Takes at least one act, and no further one once `budget` seconds are used: returns one outcome per act TAKEN. An act
    that fails is undone alone. When the whole group is lost (a full disk, OR ROLLBACK, a deferred key broken at the
    commit) each act taken is run again in a transaction of its own, so that only the guilty ones fail.
    Raises StorageTrouble when no transaction can be begun.
    """
    work = Lite(connection, keys)
    outcomes: list[Outcome] = []
    ends = monotonic() + budget
    _begin(connection)
    try:
        for act in acts:
            outcomes.append((False, None))
            connection.execute("SAVEPOINT act")
            outcomes[-1] = _run_one(connection, work, act)
            connection.execute("RELEASE act")
            if monotonic() > ends:
                break
        connection.execute("COMMIT")
    except BaseException as why:  # noqa: BLE001  an act lost with its group is run again or told
        _abandon(connection)
        if len(outcomes) > 1:
            return _one_by_one(connection, keys, acts[: len(outcomes)])
        return [(False, told(why))]
    return outcomes


def _run_one(connection: sqlite3.Connection, work: Lite, act: Act) -> Outcome:
    try:
        return True, finished(act(work))
    except BaseException as why:
        if not connection.in_transaction:  # the acts before this one are gone too
            raise
        connection.execute("ROLLBACK TO act")
        return False, told(why)


def _one_by_one(connection: sqlite3.Connection, keys: Keyring, acts: Sequence[Act]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for place, act in enumerate(acts):
        try:
            outcomes += commit_together(connection, keys, [act], 0.0)
        except StorageTrouble as why:  # asking again for each would make the last one wait for all the time-outs
            return outcomes + [(False, why)] * (len(acts) - place)
    return outcomes


def _begin(connection: sqlite3.Connection) -> None:
    _abandon(connection)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as why:
        raise told(why) from why


def _abandon(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")


def look_once(connection: sqlite3.Connection, keys: Keyring, look: Act) -> Outcome:
    """Run `look` on one snapshot and leave no trace; never raises."""
    try:
        connection.execute("BEGIN DEFERRED")
        return True, finished(look(Lite(connection, keys)))
    except BaseException as why:  # noqa: BLE001  the same for a look
        return False, told(why, query_only=True)
    finally:
        _abandon(connection)


def check_once(connection: sqlite3.Connection) -> None:
    """Read every page of the file. Raises Corrupt with the first complaint and the way back."""
    try:
        answers = [str(row[0]) for row in connection.execute("PRAGMA quick_check(10)").fetchall()]
    except sqlite3.Error as why:
        raise told(why, query_only=True) from why
    if answers != ["ok"]:
        raise Corrupt(f"the database is damaged ({answers[0]}). {RESTORE}")
