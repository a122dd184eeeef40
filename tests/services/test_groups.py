"""Duplicates answered as one: status, due date, agency and answer follow the lead; codes and authors stay; one leaves alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.services import asking, extensions, groups, handling, moves, opinions, privacy, ratings, staff, transfers, triage
from bot.services.extensions import Wish
from bot.services.handling import Reply
from storage import answers, counts, grants, lists
from storage import opinions as rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, Worker, do, office, refused

DUE = date(2026, 12, 15)
SAME = "Cầu treo thôn Nà Làng đứt dây, đi lại nguy hiểm"
NAMES = ("Lan", "Mai", "Tày")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in NAMES:
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def hush(place: Office) -> None:
    place.clock.advance(timedelta(minutes=2))
    for worker in place.names.values():
        await worker.hear()


async def three(place: Office) -> tuple[Opinion, Opinion, Opinion]:
    """Lan's, which Mai's and Tày's follow; nothing was done about them yet."""
    lead, second, third = [await place.opinion(place.names[name], f"{SAME} {n}") for n, name in enumerate(NAMES)]
    await do(place, "An", groups.join, second, lead.id)
    await do(place, "An", groups.join, third, lead.id)
    return lead, second, third


async def released(place: Office) -> tuple[Opinion, Opinion, Opinion]:
    group = await three(place)
    lead = group[0]
    await do(place, "An", triage.classify, lead, "giao_thong")
    await do(place, "An", triage.accept, lead)
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=DUE)
    await do(place, "Hà", handling.take_on, lead)
    reply = Reply(id=place.mint.id(), text="Đã thay dây cầu.", outcome="done", document="05/TB-UBND")
    await do(place, "Hà", handling.draft, lead, reply)
    await hush(place)
    await do(place, "Bình", handling.release, lead)
    return group


async def count(place: Office, name: str, key: str = COMMUNE) -> int:
    return await place.read(lambda work: lists.count(work, name, key, place.clock.now(), timedelta(days=3)))


async def agree(place: Office, *group: Opinion) -> None:
    """Those that follow stand where the lead stands, and the counters know it."""
    lead, *others = [await place.now(one) for one in group]
    for one in others:
        assert one.follows == lead.id
        assert [getattr(one, name) for name in moves._SHARED] == [getattr(lead, name) for name in moves._SHARED]
    await counted(place)


async def counted(place: Office) -> None:
    def look(work: Work) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        kept = work.all("SELECT status, sum(n) FROM counter WHERE n <> 0 GROUP BY status ORDER BY status")
        real = work.all("SELECT status, count(*) FROM opinion GROUP BY status ORDER BY status")
        return [(row[0], int(row[1])) for row in kept], [(row[0], int(row[1])) for row in real]

    kept, real = await place.read(look)
    assert [one for one in kept if one[1]] == real


def texts(heard: list[Heard]) -> str:
    return "\n".join(one.text for one in heard)


async def test_whoever_joins_hears_it_and_the_lists_show_the_group_once(place: Office) -> None:
    group = await three(place)
    await agree(place, *group)
    assert (await count(place, "new"), await count(place, "open")) == (1, 1)
    heard = texts(await place.names["Mai"].hear())
    assert f"Ý kiến {group[1].code} của Ông/Bà được giải quyết chung" in heard and group[0].code not in heard
    assert await place.names["Lan"].hear() == []
    an = place.names["An"]
    card = (await an.say(f"/tim {group[0].code}"))[-1]
    assert f"2 ý kiến cùng nội dung, giải quyết chung: {group[1].code}, {group[2].code}" in card.text
    assert [one.code for one in group[1:]] == list((await an.press("Xem ý kiến cùng nhóm"))[-1].buttons)[:2]
    member = (await an.press(group[1].code))[-1]
    assert f"Giải quyết chung với {group[0].code}" in member.text
    assert "Tách khỏi nhóm" in member.buttons and not {"Phân loại", "Tiếp nhận", "Sửa xã, phường"} & set(member.buttons)


async def test_every_step_of_the_lead_is_told_to_each_by_their_own_code(place: Office) -> None:
    group = await three(place)
    await hush(place)
    lead = group[0]
    await do(place, "An", triage.classify, lead, "giao_thong")
    await do(place, "An", triage.accept, lead)
    await agree(place, *group)
    for name, one in zip(NAMES, group, strict=True):
        assert texts(await place.names[name].hear()) == f"Ý kiến {one.code} của Ông/Bà đã được tiếp nhận."
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=DUE)
    await agree(place, *group)
    for name, one in zip(NAMES, group, strict=True):
        heard = texts(await place.names[name].hear())
        assert f"Ý kiến {one.code} của Ông/Bà đã được chuyển Phòng Kinh tế giải quyết." in heard
    assert await count(place, "mine", AGENCY) == 1
    assert len([one for one in await place.names["Hà"].hear() if "Việc được giao" in one.text]) == 1


async def test_the_answer_reaches_each_with_the_verdicts_on_their_own_code(place: Office) -> None:
    group = await released(place)
    await agree(place, *group)
    for name in NAMES:
        assert await place.names[name].hear() == []
    place.clock.advance(timedelta(minutes=2))
    for name, one in zip(NAMES, group, strict=True):
        heard = (await place.names[name].hear())[-1]
        assert f"trả lời ý kiến {one.code}" in heard.text and "Đã thay dây cầu." in heard.text
        assert {"Hài lòng", "Chưa hài lòng", "Chưa thực hiện"} <= set(heard.buttons)
        answer = await place.read(partial(answers.answered, opinion=one.id, round=0))
        assert answer is not None and answer.text == "Đã thay dây cầu."
    act = place.names["Mai"].act
    assert (await place.write(lambda work: ratings.satisfied(work, act, group[1].id, 0))).status == "closed"
    assert [(await place.now(one)).status for one in group] == ["answered", "closed", "answered"]
    await counted(place)


async def test_called_back_it_reaches_nobody(place: Office) -> None:
    group = await released(place)
    await do(place, "Bình", handling.undo_release, group[0])
    await agree(place, *group)
    place.clock.advance(timedelta(minutes=2))
    for name in NAMES:
        assert await place.names[name].hear() == []
    assert await place.read(lambda work: answers.answered(work, group[1].id, 0)) is None
    waits = await place.read(lambda work: work.all("SELECT object FROM timer WHERE kind = 'verdict_window' AND state = 'waiting'"))
    assert waits == []
    await do(place, "Bình", handling.release, group[0])
    await agree(place, *group)
    place.clock.advance(timedelta(minutes=2))
    assert [len(await place.names[name].hear()) for name in NAMES] == [1, 1, 1]


async def test_one_that_is_not_content_is_opened_again_alone(place: Office) -> None:
    group = await released(place)
    await hush(place)
    act = place.names["Tày"].act
    again = await place.write(lambda work: ratings.dissatisfied(work, act, group[2].id, 0, "not_done", "Chưa thấy ai làm"))
    assert (again.status, again.follows, again.reopened, again.lead) == ("reopened", "", 1, AGENCY)
    assert [(await place.now(one)).status for one in group[:2]] == ["answered", "answered"]
    assert (await count(place, "reopened"), await count(place, "mine_reopened", AGENCY)) == (1, 1)
    before = await place.read(lambda work: answers.answered(work, again.id, 0))
    assert before is not None and before.text == "Đã thay dây cầu."
    await counted(place)


async def test_when_the_author_of_the_lead_is_not_content_the_others_keep_their_answer(place: Office) -> None:
    group = await released(place)
    await hush(place)
    act = place.names["Lan"].act
    await place.write(lambda work: ratings.dissatisfied(work, act, group[0].id, 0, "dissatisfied", "Vẫn lung lay"))
    await do(place, "Hà", handling.take_on, group[0])
    reply = Reply(id=place.mint.id(), text="Đã gia cố thêm.", outcome="done", document="06/TB-UBND")
    await do(place, "Hà", handling.draft, group[0], reply)
    await do(place, "Bình", handling.release, group[0])
    place.clock.advance(timedelta(minutes=2))
    assert "Đã gia cố thêm." in texts(await place.names["Lan"].hear())
    assert "Đã gia cố thêm." not in texts(await place.names["Mai"].hear())
    assert [(await place.now(one)).status for one in group] == ["answered"] * 3


async def test_taken_out_it_is_work_of_its_own_again(place: Office) -> None:
    group = await three(place)
    out = await do(place, "An", groups.leave, group[1])
    assert (out.status, out.follows) == ("sent", "")
    assert await count(place, "new") == 2
    await do(place, "An", triage.classify, group[0], "giao_thong")
    await do(place, "An", triage.accept, group[0])
    await do(place, "An", triage.assign, group[0], agency=AGENCY, due=DUE)
    await hush(place)
    out = await do(place, "Hà", groups.leave, group[2])
    assert (out.status, out.lead, out.due, out.follows) == ("accepted", "", None, "")
    assert "tách khỏi nhóm" in (await place.names["An"].hear())[-1].text
    assert texts(await place.names["Tày"].hear()) == f"Ý kiến {out.code} của Ông/Bà được xem xét riêng."
    assert await refused(place, "An", groups.leave, out) == "stale"
    await counted(place)


async def test_after_the_release_nobody_is_taken_out(place: Office) -> None:
    group = await released(place)
    assert await refused(place, "An", groups.leave, group[1]) == "stale"
    assert await refused(place, "An", groups.join, group[1], group[2].id) == "stale"
    assert await refused(place, "Bình", handling.undo_release, group[1]) == "follows"


async def test_one_that_leads_brings_its_own_along(place: Office) -> None:
    group = await three(place)
    other = await place.opinion(place.names["Lan"], "Cầu treo Nà Làng hỏng từ tháng trước")
    await do(place, "An", groups.join, group[0], other.id)
    await agree(place, other, *group)
    assert await refused(place, "An", groups.join, other, group[1].id) == "join_follower"


async def test_what_cannot_be_joined(place: Office) -> None:
    lead, second, third = await three(place)
    alone = await place.opinion(place.names["Mai"], "Điện yếu")
    assert await refused(place, "An", groups.join, alone, alone.id) == "join_self"
    assert await refused(place, "An", groups.join, alone, second.id) == "join_follower"
    assert await refused(place, "An", groups.join, second, alone.id) == "follows"
    assert await refused(place, "An", groups.join, alone, "khong-co") == "not_found"
    await place.enrol("Nga", "officer", NEIGHBOUR)
    away = await place.opinion(place.names["Lan"], SAME, unit=NEIGHBOUR)
    assert await refused(place, "An", groups.join, alone, away.id) == "not_found"
    assert await refused(place, "Nga", groups.join, alone, away.id) == "not_found"
    await place.enrol("Quản", "admin", PROVINCE)
    assert await refused(place, "Quản", groups.join, alone, away.id) == "join_desk"
    await do(place, "An", asking.ask, alone, "Ở thôn nào?")
    assert await refused(place, "An", groups.join, alone, lead.id) == "join_waits"
    old = third.version
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: groups.leave(work, place.names["An"].act, third.id, old))


async def test_only_the_lead_is_worked_on(place: Office) -> None:
    lead, second, _ = await three(place)
    await do(place, "An", triage.classify, lead, "giao_thong")
    assert await refused(place, "An", triage.accept, second) == "follows"
    await do(place, "An", triage.accept, lead)
    assert await refused(place, "An", triage.assign, second, agency=AGENCY, due=DUE) == "follows"
    assert await refused(place, "An", asking.ask, second, "Ở thôn nào?") == "follows"
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=DUE)
    wish = Wish(day=date(2026, 12, 18), reason="weather", words="Mưa")
    assert await refused(place, "Hà", extensions.ask, second, wish) == "follows"


@pytest.mark.parametrize("end", ["withdraw", "refuse", "divert", "recommune"])
async def test_when_the_lead_goes_the_next_one_leads(place: Office, end: str) -> None:
    lead, second, third = await three(place)
    await place.enrol("Nga", "officer", NEIGHBOUR)
    match end:
        case "withdraw":
            act = place.names["Lan"].act
            await place.write(lambda work: opinions.withdraw(work, act, lead.id))
        case "refuse":
            await do(place, "An", triage.refuse, lead, "drunk_abusive")
        case "divert":
            await do(place, "An", triage.divert, lead)
        case _:
            await do(place, "An", triage.recommune, lead, NEIGHBOUR)
    assert ((await place.now(second)).follows, (await place.now(third)).follows) == ("", second.id)
    await agree(place, second, third)
    assert await count(place, "new") == 1
    assert "không được tiếp nhận" not in texts(await place.names["Mai"].hear())


@pytest.mark.parametrize("end", ["withdraw", "refuse", "divert"])
async def test_one_that_ends_by_itself_leaves_the_group(place: Office, end: str) -> None:
    lead, second, third = await three(place)
    if end == "withdraw":
        act = place.names["Mai"].act
        await place.write(lambda work: opinions.withdraw(work, act, second.id))
    else:
        await (do(place, "An", triage.refuse, second, "outside_scope") if end == "refuse" else do(place, "An", triage.divert, second))
    assert (await place.now(second)).follows == ""
    await agree(place, lead, third)


async def test_passed_on_to_another_desk_the_group_goes_together(place: Office) -> None:
    group = await three(place)
    await place.enrol("Nga", "officer", NEIGHBOUR)
    await do(place, "An", triage.classify, group[0], "giao_thong")
    await hush(place)
    await do(place, "An", transfers.transfer, group[0], NEIGHBOUR)
    await agree(place, *group)
    for name, one in zip(NAMES, group, strict=True):
        assert f"Ý kiến {one.code} của Ông/Bà đã được chuyển đến Xã Chợ Đồn" in texts(await place.names[name].hear())
    assert await count(place, "transferred", NEIGHBOUR) == 1
    await do(place, "Nga", transfers.take_over, group[0])
    await agree(place, *group)


async def test_more_time_is_given_to_all(place: Office) -> None:
    group = await three(place)
    await do(place, "An", triage.classify, group[0], "giao_thong")
    await do(place, "An", triage.accept, group[0])
    await do(place, "An", triage.assign, group[0], agency=AGENCY, due=DUE)
    await do(place, "Hà", handling.take_on, group[0])
    await hush(place)
    await do(place, "Hà", extensions.ask, group[0], Wish(day=date(2026, 12, 18), reason="weather", words="Mưa kéo dài"))
    await do(place, "Bình", extensions.grant, group[0])
    await agree(place, *group)
    for name, one in zip(NAMES, group, strict=True):
        heard = texts(await place.names[name].hear())
        assert one.code in heard and "18/12/2026" in heard


async def test_erasing_the_author_of_the_lead_breaks_nothing(place: Office) -> None:
    group = await three(place)
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    await do(place, "An", triage.classify, group[0], "giao_thong")
    await do(place, "An", triage.accept, group[0])
    await agree(place, *group)
    assert "đã được tiếp nhận" in texts(await place.names["Mai"].hear())


async def test_who_leaves_an_office_leaves_the_group_whole(place: Office) -> None:
    group = await three(place)
    await do(place, "An", triage.classify, group[0], "giao_thong")
    await do(place, "An", triage.accept, group[0])
    await do(place, "An", triage.assign, group[0], agency=AGENCY, due=DUE)
    await do(place, "Hà", handling.take_on, group[0])
    (held,) = await place.read(lambda work: grants.of_person(work, place.names["Hà"].person))
    await place.write(lambda work: staff.revoke(work, place.act, held))
    await agree(place, *group)
    assert (await place.now(group[0])).handler == place.names["Bình"].person


async def test_what_says_nearly_the_same_is_offered_and_a_code_is_taken(place: Office) -> None:
    an, lan, mai = (place.names[name] for name in ("An", "Lan", "Mai"))
    first = await place.opinion(lan, "Cầu treo thôn Nà Làng bị đứt dây, trẻ em không đi học được")
    other = await place.opinion(lan, "Đề nghị cấp lại thẻ bảo hiểm y tế cho hộ nghèo")
    twin = await place.opinion(mai, "cau treo thon na lang dut day tre em khong di hoc duoc")
    await press_join(an, twin)
    heard = (await an.press("Gộp ý kiến trùng"))[-1]
    assert first.code in heard.buttons and other.code not in heard.buttons
    assert heard.buttons[-2:] == ("Gõ mã khác", "Quay lại")
    card = (await an.press(first.code))[-1]
    assert f"Giải quyết chung với {first.code}" in card.text
    lonely = (await press_join(an, other))[-1]
    assert "Gộp ý kiến trùng" in lonely.buttons
    assert "Chưa thấy ý kiến nào gần giống" in (await an.press("Gộp ý kiến trùng"))[-1].text
    await an.press("Gõ mã khác")
    assert "Không tìm thấy ý kiến này" in (await an.say("YK-26-ZZZZZZ-Z"))[-1].text
    assert "gộp vào ý kiến khác" in (await an.say(twin.code))[-1].text
    assert "Không gộp được ý kiến với chính nó" in (await an.say(other.code))[-1].text
    assert (await place.now(other)).follows == ""


async def press_join(an: Worker, one: Opinion) -> list[Heard]:
    await an.say(f"/tim {one.code}")
    return await an.press("Việc khác")


async def test_whatever_walks_through_the_work_meets_a_group_once(place: Office) -> None:
    lead, _, _ = await three(place)
    assert [one.id for one in await place.read(lambda work: rows.open_after(work, "", 10))] == [lead.id]
    assert [one.id for one in await place.read(lambda work: rows.open_at(work, COMMUNE))] == [lead.id]


async def test_counters_can_be_made_anew(place: Office) -> None:
    await three(place)
    await counted(place)
    await place.write(lambda work: counts.rebuild(work, year_of=lambda at: at.year, level_of=lambda _: "commune"))
    await counted(place)
    assert await place.read(lambda work: len(rows.followers(work, ""))) == 0
