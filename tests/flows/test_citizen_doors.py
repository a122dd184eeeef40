"""What is no opinion is shown another door, and nothing of it stays; what its author insists on goes to the province first."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import drafts, journal
from storage.work import Work
from tests.village import AGREE, COMMUNE, ROAD, Chat, Heard, Village, village

FIRE = "Cứu với, nhà bên cạnh đang cháy to lắm"
BRIBE = "Tôi tố cáo ông trưởng phòng nhận tiền của dân"
APPEAL = "Tôi khiếu nại quyết định thu hồi đất số 15"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


def last(heard: list[Heard]) -> Heard:
    assert heard
    return heard[-1]


async def letters(place: Village) -> list[str]:
    def look(work: Work) -> list[str]:
        raws = [work.keys.open_service(row[0], b"inbox") for row in work.all("SELECT raw FROM inbox ORDER BY id")]
        return [json.loads(one).get("text", "") for one in raws]

    return await place.read(look)


async def tallied(place: Village) -> dict[str, int]:
    rows = await place.read(lambda work: work.all("SELECT kind, sum(n) FROM tally GROUP BY kind"))
    return {row[0]: int(row[1]) for row in rows}


async def nothing_is_kept(place: Village) -> None:
    for table in ("opinion", "draft", "addition", "attachment"):
        assert await place.count(table) == 0, table


async def test_danger_is_answered_at_once_and_those_on_duty_hear_it(place: Village) -> None:
    officer = await place.enrol("Trực", "officer", place.province.units.root.code)
    await officer.hear()
    lan = place.chat("Lan")
    heard = last(await lan.say(FIRE))
    for number in ("112", "113", "114", "115"):
        assert number in heard.text
    assert len(heard.text.splitlines()) <= 8
    assert FIRE in last(await officer.hear()).text
    await nothing_is_kept(place)
    assert await tallied(place) == {"urgent": 1}


@pytest.mark.parametrize(("text", "kind", "words"), [(BRIBE, "denunciation", "giữ bí mật"), (APPEAL, "complaint", "90 ngày")])
async def test_complaints_and_denunciations_are_guided_and_forgotten(place: Village, text: str, kind: str, words: str) -> None:
    lan = place.chat("Lan")
    heard = last(await lan.say(text))
    assert words in heard.text and place.province.office.reception_place in heard.text
    assert "Không phải, đây là kiến nghị" in heard.buttons
    await nothing_is_kept(place)
    assert await tallied(place) == {kind: 1}
    assert text in await letters(place)
    await lan.press("Tôi đã rõ")
    assert text not in await letters(place)


async def test_a_denunciation_that_is_left_alone_is_forgotten_too(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(BRIBE)
    await lan.say(f"{BRIBE} lần thứ hai")
    await place.wait(timedelta(minutes=31))
    assert not any("tố cáo" in one for one in await letters(place))


async def test_deleting_what_was_sent(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(BRIBE)
    assert "Đã xóa" in last(await lan.press("Xóa nội dung vừa gửi")).text
    assert BRIBE not in await letters(place)


async def test_it_is_an_opinion_after_all(place: Village) -> None:
    root = place.province.units.root.code
    commune, above = await place.enrol("An", "officer"), await place.enrol("Tỉnh", "officer", root)
    await commune.hear()
    await above.hear()
    lan = place.chat("Lan")
    await lan.say(BRIBE)
    assert AGREE in last(await lan.press("Không phải, đây là kiến nghị")).buttons
    await lan.press(AGREE)
    await lan.say("con minh")
    assert BRIBE in last(await lan.press("Đúng")).text
    assert "cấp tỉnh" in last(await lan.press("Gửi")).text
    (sent,) = await place.all_opinions()
    assert (sent.text, sent.contested, sent.desk, sent.unit) == (BRIBE, "denunciation", root, COMMUNE)
    assert await commune.hear() == []
    assert "Ý kiến mới (1)" in last(await above.hear()).text
    await place.wait(timedelta(hours=1))
    (kept,) = await place.all_opinions()
    assert kept.text == BRIBE


async def test_who_thinks_for_an_hour_about_consent_loses_nothing(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(BRIBE)
    await lan.press("Không phải, đây là kiến nghị")
    await place.wait(timedelta(hours=1))
    await lan.press(AGREE)
    await lan.say("con minh")
    assert BRIBE in last(await lan.press("Đúng")).text


async def test_a_commune_changed_later_does_not_bring_it_to_the_commune(place: Village) -> None:
    await place.enrol("An", "officer", "02020")
    lan = place.chat("Lan")
    await contested(lan)
    await lan.say("/ykien")
    (sent,) = await place.all_opinions()
    await lan.press(f"{sent.code}: Đã gửi")
    await lan.press("Sửa xã, phường")
    await lan.say("xã chợ đồn")
    await lan.press("Đúng")
    (sent,) = await place.all_opinions()
    assert (sent.unit, sent.desk) == ("02020", place.province.units.root.code)


async def contested(lan: Chat) -> None:
    await lan.say(APPEAL)
    await lan.press("Không phải, đây là kiến nghị")
    await lan.press(AGREE)
    await lan.say("con minh")
    await lan.press("Đúng")
    await lan.press("Gửi")


async def test_pieces_that_only_together_say_it(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say("Việc này liên quan tới ông trưởng phòng")
    await lan.say("có hành vi bao che")
    heard = last(await lan.press("Gửi"))
    assert "tố cáo" in heard.text
    assert await place.count("opinion") == 0
    await lan.press("Không phải, đây là kiến nghị")
    await lan.press("Gửi")
    (sent,) = await place.all_opinions()
    assert sent.contested == "denunciation"


async def test_pieces_that_only_together_say_it_go_when_let_go(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say("Việc này liên quan tới ông trưởng phòng")
    await lan.say("có hành vi bao che")
    await lan.press("Gửi")
    await lan.press("Tôi đã rõ")
    await nothing_is_kept(place)


async def test_a_piece_for_another_door_does_not_join_the_draft(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD)
    await lan.say(BRIBE)
    _, account = await lan.who()
    found = await place.read(lambda work: drafts.get(work, account))
    assert found is not None and found.text == ROAD
    assert "còn một ý kiến" in last(await lan.press("Tôi đã rõ")).text


async def test_what_waited_for_consent_still_waits_after_another_door(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(ROAD)
    await lan.say(APPEAL)
    assert AGREE in last(await lan.press("Tôi đã rõ")).buttons
    await lan.press(AGREE)
    await lan.say("con minh")
    assert ROAD in last(await lan.press("Đúng")).text


@pytest.mark.parametrize("how", ["add", "edit", "rewrite"])
async def test_there_is_no_way_around_the_door(place: Village, how: str) -> None:
    lan = place.chat("Lan")
    await lan.agree()
    await lan.say(ROAD, name="m1")
    if how == "rewrite":
        await lan.press("Sửa")
        await lan.press("Viết lại nội dung")
        heard = await lan.say(BRIBE)
    else:
        await lan.press("Gửi")
        if how == "add":
            await lan.say("/ykien")
            (sent,) = await place.all_opinions()
            await lan.press(f"{sent.code}: Đã gửi")
            await lan.press("Bổ sung")
            heard = await lan.say(BRIBE)
        else:
            heard = await lan.edit("m1", BRIBE)
    assert "tố cáo" in last(heard).text
    assert await place.count("addition") == 0
    texts = await place.read(lambda work: work.all("SELECT pieces FROM draft UNION ALL SELECT text FROM opinion"))
    assert not any("tố cáo" in row[0] for row in texts)


async def test_advertising_is_politely_declined(place: Village) -> None:
    lan = place.chat("Lan")
    heard = last(await lan.say("Cho vay nhanh lãi thấp, liên hệ ngay"))
    assert "không được ghi nhận" in heard.text and "Không phải, đây là kiến nghị" in heard.buttons
    assert "Gửi ý kiến" in last(await lan.press("Tôi đã rõ")).buttons
    await nothing_is_kept(place)


async def test_the_journal_holds_no_words(place: Village) -> None:
    lan = place.chat("Lan")
    await lan.say(BRIBE)
    await lan.press("Tôi đã rõ")
    sent = await lan.opinion()
    told = await place.read(lambda work: work.all("SELECT facts FROM journal"))
    assert not any("Nà Làng" in row[0] or "trưởng phòng" in row[0] for row in told)
    assert await place.read(journal.verify) == 0 and sent
