"""A title: one line of an officer, gone with the words it names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.services import privacy, titles, triage
from storage import journal
from tests.office import AGENCY, NEIGHBOUR, PROVINCE, Office, office

TITLE = "Cầu treo Nà Làng đứt dây"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        yield one


async def refused(place: Office, who: str, words: str, *, version: int = 1) -> str:
    one = await place.opinion(place.names["Lan"])
    worker = place.names[who]
    with pytest.raises(RuleBroken) as broken:
        await place.write(lambda work: titles.retitle(work, worker.act, one.id, version, words))
    return broken.value.code


async def test_typed_on_the_card_it_stands_on_card_and_lists_and_nowhere_else(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await place.opinion(lan, "Dây cầu đứt từ tuần trước, trẻ con phải lội suối đi học")
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    more = (await an.press("Việc khác"))[-1]
    assert "Đặt tiêu đề" in more.buttons
    asked = (await an.press("Đặt tiêu đề"))[-1]
    assert "không nêu tên người" in asked.text and asked.buttons == ("Hủy",)
    card = (await an.say(f"  {TITLE}\n\x00 "))[-1]
    assert f"Tiêu đề: {TITLE}" in card.text.split("\n")
    listed = (await an.say("/moi"))[-1]
    assert TITLE in listed.text and "trẻ con" not in listed.text
    assert await lan.hear() == []
    entries = await place.read(lambda work: journal.of(work, one.id))
    assert [entry.verb for entry in entries] == ["send", "title"] and not any(TITLE in str(entry.facts) for entry in entries)


async def test_cancelling_changes_nothing(place: Office) -> None:
    one, an = await place.opinion(place.names["Lan"]), place.names["An"]
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    await an.press("Việc khác")
    await an.press("Đặt tiêu đề")
    await an.press("Hủy")
    assert (await place.now(one)).version == 1


@pytest.mark.parametrize(
    ("words", "code"), [("", "words_needed"), ("\x00 \n", "words_needed"), ("x" * 81, "words_long"), ("x" * 20_000, "words_long")]
)
async def test_empty_and_endless_titles(place: Office, words: str, code: str) -> None:
    assert await refused(place, "An", words) == code


async def test_eighty_letters_are_enough(place: Office) -> None:
    one, an = await place.opinion(place.names["Lan"]), place.names["An"]
    assert (await place.write(lambda work: titles.retitle(work, an.act, one.id, 1, "ế" * 80))).title == "ế" * 80


async def test_a_number_never_becomes_part_of_it(place: Office) -> None:
    one, an = await place.opinion(place.names["Lan"]), place.names["An"]
    kept = await place.write(lambda work: titles.retitle(work, an.act, one.id, 1, "Cầu treo, gọi 0912 345 678"))
    assert kept.title == "Cầu treo, gọi …"


async def test_who_may_not(place: Office) -> None:
    await place.enrol("Xa", "officer", NEIGHBOUR)
    await place.enrol("Hà", "handler", agency=AGENCY)
    await place.enrol("Mặt", "front", PROVINCE)
    await place.enrol("Tỉnh", "leader", PROVINCE)
    for who, code in (("Xa", "not_found"), ("Hà", "not_found"), ("Lan", "not_found"), ("Tỉnh", "not_found"), ("Mặt", "not_yours")):
        assert await refused(place, who, TITLE) == code, who
    assert await refused(place, "An", TITLE, version=2) == "stale"


async def test_it_goes_with_the_words(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    first, second = await place.opinion(lan), await place.opinion(lan)
    for one in (first, second):
        await place.write(lambda work, one=one: titles.retitle(work, an.act, one.id, 1, TITLE))  # type: ignore[misc]
    diverted = await place.write(lambda work: triage.divert(work, an.act, first.id, 2))
    assert diverted.title == ""
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: titles.retitle(work, an.act, first.id, 3, TITLE))
    await place.write(lambda work: privacy.erase(work, lan.act))
    assert (await place.now(second)).title == ""
