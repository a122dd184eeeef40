"""A sign that an answer is being made: best effort, beside the message and never in its way."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.channels.base import Channel
from bot.talk.rendered import SendFailed

_LONGEST: Final = 5.0  # seconds: a sign that comes later says nothing any more


class Hints:
    """Shows people who asked for something slow (a paper to draw, a file to bring up) that they were heard."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def show(self, channel: Channel, chat: str) -> None:
        """Show it once; nobody waits for this, and what becomes of it is of no matter."""
        task = asyncio.create_task(_show(channel, chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def end(self) -> None:
        """Let go of those under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _show(channel: Channel, chat: str) -> None:
    try:
        async with asyncio.timeout(_LONGEST):
            await channel.show_typing(chat)
    except (SendFailed, TimeoutError):
        pass
