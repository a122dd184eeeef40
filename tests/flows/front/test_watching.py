"""`/giamsat`: each list and its count from one condition, unit by unit, and nothing of another's area."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.flows.front import watching
from bot.flows.outcome import Done, Keep
from bot.talk.screen import Screen
from storage import grants, watched
from storage import opinions as rows
from storage.work import Work
from tests.village import COMMUNE, NEIGHBOUR, Chat, Village, village

PROVINCE = "19"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        await one.enrol("Mai", "front")
        await one.enrol("Tùng", "front", PROVINCE)
        yield one


async def late(place: Village, n: int, unit: str = COMMUNE, **changes: str) -> list[Opinion]:
    """So many overdue opinions of a unit, each of someone else."""
    made = []
    for _ in range(n):
        one = await place.chat(f"{unit} {len(place.names)}").opinion("Đường hỏng nặng, gọi 0912 345 678 nhé", unit)
        made.append(one)
    at = place.clock.now() - timedelta(hours=1)

    def put(work: Work) -> None:
        for one in made:
            found = rows.get(work, one.id)
            assert found is not None
            rows.change(work, replace(rows.entered(found, "assigned", at), due=at, **changes))  # type: ignore[arg-type]

    await place.write(put)
    return made


async def opened(place: Village, chat: Chat, *args: str) -> Screen:
    act = await chat.act()
    outcome = await place.write(lambda work: watching.turn(work, act, args))
    assert isinstance(outcome, Keep)
    return outcome.screens[0]


async def test_pages_hold_what_the_count_says_and_no_numbers(place: Village) -> None:
    made = await late(place, 7)
    await late(place, 2, NEIGHBOUR)
    await late(place, 1, desk=PROVINCE)
    await late(place, 1, desk=PROVINCE, contested="denunciation")
    mai, tung = place.chat("Mai"), place.chat("Tùng")
    first = await opened(place, mai, "list", "overdue", COMMUNE)
    assert first.lines[0].facts["n"] == 8  # with what went up, without what its author denied to be a denunciation
    assert "0912" not in str(first)
    follows = next(one.does for row in first.rows for one in row if one.does[0] == "giamsat.turn" and one.does[1] == "list")
    second = await opened(place, mai, *follows[1:])
    codes = [one.words.facts["code"] for shown in (first, second) for row in shown.rows for one in row if "code" in one.words.facts]
    assert len(codes) == len(set(codes)) == 8 and {one.code for one in made} < set(codes)
    whole = await opened(place, tung, "list", "overdue", PROVINCE)
    assert whole.lines[0].facts["n"] == 11


async def test_the_province_chooses_among_units_that_hold_something(place: Village) -> None:
    await late(place, 1)
    await late(place, 2, NEIGHBOUR)
    units = await opened(place, place.chat("Tùng"), "units", PROVINCE, "0")
    assert [row[0].words.facts.get("n") for row in units.rows] == [2, 1, None]
    (named,) = await place.chat("Tùng").say("/giamsat con minh")
    assert "Xã Côn Minh" in named.text and "Quá hạn (1)" in named.buttons
    (lost,) = await place.chat("Tùng").say("/giamsat Không Có Đâu")
    assert lost.text == "Không tìm thấy."
    (alone,) = await place.chat("Mai").say("giám sát")
    assert "Chọn xã, phường" not in alone.buttons


@pytest.mark.parametrize("unit", [NEIGHBOUR, PROVINCE, "0218", "nowhere"])
async def test_another_area_stays_shut(place: Village, unit: str) -> None:
    await late(place, 1, NEIGHBOUR)
    act = await place.chat("Mai").act()
    for args in (("list", "overdue", unit), ("at", unit), ("units", unit, "0")):
        with pytest.raises(RuleBroken) as broken:
            await place.write(lambda work, args=args: watching.turn(work, act, args))  # type: ignore[misc]
        assert broken.value.code == "not_yours"


async def test_who_looks_after_nothing_sees_the_menu_also_on_an_old_card(place: Village) -> None:
    await late(place, 1)
    (shown,) = await place.chat("Lan").say("/giamsat")
    assert "Gửi ý kiến" in shown.buttons
    mai = place.chat("Mai")
    await mai.say("/giamsat")
    person, _ = await mai.who()
    (grant,) = await place.read(lambda work: grants.of_person(work, person))
    await place.write(lambda work: grants.close(work, grant.id, place.clock.now()))
    (told,) = await mai.press("Quá hạn (1)")
    assert told.text == "Ông/Bà không còn quyền thực hiện việc này."
    act = await mai.act()
    assert isinstance(await place.write(lambda work: watching.watch(work, act, ())), Done)


async def test_no_units_no_lists(place: Village) -> None:
    at = place.clock.now() - timedelta(hours=1)
    assert await place.read(lambda work: watched.listed(work, "overdue", [], at=at, since=at)) == []
    assert await place.read(lambda work: watched.counts(work, "overdue", [], at=at, since=at)) == {}
