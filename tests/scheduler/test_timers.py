"""Each occurrence once: late ones by the rule of their kind, failing ones again, whatever the clock does and whatever restarts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.act import Act
from bot.notices import tell
from bot.scheduler.kinds import whenever
from bot.scheduler.timers import WAITS, Kind, Timers
from bot.talk.screen import say, screen
from storage import timers
from storage.database import Unavailable
from storage.timers import Timer
from storage.work import Work
from tests.scheduler.stage import PROVINCE, START, Stage, stage


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


def an_hour(_work: Work, _act: Act, timer: Timer) -> datetime:
    return timer.due + timedelta(hours=1)


class Bench:
    """Kinds of this test: `note` writes its key down, `again` starts its own clock anew, `broken` fails, `window` is for one hour."""

    def __init__(self, place: Stage) -> None:
        self.place = place
        self.fails = 0
        self.trouble: Exception = ValueError("broken")
        kinds = {
            "note": Kind(handle=self.note, late_until=whenever),
            "again": Kind(handle=self.again, late_until=whenever),
            "broken": Kind(handle=self.broken, late_until=whenever),
            "window": Kind(handle=self.note, late_until=an_hour),
        }
        self.pokes = 0
        self.timers = Timers(place.database, place.province, place.mint, kinds, self.poke)

    def poke(self) -> None:
        self.pokes += 1

    def note(self, work: Work, act: Act, timer: Timer) -> None:
        work.do("INSERT INTO tally (day, unit, kind, n) VALUES ('x', '', :k, 1)", k=f"note {timer.key}")  # a second one would break

    def again(self, work: Work, act: Act, timer: Timer) -> None:
        timers.push(work, Timer(key=timer.key, kind="again", due=act.at + timedelta(hours=1), object="", args={}))

    def broken(self, work: Work, act: Act, timer: Timer) -> None:
        tell.put(work, act, "somebody", screen(say("menu")), key="half done", purpose="status")
        self.fails += 1
        raise self.trouble

    async def plan(self, key: str, kind: str = "note", due: datetime = START) -> None:
        await self.place.write(lambda work: timers.plan(work, Timer(key=key, kind=kind, due=due, object="o", args={})))

    async def tick(self) -> int:
        return await self.timers.tick(self.place.clock.now())

    async def noted(self) -> list[str]:
        rows = await self.place.read(lambda work: work.all("SELECT kind FROM tally WHERE kind LIKE 'note %' ORDER BY rowid"))
        return [row[0].removeprefix("note ") for row in rows]


@pytest_asyncio.fixture
async def bench(place: Stage) -> Bench:
    return Bench(place)


async def test_what_is_due_is_done_once_and_in_order(bench: Bench) -> None:
    await bench.plan("later", due=START + timedelta(seconds=1))
    await bench.plan("b", due=START - timedelta(hours=1))
    await bench.plan("a", due=START - timedelta(hours=2))
    assert await bench.tick() == 2
    assert await bench.tick() == 0
    assert await bench.noted() == ["a", "b"]
    assert bench.pokes == 1


async def test_many_are_taken_in_one_tick(bench: Bench) -> None:
    for n in range(150):
        await bench.plan(f"{n:03}")
    assert await bench.tick() == 150
    assert len(await bench.noted()) == 150


async def test_a_planned_key_is_never_planned_again(bench: Bench) -> None:
    await bench.plan("a")
    await bench.tick()
    await bench.plan("a")
    assert await bench.tick() == 0


async def test_a_clock_may_start_itself_anew(bench: Bench) -> None:
    await bench.plan("a", "again")
    assert await bench.tick() == 1
    assert await bench.place.timers() == ["a"]
    bench.place.clock.advance(timedelta(hours=1))
    assert await bench.tick() == 1


@pytest.mark.parametrize("jump", [timedelta(days=3), timedelta(hours=-1)])
async def test_a_clock_that_jumps_loses_and_doubles_nothing(bench: Bench, jump: timedelta) -> None:
    for hours in range(1, 100):
        await bench.plan(f"{hours:03}", due=START + timedelta(hours=hours))
    bench.place.clock.advance(timedelta(hours=2))
    await bench.tick()
    bench.place.clock.advance(jump)
    await bench.tick()
    bench.place.clock.set(START + timedelta(hours=200))
    await bench.tick()
    assert await bench.noted() == [f"{hours:03}" for hours in range(1, 100)]


async def test_what_comes_too_late_is_recorded_and_told_once_a_day(bench: Bench) -> None:
    admin = await bench.place.official("Quản trị", "admin", PROVINCE)
    await bench.plan("in time", "window")
    await bench.plan("late", "window", START - timedelta(hours=1))
    await bench.plan("later", "window", START - timedelta(hours=2))
    await bench.tick()
    assert await bench.noted() == ["in time"]
    assert await bench.place.timers("skipped") == ["later", "late"]
    assert list(await bench.place.told("alarm:")) == [f"alarm:late:window:2026-12-01:{admin}"]
    counted = await bench.place.read(lambda work: work.one("SELECT n FROM tally WHERE kind = 'late:window'"))
    assert counted == (2,)


async def test_a_failing_one_is_tried_five_times_and_then_told(bench: Bench) -> None:
    admin = await bench.place.official("Quản trị", "admin", PROVINCE)
    await bench.plan("bad", "broken")
    await bench.plan("good")
    await bench.tick()
    assert await bench.noted() == ["good"], "the others go on"
    for wait in WAITS:
        bench.place.clock.advance(wait - timedelta(seconds=1))
        assert await bench.tick() == 0
        bench.place.clock.advance(timedelta(seconds=1))
        assert await bench.tick() == 1
    assert bench.fails == 5
    assert await bench.place.timers("skipped") == ["bad"]
    assert list(await bench.place.told()) == [f"alarm:timer:bad:{admin}"], "what a failing handler wrote is undone"


async def test_trouble_of_the_store_counts_no_try(bench: Bench) -> None:
    bench.trouble = Unavailable("full")
    await bench.plan("bad", "broken")
    for _ in range(7):
        with pytest.raises(Unavailable):
            await bench.tick()
    waiting = await bench.place.read(lambda work: timers.waiting(work, "bad"))
    assert waiting is not None and (waiting.tries, waiting.due) == (0, START)


async def test_an_unknown_kind_is_told_not_lost(bench: Bench) -> None:
    await bench.plan("strange", "of a newer program")
    await bench.tick()
    waiting = await bench.place.read(lambda work: timers.waiting(work, "strange"))
    assert waiting is not None and waiting.tries == 1


async def test_one_that_was_called_off_since_it_was_seen_is_not_taken(bench: Bench) -> None:
    """Two metronomes, or a move between the look and the act: the act looks again."""
    await bench.plan("a")
    act: Callable[[Work], None] = lambda work: bench.timers._act(work, key="a", now=START)  # noqa: E731
    await bench.place.write(lambda work: timers.cancel(work, "o", "note", START))
    await bench.place.write(act)
    assert await bench.noted() == []


async def test_a_restart_in_the_middle_repeats_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as place:
        first = Bench(place)
        for n in range(5):
            await first.plan(str(n), due=START + timedelta(minutes=n))
        place.clock.advance(timedelta(minutes=2))
        await first.tick()
    async with stage(tmp_path, at=START + timedelta(days=1)) as place:
        second = Bench(place)
        assert await second.tick() == 2
        assert await second.noted() == ["0", "1", "2", "3", "4"]
