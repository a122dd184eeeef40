"""What fails without a sound is told once a day."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.scheduler.watch import Watch
from storage import outbox, timers
from storage.timers import Timer
from tests.office import PROVINCE, Office, office


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


class Eye:
    """A watch, and how it sees the channels."""

    def __init__(self, place: Office) -> None:
        self.place = place
        self.troubles: dict[str, str] = {"telegram": "", "webchat": ""}
        self.pokes: list[bool] = []
        self.watch = Watch(
            place.database, place.province, place.clock, place.mint, troubles=lambda: self.troubles, poke=lambda: self.pokes.append(True)
        )

    async def look(self) -> None:
        await self.watch.look(passed=0.0)


async def alarms(place: Office) -> list[str]:
    return [row[0] for row in await place.read(lambda work: work.all("SELECT verb FROM journal WHERE verb LIKE 'alarm.%' ORDER BY seq"))]


async def test_all_is_well(place: Office) -> None:
    eye = Eye(place)
    eye.troubles["telegram"] = "deaf"  # the network, which comes back by itself; readiness shows it
    await eye.look()
    assert await alarms(place) == [] and eye.pokes == [True]


async def test_a_refused_token_is_told_once_a_day(place: Office) -> None:
    admin = await place.enrol("Tỉnh", "admin", PROVINCE)
    await admin.hear()
    eye = Eye(place)
    eye.troubles["telegram"] = "auth"
    for _ in range(3):
        await eye.look()
    (heard,) = await admin.hear()
    assert "telegram" in heard.text
    place.clock.advance(timedelta(days=1))
    await eye.look()
    assert await alarms(place) == ["alarm.auth"] * 2


async def test_a_token_that_grows_old_is_told_with_what_to_do(place: Office) -> None:
    admin = await place.enrol("Tỉnh", "admin", PROVINCE)
    await admin.hear()
    eye = Eye(place)
    for why, said in (("old", "Sau 90 ngày mã mất hiệu lực"), ("auth", "Kênh này đang tạm dừng. Xin cấp quyền lại")):
        eye.troubles["zalo_oa"] = why
        await eye.look()
        (heard,) = await admin.hear()
        assert said in heard.text
        assert "DOITHOAI_ZALO_OA_REFRESH_TOKEN" in heard.text


async def test_messages_that_wait_too_long(place: Office) -> None:
    an = await place.person("An")
    at = place.clock.now()
    await place.write(lambda work: outbox.put(work, key="k", account=an.account, purpose="reply", payload="{}", at=at))
    held = at + timedelta(hours=9)
    await place.write(lambda work: outbox.put(work, key="h", account=an.account, purpose="reply", payload="{}", at=at, due=held))
    eye = Eye(place)
    place.clock.advance(timedelta(minutes=15))
    await eye.look()
    assert await alarms(place) == []
    place.clock.advance(timedelta(seconds=1))
    await eye.look()
    assert await alarms(place) == ["alarm.backlog"]


async def test_what_was_due_and_nobody_took(place: Office) -> None:
    at = place.clock.now()
    await place.write(lambda work: timers.plan(work, Timer(key="digest:1", kind="digest", due=at, object="p", args={})))
    eye = Eye(place)
    await eye.look()
    assert await alarms(place) == []
    place.clock.advance(timedelta(minutes=16))
    await eye.look()
    assert await alarms(place) == ["alarm.overdue"]


@pytest.mark.parametrize(("by", "told"), [(-3600.0, True), (259_200.0, True), (60.0, False)])
async def test_a_clock_that_jumps(place: Office, monkeypatch: pytest.MonkeyPatch, by: float, told: bool) -> None:
    """The machine's own clock: what it says and the seconds that have passed part by `by`."""
    clock = SystemClock()
    watch = Watch(place.database, place.province, clock, place.mint, troubles=dict, poke=lambda: None)
    monkeypatch.setattr(clock, "now", place.clock.now, raising=False)
    await watch.look(passed=100.0)
    place.clock.advance(timedelta(seconds=30 + by))
    await watch.look(passed=130.0)
    await watch.look(passed=130.0)
    assert await alarms(place) == (["alarm.clock"] if told else [])
