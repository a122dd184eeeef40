"""An answer that waits does not change under whoever releases it, and what its author added meanwhile is read before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.replies import filled, holes, offered
from bot.notices import officials
from bot.services import handling, triage
from bot.services import opinions as authors
from bot.services.handling import Reply
from bot.talk.screen import say
from storage import answers, attachments, opinions
from storage.work import Work
from tests.office import AGENCY, Heard, Office, do, office, province


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        yield one


async def working(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, "An", triage.classify, one, "giao_thong")
    await do(place, "An", triage.accept, one)
    await do(place, "An", triage.assign, one, agency=AGENCY, due=date(2026, 12, 15))
    one = await do(place, "Hà", handling.take_on, one)
    await hush(place)
    return one


async def hush(place: Office) -> None:
    for worker in place.names.values():
        await worker.hear()


async def drafted(place: Office) -> Opinion:
    """An answer handed in through the chat, with a picture."""
    one = await working(place)
    ha = place.names["Hà"]
    await opened(place, "Hà", one)
    await ha.press("Trả lời")
    await ha.send_photo()
    await ha.say("Đã nối lại cầu treo")
    await ha.press("Đã thực hiện xong")
    await ha.press("Hoàn thành")
    return await place.now(one)


async def opened(place: Office, who: str, one: Opinion) -> Heard:
    worker = place.names[who]
    await worker.say("/viec")
    label = next(label for label in reversed(worker.shown) if label.startswith(("Việc được giao (", "Chưa giải quyết xong (")))
    await worker.press(label)
    return (await worker.press(one.code))[-1]


async def pictures(place: Office, one: Opinion) -> int:
    def look(work: Work) -> int:
        answer = answers.answered(work, one.id, one.reopened)
        return len(attachments.of(work, answer.id)) if answer else 0

    return await place.read(look)


async def test_what_is_being_changed_is_not_in_what_waits(place: Office) -> None:
    one = await drafted(place)
    ha = place.names["Hà"]
    await opened_again(place, one)
    await ha.send_photo()
    assert await pictures(place, one) == 1
    await ha.press("Hủy")
    assert await pictures(place, one) == 1
    await opened_again(place, one)
    await ha.send_photo()
    await ha.press("Hoàn thành")
    assert await pictures(place, one) == 2


async def opened_again(place: Office, one: Opinion) -> None:
    """The writer takes the answer up again from a fresh card."""
    ha = place.names["Hà"]
    await ha.hear()

    def bring(work: Work) -> None:
        now = opinions.get(work, one.id)
        assert now is not None
        officials.bring_card(work, replace(ha.act, person=""), now, ha.person, event=place.mint.id(), why=say("notice-handed"))

    await place.write(bring)
    await ha.hear()
    await ha.press("Sửa câu trả lời")


async def test_a_draft_that_changed_is_not_released_by_an_old_button(place: Office) -> None:
    one = await drafted(place)
    act = place.names["Bình"].act
    again = Reply(id=place.mint.id(), text="Đã nối lại, thay dây mới", outcome="done", document="1")
    await do(place, "Hà", handling.draft, one, again)
    with pytest.raises(RuleBroken, match="stale"):
        await place.write(lambda work: handling.release(work, act, one.id, one.version))


async def test_what_came_after_the_answer_is_read_before_it_leaves(place: Office) -> None:
    one = await drafted(place)
    binh = place.names["Bình"]
    await binh.hear()
    place.clock.advance(timedelta(seconds=5))
    await place.write(lambda work: authors.add(work, place.names["Lan"].act, one.id, "Dây lại đứt hôm qua"))
    with pytest.raises(RuleBroken, match="added_since"):
        await do(place, "Bình", handling.release, one)
    asked = (await binh.press("Duyệt, gửi"))[-1]
    assert "“Dây lại đứt hôm qua”" in asked.text
    await place.write(lambda work: authors.add(work, place.names["Lan"].act, one.id, "Có người ngã"))
    asked = (await binh.press("Vẫn duyệt, gửi"))[-1]
    assert "Có người ngã" in asked.text and (await place.now(one)).status == "drafted"
    await binh.press("Vẫn duyệt, gửi")
    assert (await place.now(one)).status == "answered"


async def test_a_ready_made_answer_is_filled_and_a_hole_stops_it(place: Office) -> None:
    one = await working(place)
    ha = place.names["Hà"]
    await opened(place, "Hà", one)
    await ha.press("Trả lời")
    await ha.press("Mẫu trả lời")
    offered_now = (await ha.press("Đã thực hiện xong"))[-1]
    assert offered_now.buttons[0] == "Đã sửa đường, cầu" and "Đã xử lý môi trường" not in offered_now.buttons
    await ha.press("Đã làm xong (chung)")
    await ha.say("đã nối lại cầu treo.")
    review = (await ha.send_photo())[-1]
    assert "thực hiện xong: đã nối lại cầu treo." in review.text and "Phòng Kinh tế đã kiểm tra" in review.text
    stopped = (await ha.press("Hoàn thành"))[-1]
    assert "còn chỗ trống: số văn bản" in stopped.text and (await place.now(one)).status == "in_progress"
    await ha.press("Sửa ảnh, văn bản")
    assert "văn bản số 05/TB-UBND" in (await ha.say("05/TB-UBND"))[-1].text
    await ha.press("Hoàn thành")
    kept = await place.read(lambda work: answers.answered(work, one.id, 0))
    assert kept is not None and not holes(kept.text) and "05/TB-UBND" in kept.text


@pytest.mark.parametrize("text", ["Xin xem {so_van_ban}", "Xong {noi_dung}", "{bất_kỳ}"])
async def test_no_hole_is_handed_in(place: Office, text: str) -> None:
    one = await working(place)
    with pytest.raises(RuleBroken, match="placeholder"):
        await do(place, "Hà", handling.draft, one, Reply(id=place.mint.id(), text=text, outcome="done", no_proof="Chưa có"))


def test_every_shipped_answer_fits_every_outcome() -> None:
    templates = province().templates
    assert len(templates) >= 12
    for outcome in ("done", "explained", "scheduled", "not_ours", "unfounded"):
        assert offered(templates, "khac", outcome), outcome
    assert filled("{a} {b} {c}", {"a": "1", "b": ""}) == "1 {b} {c}"
