"""Agencies that help: kept apart from the lead by the store, reading and noting, never answering."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.notices import officials
from bot.services import handling, notes, privacy, supports, triage
from bot.services import opinions as authors
from bot.talk.screen import say
from storage import lists, opinions
from storage import notes as kept_notes
from storage import supports as rows
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Deed, Heard, Office, do, office

POLICE = f"{COMMUNE}.cong_an"
DAY = date(2026, 12, 15)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Dũng", "handler", agency=POLICE)
        await one.enrol("Bình", "leader")
        yield one


async def write(place: Office, who: str, deed: Deed, one: Opinion, text: str) -> Opinion:
    act = place.names[who].act
    return await place.write(lambda work: deed(work, act, one.id, text))


async def assigned(place: Office, agency: str = AGENCY) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    return await do(place, "An", triage.assign, one, agency=agency, due=DAY)


async def helped(place: Office) -> Opinion:
    return await do(place, "An", supports.add, await assigned(place), POLICE)


async def card_of(place: Office, who: str, one: Opinion) -> Heard:
    """The opinion's card as this person sees it now."""
    worker = place.names[who]
    await worker.hear()
    now = await place.now(one)
    event = place.mint.id()
    act = replace(worker.act, person="")
    await place.write(lambda work: officials.bring_card(work, act, now, worker.person, event=event, why=say("notice-handed")))
    return (await worker.hear())[-1]


async def broken(coming: object) -> str:
    with pytest.raises(RuleBroken) as found:
        await coming  # type: ignore[misc]
    return found.value.code


async def test_one_that_helps_reads_notes_and_tells_progress_but_never_answers(place: Office) -> None:
    one = await assigned(place)
    dung = place.names["Dũng"]
    assert await broken(write(place, "Dũng", notes.write, one, "Chào")) == "not_found"
    kept = await do(place, "An", supports.add, one, POLICE)
    assert kept.supporting == (POLICE,)
    card = (await dung.hear())[-1]
    assert "được đề nghị phối hợp" in card.text and "Phối hợp: Công an" in card.text
    assert not {"Nhận việc", "Trả lời", "Trả lại (không đúng thẩm quyền)", "Xem số điện thoại"} & set(card.buttons)
    assert await broken(do(place, "Dũng", handling.take_on, one)) == "not_yours"
    await do(place, "Hà", handling.take_on, one)
    reply = handling.Reply(id=place.mint.id(), text="Xong", outcome="done", document="1")
    assert await broken(do(place, "Dũng", handling.draft, one, reply)) == "not_yours"
    await write(place, "Dũng", notes.progress, one, "60 %")
    await write(place, "Dũng", notes.write, one, "Cần phân luồng")
    card = await card_of(place, "Hà", one)
    assert "Tiến độ (Công an" in card.text and ": 60 %" in card.text and "Ghi chú nội bộ (Công an" in card.text
    assert await place.read(lambda work: lists.count(work, "support", POLICE, place.clock.now(), timedelta())) == 1


async def test_the_store_itself_keeps_the_lead_out(place: Office) -> None:
    one = await helped(place)
    assert await broken(do(place, "An", supports.add, one, AGENCY)) == "supports_already"
    assert await broken(do(place, "An", supports.add, one, POLICE)) == "supports_already"
    assert not await place.write(lambda work: rows.add(work, one.id, AGENCY, by="x", at=place.clock.now()))
    with pytest.raises(sqlite3.IntegrityError):
        await place.write(lambda work: work.do("INSERT INTO support (opinion, agency, by, at) VALUES (:o, :a, '', 1)", o=one.id, a=AGENCY))
    await place.write(lambda work: work.do("UPDATE opinion SET lead = :a WHERE id = :o", a=POLICE, o=one.id))
    assert await place.read(lambda work: rows.of(work, one.id)) == ()


async def test_when_one_that_helps_becomes_the_lead_they_swap(place: Office) -> None:
    one = await helped(place)
    kept = await do(place, "An", triage.assign, one, agency=POLICE, due=DAY)
    assert (kept.lead, kept.supporting) == (POLICE, (AGENCY,))
    assert (await place.now(one)).supporting == (AGENCY,)
    assert "Nhận việc" in (await place.names["Dũng"].hear())[-1].buttons
    kept = await do(place, "An", triage.assign, one, agency=f"{COMMUNE}.van_phong", due=DAY)
    assert kept.supporting == (AGENCY,)


async def test_who_may_name_them(place: Office) -> None:
    one = await assigned(place)
    await place.enrol("Y", "officer", NEIGHBOUR)
    assert await broken(do(place, "Y", supports.add, one, POLICE)) == "not_found"
    assert await broken(do(place, "Hà", supports.add, one, POLICE)) == "not_yours"
    assert await broken(do(place, "An", supports.add, one, f"{NEIGHBOUR}.cong_an")) == "not_found"
    assert await broken(do(place, "An", supports.drop, one, POLICE)) == "not_found"
    act = place.names["An"].act
    assert await broken(place.write(lambda work: supports.add(work, act, one.id, one.version - 1, POLICE))) == "stale"
    await do(place, "An", supports.add, one, POLICE)
    await do(place, "An", supports.drop, one, POLICE)
    assert await broken(write(place, "Dũng", notes.write, one, "Chào")) == "not_found"


async def test_it_is_named_on_the_card(place: Office) -> None:
    one = await assigned(place)
    an = place.names["An"]
    await card_of(place, "An", one)
    await an.press("Việc khác")
    asked = await an.press("Đơn vị phối hợp")
    assert not any("Phòng Kinh tế" in label for label in asked[-1].buttons)
    assert "Phối hợp: Công an" in (await an.press("Công an"))[-1].text
    await an.press("Việc khác")
    await an.press("Đơn vị phối hợp")
    assert "Phối hợp" not in (await an.press("Thôi phối hợp: Công an (Xã Côn Minh)"))[-1].text


async def test_an_addition_reaches_those_who_help_and_whoever_clears(place: Office) -> None:

    one = await helped(place)
    await do(place, "Hà", handling.take_on, one)
    await do(place, "Hà", handling.draft, one, handling.Reply(id=place.mint.id(), text="Xong", outcome="done", document="1"))
    for worker in place.names.values():
        await worker.hear()
    await place.write(lambda work: authors.add(work, place.names["Lan"].act, one.id, "Nay cầu sập hẳn rồi"))
    place.clock.advance(timedelta(minutes=2))
    for name in ("Hà", "Dũng", "Bình"):
        assert "người gửi vừa bổ sung" in (await place.names[name].hear())[-1].text


async def test_lines_are_short_and_go_with_the_words_of_the_author(place: Office) -> None:
    one = await helped(place)
    await write(place, "Hà", notes.write, one, "Bà Lan gọi ")
    assert [len(n.text) for n in await place.read(lambda work: kept_notes.last(work, one.id, "note", 9))] == [10]
    assert await broken(write(place, "Hà", notes.write, one, " \n")) == "words_needed"
    assert await broken(write(place, "Hà", notes.write, one, "x" * 20_000)) == "words_long"
    facts = await place.read(lambda work: work.all("SELECT facts FROM journal"))
    assert not any("Bà Lan" in row[0] for row in facts)
    await place.write(lambda work: privacy.erase(work, place.names["Lan"].act))
    assert await place.read(lambda work: kept_notes.last(work, one.id, "note", 9)) == []


async def test_a_complaint_leaves_no_note_behind(place: Office) -> None:
    one = await place.opinion(place.names["Lan"])
    await write(place, "An", notes.write, one, "Tố ông trưởng thôn")
    await do(place, "An", triage.divert, one)
    assert await place.read(lambda work: kept_notes.last(work, one.id, "note", 9)) == []
    assert await broken(write(place, "An", notes.write, one, "Tố ông trưởng thôn")) == "stale"
    assert await broken(write(place, "An", notes.progress, one, "50 %")) == "stale"


async def test_notes_are_for_those_who_act_and_progress_for_those_who_look_on(place: Office) -> None:
    await place.enrol("Mai", "front")
    one = await helped(place)
    await write(place, "Hà", notes.write, one, "Chuyện nội bộ")
    await write(place, "Hà", notes.progress, one, "Xong móng")
    text = (await card_of(place, "Mai", one)).text
    assert "Xong móng" in text and "Chuyện nội bộ" not in text
    assert await broken(write(place, "Mai", notes.write, one, "x")) == "not_yours"
    assert await broken(write(place, "Mai", notes.progress, one, "x")) == "not_yours"
    found = await place.read(lambda work: opinions.get(work, one.id))
    assert found is not None and found.status == "assigned"
