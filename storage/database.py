"""The promise of every database: plain functions of one transaction, run whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from storage.work import Work

T = TypeVar("T")

RESTORE = "Bring back the last good copy with `doithoai restore`."


class StorageTrouble(Exception):
    """The storage failed, not the act: nothing was stored, and the same act may be tried again."""


class Unavailable(StorageTrouble):
    """Busy, full, unreadable, or closed: likely to pass, or to be cured by the operator."""


class Corrupt(StorageTrouble):
    """The file is damaged or no database at all: the service must not go on."""


class AlreadyRunning(StorageTrouble):
    """Another process owns this data folder."""


class Newer(StorageTrouble):
    """The database was made by a newer program than this one."""


class Database(Protocol):
    """Where acts are written and looks are taken; everything above storage knows only this."""

    async def write(self, act: Callable[[Work], T]) -> T:
        """Run `act` in a transaction; returns its result after the commit is on disk.

        What the act raises comes back to this caller alone, with all it wrote undone. An act may run twice (when the
        group it stood in is lost), so it has no effect but through `work`. A caller that is cancelled while its act runs
        does not know whether it was stored.

        Raises StorageTrouble when the storage itself failed.
        """

    async def read(self, look: Callable[[Work], T]) -> T:
        """Run `look` on one unchanging picture of what is committed; it cannot write and waits for no writer.

        Raises StorageTrouble when the storage itself failed.
        """

    async def close(self) -> None:
        """Refuse new acts, store those that wait, and close; may be called twice."""
