"""After sending: an own opinion's story, tracking by code, the verdict, and what the author hears of each step."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.notices import citizens
from bot.services import handling, moves, ratings, triage
from storage import answers, attachments, drafts, opinions, people
from storage.work import Work
from tests.village import COMMUNE, ROAD, Chat, Heard, Village, village

AGENCY = f"{COMMUNE}.kinh_te"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        await one.enrol("An", "officer")
        await one.enrol("Bình", "leader")
        await one.enrol("Hà", "handler", agency=AGENCY)
        yield one


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def now(place: Village, opinion: Opinion) -> Opinion:
    found = await place.read(lambda work: opinions.get(work, opinion.id))
    assert found is not None
    return found


async def accepted(place: Village, opinion: Opinion) -> None:
    act = await place.chat("An").act()
    version = (await now(place, opinion)).version
    await place.write(lambda work: triage.classify(work, act, opinion.id, version, "giao_thong"))
    await place.write(lambda work: triage.accept(work, act, opinion.id, version + 1))


async def assigned(place: Village, opinion: Opinion) -> None:
    act = await place.chat("An").act()
    version = (await now(place, opinion)).version
    await place.write(lambda work: triage.assign(work, act, opinion.id, version, agency=AGENCY, due=date(2026, 12, 15)))


async def answered(place: Village, opinion: Opinion, text: str = "Đã san lại mặt đường.") -> None:
    """Worked on, answered, released, and the moment of calling it back is over."""
    ha, binh = await place.chat("Hà").act(), await place.chat("Bình").act()

    def work_on(work: Work) -> None:
        found = opinions.get(work, opinion.id)
        assert found is not None
        found = moves.move(work, ha, found, "take_on")
        draft = Answer(
            id=ha.mint.id(), opinion=found.id, round=found.reopened, text=text, document="05/TB-UBND", no_proof="", outcome="done",
            promised="", author=ha.person, at=ha.at,
        )  # fmt: skip
        answers.keep(work, draft)
        found = moves.move(work, ha, found, "draft")
        handling.release(work, binh, found.id, found.version)

    await place.write(work_on)
    await place.wait(timedelta(seconds=61))


async def test_each_step_is_heard_once(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    (one,) = await lan.hear()
    assert one.text == f"Ý kiến {sent.code} của Ông/Bà đã được tiếp nhận."
    await assigned(place, sent)
    (one,) = await lan.hear()
    assert "Phòng Kinh tế" in one.text and "15/12/2026" in one.text
    await answered(place, sent)
    (one,) = await lan.hear()
    assert "Đã san lại mặt đường." in one.text and "05/TB-UBND" in one.text
    assert one.buttons == ("Hài lòng", "Chưa hài lòng", "Chưa thực hiện")
    await lan.press("Hài lòng")
    assert (await now(place, sent)).status == "closed"
    await place.wait(timedelta(days=30))
    assert await lan.hear() == []


async def test_as_much_as_the_person_wants(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await lan.say("/dulieu")
    await lan.press("Nhận thông báo")
    await lan.press("Chỉ kết quả")
    await accepted(place, sent)
    await assigned(place, sent)
    assert await lan.hear() == []
    await answered(place, sent)
    assert len(await lan.hear()) == 1
    second = await lan.opinion("Đường điện thôn tôi hay mất")
    await lan.say("/dulieu")
    await lan.press("Nhận thông báo")
    await lan.press("Tắt")
    await accepted(place, second)
    await assigned(place, second)
    await answered(place, second)
    assert await lan.hear() == []
    await lan.say("/ketqua")
    heard = last(await lan.press(f"{second.code}: Đã trả lời"))
    assert heard.buttons[:3] == ("Hài lòng", "Chưa hài lòng", "Chưa thực hiện")
    assert "Đã san lại mặt đường." in last(await lan.press("Xem trả lời")).text


async def test_a_long_answer_is_whole_in_several_messages(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    await assigned(place, sent)
    await lan.hear()
    text = " ".join(f"câu {n}" for n in range(500))
    await answered(place, sent, text)
    heard = await lan.hear()
    assert len(heard) > 1 and heard[-1].buttons[0] == "Hài lòng" and not any(one.buttons for one in heard[:-1])
    whole = " ".join(" ".join(one.text for one in heard).split())
    assert all(f"câu {n}" in whole for n in range(500))


@pytest.mark.parametrize("size", [1, 7, 30])
def test_parts_lose_nothing(size: int) -> None:
    text = "một hai ba bốn\nnăm sáu bảytámchínmườimộtmười hai"
    found = citizens.parts(text, size)
    assert "".join("".join(found).split()) == "".join(text.split()) and all(len(one) <= size for one in found)


async def test_dissatisfied_needs_a_reason_and_opens_it_again(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    await assigned(place, sent)
    await answered(place, sent)
    await lan.hear()
    await lan.press("Chưa hài lòng")
    assert "lý do" in last(await lan.say("Không")).text
    assert "lý do" in last(await lan.send("photo")).text
    heard = last(await lan.send("voice"))
    assert "Đã mở lại" in heard.text and "Phòng Kinh tế" in heard.text
    kept = await now(place, sent)
    assert (kept.status, kept.reopened, kept.lead, kept.outcome) == ("reopened", 1, AGENCY, "")
    assert kept.due is not None and kept.due > place.clock.now()
    assert len(await place.read(lambda work: attachments.of(work, sent.id))) == 1
    assert "mở lại" in last(await place.chat("Hà").hear()).text


async def test_a_reply_to_the_answer_is_a_verdict_or_something_new(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    await assigned(place, sent)
    await answered(place, sent)
    notice = last(await lan.hear())
    heard = last(await lan.say("Chưa thấy ai làm gì cả", replied=notice.id))
    assert heard.buttons == ("Chưa hài lòng", "Chưa thực hiện", "Ý kiến mới", "Hủy")
    await lan.press("Chưa thực hiện")
    assert (await now(place, sent)).status == "reopened"
    assert await place.read(lambda work: answers.rated(work, sent.id, 0)) == "Chưa thấy ai làm gì cả"


async def test_an_old_verdict_button_does_nothing_to_the_new_round(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    await assigned(place, sent)
    await answered(place, sent)
    await lan.hear()
    old = dict(lan.shown)
    await lan.press("Chưa thực hiện")
    await lan.say("chưa ai làm gì cả")
    await answered(place, sent, "Đã làm xong hẳn.")
    await lan.hear()
    lan.shown = dict(old)
    assert "không còn chờ đánh giá" in last(await lan.press("Hài lòng")).text
    assert (await now(place, sent)).status == "answered"


async def test_silence_closes_it_and_is_counted_apart(place: Village) -> None:
    """And bug 10 of the neighbours: what is written after the close neither reopened it nor began anything."""
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await accepted(place, sent)
    await assigned(place, sent)
    await answered(place, sent)
    await lan.hear()
    await place.wait(timedelta(days=9))
    assert await lan.hear() == []
    await place.wait(timedelta(days=2))
    (one,) = await lan.hear()
    assert "hết hạn đánh giá" in one.text
    kept = await now(place, sent)
    assert (kept.status, kept.closed_as) == ("closed", "no_reply")
    assert "không còn chờ đánh giá" in last(await lan.press("Hài lòng")).text
    assert "Ông/Bà gửi ý kiến về Xã Côn Minh?" in last(await lan.say("Mưa to, đường lại sạt thêm một đoạn")).text
    assert await place.read(lambda work: drafts.get(work, sent.account)) is not None, "kept as a new opinion's draft"


async def test_a_stranger_reads_the_same_for_right_and_wrong_codes(place: Village) -> None:
    lan, tuan = place.chat("Lan"), place.chat("Tuấn")
    sent = await lan.opinion()
    right = await tuan.say(f"/tracuu {sent.code}")
    wrong = await tuan.say("/tracuu YK-26-ZZZZZZ-Z")
    odd = await tuan.say("/tracuu gì đó")
    assert (
        [(one.text, one.buttons) for one in right] == [(one.text, one.buttons) for one in wrong] == [(one.text, one.buttons) for one in odd]
    )
    for typed in (sent.code.lower(), sent.code.replace("-", ""), f"tra cuu {sent.code}"):
        heard = last(await lan.say(typed if typed.startswith("tra") is False else f"/tracuu {sent.code}"))
        assert heard.text.startswith(sent.code)


async def test_five_misses_lock_this_chats_tracking_for_an_hour(place: Village) -> None:
    lan, tuan = place.chat("Lan"), place.chat("Tuấn")
    sent = await lan.opinion()
    for n in "ABCDE":
        assert "Không tìm thấy" in last(await tuan.say(f"YK-26-{n * 6}-A")).text
    assert "tạm dừng" in last(await tuan.say(sent.code)).text
    assert last(await lan.say(sent.code)).text.startswith(sent.code)
    place.clock.advance(timedelta(minutes=59))
    assert "tạm dừng" in last(await tuan.say(sent.code)).text
    place.clock.advance(timedelta(minutes=2))
    assert "Không tìm thấy" in last(await tuan.say(sent.code)).text


async def test_only_until_it_is_accepted(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await lan.say("/ykien")
    heard = last(await lan.press(f"{sent.code}: Đã gửi"))
    assert {"Sửa xã, phường", "Rút ý kiến"} <= set(heard.buttons)
    await accepted(place, sent)
    assert "không sửa, rút được nữa" in last(await lan.press("Rút ý kiến")).text
    assert "không sửa, rút được nữa" in last(await lan.press("Sửa xã, phường")).text
    heard = last(await lan.say(sent.code))
    assert "Rút ý kiến" not in heard.buttons and "Bổ sung" in heard.buttons


async def test_nobody_opens_anothers_opinion(place: Village) -> None:
    lan, tuan = place.chat("Lan"), place.chat("Tuấn")
    await lan.agree()
    await lan.say(ROAD)
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    await tuan.start()
    act = await tuan.act()
    for deed in ("opinion", "opinion.answer", "opinion.withdraw", "opinion.recommune", "opinion.add", "phone"):
        assert await place.write(partial(_refused, act=act, place=place, door=deed, opinion=sent.id)) == "not_found", deed


def _refused(work: Work, *, act: Act, place: Village, door: str, opinion: str) -> str:
    with pytest.raises(RuleBroken) as broken:
        place.desk.book.doors[door](work, act, (opinion,))
    return broken.value.code


async def test_the_list_is_paged(place: Village) -> None:
    lan = place.chat("Lan")
    sent = []
    for n in range(7):
        place.clock.advance(timedelta(hours=1))
        sent.append(await lan.opinion(f"{ROAD} số {n}"))
    first = last(await lan.say("/ykien"))
    assert [one.split(":")[0] for one in first.buttons[:5]] == [one.code for one in reversed(sent[2:])]
    second = last(await lan.press("Xem tiếp"))
    assert [one.split(":")[0] for one in second.buttons[:2]] == [sent[1].code, sent[0].code]


async def test_a_long_story_is_paged(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    for n in range(6):
        await lan.say("/ykien")
        await lan.press(f"{sent.code}: Đã gửi")
        await lan.press("Bổ sung")
        await lan.say(f"Bổ sung lần {n}")
    heard = last(await lan.say(sent.code))
    assert len(heard.text.splitlines()) <= 8 and "Trước đó" in heard.buttons
    heard = last(await lan.press("Trước đó"))
    assert "Ông/Bà gửi ý kiến" in heard.text and "Trước đó" not in heard.buttons


async def test_an_official_who_wrote_it_hears_nothing_of_their_own_act(place: Village) -> None:
    """Bug 14 of the neighbours: an alert about what one has just done oneself."""
    an = place.chat("An")
    await an.hear()
    sent = await an.opinion()
    await an.hear()
    await accepted(place, sent)
    assert not any("đã được tiếp nhận" in one.text for one in await an.hear())


async def test_officials_see_their_work_first(place: Village) -> None:
    heard = last(await place.chat("An").say("/start"))
    assert heard.buttons[0] == "Ý kiến mới" and "Gửi ý kiến" in heard.buttons
    heard = last(await place.chat("Hà").say("/start"))
    assert heard.buttons[0] == "Việc được giao" and "Ý kiến mới" not in heard.buttons


async def test_both_languages(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say("/ngonngu en")
    heard = last(await lan.say("/start"))
    assert "Send an opinion" in heard.buttons
    person, _ = await lan.who()
    found = await place.read(lambda work: people.get(work, person))
    assert found is not None and found.lang == "en"
    assert "Run by" in last(await lan.press("Send an opinion")).text


async def test_after_the_cut_off_the_author_reads_which_dialogue_hears_it(place: Village) -> None:
    at = place.clock.now()
    near = await place.plan(at + timedelta(days=2), opens=at - timedelta(days=1), closes=at + timedelta(hours=1))
    lan: Chat = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    assert near.starts and "được trình tại" in last(await lan.press("Gửi")).text
    assert (await place.all_opinions())[0].dialogue == near.id
    place.clock.advance(timedelta(hours=2))
    later = await place.plan(at + timedelta(days=20), opens=at + timedelta(days=10), closes=at + timedelta(days=15))
    await lan.start(f"c_{COMMUNE}")
    await lan.press("Xã Côn Minh")
    await lan.say("Đường điện thôn tôi hay mất")
    receipt = last(await lan.press("Gửi"))
    assert (await place.all_opinions())[-1].dialogue == later.id
    assert "đã hết hạn nhận ý kiến" in receipt.text and later.starts.strftime("%d/%m/%Y") in receipt.text


async def released(place: Village, opinion: Opinion) -> None:
    """An answer that was let out this very moment."""
    await accepted(place, opinion)
    await assigned(place, opinion)
    ha, binh = await place.chat("Hà").act(), await place.chat("Bình").act()

    def work_on(work: Work) -> None:
        found = opinions.get(work, opinion.id)
        assert found is not None
        found = moves.move(work, ha, found, "take_on")
        draft = Answer(
            id=ha.mint.id(), opinion=found.id, round=0, text="Đã san lại.", document="05/TB-UBND", no_proof="", outcome="done", promised="",
            author=ha.person, at=ha.at,
        )  # fmt: skip
        answers.keep(work, draft)
        found = moves.move(work, ha, found, "draft")
        handling.release(work, binh, found.id, found.version)

    await place.write(work_on)


async def test_an_answer_that_can_be_called_back_is_nowhere_yet(place: Village) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    await released(place, sent)
    await lan.hear()
    for way in ("/ykien", f"/tracuu {sent.code}"):
        heard = last(await lan.say(way))
        if way == "/ykien":
            assert f"{sent.code}: Đang giải quyết" in heard.buttons
            heard = last(await lan.press(f"{sent.code}: Đang giải quyết"))
        assert "Đang giải quyết" in heard.text and "trả lời" not in heard.text.lower()
        assert not {"Hài lòng", "Chưa hài lòng", "Chưa thực hiện", "Xem trả lời"} & set(heard.buttons)
    assert last(await lan.say("/ketqua")).buttons == ("Gửi ý kiến", "Về đầu")
    act = await lan.act()
    with pytest.raises(RuleBroken, match="verdict_over"):
        await place.write(lambda work: ratings.satisfied(work, act, sent.id, 0))
    await lan.say("1")
    assert (await now(place, sent)).status == "answered", "a number types no verdict on what was not shown"
    await place.wait(timedelta(seconds=61))
    assert "Đã san lại." in last(await lan.hear()).text
    assert f"{sent.code}: Đã trả lời" in last(await lan.say("/ketqua")).buttons
    assert "Hài lòng" in last(await lan.say(f"/tracuu {sent.code}")).buttons


@pytest.mark.parametrize("taken_in", [True, False])
async def test_a_refusal_that_can_be_called_back_is_nowhere_yet(place: Village, taken_in: bool) -> None:
    lan = place.chat("Lan")
    sent = await lan.opinion()
    shown = "Đã tiếp nhận" if taken_in else "Đã gửi"
    if taken_in:
        await accepted(place, sent)
        await lan.hear()
    act = await place.chat("An").act()
    version = (await now(place, sent)).version
    kept = await place.write(lambda work: triage.refuse(work, act, sent.id, version, "outside_scope"))
    assert f"{sent.code}: {shown}" in last(await lan.say("/ykien")).buttons
    heard = last(await lan.say(f"/tracuu {sent.code}"))
    assert shown in heard.text and "Không tiếp nhận" not in heard.text
    await place.write(lambda work: triage.undo_refuse(work, act, sent.id, kept.version))
    await place.wait(timedelta(seconds=61))
    assert await lan.hear() == []
    assert f"{sent.code}: {shown}" in last(await lan.say("/ykien")).buttons
    await place.write(lambda work: triage.refuse(work, act, sent.id, kept.version + 1, "outside_scope"))
    await place.wait(timedelta(seconds=61))
    assert "Không tiếp nhận" in last(await lan.say(f"/tracuu {sent.code}")).text
