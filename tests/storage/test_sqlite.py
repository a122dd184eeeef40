"""What PROVED promises of the writer and its readers, on real files, threads and processes."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import pytest_asyncio

from storage import lite, sqlite
from storage.database import Corrupt, StorageTrouble, Unavailable
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work

pytestmark = pytest.mark.asyncio

KEYS = Keyring(bytes(32))
PATIENCE = 30.0
SCHEMA = """
CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE child (id INTEGER PRIMARY KEY, note INTEGER NOT NULL
    REFERENCES note (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "house.db"
    connection = lite.connect(file, busy_timeout=1000)
    connection.executescript(SCHEMA)
    connection.close()
    return file


@pytest_asyncio.fixture
async def database(path: Path) -> AsyncIterator[Sqlite]:
    opened = await open_database(path, KEYS, busy_timeout=50)
    yield opened
    await opened.close()


def add(text: str) -> Callable[[Work], str]:
    def act(work: Work) -> str:
        work.do("INSERT INTO note (text) VALUES (:text)", text=text)
        return text

    return act


def notes(work: Work) -> list[str]:
    return [row[0] for row in work.all("SELECT text FROM note ORDER BY id")]


class Gate:
    """An act that stands at the head of the line until it is let go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self, work: Work) -> str:
        work.do("INSERT INTO note (text) VALUES ('gate')")
        self.entered.set()
        assert self.opened.wait(PATIENCE)
        return "gate"

    async def reached(self) -> None:
        assert await asyncio.to_thread(self.entered.wait, PATIENCE)


async def failure(awaitable: Awaitable[Any]) -> BaseException:
    try:
        async with asyncio.timeout(PATIENCE):
            await awaitable
    except BaseException as why:  # noqa: BLE001
        return why
    raise AssertionError("it did not fail")


async def test_the_contract_with_aiosqlite() -> None:
    """Three private names that Hop rests on: when one goes, this fails before anything else does."""
    connection = aiosqlite.Connection(lambda: sqlite3.connect(":memory:"), iter_chunk_size=64)
    assert isinstance(connection._thread, threading.Thread)
    assert not connection._thread.daemon  # the trap that Hop is there for
    await connection
    try:
        assert isinstance(connection._conn, sqlite3.Connection)
        thread = await connection._execute(threading.current_thread)  # type: ignore[no-untyped-call]
        assert thread is connection._thread
        assert await connection._execute(lambda a, *, b: a + b, 1, b=2) == 3  # type: ignore[no-untyped-call]
    finally:
        await connection.close()


async def test_the_pragmas(database: Sqlite) -> None:
    def pragmas(connection: sqlite3.Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete", "trusted_schema", "query_only")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert await database._writer.run(pragmas) == ["wal", 2, 1, 50, 1, 0, 0]
    for reader in database._readers:
        assert await reader.run(pragmas) == ["wal", 2, 1, 50, 1, 0, 1]
    other = await open_database(Path(str(await database._writer.run(lambda c: c.execute("PRAGMA database_list").fetchone()[2]))), KEYS)
    assert (await other._writer.run(pragmas))[3] == 10_000
    await other.close()


async def test_a_new_file_is_its_owners_alone(database: Sqlite, path: Path) -> None:
    await database.write(add("a"))
    for file in path.parent.glob("house.db*"):
        assert file.stat().st_mode & 0o077 == 0, file


async def test_an_act_gives_its_result_and_finds_the_keys(database: Sqlite) -> None:
    assert await database.write(add("a")) == "a"
    assert await database.write(lambda work: work.keys) is KEYS
    assert await database.read(lambda work: work.keys) is KEYS
    assert await database.read(notes) == ["a"]


async def test_the_ways_of_work(database: Sqlite) -> None:
    def act(work: Work) -> None:
        assert work.do("INSERT INTO note (text) VALUES ('a'), ('b')") == 2
        assert work.do("INSERT INTO note (text) VALUES ('a') ON CONFLICT DO NOTHING") == 0
        assert work.do("WITH more (t) AS (VALUES ('c'), ('d'), ('e')) INSERT INTO note (text) SELECT t FROM more") == 3
        assert work.do("WITH more (t) AS (VALUES ('c')) INSERT INTO note (text) SELECT t FROM more WHERE true ON CONFLICT DO NOTHING") == 0
        assert work.all("UPDATE note SET text = text || '!' WHERE text IN (:x, :y) RETURNING text", x="a", y="b") == [("a!",), ("b!",)]
        assert work.one("SELECT text FROM note ORDER BY id") == ("a!",)
        assert work.one("SELECT text FROM note WHERE id = 99") is None
        assert work.do("DELETE FROM note WHERE text = :t RETURNING id", t="e") == 1

    await database.write(act)
    assert await database.read(notes) == ["a!", "b!", "c", "d"]


async def test_a_half_read_returning_does_not_break_the_next_savepoint(database: Sqlite) -> None:
    def act(work: Work) -> None:
        work.one("INSERT INTO note (text) VALUES ('a'), ('b'), ('c') RETURNING id")
        work.attempt(lambda: work.one("INSERT INTO note (text) VALUES ('d'), ('e') RETURNING id"))

    await asyncio.gather(database.write(act), database.write(add("f")))
    assert await database.read(notes) == ["a", "b", "c", "d", "e", "f"]


async def test_attempt_undoes_only_what_it_wrote(database: Sqlite) -> None:
    def act(work: Work) -> str:
        work.do("INSERT INTO note (text) VALUES ('before')")

        def inner() -> None:
            work.do("INSERT INTO note (text) VALUES ('inner')")
            work.attempt(lambda: work.do("INSERT INTO note (text) VALUES ('innermost')"))
            work.do("INSERT INTO note (text) VALUES ('before')")

        with pytest.raises(sqlite3.IntegrityError):
            work.attempt(inner)
        work.do("INSERT INTO note (text) VALUES ('after')")
        return work.attempt(lambda: "result")

    assert await database.write(act) == "result"
    assert await database.read(notes) == ["before", "after"]


async def test_a_failing_act_fails_alone(database: Sqlite) -> None:
    def bad(work: Work) -> None:
        work.do("INSERT INTO note (text) VALUES ('half')")
        raise LookupError("mine")

    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    rest = [asyncio.create_task(database.write(act)) for act in (add("a"), bad, add("b"))]
    await asyncio.sleep(0)
    gate.opened.set()
    results = await asyncio.gather(first, *rest, return_exceptions=True)
    assert results[:2] == ["gate", "a"] and results[3] == "b"
    assert isinstance(results[2], LookupError) and str(results[2]) == "mine"
    assert await database.read(notes) == ["gate", "a", "b"]
    assert database.groups == 2


async def test_many_acts_keep_their_order_over_few_commits(database: Sqlite) -> None:
    commits = 0

    def count(statement: str) -> None:
        nonlocal commits
        commits += statement == "COMMIT"

    await database._writer.run(lambda connection: connection.set_trace_callback(count))
    results = await asyncio.gather(*(database.write(add(f"n{i}")) for i in range(1000)))
    assert results == [f"n{i}" for i in range(1000)]
    assert await database.read(notes) == results
    assert 1000 / sqlite.MOST <= commits <= 250  # 16 on a quiet machine; the budget may cut groups on a busy one
    assert (database.groups, database.acts) == (commits, 1000)


async def test_a_group_ends_when_its_budget_is_used(path: Path) -> None:
    connection = lite.connect(path, busy_timeout=50)
    outcomes = lite.commit_together(connection, KEYS, [add("a"), add("b")], -1.0)
    assert outcomes == [(True, "a")]
    assert not connection.in_transaction
    connection.close()


async def test_what_the_budget_left_goes_first_in_order(database: Sqlite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUDGET", -1.0)
    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    early = [asyncio.create_task(database.write(add(f"n{i}"))) for i in range(5)]
    await asyncio.sleep(0)
    gate.opened.set()
    await first
    await asyncio.gather(*early, database.write(add("late")))
    assert await database.read(notes) == ["gate", "n0", "n1", "n2", "n3", "n4", "late"]
    assert database.groups == 7


async def test_readers_see_only_what_is_committed_and_one_picture(database: Sqlite) -> None:
    await database.write(add("a"))
    gate = Gate()
    writing = asyncio.create_task(database.write(gate))
    await gate.reached()
    assert await database.read(notes) == ["a"]  # neither waits for the writer nor sees its draft

    reached, go_on = threading.Event(), threading.Event()

    def look_twice(work: Work) -> tuple[list[str], list[str]]:
        before = notes(work)
        reached.set()
        assert go_on.wait(PATIENCE)
        return before, notes(work)

    looking = asyncio.create_task(database.read(look_twice))
    assert await asyncio.to_thread(reached.wait, PATIENCE)
    gate.opened.set()
    await writing
    assert await database.read(notes) == ["a", "gate"]  # written and awaited: the next look sees it
    go_on.set()
    assert await looking == (["a"], ["a"])


async def test_a_look_cannot_write(database: Sqlite) -> None:
    why = await failure(database.read(add("x")))
    assert isinstance(why, sqlite3.OperationalError) and "readonly" in str(why)
    assert not isinstance(why, StorageTrouble)  # a bug, not a trouble that passes
    assert await database.read(notes) == []


async def test_a_write_cancelled_while_it_waits_never_runs(database: Sqlite) -> None:
    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    waiting = asyncio.create_task(database.write(add("never")))
    after = asyncio.create_task(database.write(add("after")))
    await asyncio.sleep(0)
    waiting.cancel()
    assert isinstance(await failure(waiting), asyncio.CancelledError)
    gate.opened.set()
    await asyncio.gather(first, after)
    assert await database.read(notes) == ["gate", "after"]


async def test_a_write_cancelled_while_it_runs_is_stored(database: Sqlite) -> None:
    gate = Gate()
    running = asyncio.create_task(database.write(gate))
    await gate.reached()
    running.cancel()
    assert isinstance(await failure(running), asyncio.CancelledError)
    gate.opened.set()
    await database.write(add("next"))
    assert await database.read(notes) == ["gate", "next"]


async def test_a_cancelled_look_keeps_its_reader_until_it_ends(database: Sqlite) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slow(work: Work) -> int:
        entered.set()
        assert leave.wait(PATIENCE)
        return len(work.all("SELECT 1"))

    look = asyncio.create_task(database.read(slow))
    assert await asyncio.to_thread(entered.wait, PATIENCE)
    look.cancel()
    assert isinstance(await failure(look), asyncio.CancelledError)
    async with asyncio.timeout(PATIENCE / 2):  # nobody is put behind it while it still runs
        assert await asyncio.gather(*(database.read(notes) for _ in range(8))) == [[]] * 8
    assert database._free.qsize() == sqlite.READERS - 1
    leave.set()
    async with asyncio.timeout(PATIENCE):
        for reader in [await database._free.get() for _ in range(sqlite.READERS)]:  # both are free again
            database._free.put_nowait(reader)


async def test_close_stores_those_that_wait_and_refuses_the_rest(path: Path) -> None:
    database = await open_database(path, KEYS)
    gate = Gate()
    first = asyncio.create_task(database.write(gate))
    await gate.reached()
    waiting = [asyncio.create_task(database.write(add(f"n{i}"))) for i in range(200)]
    await asyncio.sleep(0)
    closing = [asyncio.create_task(database.close()) for _ in range(2)]
    await asyncio.sleep(0)
    assert isinstance(await failure(database.write(add("late"))), Unavailable)
    assert isinstance(await failure(database.read(notes)), Unavailable)
    gate.opened.set()
    await asyncio.gather(first, *waiting, *closing)
    await database.close()
    assert isinstance(await failure(database.write(add("late"))), Unavailable)
    again = await open_database(path, KEYS)
    assert await again.read(notes) == ["gate", *(f"n{i}" for i in range(200))]
    await again.close()
    assert not path.with_name("house.db-wal").exists()


async def test_a_busy_file_fails_all_who_wait_and_the_next_write_works(database: Sqlite, path: Path) -> None:
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    results = await asyncio.gather(*(database.write(add(f"n{i}")) for i in range(200)), return_exceptions=True)
    assert {type(result) for result in results} == {Unavailable}
    assert await database.read(notes) == []  # readers go on
    blocker.execute("ROLLBACK")
    blocker.close()
    assert await database.write(add("next")) == "next"
    assert await database.read(notes) == ["next"]


async def promised(work: Work) -> None:
    work.do("INSERT INTO note (text) VALUES ('promised')")


def begun_then_promised(work: Work) -> Any:
    work.do("INSERT INTO note (text) VALUES ('begun')")
    return promised(work)


def generated(work: Work) -> Any:
    yield work.do("INSERT INTO note (text) VALUES ('generated')")


@pytest.mark.parametrize("act", [promised, begun_then_promised, generated])
async def test_an_act_that_only_promises_to_run_is_refused(database: Sqlite, act: Callable[[Work], Any]) -> None:
    assert isinstance(await failure(database.write(act)), TypeError)
    assert isinstance(await failure(database.read(promised)), TypeError)
    assert isinstance(await failure(database.write(lambda work: work.attempt(lambda: promised(work)))), TypeError)
    assert await database.read(notes) == []


@pytest.mark.parametrize("raised", [StopIteration, SystemExit, KeyboardInterrupt, asyncio.CancelledError, GeneratorExit])
async def test_no_exception_hangs_or_stops_the_loop(database: Sqlite, raised: type[BaseException]) -> None:
    def act(work: Work) -> None:
        if not isinstance(work, lite.Lite):
            raise AssertionError
        raise raised

    for awaitable in (database.write(act), database.read(act), database._writer.run(act_on_thread, raised)):
        why = await failure(awaitable)
        assert isinstance(why, RuntimeError) and raised.__name__ in str(why) and isinstance(why.__cause__, raised)
    assert await database.write(add("a")) == "a"


def act_on_thread(_: sqlite3.Connection, raised: type[BaseException]) -> None:
    raise raised


@pytest.mark.parametrize(
    "word", ["COMMIT", "commit;", " ROLLBACK", "-- so\nEND", "BEGIN", "PRAGMA foreign_keys=OFF", "VACUUM", "SAVEPOINT x"]
)
async def test_an_act_cannot_leave_its_transaction(database: Sqlite, word: str) -> None:
    def act(work: Work) -> None:
        work.do("INSERT INTO note (text) VALUES ('a')")
        work.do(word)

    assert isinstance(await failure(database.write(act)), ValueError)
    assert await database.read(notes) == []


@pytest.mark.parametrize(
    "ruin",
    ["INSERT OR ROLLBACK INTO note (text) VALUES ('first')", "INSERT INTO child (note) VALUES (999)"],
    ids=["or rollback", "deferred key"],
)
async def test_a_lost_group_is_run_again_one_by_one(path: Path, ruin: str) -> None:
    runs: list[str] = []

    def counted(text: str) -> Callable[[Work], str]:
        def act(work: Work) -> str:
            runs.append(text)
            return add(text)(work)

        return act

    connection = lite.connect(path, busy_timeout=50)
    acts = [counted("first"), lambda work: work.do(ruin), counted("last")]
    outcomes: list[lite.Outcome] = []
    while len(outcomes) < len(acts):  # a transaction lost in the middle takes no further act
        outcomes += lite.commit_together(connection, KEYS, acts[len(outcomes) :], 60.0)
    (one, two, three) = outcomes
    assert (one, three) == ((True, "first"), (True, "last"))
    assert two[0] is False and isinstance(two[1], sqlite3.IntegrityError)
    assert runs.count("first") == 2  # an act may run twice: it has no effect but through `work`
    assert connection.execute("SELECT text FROM note").fetchall() == [("first",), ("last",)]
    connection.close()


async def test_what_comes_after_a_lost_transaction_is_not_stored_alone(database: Sqlite) -> None:
    def act(work: Work) -> None:
        work.do("INSERT INTO note (text) VALUES ('a')")
        with pytest.raises(sqlite3.IntegrityError):
            work.do("INSERT OR ROLLBACK INTO note (text) VALUES ('a')")
        work.do("INSERT INTO note (text) VALUES ('alone')")

    assert isinstance(await failure(database.write(act)), Unavailable)
    assert await database.read(notes) == []


async def test_a_full_disk_fails_its_acts_and_keeps_the_rest(database: Sqlite) -> None:
    await database.write(add("before"))

    def limit(connection: sqlite3.Connection, pages: int) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    await database._writer.run(limit, 30)
    results = await asyncio.gather(*(database.write(add(f"{i:03d}" + "x" * 3000)) for i in range(100)), return_exceptions=True)
    stored = [result for result in results if isinstance(result, str)]
    assert {type(result) for result in results if not isinstance(result, str)} == {Unavailable}
    assert 0 < len(stored) < 100
    assert await database.read(notes) == ["before", *stored]
    await database._writer.run(limit, 100_000)
    assert await database.write(add("after")) == "after"
    await database.check()


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "house.db"
    file.write_bytes(b"this is a letter, not a database. " * 300)
    why = await failure(open_database(file, KEYS))
    assert isinstance(why, Corrupt) and "doithoai restore" in str(why)
    assert file.read_bytes().startswith(b"this is a letter")


async def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    why = await failure(open_database(tmp_path / "missing" / "house.db", KEYS))
    assert isinstance(why, Unavailable) and "doithoai restore" in str(why)


async def test_check_hears_a_complaint_that_is_no_exception(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[36:40] = (5).to_bytes(4, "big")  # five free pages, which are nowhere
    path.write_bytes(bytes(content))
    database = await open_database(path, KEYS)
    why = await failure(database.check())
    assert isinstance(why, Corrupt) and "doithoai restore" in str(why)
    await database.close()


async def test_check_finds_damage(path: Path) -> None:
    connection = lite.connect(path, busy_timeout=50)
    connection.executemany("INSERT INTO note (text) VALUES (?)", [(f"{i:04d}" + "x" * 200,) for i in range(500)])
    connection.close()
    database = await open_database(path, KEYS)
    await database.check()
    await database.close()
    content = bytearray(path.read_bytes())
    page = 4096
    assert len(content) > 20 * page
    content[10 * page : 11 * page] = b"\xa5" * page
    path.write_bytes(bytes(content))
    database = await open_database(path, KEYS)
    why = await failure(database.check())
    assert isinstance(why, Corrupt) and "doithoai restore" in str(why)
    assert isinstance(await failure(database.read(notes)), Corrupt)
    await database.close()


PROGRAM = """
import asyncio, sys
from pathlib import Path
from storage.keys import Keyring
from storage.sqlite import open_database

async def main(path, start):
    database = await open_database(Path(path), Keyring(bytes(32)))
    {body}

async def writer(database, lane, start):
    n = 0
    while True:
        text = f"{{start}}-{{lane}}-{{n}}"
        await database.write(lambda work: work.do("INSERT INTO note (text) VALUES (:t)", t=text))
        sys.stdout.write(text + "\\n")
        sys.stdout.flush()
        n += 1

asyncio.run(main(sys.argv[1], sys.argv[2]))
"""


def program(body: str, path: Path, start: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PROGRAM.format(body=body), str(path), start]
    return subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(sqlite.__file__).parent.parent)


async def test_a_killed_process_loses_nothing_it_acknowledged(path: Path) -> None:
    for start in ("a", "b", "c"):
        process = program("await asyncio.gather(*(writer(database, lane, start) for lane in range(40)))", path, start)
        assert process.stdout is not None
        told = [await asyncio.to_thread(process.stdout.readline) for _ in range(400)]
        os.kill(process.pid, signal.SIGKILL)
        rest = await asyncio.to_thread(process.stdout.read)
        process.stdout.close()
        assert await asyncio.to_thread(process.wait) == -signal.SIGKILL
        acknowledged = {line.decode() for line in (b"".join(told) + rest).split(b"\n")[:-1]}
        database = await open_database(path, KEYS)
        await database.check()
        assert acknowledged <= set(await database.read(notes))
        assert len(acknowledged) >= 400
        await database.close()


async def test_a_run_that_forgets_to_close_still_ends(path: Path) -> None:
    process = program("raise SystemExit(3)", path, "x")
    await asyncio.to_thread(process.communicate, None, PATIENCE)
    assert process.returncode == 3
