"""One digest for each official and working day, at the hour they chose; FEATURES §7, bugs 1, 2, 3, 11."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.people import Grant
from bot.scheduler import digests
from bot.scheduler.timers import Kind, Timers
from storage import grants, people
from tests.scheduler.stage import PROVINCE, START, Stage, stage

SEVEN = datetime(2026, 12, 2, 0, 0, tzinfo=UTC)  # 07:00 of Wednesday


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def tick(place: Stage) -> None:
    act = place.act
    if persons := await place.read(lambda work: digests.unplanned(work, act)):
        await place.write(lambda work: digests.plan(work, act, persons))
    await place.write(lambda work: digests.mark(work, act))
    kinds = {"digest": Kind(handle=digests.send, late_until=digests.late_until)}
    await Timers(place.database, place.province, place.mint, kinds, lambda: None).tick(place.clock.now())


async def through(place: Stage, until: datetime, step: timedelta = timedelta(hours=1)) -> None:
    while place.clock.now() < until:
        place.clock.advance(step)
        await tick(place)


async def days(place: Stage) -> list[str]:
    return [key.rpartition(":")[2] for key in await place.told("digest:")]


async def something_new(place: Stage) -> None:
    lan = place.people.get("Lan") or await place.citizen("Lan")
    await place.opinion(lan)


async def test_every_working_day_once_for_weeks(place: Stage) -> None:
    """Bug 1: sent once, then never. The weekend is silent."""
    await place.official("An")
    await something_new(place)
    await through(place, START + timedelta(days=14), timedelta(hours=1))
    assert await days(place) == [f"2026-12-{day:02}" for day in (2, 3, 4, 7, 8, 9, 10, 11, 14, 15)]


async def test_a_late_tick_moves_no_later_day(place: Stage) -> None:
    """Bug 2: run at 10:05, then at 10:01, skips a day when elapsed time counts."""
    await place.official("An")
    await something_new(place)
    for at in (SEVEN + timedelta(minutes=5), SEVEN + timedelta(days=1, minutes=1), SEVEN + timedelta(days=2, hours=10)):
        await tick(place)
        place.clock.set(at)
        await tick(place)
    assert await days(place) == ["2026-12-02", "2026-12-03", "2026-12-04"]


async def test_it_tells_what_is_there_when_it_is_sent(place: Stage) -> None:
    """Bugs 3 and 11: the digest of a day holds neither another day's events nor the last 24 hours, but what lies open now."""
    await place.official("An")
    await through(place, SEVEN - timedelta(hours=1))
    await something_new(place)
    await through(place, SEVEN)
    ((shown, _, _),) = (await place.told("digest:")).values()
    assert shown.lines[0].facts["day"] == datetime(2026, 12, 2, tzinfo=UTC).date()
    assert any(words.facts.get("n") == 1 for words in shown.lines)


async def test_the_empty_one_is_silent_and_done(place: Stage) -> None:
    await place.official("An")
    await through(place, SEVEN)
    await something_new(place)
    await through(place, SEVEN + timedelta(hours=3))
    assert await days(place) == [], "it was empty at its hour, and comes again tomorrow"


async def test_after_a_night_without_power_it_comes_late_and_after_hours_not_at_all(place: Stage) -> None:
    await place.official("An")
    await something_new(place)
    await tick(place)
    place.clock.set(SEVEN + timedelta(hours=5))
    await tick(place)
    assert await days(place) == ["2026-12-02"]
    place.clock.set(SEVEN + timedelta(days=1, hours=11))  # 18:00
    await tick(place)
    assert await days(place) == ["2026-12-02"]
    assert await place.timers("skipped") == [f"digest:{place.people['An']}:2026-12-03"]


@pytest.mark.parametrize("jump", [timedelta(days=3), timedelta(hours=-1)])
async def test_a_clock_that_jumps_doubles_nothing(place: Stage, jump: timedelta) -> None:
    await place.official("An")
    await something_new(place)
    await through(place, SEVEN)
    place.clock.advance(jump)
    await through(place, SEVEN + timedelta(days=6))
    told = await days(place)
    assert told == sorted(set(told))
    assert {"2026-12-02", "2026-12-07", "2026-12-08"} <= set(told)


async def test_a_restart_in_its_minute_sends_it_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as place:
        await place.official("An")
        await something_new(place)
        await tick(place)
        place.clock.set(SEVEN)
        await tick(place)
    async with stage(tmp_path, at=SEVEN) as place:
        await tick(place)
        await tick(place)
        assert await days(place) == ["2026-12-02"]


async def test_another_hour_moves_what_was_not_sent(place: Stage) -> None:
    an = await place.official("An")
    await something_new(place)
    await tick(place)
    place.clock.set(SEVEN - timedelta(hours=1))
    await place.write(lambda work: people.prefer(work, an, digest_at="15:30"))
    await through(place, SEVEN + timedelta(hours=8))
    assert await days(place) == []
    await through(place, SEVEN + timedelta(hours=9))
    assert await days(place) == ["2026-12-02"]
    await place.write(lambda work: people.prefer(work, an, digest_at="16:30"))
    await through(place, SEVEN + timedelta(hours=11))
    assert await days(place) == ["2026-12-02"], "sent already: the new hour counts from tomorrow"


async def test_off_is_off_and_can_be_taken_back(place: Stage) -> None:
    an = await place.official("An")
    await something_new(place)
    await tick(place)
    await place.write(lambda work: people.prefer(work, an, digest_at="off"))
    await through(place, SEVEN + timedelta(hours=2))
    assert await days(place) == []
    await place.write(lambda work: people.prefer(work, an, digest_at="14:00"))
    await through(place, SEVEN + timedelta(hours=8))
    assert await days(place) == ["2026-12-02"]


async def test_who_was_enrolled_today_waits_for_tomorrow(place: Stage) -> None:
    place.clock.set(SEVEN + timedelta(hours=1))
    await place.official("An")
    await something_new(place)
    await tick(place)
    assert await days(place) == []


async def test_who_left_gets_none(place: Stage) -> None:
    an = await place.official("An")
    await something_new(place)
    await tick(place)
    held = await place.read(lambda work: grants.of_person(work, an))
    await place.write(lambda work: grants.close(work, held[0].id, place.clock.now()))
    await through(place, SEVEN + timedelta(hours=1))
    assert await days(place) == []


async def test_several_grants_are_one_digest(place: Stage) -> None:
    an = await place.official("An")
    leader = Grant(id=place.mint.id(), person=an, role="leader", unit="19")
    await place.write(lambda work: grants.add(work, leader, at=place.clock.now(), made_by=""))
    await something_new(place)
    await through(place, SEVEN)
    assert len(await days(place)) == 1


async def test_days_of_standstill_are_recorded_and_told(place: Stage) -> None:
    """FAULTS I6: what could not be done is never left out in silence."""
    await place.official("An")
    await place.official("Minh", "admin", PROVINCE)
    await something_new(place)
    await tick(place)
    place.clock.advance(timedelta(days=8))
    await tick(place)
    assert await days(place) == ["2026-12-09"]
    skipped = [key for key in await place.timers("skipped") if place.people["An"] in key]
    assert [key.rpartition(":")[2] for key in skipped] == [f"2026-12-{day:02}" for day in (2, 3, 4, 7, 8)]
    assert [head for head, _ in await place.heard("Minh")].count("alarm-late") == 1
    place.clock.advance(timedelta(days=-3))
    await tick(place)
    assert await days(place) == ["2026-12-09"]


async def test_who_wanted_none_for_a_while_missed_nothing(place: Stage) -> None:
    person = await place.official("An")
    await something_new(place)
    await tick(place)
    await place.write(lambda work: people.prefer(work, person, digest_at="off"))
    await through(place, START + timedelta(days=6), timedelta(hours=6))
    await place.write(lambda work: people.prefer(work, person, digest_at="07:00"))
    await through(place, START + timedelta(days=8), timedelta(hours=6))
    assert await days(place) == ["2026-12-07", "2026-12-08", "2026-12-09"]
    assert await place.timers("skipped") == []
