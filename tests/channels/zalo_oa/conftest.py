"""One fake Official Account per test process, emptied for every test; a vault on a real file; a channel that talks to both."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.channels.zalo_oa import App, Pair, ZaloOaChannel
from storage.database import StorageTrouble
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET

Made = Callable[..., ZaloOaChannel]


class Vault:
    """Keeps the pair in a file, as the store does in its own; at the write number `fails` the program dies, those of
    `refuses` are refused."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: list[bool] = []
        self.fails = -1
        self.refuses: list[int] = []
        self.tries = -1

    async def load(self) -> Pair | None:
        if not self.path.exists():
            return None
        told = json.loads(self.path.read_text())
        return Pair(**told | {name: datetime.fromisoformat(told[name]) for name in ("at", "ends")})

    async def keep(self, pair: Pair) -> None:
        self.tries += 1
        if self.tries in self.refuses:
            raise StorageTrouble("locked")
        if self.fails == len(self.kept):
            raise OSError("killed")
        self.kept.append(pair.spent)
        self.path.write_text(json.dumps(asdict(pair), default=datetime.isoformat))


@pytest.fixture(scope="session")
def one_fake() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeZaloOa) -> FakeZaloOa:
    one_fake.reset()
    return one_fake


@pytest.fixture
def person(fake: FakeZaloOa) -> OaPerson:
    return fake.user("Nguyễn Thị A")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "pair.json")


@pytest.fixture
def make(fake: FakeZaloOa, vault: Vault) -> Made:
    """A channel as after a start; its clock is the platform's."""

    def made(*, refresh: str = FIRST, knocks: bool = False) -> ZaloOaChannel:
        app = App(id=APP, secret=SECRET, refresh=refresh)
        clock = lambda: datetime.fromtimestamp(fake.state()["now"], UTC)  # noqa: E731
        return ZaloOaChannel(app, KEY, fake.url, fake.url, vault=vault, now=clock, knocks=knocks, sleep=lambda _: asyncio.sleep(0))

    return made


@pytest_asyncio.fixture
async def channel(make: Made) -> AsyncIterator[ZaloOaChannel]:
    channel = make()
    await channel.open()
    yield channel
    await channel.close()
