"""Office groups: bound by an official, told without a citizen's words, pressed by each for themselves, deaf to all else."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.domain.opinions import Opinion
from bot.services import staff, titles, triage
from storage import crowds, grants, opinions, people
from storage.work import Work
from tests.crowds import Crowd
from tests.office import AGENCY
from tests.village import COMMUNE, NEIGHBOUR, Chat, Village, village


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


async def bound(place: Village, who: Chat, office: str, chat: str = "-100") -> Crowd:
    """A group that an official bound to an office of theirs."""
    crowd = Crowd(village=place, chat=chat)
    await crowd.say(who, "/ganketnhom")
    await who.hear()
    await who.press(office)
    await crowd.hear()
    return crowd


async def assigned(place: Village, officer: Chat, one: Opinion) -> None:
    act = await officer.act()

    def hand(work: Work) -> None:
        kept = triage.classify(work, act, one.id, one.version, "giao_thong")
        kept = triage.accept(work, act, one.id, kept.version)
        triage.assign(work, act, one.id, kept.version, agency=AGENCY, due=act.today + timedelta(days=9))

    await place.write(hand)


async def test_an_official_binds_a_group_in_private(place: Village) -> None:
    an = await place.enrol("An", "officer")
    crowd = Crowd(village=place)
    assert [one.text for one in await crowd.say(an, "/ganketnhom")] == ["Đã hỏi Ông/Bà trong tin nhắn riêng."]
    asked = (await an.hear())[-1]
    assert asked.buttons == ("Xã Côn Minh",)
    assert (await an.press("Xã Côn Minh"))[-1].text == "Nhóm đã gắn với Xã Côn Minh."
    assert "nhận thẻ việc của Xã Côn Minh" in (await crowd.hear())[-1].text
    await place.chat("Lan").opinion()
    heard = (await crowd.hear())[-1]
    assert re.fullmatch(r"YK-\S+ · Đã gửi\nXã Côn Minh · chưa phân loại · gửi hôm nay", heard.text) and heard.buttons == ("Xem",)
    assert (await an.press("Xã Côn Minh"))[-1].text.startswith("Lời hỏi này đã cũ")


async def test_a_stranger_binds_nothing_and_is_asked_to_write_privately_once_an_hour(place: Village) -> None:
    lan, crowd = place.chat("Lan"), Crowd(village=place)
    heard = await crowd.say(lan, "/ganketnhom")
    assert [one.text for one in heard] == ["Nhóm này không nhận ý kiến. Xin Ông/Bà nhắn riêng cho chương trình."]
    for words in ("/start", "", "/viec", "/ganketnhom"):
        assert await crowd.say(lan, words) == []
    place.clock.advance(timedelta(minutes=61))
    assert len(await crowd.say(lan, "/guiykien")) == 1
    assert await place.read(lambda work: crowds.bound(work, COMMUNE)) == []
    for table in ("opinion", "draft"):
        assert await place.count(table) == 0


async def test_only_who_asked_answers_and_only_for_their_own_office(place: Village) -> None:
    an, khanh = await place.enrol("An", "officer"), await place.enrol("Khánh", "officer", NEIGHBOUR)
    crowd = Crowd(village=place)
    await crowd.say(an, "/ganketnhom")
    await an.hear()
    _, account = await khanh.who()
    await place.write(lambda work: work.do("UPDATE menu SET account = :k", k=account))
    khanh.shown["x"] = an.shown["Xã Côn Minh"]
    assert (await khanh.press("x"))[-1].text == "Ông/Bà không còn quyền thực hiện việc này."
    await crowd.say(an, "/ganketnhom")
    await an.hear()
    an_person, _ = await an.who()
    (grant,) = await place.read(lambda work: grants.of_person(work, an_person))
    await place.write(lambda work: staff.revoke(work, place.act, grant))
    assert (await an.press("Xã Côn Minh"))[-1].text == "Ông/Bà không còn quyền thực hiện việc này."
    assert await place.read(lambda work: crowds.bound(work, COMMUNE)) == []


async def test_a_card_follows_its_opinion(place: Village) -> None:
    an, ha = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    desk, agency = await bound(place, an, "Xã Côn Minh"), await bound(place, ha, "Phòng Kinh tế (Xã Côn Minh)", "-200")
    one = await place.chat("Lan").opinion()
    assert not (await desk.hear())[-1].again and await agency.hear() == []
    act = await an.act()
    await place.write(lambda work: titles.retitle(work, act, one.id, one.version, "Sửa đường Nà Làng"))
    assert "Sửa đường Nà Làng" in (again := (await desk.hear())[-1]).text and again.again
    now = await place.read(lambda work: opinions.get(work, one.id))
    assert now is not None
    await assigned(place, an, now)
    assert (changed := (await desk.hear())[-1]).again and "Đã chuyển đơn vị" in changed.text
    (handed,) = await agency.hear()
    assert not handed.again and handed.buttons == ("Nhận việc", "Xem") and "Sửa đường Nà Làng" in handed.text
    await place.wait(timedelta(days=20))
    assert "(quá hạn)" in (late := (await agency.hear())[-1]).text and not late.again


async def test_what_is_diverted_keeps_no_title_in_the_group(place: Village) -> None:
    an = await place.enrol("An", "officer")
    desk = await bound(place, an, "Xã Côn Minh")
    one = await place.chat("Lan").opinion()
    act = await an.act()
    await place.write(lambda work: titles.retitle(work, act, one.id, one.version, "Về ông canary ở Nà Làng"))
    assert "canary" in (await desk.hear())[-1].text
    await place.write(lambda work: triage.divert(work, act, one.id, one.version + 1))
    heard = await desk.hear()
    assert len(heard) == 1 and heard[0].again
    assert "Đã hướng dẫn khiếu nại, tố cáo" in heard[0].text and "canary" not in heard[0].text
    assert await place.read(lambda work: work.all("SELECT id FROM outbox WHERE payload LIKE '%canary%'")) == []


async def test_each_press_is_of_the_one_who_pressed(place: Village) -> None:
    an, ha = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    khanh, lan = await place.enrol("Khánh", "officer", NEIGHBOUR), place.chat("Lan")
    agency = await bound(place, ha, "Phòng Kinh tế (Xã Côn Minh)", "-200")
    one = await lan.opinion("Đường vào thôn hỏng, tôi là Lan 0912345678")
    await assigned(place, an, one)
    await agency.hear()
    for who in (khanh, lan):
        await who.hear()
        await agency.press(who, "Nhận việc")
        assert agency.toasts[-1] == "Ông/Bà không còn quyền thực hiện việc này." and await who.hear() == []
    await agency.press(place.chat("Người lạ"), "Xem")
    assert agency.toasts[-1].startswith("Xin Ông/Bà nhắn riêng")
    await ha.hear()
    heard = await agency.press(ha, "Nhận việc")
    assert "Đang giải quyết" in heard[-1].text and agency.toasts[-1] == "Đã gửi vào tin nhắn riêng của Ông/Bà."
    assert "0912345678" in (await ha.hear())[-1].text
    found = await place.read(lambda work: opinions.get(work, one.id))
    assert found is not None and found.handler == (await ha.who())[0]
    await agency.press(an, "Xem")
    assert "Đang giải quyết" in (await an.hear())[-1].text
    agency.shown["x"] = "khong:0"
    await agency.press(ha, "x")
    assert agency.toasts[-1] != "Đã gửi vào tin nhắn riêng của Ông/Bà."


async def test_no_word_of_a_citizen_reaches_a_group(place: Village) -> None:
    """Fifty opinions with names and numbers, taken through everything: no canary in anything a group was sent."""
    an, ha = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    crowds = [await bound(place, an, "Xã Côn Minh"), await bound(place, ha, "Phòng Kinh tế (Xã Côn Minh)", "-200")]
    for n in range(50):
        lan = place.chat(f"Nguyễn Canary {n}")
        one = await lan.opinion(f"Tôi là Canaryten{n}, điện thoại 09123{n:05}, đường thôn hỏng nặng quá rồi")
        await place.write(
            lambda work, one=one, n=n: opinions.add_to(  # type: ignore[misc]
                work, id=f"a{n}", opinion=one.id, text=f"Canarythem{n}", author="x", at=place.clock.now()
            )
        )
        if n % 2:
            await assigned(place, an, one)
        elif n % 4:
            act = await an.act()
            await place.write(lambda work, one=one, act=act: triage.divert(work, act, one.id, one.version))  # type: ignore[misc]
        place.clock.advance(timedelta(minutes=20))
        for crowd in crowds:
            await crowd.hear()
    stored = await place.read(lambda work: work.all("SELECT payload FROM outbox o JOIN account a ON a.id = o.account WHERE a.crowd = 1"))
    sent = "\n".join([*(text for crowd in crowds for text in crowd.texts), *(row[0] for row in stored)])
    assert len(stored) > 70 and "YK-" in sent
    assert re.search(r"canary|09123|đường thôn hỏng", sent, re.IGNORECASE) is None


async def test_a_group_that_threw_us_out_hears_no_more(place: Village) -> None:
    an = await place.enrol("An", "officer")
    crowd = await bound(place, an, "Xã Côn Minh")
    await crowd.turn(an, kind="stopped")
    await place.chat("Lan").opinion()
    assert await crowd.hear() == [] and await place.read(lambda work: crowds.bound(work, COMMUNE)) == []
    back = await bound(place, an, "Xã Côn Minh")
    await place.chat("Lan").opinion("Một việc nữa ở thôn Nà Làng")
    assert back.texts[-1] and len(await back.hear()) == 1


async def test_a_group_that_became_a_supergroup_is_followed(place: Village) -> None:
    an = await place.enrol("An", "officer")
    crowd = await bound(place, an, "Xã Côn Minh")
    account = await crowd.account()
    await crowd.turn(an, kind="moved", start="-1000042")
    found = await place.read(lambda work: people.address(work, account))
    assert found is not None and found.chat == "-1000042" and found.crowd
    crowd.chat = "-1000042"
    await place.chat("Lan").opinion()
    assert len(await crowd.hear()) == 1


async def test_an_office_unbinds_its_group(place: Village) -> None:
    an = await place.enrol("An", "officer")
    crowd = await bound(place, an, "Xã Côn Minh")
    await crowd.say(an, "/ganketnhom")
    await an.hear()
    assert (await an.press("Bỏ gắn kết"))[-1].text == "Nhóm không nhận thẻ việc nữa."
    await place.chat("Lan").opinion()
    assert await crowd.hear() == []


async def test_what_leaves_the_office_is_told_so(place: Village) -> None:
    an = await place.enrol("An", "officer")
    await place.enrol("Khánh", "officer", NEIGHBOUR)
    crowd = await bound(place, an, "Xã Côn Minh")
    one = await place.chat("Lan").opinion()
    await crowd.hear()
    act = await an.act()
    await place.write(lambda work: triage.recommune(work, act, one.id, one.version, NEIGHBOUR))
    assert (await crowd.hear())[-1].text == f"{one.code}: đã chuyển khỏi nơi nhóm này phụ trách."
    await place.write(lambda work: work.do("UPDATE opinion SET field = 'dien' WHERE id = :id", id=one.id))
    assert await crowd.hear() == []


async def test_nothing_that_is_said_in_a_group_is_kept(place: Village) -> None:
    an = await place.enrol("An", "officer")
    crowd = await bound(place, an, "Xã Côn Minh")
    for words in ("canary một chuyện riêng của bà con trong thôn", "/canary"):
        await crowd.say(an, words)

    def raws(work: Work) -> list[bytes]:
        return [work.keys.open_service(row[0], b"inbox") for row in work.all("SELECT raw FROM inbox")]

    assert not any(b"canary" in raw for raw in await place.read(raws))
