"""More time: asked for with a reason, decided by who clears answers, bounded by rules; its author hears the day and a code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.deadlines import local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.services import extensions, handling, triage
from bot.services.extensions import Wish
from storage import extensions as rows
from storage import journal, lists
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Office, do, office, refused

DUE = date(2026, 12, 15)
LATER = date(2026, 12, 18)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


def wish(day: date = LATER, reason: str = "weather", words: str = "Mưa lũ, ông Tư chưa cho qua đất") -> Wish:
    return Wish(day=day, reason=reason, words=words)


async def working(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    await do(place, "An", triage.assign, one, agency=AGENCY, due=DUE)
    one = await do(place, "Hà", handling.take_on, one)
    for worker in place.names.values():
        await worker.hear()
    return one


async def test_granted_the_new_day_holds_and_its_author_reads_a_code(place: Office) -> None:
    one = await do(place, "Hà", extensions.ask, await working(place), wish())
    card = (await place.names["Bình"].hear())[-1]
    assert "Xin gia hạn đến thứ Sáu, 18/12/2026 (Thời tiết, thiên tai): “Mưa lũ" in card.text
    at = place.clock.now()
    assert await place.read(lambda work: lists.count(work, "extensions", COMMUNE, at, timedelta())) == 1
    await place.names["Bình"].press("Đồng ý gia hạn")
    kept = await place.now(one)
    assert kept.due is not None and local_day(kept.due) == LATER and kept.status == "in_progress"
    heard = await place.names["Lan"].hear()
    assert [one.text for one in heard] == [
        f"Hạn giải quyết ý kiến {one.code} của Ông/Bà được lùi đến thứ Sáu, 18/12/2026.\nLý do: Thời tiết, thiên tai."
    ]
    assert "Đã đồng ý gia hạn" in (await place.names["Hà"].hear())[-1].text
    entries = await place.read(lambda work: [e for e in journal.of(work, one.id) if e.verb == "extend"])
    assert [(e.facts["day"], e.facts["reason"]) for e in entries] == [("2026-12-18", "weather")]
    facts = await place.read(lambda work: work.all("SELECT facts FROM journal"))
    assert not any("ông Tư" in row[0] for row in facts)
    assert await place.read(lambda work: lists.count(work, "extensions", COMMUNE, at, timedelta())) == 0


async def test_declined_the_day_stays_and_only_the_asker_hears_why(place: Office) -> None:
    one = await do(place, "Hà", extensions.ask, await working(place), wish())
    await place.names["Bình"].hear()
    await place.names["Bình"].press("Không gia hạn")
    await place.names["Bình"].say("Dân chờ lâu rồi")
    kept = await place.now(one)
    assert kept.due is not None and local_day(kept.due) == DUE
    assert "Không gia hạn: “Dân chờ lâu rồi”" in (await place.names["Hà"].hear())[-1].text
    assert await place.names["Lan"].hear() == []
    await do(place, "Hà", extensions.ask, one, wish())


async def test_only_as_often_and_as_long_as_the_rules_allow(place: Office) -> None:
    one = await working(place)
    assert await refused(place, "Hà", extensions.ask, one, wish(day=DUE)) == "extension_early"
    assert await refused(place, "Hà", extensions.ask, one, wish(day=date(2027, 1, 15))) == "extension_far"
    assert await refused(place, "Hà", extensions.ask, one, wish(words=" ")) == "words_needed"
    assert await refused(place, "Hà", extensions.ask, one, wish(words="x" * 20_000)) == "words_long"
    assert await refused(place, "Hà", extensions.ask, one, wish(reason="lazy")) == "not_found"
    assert await place.read(lambda work: rows.last(work, one.id)) is None
    for day in (LATER, date(2026, 12, 22)):
        await do(place, "Hà", extensions.ask, one, wish(day=day))
        assert await refused(place, "Hà", extensions.ask, one, wish(day=date(2026, 12, 25))) == "extension_waits"
        await do(place, "Bình", extensions.grant, one)
    assert await refused(place, "Hà", extensions.ask, one, wish(day=date(2026, 12, 25))) == "extension_often"


async def test_only_who_works_on_it_asks_and_only_who_clears_decides(place: Office) -> None:
    await place.enrol("Y", "handler", agency=f"{COMMUNE}.cong_an")
    await place.enrol("Xa", "leader", NEIGHBOUR)
    await place.enrol("Tỉnh", "leader", "19")
    one = await working(place)
    assert await refused(place, "Y", extensions.ask, one, wish()) == "not_found"
    await do(place, "Hà", extensions.ask, one, wish())
    assert await refused(place, "Hà", extensions.grant, one) == "not_yours"
    assert await refused(place, "An", extensions.grant, one) == "not_yours"
    assert [await refused(place, name, extensions.grant, one) for name in ("Xa", "Tỉnh", "Y")] == ["not_found"] * 3
    act = place.names["Bình"].act
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: extensions.grant(work, act, one.id, one.version))
    await do(place, "Bình", extensions.grant, one)
    assert await refused(place, "Bình", extensions.grant, one) == "stale"


async def test_a_request_goes_with_the_agency_that_asked(place: Office) -> None:
    one = await do(place, "Hà", extensions.ask, await working(place), wish())
    await place.write(
        lambda work: work.do("UPDATE opinion SET lead = :a, version = version + 1 WHERE id = :o", a=f"{COMMUNE}.cong_an", o=one.id)
    )
    assert await refused(place, "Bình", extensions.grant, one) == "stale"
    await do(place, "An", extensions.ask, one, wish())
    kept = await place.read(lambda work: rows.waiting(work, one.id))
    assert kept is not None and kept.agency == f"{COMMUNE}.cong_an"


async def test_asked_for_in_the_chat(place: Office) -> None:
    one = await working(place)
    ha = place.names["Hà"]
    at = place.clock.now()
    assert await place.read(lambda work: lists.count(work, "extensions", COMMUNE, at, timedelta())) == 0
    await ha.say("/viec")
    await ha.press("Việc được giao (1)")
    await ha.press(one.code)
    days = (await ha.press("Xin gia hạn"))[-1]
    assert "thứ Ba, 29/12/2026 (thêm 10 ngày làm việc)" in days.buttons
    assert "không trước hôm nay" in (await ha.say("10/12"))[-1].text
    assert "Thời tiết, thiên tai" in (await ha.say("18/12"))[-1].buttons
    assert "chọn một lý do" in (await ha.say("lý do riêng"))[-1].text
    await ha.press("Chờ bố trí kinh phí")
    assert "Xin gia hạn đến thứ Sáu, 18/12/2026 (Chờ bố trí kinh phí): “Tuần sau có tiền”" in (await ha.say("Tuần sau có tiền"))[-1].text
