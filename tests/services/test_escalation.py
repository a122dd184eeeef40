"""The ladder: who hears of what nobody deals with, when, and that it ends. FEATURES §7, bugs 6, 7, 13, 15."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.domain import escalation
from bot.domain.act import Act
from bot.domain.deadlines import at_local, local_day
from bot.domain.opinions import Opinion
from bot.domain.statuses import MOVES
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import calendars, handling, moves, ratings, triage
from bot.services.handling import Reply
from storage import journal, reminders
from storage.work import Work
from tests.office import AGENCY, COMMUNE, PROVINCE, Heard, Office, Worker, do, office


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


@pytest_asyncio.fixture
async def people(desk: Office) -> dict[str, Worker]:
    found = {
        "Lan": await desk.person("Lan"),
        "An": await desk.enrol("An", "officer"),
        "Sơn": await desk.enrol("Sơn", "leader"),
        "Hà": await desk.enrol("Hà", "handler", agency=AGENCY),
        "Bình": await desk.enrol("Bình", "officer", PROVINCE),
        "Giang": await desk.enrol("Giang", "leader", PROVINCE),
        "Minh": await desk.enrol("Minh", "admin", PROVINCE),
    }
    for one in found.values():
        await one.hear()
    return found


async def until(desk: Office, at: datetime) -> None:
    """Let the clock run to a moment, ticking at every hour."""
    timers = Timers(desk.database, desk.province, desk.mint, KINDS, lambda: None)
    while desk.clock.now() < at:
        desk.clock.set(min(at, desk.clock.now() + timedelta(hours=1)))
        await timers.tick(desk.clock.now())
    desk.clock.advance(timedelta(minutes=1))  # what is raised together leaves together


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return at_local(day, time(hour, minute))


async def reminded(worker: Worker) -> list[Heard]:
    return [one for one in await worker.hear() if one.text.startswith("Nhắc việc")]


async def raised(desk: Office, opinion: Opinion) -> list[tuple[str, str]]:
    story = await desk.read(lambda work: journal.of(work, opinion.id))
    return [(one.facts["rung"], one.facts["told"]) for one in story if one.verb == "escalate"]


async def waiting(desk: Office, opinion: Opinion) -> list[str]:
    sql = "SELECT key FROM timer WHERE object = :o AND kind = 'rung' AND state = 'waiting'"
    return [row[0].split(":")[2] for row in await desk.read(lambda work: work.all(sql, o=opinion.id))]


async def assigned(desk: Office, people: dict[str, Worker], day: date) -> Opinion:
    """An opinion that the commune took in and handed over now."""
    one = await desk.opinion(people["Lan"])
    an = people["An"].act

    def act(work: Work) -> Opinion:
        kept = triage.classify(work, an, one.id, one.version, "giao_thong")
        kept = triage.accept(work, an, kept.id, kept.version)
        return triage.assign(work, an, kept.id, kept.version, agency=AGENCY, due=day)

    return await desk.write(act)


async def test_what_nobody_takes_in_climbs_and_goes_to_the_desk_above(desk: Office, people: dict[str, Worker]) -> None:
    one = await desk.opinion(people["Lan"])  # Tuesday at eight: eight working hours end on Wednesday at half past eight
    assert escalation.accept_due(one, desk.province.rules, desk.province.calendar) == one.sent_at + timedelta(days=1, minutes=30)
    await people["An"].hear()
    await until(desk, at(date(2026, 12, 2), 6))
    assert [heard.text.partition("\n")[0] for heard in await reminded(people["An"])] == ["Nhắc việc (1)"]
    assert not await reminded(people["Sơn"]), "the assignee is warned before anyone else"
    await until(desk, at(date(2026, 12, 2), 9))
    assert await reminded(people["Sơn"])
    assert not await reminded(people["Giang"])
    await until(desk, at(date(2026, 12, 4), 8))
    assert (await reminded(people["Giang"]))[0].buttons == (), "above the commune nobody reads it before it lies on their desk"
    await until(desk, at(date(2026, 12, 9), 8))
    kept = await desk.now(one)
    assert (kept.desk, kept.sender, kept.status) == (PROVINCE, COMMUNE, "sent")
    assert await raised(desk, one) == [
        ("accept_soon", "assignee"), ("accept_late", "assignee,leader"), ("accept_superior", "leader,superior"),
        ("accept_moves", "leader,superior,admin"),
    ]  # fmt: skip
    assert any(heard.text.startswith("Ý kiến mới (1)") for heard in await people["Bình"].hear())
    assert await waiting(desk, one) == ["accept_soon"], "the desk that took it over has a ladder of its own"


async def test_an_edit_starts_no_clock_anew(desk: Office, people: dict[str, Worker]) -> None:
    """Bug 13: the clock was the last change, so every edit put it off; what had no assignee was passed over."""
    one = await desk.opinion(people["Lan"])
    before = await desk.read(lambda work: work.all("SELECT key, due FROM timer WHERE kind = 'rung' AND state = 'waiting'"))
    await until(desk, at(date(2026, 12, 1), 16))
    await desk.write(lambda work: triage.classify(work, people["An"].act, one.id, one.version, "dien"))
    assert await desk.read(lambda work: work.all("SELECT key, due FROM timer WHERE kind = 'rung' AND state = 'waiting'")) == before
    await until(desk, at(date(2026, 12, 2), 9))
    assert [rung for rung, _ in await raised(desk, one)] == ["accept_soon", "accept_late"]


async def test_a_late_piece_of_work_warns_first_who_has_it(desk: Office, people: dict[str, Worker]) -> None:
    one = await assigned(desk, people, date(2026, 12, 10))
    await desk.write(lambda work: handling.take_on(work, people["Hà"].act, one.id, one.version))
    for someone in people.values():
        await someone.hear()
    await until(desk, at(date(2026, 12, 9), 8))
    (heard,) = await reminded(people["Hà"])
    assert "Đang giải quyết" in heard.text
    assert heard.buttons == (one.code,)
    assert not await reminded(people["Sơn"])
    await until(desk, at(date(2026, 12, 11), 8))
    assert "(quá hạn)" in (await reminded(people["Sơn"]))[0].text
    await until(desk, at(date(2026, 12, 31), 8))
    assert [rung for rung, _ in await raised(desk, one)] == ["due_soon", "due_late", "due_superior", "due_admin"], "each once"
    assert await waiting(desk, one) == []
    await people["An"].hear()
    (card,) = await people["An"].press(one.code)
    assert "Đã báo lãnh đạo cấp trên lúc" in card.text
    assert "Đã báo quản trị lúc" in card.text


async def test_what_is_late_climbs_each_rung_once_whatever_status_it_enters(desk: Office, people: dict[str, Worker]) -> None:
    one = await assigned(desk, people, date(2026, 12, 8))
    await do(desk, "Hà", handling.take_on, one)
    await until(desk, at(date(2026, 12, 9), 12))
    told = [rung for rung, _ in await raised(desk, one)]
    assert told.count("due_late") == 1
    reply = handling.Reply(id=desk.mint.id(), text="Xã đã sửa xong", outcome="done", document="45/BC-UBND")
    await do(desk, "Hà", handling.draft, one, reply)
    await until(desk, at(date(2026, 12, 10), 12))
    await do(desk, "Sơn", handling.send_back, one, "Cần nêu rõ đoạn đường")
    await until(desk, at(date(2026, 12, 14), 12))
    assert Counter(rung for rung, _ in await raised(desk, one) if rung.startswith("due_")) == {
        "due_soon": 1, "due_late": 1, "due_superior": 1,
    }  # fmt: skip


async def test_it_stops_on_release_and_runs_anew_when_reopened(desk: Office, people: dict[str, Worker]) -> None:
    """Bugs 6 and 15: the clock ran on after the answer; there was none on the appeal."""
    one = await assigned(desk, people, date(2026, 12, 10))

    def answered(work: Work) -> Opinion:
        kept = handling.take_on(work, people["Hà"].act, one.id, one.version)
        reply = Reply(id=desk.mint.id(), text="Đã sửa xong cầu treo.", outcome="done", document="05/TB-UBND")
        kept = handling.draft(work, people["Hà"].act, kept.id, kept.version, reply)
        return handling.release(work, people["Sơn"].act, kept.id, kept.version)

    kept = await desk.write(answered)
    assert await waiting(desk, one) == []
    await until(desk, at(date(2026, 12, 3), 8))
    lan = people["Lan"].act
    kept = await desk.write(lambda work: ratings.dissatisfied(work, lan, one.id, 0, "not_done", "Chưa ai đến sửa"))
    assert kept.status == "reopened"
    assert await waiting(desk, one) == ["take_on"]
    await until(desk, at(date(2026, 12, 3), 17))
    assert not await reminded(people["Hà"]), "the clock begins with the reopening"
    await until(desk, at(date(2026, 12, 4), 8))
    assert await reminded(people["Hà"])
    assert await desk.read(lambda work: reminders.count(work, people["Hà"].person)) == 1
    kept = await desk.now(one)
    await desk.write(lambda work: triage.assign(work, people["An"].act, kept.id, kept.version, agency=AGENCY, due=date(2026, 12, 20)))
    assert await waiting(desk, one) == ["take_on"], "a new entry is a new clock"


async def test_forty_late_ones_are_one_message(desk: Office, people: dict[str, Worker]) -> None:
    for _ in range(40):
        await desk.opinion(people["Lan"])
    await people["An"].hear()
    await until(desk, at(date(2026, 12, 2), 8))
    (heard,) = await reminded(people["An"])
    assert heard.text.startswith("Nhắc việc (40)")
    assert heard.text.count("\n") == 5
    (more,) = await people["An"].press("Trang sau")
    assert more.text.startswith("Nhắc việc (40)")


async def test_nobody_hears_it_so_the_next_one_does(desk: Office) -> None:
    lan, minh = await desk.person("Lan"), await desk.enrol("Minh", "admin", PROVINCE)
    one = await desk.opinion(lan)
    await minh.hear()
    await until(desk, at(date(2026, 12, 2), 8))
    assert await reminded(minh)
    assert await raised(desk, one) == [("accept_soon", "admin")]


@pytest.mark.parametrize("declared", [False, True])
async def test_across_tet_no_day_off_counts(desk: Office, people: dict[str, Worker], declared: bool) -> None:
    """Sent on the last afternoon before Tết 2027 (offices are closed from 4 to 10 February): an hour counts before it, seven after.

    When one more day off is declared meanwhile, every rung that is still to come moves with it."""
    desk.clock.set(datetime(2027, 2, 3, 9, 0, tzinfo=UTC))  # 16:00 of a Wednesday in Viet Nam
    one = await desk.opinion(people["Lan"])
    if declared:
        await until(desk, at(date(2027, 2, 9), 8))
        await desk.write(lambda work: calendars.put(work, people["Minh"].act, {date(2027, 2, 11): False}, ""))
    await until(desk, at(date(2027, 2, 19), 12))
    story = await desk.read(lambda work: journal.of(work, one.id))
    days = {entry.facts["rung"]: local_day(entry.at).day for entry in story if entry.verb == "escalate" and entry.unit == COMMUNE}
    taken = next(local_day(entry.at).day for entry in story if entry.facts.get("rung") == "accept_moves")
    if declared:
        assert (days, taken) == ({"accept_soon": 12, "accept_late": 12, "accept_superior": 16}, 19)
    else:
        assert (days, taken) == ({"accept_soon": 11, "accept_late": 11, "accept_superior": 15}, 18)


@pytest.mark.parametrize("paused", [0, 3])
async def test_the_pause_counts_for_nothing(desk: Office, people: dict[str, Worker], paused: int) -> None:
    one = await desk.opinion(people["Lan"])
    later = replace(one, paused=int(timedelta(days=paused).total_seconds() * 1e6))
    rules, calendar = desk.province.rules, desk.province.calendar
    assert escalation.accept_due(later, rules, calendar) == escalation.accept_due(
        replace(one, sent_at=one.sent_at + timedelta(days=paused)), rules, calendar
    )


def _moved(work: Work, *, act: Act, opinion: Opinion, verb: str, changes: dict[str, Any]) -> Opinion:
    return moves.move(work, act, opinion, verb, **changes)


@pytest.mark.parametrize("seed", range(12))
async def test_no_clock_runs_after_the_end(desk: Office, people: dict[str, Worker], seed: int) -> None:
    """Any way through the table of statuses, with time passing: one clock at most, none where nothing is owed any more."""
    chance = random.Random(seed)
    one = await desk.opinion(people["Lan"])
    for _ in range(25):
        now = await desk.now(one)
        verbs = [verb for verb, move in MOVES.items() if now.status in move.came]
        if not verbs:
            break
        verb = chance.choice(verbs)
        day = at(date(2026, 12, 1) + timedelta(days=chance.randrange(3, 60)), 17)
        changes: dict[str, dict[str, Any]] = {
            "assign": {"lead": AGENCY, "due": day},
            "return": {"lead": "", "due": None},
            "reopen": {"reopened": now.reopened + 1},
            **{f"go_on_{status}": {"due": day} for status in ("assigned", "in_progress", "reopened")},
        }
        await desk.write(partial(_moved, act=desk.act, opinion=now, verb=verb, changes=changes.get(verb, {})))
        left, kept = await waiting(desk, one), await desk.now(one)
        level = desk.province.units.get(kept.desk).level
        ladder = escalation.ladder(kept, level, desk.province.rules, desk.province.calendar)
        assert set(left) <= {rung.name for _, rung in ladder}
        assert len(left) <= 1
        assert left or not any(moment > desk.clock.now() for moment, _ in ladder) or kept.phase in ("answered", "closed")
        await until(desk, desk.clock.now() + timedelta(hours=chance.randrange(1, 40)))
        kept = await desk.now(one)
        if kept.phase in ("answered", "closed"):
            assert await waiting(desk, one) == []
