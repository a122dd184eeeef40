"""The ticks themselves: real APScheduler, real store; and the work of the night."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.deadlines import at_local
from bot.scheduler import metronome as rooms
from bot.scheduler.kinds import KINDS
from bot.scheduler.metronome import Metronome
from bot.scheduler.nightly import AT, Nightly
from bot.services import dialogues
from bot.talk.incoming import Raw
from storage import grants, inbox, journal, menus, outbox, timers, web_sessions
from storage.database import Corrupt, Unavailable
from storage.timers import Timer
from tests.scheduler.stage import PROVINCE, START, Stage, plan, stage


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


def metronome(place: Stage, poke: Callable[[], None] = lambda: None) -> Metronome:
    return Metronome(place.database, place.province, place.clock, place.mint, poke)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110  the store tells nobody
            await asyncio.sleep(0.01)


async def test_a_running_metronome_does_what_becomes_due(place: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "TIMERS_SECONDS", 0.02)
    pokes: list[int] = []
    one = metronome(place, lambda: pokes.append(1))
    task = asyncio.create_task(one.run())
    await until(lambda: one.last_tick is not None)
    await place.citizen("Lan")
    await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=20))))
    await until(lambda: bool(pokes))
    assert await place.heard("Lan") == [("notice-dialogue-announced", "new")]
    place.clock.advance(timedelta(minutes=5))
    await until(lambda: one.last_tick == place.clock.now())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await one.stop()


async def test_a_tick_by_hand_plans_digests_and_takes_what_is_due(place: Stage) -> None:
    an = await place.official("An")
    lan = await place.citizen("Lan")
    await place.opinion(lan)
    one = metronome(place)
    await one.tick()
    assert f"digest:{an}:2026-12-02" in await place.timers()
    await one.tick(START + timedelta(days=1))
    assert list(await place.told("digest:")) == [f"digest:{an}:2026-12-02"]
    assert one.last_tick == START + timedelta(days=1)


async def test_a_broken_tick_does_not_end_the_ticking(place: Stage) -> None:
    one = metronome(place)

    async def broken(now: datetime) -> None:
        raise Unavailable("full")

    await one._guarded("timers", broken)
    await one.tick()


async def test_the_leader_reads_the_summary_on_the_eve_also_on_a_sunday(place: Stage) -> None:
    await place.official("Bí thư", "leader")
    await place.official("khác", "leader", "01840")
    lan = await place.citizen("Lan")
    starts = at_local(datetime(2026, 12, 14).date(), datetime(2026, 12, 14, 8).time())  # noqa: DTZ001  a Monday
    planned = await place.write(lambda work: dialogues.add(work, place.act, plan(starts)))
    for field in ("giao_thong", "giao_thong", "dien", ""):
        await place.opinion(lan, planned.dialogue.id, field=field)
    await place.opinion(lan, planned.dialogue.id, status="withdrawn", phase="closed")
    await place.opinion(lan, due=START - timedelta(days=1), status="assigned", phase="working")
    place.clock.set(starts - timedelta(hours=16))  # 16:00 on Sunday
    one = metronome(place)
    await one.tick()
    await one.tick()
    told = await place.told("leader_summary:")
    assert len(told) == 1
    ((shown, due, _),) = told.values()
    assert due == place.clock.now()
    assert [(words.id, words.facts.get("n", words.facts.get("total"))) for words in shown.lines] == [
        ("card-summary-title", None), ("card-summary-dialogue", None), ("card-summary-opinions", 4), *[("card-summary-group", 1)] * 3,
        ("card-summary-overdue", 1),
    ]  # fmt: skip
    assert await place.heard("khác") == []


async def test_a_late_start_of_the_house_skips_what_makes_no_sense(place: Stage) -> None:
    """Down from before the offsets until the day itself: one reminder for the day, the others recorded."""
    await place.citizen("Lan")
    planned = await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=20))))
    one = metronome(place)
    await one.tick()
    place.clock.set(planned.dialogue.starts - timedelta(minutes=30))
    await one.tick()
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-announced", "notice-dialogue-today"]
    assert sorted(key.rpartition(":")[2] for key in await place.timers("skipped")) == ["d-1", "d-14", "d-3", "d-7"]


async def test_a_house_that_was_down_through_the_whole_dialogue_says_nothing(place: Stage) -> None:
    await place.citizen("Lan")
    await place.official("Bí thư", "leader")
    planned = await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=20))))
    place.clock.set(planned.dialogue.starts)
    await metronome(place).tick()
    assert await place.heard("Lan") == []
    assert await place.told("leader_summary") == {}


async def test_every_kind_that_is_planned_has_its_handler() -> None:
    assert {"draft_nudge", "verdict_window", "dialogue_notice", "leader_summary", "intake_closes", "digest"} <= set(KINDS)


async def night(place: Stage, **more: object) -> bool:
    return await Nightly(place.database, place.province, place.mint, more.get("check")).tick(place.clock.now())  # type: ignore[arg-type]


async def test_the_night_cleans_up_once(place: Stage) -> None:
    old = START - timedelta(days=500)
    raw = [Raw(channel="webchat", account="web", key=str(n), chat="c", body=b"{}") for n in range(1200)]
    await place.write(lambda work: inbox.store(work, raw, old))
    await place.write(lambda work: work.do("UPDATE inbox SET state = 'done' WHERE id > 1"))
    await place.write(lambda work: inbox.store(work, [Raw(channel="webchat", account="web", key="new", chat="c", body=b"{}")], START))
    for at, key in ((old, "old"), (START, "new")):
        await place.write(lambda work, k=key, t=at: outbox.put(work, key=k, account="a", purpose="reply", payload="{}", at=t))  # type: ignore[misc]
        await place.write(lambda work, k=key, t=at: menus.add(work, menu=k, account="a", items="[]", at=t))  # type: ignore[misc]
        await place.write(lambda work, k=key, t=at: grants.missed(work, k, "code", t))  # type: ignore[misc]
        await place.write(lambda work, k=key, t=at: timers.skip(work, Timer(key=k, kind="x", due=t, object="", args={}), t))  # type: ignore[misc]
        await place.write(lambda work, k=key, t=at: web_sessions.mark_official(work, k, t))  # type: ignore[misc]
    await place.write(lambda work: work.do("UPDATE outbox SET state = 'sent'"))
    assert await night(place)
    rows = await place.read(
        lambda work: work.one(
            "SELECT (SELECT count(*) FROM inbox), (SELECT group_concat(key) FROM outbox), (SELECT group_concat(id) FROM menu),"
            " (SELECT group_concat(chat) FROM miss), (SELECT group_concat(key) FROM timer WHERE kind = 'x'),"
            " (SELECT group_concat(chat) FROM web_session WHERE ended > 0)"
        )
    )
    assert rows == (2, "new", "new", "new", "new", "old"), "what waits stays; all the rest that is old is gone or over"
    assert not await night(place), "once a day, also after a restart"
    place.clock.set(at_local(place.act.today + timedelta(days=1), AT) - timedelta(minutes=1))
    assert not await night(place)
    place.clock.advance(timedelta(minutes=1))
    assert await night(place)


async def test_a_menu_that_someone_stands_at_stays(place: Stage) -> None:
    await place.write(lambda work: menus.add(work, menu="m", account="a", items="[]", at=START - timedelta(days=500)))
    await place.write(lambda work: menus.arrived(work, "a", "m", START - timedelta(days=500), place=1))
    assert await place.write(lambda work: menus.purge(work, START)) == 0


async def test_the_night_finds_a_damaged_store_and_a_changed_journal(place: Stage, tmp_path: Path) -> None:
    admin = await place.official("Quản trị", "admin", PROVINCE)
    for n in range(5):
        await place.write(lambda work, n=n: journal.add(work, at=START, actor="", verb="x", object=str(n)))  # type: ignore[misc]

    async def damaged() -> None:
        raise Corrupt("page 7")

    await night(place, check=damaged)
    assert list(await place.told("alarm:")) == [f"alarm:nightly:2026-12-01:{admin}"]
    other = sqlite3.connect(tmp_path / "doithoai.db")
    other.executescript("DROP TRIGGER journal_no_update; UPDATE journal SET object = 'forged' WHERE seq = 4")
    other.close()
    assert await place.read(lambda work: (journal.verify(work), journal.verify_last(work, 2), journal.verify_last(work, 100))) == (4, 0, 4)
    place.clock.advance(timedelta(days=1))
    await night(place)
    assert len(await place.told("alarm:")) == 2
