"""The numbers as a Prometheus server reads them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio

from bot.talk.incoming import Raw
from bot.web import metrics
from storage import inbox, outbox
from tests.scheduler.stage import START, Stage, stage


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def test_what_came_in_went_out_and_waits(place: Stage) -> None:
    numbers = metrics.Numbers()
    numbers.received("telegram", 3)
    numbers.turn()
    numbers.settled("webchat", "")
    numbers.settled("telegram", "busy")
    numbers.settled("telegram", "busy")
    (letter,) = await place.write(
        lambda work: inbox.store(work, [Raw(channel="webchat", account="web", key="k", chat="c", body=b"{}")], START)
    )
    await place.write(lambda work: inbox.poison(work, letter[0]))
    for n in range(2):
        await place.write(lambda work, n=n: outbox.put(work, key=str(n), account="a", purpose="reply", payload="{}", at=START))  # type: ignore[misc]
    app = metrics.build(numbers, place.database, place.clock, lambda: {"telegram": "", "zalo_oa": "auth"})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost") as client:
        page = (await client.get("/metrics")).text
    told = dict(line.rsplit(" ", 1) for line in page.splitlines() if not line.startswith("#"))
    assert told['doithoai_received_total{channel="telegram"}'] == "3.0"
    assert (told['doithoai_channel_up{channel="telegram"}'], told['doithoai_channel_up{channel="zalo_oa"}']) == ("1.0", "0.0")
    assert told["doithoai_turns_total"] == "1.0"
    assert told['doithoai_sent_total{channel="webchat"}'] == "1.0"
    assert told['doithoai_failed_total{channel="telegram",kind="busy"}'] == "2.0"
    assert (told["doithoai_backlog"], told["doithoai_poison"]) == ("2.0", "1.0")
