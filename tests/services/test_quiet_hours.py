"""Nobody is woken between 21:00 and 07:00 but by receipts, emergencies and the notice on the morning of a dialogue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from bot.notices import tell
from bot.services import staff
from bot.talk.screen import say, screen
from storage import grants
from storage.outbox import Purpose
from storage.work import moment
from tests.office import Office, office

NIGHT = datetime(2026, 12, 1, 15, 30, tzinfo=UTC)  # 22:30 in Viet Nam
MORNING = datetime(2026, 12, 2, 0, 0, tzinfo=UTC)
AT_ONCE = {"toast", "urgent", "reply", "commands"}


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.enrol("An", "officer")
        one.clock.set(NIGHT)
        yield one


async def leaves(desk: Office, key: str) -> datetime:
    row = await desk.read(lambda work: work.one("SELECT due FROM outbox WHERE key LIKE :k", k=f"{key}%"))
    assert row is not None
    return moment(row[0])


@pytest.mark.parametrize("purpose", get_args(Purpose))
async def test_what_leaves_at_night(desk: Office, purpose: Purpose) -> None:
    account = desk.names["An"].account
    shown = screen(say("digest-off"))
    await desk.write(lambda work: tell.put(work, desk.act, account, shown, key="x", purpose=purpose))
    assert await leaves(desk, "x") == (NIGHT if purpose in AT_ONCE else MORNING)


async def test_what_is_meant_for_the_early_morning_waits_till_seven(desk: Office) -> None:
    early = MORNING - timedelta(minutes=20)
    account = desk.names["An"].account
    shown = screen(say("digest-off"))
    await desk.write(lambda work: tell.put(work, desk.act, account, shown, key="x", purpose="digest", due=early))
    assert await leaves(desk, "x") == MORNING
    await desk.write(lambda work: tell.put(work, desk.act, account, shown, key="y", purpose="reminder", due=early, wakes=True))
    assert await leaves(desk, "y") == early


async def test_an_office_that_ends_at_night_is_told_in_the_morning(desk: Office) -> None:
    (held,) = await desk.read(lambda work: grants.own(work, desk.names["An"].person))
    await desk.write(lambda work: staff.revoke(work, desk.act, held))
    assert await leaves(desk, "revoked:") == MORNING


async def test_a_new_opinion_at_night_waits_for_the_officer(desk: Office) -> None:
    await desk.opinion(await desk.person("Lan"))
    assert await leaves(desk, "new:") == MORNING
