"""The agenda: topics from opinions, wherever these stand by now, and who may make them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.marks import Line
from bot.domain.opinions import Opinion
from bot.services import agenda, asking, dialogues, groups, handling, opinions, ratings, sessions, splitting, topics, transfers, triage
from bot.services.dialogues import Plan
from bot.services.handling import Reply
from storage import agendas
from storage import dialogues as dialogue_rows
from storage import marks as mark_rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, START, Office, do, office

ROAD = "Đường vào thôn Nà Làng sạt lở, xe không qua được"
DUE = date(2026, 12, 15)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in ("Lan", "Mai", "Tày"):
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def dialogue(place: Office, days: int = 20, unit: str = COMMUNE) -> str:
    plan = Plan(unit=unit, starts=START + timedelta(days=days), place="Nhà văn hóa", chair="Chủ tịch")
    return (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue.id


async def three(place: Office, of: str) -> list[Opinion]:
    return [await place.opinion(place.names[name], f"{ROAD} {n}", dialogue=of) for n, name in enumerate(("Lan", "Mai", "Tày"))]


async def act(place: Office, deed: object, *args: object, who: str = "An") -> Opinion:
    assert callable(deed)
    return await place.write(lambda work: deed(work, place.names[who].act, *args))


async def refused(place: Office, deed: object, *args: object, who: str = "An") -> str:
    with pytest.raises(RuleBroken) as broken:
        await act(place, deed, *args, who=who)
    return broken.value.code


async def leads(place: Office, of: str) -> list[tuple[str, int]]:
    """(lead, how many opinions) of each topic, in their order."""
    return await place.read(lambda work: [(one.lead.id, one.members + 1) for one in agendas.topics(work, of)])


async def loose(place: Office, of: str) -> list[str]:
    return await place.read(lambda work: [one.id for one in agendas.ungrouped(work, of)])


async def answered(place: Office, one: Opinion, *, outcome: str = "explained") -> None:
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    await do(place, "An", triage.assign, one, agency=AGENCY, due=DUE)
    await do(place, "Hà", handling.take_on, one)
    await do(place, "Hà", handling.draft, one, Reply(id=place.mint.id(), text="Đã xem.", outcome=outcome, document="05/TB-UBND"))
    await do(place, "Bình", handling.release, one)
    place.clock.advance(timedelta(minutes=2))


async def test_a_topic_holds_a_group_and_one_taken_out_waits_again(place: Office) -> None:
    of = await dialogue(place)
    one, two, three_ = await three(place, of)
    await act(place, topics.begin, of, one.id)
    await act(place, topics.into, of, two.id, one.id)
    assert await leads(place, of) == [(one.id, 2)] and await loose(place, of) == [three_.id]
    assert (await place.now(two)).code == two.code and (await place.now(two)).author == two.author
    await act(place, topics.out, of, two.id)
    assert await loose(place, of) == [two.id, three_.id]
    await act(place, topics.pair, of, two.id, three_.id)
    assert await leads(place, of) == [(one.id, 1), (two.id, 2)]
    await act(place, topics.into, of, two.id, one.id)  # two topics become one
    assert await leads(place, of) == [(one.id, 3)]
    await act(place, topics.dissolve, of, one.id)
    assert await leads(place, of) == [] and len(await loose(place, of)) == 3
    assert [one.id for one in await place.read(lambda work: topics.waiting(work, _dialogue(work, of)))] == [one.id]


def _dialogue(work: Work, of: str) -> Dialogue:
    found = dialogue_rows.get(work, of)
    assert found is not None
    return found


async def test_order_and_title(place: Office) -> None:
    of = await dialogue(place)
    made = await three(place, of)
    for one in made:
        await act(place, topics.begin, of, one.id)
    await act(place, topics.shift, of, made[2].id, -1)
    await act(place, topics.shift, of, made[0].id, -1)  # it is the first already
    assert [lead for lead, _ in await leads(place, of)] == [made[0].id, made[2].id, made[1].id]
    await act(place, topics.entitle, of, made[0].id, "Đường vào  Nà Làng")
    assert (await place.now(made[0])).title == "Đường vào Nà Làng"
    assert await refused(place, topics.entitle, of, made[0].id, " ") == "words_needed"
    assert await refused(place, topics.entitle, of, made[0].id, "a" * 20_000) == "words_long"


async def test_numbers_stay_when_a_topic_is_withdrawn(place: Office) -> None:
    """What was printed or said aloud as number three is number three; only the clerk changes the order."""
    of = await dialogue(place)
    made = await three(place, of)
    for one in made:
        await act(place, topics.begin, of, one.id)
    author = next(who for who in place.names.values() if who.person == made[0].author)
    await place.write(lambda work: opinions.withdraw(work, author.act, made[0].id))

    async def numbers() -> list[tuple[str, int]]:
        return [(one.lead.id, one.place) for one in await place.read(lambda work: agendas.topics(work, of))]

    assert await numbers() == [(made[1].id, 2), (made[2].id, 3)]
    await act(place, topics.shift, of, made[2].id, -1)
    assert await numbers() == [(made[2].id, 2), (made[1].id, 3)]


async def test_likeness_is_looked_for_in_this_dialogue_alone(place: Office) -> None:
    of, later = await dialogue(place), await dialogue(place, 40)
    one, two, _ = await three(place, of)
    await place.opinion(place.names["Mai"], ROAD, dialogue=later)
    await place.opinion(place.names["Mai"], "Điện thôn Bản Cuôn yếu quá", dialogue=of)
    near = await place.read(lambda work: topics.alike(work, place.act, _dialogue(work, of), one))
    assert {other.id for other in near} == {two.id, (await loose(place, of))[2]}


async def test_what_was_answered_is_shown_with_a_topic_and_keeps_its_answer(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await answered(place, two)
    await act(place, topics.begin, of, one.id)
    await act(place, topics.into, of, two.id, one.id)
    kept = await place.now(two)
    assert (kept.status, kept.outcome, kept.follows) == ("answered", "explained", one.id)
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    assert (await place.now(two)).status == "answered", "what happens to the topic does not happen to it"
    await act(place, topics.out, of, two.id)
    assert (await place.now(two)).status == "answered" and two.id in await loose(place, of)


async def test_an_open_one_leads_where_the_topic_was_answered(place: Office) -> None:
    of = await dialogue(place)
    one, two, three_ = await three(place, of)
    await act(place, topics.begin, of, two.id)
    await act(place, topics.entitle, of, two.id, "Đường Nà Làng")
    await answered(place, two)
    await act(place, topics.into, of, one.id, two.id)
    assert await leads(place, of) == [(one.id, 2)] and (await place.now(one)).title == "Đường Nà Làng"
    assert (await place.now(two)).status == "answered"
    act_ = place.names["Mai"].act
    again = await place.write(lambda work: ratings.dissatisfied(work, act_, two.id, 0, "not_done", "Chưa thấy ai làm"))
    assert (again.status, again.follows) == ("reopened", "") and two.id in await loose(place, of)
    assert (await place.now(one)).status == "sent" and three_.id in await loose(place, of)


async def test_a_group_that_was_answered_together_is_not_mixed_with_open_ones(place: Office) -> None:
    of = await dialogue(place)
    one, two, three_ = await three(place, of)
    await act(place, topics.pair, of, one.id, two.id)
    await answered(place, one)
    assert await refused(place, topics.into, of, three_.id, one.id) == "topic_answered"
    await act(place, topics.begin, of, three_.id)
    assert await refused(place, topics.into, of, one.id, three_.id) == "topic_answered"


async def test_while_an_answer_may_be_called_back_nothing_is_grouped(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await act(place, topics.begin, of, two.id)
    await answered(place, one)
    place.clock.advance(timedelta(minutes=-2))
    assert await refused(place, topics.into, of, one.id, two.id) == "join_leaves"


async def test_what_lies_elsewhere_is_a_topic_of_its_own(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await place.enrol("Nga", "officer", PROVINCE)
    await do(place, "An", triage.classify, two, "giao_thong")
    await do(place, "An", transfers.transfer, two, PROVINCE)
    await act(place, topics.begin, of, one.id)
    assert await refused(place, topics.into, of, two.id, one.id) in ("join_waits", "not_yours")
    await do(place, "Nga", transfers.take_over, two)
    assert await refused(place, topics.into, of, two.id, one.id) in ("join_desk", "not_yours")
    await act(place, topics.begin, of, two.id)
    assert await leads(place, of) == [(one.id, 1), (two.id, 1)]


async def test_whoever_follows_one_of_another_dialogue_brings_its_lead(place: Office) -> None:
    of = await dialogue(place)
    elsewhere = await place.opinion(place.names["Lan"], ROAD)
    mine = await place.opinion(place.names["Mai"], f"{ROAD} lắm", dialogue=of)
    await do(place, "An", groups.join, mine, elsewhere.id)
    assert await loose(place, of) == [mine.id]
    assert (await act(place, topics.begin, of, mine.id)).id == elsewhere.id
    assert await leads(place, of) == [(elsewhere.id, 2)] and await loose(place, of) == []


async def test_joined_by_the_officers_a_topic_goes_with_its_lead(place: Office) -> None:
    of = await dialogue(place)
    one, two, three_ = await three(place, of)
    await act(place, topics.begin, of, one.id)
    await do(place, "An", groups.join, one, two.id)
    assert await leads(place, of) == [(two.id, 2)]
    act_ = place.names["Mai"].act
    await place.write(lambda work: opinions.withdraw(work, act_, two.id))
    assert await leads(place, of) == [(one.id, 1)] and await loose(place, of) == [three_.id]


async def test_what_was_noted_in_the_room_goes_with_the_topic(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await act(place, topics.pair, of, one.id, two.id)
    await act(place, sessions.run, of, "begin")
    line = Line(id="1", dialogue=of, opinion=one.id, kind="answered", author="x", said_at=START, at=START, text="Xã sẽ hót đất trong tuần")
    await place.write(lambda work: mark_rows.add(work, line))
    act_ = place.names["Lan"].act
    await place.write(lambda work: opinions.withdraw(work, act_, one.id))
    mark = await place.read(lambda work: mark_rows.of(work, of, two.id))
    assert mark is not None and mark.kind == "answered"


async def test_what_is_split_off_waits_and_what_is_refused_is_no_topic(place: Office) -> None:
    of = await dialogue(place)
    one, two, three_ = await three(place, of)
    await act(place, topics.begin, of, one.id)
    _, child = await place.write(
        lambda work: splitting.split(work, place.names["An"].act, one.id, one.version, "Đường vào thôn Nà Làng", cut=False)
    )
    assert set(await loose(place, of)) == {two.id, three_.id, child.id}
    await do(place, "An", triage.refuse, one, "outside_scope")
    assert await leads(place, of) == []
    assert await refused(place, topics.into, of, two.id, one.id) == "topic_gone"
    await act(place, topics.begin, of, three_.id)
    assert await refused(place, topics.into, of, one.id, three_.id) == "topic_gone"
    await act(place, topics.dissolve, of, three_.id)
    await do(place, "An", triage.undo_refuse, one)
    assert await leads(place, of) == [(one.id, 1)]


async def test_called_off_the_topics_go_along(place: Office) -> None:
    of, heir = await dialogue(place), await dialogue(place, 40)
    one, two, three_ = await three(place, of)
    await act(place, topics.pair, of, one.id, two.id)
    early = await place.opinion(place.names["Lan"], "Điện thôn Bản Cuôn yếu", dialogue=heir)
    await act(place, topics.begin, heir, early.id)
    await place.write(lambda work: dialogues.move(work, place.names["Bình"].act, of, starts=START + timedelta(days=25)))
    assert await leads(place, of) == [(one.id, 2)], "another date changes no topic"
    await place.write(lambda work: dialogues.cancel(work, place.names["Bình"].act, of))
    assert await leads(place, heir) == [(early.id, 1), (one.id, 2)] and await loose(place, heir) == [three_.id]
    assert await refused(place, topics.begin, of, three_.id) == "dialogue_phase"
    await place.write(lambda work: dialogues.cancel(work, place.names["Bình"].act, heir))
    assert await leads(place, heir) == []


async def test_what_is_heard_a_second_time_stands_first_and_by_itself(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    for each in (one, two):
        await act(place, topics.begin, of, each.id)
    await place.write(lambda work: agenda.again(work, place.act, two))
    assert [lead for lead, _ in await leads(place, of)] == [two.id, one.id]
    await act(place, topics.shift, of, two.id, 1)
    assert [lead for lead, _ in await leads(place, of)] == [two.id, one.id], "it stays at the top"
    assert await refused(place, topics.dissolve, of, two.id) == "topic_second"
    assert await refused(place, topics.into, of, two.id, one.id) == "join_second"
    await act(place, topics.into, of, one.id, two.id)
    assert await leads(place, of) == [(two.id, 2)]


async def test_who_may(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await place.enrol("Nga", "officer", NEIGHBOUR)
    for who in ("Lan", "Nga", "Hà"):
        assert await refused(place, topics.begin, of, one.id, who=who) == "not_yours"
    assert await refused(place, topics.begin, "khong-co", one.id) == "not_found"
    away = await place.opinion(place.names["Lan"], ROAD)
    assert await refused(place, topics.begin, of, away.id) == "topic_gone"
    await act(place, topics.begin, of, one.id, who="Bình")
    assert await refused(place, topics.begin, of, one.id) == "topic_placed"
    assert await refused(place, topics.into, of, two.id, two.id) == "topic_gone"
    assert await refused(place, topics.into, of, one.id, one.id) == "topic_itself"
    assert await refused(place, topics.out, of, two.id) == "topic_gone"
    assert await refused(place, topics.shift, of, two.id, 1) == "topic_gone"
    await place.write(lambda work: dialogue_rows.set_clerk(work, of, place.names["Nga"].person))
    await act(place, topics.into, of, two.id, one.id, who="Nga")
    assert await leads(place, of) == [(one.id, 2)]


async def test_late_ones_are_placed_after_the_freeze_until_the_conclusion(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await act(place, topics.begin, of, one.id)
    await place.write(lambda work: sessions.enter(work, place.act, _dialogue(work, of), "freeze"))
    await act(place, topics.into, of, two.id, one.id)
    await act(place, sessions.run, of, "begin")
    oral = await place.opinion(place.names["Lan"], "Xin nói thêm về cầu treo Nà Làng", dialogue=of)
    await act(place, topics.begin, of, oral.id)
    await act(place, sessions.run, of, "end")
    await act(place, topics.into, of, oral.id, one.id)
    assert await leads(place, of) == [(one.id, 3)]
    await place.write(lambda work: dialogue_rows.enter(work, _dialogue(work, of), "concluded"))
    assert await refused(place, topics.dissolve, of, one.id) == "dialogue_phase"


async def test_all_of_a_group_are_asked_and_any_of_them_may_answer(place: Office) -> None:
    of = await dialogue(place)
    one, two, _ = await three(place, of)
    await act(place, topics.pair, of, one.id, two.id)
    for worker in place.names.values():
        await worker.hear()
    await do(place, "An", asking.ask, one, "Sạt lở ở đoạn nào?")
    for name, mine in (("Lan", one), ("Mai", two)):
        heard = "\n".join(told.text for told in await place.names[name].hear())
        assert mine.code in heard and "Sạt lở ở đoạn nào?" in heard
    assert await place.names["Tày"].hear() == []
    act_ = place.names["Mai"].act
    await place.write(lambda work: opinions.add(work, act_, two.id, "Đoạn gần cầu treo"))
    assert (await place.now(one)).status == "sent"
