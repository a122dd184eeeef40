"""Officials in the chat: from the invite to the released answer, and what happens when two press at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.opinions import Opinion
from storage import answers, attachments
from tests.office import AGENCY, Heard, Office, Worker, office


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def test_the_whole_way(place: Office) -> None:
    lan = await place.person("Lan")
    an = await place.enrol("An", "officer")
    ha = await place.enrol("Hà", "handler", agency=AGENCY)
    binh = await place.enrol("Bình", "leader")
    one = await place.opinion(lan)

    card = last(await an.hear())
    assert card.text.startswith("Ý kiến mới (1)") and card.buttons == ("Xem",)
    assert "Nà Làng" not in card.text
    listed = last(await an.press("Xem"))
    assert one.code in listed.text
    item = last(await an.press(one.code))
    assert "Cầu treo" in item.text and "Tiếp nhận" not in item.buttons
    fields = last(await an.press("Phân loại"))
    assert fields.again and len(fields.buttons) == 9  # seven, the next page, back
    item = last(await an.press("Giao thông, cầu đường"))
    assert item.again and item.buttons[0] == "Tiếp nhận"
    await an.press("Tiếp nhận")
    assert [heard.text for heard in await lan.hear()] and (await place.now(one)).status == "accepted"
    agencies = last(await an.press("Chuyển đơn vị"))
    assert agencies.buttons[0] == "Phòng Kinh tế"
    dues = last(await an.press("Phòng Kinh tế"))
    assert dues.buttons[0] == "thứ Ba, 15/12/2026 (10 ngày làm việc)"
    await an.press(dues.buttons[0])
    now = await place.now(one)
    assert (now.status, now.lead) == ("assigned", AGENCY)
    assert len(await lan.hear()) == 1

    card = last(await ha.hear())
    assert "Việc được giao" in card.text and "Nhận việc" in card.buttons
    await ha.press("Nhận việc")
    await ha.press("Trả lời")
    await ha.say("Đã thay dây cầu, kiểm tra an toàn.")
    assert last(await ha.press("Đã thực hiện xong")).buttons == ("Không có văn bản, ảnh", "Hủy")
    review = last(await ha.say("05/TB-UBND"))
    assert "Văn bản: 05/TB-UBND" in review.text
    await ha.press("Hoàn thành")
    assert (await place.now(one)).status == "drafted"
    assert await lan.hear() == []

    card = last(await binh.hear())
    assert "Đã thay dây cầu" in card.text and card.buttons[:2] == ("Duyệt, gửi", "Trả lại để sửa")
    released = last(await binh.press("Duyệt, gửi"))
    assert "Hoàn tác" in released.buttons and await lan.hear() == []
    place.clock.advance(timedelta(seconds=61))
    assert any("Đã thay dây cầu" in heard.text for heard in await lan.hear())
    assert (await place.now(one)).status == "answered"
    late = last(await binh.press("Hoàn tác"))
    assert "Đã quá thời gian" in late.text


async def test_of_two_officers_one_wins(place: Office) -> None:
    lan = await place.person("Lan")
    an, chi = await place.enrol("An", "officer"), await place.enrol("Chi", "officer")
    one = await place.opinion(lan)
    for who in (an, chi):
        await who.hear()
        await who.press("Xem")
        await who.press(one.code)
    await an.press("Phân loại")
    await an.press("Giao thông, cầu đường")
    await an.press("Tiếp nhận")
    lost = last(await chi.press("Phân loại"))
    assert lost.text.startswith("Ý kiến vừa thay đổi, hiện: Đã tiếp nhận.") and "Chuyển đơn vị" in lost.buttons
    assert len(await lan.hear()) == 1


async def test_undo_of_a_release_lets_it_be_released_again(place: Office) -> None:
    lan, ha, binh = await crew(place)
    one = await drafted(place)
    await binh.hear()
    await binh.press("Duyệt, gửi")
    back = last(await binh.press("Hoàn tác"))
    assert (await place.now(one)).status == "drafted" and "Duyệt, gửi" in back.buttons
    place.clock.advance(timedelta(minutes=5))
    assert not [heard for heard in await lan.hear() if "Đã sửa" in heard.text]
    await binh.press("Trả lại để sửa")
    await binh.say("Ghi rõ ngày hoàn thành")
    returned = last(await ha.hear())
    assert "Ghi rõ ngày hoàn thành" in returned.text
    await ha.press("Sửa câu trả lời")
    await ha.press("Sửa nội dung")
    assert "Đã sửa ngày 30/11." in last(await ha.say("Đã sửa ngày 30/11.")).text
    await ha.press("Hoàn thành")
    await binh.hear()
    await binh.press("Duyệt, gửi")
    place.clock.advance(timedelta(seconds=61))
    assert len([heard for heard in await lan.hear() if "Đã sửa ngày 30/11." in heard.text]) == 1


async def crew(place: Office) -> tuple[Worker, Worker, Worker]:
    """Lan who writes, Hà who handles, Bình who leads; An receives."""
    await place.enrol("An", "officer")
    ha, binh = await place.enrol("Hà", "handler", agency=AGENCY), await place.enrol("Bình", "leader")
    return await place.person("Lan"), ha, binh


async def drafted(place: Office) -> Opinion:
    """An opinion whose answer waits for the leader, played by An and Hà for Lan."""
    lan, an, ha = place.names["Lan"], place.names["An"], place.names["Hà"]
    one = await place.opinion(lan)
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    for label in ("Phân loại", "Giao thông, cầu đường", "Tiếp nhận", "Chuyển đơn vị", "Phòng Kinh tế"):
        heard = await an.press(label)
    await an.press(last(heard).buttons[0])
    await ha.hear()
    await ha.press("Nhận việc")
    await ha.press("Trả lời")
    await ha.say("Đã sửa.")
    await ha.press("Đã thực hiện xong")
    await ha.press("Không có văn bản, ảnh")
    await ha.say("Việc nhỏ, làm ngay tại chỗ")
    await ha.press("Hoàn thành")
    await lan.hear()
    return one


async def test_one_live_card_counts_up_in_place_and_comes_anew_after_nothing_waited(place: Office) -> None:
    lan, an = await place.person("Lan"), await place.enrol("An", "officer")
    await place.opinion(lan)
    assert [(heard.text.split(" ·")[0], heard.again) for heard in await an.hear()] == [("Ý kiến mới (1)", False)]
    await place.opinion(lan)
    assert [(heard.text.split(" ·")[0], heard.again) for heard in await an.hear()] == [("Ý kiến mới (2)", True)]
    await place.write(lambda work: work.do("UPDATE opinion SET status = 'withdrawn', phase = 'closed'"))
    await place.opinion(lan)
    assert [(heard.text.split(" ·")[0], heard.again) for heard in await an.hear()] == [("Ý kiến mới (1)", False)]


async def test_who_gave_it_back_reads_it_no_more(place: Office) -> None:
    lan, ha, _ = await crew(place)
    an, one = place.names["An"], await place.opinion(lan)
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    for label in ("Phân loại", "Giao thông, cầu đường", "Tiếp nhận", "Chuyển đơn vị", "Phòng Kinh tế"):
        heard = await an.press(label)
    await an.press(last(heard).buttons[0])
    await ha.hear()
    await ha.press("Trả lại (không đúng thẩm quyền)")
    await ha.press("Thuộc thẩm quyền của cấp khác")
    gone = last(await ha.say("Cầu do tỉnh quản lý"))
    assert gone.text == f"{one.code}: đã chuyển khỏi nơi Ông/Bà phụ trách." and gone.buttons == ()
    assert last(await ha.press("Nhận việc")).text == "Ông/Bà không còn quyền thực hiện việc này."


async def test_a_cancelled_answer_leaves_nothing_and_a_cancelled_change_loses_nothing(place: Office) -> None:
    await crew(place)
    one = await drafted(place)
    ha, binh = place.names["Hà"], place.names["Bình"]
    await ha.press("Sửa câu trả lời")
    await ha.send_photo()
    await ha.press("Hoàn thành")
    await ha.press("Sửa câu trả lời")
    await ha.press("Hủy")
    answer = await place.read(lambda work: answers.answered(work, one.id, 0))
    assert answer is not None and len(await place.read(lambda work: attachments.of(work, answer.id))) == 1
    await binh.hear()
    assert "Xem ảnh, tệp" in binh.shown
    await place.write(lambda work: work.do("DELETE FROM answer"))
    await place.write(lambda work: work.do("UPDATE opinion SET status = 'in_progress'"))
    await ha.say("/viec")
    await ha.press("Việc được giao (1)")
    await ha.press(one.code)
    await ha.press("Trả lời")
    await ha.send_photo()
    before = await place.read(lambda work: work.one("SELECT count(*) FROM attachment"))
    await ha.press("Hủy")
    after = await place.read(lambda work: work.one("SELECT count(*) FROM attachment"))
    assert (before, after) == ((2,), (1,))


async def test_menu_of_one_who_holds_no_office(place: Office) -> None:
    lan = await place.person("Lan")
    for command in ("/viec", "/moi", "/quahan", "/bantin", "/tim YK-26-ABCDEF-G"):
        assert "Ông/Bà chọn nơi" in last(await lan.say(command)).text
