"""Asking for more: the clock stands still, the author is reminded once, and it goes on with an answer or without one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.statuses import MOVES, Status
from bot.flows.official import items as official_items
from bot.notices import items
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import asking, handling, opinions, privacy, triage
from storage import asked, counts, journal, lists, people, timers
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office

QUESTION = "Đoạn đường hỏng thuộc thôn nào?"
DUE = date(2026, 12, 15)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        yield one


async def brought(place: Office, status: Status) -> Opinion:
    """An opinion that stands there."""
    lan, an, ha = (place.names[name] for name in ("Lan", "An", "Hà"))
    one = await place.opinion(lan)
    if status != "sent":
        one = await place.write(lambda work: triage.classify(work, an.act, one.id, 1, "giao_thong"))
        one = await place.write(lambda work: triage.accept(work, an.act, one.id, 2))
    if status in ("assigned", "in_progress"):
        one = await place.write(lambda work: triage.assign(work, an.act, one.id, 3, agency=AGENCY, due=DUE))
    if status == "in_progress":
        one = await place.write(lambda work: handling.take_on(work, ha.act, one.id, 4))
    for who in place.names.values():
        await who.hear()
    return one


async def ask(place: Office, who: Worker, one: Opinion, words: str = QUESTION) -> Opinion:
    return await place.write(lambda work: asking.ask(work, who.act, one.id, one.version, words))


async def refused(place: Office, who: Worker, one: Opinion, words: str = QUESTION) -> str:
    with pytest.raises(RuleBroken) as broken:
        await ask(place, who, one, words)
    return broken.value.code


async def wait(place: Office, by: timedelta) -> None:
    """Time passes; what is due happens."""
    place.clock.advance(by)
    await Timers(place.database, place.province, place.mint, KINDS, lambda: None).tick(place.clock.now())


async def add(place: Office, one: Opinion) -> Opinion:
    return await place.write(lambda work: opinions.add(work, place.names["Lan"].act, one.id, "Thôn Nà Làng"))


async def waiting(place: Office, one: Opinion) -> list[tuple[str, ...]]:
    return await place.read(
        lambda work: work.all("SELECT kind FROM timer WHERE object = :o AND state = 'waiting' AND kind LIKE 'more%'", o=one.id)
    )


@pytest.mark.parametrize("status", ["sent", "accepted", "assigned", "in_progress"])
async def test_an_answer_ends_the_pause_at_once_wherever_it_stood(place: Office, status: Status) -> None:
    """Bug 7 of the neighbours: an answer that came another way did not start the clock again."""
    lan, an, ha = (place.names[name] for name in ("Lan", "An", "Hà"))
    before = await brought(place, status)
    who = ha if before.lead else an
    held = await ask(place, who, before)
    assert (held.status, held.phase, held.due) == ("more_asked", "waiting", None)
    (told,) = await lan.hear()
    assert QUESTION in told.text and told.buttons == ("Bổ sung", "Xem ý kiến")
    place.clock.advance(timedelta(days=2))
    after = await add(place, held)
    assert (after.status, after.lead, after.handler) == (before.status, before.lead, before.handler)
    assert after.paused == timedelta(days=2) // timedelta(microseconds=1)
    assert after.entered_at == before.entered_at + timedelta(days=2), "its state is counted as if the pause had not been"
    assert any("Người gửi đã bổ sung" in one.text for one in await who.hear())
    assert await lan.hear() == [] and await waiting(place, after) == []
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", before.status, 1)]
    assert not any(QUESTION in str(one.facts) for one in await place.read(lambda work: journal.of(work, after.id)))


@pytest.mark.parametrize(
    ("asked_at", "days", "due"),
    [
        (datetime(2026, 12, 4, 9, tzinfo=UTC), 3, date(2026, 12, 16)),  # Friday 16:00 to Monday: one working day
        (datetime(2026, 12, 4, 9, tzinfo=UTC), 1, date(2026, 12, 15)),  # Friday to Saturday: none
        (datetime(2026, 12, 2, 2, tzinfo=UTC), 0, date(2026, 12, 15)),  # answered within the day
        (datetime(2026, 12, 10, 2, tzinfo=UTC), 6, date(2026, 12, 21)),  # four working days; the new day is no Saturday
    ],
)
async def test_a_due_date_moves_by_the_working_days_of_the_pause(place: Office, asked_at: datetime, days: int, due: date) -> None:
    one = await brought(place, "assigned")
    place.clock.advance(asked_at - place.clock.now())
    held = await ask(place, place.names["Hà"], one)
    place.clock.advance(timedelta(days=days, hours=1))
    after = await add(place, held)
    assert after.due == datetime(due.year, due.month, due.day, 10, tzinfo=UTC)  # 17:00 in Viet Nam


async def test_a_pause_over_tet_gives_nothing_away(place: Office) -> None:
    """Mùng một Tết is 6 February 2027; the offices are closed from 5 to 11 February."""
    an = place.names["An"]
    place.clock.advance(datetime(2027, 2, 4, 2, tzinfo=UTC) - place.clock.now())
    one = await place.opinion(place.names["Lan"])
    await place.write(lambda work: triage.classify(work, an.act, one.id, 1, "giao_thong"))
    await place.write(lambda work: triage.accept(work, an.act, one.id, 2))
    given = await place.write(lambda work: triage.assign(work, an.act, one.id, 3, agency=AGENCY, due=date(2027, 2, 22)))
    calendar = place.province.calendar
    held = await ask(place, an, given)
    place.clock.advance(timedelta(days=6))
    after = await add(place, held)
    passed = sum(calendar.is_working(date(2027, 2, 4) + timedelta(days=n)) for n in range(1, 7))
    assert passed < 4, "most of it was a holiday"
    assert after.due is not None and given.due is not None
    between = sum(calendar.is_working(given.due.date() + timedelta(days=n)) for n in range(1, (after.due - given.due).days + 1))
    assert between == passed


async def test_what_was_late_stays_late(place: Office) -> None:
    one = await brought(place, "assigned")
    place.clock.advance(datetime(2026, 12, 16, 2, tzinfo=UTC) - place.clock.now())
    held = await ask(place, place.names["Hà"], one)
    late = lists.count
    assert await place.read(lambda work: late(work, "overdue", COMMUNE, place.clock.now(), timedelta())) == 0, "its clock stands still"
    place.clock.advance(timedelta(days=1))
    after = await add(place, held)
    assert after.due == one.due


async def test_silence_is_reminded_once_and_then_it_goes_on(place: Office) -> None:
    lan, ha = place.names["Lan"], place.names["Hà"]
    held = await ask(place, ha, await brought(place, "in_progress"))
    await lan.hear()
    await wait(place, timedelta(days=2, hours=23))
    assert await lan.hear() == []
    await wait(place, timedelta(hours=2))
    (told,) = await lan.hear()
    assert told.text.startswith("Cán bộ vẫn chờ") and QUESTION in told.text
    await wait(place, timedelta(days=3, hours=22))
    assert await lan.hear() == [] and (await place.now(held)).status == "more_asked"
    await wait(place, timedelta(hours=2))
    after = await place.now(held)
    assert (after.status, after.lead) == ("in_progress", AGENCY)
    assert [one.text.split(" của")[0] for one in await lan.hear()] == [f"Ý kiến {held.code}"]
    assert any("chưa bổ sung" in one.text and "Thời hạn tạm dừng tổng cộng: 7 ngày" in one.text for one in await ha.hear())
    await wait(place, timedelta(days=20))
    assert await place.now(held) == after
    assert await lan.hear() == []


async def test_a_reminder_that_comes_after_the_end_is_not_sent(place: Office) -> None:
    """The program stood still for nine days."""
    lan = place.names["Lan"]
    await ask(place, place.names["An"], await brought(place, "sent"))
    await lan.hear()
    await wait(place, timedelta(days=9))
    assert [one.text for one in await lan.hear() if "vẫn chờ" in one.text] == []


async def test_an_old_clock_does_not_end_a_new_question(place: Office) -> None:
    an = place.names["An"]
    first = await ask(place, an, await brought(place, "sent"))
    place.clock.advance(timedelta(days=1))
    second = await ask(place, an, await add(place, first), "Xin gửi thêm ảnh")

    def again(work: Work) -> None:
        args = {"n": "1", "ends": place.clock.now().isoformat()}
        asking.over(work, place.act, timers.Timer(key="x", kind="more_over", due=place.clock.now(), object=second.id, args=args))

    await place.write(again)
    assert (await place.now(second)).status == "more_asked"


async def test_an_official_may_act_without_waiting(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    held = await ask(place, an, await brought(place, "accepted"))
    place.clock.advance(timedelta(hours=30))
    given = await place.write(lambda work: triage.assign(work, an.act, held.id, held.version, agency=AGENCY, due=DUE))
    assert (given.status, given.paused) == ("assigned", timedelta(hours=30) // timedelta(microseconds=1))
    assert await waiting(place, given) == [] and await place.read(lambda work: asked.waiting(work, given.id)) is None
    again = await ask(place, an, given)
    await lan.hear()
    on = await place.write(lambda work: asking.go_on(work, an.act, again.id, again.version))
    assert on.status == "assigned"
    assert ["theo nội dung đã có" in one.text for one in await lan.hear()] == [True]
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: asking.go_on(work, an.act, on.id, on.version))


async def test_only_what_was_open_before_is_open_meanwhile(place: Office) -> None:
    an, lan = place.names["An"], place.names["Lan"]
    held = await ask(place, place.names["Hà"], await brought(place, "assigned"))
    for deed in (
        lambda work: triage.accept(work, an.act, held.id, held.version),
        lambda work: triage.refuse(work, an.act, held.id, held.version, "outside_scope"),
        lambda work: triage.recommune(work, an.act, held.id, held.version, NEIGHBOUR),
        lambda work: opinions.withdraw(work, lan.act, held.id),
        lambda work: opinions.recommune(work, lan.act, held.id, NEIGHBOUR),
    ):
        with pytest.raises(RuleBroken, match="stale"):
            await place.write(deed)
    assert await place.now(held) == held


async def test_its_author_takes_it_back_or_moves_it_instead_of_answering(place: Office) -> None:
    an, lan = place.names["An"], place.names["Lan"]
    gone = await ask(place, an, await brought(place, "sent"))
    assert (await place.write(lambda work: opinions.withdraw(work, lan.act, gone.id))).status == "withdrawn"
    assert await waiting(place, gone) == []
    xa = await place.enrol("Xa", "officer", NEIGHBOUR)
    moved = await ask(place, an, await brought(place, "sent"), "Ý kiến này về xã nào?")
    await xa.hear()
    after = await place.write(lambda work: opinions.recommune(work, lan.act, moved.id, NEIGHBOUR))
    assert (after.status, after.desk) == ("sent", NEIGHBOUR)
    assert len(await xa.hear()) > 0


async def test_how_often(place: Office) -> None:
    an, one = place.names["An"], await brought(place, "sent")
    for n in range(place.province.rules.asking.times_max):
        held = await ask(place, an, one, f"Câu hỏi {n}")
        assert await refused(place, an, held) == "stale", "one question at a time"
        one = await add(place, held)
    assert await refused(place, an, one) == "asked_often"


ENDLESS = [("", "words_needed"), (" \x00\n", "words_needed"), ("x" * 501, "words_long"), ("x" * 20_000, "words_long")]


@pytest.mark.parametrize(("words", "code"), ENDLESS)
async def test_empty_and_endless_questions(place: Office, words: str, code: str) -> None:
    assert await refused(place, place.names["An"], await brought(place, "sent"), words) == code


async def test_who_may_ask(place: Office) -> None:
    one = await brought(place, "sent")
    await place.enrol("Xa", "officer", NEIGHBOUR)
    await place.enrol("Tỉnh", "officer", PROVINCE)
    await place.enrol("Mặt", "front", PROVINCE)
    for who, code in (("Xa", "not_found"), ("Tỉnh", "not_found"), ("Hà", "not_found"), ("Lan", "not_found"), ("Mặt", "not_yours")):
        assert await refused(place, place.names[who], one) == code, who
    await place.enrol("Quân", "admin", PROVINCE)
    await place.enrol("Sơn", "leader")
    held = await ask(place, place.names["Quân"], one)
    assert (await ask(place, place.names["Sơn"], await add(place, held))).status == "more_asked"


@pytest.mark.parametrize("status", MOVES["ask_more"].came)
def test_every_way_into_the_pause_has_a_way_out(status: Status) -> None:
    assert MOVES[f"go_on_{status}"].goes == status


async def test_a_person_who_erased_their_data_is_not_asked_and_the_words_go(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    held, other = await ask(place, an, await brought(place, "sent")), await brought(place, "sent")
    await place.write(lambda work: privacy.erase(work, lan.act))
    assert await refused(place, an, await place.now(other)) == "nobody_to_ask"
    assert [row[0] for row in await place.read(lambda work: work.all("SELECT text FROM asked"))] == [""]
    await wait(place, timedelta(days=8))
    assert (await place.now(held)).status == "sent"


@pytest.mark.parametrize(("density", "told"), [("every", 1), ("result", 1), ("off", 0)])
async def test_as_much_as_its_author_wants_to_hear(place: Office, density: str, told: int) -> None:
    lan = place.names["Lan"]
    await place.write(lambda work: people.prefer(work, lan.person, density=density))  # type: ignore[arg-type]
    await ask(place, place.names["An"], await brought(place, "sent"))
    assert len(await lan.hear()) == told


async def test_no_rung_of_the_ladder_comes_while_an_answer_is_awaited(place: Office) -> None:
    held = await ask(place, place.names["Hà"], await brought(place, "assigned"))
    rungs = "SELECT count(*) FROM timer WHERE object = :o AND state = 'waiting' AND kind = 'rung'"
    assert await place.read(lambda work: work.one(rungs, o=held.id)) == (0,)
    after = await add(place, held)
    assert await place.read(lambda work: work.one(rungs, o=after.id)) == (1,)


async def test_a_rung_that_came_before_the_question_does_not_come_again_after_it(place: Office) -> None:
    one = await brought(place, "accepted")
    await wait(place, timedelta(days=5))
    told = "SELECT facts FROM journal WHERE object = :o AND verb = 'escalate'"
    before = await place.read(lambda work: work.all(told, o=one.id))
    assert before, "nobody handed it over"
    now = await place.now(one)
    held = await ask(place, place.names["An"], now)
    await wait(place, timedelta(days=2))
    after = await add(place, held)
    await wait(place, timedelta(minutes=1))
    again = await place.read(lambda work: work.all(told, o=after.id))
    assert len(again) == len(set(again)) >= len(before)


@pytest.mark.parametrize("status", ["sent", "accepted", "assigned", "in_progress"])
async def test_every_button_that_is_shown_meanwhile_does_something(place: Office, status: Status) -> None:
    an, ha = place.names["An"], place.names["Hà"]
    before = await brought(place, status)
    held = await ask(place, ha if before.lead else an, before)
    for who in (an, ha) if before.lead else (an,):
        shown = await place.read(lambda work, who=who: items.item(work, who.act, held, person=who.person))  # type: ignore[misc]
        more = await place.read(lambda work, who=who: items.item(work, who.act, held, person=who.person, more=True))  # type: ignore[misc]
        verbs = [one.does for row in (*shown.rows, *more.rows) for one in row if one.does]
        assert ("item", "go_on", held.id, str(held.version)) in verbs
        for does in verbs:
            with pytest.raises(Undone) as seen:
                await place.write(lambda work, who=who, does=does: _undone(official_items.item(work, who.act, does[1:])))  # type: ignore[misc]
            assert "broken-" not in seen.value.args[0], does
    assert await place.now(held) == held


class Undone(Exception):
    """Rolls a turn back, with what it would have shown."""


def _undone(outcome: object) -> None:
    raise Undone(repr(outcome))
