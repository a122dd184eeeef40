"""What every test of a channel stands on: an inbox that may fail, waiting without sleeping, routes served on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar

from bot.channels.base import Channel
from bot.channels.http import Quiet, build_app, listening, server_settings
from bot.talk.incoming import Raw
from storage.database import Unavailable

C = TypeVar("C", bound=Channel)


class Inbox:
    """Stores what it is given, unless told to fail first; while there is a `gate`, it waits there."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.tries: list[Sequence[Raw]] = []
        self.stored: list[Raw] = []
        self.gate: asyncio.Event | None = None

    async def __call__(self, raws: Sequence[Raw]) -> None:
        self.tries.append(raws)
        if self.gate is not None:
            await self.gate.wait()
        if self.failures > 0:
            self.failures -= 1
            raise Unavailable("disk full, and Nguyễn Thị A wrote: canary")
        self.stored += raws


async def until(seen: Callable[[], object], within: float = 20.0) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(within):
        while not seen():  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.005)


async def until_becomes(look: Callable[[], Awaitable[object]], wanted: object, within: float = 20.0) -> None:
    """Wait until a question to the platform is answered so."""
    async with asyncio.timeout(within):
        while await look() != wanted:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.005)


@asynccontextmanager
async def serving(make: Callable[[str], C], inbox: Inbox) -> AsyncIterator[tuple[C, str]]:
    """A channel whose routes are served on this machine; it is opened by who asked for it."""
    door = listening("127.0.0.1", 0)
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    channel = make(url)
    server = Quiet(server_settings(build_app(channel.routes(inbox)), host="127.0.0.1", port=0))
    task = asyncio.create_task(server.serve([door]))
    await until(lambda: server.started)
    try:
        yield channel, url
    finally:
        await channel.close()
        server.should_exit = True
        await task
