"""Between desks: passing on, taking over, giving back with a reason, and the superior who decides; nothing sleeps on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.act import Act
from bot.domain.deadlines import VIETNAM
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.scheduler.kinds import KINDS
from bot.services import handling, moves, privacy, rulings, transfers, triage
from bot.services.rulings import Because
from storage import journal, lists, timers
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, do, office, refused

WHY = Because(code="other_place", words="Đoạn đường này không thuộc địa bàn")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Bình", "leader")
        await one.enrol("Nga", "officer", NEIGHBOUR)
        await one.enrol("Tú", "officer", PROVINCE)
        yield one


async def hush(place: Office) -> None:
    for worker in place.names.values():
        await worker.hear()


async def accepted(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    return await do(place, "An", triage.accept, one)


async def passed(place: Office, unit: str = NEIGHBOUR) -> Opinion:
    one = await accepted(place)
    await hush(place)
    return await do(place, "An", transfers.transfer, one, unit)


async def disputed(place: Office) -> Opinion:
    """Given back twice by the neighbour."""
    one = await passed(place)
    await do(place, "Nga", transfers.hand_back, one, WHY)
    await do(place, "An", transfers.transfer, one, NEIGHBOUR)
    await hush(place)
    return await do(place, "Nga", transfers.hand_back, one, WHY)


async def tick(place: Office) -> None:
    """Everything that is due now, as the house's clock does it."""

    def take(work: Work) -> None:
        act = Act(at=place.clock.now(), mint=place.mint, province=place.province)
        while due := timers.due(work, act.at):
            for one in due:
                timers.finish(work, one.key, "done", act.at)
                KINDS[one.kind].handle(work, act, one)

    await place.write(take)


async def waiting(place: Office, one: Opinion) -> list[str]:
    rows = await place.read(lambda work: work.all("SELECT kind FROM timer WHERE object = :o AND state = 'waiting'", o=one.id))
    return [row[0] for row in rows if row[0] in (transfers.LATE, rulings.LATE)]


async def test_passed_on_it_lies_on_the_other_desk_and_keeps_its_unit_and_its_code(place: Office) -> None:
    before = await accepted(place)
    await hush(place)
    one = await do(place, "An", transfers.transfer, before, NEIGHBOUR)
    assert (one.status, one.phase, one.desk, one.sender) == ("transferred", "waiting", NEIGHBOUR, COMMUNE)
    assert (one.unit, one.code) == (COMMUNE, before.code)
    assert one.due is not None and one.due.astimezone(VIETNAM).date() == date(2026, 12, 8)
    (told,) = await place.names["Lan"].hear()
    assert told.text == f"Ý kiến {one.code} của Ông/Bà đã được chuyển đến Xã Chợ Đồn là nơi có thẩm quyền. Mã tra cứu không đổi."
    card = (await place.names["Nga"].hear())[-1]
    assert {"Tiếp nhận", "Trả lại"} <= set(card.buttons) and "Do Xã Côn Minh chuyển đến" in card.text
    assert not {"Chuyển đơn vị", "Phân loại"} & set(card.buttons)
    assert await refused(place, "An", triage.classify, one, "dien") == "not_found"


async def test_taken_over_it_is_the_receivers_work_with_the_receivers_agencies(place: Office) -> None:
    one = await passed(place)
    await do(place, "Nga", transfers.take_over, one)
    now = await place.now(one)
    assert (now.status, now.desk, now.due, await waiting(place, one)) == ("accepted", NEIGHBOUR, None, [])
    assert (await place.names["Lan"].hear())[-1].text == f"Xã Chợ Đồn đã tiếp nhận ý kiến {one.code} của Ông/Bà."
    due = date(2026, 12, 15)
    assert await refused(place, "Nga", triage.assign, one, agency=AGENCY, due=due) == "not_found"
    assert (await do(place, "Nga", triage.assign, one, agency=f"{NEIGHBOUR}.kinh_te", due=due)).lead == f"{NEIGHBOUR}.kinh_te"


async def test_up_to_the_province_it_is_for_the_provinces_agencies(place: Office) -> None:
    one = await passed(place, PROVINCE)
    await do(place, "Tú", transfers.take_over, one)
    agency = next(one.code for one in place.province.agencies_of(PROVINCE))
    given = await do(place, "Tú", triage.assign, one, agency=agency, due=date(2026, 12, 15))
    assert given.lead == agency


async def test_given_back_it_is_accepted_on_the_senders_desk_and_says_why(place: Office) -> None:
    one = await passed(place)
    await hush(place)
    assert await refused(place, "Nga", transfers.hand_back, one, Because(code="other_place", words=" \n ")) == "reason_needed"
    assert await refused(place, "Nga", transfers.hand_back, one, Because(code="lazy", words="không muốn")) == "not_found"
    back = await do(place, "Nga", transfers.hand_back, one, WHY)
    assert (back.status, back.desk, back.sender, back.due, back.ruling) == ("accepted", COMMUNE, NEIGHBOUR, None, "")
    card = (await place.names["An"].hear())[-1]
    assert "Xã Chợ Đồn trả lại. Không thuộc địa bàn: Đoạn đường này không thuộc địa bàn" in card.text
    assert {"Chuyển đơn vị", "Việc khác"} <= set(card.buttons)
    (told,) = await place.names["Lan"].hear()
    assert told.text == f"Xã Chợ Đồn chuyển lại ý kiến {one.code} của Ông/Bà; Xã Côn Minh đang xem xét tiếp."
    assert await waiting(place, one) == []


async def test_the_reason_is_never_cut_kept_out_of_the_journal_and_goes_with_its_author(place: Office) -> None:
    one = await passed(place)
    endless = Because(code="other_place", words="Bà Lan gửi nhầm " + "x" * 20_000)
    assert await refused(place, "Nga", transfers.hand_back, one, endless) == "words_long"
    await do(place, "Nga", transfers.hand_back, one, Because(code="other_place", words="Bà Lan gửi nhầm"))
    kept = await place.read(lambda work: work.all("SELECT facts FROM journal"))
    (row,) = await place.read(lambda work: work.all("SELECT text FROM reason WHERE opinion = :o", o=one.id))
    assert not [facts for (facts,) in kept if "Bà Lan" in facts] and row[0] == "Bà Lan gửi nhầm"
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: work.all("SELECT text FROM reason WHERE opinion = :o", o=one.id)) == []


async def test_the_second_return_goes_to_the_superior_of_both(place: Office) -> None:
    one = await disputed(place)
    assert (one.status, one.desk, one.umpire, one.ruling) == ("accepted", COMMUNE, PROVINCE, "desk")
    (told,) = await place.names["Lan"].hear()
    assert told.text == f"Xã Chợ Đồn chuyển lại ý kiến {one.code} của Ông/Bà; Tỉnh Thái Nguyên sẽ quyết định nơi giải quyết."
    card = (await place.names["Tú"].hear())[-1]
    assert "Đã trả lại hai lần. Tỉnh Thái Nguyên phải quyết định nơi giải quyết." in card.text
    assert card.buttons[0] == "Quyết định nơi giải quyết"
    assert await place.read(lambda work: lists.count(work, "decide", PROVINCE, place.clock.now(), timedelta())) == 1
    due = date(2026, 12, 15)
    assert await refused(place, "An", triage.assign, one, agency=AGENCY, due=due) == "undecided"
    assert await refused(place, "An", transfers.transfer, one, NEIGHBOUR) == "undecided"
    assert await refused(place, "An", triage.refuse, one, "outside_scope") == "undecided"
    for who in ("An", "Bình"):
        assert await refused(place, who, transfers.decide, one, COMMUNE) == "not_yours"
    assert await refused(place, "Nga", transfers.decide, one, COMMUNE) == "not_found"


@pytest.mark.parametrize(("desk", "who"), [(NEIGHBOUR, "Nga"), (COMMUNE, "An"), (PROVINCE, "Tú")])
async def test_what_the_superior_decides_stands(place: Office, desk: str, who: str) -> None:
    one = await disputed(place)
    await hush(place)
    now = await do(place, "Tú", transfers.decide, one, desk)
    name = place.province.units.get(desk).name
    assert (now.status, now.desk, now.ruling, now.due, await waiting(place, one)) == ("accepted", desk, "", None, [])
    (told,) = await place.names["Lan"].hear()
    assert told.text == f"Tỉnh Thái Nguyên đã giao {name} giải quyết ý kiến {one.code} của Ông/Bà."
    heard = await place.names[who].hear()
    assert who == "Tú" or "Cấp trên quyết định" in heard[-1].text
    assert await refused(place, who, transfers.transfer, one, NEIGHBOUR if desk != NEIGHBOUR else COMMUNE) == "decided"
    assert await refused(place, who, transfers.decide, one, desk) in ("stale", "not_yours")
    assert (await do(place, who, triage.assign, one, agency=f"{desk}.kinh_te", due=date(2026, 12, 15))).status == "assigned" \
        if desk != PROVINCE else True  # fmt: skip


async def test_without_a_superior_the_administrators_hear_and_may_decide(tmp_path: Path) -> None:
    async with office(tmp_path) as place:
        await place.person("Lan")
        for name, role, unit in (("An", "officer", COMMUNE), ("Nga", "officer", NEIGHBOUR), ("Quản", "admin", PROVINCE)):
            await place.enrol(name, role, unit)  # type: ignore[arg-type]
        one = await disputed(place)
        heard = await place.names["Quản"].hear()
        assert [line for line in heard if f"ý kiến {one.code} bị trả lại hai lần" in line.text]
        assert (await do(place, "Quản", transfers.decide, one, NEIGHBOUR)).desk == NEIGHBOUR


async def test_where_it_cannot_go(place: Office) -> None:
    one = await place.opinion(place.names["Lan"])
    assert await refused(place, "An", transfers.transfer, one, NEIGHBOUR) == "field_needed"
    await do(place, "An", triage.classify, one, "giao_thong")
    assert await refused(place, "An", transfers.transfer, one, COMMUNE) == "same_desk"
    assert await refused(place, "An", transfers.transfer, one, "00000") == "not_found"
    assert await refused(place, "Nga", transfers.transfer, one, NEIGHBOUR) == "not_found"
    moved = await do(place, "An", transfers.transfer, one, PROVINCE)  # never accepted: its author hears where it lies all the same
    unenrolled = next(unit.code for unit in place.province.units.communes(PROVINCE) if unit.code not in (COMMUNE, NEIGHBOUR))
    taken = await do(place, "Tú", transfers.take_over, moved)
    assert await refused(place, "Tú", transfers.transfer, taken, unenrolled) == "desk_closed"
    assert await refused(place, "Tú", transfers.take_over, taken) == "stale"
    old = taken.version - 1
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: transfers.transfer(work, place.names["Tú"].act, one.id, old, COMMUNE))


async def test_nothing_sleeps_on_the_way(place: Office) -> None:
    """The receiver is reminded on the day it is due, then the superior is called, then reminded: each once, and stops when decided."""
    one = await passed(place)
    await place.enrol("Quản", "admin", PROVINCE)
    await place.enrol("Vân", "leader", NEIGHBOUR)
    await hush(place)
    assert one.due
    place.clock.advance(one.due - place.clock.now())
    for _ in range(3):
        await tick(place)
    place.clock.advance(timedelta(hours=16))
    assert "quá hạn tiếp nhận" in (await place.names["Nga"].hear())[-1].text
    assert len([line for line in await place.names["Vân"].hear() if "quá hạn tiếp nhận" in line.text]) == 1
    place.clock.advance(timedelta(days=3))
    await tick(place)
    now = await place.now(one)
    assert (now.status, now.ruling, now.umpire) == ("transferred", "desk", PROVINCE)
    assert await refused(place, "Nga", transfers.take_over, one) == "undecided"
    assert "Quyết định nơi giải quyết" in (await place.names["Tú"].hear())[-1].buttons
    place.clock.advance(timedelta(days=6))
    await tick(place)
    assert "Ông/Bà cần quyết định" in (await place.names["Tú"].hear())[-1].text
    assert [line for line in await place.names["Quản"].hear() if one.code in line.text]
    await do(place, "Tú", transfers.decide, one, NEIGHBOUR)
    assert await waiting(place, one) == []


async def test_a_timer_that_is_late_for_what_went_on_does_nothing(place: Office) -> None:
    one = await passed(place)
    await do(place, "Nga", transfers.hand_back, one, WHY)
    again = await do(place, "An", transfers.transfer, one, NEIGHBOUR)
    await hush(place)
    stale = timers.Timer(key="x", kind=transfers.LATE, due=place.clock.now(), object=one.id, args={"since": "1", "step": "remind"})
    await place.write(lambda work: transfers.late(work, place.act, stale))
    assert await place.names["Nga"].hear() == [] and (await place.now(one)).version == again.version


async def test_agencies_that_give_it_back_twice_make_the_leader_choose(place: Office) -> None:
    other = f"{COMMUNE}.cong_an"
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Dũng", "handler", agency=other)
    one, due, why = await accepted(place), date(2026, 12, 15), Because(code="other_agency", words="Của đơn vị khác")
    await do(place, "An", triage.assign, one, agency=AGENCY, due=due)
    assert (await do(place, "Hà", handling.give_back, one, why)).ruling == ""
    await do(place, "An", triage.assign, one, agency=other, due=due)
    await hush(place)
    back = await do(place, "Dũng", handling.give_back, one, why)
    assert (back.status, back.ruling, back.umpire, back.lead) == ("accepted", "agency", COMMUNE, "")
    card = (await place.names["Bình"].hear())[-1]
    assert "Lãnh đạo Xã Côn Minh phải quyết định đơn vị chủ trì." in card.text and card.buttons[0] == "Quyết định đơn vị chủ trì"
    assert await refused(place, "An", triage.assign, one, agency=AGENCY, due=due) == "undecided"
    assert await refused(place, "An", triage.refuse, one, "outside_scope") == "undecided"
    given = await do(place, "Bình", triage.assign, one, agency=other, due=due)
    assert (given.lead, given.ruling, await waiting(place, one)) == (other, "", [])
    assert await refused(place, "Dũng", handling.give_back, one, why) == "decided"
    assert await refused(place, "An", triage.assign, one, agency=AGENCY, due=due) == "not_yours"
    seen = await place.names["Dũng"].hear()
    assert "Trả lại (không đúng thẩm quyền)" not in seen[-1].buttons
    assert "Xã Côn Minh đã quyết định, không trả lại lần nữa." in seen[-1].text


async def test_agencies_of_different_units_make_the_common_superior_choose(place: Office) -> None:
    """The commune's agency, then the province's: the province's leader chooses, and may read it for that."""
    province = next(one.code for one in place.province.agencies_of(PROVINCE))
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Sở", "handler", PROVINCE, province)
    await place.enrol("Chủ", "leader", PROVINCE)
    one, due, why = await accepted(place), date(2026, 12, 15), Because(code="other_level", words="Của cấp khác")
    assert await refused(place, "Chủ", moves_read, one) == "not_found"
    for who, agency in (("Hà", AGENCY), ("Sở", province)):
        await do(place, "An", triage.assign, one, agency=agency, due=due)
        await do(place, who, handling.give_back, one, why)
    now = await place.now(one)
    assert (now.ruling, now.umpire, now.desk) == ("agency", PROVINCE, COMMUNE)
    assert await refused(place, "Bình", triage.assign, one, agency=AGENCY, due=due) == "undecided"
    assert await refused(place, "Tú", triage.assign, one, agency=AGENCY, due=due) == "undecided"
    assert (await do(place, "Chủ", triage.assign, one, agency=province, due=due)).lead == province
    assert await refused(place, "Sở", handling.give_back, one, why) == "decided"


def moves_read(work: Work, act: Act, opinion: str, version: int) -> Opinion:
    return moves.find(work, act, opinion, "opinion.read", version=version)


async def test_the_journal_tells_the_way_without_words(place: Office) -> None:
    one = await disputed(place)
    await do(place, "Tú", transfers.decide, one, NEIGHBOUR)
    story = await place.read(lambda work: journal.of(work, one.id))
    assert [entry.verb for entry in story][-5:] == ["transfer", "hand_back", "transfer", "hand_back", "decide"]
    assert {"from": NEIGHBOUR, "to": COMMUNE, "reason": "other_place"}.items() <= story[-2].facts.items()
