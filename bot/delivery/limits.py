"""How fast a channel may be spoken to: permits that come back a second after their call was answered, rests for each chat, and pauses."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from math import inf

_SECOND = 1.0
_LONGEST = timedelta(minutes=1)
"""So long a channel is left alone at once, whatever a platform asks for: what it refuses one message for may not hold for the next."""


class Permits:
    """`per_second` permits. Whoever has the best rank goes first; sends are spaced out so that an urgent one never waits long.

    The platform stamped a call before it answered, so no second of its clock can hold more calls than there are permits."""

    def __init__(self, per_second: int) -> None:
        self._free = per_second
        self._space = _SECOND / per_second
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = 0
        self._next = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._closed_until = 0.0

    def pause(self, seconds: float) -> None:
        """The platform asked for silence."""
        self._closed_until = max(self._closed_until, asyncio.get_running_loop().time() + seconds)

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Hold a permit while calling the platform."""
        self._order += 1
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, self._order, future))
        self._wake()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._give_back()
            raise
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(_SECOND, self._give_back)

    def _give_back(self) -> None:
        self._free += 1
        self._wake()

    def _wake(self) -> None:
        """Let the best waiting one go if a permit is free and the spacing is kept; else come back when it may be."""
        loop = asyncio.get_running_loop()
        if self._timer is not None:
            return
        while self._waiting and self._free:
            opens = max(self._next, self._closed_until)
            if loop.time() < opens:
                self._timer = loop.call_at(opens, self._tick)
                return
            future = heapq.heappop(self._waiting)[2]
            if not future.done():
                self._free -= 1
                self._next = loop.time() + self._space
                future.set_result(None)

    def _tick(self) -> None:
        self._timer = None
        self._wake()


class Pauses:
    """Which channels are left alone for a while, those with an allowance and those without: after that one message at a time asks, until
    the platform listens."""

    def __init__(self, permits: Mapping[str, Permits]) -> None:
        self._permits = permits
        self._until: dict[str, datetime] = {}

    def begin(self, channel: str, at: datetime, seconds: float) -> None:
        """The channel as a whole was refused, or asked for silence."""
        pause = min(timedelta(seconds=seconds), _LONGEST)
        self._until[channel] = at + pause
        if permits := self._permits.get(channel):
            permits.pause(pause.total_seconds())  # what waits for its turn already

    def end(self, channel: str) -> None:
        """The platform listens."""
        self._until.pop(channel, None)

    def room(self, channel: str, at: datetime, most: int, flying: int) -> int:
        """How many more messages may leave now."""
        if channel not in self._until:
            return most - flying
        return 0 if self._rests(channel, at) else min(most, 1) - flying

    def left(self, at: datetime) -> float:
        """The seconds until the first pause is over."""
        return min(((until - at).total_seconds() for channel, until in self._until.items() if self._rests(channel, at)), default=inf)

    def _rests(self, channel: str, at: datetime) -> bool:
        return at < self._until[channel] <= at + _LONGEST  # later: the clock was set back


class Rests:
    """How long each chat rests between messages that were not asked for."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until: dict[str, float] = {}

    async def keep(self, account: str) -> None:
        """Wait until the account may hear the next one, and note that it does."""
        now = asyncio.get_running_loop().time()
        until = self._until.get(account, 0.0)
        self._until[account] = max(until, now) + self._seconds
        if len(self._until) > 10_000:
            self._until = {name: at for name, at in self._until.items() if at > now}
        if until > now:
            await asyncio.sleep(until - now)
