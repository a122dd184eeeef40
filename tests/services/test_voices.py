"""Standing behind what was said already: a code of one's own, every step, a verdict that is counted and opens nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Draft, Opinion
from bot.services import asking, dialogues, groups, handling, opinions, privacy, ratings, supervision, titles, triage, voices
from bot.services.dialogues import Plan
from bot.services.handling import Reply
from storage import counts, journal, lists, watched
from storage import opinions as rows
from storage import voices as held
from storage.work import Work
from tests.office import AGENCY, COMMUNE, START, Office, do, office, refused

ROAD = "Đường vào thôn Nà Làng sạt lở, xe không qua được"
TITLE = "Đường vào Nà Làng sạt lở"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in ("Lan", "Mai", "Tày", "Dao"):
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def dialogue(place: Office) -> str:
    plan = Plan(unit=COMMUNE, starts=START + timedelta(days=20), place="Nhà văn hóa", chair="Chủ tịch")
    return (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue.id


async def said(place: Office, of: str, *, title: str = TITLE) -> Opinion:
    one = await place.opinion(place.names["Lan"], ROAD, dialogue=of)
    return await do(place, "An", titles.retitle, one, title) if title else one


async def join(place: Office, name: str, one: Opinion, of: str) -> Opinion:
    return await place.write(lambda work: voices.join(work, place.names[name].act, of, one.id))


async def no(place: Office, name: str, one: Opinion, of: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        await join(place, name, one, of)
    return broken.value.code


async def seen(place: Office, name: str, of: str) -> list[tuple[str, int, bool]]:
    return await place.read(
        lambda work: [(one.opinion.title, one.voices, one.mine) for one in voices.said(work, place.names[name].act, of)]
    )


async def released(place: Office, lead: Opinion) -> None:
    await do(place, "An", triage.classify, lead, "giao_thong")
    await do(place, "An", triage.accept, lead)
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=date(2026, 12, 15))
    await do(place, "Hà", handling.take_on, lead)
    await do(place, "Hà", handling.draft, lead, Reply(id=place.mint.id(), text="Đã hót đất.", outcome="done", document="05/TB-UBND"))
    await do(place, "Bình", handling.release, lead)
    place.clock.advance(timedelta(minutes=2))


async def heard(place: Office, name: str) -> str:
    return "\n".join(one.text for one in await place.names[name].hear())


async def test_whoever_joins_has_a_code_and_hears_every_step(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    mine = await join(place, "Mai", lead, of)
    assert mine.supporter and mine.follows == lead.id and mine.code != lead.code and (mine.text, mine.title) == ("", "")
    await released(place, lead)
    told = await heard(place, "Mai")
    for step in ("đã được tiếp nhận", "đã được chuyển Phòng Kinh tế", "Đã hót đất."):
        assert step in told
    assert mine.code in told and lead.code not in told
    line = next(one for one in await place.read(lambda work: journal.of(work, mine.id)) if one.verb == "send")
    assert (line.facts["supporter"], line.facts["heard"]) == ("1", of)
    work_lists = await place.read(lambda work: lists.count(work, "answered", COMMUNE, place.clock.now(), timedelta(days=3)))
    assert work_lists == 1, "a group is one piece of work"
    assert [one[3] for one in await place.read(lambda work: counts.of_year(work, 2026)) if one[2] == "answered"] == [2], (
        "each person counts"
    )


async def test_what_may_be_read_by_others(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of, title="")
    assert await seen(place, "Mai", of) == [], "never another citizen's own words"
    assert await no(place, "Mai", lead, of) == "voice_gone"
    titled = await do(place, "An", titles.retitle, lead, TITLE)
    assert await seen(place, "Mai", of) == [(TITLE, 1, False)]
    for change in ({"visibility": "sealed"}, {"contested": "complaint"}, {"title": ""}):
        await place.write(lambda work, change=change: _set(work, titled.id, change))  # type: ignore[misc]
        assert await seen(place, "Mai", of) == [], change
        await place.write(lambda work: _set(work, titled.id, {"visibility": "officials", "contested": "", "title": TITLE}))
    await place.write(lambda work: _set(work, titled.id, {"visibility": "public", "title": ""}))
    assert [one[1] for one in await seen(place, "Mai", of)] == [1]


def _set(work: Work, opinion: str, change: dict[str, str]) -> None:
    for name, value in change.items():
        work.do(f"UPDATE opinion SET {name} = :v WHERE id = :o", v=value, o=opinion)


async def test_once_each_and_never_behind_oneself(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    assert await no(place, "Lan", lead, of) == "voice_mine"
    await join(place, "Mai", lead, of)
    assert await no(place, "Mai", lead, of) == "voice_mine"
    second = await place.opinion(place.names["Tày"], ROAD, dialogue=of)
    await do(place, "An", groups.join, second, lead.id)
    assert await no(place, "Tày", lead, of) == "voice_mine", "who has words of their own in the group stands behind it"
    assert await no(place, "Dao", second, of) == "voice_gone"
    assert await no(place, "Dao", lead, "khong-co") == "voice_gone"
    assert await seen(place, "Dao", of) == [(TITLE, 3, False)]
    await released(place, lead)
    assert await no(place, "Dao", lead, of) == "voice_gone"


async def test_the_limits_count_it(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    for _ in range(place.province.rules.limits.opinions_per_hour):
        await place.opinion(place.names["Mai"], "Một ý kiến khác hẳn")
    assert await no(place, "Mai", lead, of) == "opinions_often"


async def test_rut(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    mine = await join(place, "Mai", lead, of)
    await do(place, "An", triage.classify, lead, "giao_thong")
    await do(place, "An", triage.accept, lead)
    act = place.names["Mai"].act
    kept = await place.write(lambda work: opinions.withdraw(work, act, mine.id))
    assert (kept.status, kept.follows) == ("withdrawn", "") and await seen(place, "Mai", of) == [(TITLE, 1, False)]
    again = await join(place, "Mai", lead, of)
    assert again.status == "accepted"
    await released_from(place, lead)
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: opinions.withdraw(work, place.names["Mai"].act, again.id))


async def released_from(place: Office, lead: Opinion) -> None:
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=date(2026, 12, 15))
    await do(place, "Hà", handling.take_on, lead)
    await do(place, "Hà", handling.draft, lead, Reply(id=place.mint.id(), text="Xong.", outcome="done", document="05/TB-UBND"))
    await do(place, "Bình", handling.release, lead)


async def test_verdicts_are_counted_and_open_nothing(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    mine, other = await join(place, "Mai", lead, of), await join(place, "Tày", lead, of)
    await released(place, lead)
    for worker in place.names.values():
        await worker.hear()
    act, content = place.names["Mai"].act, place.names["Tày"].act
    kept = await place.write(lambda work: ratings.dissatisfied(work, act, mine.id, 0, "not_done", "Chưa thấy ai làm"))
    assert (kept.status, kept.reopened) == ("answered", 0)
    await place.write(lambda work: ratings.satisfied(work, content, other.id, 0))
    assert await place.read(lambda work: dict(held.verdicts(work, lead.id))) == {"not_done": 1, "satisfied": 1}
    assert [await heard(place, name) for name in ("Hà", "An", "Bình")] == ["", "", ""]
    card = (await place.names["An"].say(f"/tim {lead.code}"))[-1].text
    assert "2 người khác nói “Tôi cũng vậy”" in card and "1 hài lòng, 1 chưa" in card
    assert (await place.now(lead)).status == "answered"
    at = place.clock.now()
    turned = await place.read(lambda work: watched.listed(work, "dissatisfied", [COMMUNE], at=at, since=at - timedelta(days=30)))
    assert turned == [], "the Front follows the one that they support"
    author = place.names["Lan"].act
    again = await place.write(lambda work: ratings.dissatisfied(work, author, lead.id, 0, "not_done", "Chưa thấy ai làm"))
    assert again.status == "reopened" and (await place.now(mine)).status == "answered"


async def test_only_the_lead_is_worked_on(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    mine = await join(place, "Mai", lead, of)
    await place.enrol("Mặt trận", "front")
    for deed, args in (
        (triage.classify, ("giao_thong",)), (triage.refuse, ("outside_scope",)), (triage.divert, ()), (groups.leave, ()),
        (asking.ask, ("Ở đâu?",)), (titles.retitle, ("x",)),
    ):  # fmt: skip
        assert await refused(place, "An", deed, mine, *args) == "supporter"
    await released(place, lead)
    assert await refused(place, "Mặt trận", supervision.reconsider, mine, "Xem lại") == "supporter"
    act = place.names["Mai"].act
    with pytest.raises(RuleBroken, match=r"not_live|voice_words"):
        await place.write(lambda work: opinions.add(work, act, mine.id, "Thêm một câu"))


async def test_words_of_ones_own_come_before_support_when_the_lead_goes(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    mine = await join(place, "Mai", lead, of)
    own = await place.opinion(place.names["Tày"], ROAD, dialogue=of)
    await do(place, "An", groups.join, own, lead.id)
    act = place.names["Lan"].act
    await place.write(lambda work: opinions.withdraw(work, act, lead.id))
    heir = await place.now(own)
    assert (heir.follows, heir.title) == ("", TITLE) and (await place.now(mine)).follows == own.id
    act = place.names["Tày"].act
    await place.write(lambda work: opinions.withdraw(work, act, own.id))
    last = await place.now(mine)
    assert (last.follows, last.title, last.supporter) == ("", TITLE, True), "the topic stays under its title"
    assert await place.read(lambda work: lists.count(work, "new", COMMUNE, place.clock.now(), timedelta(days=3))) == 1
    third = await join(place, "Dao", last, of)
    assert third.follows == last.id


async def test_up_to_three_like_a_draft(place: Office) -> None:
    of = await dialogue(place)
    made = [await said(place, of, title=f"{TITLE} {n}") for n in range(4)]
    await place.opinion(place.names["Tày"], "Điện thôn Bản Cuôn yếu quá", dialogue=of)
    found = await place.read(lambda work: _like(work, place, "duong vao thon Na Lang sat lo xe khong qua duoc"))
    assert len(found) == voices.SHOWN and {one.opinion.id for one in found} <= {one.id for one in made}
    assert await place.read(lambda work: _like(work, place, "Trạm y tế thiếu thuốc cho trẻ em")) == []


def _like(work: Work, place: Office, text: str) -> list[held.Said]:
    worker = place.names["Mai"]
    draft = Draft(
        account=worker.account, person=worker.person, id="d", unit=COMMUNE, said="", dialogue="", contested="", pieces=(("1", text),),
        touched_at=place.clock.now(),
    )  # fmt: skip
    return voices.like(work, worker.act, draft)


async def test_while_its_author_is_asked_one_may_join_all_the_same(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    await do(place, "An", triage.classify, lead, "giao_thong")
    await do(place, "An", triage.accept, lead)
    await do(place, "An", asking.ask, lead, "Ở đoạn nào?")
    mine = await join(place, "Mai", lead, of)
    assert mine.status == "accepted" and "Ở đoạn nào?" not in await heard(place, "Mai")
    await do(place, "An", asking.go_on, lead)
    await do(place, "An", triage.assign, lead, agency=AGENCY, due=date(2026, 12, 15))
    assert (await place.now(mine)).status == "assigned"


async def test_who_was_erased_stays_counted(place: Office) -> None:
    of = await dialogue(place)
    lead = await said(place, of)
    await join(place, "Mai", lead, of)
    act = place.names["Mai"].act
    await place.write(lambda work: privacy.erase(work, act))
    assert await seen(place, "Tày", of) == [(TITLE, 2, False)]
    assert await place.read(lambda work: len(rows.followers(work, lead.id))) == 1
