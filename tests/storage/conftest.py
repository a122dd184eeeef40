"""A fresh store, and plain functions run in its transactions."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bot.talk.incoming import Peer
from storage import migrate, people
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work

T = TypeVar("T")
AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


class Store:
    """A database with the schema of today. Ids are given by hand."""

    def __init__(self, database: Sqlite) -> None:
        self.database = database

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    async def person(self, name: str = "p", *, account: str = "", channel: str = "telegram", at: datetime = AT) -> str:
        """Someone with one chat; returns the account."""
        peer = Peer(channel=channel, account="bot", chat=f"chat {name}", user=name, name=name)
        await self.write(lambda work: people.add(work, person=name, account=account or f"a-{name}", peer=peer, at=at, lang="vi"))
        return account or f"a-{name}"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    path = tmp_path / "house.db"
    migrate.upgrade(path)
    database = await open_database(path, Keyring(b"k" * 32))
    yield Store(database)
    await database.close()
