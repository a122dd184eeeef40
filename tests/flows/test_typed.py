"""What a number and the words of a button mean where nothing can be pressed: only what has arrived, and only what is in sight."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.opinions import Opinion
from bot.flows import typed
from bot.notices import leaving
from bot.wording.catalogue import Catalogue
from storage import conversations, outbox
from tests.services.test_behalf import answered
from tests.village import ROAD, Chat, Heard, Village, village

BRIDGE = "Cầu treo thôn Nà Cà bị gãy ván, rất nguy hiểm cho học sinh"
UNREAD = "Ông/Bà gõ khi câu trả lời của chúng tôi chưa tới"
GLANCE = timedelta(seconds=4)


async def with_an_answer(place: Village) -> Chat:
    """Someone with the main menu on the screen, and an answer to their opinion that has not arrived."""
    tho = place.chat("Tho", channel="plain")
    await tho.agree()
    await tho.say(ROAD)
    await tho.say("Gửi")
    await tho.say("Bỏ qua")
    (one,) = await place.all_opinions()
    assert (await tho.say("menu"))[-1].buttons[0] == "Gửi ý kiến"
    await answered(place, one)
    place.clock.advance(timedelta(seconds=61))
    return tho


async def judged(place: Village) -> bool:
    return await place.count("rating") > 0


async def flow(place: Village, chat: Chat) -> str:
    _, account = await chat.who()
    return (await place.read(lambda work: conversations.get(work, account))).flow


async def test_a_notice_that_has_not_arrived_owns_no_number(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        tho.deaf = True
        await tho.say("1")
        assert not await judged(place), "nobody has read the answer that `1` would judge"
        assert await flow(place, tho) == "commune", "the number of the menu on the screen"


async def test_a_notice_that_was_given_up_owns_none_either(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        _, account = await tho.who()
        await place.write(lambda work: outbox.silence(work, account, "rejected"))
        await tho.say("1")
        assert await flow(place, tho) == "commune" and not await judged(place)


async def test_a_number_typed_as_a_notice_comes_is_asked_about(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        notice = (await tho.hear())[-1]
        (asked,) = await tho.say("1")
        assert asked.text == "Vừa có thêm tin khác. Ông/Bà gõ “1” là muốn chọn:"
        (one,) = await place.all_opinions()
        assert asked.buttons == ("Gửi ý kiến (tin gửi 08:00 thứ Ba, 01/12/2026)", f"{notice.buttons[0]} ({one.code})", "Về đầu")
        assert not await judged(place)
        await tho.say("2")
        assert await judged(place), "now it is meant"


async def test_a_number_that_only_one_of_both_has_is_no_question(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        notice = (await tho.hear())[-1]
        assert len(notice.buttons) < 7
        (heard,) = await tho.say("7")
        assert "tiếp công dân" in heard.text, "of the menu above the notice"


async def test_who_had_time_to_read_a_notice_answers_it(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        await tho.hear()
        place.clock.advance(GLANCE)
        await tho.say("1")
        assert await judged(place)


async def test_words_that_came_before_the_notice_and_are_read_later_are_not_its_own(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        letter = await tho.sends(kind="text", text="Hài lòng", message="x")
        place.clock.advance(timedelta(seconds=1))
        assert "Hài lòng" in (await tho.hear())[-1].buttons[0]
        await tho.take(letter)
        assert (await tho.hear())[-1].text.startswith(UNREAD) and not await judged(place)


async def with_a_question(place: Village) -> Chat:
    """Someone who typed `1` under the menu, and has not got our answer to it, which has a `1` too."""
    tho = place.chat("Tho", channel="plain")
    await tho.agree()
    await tho.say(ROAD)
    await tho.say("Gửi")
    await tho.say("Bỏ qua")
    for choice in ("menu", "2"):
        await tho.say(choice)
    assert (await tho.say("1"))[-1].buttons[1] == "Rút ý kiến"
    tho.deaf = True
    await tho.say("2")
    return tho


async def test_who_types_twice_because_nothing_comes_presses_no_unread_button(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_a_question(place)
        for word in ("1", "Rút ý kiến", "1"):
            await tho.say(word)
        tho.deaf = False
        question, *later = await tho.hear()
        assert question.buttons and [one.text[: len(UNREAD)] for one in later][-1] == UNREAD
        assert await statuses(place) == ["sent"]


async def test_a_number_read_after_our_answer_but_typed_before_it_does_nothing(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_a_question(place)
        letter = await tho.sends(kind="text", text="1", message="x")
        tho.deaf = False
        place.clock.advance(timedelta(seconds=1))
        await tho.hear()
        await tho.take(letter)
        assert (await tho.hear())[-1].text.startswith(UNREAD)
        assert await statuses(place) == ["sent"] and await flow(place, tho) == "withdraw"


async def test_the_word_that_opens_a_closed_chat_again_is_no_number_of_what_comes_then(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = await with_an_answer(place)
        _, account = await tho.who()
        await place.write(lambda work: leaving.silent(work, place.act, account, "window"))
        tho.deaf = True
        await tho.say("1")
        tho.deaf = False
        notice, *_ = await tho.hear()
        assert "Hài lòng" in notice.buttons[0]
        assert not await judged(place) and await flow(place, tho) == "commune"


async def card(off: Chat, one: Opinion) -> Heard:
    await off.say("/viec")
    listed = await off.say("Ý kiến mới")
    return (await off.say(next(label for heard in listed for label in heard.buttons if one.code in label)))[-1]


async def with_two(place: Village) -> tuple[Chat, Opinion, Opinion]:
    off = place.chat("Can bo", channel="plain")
    await place.enrol("Can bo", "officer")
    return off, await place.chat("Lan").opinion(), await place.chat("Tho").opinion(BRIDGE)


async def statuses(place: Village) -> list[str]:
    return [one.status for one in await place.all_opinions()]


async def test_words_of_an_earlier_card_never_decide_while_another_is_in_sight(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        off, a, b = await with_two(place)
        await card(off, a)
        offered = await off.say("Phân loại")
        await off.say(offered[0].buttons[0])
        assert "Tiếp nhận" not in (await card(off, b)).buttons
        (asked,) = await off.say("Tiếp nhận")
        assert asked.buttons == (f"Tiếp nhận ({a.code})", "Về đầu") and await statuses(place) == ["sent", "sent"]
        await off.say("1")
        assert await statuses(place) == ["accepted", "sent"], "asked and answered"


async def test_words_of_the_only_thing_in_sight_go_on_meaning_it(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        off, a, _ = await with_two(place)
        await card(off, a)
        offered = await off.say("Phân loại")
        await off.say(offered[0].buttons[0])
        await off.say("/menu")
        await off.say("Tiếp nhận")
        assert await statuses(place) == ["accepted", "sent"], "a menu is about nothing"


async def test_words_that_only_lead_somewhere_act_from_anywhere(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        off, a, b = await with_two(place)
        await off.say("/viec")
        await card(off, a)
        await card(off, b)
        (heard,) = await off.say("quay lai")
        assert heard.text and "là muốn chọn" not in heard.text


async def test_a_command_comes_before_the_words_of_an_earlier_button(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = place.chat("Tho", channel="plain")
        await tho.agree()
        await tho.say(ROAD)
        place.clock.advance(timedelta(minutes=1))
        assert "Hủy" in (await tho.hear())[-1].buttons
        await tho.say("Gửi")
        await tho.say("Bỏ qua")
        (heard,) = await tho.say("hủy")
        assert heard.text.startswith("Đã dừng.") and "Gửi ý kiến" in heard.buttons, "the menu, as the command says"


async def test_words_reach_an_earlier_button_also_when_the_last_answer_has_none(tmp_path: Path) -> None:
    async with village(tmp_path) as place:
        tho = place.chat("Tho", channel="plain")
        await tho.agree()
        await tho.say(ROAD)
        await tho.say("Gửi")
        await tho.say("Bỏ qua")
        for choice in ("menu", "2"):
            await tho.say(choice)
        assert "Bổ sung" in (await tho.say("1"))[-1].buttons
        _, account = await tho.who()
        await place.write(lambda work: work.do("UPDATE conversation SET menu = '' WHERE account = :a", a=account))
        await tho.say("Bổ sung")
        assert await flow(place, tho) == "add"


async def test_a_short_word_that_means_nothing_costs_no_wording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with village(tmp_path) as place:
        off, a, b = await with_two(place)
        for one in (a, b):
            await card(off, one)
        _, account = await off.who()
        act, standing = await off.act(), await place.read(lambda work: conversations.get(work, account))
        asked: list[str] = []
        word = Catalogue.text

        def counted(self: Catalogue, lang: str, words: object) -> str:
            asked.append(lang)
            return word(self, lang, words)  # type: ignore[arg-type]

        monkeypatch.setattr(Catalogue, "text", counted)
        assert await place.read(lambda work: typed.said(work, act, place.desk.book, standing, "cảm ơn anh đã xem giúp")) == ()
        assert asked == []
