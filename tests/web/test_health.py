"""Health over real HTTP requests to the application, on a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest_asyncio
from starlette.applications import Starlette

from bot.scheduler.metronome import Metronome
from bot.web.health import TICK_AGE, Health
from tests.scheduler.stage import Stage, stage


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def ask(place: Stage, metronome: Metronome, path: str, channels: dict[str, str] | None = None) -> tuple[int, dict[str, object]]:
    health = Health(place.database, metronome, place.clock, lambda: channels or {})
    app = Starlette(routes=health.routes())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
        answer = await client.get(path)
        return answer.status_code, answer.json()


def metronome(place: Stage) -> Metronome:
    return Metronome(place.database, place.province, place.clock, place.mint, lambda: None)


async def test_alive_is_alive(place: Stage) -> None:
    assert await ask(place, metronome(place), "/healthz") == (200, {"alive": True})


async def test_ready_names_the_part_that_is_not(place: Stage) -> None:
    ticking = metronome(place)
    assert await ask(place, ticking, "/readyz") == (503, {"ready": False, "troubles": {"scheduler": "last tick never"}})
    await ticking.tick()
    assert await ask(place, ticking, "/readyz", {"webchat": ""}) == (200, {"ready": True, "troubles": {}})
    assert await ask(place, ticking, "/readyz", {"telegram": "unsent"}) == (
        503, {"ready": False, "troubles": {"channel telegram": "unsent"}},
    )  # fmt: skip
    place.clock.advance(TICK_AGE + timedelta(seconds=1))
    assert (await ask(place, ticking, "/readyz"))[0] == 503
    place.clock.advance(timedelta(hours=-1))
    assert (await ask(place, ticking, "/readyz"))[0] == 200, "a clock set back makes no one unready"


async def test_a_store_that_cannot_be_read_is_named(place: Stage) -> None:
    ticking = metronome(place)
    await ticking.tick()
    await place.database.close()
    assert await ask(place, ticking, "/readyz") == (503, {"ready": False, "troubles": {"database": "Unavailable"}})
