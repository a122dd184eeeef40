"""Full text: words with and without tones, within a reach, in step with what is written, and gone with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.opinions import Opinion
from bot.services import moves, privacy, triage
from storage import opinions, people, search, supports
from storage.search import Reach
from storage.work import Work
from tests.office import COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office

ALL = (Reach(),)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.enrol("An", "officer")
        await one.enrol("Khánh", "officer", NEIGHBOUR)
        yield one


async def hits(place: Office, words: str, *reaches: Reach, limit: int = 50) -> list[str]:
    def look(work: Work) -> list[str]:
        return [hit.opinion for hit in search.find(work, search.question(work, words), reaches or ALL, limit=limit)]

    return await place.read(look)


async def write(place: Office, text: str, unit: str = COMMUNE) -> Opinion:
    return await place.opinion(await place.person("Lan"), text, unit=unit)


async def test_words_without_tones_find_all_and_words_with_tones_only_themselves(place: Office) -> None:
    road = await write(place, "Đường vào thôn Nà Làng hỏng nặng")
    sugar = await write(place, "Nhà máy đương nhiên xả thải")
    assert set(await hits(place, "duong")) == {road.id, sugar.id}
    assert await hits(place, "đường") == [road.id]
    assert await hits(place, "ĐƯỜNG hong nang") == [road.id]
    assert await hits(place, "đường xả") == [] and await hits(place, "không có chữ này") == []
    assert await hits(place, "hoa") == []


async def test_the_place_of_a_tone_does_not_matter(place: Office) -> None:
    one = await write(place, "Trường Hoà Bình thiếu nước")
    assert await hits(place, "Hòa Bình") == [one.id]


@pytest.mark.parametrize("words", ["", "   ", "!!! ???", "\N{FAMILY}", "'\"*()", "NEAR(a b)", "-", "x" * 20_000, "a OR b", "exact : x"])
async def test_whatever_is_asked_is_a_question_or_none(place: Office, words: str) -> None:
    await write(place, "Đường hỏng")
    asked = await place.read(lambda work: search.question(work, words))
    assert not asked or await hits(place, words) == []


async def test_the_reach_is_part_of_the_question(place: Office) -> None:
    here, there = await write(place, "cầu treo đứt"), await write(place, "cầu treo đứt", NEIGHBOUR)
    assert await hits(place, "cầu", Reach(desk=COMMUNE)) == [here.id]
    assert set(await hits(place, "cầu", Reach(desk=COMMUNE), Reach(desk=NEIGHBOUR))) == {here.id, there.id}
    assert await hits(place, "cầu", Reach(desk="nowhere")) == []
    assert await hits(place, "cầu", Reach(desk=COMMUNE, agencies=("x",))) == []


async def test_pages_hold_everything_once(place: Office) -> None:
    sent = {(await write(place, "cầu treo", unit)).id for unit in (COMMUNE, NEIGHBOUR) for _ in range(7)}
    for reaches in (ALL, (Reach(desk=COMMUNE), Reach(desk=NEIGHBOUR)), (Reach(desk=NEIGHBOUR), Reach(desk=COMMUNE, agencies=("",)))):
        found: list[str] = []
        before = 0
        while True:
            page = await place.read(
                lambda work, before=before, reaches=reaches: search.find(  # type: ignore[misc]
                    work, search.question(work, "cau"), reaches, before=before, limit=3
                )
            )
            if not page:
                break
            found += [hit.opinion for hit in page]
            before = page[-1].place
        assert len(found) == len(sent) and set(found) == sent


async def test_it_follows_what_is_written(place: Office) -> None:
    an = place.names["An"]
    one = await write(place, "cầu treo đứt")
    await place.write(lambda work: moves.edit(work, an.act, one, "title", title="Sửa cầu Nà Làng"))
    assert await hits(place, "nà làng") == [one.id]
    await place.write(lambda work: opinions.add_to(work, id="1", opinion=one.id, text="thêm ảnh chụp", author="x", at=place.clock.now()))
    assert await hits(place, "ảnh chụp") == [one.id]
    now = await place.now(one)
    await place.write(lambda work: triage.recommune(work, an.act, one.id, now.version, NEIGHBOUR))
    assert await hits(place, "cầu", Reach(desk=COMMUNE)) == [] and await hits(place, "cầu", Reach(desk=NEIGHBOUR)) == [one.id]


async def empty(place: Office) -> bool:
    """Whether nothing is left in the index: no row, and no mark that finds anything."""
    return await place.read(lambda work: work.one("SELECT 1 FROM searched WHERE exact <> '' OR folded <> ''")) is None


async def test_what_is_diverted_is_found_no_more(place: Office) -> None:
    one = await write(place, "tố cáo cán bộ nhận tiền")
    await place.write(lambda work: triage.divert(work, place.names["An"].act, one.id, one.version))
    assert await hits(place, "nhận tiền") == [] and await empty(place)


async def test_what_is_erased_is_found_no_more_and_leaves_no_word(place: Office, tmp_path: Path) -> None:
    lan = await place.person("Lan")
    await place.write(lambda work: people.agree(work, lan.person, version="1", channel="telegram", at=place.clock.now()))
    one = await write(place, "Chuyện của canaryxyz ở thôn")
    await place.write(
        lambda work: opinions.add_to(work, id="1", opinion=one.id, text="canarythem", author=lan.person, at=place.clock.now())
    )
    assert await hits(place, "canaryxyz canarythem") == [one.id]
    await place.write(lambda work: privacy.erase(work, lan.act))
    assert await hits(place, "canaryxyz") == [] and await empty(place)
    left = await place.read(lambda work: work.all("SELECT block FROM found_data"))
    assert left and not any(b"canary" in bytes(row[0]) for row in left)


async def test_what_was_stored_before_is_indexed_in_the_night(place: Office) -> None:
    one = await write(place, "cầu treo đứt")

    def forget(work: Work) -> None:
        search.drop(work, one.id)
        work.do("INSERT INTO unsearched (opinion) VALUES (:o)", o=one.id)

    await place.write(forget)
    assert await hits(place, "cầu") == []
    assert await place.write(search.catch_up) == 1 and await place.write(search.catch_up) == 0
    assert await hits(place, "cầu") == [one.id]


async def reader(place: Office, role: str, unit: str, agency: str = "") -> Worker:
    return await place.enrol(f"{role} {unit}", role, unit, agency)  # type: ignore[arg-type]


async def test_everyone_finds_what_they_may_read_and_nothing_else(place: Office) -> None:
    one, other = await write(place, "cầu treo đứt"), await write(place, "cầu treo đứt", NEIGHBOUR)
    agency = f"{COMMUNE}.kinh_te"
    led = await write(place, "cầu treo đứt")
    await place.write(lambda work: work.do("UPDATE opinion SET lead = :a WHERE id = :id", a=agency, id=led.id))
    city = f"{PROVINCE}.so_xay_dung"
    await place.write(lambda work: work.do("UPDATE opinion SET lead = :a WHERE id = :id", a=city, id=other.id))
    await place.write(lambda work: supports.add(work, led.id, city, by="x", at=place.clock.now()))
    raised = await write(place, "cầu treo đứt")
    await place.write(lambda work: moves.edit(work, place.names["An"].act, raised, "escalate", desk=PROVINCE, status="accepted"))
    may = {
        ("officer", COMMUNE, ""): {one, led}, ("officer", PROVINCE, ""): {raised}, ("leader", NEIGHBOUR, ""): {other},
        ("front", PROVINCE, ""): {one, other, led, raised}, ("front", COMMUNE, ""): {one, led, raised},
        ("admin", PROVINCE, ""): {one, other, led, raised},
        ("handler", COMMUNE, agency): {led},
        ("handler", PROVINCE, city): {other, led}, ("handler", NEIGHBOUR, f"{NEIGHBOUR}.kinh_te"): set(), ("auditor", PROVINCE, ""): set(),
    }  # fmt: skip
    for (role, unit, own), expected in may.items():
        who = await reader(place, role, unit, own)
        heard = (await who.say("/tim cau treo"))[-1]
        found = {two for two in (one, other, led, raised) if two.code in heard.text}
        assert {two.id for two in found} == {two.id for two in expected}, role
