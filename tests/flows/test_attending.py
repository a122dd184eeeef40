"""Registering for a dialogue in the chat: consent first, words that belong elsewhere, what is typed instead of pressed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.dialogues import Dialogue, Phase
from storage import attendance
from storage import dialogues as rows
from tests.village import Chat, Village, village


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


async def dialogue(place: Village) -> Dialogue:
    found: Dialogue = await place.plan(place.clock.now() + timedelta(days=20))
    return found


async def asked(place: Village, name: str = "Lan") -> tuple[Dialogue, Chat]:
    """Someone who opened a poster and pressed `Đăng ký tham dự`, and has not agreed to anything."""
    found = await dialogue(place)
    chat = place.chat(name)
    await chat.start(f"d_{found.short}")
    (consent,) = await chat.press("Đăng ký tham dự")
    assert "Ông/Bà có đồng ý không?" in consent.text
    return found, chat


async def totals(place: Village, found: Dialogue) -> tuple[int, int, int]:
    return await place.read(lambda work: attendance.totals(work, found.id))


async def test_who_does_not_agree_is_not_registered(place: Village) -> None:
    found, lan = await asked(place)
    await lan.press("Không đồng ý")
    assert await place.count("attendance") == 0 and await totals(place, found) == (0, 0, 0)


async def test_words_typed_before_agreeing_are_an_opinion_and_the_way_back_is_shown(place: Village) -> None:
    found, lan = await asked(place)
    await lan.say("Đường vào thôn Nà Làng hỏng nặng, mùa mưa xe không đi được")
    heard = await lan.press("Tôi đồng ý cung cấp thông tin")
    assert any("vẫn muốn dự" in one.text for one in heard)
    assert await place.count("draft") == 1
    await lan.press("Đăng ký tham dự")
    await lan.press("1 người")
    await lan.press("Không")
    assert await totals(place, found) == (1, 0, 0)


async def test_a_subject_that_belongs_to_another_desk_is_shown_it(place: Village) -> None:
    _, lan = await asked(place)
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await lan.press("2 người")
    await lan.press("Có, tôi muốn phát biểu")
    (shown,) = await lan.say("Tôi tố cáo ông chủ tịch xã nhận tiền của dân, bao che cho cấp dưới")
    assert "tố cáo" in shown.text and await place.count("attendance") == 0


@pytest.mark.parametrize(
    ("phase", "poster", "own"), [("postponed", "tạm hoãn", "được giữ nguyên"), ("cancelled", "không tổ chức nữa", "không còn hiệu lực")]
)
async def test_nobody_is_sent_to_a_dialogue_that_does_not_take_place(place: Village, phase: Phase, poster: str, own: str) -> None:
    """By its poster, which still hangs, or by what they registered."""
    found, lan = await asked(place)
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await lan.press("2 người")
    (seat,) = await lan.press("Không")
    assert "Đã ghi chỗ cho 2 người" in seat.text
    await lan.start(f"d_{found.short}")
    button = lan.shown["Đăng ký của tôi"]
    await place.write(lambda work: rows.enter(work, rows.get(work, found.id) or found, phase))
    (shown, *_) = await lan.start(f"d_{found.short}")
    assert poster in shown.text and "Đăng ký của tôi" not in shown.buttons
    lan.shown["Đăng ký của tôi"] = button
    (mine,) = await lan.press("Đăng ký của tôi")
    assert own in mine.text and "Đã ghi chỗ" not in mine.text and mine.buttons == ("Về đầu",)


@pytest.mark.parametrize("typed", ["a_{}", "A_{}", "?a_"])
async def test_the_code_at_the_door_can_be_typed(place: Village, typed: str) -> None:
    found = await dialogue(place)
    place.clock.set(found.starts - timedelta(minutes=30))
    heard = await place.chat("Khách").say(typed.format(found.short.lower() if typed[0] == "a" else found.short))
    assert ("Đã điểm danh" in heard[-1].text) == (typed[0] != "?")
    assert await place.count("arrival") == (typed[0] != "?")


async def test_scanning_at_the_door_leaves_what_was_being_written(place: Village) -> None:
    found = await dialogue(place)
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say("Đường vào thôn Nà Làng hỏng nặng")
    place.clock.set(found.starts - timedelta(minutes=30))
    (counted,) = await lan.start(f"a_{found.short}")
    assert "Đã điểm danh" in counted.text
    await lan.say("mùa mưa xe không đi được")
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    assert sent.text == "Đường vào thôn Nà Làng hỏng nặng\nmùa mưa xe không đi được"


@pytest.mark.parametrize("payload", ["a_", "a_KHÔNGCÓ", "a_" + "X" * 64, "a_2-2-2"])
async def test_a_door_that_is_not_there(place: Village, payload: str) -> None:
    await dialogue(place)
    heard = await place.chat("Khách").start(payload)
    assert heard and await place.count("arrival") == 0


async def test_a_number_beyond_the_bound_and_a_file_are_asked_again(place: Village) -> None:
    found, lan = await asked(place)
    await lan.press("Tôi đồng ý cung cấp thông tin")
    assert "từ 1 đến 5 người" in (await lan.press("Đông hơn"))[-1].text
    assert "từ 1 đến 5 người" in (await lan.say("chúng tôi đi cả xóm"))[-1].text
    await lan.say("2 người")
    await lan.press("Có, tôi muốn phát biểu")
    assert "gõ vài chữ" in (await lan.send("photo"))[-1].text
    await lan.say("x" * 20_000)
    assert "từ 2 đến 60 chữ cái" in (await lan.say("0912345678"))[-1].text
    await lan.press("Chỉ gọi theo số")
    assert await totals(place, found) == (2, 1, 0)
