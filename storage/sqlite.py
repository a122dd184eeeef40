"""One SQLite file for one process: a writer that commits waiting acts together, and readers beside it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite

from storage import lite
from storage.database import Unavailable
from storage.keys import Keyring
from storage.lite import Act, Outcome
from storage.work import Work

T = TypeVar("T")

# Measured with 128 acts in flight: 64 acts a commit give five times the turns of one a commit, 256 hardly more;
# 20 ms keeps a group of slow acts from holding back those that are done.
MOST = 64
BUDGET = 0.020
READERS = 2


class Hop(aiosqlite.Connection):
    """A connection on a thread of its own, on which a whole plain function is run in one hop.

    Rests on three private names of aiosqlite (`_thread`, `_execute`, `_conn`), which a contract test holds.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # else a run that dies before `close` never exits

    async def open(self) -> None:
        """Start the thread and connect on it. Raises what the connector raises, once the thread has ended."""
        try:
            await self
        except BaseException:
            await asyncio.to_thread(self._thread.join)  # it still speaks to this loop, which may close right after
            raise

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        """The result of `function(connection, *args)`, called on the thread; what it raises comes back."""
        outcome: Outcome = await self._execute(_settled, function, self._conn, *args)  # type: ignore[no-untyped-call]
        fine, value = outcome
        if fine:
            return value  # type: ignore[no-any-return]
        raise value


def _settled(function: Callable[..., Any], *args: Any) -> Outcome:
    """Never raises: a StopIteration that reaches aiosqlite would leave its awaiter hanging for ever."""
    try:
        return True, function(*args)
    except BaseException as why:  # noqa: BLE001  raised again by `run`, on the loop
        return False, lite.told(why, query_only=True)


class Sqlite:
    """See `storage.database.Database`. Made by `open_database`; `groups` and `acts` count commits and what they held."""

    def __init__(self, writer: Hop, readers: list[Hop], keys: Keyring) -> None:
        self.groups = 0
        self.acts = 0
        self._keys = keys
        self._writer = writer
        self._readers = readers
        self._free: asyncio.Queue[Hop] = asyncio.Queue()
        for reader in readers:
            self._free.put_nowait(reader)
        self._looks: set[asyncio.Task[Outcome]] = set()
        self._waiting: deque[tuple[Act, asyncio.Future[Any]]] = deque()
        self._pump: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    async def write(self, act: Callable[[Work], T]) -> T:
        """See `Database.write`. Acts are run in the order in which they were given."""
        if self._closing is not None:
            raise Unavailable("the database is closed")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((act, future))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._drain(), name="storage-writer")
        return await future

    async def read(self, look: Callable[[Work], T]) -> T:
        """See `Database.read`. A caller that is cancelled leaves at once; its reader comes back when the look ends."""
        fine, value = await self._on_a_reader(partial(lite.look_once, keys=self._keys, look=look))
        if fine:
            return value  # type: ignore[no-any-return]
        raise value

    async def check(self) -> None:
        """Read every page on a reader, beside the service. Raises Corrupt, naming `doithoai restore`."""
        fine, value = await self._on_a_reader(partial(_settled, lite.check_once))
        if not fine:
            raise value

    async def close(self) -> None:
        """See `Database.close`."""
        if self._closing is None:
            self._closing = asyncio.create_task(self._shut(), name="storage-close")
        await asyncio.shield(self._closing)

    async def _on_a_reader(self, function: Callable[[sqlite3.Connection], Outcome]) -> Outcome:
        if self._closing is not None:
            raise Unavailable("the database is closed")
        reader = await self._free.get()
        if self._closing is not None:
            self._free.put_nowait(reader)
            raise Unavailable("the database is closed")
        task = asyncio.create_task(reader.run(function))
        self._looks.add(task)
        task.add_done_callback(partial(self._give_back, reader))
        return await asyncio.shield(task)

    def _give_back(self, reader: Hop, task: asyncio.Task[Outcome]) -> None:
        self._looks.discard(task)
        self._free.put_nowait(reader)

    async def _drain(self) -> None:
        """Commit group after group until nobody waits."""
        while self._waiting:
            group = self._next_group()
            if not group:
                return
            try:
                acts = [act for act, _ in group]
                outcomes = await self._writer.run(lite.commit_together, self._keys, acts, BUDGET)
            except asyncio.CancelledError:
                self._drop([*group, *self._waiting], None)
                raise
            except Exception as why:  # noqa: BLE001  no transaction can be begun: everyone hears it now, not in turn
                self._drop([*group, *self._waiting], why)
                continue
            self._waiting.extendleft(reversed(group[len(outcomes) :]))
            self.groups += 1
            self.acts += len(outcomes)
            for (_, future), outcome in zip(group, outcomes, strict=False):
                _settle(future, outcome)

    def _next_group(self) -> list[tuple[Act, asyncio.Future[Any]]]:
        """The first acts whose callers still wait: one that was cancelled before its act ran never runs."""
        group: list[tuple[Act, asyncio.Future[Any]]] = []
        while self._waiting and len(group) < MOST:
            act, future = self._waiting.popleft()
            if not future.done():
                group.append((act, future))
        return group

    def _drop(self, lost: list[tuple[Act, asyncio.Future[Any]]], why: Exception | None) -> None:
        self._waiting.clear()
        for _, future in lost:
            if why is None:
                future.cancel()
            else:
                _settle(future, (False, why))

    async def _shut(self) -> None:
        if self._pump is not None:
            await asyncio.wait({self._pump})
        if self._looks:
            await asyncio.wait(set(self._looks))
        try:
            for reader in self._readers:
                await reader.close()
        finally:
            await self._writer.close()  # last, so that it folds the log back into the file


def _settle(future: asyncio.Future[Any], outcome: Outcome) -> None:
    fine, value = outcome
    if future.done():  # its caller was cancelled while the act ran
        return
    if fine:
        future.set_result(value)
    else:
        future.set_exception(value)


async def open_database(path: Path, keys: Keyring, *, busy_timeout: int = 10_000) -> Sqlite:
    """Open the file, one writer and two readers; the caller holds the lock and has brought the schema up to date.

    `busy_timeout` (milliseconds) is how long a group waits for another process, such as a backup, to let go.
    Raises Corrupt for a file that is no sound database, Unavailable for one that cannot be opened.
    """
    opened: list[Hop] = []
    try:
        for query_only in [False] + [True] * READERS:
            hop = Hop(partial(lite.connect, path, busy_timeout=busy_timeout, query_only=query_only))
            await hop.open()
            opened.append(hop)
    except BaseException:
        for hop in opened:
            await hop.close()
        raise
    return Sqlite(opened[0], opened[1:], keys)
