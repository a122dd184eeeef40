"""Whether the service lives (`/healthz`) and whether it works (`/readyz`): the store, the ticks, every channel."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.clock import Clock
from storage import timers
from storage.database import Database

TICK_AGE: Final = timedelta(seconds=60)
STORE_SECONDS: Final = 5.0
Channels = Callable[[], Mapping[str, str]]
"""Each channel's name and what is wrong with it, empty when nothing is."""


class Ticking(Protocol):
    """What tells when it last ticked."""

    last_tick: datetime | None


class Health:
    """The pages that a supervisor asks."""

    def __init__(self, database: Database, metronome: Ticking, clock: Clock, channels: Channels = dict) -> None:
        self._database = database
        self._metronome = metronome
        self._clock = clock
        self._channels = channels

    def routes(self) -> list[BaseRoute]:
        """What the one ASGI app must serve."""
        return [Route("/healthz", self._alive), Route("/readyz", self._ready)]

    async def troubles(self) -> dict[str, str]:
        """Every part that does not work, and why."""
        found = {f"channel {name}": why for name, why in self._channels().items() if why}
        if why := await self._store():
            found["database"] = why
        last = self._metronome.last_tick
        if last is None or self._clock.now() - last > TICK_AGE:
            found["scheduler"] = f"last tick {last.isoformat() if last else 'never'}"
        return found

    async def _store(self) -> str:
        try:
            async with asyncio.timeout(STORE_SECONDS):
                await self._database.read(partial(timers.due, at=self._clock.now(), limit=1))
        except TimeoutError:
            return "no answer"
        except Exception as why:  # noqa: BLE001  whatever it is, the service is not ready
            return type(why).__name__
        return ""

    async def _alive(self, request: Request) -> Response:
        return JSONResponse({"alive": True})

    async def _ready(self, request: Request) -> Response:
        troubles = await self.troubles()
        return JSONResponse({"ready": not troubles, "troubles": troubles}, status_code=503 if troubles else 200)
