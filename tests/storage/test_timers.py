"""What is due when: an occurrence happens once, however often it is planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage import timers
from storage.timers import Timer
from tests.storage.conftest import AT, Store

ONE = Timer(key="k", kind="digest", due=AT, object="o", args={"a": "ă"})
HOUR = timedelta(hours=1)


async def test_planned_once_whatever_became_of_it(store: Store) -> None:
    assert await store.write(lambda work: timers.plan(work, ONE))
    assert not await store.write(lambda work: timers.plan(work, replace(ONE, due=AT + HOUR)))
    assert await store.read(lambda work: timers.due(work, AT - timedelta(microseconds=1))) == []
    assert await store.read(lambda work: timers.due(work, AT)) == [ONE]
    await store.write(lambda work: timers.finish(work, "k", "done", AT))
    assert not await store.write(lambda work: timers.plan(work, ONE))
    assert await store.read(lambda work: timers.due(work, AT)) == []
    assert await store.read(lambda work: timers.state(work, "k")) == "done"
    assert await store.read(lambda work: timers.state(work, "x")) == ""


async def test_a_clock_that_starts_anew(store: Store) -> None:
    await store.write(lambda work: timers.plan(work, ONE))
    await store.write(lambda work: timers.finish(work, "k", "done", AT))
    await store.write(lambda work: timers.push(work, replace(ONE, due=AT + HOUR, args={})))
    assert await store.read(lambda work: timers.waiting(work, "k")) == replace(ONE, due=AT + HOUR, args={})
    assert await store.read(lambda work: timers.is_waiting(work, "k"))
    assert not await store.read(lambda work: timers.is_waiting(work, "x"))


async def test_oldest_first_and_by_pages(store: Store) -> None:
    for n in (3, 1, 2):
        await store.write(lambda work, n=n: timers.plan(work, replace(ONE, key=str(n), due=AT + n * HOUR)))  # type: ignore[misc]
    assert [one.key for one in await store.read(lambda work: timers.due(work, AT + 9 * HOUR, 2))] == ["1", "2"]
    assert await store.read(lambda work: timers.overdue(work, AT + 2 * HOUR)) == 1


async def test_stumbling_cancelling_and_skipping(store: Store) -> None:
    await store.write(lambda work: timers.plan(work, ONE))
    await store.write(lambda work: timers.stumble(work, "k", AT + HOUR))
    found = await store.read(lambda work: timers.waiting(work, "k"))
    assert found is not None and (found.tries, found.due) == (1, AT + HOUR)
    assert await store.write(lambda work: timers.cancel(work, "o", "other", AT)) == 0
    assert await store.write(lambda work: timers.cancel(work, "o", "digest", AT)) == 1
    assert await store.read(lambda work: timers.state(work, "k")) == "cancelled"
    await store.write(lambda work: timers.skip(work, replace(ONE, key="late"), AT))
    assert await store.read(lambda work: timers.state(work, "late")) == "skipped"
    await store.write(lambda work: timers.skip(work, ONE, AT))
    assert await store.read(lambda work: timers.state(work, "k")) == "cancelled", "it has its end already"


async def test_purge_leaves_what_waits(store: Store) -> None:
    await store.write(lambda work: timers.plan(work, ONE))
    await store.write(lambda work: timers.skip(work, replace(ONE, key="over"), AT))
    assert await store.write(lambda work: timers.purge(work, AT)) == 0
    assert await store.write(lambda work: timers.purge(work, AT + HOUR)) == 1
    assert await store.read(lambda work: timers.is_waiting(work, "k"))
