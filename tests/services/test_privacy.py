"""Erasing a person: no byte of theirs is left on disk, the record stays, and the last word still arrives."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.services import privacy
from storage import attachments, attendance, counts, inbox, journal, opinions, people
from storage.work import Work
from tests.village import COMMUNE, Chat, Village, village

CANARY = "chimyến"
TEXT = f"Đường vào thôn {CANARY} hỏng nặng lắm rồi"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


def on_disk(place: Village) -> bytes:
    """Every byte of the database, after the log was folded in."""
    with closing(sqlite3.connect(place.path)) as other:
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    return b"".join(one.read_bytes() for one in sorted(place.path.parent.iterdir()) if one.is_file())


def holds(place: Village, *words: str) -> list[str]:
    found = on_disk(place)
    spellings = {word: (word.encode(), word.encode("utf-16-le"), word.encode("unicode_escape")) for word in words}
    return [word for word, forms in spellings.items() if any(one in found for one in forms)]


async def story(place: Village) -> Chat:
    """Someone who left words everywhere: an opinion, an addition, a phone number, a draft, a question left open."""
    lan = place.chat("Lan")
    sent = await lan.opinion(TEXT)
    await lan.press("Để lại số điện thoại")
    await lan.say("0987654321")
    await lan.say(f"Thêm nữa là cầu {CANARY} cũng hỏng")
    await lan.press(f"Bổ sung vào {sent.code}")
    await lan.send("photo")
    await lan.press("Ý kiến mới")
    await lan.press("Xã Côn Minh")
    await lan.say(f"Trường học ở {CANARY} dột")
    return lan


async def test_nothing_of_a_person_is_left(place: Village) -> None:
    officer = await place.enrol("An", "officer")
    lan = await story(place)
    await officer.hear()
    await officer.press("Xem")
    (sent,) = await place.all_opinions()
    await officer.press(sent.code)
    person, account = await lan.who()
    assert holds(place, CANARY)
    await place.write(lambda work: work.do("UPDATE attachment SET path = 'aa/bb.jpg', state = 'kept'"))

    await lan.say("/dulieu")
    await lan.press("Xóa dữ liệu của tôi")
    (farewell,) = await lan.press("Xóa hết")
    assert "Đã xóa dữ liệu" in farewell.text
    assert holds(place, CANARY, "Lan Nguyễn", "chat-Lan", "0987654321") == []
    assert await place.read(attachments.doomed) == ["aa/bb.jpg"]
    assert await place.count("draft") == await place.count("piece") == await place.count("attachment") == 0

    (kept,) = await place.all_opinions()
    assert (kept.text, kept.said, kept.account, kept.code, kept.unit) == ("", "", "", sent.code, COMMUNE)
    assert await place.read(lambda work: counts.of_year(work, 2026)) == [(COMMUNE, "commune", "sent", 1)]
    assert await place.read(journal.verify) == 0
    await place.wait(timedelta(minutes=2))
    assert await lan.who() == ("", "")
    for table in ("account", "citizen_key"):
        row = await place.read(lambda work, table=table: work.one(f"SELECT count(*) FROM {table} WHERE person = :p", p=person))  # type: ignore[misc]
        assert row == (0,), table
    for table in ("conversation", "menu", "outbox", "card"):
        row = await place.read(lambda work, table=table: work.one(f"SELECT count(*) FROM {table} WHERE account = :a", a=account))  # type: ignore[misc]
        assert row == (0,), table
    assert await place.read(lambda work: _raws(work, lan)) == set()


def _raws(work: Work, chat: Chat) -> set[bytes]:
    lane = people.index(work, chat.peer.channel, chat.peer.account, chat.peer.chat)
    raws = work.all("SELECT raw FROM inbox WHERE chat = :c", c=lane)
    return {one for one in (work.keys.open_service(row[0], b"inbox") for row in raws) if one != b"{}"}


async def test_nothing_is_left_of_what_someone_wanted_to_say_at_a_dialogue(place: Village) -> None:
    """The subject that was typed and the name by which the clerk would call go; that two people were to come stays until then."""
    officer = await place.enrol("An", "officer")
    dialogue = await place.plan(place.clock.now() + timedelta(days=20))
    lan = place.chat("Lan")
    await lan.start(f"d_{dialogue.short}")
    await lan.press("Đăng ký tham dự")
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await lan.press("2 người")
    await lan.press("Có, tôi muốn phát biểu")
    await lan.say(f"Cầu {CANARY} hỏng")
    await lan.say(f"Hoàng {CANARY}")
    await officer.say("/doithoai")
    await officer.press(next(label for label in officer.shown if label.startswith("Xã Côn Minh")))
    (listed,) = await officer.press("Danh sách phát biểu")
    assert f"Số 1 · Hoàng {CANARY}: Cầu {CANARY} hỏng" in listed.text
    await officer.press("Điểm danh")
    await lan.say("/dulieu")
    await lan.press("Xóa dữ liệu của tôi")
    await lan.press("Xóa hết")
    assert holds(place, CANARY) == []
    assert await place.read(lambda work: attendance.totals(work, dialogue.id)) == (0, 0, 0)
    assert "Chưa có ai đăng ký phát biểu" in (await officer.press("Danh sách phát biểu"))[-1].text


async def test_a_person_who_comes_back_is_someone_new(place: Village) -> None:
    lan = await story(place)
    before, _ = await lan.who()
    await lan.say("/dulieu")
    await lan.press("Xóa dữ liệu của tôi")
    await lan.press("Xóa hết")
    assert "chưa gửi ý kiến" in (await lan.say("/ykien"))[-1].text
    await lan.opinion("Đường điện thôn tôi hay mất")
    after, _ = await lan.who()
    assert after != before
    await place.wait(timedelta(days=2))
    assert (await lan.who())[0] == after
    assert [one.text for one in await place.read(lambda work: opinions.of_author(work, after))] == ["Đường điện thôn tôi hay mất"]


async def test_the_last_word_waits_for_a_chat_that_cannot_be_reached_but_not_for_ever(place: Village) -> None:
    lan = await story(place)
    act = await lan.act()
    await place.write(lambda work: privacy.erase(work, act))
    _, account = await lan.who()
    await place.write(
        lambda work: work.do(
            "INSERT INTO outbox (key, account, purpose, rank, payload, state, due, retry_at, created_at)"
            " VALUES ('x', :a, 'reply', 2, '{}', 'wait', 0, 1, 0)",
            a=account,
        )
    )
    await place.wait(timedelta(hours=3))
    assert await lan.who() != ("", "")
    await place.wait(timedelta(days=1))
    assert await lan.who() == ("", "")


async def test_those_in_office_hand_over_first(place: Village) -> None:
    officer = await place.enrol("An", "officer")
    act = await officer.act()
    with pytest.raises(RuleBroken) as broken:
        await place.write(lambda work: privacy.erase(work, act))
    assert broken.value.code == "erase_official"
    assert (await officer.who())[0] == act.person


async def test_others_keep_what_is_theirs(place: Village) -> None:
    tuan = place.chat("Tuấn")
    his = await tuan.opinion("Trạm y tế xã chưa có bác sĩ")
    lan = await story(place)
    act = await lan.act()
    await place.write(lambda work: privacy.erase(work, act))
    await place.wait(timedelta(minutes=2))
    assert (await place.read(lambda work: opinions.get(work, his.id))) == his
    assert (await tuan.say(his.code))[-1].text.startswith(his.code)


async def test_refusing_a_newer_text_keeps_what_was_agreed_to(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion(TEXT)
    await lan.send("photo")
    act = await lan.act()
    letter = (await place.read(lambda work: work.all("SELECT max(id) FROM inbox")))[0][0]
    await place.write(lambda work: privacy.refuse(work, act, (letter,)))
    assert await place.read(lambda work: inbox.lane(work, letter)) is not None
    assert await place.read(lambda work: inbox.again(work, letter)) is None, "what it said is forgotten"
    assert await place.count("draft") == 0 and await place.count("attachment") == 0
    assert (await place.read(lambda work: opinions.get(work, sent.id))) == sent
