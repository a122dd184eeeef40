"""`Ý kiến tại chỗ`: one message and at most two taps; bound to its dialogue, a topic, a slip; no telephone number in its words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.services import behalf, speaking
from bot.services.behalf import Dictated
from bot.talk.incoming import Incoming, Media
from storage import agendas, attachments, journal, marks, people, villagers
from storage import dialogues as dialogue_rows
from storage import opinions as rows
from tests.office import COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, Worker, office
from tests.rooms import Meeting, doors, meeting


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        doors(one)
        yield one


async def clerk(place: Office, room: Meeting, name: str = "An") -> Worker:
    who = await place.enrol(name, "officer", room.dialogue.unit)
    await who.say("/doithoai")
    await who.press(next(one for one in who.shown if "21/12/2026" in one and not one.startswith("Tổng hợp")))
    await who.press("Trong hội nghị")
    return who


def said(heard: list[Heard]) -> str:
    return "\n".join(one.text for one in heard)


async def entered(place: Office, room: Meeting) -> list[Opinion]:
    """The opinions of the room, in their order on the agenda."""
    topics = await place.read(lambda work: agendas.topics(work, room.dialogue.id))
    return [one.lead for one in topics if one.lead.source == "oral"]


async def test_one_message_and_two_taps(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    before = place.turns
    await an.press("Ý kiến tại chỗ")
    heard = await an.say("Bà Hoa thôn Nà Làng, 0912345678: giếng nước của thôn cạn từ tháng Mười")
    await an.press("Đã trả lời")
    assert place.turns - before == 3, "the whole of it: two taps and one message"
    assert "PHIẾU" in said(heard)
    assert "k_" in said(heard)
    (one,) = await entered(place, room)
    assert (one.dialogue, one.unit, one.source, one.entered_by) == (room.dialogue.id, COMMUNE, "oral", an.person)
    assert one.text == "Bà Hoa thôn Nà Làng: giếng nước của thôn cạn từ tháng Mười"
    assert await place.read(lambda work: villagers.phone(work, one.author)) == "0912345678"
    found = await place.read(lambda work: marks.of(work, room.dialogue.id, one.id))
    assert found is not None
    assert found.kind == "answered"
    first = (await place.read(lambda work: journal.of(work, one.id)))[0]
    assert (first.verb, first.facts["heard"]) == ("send", room.dialogue.id), "the statistics know to which dialogue it belongs"
    assert "09123" not in "".join(str(row) for row in await place.read(lambda work: work.all("SELECT facts FROM journal")))


async def test_several_in_a_row(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Ý kiến tại chỗ")
    for text in ("Đề nghị lắp đèn đường xóm Chợ", "Đề nghị sửa nhà văn hóa thôn Bản Cuôn", "Đề nghị cấp giống ngô vụ xuân"):
        await an.say(text)
    kept = await entered(place, room)
    assert [one.text.split()[2] for one in kept] == ["lắp", "sửa", "cấp"]
    assert len({one.author for one in kept}) == 3, "each has an author of its own, with a slip"


async def test_a_voice_is_an_opinion(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Ý kiến tại chỗ")
    media = (Media(kind="voice", ref="v", size=100),)
    await an._turn(Incoming(peer=an.peer, kind="media", at=place.clock.now(), media=media))
    (one,) = await entered(place, room)
    assert one.text == ""
    assert [file.kind for file in await place.read(lambda work: attachments.of(work, one.id))] == ["voice"]


async def test_it_goes_into_a_topic_that_says_the_same(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Ý kiến tại chỗ")
    await an.say("Cầu treo thôn Nà Làng bị đứt dây rồi")
    await an.press(next(one for one in an.shown if one.startswith("Gộp vào chủ đề 1")))
    topics = await place.read(lambda work: agendas.topics(work, room.dialogue.id))
    assert [(one.lead.id, one.voices) for one in topics] == [(one.id, 2 if one is room.topics[0] else 1) for one in room.topics]


async def test_what_is_a_complaint_is_shown_its_door(place: Office) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Ý kiến tại chỗ")
    complaint = "Tôi khiếu nại quyết định số 12 thu hồi đất của gia đình tôi"
    heard = await an.say(complaint)
    assert "khiếu nại" in said(heard).lower()
    assert await entered(place, room) == []
    await an.press("Không phải, đây là kiến nghị")
    await an.say(complaint)
    assert await entered(place, room) == [], "what they deny to be one is read by the province first"
    kept = await place.read(lambda work: rows.entered_by(work, an.person))
    assert [(one.desk, one.contested, one.dialogue) for one in kept] == [(PROVINCE, "complaint", room.dialogue.id)]


async def test_at_a_dialogue_of_the_province_the_commune_is_asked_once(place: Office) -> None:
    room = await meeting(place, 1, unit=PROVINCE)
    an = await clerk(place, room)
    heard = await an.press("Ý kiến tại chỗ")
    assert "ở xã, phường nào" in said(heard)
    await an.say("Côn Minh")
    await an.press("Xã Côn Minh")
    await an.say("Đề nghị tỉnh nâng cấp đường liên xã")
    await an.say("Đề nghị tỉnh hỗ trợ giống cây")
    assert [one.unit for one in await entered(place, room)] == [COMMUNE, COMMUNE]


async def test_a_clerk_by_name_enters_too_and_nobody_else(place: Office) -> None:
    room = await meeting(place)
    hand = await place.enrol("Hà", "handler", NEIGHBOUR, f"{NEIGHBOUR}.kinh_te")
    told = Dictated(id="x", unit=COMMUNE, text="Đề nghị sửa cầu")

    async def refused(who: Worker) -> str:
        with pytest.raises(RuleBroken) as why:
            await place.write(lambda work: speaking.speak(work, who.act, room.dialogue.id, told))
        return why.value.code

    assert await refused(hand) == "not_yours"
    for name, role, unit in (("Thôn", "hamlet_head", COMMUNE), ("Xa", "officer", NEIGHBOUR), ("Tỉnh", "leader", PROVINCE)):
        assert await refused(await place.enrol(name, role, unit)) == "not_yours"  # type: ignore[arg-type]
    await place.write(lambda work: dialogue_rows.set_clerk(work, room.dialogue.id, hand.person))
    one = await place.write(lambda work: speaking.speak(work, hand.act, room.dialogue.id, told))
    _, secret, _ = await place.write(lambda work: behalf.give_slip(work, hand.act, one.id))
    assert len(secret) == 10
    await room.goes("concluded")
    assert await refused(hand) == "room_closed"
    assert await place.read(lambda work: people.get(work, one.author)) is not None


@pytest.mark.parametrize("text", ["a" * 20_000, ""])
async def test_bad_words_change_nothing(place: Office, text: str) -> None:
    room = await meeting(place)
    an = await clerk(place, room)
    await an.press("Ý kiến tại chỗ")
    await an.say(text)
    assert await entered(place, room) == []
    await an.say("Đề nghị sửa cầu thôn Nà Làng")
    assert len(await entered(place, room)) == 1
