"""The door: raw updates go to the inbox, and the answer is the commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.channels.base import Receive
from bot.clock import Clock
from bot.talk.incoming import Raw
from storage import inbox
from storage.database import Database


def receiver(
    database: Database, clock: Clock, poke: Callable[[Sequence[tuple[int, str]]], None], received: Callable[[str, int], None] | None = None
) -> Receive:
    """A function that stores raw updates, returns when they are on disk, and then pokes the worker with (id, lane).

    `received` is told the channel and how many."""

    async def receive(raws: Sequence[Raw]) -> None:
        at = clock.now()
        kept = await database.write(lambda work: inbox.store(work, raws, at))
        if kept:
            if received is not None:
                received(raws[0].channel, len(kept))
            poke(kept)

    return receive
