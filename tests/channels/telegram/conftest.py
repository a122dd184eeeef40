"""One fake Telegram per test process, emptied for every test, and a channel that talks to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.channels.telegram import TelegramChannel
from tests.fakes.telegram_client import Citizen, FakeTelegram


@pytest.fixture(scope="session")
def one_fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeTelegram) -> FakeTelegram:
    one_fake.reset()
    return one_fake


@pytest_asyncio.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(fake.token, fake.url, hold=5)
    await channel.open()
    yield channel
    await channel.close()


@pytest.fixture
def citizen(fake: FakeTelegram) -> Citizen:
    citizen = fake.user("Nguyễn Thị A")
    citizen.start()
    return citizen
