"""The table follows what an office really does, and the narrow reading of a turn gives the same as the whole journal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain import counts
from bot.domain.counts import Figures, Followed
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Opinion
from bot.reports import periodic
from bot.reports.periodic import Period
from bot.services import commitments, dialogues, groups, handling, ratings, sessions, splitting, titles, triage, voices
from bot.services import opinions as authors
from bot.services.handling import Reply
from storage import commitments as promises
from storage import heard
from tests import told
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Office, do, office

YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31))
PROMISED = date(2027, 1, 15)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in ("Lan", "Cúc", "Tày"):
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Nga", "officer", NEIGHBOUR)
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def planned(place: Office, days: int = 14, *, unit: str = COMMUNE, **more: str) -> Dialogue:
    plan = dialogues.Plan(
        unit=unit, starts=place.clock.now() + timedelta(days=days), place="Nhà văn hóa", chair="Chủ tịch", audience=more.get("audience", "")
    )
    return (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue


async def hold(place: Office, one: Dialogue, people: int = 45) -> None:
    """It takes place today."""
    place.clock.advance(one.starts - place.clock.now())
    begun = await place.write(lambda work: sessions.run(work, place.act, one.id, "begin"))
    await place.write(lambda work: sessions.note(work, place.act, begun, "attended", n=str(people)))
    await place.write(lambda work: sessions.run(work, place.act, one.id, "end"))


async def answered(place: Office, one: Opinion, outcome: str = "done") -> Opinion:
    if (await place.now(one)).status == "sent":
        await do(place, "An", triage.classify, one, "giao_thong")
        await do(place, "An", triage.accept, one)
        await do(place, "An", triage.assign, one, agency=AGENCY, due=place.act.today + timedelta(days=10))
    await do(place, "Hà", handling.take_on, one)
    reply = Reply(id=place.mint.id(), text="Xong", outcome=outcome, document="1", promised=PROMISED.isoformat())
    await do(place, "Hà", handling.draft, one, reply)
    found = await do(place, "Bình", handling.release, one)
    place.clock.advance(timedelta(minutes=2))
    return found


async def row(place: Office, period: Period = YEAR) -> Figures:
    """The table now: the same from the whole journal, and from the few lines that a turn reads."""
    whole = await place.read(lambda work: periodic.table(work, place.act, period))
    narrow = await place.read(lambda work: periodic.present(work, place.act, period))
    assert whole == narrow
    await place.read(told.fits)
    return whole.total


async def far(place: Office, one: Dialogue) -> Followed:
    columns, now = place.province.rules.statistics.columns, place.clock.now()
    return await place.read(lambda work: counts.followed(heard.story(work, [one.id], now), columns, dialogue=one.id, at=now))


async def test_a_dialogue_from_its_announcement_to_the_last_answer(place: Office) -> None:
    """Answered, promised, opened again; each step is seen in the table at once, and the table of the day before stays what it was."""
    one = await planned(place)
    first = await place.opinion(place.names["Lan"], dialogue=one.id)
    second = await place.opinion(place.names["Cúc"], "Mương thôn Bản Đồn bị lấp", dialogue=one.id)
    await place.opinion(place.names["Tày"], "Thiếu đèn đường ở thôn Nà Cọ")  # outside any dialogue
    assert await row(place) == Figures()
    await hold(place, one)
    assert await row(place) == Figures(periodic=1, people=45, opinions=2, merged=2)
    held_on = place.act.today
    place.clock.advance(timedelta(days=1))
    await answered(place, first)
    await answered(place, second, "scheduled")
    assert await row(place) == Figures(periodic=1, people=45, opinions=2, merged=2, resolved=1)
    assert await far(place, one) == Followed(opinions=2, merged=2, resolved=1, scheduled=1)
    lan = place.names["Lan"].act
    await place.write(lambda work: ratings.dissatisfied(work, lan, first.id, 0, "not_done", "Vẫn đứt"))
    assert (await row(place)).resolved == 0
    assert (await far(place, one)).rejected == 1
    await answered(place, first, "explained")
    assert (await row(place)).rate == 5000
    past = Period(first=YEAR.first, last=YEAR.last, at=held_on)
    assert (await place.read(lambda work: periodic.table(work, place.act, past))).total.resolved == 0
    await keep_promise(place, second)
    assert await row(place) == Figures(periodic=1, people=45, opinions=2, merged=2, resolved=2)
    assert await far(place, one) == Followed(opinions=2, merged=2, resolved=2)


async def keep_promise(place: Office, one: Opinion) -> None:
    promise = await place.read(lambda work: promises.of(work, one.id, 0))
    assert promise is not None
    given = commitments.Done(id=place.mint.id(), text="Đã nạo vét", document="2")
    ha, binh, cuc = (place.names[name].act for name in ("Hà", "Bình", "Cúc"))
    kept = await place.write(lambda work: commitments.done(work, ha, promise.id, promise.version, given))
    kept = await place.write(lambda work: commitments.clear(work, binh, kept.id, kept.version))
    assert (await row(place)).resolved == 1
    report = await place.read(lambda work: promises.last_report(work, kept.id))
    assert report is not None
    await place.write(lambda work: commitments.said(work, cuc, report.id, one.id, "done"))


async def test_a_promise_that_is_not_kept_is_overdue(place: Office) -> None:
    one = await planned(place)
    first = await place.opinion(place.names["Lan"], dialogue=one.id)
    await hold(place, one)
    await answered(place, first, "scheduled")
    place.clock.advance(timedelta(days=60))
    assert (await row(place)).overdue == 1


async def test_a_group_counts_each_and_all_together(place: Office) -> None:
    one = await planned(place)
    mine = [await place.opinion(place.names[name], dialogue=one.id) for name in ("Lan", "Cúc", "Tày")]
    await hold(place, one)
    for other in mine[1:]:
        await do(place, "An", groups.join, other, mine[0].id)
    assert (await row(place)).merged == 1
    await answered(place, mine[0])
    assert await row(place) == Figures(periodic=1, people=45, opinions=3, merged=1, resolved=3)
    cuc = place.names["Cúc"].act
    await place.write(lambda work: ratings.dissatisfied(work, cuc, mine[1].id, 0, "dissatisfied", "Chưa rõ"))
    assert await row(place) == Figures(periodic=1, people=45, opinions=3, merged=2, resolved=2)


async def test_whoever_stands_behind_another_counts_and_is_resolved_with_it(place: Office) -> None:
    one = await planned(place)
    first = await place.opinion(place.names["Lan"], dialogue=one.id)
    await do(place, "An", titles.retitle, first, "Cầu treo Nà Làng")
    for who in ("Cúc", "Tày"):
        act = place.names[who].act
        await place.write(lambda work, act=act: voices.join(work, act, one.id, first.id))  # type: ignore[misc]
    await hold(place, one)
    assert await row(place) == Figures(periodic=1, people=45, opinions=3, merged=1, supporters=2)
    await answered(place, first)
    assert (await row(place)).resolved == 3


async def test_what_was_refused_withdrawn_split_or_moved(place: Office) -> None:
    one, next_ = await planned(place), await planned(place, 21, unit=NEIGHBOUR)
    mine = [await place.opinion(place.names["Lan"], f"Việc {nth}. Việc khác", dialogue=one.id) for nth in range(5)]
    await do(place, "An", triage.refuse, mine[0], "outside_scope")
    lan = place.names["Lan"].act
    await place.write(lambda work: authors.withdraw(work, lan, mine[1].id))
    await do(place, "An", triage.divert, mine[2])
    await do(place, "An", triage.recommune, mine[3], NEIGHBOUR)
    now = await place.now(mine[4])
    an = place.names["An"].act
    _, part = await place.write(lambda work: splitting.split(work, an, now.id, now.version, "Việc khác", cut=True))
    await hold(place, one)
    assert await row(place) == Figures(periodic=1, people=45, opinions=2, merged=2, refused=1, withdrawn=1, diverted=1)
    await do(place, "An", splitting.unsplit, part)
    assert await row(place) == Figures(periodic=1, people=45, opinions=1, merged=1, refused=1, withdrawn=1, diverted=1)
    await hold(place, next_, 20)
    assert (await row(place)).opinions == 2
    assert (await row(place, Period(first=YEAR.first, last=YEAR.last, unit=NEIGHBOUR))) == Figures(
        periodic=1, people=20, opinions=1, merged=1
    )  # fmt: skip


async def test_what_was_sent_before_counts_where_it_was_taken_in(place: Office) -> None:
    first = await place.opinion(place.names["Lan"])
    place.clock.advance(timedelta(days=1))
    one = await planned(place)
    assert (await place.now(first)).dialogue == one.id
    await hold(place, one)
    assert (await row(place)).opinions == 1


async def test_opinions_of_a_dialogue_that_was_called_off_count_where_they_are_heard(place: Office) -> None:
    one, heir = await planned(place), await planned(place, 30)
    first = await place.opinion(place.names["Lan"], dialogue=one.id)
    await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    assert (await place.now(first)).dialogue == heir.id
    await hold(place, heir)
    assert await row(place) == Figures(periodic=1, people=45, opinions=1, merged=1)
