"""Numbers in place of buttons: each means what was read last, also while a question is open and before a card is in sight."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.notices import tell
from bot.talk.screen import button, column, counted_on, say, screen
from tests.village import Village, village

ROAD = "Đường vào thôn Nà Ca hỏng nặng, mùa mưa học sinh không đi được."
NOTICE = screen(say("menu-ask"), rows=column(button("button-menu", "menu"), button("menu-office", "office")))


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


async def test_a_notice_goes_on_from_the_numbers_of_the_open_question(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    question = (await lan.agree())[-1]
    person, _ = await lan.who()
    await place.write(lambda work: tell.tell(work, place.act, person, NOTICE, key="n", purpose="urgent"))
    (heard,) = await lan.hear()
    assert heard.buttons == (*question.buttons, "Về đầu", "Gặp cán bộ"), "the question's first, which keep their numbers"
    assert "Ý kiến này về xã, phường nào?" in (await lan.say("1"))[0].text, "Xã khác, of the question"
    assert (await lan.say("gặp cán bộ"))[0].buttons == ("Về đầu",)


async def test_without_a_question_a_notice_has_numbers_of_its_own(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    await lan.start()
    person, _ = await lan.who()
    await place.write(lambda work: tell.tell(work, place.act, person, NOTICE, key="n", purpose="urgent"))
    (heard,) = await lan.hear()
    assert heard.buttons == ("Về đầu", "Gặp cán bộ")


async def test_the_number_of_a_card_counts_once_it_is_in_sight_its_words_before(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    await lan.agree()
    assert await lan.say(ROAD) == []
    assert "Mã tra cứu" not in "".join(one.text for one in await lan.say("1")), "1 is what is in sight: another commune"
    minh = place.chat("Minh", channel="plain")
    await minh.agree()
    await minh.say(ROAD)
    assert "Mã tra cứu" in (await minh.say("gửi"))[-1].text
    tu = place.chat("Tú", channel="plain")
    await tu.agree()
    await tu.say(ROAD)
    place.clock.advance(timedelta(seconds=5))
    await tu.hear()
    assert "Mã tra cứu" in (await tu.say("1"))[-1].text


async def test_an_official_types_a_code_alone(place: Village) -> None:
    lan, an = place.chat("Lan"), await place.enrol("An", "officer")
    code = (await lan.opinion(ROAD)).code
    assert "Phân loại" in (await an.say(code.lower()))[-1].buttons
    stranger = await place.chat("Tú").say(code)
    assert all("Nà Ca" not in one.text for one in stranger)


def test_the_numbers_of_one_turn_go_on_from_message_to_message() -> None:
    one, plain, two = NOTICE, screen(say("menu-ask")), screen(say("menu-ask"), rows=column(button("menu-write", "write")))
    first, between, last = counted_on((one, plain, two))
    assert (first.earlier, between) == ((), plain)
    assert [each.does for each in last.choices()] == [("menu",), ("office",), ("write",)]
