"""What was promised with an answer: kept in mind, asked for once, cleared, confirmed or broken; by whom and how often."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.commitments import Commitment
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import commitments, groups, handling, privacy, ratings, triage
from bot.services.commitments import Done
from bot.talk.incoming import Media
from storage import commitments as rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, do, office

DAY = date(2026, 12, 10)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in ("Lan", "Cúc"):
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        await one.enrol("Mai", "front")
        yield one


async def tell(place: Office, who: str, deed: Callable[..., Commitment], one: Opinion, *args: object, **named: object) -> Commitment:
    """One act on the promise as it stands now."""
    promise = await promised(place, one)
    act = place.names[who].act
    return await place.write(lambda work: deed(work, act, promise.id, promise.version, *args, **named))


async def refused(place: Office, who: str, deed: Callable[..., Commitment], one: Opinion, *args: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        await tell(place, who, deed, one, *args, **named)
    return broken.value.code


async def promised(place: Office, one: Opinion) -> Commitment:
    now = await place.now(one)
    found = await place.read(lambda work: rows.of(work, now.id, now.reopened))
    assert found is not None
    return found


async def drafted(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    await do(place, "An", triage.assign, one, agency=AGENCY, due=date(2026, 12, 15))
    await do(place, "Hà", handling.take_on, one)
    reply = handling.Reply(id=place.mint.id(), text="Sẽ làm", outcome="scheduled", document="1", promised=DAY.isoformat())
    return await do(place, "Hà", handling.draft, one, reply)


async def made(place: Office) -> Opinion:
    one = await do(place, "Bình", handling.release, await drafted(place))
    place.clock.advance(timedelta(minutes=2))
    await hush(place)
    return one


async def hush(place: Office) -> None:
    for worker in place.names.values():
        await worker.hear()


async def until(place: Office, day: date, hour: int = 9) -> None:
    """Let the house's clock run to an hour of a day, tick by tick; then everyone is asked twice, which must change nothing."""
    timers = Timers(place.database, place.province, place.mint, KINDS, lambda: None)
    while (now := place.clock.now()).date() < day or now.hour + 7 < hour:
        place.clock.advance(timedelta(hours=1))
        await timers.tick(place.clock.now())
    await timers.tick(place.clock.now())


def given(place: Office, **changes: str) -> Done:
    return Done(**({"id": place.mint.id(), "text": "Đã nối cầu", "document": "9/BB"} | changes))


async def owed(place: Office, today: date = DAY) -> tuple[int, int]:
    """(how many are owed, how many of them overdue) on the desk, which the agency's list confirms."""
    desk = await place.read(lambda work: rows.count(work, "desk", [COMMUNE, NEIGHBOUR], today))
    assert desk == await place.read(lambda work: rows.count(work, "agency", [AGENCY], today))
    assert desk[0] == len(await place.read(lambda work: rows.owed(work, "desk", [COMMUNE], limit=99)))
    return desk


async def test_a_release_makes_it_and_its_undo_takes_it_back(place: Office) -> None:
    one = await do(place, "Bình", handling.release, await drafted(place))
    assert await owed(place) == (1, 0)
    await do(place, "Bình", handling.undo_release, one)
    assert await owed(place) == (0, 0)
    assert await place.read(lambda work: work.all("SELECT key FROM timer WHERE kind LIKE 'promise%' AND state = 'waiting'")) == []
    await do(place, "Bình", handling.release, one)
    assert await owed(place, date(2026, 12, 11)) == (1, 1)


async def test_another_outcome_promises_nothing(place: Office) -> None:
    one = await drafted(place)
    await do(place, "Hà", handling.draft, one, handling.Reply(id=place.mint.id(), text="Đã làm", outcome="done", document="1"))
    await do(place, "Bình", handling.release, one)
    assert await owed(place) == (0, 0)


async def test_the_agency_is_reminded_once_and_asked_once(place: Office) -> None:
    await made(place)
    await until(place, date(2026, 12, 9))
    heard = [one.text for one in await place.names["Hà"].hear() if "đã hẹn" in one.text]
    assert len(heard) == 1 and "Sắp đến ngày" in heard[0]
    await until(place, DAY)
    heard = [one.text for one in await place.names["Hà"].hear() if "đã hẹn" in one.text]
    assert len(heard) == 1 and "Hôm nay là ngày" in heard[0]
    for name in ("Bình", "Mai", "Lan"):
        assert not any("đã hẹn" in one.text for one in await place.names[name].hear())


async def test_kept_when_done_in_time_and_confirmed_by_a_citizen(place: Office) -> None:
    one = await made(place)
    await tell(place, "Hà", commitments.done, one, given(place))
    assert await place.names["Lan"].hear() == []
    kept = await tell(place, "Bình", commitments.clear, one)
    assert (kept.state, kept.confirmed) == ("kept", "")
    assert await place.names["Lan"].hear() == []
    place.clock.advance(timedelta(minutes=2))
    asked = (await place.names["Lan"].hear())[-1]
    assert "Đã nối cầu" in asked.text and asked.buttons == ("Đã thực hiện", "Chưa thực hiện")
    report = await last(place, one)
    act = place.names["Lan"].act
    await place.write(lambda work: commitments.said(work, act, report, one.id, "done"))
    kept = await promised(place, one)
    assert (kept.state, kept.confirmed) == ("kept", "citizen") and kept.confirmed_at is not None
    with pytest.raises(RuleBroken, match="promise_over"):
        await place.write(lambda work: commitments.said(work, act, report, one.id, "done"))


async def last(place: Office, one: Opinion) -> str:
    promise = await promised(place, one)
    found = await place.read(lambda work: rows.last_report(work, promise.id))
    assert found is not None
    return found.id


@pytest.mark.parametrize("kind", ["done", "later"])
async def test_what_was_cleared_is_called_back_within_a_minute(place: Office, kind: str) -> None:
    one = await made(place)
    if kind == "done":
        await tell(place, "Hà", commitments.done, one, given(place))
    else:
        await tell(place, "Hà", commitments.later, one, day=date(2026, 12, 14), why="Mưa")
    before = await promised(place, one)
    await tell(place, "Bình", commitments.clear, one)
    assert await refused(place, "Hà", commitments.undo, one) == "not_yours"
    back = await tell(place, "Bình", commitments.undo, one)
    assert (back.state, back.day, back.postponed) == (before.state, before.day, before.postponed)
    place.clock.advance(timedelta(minutes=2))
    assert await place.names["Lan"].hear() == []
    assert not any("đã duyệt" in heard.text for heard in await place.names["Hà"].hear())
    await tell(place, "Bình", commitments.clear, one)
    place.clock.advance(timedelta(minutes=2))
    assert len(await place.names["Lan"].hear()) == 1
    assert await refused(place, "Bình", commitments.undo, one) == "undo_late"


async def test_silence_confirms_apart(place: Office) -> None:
    one = await made(place)
    await tell(place, "Hà", commitments.done, one, given(place))
    await tell(place, "Bình", commitments.clear, one)
    await until(place, date(2026, 12, 13))
    kept = await promised(place, one)
    assert (kept.state, kept.confirmed) == ("kept", "silence")
    act, report = place.names["Lan"].act, await last(place, one)
    with pytest.raises(RuleBroken, match="promise_over"):
        await place.write(lambda work: commitments.said(work, act, report, one.id, "done"))


async def test_a_citizen_who_says_no_breaks_it(place: Office) -> None:
    one = await made(place)
    await tell(place, "Hà", commitments.done, one, given(place))
    await tell(place, "Bình", commitments.clear, one)
    await hush(place)
    act, report = place.names["Lan"].act, await last(place, one)
    with pytest.raises(RuleBroken, match="verdict_reason"):
        await place.write(lambda work: commitments.said(work, act, report, one.id, "not_done"))
    stranger = place.names["Cúc"].act
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(lambda work: commitments.said(work, stranger, report, one.id, "not_done", words="Chưa làm gì"))
    voice = (Media(kind="voice", ref="v", size=1),)
    await place.write(lambda work: commitments.said(work, act, report, one.id, "not_done", media=voice))
    assert (await promised(place, one)).state == "broken"
    for name in ("Bình", "Mai", "Hà"):
        assert "không được thực hiện đúng hẹn" in (await place.names[name].hear())[-1].text
    await tell(place, "Hà", commitments.done, one, given(place))
    assert (await tell(place, "Bình", commitments.clear, one)).state == "late"


async def test_those_who_follow_are_asked_too(place: Office) -> None:
    one, other = await drafted(place), await place.opinion(place.names["Cúc"])
    await do(place, "An", groups.join, other, one.id)
    await do(place, "Bình", handling.release, one)
    place.clock.advance(timedelta(minutes=2))
    await hush(place)
    await tell(place, "Hà", commitments.done, one, given(place))
    await tell(place, "Bình", commitments.clear, one)
    place.clock.advance(timedelta(minutes=2))
    assert other.code in (await place.names["Cúc"].hear())[-1].text
    act, report = place.names["Cúc"].act, await last(place, one)
    await place.write(lambda work: commitments.said(work, act, report, other.id, "not_done", words="Bên tôi chưa làm"))
    assert (await promised(place, one)).state == "broken"


async def test_put_off_as_often_as_the_rules_allow_and_never_backwards(place: Office) -> None:
    one = await made(place)
    assert await refused(place, "Hà", commitments.later, one, day=DAY, why="Mưa") == "promise_later"
    assert await refused(place, "Hà", commitments.later, one, day=date(2026, 12, 14), why=" ") == "words_needed"
    assert await refused(place, "Hà", commitments.later, one, day=date(2026, 12, 14), why="x" * 20_000) == "words_long"
    for day in (date(2026, 12, 14), date(2026, 12, 17)):
        await tell(place, "Hà", commitments.later, one, day=day, why="Mưa")
        assert (await promised(place, one)).day < day
        kept = await tell(place, "Bình", commitments.clear, one)
        assert (kept.day, kept.first) == (day, DAY)
        place.clock.advance(timedelta(minutes=2))
    assert [heard.text for heard in await place.names["Lan"].hear()][-1].endswith("lùi đến thứ Năm, 17/12/2026.\nLý do: Mưa")
    assert await refused(place, "Hà", commitments.later, one, day=date(2026, 12, 24), why="Mưa") == "promise_often"
    await tell(place, "Hà", commitments.done, one, given(place))
    assert (await tell(place, "Bình", commitments.clear, one)).state == "kept"  # on the first day, after all


async def test_nothing_heard_breaks_it_once(place: Office) -> None:
    one = await made(place)
    await until(place, date(2026, 12, 16))
    assert (await promised(place, one)).state == "broken"
    for name in ("Bình", "Mai"):
        heard = [said.text for said in await place.names[name].hear() if "không được thực hiện đúng hẹn" in said.text]
        assert len(heard) == 1
    assert not any("đúng hẹn" in said.text for said in await place.names["Lan"].hear())


async def test_what_waits_to_be_cleared_does_not_break(place: Office) -> None:
    one = await made(place)
    await until(place, DAY)
    await tell(place, "Hà", commitments.done, one, given(place))
    await hush(place)
    await until(place, date(2026, 12, 16))
    assert (await promised(place, one)).state == "open"
    heard = [said.text for said in await place.names["Bình"].hear() if "chờ Ông/Bà duyệt" in said.text]
    assert len(heard) == 1  # the last of the working days after the grace, in place of those that were not read
    assert (await tell(place, "Bình", commitments.clear, one)).state == "kept"


async def test_opened_again_it_is_owed_no_more(place: Office) -> None:
    one = await made(place)
    act = place.names["Lan"].act
    await place.write(lambda work: ratings.dissatisfied(work, act, one.id, 0, "dissatisfied", "Chưa được"))
    assert await owed(place) == (0, 0)
    promise = await place.read(lambda work: rows.of(work, one.id, 0))
    assert promise is not None
    ha = place.names["Hà"].act
    with pytest.raises(RuleBroken, match="promise_settled"):
        await place.write(lambda work: commitments.done(work, ha, promise.id, promise.version, given(place)))
    await hush(place)
    await until(place, DAY)
    assert not any("ngày đã hẹn" in said.text for said in await place.names["Hà"].hear())


async def test_who_may_report_and_who_clears(place: Office) -> None:
    await place.enrol("Y", "handler", agency=f"{COMMUNE}.cong_an")
    await place.enrol("Xa", "leader", NEIGHBOUR)
    await place.enrol("Tỉnh", "leader", PROVINCE)
    one = await made(place)
    assert [await refused(place, name, commitments.done, one, given(place)) for name in ("Y", "Xa", "Tỉnh")] == ["not_found"] * 3
    assert await refused(place, "Mai", commitments.done, one, given(place)) == "not_yours"
    assert await refused(place, "Hà", commitments.done, one, given(place, document="")) == "proof_needed"
    await tell(place, "Hà", commitments.done, one, given(place))
    assert await refused(place, "Hà", commitments.clear, one) == "not_yours"
    assert await refused(place, "Mai", commitments.clear, one) == "not_yours"
    promise, act = await promised(place, one), place.names["Bình"].act
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: commitments.clear(work, act, promise.id, promise.version - 1))
    await tell(place, "Bình", commitments.send_back, one, "Thiếu biên bản")
    assert "Trả lại: “Thiếu biên bản”" in (await place.names["Hà"].hear())[-1].text
    assert await refused(place, "Bình", commitments.clear, one) == "stale"


async def test_the_words_go_with_their_author(place: Office) -> None:
    one = await made(place)
    await tell(place, "Hà", commitments.done, one, given(place, text="Bà Lan đã ký"))
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: work.all("SELECT text, document FROM report")) == [("", "")]
    assert not any("Bà Lan" in row[0] for row in await place.read(lambda work: work.all("SELECT facts FROM journal")))


async def test_the_list_begins_with_what_is_overdue_and_is_read_to_its_end(place: Office) -> None:
    made_ones = [await made(place) for _ in range(7)]

    def shift(work: Work) -> None:
        for n, one in enumerate(made_ones):
            day = (DAY + timedelta(days=(n * 3) % 7)).isoformat()
            work.do("UPDATE commitment SET day = :d WHERE opinion = :o", d=day, o=one.id)

    await place.write(shift)
    binh = place.names["Bình"]
    page = (await binh.say("/camket"))[-1]
    seen = [label for label in page.buttons if label.startswith("YK")]
    page = (await binh.press("Trang sau"))[-1]
    seen += [label for label in page.buttons if label.startswith("YK")]
    order = sorted(range(7), key=lambda n: (n * 3) % 7)
    assert seen == [made_ones[n].code for n in order]
    assert "Nội dung phải thực hiện (7)" in (await binh.say("/viec"))[-1].buttons
    assert "Nội dung phải thực hiện (7)" in (await place.names["Hà"].say("/viec"))[-1].buttons
    assert (await place.names["Mai"].say("/camket"))[-1].text.startswith("Nội dung phải thực hiện (7)")
