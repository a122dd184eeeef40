"""One person, several channels: the code, its limits, where they hear us, and parting."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from storage import opinions, people
from tests.village import AGREE, COMMUNE, ROAD, Chat, Village, village


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


async def code_of(chat: Chat) -> str:
    """A fresh code, as the chat shows it."""
    await chat.say("/lienket")
    (shown,) = await chat.press("Lấy mã liên kết")
    found = re.search(r"Mã liên kết: (\d{6}) ", shown.text)
    assert found, shown
    return found[1]


async def known(place: Village, name: str, channel: str = "telegram") -> Chat:
    """Someone who has sent an opinion."""
    chat = place.chat(name, channel=channel)
    await chat.start(f"c_{COMMUNE}")
    for label in (AGREE, "Xã Côn Minh"):
        await chat.press(label)
    await chat.say(ROAD)
    await chat.press("Gửi")
    return chat


async def test_two_chats_become_one_person_who_hears_everything_once(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    code = await code_of(lan)
    heard = await zalo.say(f"/lienket {code}")
    assert "Đã liên kết." in heard[0].text
    assert (await lan.who())[0] == (await zalo.who())[0]
    assert ["vừa được liên kết" in one.text for one in await lan.hear()] == [True], "the other chat hears of it"
    (mine,) = await zalo.say("/ykien")
    assert len(mine.buttons) >= 2, "the opinion is theirs here too"
    person, account = await zalo.who()
    assert await place.read(lambda work: people.reach(work, person)) == account, "they hear us where they wrote last"
    assert len(await place.read(lambda work: people.accounts(work, person))) == 2


async def test_a_code_works_once_and_for_a_quarter_of_an_hour(place: Village) -> None:
    lan = await known(place, "Lan")
    code = await code_of(lan)
    again = await code_of(lan)
    assert "không đúng hoặc đã hết hạn" in (await place.chat("a", channel="webchat").say(f"/lienket {code}"))[0].text, (
        "a newer one took its place"
    )
    await place.wait(timedelta(minutes=16))
    assert "không đúng hoặc đã hết hạn" in (await place.chat("b", channel="webchat").say(f"/lienket {again}"))[0].text
    code = await code_of(lan)
    assert "Đã liên kết." in (await place.chat("c", channel="webchat").say(f"/lienket {code[:3]} {code[3:]}"))[0].text
    assert "không đúng hoặc đã hết hạn" in (await place.chat("d", channel="webchat").say(f"/lienket {code}"))[0].text


async def test_five_wrong_codes_lock_the_chat_and_nobody_elses(place: Village) -> None:
    lan = await known(place, "Lan")
    guesser = place.chat("guesser", channel="webchat")
    code = await code_of(lan)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert "không đúng" in (await guesser.say(f"/lienket {wrong}"))[0].text
    assert "sai nhiều lần" in (await guesser.say(f"/lienket {code}"))[0].text, "the right one too"
    assert "Đã liên kết." in (await place.chat("Lan Zalo", channel="webchat").say(f"/lienket {code}"))[0].text


async def test_whoever_guesses_from_many_chats_stops_linking_for_an_hour_and_is_noticed(place: Village) -> None:
    admin = await place.enrol("Tú", "admin", "19")
    await admin.hear()
    lan = await known(place, "Lan")
    code = await code_of(lan)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    limits = place.province.rules.link
    for n in range(limits.tries_all):
        guesser = place.chat(f"guesser {n // limits.tries}", channel="webchat")
        assert "không đúng" in (await guesser.say(f"/lienket {wrong}"))[0].text
    assert "đang tạm dừng" in (await place.chat("one more", channel="webchat").say(f"/lienket {code}"))[0].text, "the right one too"
    assert sum("có thể có người dò mã" in one.text for one in await admin.hear()) == 1
    await place.wait(timedelta(hours=1, minutes=1))
    assert "Đã liên kết." in (await place.chat("Lan Zalo", channel="webchat").say(f"/lienket {await code_of(lan)}"))[0].text


async def test_the_code_ends_what_was_asked_and_a_dialogue_is_told_once_where_they_wish(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    await zalo.say("/lienket")
    await zalo.press("Nhập mã liên kết")
    heard = await zalo.say(await code_of(lan))
    assert len(heard) == 1 and "Đã liên kết." in heard[0].text, "and the code is asked for no more"
    await zalo.press("Chọn kênh nhận tin")
    await zalo.press("Telegram")
    for chat in (lan, zalo):
        await chat.hear()
    await place.plan(place.clock.now() + timedelta(days=20))
    await place.wait(timedelta(days=21))
    told = [one.text for one in await lan.hear()]
    assert len(told) == len(set(told)) > 3, "announced and reminded"
    assert await zalo.hear() == []


async def test_a_chat_with_a_history_is_never_swallowed(place: Village) -> None:
    lan, tho = await known(place, "Lan"), await known(place, "Thọ", "webchat")
    code = await code_of(lan)
    assert "đã có ý kiến hoặc thông tin riêng" in (await tho.say(f"/lienket {code}"))[0].text
    assert (await lan.who())[0] != (await tho.who())[0]
    assert "mã của chính kênh này" in (await lan.say(f"/lienket {code}"))[0].text


async def test_where_to_hear_is_chosen_and_a_chat_is_parted_from(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    await zalo.say(f"/lienket {await code_of(lan)}")
    person, home = await lan.who()
    await zalo.press("Chọn kênh nhận tin")
    await zalo.press("Telegram")
    assert await place.read(lambda work: people.reach(work, person)) == home, "although they wrote on the other last"
    await lan.hear()
    await lan.press("Ngừng liên kết trang trò chuyện trên mạng")
    assert [one.text[:21] for one in await zalo.hear()] == ["Kênh này đã ngừng liê"]
    stranger, _ = await zalo.who()
    assert stranger != person
    assert await place.read(lambda work: opinions.of_author(work, stranger)) == []
    assert "chưa gửi ý kiến nào" in (await zalo.say("/ykien"))[0].text
