"""`Trong hội nghị` on a weak phone and a bad line: late taps, doubled taps, words in any order, one message without a tap."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.marks import Mark
from bot.services import opinions as authors
from bot.services import privacy, triage
from bot.talk.incoming import Incoming, Media
from storage import conversations, journal, marks
from storage.work import Work
from tests.office import AGENCY, NEIGHBOUR, PROVINCE, Heard, Office, Worker, office
from tests.rooms import Meeting, doors, meeting


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        doors(one)
        yield one


async def clerk(place: Office, room: Meeting, name: str = "An") -> Worker:
    """An officer who opened the room."""
    who = await place.enrol(name, "officer")
    await who.say("/doithoai")
    await who.press(next(one for one in who.shown if one.startswith("Xã Côn Minh, ")))
    await who.press("Trong hội nghị")
    return who


async def mark(room: Meeting, no: int) -> Mark | None:
    return await room.office.read(lambda work: marks.of(work, room.dialogue.id, room.topics[no - 1].id))


async def of(room: Meeting, no: int) -> tuple[str, date | None, str, str]:
    found = await mark(room, no)
    return (found.kind, found.day, found.agency, found.text) if found else ("", None, "", "")


def said(heard: list[Heard]) -> str:
    return "\n".join(one.text for one in heard)


async def test_the_topics_come_one_by_one(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    shown = await an.press("Đã trả lời")
    assert "Nhập lời đã nói" in said(shown)
    shown = await an.say("Ngày mai xã cho người ra sửa cầu")
    assert "Chủ đề 2: Trạm y tế" in said(shown)
    assert not shown[-1].again, "it stands below what was typed"
    await an.press("Hẹn")
    shown = await an.press(next(one for one in an.shown if one.startswith("1 tuần")))
    assert shown[-1].again, "the card is changed where nothing was typed"
    await an.press("Bỏ qua")
    await an.press("Giao")
    shown = await an.press("Phòng Kinh tế")
    await an.say("30/12")
    shown = await an.say("Giao phòng Kinh tế xem đường dây")
    assert "Mọi chủ đề đều đã được ghi" in said(shown)
    assert await of(room, 1) == ("answered", None, "", "Ngày mai xã cho người ra sửa cầu")
    assert await of(room, 2) == ("promised", date(2026, 12, 28), "", "")
    assert await of(room, 3) == ("assigned", date(2026, 12, 30), AGENCY, "Giao phòng Kinh tế xem đường dây")


async def test_numbers_do_what_buttons_do(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.say("4")
    assert (await of(room, 1))[0] == "not_reached"
    await an.say("1")
    assert (await of(room, 2))[0] == "answered"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("/ghi 2 trả lời Trạm đã có thuốc", ("answered", None, "", "Trạm đã có thuốc")),
        ("/ghi 2 tl", ("answered", None, "", "")),
        ("/ghi 2 hẹn 30/12 Tuần sau có thuốc", ("promised", date(2026, 12, 30), "", "Tuần sau có thuốc")),
        ("/ghi 2 hen cuoi quy bo sung", ("promised", date(2026, 12, 31), "", "bo sung")),
        ("/ghi 2 giao kinh tế 30/12 Xem lại kinh phí", ("assigned", date(2026, 12, 30), AGENCY, "Xem lại kinh phí")),
        ("/ghi 2 giao Phòng Kinh tế, thứ sáu: xem lại", ("assigned", date(2026, 12, 25), AGENCY, "xem lại")),
        ("/ghi 2 chưa", ("not_reached", None, "", "")),
        ("/ghi mục 2 chưa đến lượt", ("not_reached", None, "", "")),
        ("ghi 2 tra loi da cap thuoc", ("answered", None, "", "da cap thuoc")),
        ("2 tra loi da cap thuoc", ("answered", None, "", "da cap thuoc")),
        (f"/ghi 2 trả lời {'dài ' * 300}", ("answered", None, "", ("dài " * 300).strip())),
    ],
)
async def test_one_message_without_a_tap(place: Office, line: str, wanted: tuple[str, date | None, str, str]) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.say(line)
    assert await of(room, 2) == wanted
    assert (await of(room, 1), await of(room, 3)) == (("", None, "", ""),) * 2


async def test_what_cannot_be_read_is_kept_and_asked_back(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    shown = await an.say("/ghi 9 trả lời không có mục này")
    assert "Đã giữ lời: “/ghi 9" not in said(shown)
    assert "không có mục này" in said(shown)
    await an.press("Bỏ lời này")
    shown = await an.say("Chủ tịch nói sẽ xem xét")
    assert "Đã giữ lời: “Chủ tịch nói sẽ xem xét”" in said(shown)
    await an.press("Chủ đề sau")
    shown = await an.press("Hẹn")
    await an.say("30/12")
    assert await of(room, 2) == ("promised", date(2026, 12, 30), "", "Chủ tịch nói sẽ xem xét")


async def test_half_a_line_is_asked_for_the_rest(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    shown = await an.say("/ghi 2 hẹn sẽ cấp đủ thuốc")
    assert "hẹn ngày nào" in said(shown)
    shown = await an.say("không rõ")
    assert "Chưa rõ ngày nào" in said(shown) or "hẹn ngày nào" in said(shown)
    await an.say("31/12")
    assert await of(room, 2) == ("promised", date(2026, 12, 31), "", "sẽ cấp đủ thuốc")


async def test_a_late_tap_is_for_its_own_topic(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    first = an.shown["Chưa đến lượt"]
    await an.press("Đã trả lời")
    await an.say("Đã nói rõ")
    await an.tap(first)
    await an.tap(first)
    assert (await of(room, 1))[0] == "not_reached"
    assert await of(room, 2) == ("", None, "", "")
    story = await place.read(lambda work: [one for one in journal.of(work, room.topics[0].id) if one.verb == "mark"])
    assert [one.facts["mark"] for one in story] == ["answered", "answered", "not_reached"], "the words are a change, a doubled tap is none"


async def test_a_correction_from_the_list(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.say("/ghi 1 trả lời Đã nói rõ")
    await an.press("Các chủ đề")
    await an.press(next(one for one in an.shown if one.startswith("✓ 1.")))
    await an.press("Hẹn")
    await an.say("30/12")
    await an.press("Bỏ qua")
    assert await of(room, 1) == ("promised", date(2026, 12, 30), "", "")
    assert len(await place.read(lambda work: marks.lines(work, room.dialogue.id, room.topics[0].id))) == 2


async def test_a_recording_says_the_words(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Đã trả lời")
    await speak(place, an)
    found = await mark(room, 1)
    assert found is not None
    assert found.unwritten
    await speak(place, an)  # nobody said what for
    await an.press("Đã trả lời")
    found = await mark(room, 2)
    assert found is not None
    assert found.unwritten


async def speak(place: Office, who: Worker) -> list[Heard]:
    media = (Media(kind="voice", ref="v", size=100),)
    return await who._turn(Incoming(peer=who.peer, kind="media", at=place.clock.now(), media=media))


async def test_the_end_tells_what_is_left(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.say("/ghi 2 trả lời xong")
    await an.press("Đã trả lời")
    await speak(place, an)
    shown = await an.press("Kết thúc hội nghị")
    assert "Chưa ghi 1 chủ đề: 3." in said(shown)
    assert "bản ghi âm của 1 chủ đề: 1." in said(shown)
    await an.press("Kết thúc hội nghị")
    await an.say("/ghi 3 hẹn 31/12 Sẽ sửa đường điện")
    assert (await of(room, 3))[0] == "promised", "until the conclusion"
    await room.goes("concluded")
    shown = await an.say("/ghi 3 chưa")
    assert "Chỉ ghi được từ trước giờ khai mạc" in said(shown)
    assert (await of(room, 3))[0] == "promised"


@pytest.mark.parametrize(("role", "unit", "agency"), [("officer", NEIGHBOUR, ""), ("handler", "02185", AGENCY), ("leader", PROVINCE, "")])
async def test_nobody_else_finds_the_room(place: Office, role: str, unit: str, agency: str) -> None:
    room = await meeting(place)
    who = await place.enrol("Nam", role, unit, agency)  # type: ignore[arg-type]
    assert "Hiện không có hội nghị" in said(await who.say("/ghi 1 trả lời Lời của người khác"))
    an = await clerk(place, room)
    place.names["Nam"].shown |= an.shown
    for label in ("Đã trả lời", "Hẹn", "Các chủ đề", "Kết thúc hội nghị"):
        await who.tap(an.shown[label])
    assert await of(room, 1) == ("", None, "", "")


async def test_before_its_hour_the_card_has_no_such_button(place: Office) -> None:
    room = await meeting(place, phase="frozen")
    an = await clerk(place, room)
    place.clock.advance(-timedelta(hours=2))
    an.shown.clear()
    await an.say("/doithoai")
    await an.press(next(one for one in an.shown if one.startswith("Xã Côn Minh, ")))
    assert "Trong hội nghị" not in an.shown
    assert (await place.read(lambda work: conversations.get(work, an.account))).flow == "dialogue.room"


async def test_what_was_withdrawn_meanwhile_is_no_topic(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    late = an.shown["Đã trả lời"]
    author = place.names["Dân 1"]
    await place.write(lambda work: authors.withdraw(work, author.act, room.topics[0].id))
    await an.tap(late)
    assert await of(room, 1) == ("", None, "", ""), "a late tap does not mean the one that took its number"
    assert await of(room, 2) == ("", None, "", "")
    assert "Đã giữ lời: “1 trả lời Đã có thuốc”" in said(await an.say("/ghi 1 trả lời Đã có thuốc")), "nobody has that number now"
    await an.press("Bỏ lời này")
    await place.write(lambda work: authors.withdraw(work, place.names["Dân 2"].act, room.topics[1].id))
    heard = said(await an.say("Xã sẽ cấp thuốc trong tuần"))
    assert "Đã giữ lời: “Xã sẽ cấp thuốc trong tuần”" in heard and "Chủ đề 3: Điện" in heard, "the topic in hand is gone, the words are not"
    assert "✓ Chủ đề 3: Điện" in said(await an.say("/ghi 3 trả lời Đã xem đường dây")), "the others keep theirs"
    assert (await of(room, 3))[0] == "answered"


@pytest.mark.parametrize("how", ["diverted", "erased"])
async def test_the_first_words_of_a_topic_go_with_its_author(place: Office, how: str) -> None:
    """From the room, from the agenda, and from labels of buttons, which stay good for more than a year."""
    room = await meeting(place)
    an, chi = await clerk(place, room), await clerk(place, room, "Chi")
    await an.press("Các chủ đề")
    await chi.say("nhớ lời này")
    await chi.say("/doithoai")
    await chi.press(next(one for one in chi.shown if one.startswith("Xã Côn Minh, ")))
    await chi.press("Chương trình")

    def leaks(work: Work) -> set[str]:
        words, tables = "Cầu treo thôn Nà Làng", ("outbox", "menu", "conversation", "opinion", "mark")
        return {one for one in tables if any(words in str(row) for row in work.all(f"SELECT * FROM {one}"))}

    assert await place.read(leaks) == {"outbox", "menu", "opinion"}
    one, author = room.topics[0], place.names["Dân 1"]
    if how == "erased":
        await place.write(lambda work: privacy.blank(work, author.person))
    else:
        await place.write(lambda work: triage.divert(work, an.act, one.id, one.version))
        for who in (an, chi):
            changed = [heard.text for heard in await who.hear() if heard.again]
            assert changed and all("nội dung đã được xóa" in text for text in changed), "what is on a screen is changed there"
    assert await place.read(leaks) == set()
    assert "Còn lại" in said(await an.say("/ghi")), "the room goes on"
