"""A citizen's way from the first word to the code: consent, commune, pieces, one card, sending; nothing lost, nothing kept too early."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.province import Province
from bot.domain.units import Units
from storage import attachments, conversations, drafts, opinions, people
from storage.work import Work
from tests.village import AGREE, COMMUNE, NEIGHBOUR, ROAD, Chat, Heard, Village, village


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def draft_text(chat: Chat) -> str | None:
    _, account = await chat.who()
    found = await chat.village.read(lambda work: drafts.get(work, account))
    return found.text if found else None


def on_disk(place: Village) -> bytes:
    """Every byte of the database, the log included."""
    with closing(sqlite3.connect(place.path)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return b"".join(one.read_bytes() for one in place.path.parent.iterdir() if one.name.startswith(place.path.name))


async def letters(place: Village) -> list[bytes]:
    def look(work: Work) -> list[bytes]:
        return [work.keys.open_service(row[0], b"inbox") for row in work.all("SELECT raw FROM inbox ORDER BY id")]

    return await place.read(look)


async def test_at_most_three_taps_to_typing(place: Village) -> None:
    lan = place.chat("Lan")
    assert last(await lan.start()).buttons[6:] == ("Gặp cán bộ",)  # six choices and the way to a person
    await lan.press("Gửi ý kiến")
    await lan.press(AGREE)
    await lan.say("con minh")
    assert "Mời Ông/Bà viết" in last(await lan.press("Đúng")).text
    an = place.chat("An")
    await an.start(f"c_{COMMUNE}")
    await an.press(AGREE)
    assert "Mời Ông/Bà viết" in last(await an.press("Xã Côn Minh")).text


async def test_before_consent_only_the_raw_letters_exist(place: Village) -> None:
    lan = place.chat("Lan")
    heard = last(await lan.say(ROAD))
    assert heard.buttons == (AGREE, "Không đồng ý") and len(heard.text.splitlines()) <= 8
    await lan.send("photo")
    heard = last(await lan.say("mong xã sửa sớm"))
    assert "Đã giữ 3 tin" in heard.text and heard.again
    for table in ("draft", "opinion", "attachment", "addition", "piece"):
        assert await place.count(table) == 0, table
    _, account = await lan.who()
    assert await place.read(lambda work: people.name(work, account)) == ""
    assert "Nà Làng".encode() not in on_disk(place) and "Nguyễn".encode() not in on_disk(place)

    assert "xã, phường nào" in last(await lan.press(AGREE)).text
    assert await draft_text(lan) == f"{ROAD}\nmong xã sửa sớm"
    assert await place.read(lambda work: people.name(work, account)) == "Lan Nguyễn"
    assert "Kèm 1 ảnh" in last([*await lan.say("con minh"), *await lan.press("Đúng")]).text


async def test_no_consent_blanks_the_letters_and_names_other_ways(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(ROAD)
    await lan.say("mong xã sửa")
    heard = last(await lan.press("Không đồng ý"))
    assert "Không lưu" in heard.text and place.province.office.phone in heard.text
    first, second, _ = await letters(place)
    assert json.loads(first) == json.loads(second) == {}
    assert await place.count("draft") == 0
    assert "mời ông/bà chọn" in last(await lan.say("ừ")).text.lower()
    assert AGREE in last(await lan.say(ROAD)).buttons


async def test_a_newer_text_is_asked_again(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.opinion()
    person, _ = await lan.who()
    await place.write(lambda work: people.agree(work, person, version="2020-01", channel="telegram", at=place.clock.now()))
    assert AGREE in last(await lan.say(ROAD)).buttons
    assert ROAD in last([*await lan.press(AGREE), *await lan.press("Xã Côn Minh")]).text


async def test_loose_messages_are_one_opinion(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say("/huy")
    await lan.say("Cột điện gần trường bị nghiêng")
    await lan.send("photo")
    await lan.send("photo", album="a1")
    heard = await lan.send("photo", album="a1")
    assert [one.again for one in heard] == [True]
    heard = await lan.say("sắp đổ")
    assert "sắp đổ" in last(heard).text and "Kèm 3 ảnh" in last(heard).text
    await lan.say("/huy")
    place.clock.advance(timedelta(seconds=91))
    assert "Mời Ông/Bà chọn" in last(await lan.say("ừ nhé")).text
    assert await draft_text(lan) == "Cột điện gần trường bị nghiêng\nsắp đổ"
    heard = await lan.say("Hôm nay cột nghiêng thêm nhiều rồi")
    assert "Hôm nay" in last(heard).text
    assert len(await place.all_opinions()) == 0


async def test_one_card_for_all_pieces(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    card = last(await lan.say(ROAD))
    assert card.buttons == ("Gửi", "Thêm", "Sửa", "Hủy")
    for more in (await lan.send("voice"), await lan.say("và cầu cũng hỏng")):
        assert [one.id for one in more] == [card.id]
    closing, receipt = await lan.press("Gửi")
    assert closing.id == card.id and closing.buttons == () and ROAD in closing.text
    (sent,) = await place.all_opinions()
    assert sent.code in receipt.text and not receipt.again
    assert sent.text == f"{ROAD}\nvà cầu cũng hỏng" and sent.visibility == "officials"
    assert [one.kind for one in await place.read(lambda work: attachments.of(work, sent.id))] == ["voice"]


async def test_where_nothing_can_be_changed_the_card_waits_for_quiet(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    await lan.agree()
    assert await lan.say(ROAD) == []
    assert await lan.say("và cầu cũng hỏng") == []
    place.clock.advance(timedelta(seconds=5))
    (card,) = await lan.hear()
    assert "cầu cũng hỏng" in card.text and card.buttons[0] == "Gửi"
    assert await lan.say("thêm một câu nữa nhé") == []
    (receipt,) = await lan.say("1")  # the number of the card that is on its way
    assert "Mã tra cứu" in receipt.text
    place.clock.advance(timedelta(seconds=10))
    assert await lan.hear() == []


async def test_a_picture_alone_begins_an_opinion(place: Village) -> None:
    """Bug 8 of the neighbours: a first message without words was lost."""
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say("/huy")
    assert "Kèm 1 ảnh" in last(await lan.send("photo")).text


async def test_a_voice_message_alone_is_an_opinion(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.send("voice")
    await lan.press(AGREE)
    await lan.say("con minh")
    await lan.press("Đúng")
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    assert sent.text == "" and len(await place.read(lambda work: attachments.of(work, sent.id))) == 1


async def test_nothing_empty_is_sent(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    await lan.press("Sửa")
    await lan.press("Viết lại nội dung")
    await lan.say("   ...")
    await lan.press("Hủy")
    assert await place.count("draft") == 0 and await place.count("opinion") == 0


async def test_limits_are_said_at_once_and_the_draft_stays(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    assert "20 MB" in last(await lan.send("video", size=21 * 1024 * 1024)).text
    assert "4.000" in last(await lan.say("dài " * 1001)).text
    for _ in range(10):
        await lan.send("photo")
    assert "10 tệp" in last(await lan.send("photo")).text
    assert await draft_text(lan) == ROAD
    person, account = await lan.who()
    found = await place.read(lambda work: drafts.get(work, account))
    assert found is not None and len(await place.read(lambda work: attachments.of(work, found.id))) == 10
    assert person


async def test_too_many_opinions_wait_in_the_draft(place: Village) -> None:
    lan = place.chat("Lan")
    for n in range(5):
        await lan.opinion(f"{ROAD} lần thứ {n}")
    await lan.start(f"c_{COMMUNE}")
    await lan.press("Xã Côn Minh")
    await lan.say(f"{ROAD} lần nữa")
    assert "5 ý kiến" in last(await lan.press("Gửi")).text
    assert await draft_text(lan) == f"{ROAD} lần nữa" and len(await place.all_opinions()) == 5
    place.clock.advance(timedelta(hours=1))
    assert "Mã tra cứu" in last(await lan.press("Gửi")).text


async def test_a_changed_message_changes_the_draft_or_adds_to_what_was_sent(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD, name="m1")
    await lan.say("và cầu cũng hỏng", name="m2")
    heard = last(await lan.edit("m2", "và cầu treo cũng hỏng"))
    assert heard.again and "cầu treo" in heard.text
    assert await draft_text(lan) == f"{ROAD}\nvà cầu treo cũng hỏng"
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    assert "bổ sung" in last(await lan.edit("m1", "Đường vào thôn Nà Làng hỏng hẳn rồi")).text
    assert [words for _, words in await place.read(lambda work: opinions.additions(work, sent.id))] == [
        "Đường vào thôn Nà Làng hỏng hẳn rồi"
    ]
    assert await lan.edit("m99", "không biết tin nào") == []
    assert (await place.all_opinions())[0].text == f"{ROAD}\nvà cầu treo cũng hỏng"


async def test_cancelling_asks_only_where_much_would_go(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    assert "Đã hủy" in last(await lan.press("Hủy")).text
    await lan.start(f"c_{COMMUNE}")
    await lan.press("Xã Côn Minh")
    await lan.say(ROAD)
    await lan.send("photo")
    assert "hủy thật" in last(await lan.press("Hủy")).text
    assert ROAD in last(await lan.press("Quay lại")).text
    await lan.press("Hủy")
    await lan.press("Hủy ý kiến này")
    assert await place.count("draft") == 0 and await place.count("attachment") == 0


async def test_a_card_of_a_draft_that_is_gone_does_nothing(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    old = dict(lan.shown)
    await lan.press("Gửi")
    await lan.press("Bỏ qua")
    lan.shown = dict(old)
    assert "đã gửi hoặc đã hủy" in last(await lan.press("Gửi")).text
    await lan.start(f"c_{COMMUNE}")
    await lan.press("Xã Côn Minh")
    await lan.say("Đường điện thôn tôi hay mất")
    lan.shown = dict(old)
    assert "đã gửi hoặc đã hủy" in last(await lan.press("Gửi")).text
    assert len(await place.all_opinions()) == 1


async def test_an_idle_draft_is_mentioned_once(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    await place.wait(timedelta(minutes=31))
    (nudge,) = await lan.hear()
    assert nudge.buttons == ("Ý kiến đang viết", "Hủy ý kiến này")
    await place.wait(timedelta(hours=5))
    assert await lan.hear() == []
    card = last(await lan.press("Ý kiến đang viết"))
    assert ROAD in card.text and not card.again
    await lan.say("và cầu cũng hỏng")
    await place.wait(timedelta(minutes=31))
    assert len(await lan.hear()) == 1
    await lan.press("Gửi")
    await place.wait(timedelta(hours=5))
    assert await lan.hear() == []


async def test_a_nudge_that_waits_for_the_morning_does_not_come_after_sending(place: Village) -> None:
    lan = place.chat("Lan")
    place.clock.advance(timedelta(hours=13))  # 21:00
    await lan.agree()
    await lan.say(ROAD)
    await place.wait(timedelta(hours=1))
    assert await lan.hear() == []
    await lan.press("Gửi")
    await place.wait(timedelta(hours=12))
    assert await lan.hear() == []


async def test_no_nudge_for_what_was_never_begun(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await place.wait(timedelta(hours=2))
    assert await lan.hear() == []


@pytest.mark.parametrize(
    ("typed", "words", "buttons"),
    [
        ("xã côn minh", "Xã Côn Minh, đúng không", ("Đúng",)),
        ("Dương Sơn", "Xã Dương Sơn nay thuộc Xã Côn Minh", ("Đúng",)),
        ("con mnih", "Có phải Ông/Bà muốn nói Xã Côn Minh", ("Đúng",)),
        ("Na Rì", "có thể là nhiều nơi", ("Xã Na Rì",)),
        ("TT Chợ Rã", "Thị trấn Chợ Rã nay thuộc Xã Chợ Rã", ("Đúng",)),
        ("xyz qwt", "Không tìm thấy xã, phường này", ("Chọn xã, phường",)),
    ],
)
async def test_a_typed_commune_is_confirmed_or_asked_back(place: Village, typed: str, words: str, buttons: tuple[str, ...]) -> None:
    lan = place.chat("Lan")
    await lan.start()
    await lan.press("Gửi ý kiến")
    await lan.press(AGREE)
    heard = last(await lan.say(typed))
    assert words in heard.text and heard.buttons[: len(buttons)] == buttons
    assert len(heard.buttons) <= 8


async def test_what_was_said_is_kept_beside_what_it_means(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.start()
    await lan.press("Gửi ý kiến")
    await lan.press(AGREE)
    await lan.say("Xã Dương Sơn")
    await lan.press("Đúng")
    assert "Ông/Bà ghi: Xã Dương Sơn" in last(await lan.say(ROAD)).text
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    assert (sent.unit, sent.said) == (COMMUNE, "Xã Dương Sơn")


async def test_words_at_the_question_for_the_commune_are_not_lost(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.start()
    await lan.press("Gửi ý kiến")
    await lan.press(AGREE)
    assert "Đã ghi thêm" in last(await lan.say("Nước suối bị đục từ khi có mỏ khai thác")).text
    heard = last(await lan.say("Đường từ xã Côn Minh sang Chợ Mới cũng bị xe tải làm hỏng"))
    assert "Đã ghi thêm" in heard.text or "Đúng" in heard.buttons
    await lan.send("photo")
    assert "theo vị trí" in last(await lan.share(place=(22.1, 105.9))).text
    await lan.say("xã Côn Minh")
    await lan.press("Đúng")
    text = await draft_text(lan)
    assert text is not None and "Nước suối" in text and "xe tải" in text and "xã Côn Minh\n" not in text
    _, account = await lan.who()
    found = await place.read(lambda work: drafts.get(work, account))
    assert found is not None and found.unit == COMMUNE


def without(unit: str) -> Callable[[Province], Province]:
    """The same province, where the service is not open for one commune yet."""

    def keep(province: Province) -> Province:
        units = [replace(one, opened=False, instead="Bộ phận một cửa") if one.code == unit else one for one in province.units.all()]
        return replace(province, units=Units(units))

    return keep


async def test_a_commune_that_is_not_open_names_another_way(tmp_path: Path) -> None:
    async with village(tmp_path, keep=without(NEIGHBOUR)) as place:
        lan = place.chat("Lan")
        assert "Bộ phận một cửa" in last(await lan.start(f"c_{NEIGHBOUR}")).text
        await lan.say(ROAD)
        await lan.press(AGREE)
        await lan.say("xã chợ đồn")
        heard = await lan.press("Đúng")
        assert "Bộ phận một cửa" in heard[0].text and "xã, phường nào" in last(heard).text
        assert await draft_text(lan) == ROAD
        await lan.say("con minh")
        assert ROAD in last(await lan.press("Đúng")).text


async def test_the_last_commune_comes_first(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.opinion()
    heard = last(await lan.press("Bỏ qua"))
    heard = last(await lan.press("Gửi ý kiến"))
    assert heard.buttons[:2] == ("Xã Côn Minh", "Xã khác")
    await lan.press("Xã khác")
    await lan.say("xã chợ đồn")
    await lan.press("Đúng")
    await lan.say(ROAD)
    await lan.press("Gửi")
    await lan.press("Bỏ qua")
    assert last(await lan.press("Gửi ý kiến")).buttons[:2] == ("Xã Chợ Đồn", "Xã khác")


async def test_huy_works_everywhere_and_keeps_the_draft(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    for step in (("Sửa",), ("Sửa", "Viết lại nội dung"), ("Sửa", "Sửa xã, phường"), ("Thêm",)):
        for label in step:
            await lan.press(label)
        heard = last(await lan.say("/huy"))
        assert "Đã dừng" in heard.text and "Ý kiến đang viết" in heard.buttons
        _, account = await lan.who()
        assert (await place.read(lambda work: conversations.get(work, account))).flow == ""  # noqa: B023
        await lan.press("Ý kiến đang viết")
    assert await draft_text(lan) == ROAD


async def test_words_while_an_opinion_is_worked_on(place: Village) -> None:
    lan = place.chat("Lan")
    first = await lan.opinion()
    heard = last(await lan.say("Hôm nay đường lại sạt thêm một đoạn"))
    assert heard.buttons == (f"Bổ sung vào {first.code}", "Ý kiến mới", "Hủy")
    await lan.send("photo")
    await lan.press(f"Bổ sung vào {first.code}")
    assert [words for _, words in await place.read(lambda work: opinions.additions(work, first.id))] == [
        "Hôm nay đường lại sạt thêm một đoạn"
    ]
    assert len(await place.read(lambda work: attachments.of(work, first.id))) == 1 and await draft_text(lan) is None
    await lan.say("Đường điện thôn tôi hay mất")
    await lan.press("Hủy")
    assert await draft_text(lan) is None
    await lan.say("Đường điện thôn tôi hay mất")
    await lan.press("Ý kiến mới")
    await lan.press("Xã Côn Minh")
    await lan.press("Gửi")
    assert len(await place.all_opinions()) == 2


async def test_a_reply_to_a_message_about_an_opinion(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    receipt = last(await lan.press("Gửi"))
    await lan.press("Bỏ qua")
    second = await lan.opinion("Đường điện thôn tôi hay mất")
    first = next(one for one in await place.all_opinions() if one.id != second.id)
    heard = last(await lan.say("cảm ơn", replied=receipt.id))
    assert heard.buttons == (f"Bổ sung vào {first.code}", "Ý kiến mới", "Hủy")


async def test_another_persons_message_is_no_way_in(place: Village) -> None:
    lan, tuan = place.chat("Lan"), place.chat("Tuấn")
    await lan.opinion()
    await tuan.opinion("Đường điện thôn tôi hay mất")
    (mine,) = [one for one in await place.all_opinions() if one.text == ROAD]
    assert (await tuan.who())[0] != mine.author
    heard = last(await tuan.say("Trạm y tế xã chưa có bác sĩ"))
    assert mine.code not in " ".join(heard.buttons)


async def test_a_dialogues_poster_brings_commune_and_dialogue(place: Village) -> None:
    at = place.clock.now()
    root = place.province.units.root.code
    above = await place.plan(at + timedelta(days=9), unit=root, opens=at - timedelta(days=1), closes=at + timedelta(days=5))
    await place.plan(at + timedelta(days=8), opens=at - timedelta(days=1), closes=at + timedelta(days=5))
    lan = place.chat("Lan")
    await lan.start(f"d_{above.short}-{COMMUNE}")
    await lan.press(AGREE)
    await lan.press("Xã Côn Minh")
    assert "Tỉnh Thái Nguyên" in last(await lan.say(ROAD)).text
    await lan.press("Gửi")
    assert (await place.all_opinions())[0].dialogue == above.id
    place.clock.advance(timedelta(days=6))
    heard = await lan.start(f"d_{above.short}")
    assert "không nhận ý kiến gửi trước" in heard[0].text and "Xã Côn Minh" in last(heard).buttons


async def test_the_schedule_needs_no_consent_and_leads_to_writing(place: Village) -> None:
    at = place.clock.now()
    coming = await place.plan(at + timedelta(days=9), opens=at - timedelta(days=1), closes=at + timedelta(days=5))
    lan = place.chat("Lan")
    assert "Chưa có lịch" in last(await lan.say("/lich")).text
    await lan.press("Chọn xã, phường")
    await lan.say("con minh")
    await lan.press("Đúng")
    cards = await lan.press("Lịch đối thoại")
    assert "Nhà văn hóa" in cards[0].text and "1 cuộc" in last(cards).text
    person, _ = await lan.who()
    found = await place.read(lambda work: people.get(work, person))
    assert found is not None and found.commune == ""
    await lan.say("/lich con minh")
    assert AGREE in last(await lan.press("Gửi ý kiến")).buttons
    assert "Xã Côn Minh" in last(await lan.press(AGREE)).buttons and coming


async def test_posters_can_be_typed(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    await lan.say(f"c_{COMMUNE}")
    await lan.say("1")
    assert "Xã Côn Minh" in last(await lan.hear() or await lan.say("1")).text
    assert "không còn hiệu lực" in last(await lan.start("c_99999")).text
    assert "không còn hiệu lực" in last(await lan.start("d_NOSUCH")).text


async def test_a_number_that_is_on_no_button(place: Village) -> None:
    lan = place.chat("Lan", channel="plain")
    await lan.start()
    await lan.say("1")
    assert "Không có lựa chọn" in last(await lan.say("7")).text
    await lan.say("1")
    await lan.say("con minh")
    await lan.say("số 1")
    await lan.say(ROAD)
    place.clock.advance(timedelta(seconds=9))
    await lan.hear()
    assert "Không có lựa chọn" in last(await lan.say("9.")).text
    assert await draft_text(lan) == ROAD
    heard = last(await lan.say("0"))
    assert "còn một ý kiến đang viết" in heard.text


async def test_what_cannot_be_read_is_answered(place: Village) -> None:
    lan = place.chat("Lan")
    office = place.province.office
    heard = last(await lan._turn(kind="unsupported"))
    assert "chưa đọc được" in heard.text
    assert office.phone in heard.text and office.address in heard.text
    for _ in range(9):  # the rest of a handful of stickers
        assert await lan._turn(kind="unsupported") == []
    place.clock.advance(timedelta(seconds=place.province.rules.draft.burst_seconds))
    assert "chưa đọc được" in last(await lan._turn(kind="unsupported")).text


async def test_the_phone_number_is_kept_for_the_handler_only(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await lan.press("Để lại số điện thoại")
    assert "chưa đúng" in last(await lan.say("một hai ba")).text
    await lan.share(phone="+84 912 345 678")
    person, _ = await lan.who()
    assert await place.read(lambda work: people.phone(work, person)) == "0912345678"
    now = await place.read(lambda work: opinions.get(work, sent.id))
    assert now is not None and now.phone_shared and person
    assert b"0912345678" not in on_disk(place) and b"912 345" not in on_disk(place)
