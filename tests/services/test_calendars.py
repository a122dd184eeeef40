"""Days off and make-up days: seen before they count, counted through to every open due day, journaled, and in force at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.deadlines import at_local, local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import calendars, triage
from storage import days, journal, migrate
from storage.work import Work
from tests.office import AGENCY, PROVINCE, Office, Worker, office

FRIDAY = date(2026, 12, 11)
SATURDAY = date(2026, 12, 12)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


async def tick(desk: Office) -> None:
    await Timers(desk.database, desk.province, desk.mint, KINDS, lambda: None).tick(desk.clock.now())


async def assigned(desk: Office, an: Worker, lan: Worker, day: date) -> Opinion:
    one = await desk.opinion(lan)

    def act(work: Work) -> Opinion:
        kept = triage.classify(work, an.act, one.id, one.version, "giao_thong")
        kept = triage.accept(work, an.act, kept.id, kept.version)
        return triage.assign(work, an.act, kept.id, kept.version, agency=AGENCY, due=day)

    return await desk.write(act)


async def due(desk: Office, one: Opinion) -> date:
    kept = await desk.now(one)
    assert kept.due is not None
    assert kept.due == at_local(local_day(kept.due), time(17))
    return local_day(kept.due)


async def test_a_day_off_moves_what_is_due_behind_it(desk: Office) -> None:
    an, lan = await desk.enrol("An", "officer"), await desk.person("Lan")
    before, on_it, behind = [await assigned(desk, an, lan, day) for day in (date(2026, 12, 10), FRIDAY, date(2026, 12, 14))]
    found = await desk.read(lambda work: calendars.preview(work, desk.act, {FRIDAY: False}))
    assert (dict(found.days), found.moved) == ({FRIDAY: False}, 2)
    assert await desk.write(lambda work: calendars.put(work, desk.act, {FRIDAY: False}, "Hoán đổi")) == found
    await tick(desk)
    assert [await due(desk, one) for one in (before, on_it, behind)] == [date(2026, 12, 10), date(2026, 12, 14), date(2026, 12, 15)]
    story = await desk.read(lambda work: journal.of(work, on_it.id))
    assert story[-1].verb == "recount"
    assert (story[-1].facts["came"], story[-1].facts["due"]) == ("2026-12-11", "2026-12-14")
    told = await desk.read(lambda work: journal.of(work, "day:2026-12-11"))
    assert [(one.verb, one.actor, one.facts) for one in told] == [("calendar", "server", {"goes": "off"})], "no words in the journal"
    clock = await desk.read(lambda work: work.one("SELECT due FROM timer WHERE object = :o AND state = 'waiting'", o=on_it.id))
    assert clock is not None


async def test_a_make_up_day_brings_it_forward_and_can_be_taken_back(desk: Office) -> None:
    an, lan = await desk.enrol("An", "officer"), await desk.person("Lan")
    one = await assigned(desk, an, lan, date(2026, 12, 15))
    await desk.write(lambda work: calendars.put(work, desk.act, {SATURDAY: True}, ""))
    await tick(desk)
    assert await due(desk, one) == date(2026, 12, 14)
    province = await desk.read(lambda work: calendars.in_force(work, desk.province))
    assert province.calendar.is_working(SATURDAY)
    assert not desk.province.calendar.is_working(SATURDAY)
    await desk.write(lambda work: calendars.drop(work, replace(desk.act, province=province), SATURDAY))
    await tick(desk)
    assert await due(desk, one) == date(2026, 12, 15)
    assert await desk.read(days.text) == ""


async def test_two_changes_at_once_and_many_opinions(desk: Office) -> None:
    """Pages of fifty; the second change does not undo the first."""
    an, lan = await desk.enrol("An", "officer"), await desk.person("Lan")
    found = [await assigned(desk, an, lan, date(2026, 12, 14)) for _ in range(53)]
    await desk.write(lambda work: calendars.put(work, desk.act, {FRIDAY: False}, ""))
    province = await desk.read(lambda work: calendars.in_force(work, desk.province))
    await desk.write(lambda work: calendars.put(work, replace(desk.act, province=province), {date(2026, 12, 9): False}, ""))
    await tick(desk)
    assert {await due(desk, one) for one in found} == {date(2026, 12, 16)}


async def test_what_is_late_stays_late(desk: Office) -> None:
    an, lan = await desk.enrol("An", "officer"), await desk.person("Lan")
    one = await assigned(desk, an, lan, date(2026, 12, 2))
    desk.clock.advance(timedelta(days=2))
    with pytest.raises(RuleBroken, match="day_past"):
        await desk.write(lambda work: calendars.put(work, desk.act, {date(2026, 12, 2): False}, ""))
    await desk.write(lambda work: calendars.put(work, desk.act, {date(2026, 12, 3): False}, ""))
    await tick(desk)
    assert await due(desk, one) == date(2026, 12, 2)
    with pytest.raises(RuleBroken, match="day_far"):
        await desk.write(lambda work: calendars.put(work, desk.act, {date(2050, 1, 3): False}, ""))


async def test_only_administrators_change_it(desk: Office) -> None:
    for name, role, unit in (("An", "officer", "02185"), ("Sơn", "leader", PROVINCE), ("Tú", "auditor", PROVINCE)):
        worker = await desk.enrol(name, role, unit)  # type: ignore[arg-type]
        with pytest.raises(RuleBroken, match="not_yours"):
            await desk.write(lambda work, worker=worker: calendars.put(work, worker.act, {FRIDAY: False}, ""))  # type: ignore[misc]
    minh = await desk.enrol("Minh", "admin", PROVINCE)
    await desk.write(lambda work: calendars.put(work, minh.act, {FRIDAY: False}, "x" * 20_000))
    (kept,) = await desk.read(lambda work: days.listed(work, FRIDAY))
    assert (kept.made_by, len(kept.note)) == (minh.person, 200)
    with pytest.raises(RuleBroken, match="not_found"):
        await desk.write(lambda work: calendars.drop(work, minh.act, SATURDAY))


async def test_what_was_open_before_there_were_clocks_gets_one(desk: Office) -> None:
    """An older store brought up to date: the walk of the migration plans what nobody had planned."""
    one = await desk.opinion(await desk.person("Lan"))
    walk = next(one for one in migrate.read_migrations() if one.name.endswith("_clocks.sql")).statements

    def before(work: Work) -> None:
        work.do("DELETE FROM timer")
        for statement in walk:
            work.do(statement)

    await desk.write(before)
    await tick(desk)
    waits = await desk.read(lambda work: work.all("SELECT kind FROM timer WHERE object = :o AND state = 'waiting'", o=one.id))
    assert waits == [("rung",)]
