"""Permits and rests in made-up time: order and spacing, never a second of the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import inf
from typing import Any

import pytest

from bot.delivery.limits import Pauses, Permits, Rests
from tests.delivery.steered import now, steer, wait

Calls = list[tuple[str, float]]


async def call(permits: Permits, calls: Calls, name: str, rank: int = 2, *, takes: float = 0.01) -> None:
    async with permits.turn(rank):
        calls.append((name, round(now(), 6)))
        await wait(takes)


async def broken(permits: Permits, calls: Calls, name: str) -> None:
    async with permits.turn(2):
        calls.append((name, now()))
        raise ZeroDivisionError


def made(main: Callable[[Calls], Coroutine[Any, Any, None]]) -> Calls:
    calls: Calls = []
    steer(main(calls))
    return calls


@pytest.mark.parametrize("takes", [0.0, 0.03, 0.4, 3.0])
def test_no_second_holds_more_calls_than_permits_and_they_are_spaced(takes: float) -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(10)
        await asyncio.gather(*(call(permits, calls, str(n), takes=takes) for n in range(45)))

    times = [at for _, at in made(main)]
    assert len(times) == 45
    assert all(round(after - before, 6) >= 0.1 for before, after in pairwise(times))
    # The platform stamps a call somewhere between its start and its answer: even the latest stamp of one and the earliest of the
    # tenth after it are a second apart.
    assert all(after - (before + takes) >= 0.999999 for before, after in zip(times, times[10:], strict=False))


def test_the_best_rank_goes_first_and_equals_in_their_order() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(5)
        crowd = [asyncio.create_task(call(permits, calls, f"broadcast {n}", 7)) for n in range(30)]
        await wait(1.05)
        urgent = [asyncio.create_task(call(permits, calls, name, rank)) for name, rank in (("status", 3), ("reply", 2), ("reply 2", 2))]
        await asyncio.gather(*crowd, *urgent)

    calls = made(main)
    names = [name for name, _ in calls]
    first = names.index("reply")
    assert names[first : first + 3] == ["reply", "reply 2", "status"]
    assert calls[first][1] < 1.05 + 1.3, "the next permit is theirs"
    assert [name for name in names if name.startswith("broadcast")] == [f"broadcast {n}" for n in range(30)]


def test_a_pause_is_kept_also_by_those_who_wait_already() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(10)
        first = [asyncio.create_task(call(permits, calls, str(n))) for n in range(5)]
        await wait(0.15)
        permits.pause(7.0)
        permits.pause(2.0)  # a shorter one does not shorten it
        await asyncio.gather(*first, call(permits, calls, "late"))

    assert made(main) == [("0", 0.0), ("1", 0.1), ("2", 7.15), ("3", 7.25), ("4", 7.35), ("late", 7.45)]


def test_who_is_cancelled_while_waiting_keeps_nothing() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(1)
        held = asyncio.create_task(call(permits, calls, "held", takes=5.0))
        waits = [asyncio.create_task(call(permits, calls, f"gone {n}", 0)) for n in range(3)]
        await wait(1.0)
        for one in waits:
            one.cancel()
        await asyncio.gather(held, call(permits, calls, "next"))
        assert all(one.cancelled() for one in waits)

    assert made(main) == [("held", 0.0), ("next", 6.0)]


def test_a_permit_given_at_the_moment_of_cancelling_comes_back() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(1)
        await call(permits, calls, "held", takes=0.0)
        waits = asyncio.create_task(call(permits, calls, "gone"))
        await wait(0)
        loop = asyncio.get_running_loop()
        loop.call_at(loop.time() + 1.0, waits.cancel)  # in the same instant as the permit is handed to it, and after
        await asyncio.gather(waits, return_exceptions=True)
        assert waits.cancelled()
        await call(permits, calls, "next")

    assert made(main) == [("held", 0.0), ("next", 2.0)]


def test_a_call_that_fails_gives_its_permit_back() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(2)
        for n in range(6):
            with pytest.raises(ZeroDivisionError):
                await broken(permits, calls, str(n))

    assert len(made(main)) == 6


def test_a_chat_rests_between_messages_and_no_other_does() -> None:
    async def main(calls: Calls) -> None:
        rests = Rests(1.0)

        async def say(account: str) -> None:
            await rests.keep(account)
            calls.append((account, round(now(), 6)))

        await asyncio.gather(say("a"), say("a"), say("b"), say("a"))
        await wait(10.0)
        await say("a")

    assert made(main) == [("a", 0.0), ("b", 0.0), ("a", 1.0), ("a", 2.0), ("a", 12.0)]


def test_rests_forget_those_long_rested() -> None:
    async def main(calls: Calls) -> None:
        rests = Rests(1.0)
        for n in range(10_000):
            await rests.keep(str(n))
        await wait(2.0)
        await rests.keep("one more")
        assert len(rests._until) == 1

    made(main)


def test_a_pause_leaves_a_channel_alone_and_then_lets_one_ask_until_it_is_over() -> None:
    pauses, at = Pauses({}), datetime(2026, 12, 1, tzinfo=UTC)

    def rooms(seconds: float, flying: int = 0) -> tuple[int, int]:
        now = at + timedelta(seconds=seconds)
        return pauses.room("oa", now, 128, flying), pauses.room("bot", now, 128, flying)

    assert (rooms(0, 28), pauses.left(at)) == ((100, 100), inf)
    pauses.begin("oa", at, 30.0)
    assert [rooms(0), rooms(29.9), rooms(30), rooms(9999)] == [(0, 128), (0, 128), (1, 128), (1, 128)]
    assert rooms(30, 1) == (0, 127), "the one is on its way"
    assert (pauses.left(at), pauses.left(at + timedelta(seconds=30))) == (30.0, inf)
    assert rooms(-3600) == (1, 128), "a clock that is set back makes no long pause"
    pauses.end("oa")
    assert rooms(0) == (128, 128)
    pauses.begin("oa", at, 8 * 3600.0)
    assert (rooms(59), rooms(60)) == ((0, 128), (1, 128)), "what one message is refused for may not hold for the next"


def test_what_waits_for_its_turn_already_is_held_no_longer_than_the_rest_of_its_channel() -> None:
    async def main(calls: Calls) -> None:
        permits = Permits(10)
        Pauses({"telegram": permits}).begin("telegram", datetime(2026, 12, 1, tzinfo=UTC), 8 * 3600.0)
        await call(permits, calls, "late")

    assert made(main) == [("late", 60.0)]
