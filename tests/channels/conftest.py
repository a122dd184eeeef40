"""The fakes of all platforms, one process each and only where it is asked for; a channel beside its fake, with somebody who has written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.base import Channel
from tests.channels.platforms import FAKES, ROWS, Platform
from tests.channels.serving import Inbox, serving, until, until_becomes

Fakes = Callable[[type[Platform]], Any]


@dataclass(kw_only=True)
class Stand:
    """A channel that runs, its platform, and what it stores."""

    platform: Platform
    channel: Channel
    inbox: Inbox
    url: str

    async def asked(self, look: Callable[[], Any]) -> Any:
        """A question to the fake, outside the loop."""
        return await asyncio.to_thread(look)


@pytest.fixture(scope="session")
def fakes() -> Iterator[Fakes]:
    with ExitStack() as stack:
        running: dict[type[Platform], Any] = {}

        def fake(kind: type[Platform]) -> Any:
            made = FAKES[kind]
            if kind not in running and made is not None:
                arguments: dict[str, Any] = {"local": True} if "local" in made.__init__.__annotations__ else {}
                running[kind] = stack.enter_context(made(**arguments))
            return running.get(kind)

        yield fake


@asynccontextmanager
async def standing(row: str, fakes: Fakes, home: Path) -> AsyncIterator[Stand]:
    kind, hooked = ROWS[row]
    fake = fakes(kind)
    if fake is not None:
        fake.reset()
    inbox = Inbox()
    platform = kind(fake, home, inbox, hooked=hooked)

    def make(url: str) -> Channel:
        platform.url = url
        return platform.made()

    if kind.__name__ == "Web":
        await platform.prepare()
    async with serving(make, inbox) as (channel, url):
        if kind.__name__ != "Web":
            await platform.prepare()
        await channel.open()
        task = asyncio.create_task(channel.listen(inbox))
        try:
            await platform.say("Xin chào")
            await until(lambda: inbox.stored)
            if platform.RECEIPTS:
                await until_becomes(platform.taken, 1)
            platform.chat = inbox.stored[0].chat
            inbox.stored.clear()
            inbox.tries.clear()
            yield Stand(platform=platform, channel=channel, inbox=inbox, url=url)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    await platform.leave()


def rows(*kept: str) -> list[str]:
    """The rows whose name has one of these words; all where none is given."""
    return [one for one in ROWS if not kept or any(word in one for word in kept)]


@pytest_asyncio.fixture
async def stand(request: pytest.FixtureRequest, fakes: Fakes, tmp_path: Path) -> AsyncIterator[Stand]:
    async with standing(request.param, fakes, tmp_path) as made:
        yield made
