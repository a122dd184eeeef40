"""One fake Zalo Bot Platform per test process, emptied for every test, and a channel that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.channels.hosted import Hosted
from bot.channels.zalo_bot import ZaloBotChannel
from storage.keys import Keyring
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson

AT = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def hosted(media: Path, public_url: str = "", *, at: datetime = AT) -> Hosted:
    keyring = Keyring(bytes(32))
    return Hosted(media, public_url=public_url, sign=keyring.sign, read=keyring.verify, now=lambda: at)


@pytest.fixture(scope="session")
def one_fake() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeZaloBot) -> FakeZaloBot:
    one_fake.reset()
    return one_fake


@pytest.fixture
def person(fake: FakeZaloBot) -> ZaloPerson:
    return fake.user("Nguyễn Thị A")


@pytest_asyncio.fixture
async def channel(fake: FakeZaloBot, tmp_path: Path) -> AsyncIterator[ZaloBotChannel]:
    channel = ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path), hold=5)
    await channel.open()
    yield channel
    await channel.close()
