"""One person, several channels: the code, its limits, where they hear us, and parting."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.notices import tell
from bot.services import accounts, linking
from bot.talk.screen import say, screen
from storage import attachments, drafts, grants, opinions, people, web_sessions, webchat
from storage.work import micros
from tests.village import AGREE, COMMUNE, ROAD, Chat, Heard, Village, village


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Village]:
    async with village(tmp_path) as one:
        yield one


async def code_of(chat: Chat) -> str:
    """A fresh code, as the chat shows it."""
    await chat.say("/lienket")
    (shown,) = await chat.press("Lấy mã liên kết")
    found = re.search(r"Mã liên kết: (\d{6}) ", shown.text)
    assert found, shown
    return found[1]


async def join(chat: Chat, code: str) -> list[Heard]:
    """Type a code, and agree."""
    asked = await chat.say(f"/lienket {code}")
    assert asked[0].buttons == ("Đồng ý liên kết", "Không liên kết"), asked
    return await chat.press("Đồng ý liên kết")


async def part(chat: Chat, label: str) -> list[Heard]:
    """Part from a chat, and be sure."""
    await chat.say("/lienket")
    await chat.press(label)
    return await chat.press("Có, ngừng liên kết")


async def known(place: Village, name: str, channel: str = "telegram") -> Chat:
    """Someone who has sent an opinion."""
    chat = place.chat(name, channel=channel)
    await chat.start(f"c_{COMMUNE}")
    for label in (AGREE, "Xã Côn Minh"):
        await chat.press(label)
    await chat.say(ROAD)
    await chat.press("Gửi")
    return chat


async def test_two_chats_become_one_person_who_hears_everything_once(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    code = await code_of(lan)
    heard = await join(zalo, code)
    assert "Đã liên kết." in heard[0].text
    assert (await lan.who())[0] == (await zalo.who())[0]
    assert ["vừa được liên kết" in one.text for one in await lan.hear()] == [True], "the other chat hears of it"
    (mine,) = await zalo.say("/ykien")
    assert len(mine.buttons) >= 2, "the opinion is theirs here too"
    person, account = await zalo.who()
    assert await place.read(lambda work: people.reach(work, person)) == account, "they hear us where they wrote last"
    assert len(await place.read(lambda work: people.accounts(work, person))) == 2


async def test_a_code_works_once_and_for_a_quarter_of_an_hour(place: Village) -> None:
    lan = await known(place, "Lan")
    code = await code_of(lan)
    again = await code_of(lan)
    assert "không đúng hoặc đã hết hạn" in (await place.chat("a", channel="webchat").say(f"/lienket {code}"))[0].text, (
        "a newer one took its place"
    )
    await place.wait(timedelta(minutes=16))
    assert "không đúng hoặc đã hết hạn" in (await place.chat("b", channel="webchat").say(f"/lienket {again}"))[0].text
    code = await code_of(lan)
    assert "Đã liên kết." in (await join(place.chat("c", channel="webchat"), f"{code[:3]} {code[3:]}"))[0].text
    assert "không đúng hoặc đã hết hạn" in (await place.chat("d", channel="webchat").say(f"/lienket {code}"))[0].text


async def test_five_wrong_codes_lock_the_chat_and_nobody_elses(place: Village) -> None:
    lan = await known(place, "Lan")
    guesser = place.chat("guesser", channel="webchat")
    code = await code_of(lan)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert "không đúng" in (await guesser.say(f"/lienket {wrong}"))[0].text
    assert "sai nhiều lần" in (await guesser.say(f"/lienket {code}"))[0].text, "the right one too"
    assert "Đã liên kết." in (await join(place.chat("Lan Zalo", channel="webchat"), code))[0].text


async def test_whoever_guesses_from_many_chats_stops_linking_for_an_hour_and_is_noticed(place: Village) -> None:
    admin = await place.enrol("Tú", "admin", "19")
    await admin.hear()
    lan = await known(place, "Lan")
    code = await code_of(lan)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    limits = place.province.rules.link
    for n in range(limits.tries_all):
        guesser = place.chat(f"guesser {n // limits.tries}", channel="webchat")
        assert "không đúng" in (await guesser.say(f"/lienket {wrong}"))[0].text
    assert "đang tạm dừng" in (await place.chat("one more", channel="webchat").say(f"/lienket {code}"))[0].text, "the right one too"
    assert sum("có thể có người dò mã" in one.text for one in await admin.hear()) == 1
    await place.wait(timedelta(hours=1, minutes=1))
    assert "Đã liên kết." in (await join(place.chat("Lan Zalo", channel="webchat"), await code_of(lan)))[0].text


async def test_the_code_ends_what_was_asked_and_a_dialogue_is_told_once_where_they_wish(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    await zalo.say("/lienket")
    await zalo.press("Nhập mã liên kết")
    (asked,) = await zalo.say(await code_of(lan))
    assert asked.text.startswith("Mã đúng.")
    heard = await zalo.press("Đồng ý liên kết")
    assert len(heard) == 1 and "Đã liên kết." in heard[0].text, "and the code is asked for no more"
    await zalo.press("Chọn kênh nhận tin")
    await zalo.press("Telegram")
    for chat in (lan, zalo):
        await chat.hear()
    await place.plan(place.clock.now() + timedelta(days=20))
    await place.wait(timedelta(days=21))
    told = [one.text for one in await lan.hear()]
    assert len(told) == len(set(told)) > 3, "announced and reminded"
    assert await zalo.hear() == []


async def test_a_chat_with_a_history_is_never_swallowed(place: Village) -> None:
    lan, tho = await known(place, "Lan"), await known(place, "Thọ", "webchat")
    code = await code_of(lan)
    assert "đã có ý kiến hoặc thông tin riêng" in (await tho.say(f"/lienket {code}"))[0].text
    assert (await lan.who())[0] != (await tho.who())[0]
    assert "mã của chính kênh này" in (await lan.say(f"/lienket {code}"))[0].text


async def test_where_to_hear_is_chosen_and_a_chat_is_parted_from(place: Village) -> None:
    lan = await known(place, "Lan")
    zalo = place.chat("Lan Zalo", channel="webchat")
    await join(zalo, await code_of(lan))
    person, home = await lan.who()
    await zalo.press("Chọn kênh nhận tin")
    await zalo.press("Telegram")
    assert await place.read(lambda work: people.reach(work, person)) == home, "although they wrote on the other last"
    await lan.hear()
    assert len(await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")) == 1
    assert [one.text[:21] for one in await zalo.hear()] == ["Kênh này đã ngừng liê"]
    stranger, _ = await zalo.who()
    assert stranger != person
    assert await place.read(lambda work: opinions.of_author(work, stranger)) == []
    assert "chưa gửi ý kiến nào" in (await zalo.say("/ykien"))[0].text


async def test_who_says_no_stays_who_they_are_and_the_code_stays_good(place: Village) -> None:
    lan = await known(place, "Lan")
    other, code = place.chat("other", channel="webchat"), await code_of(lan)
    (asked,) = await other.say(f"/lienket {code}")
    assert asked.text == (
        "Mã đúng. Nếu liên kết, những gì Ông/Bà gửi ở đây sẽ thuộc về người đã lấy mã, và người ấy đọc được.\n"
        "Chính Ông/Bà lấy mã thì chọn Đồng ý liên kết. Nếu ai bảo Ông/Bà gõ mã, xin chọn Không liên kết."
    )
    assert (await other.who())[0] != (await lan.who())[0], "nothing is done before they agree"
    assert (await other.press("Không liên kết"))[0].text.startswith("Chưa liên kết.")
    assert await lan.hear() == []
    assert "Đã liên kết." in (await join(other, code))[0].text


async def test_a_code_that_ends_before_the_answer_joins_nobody(place: Village) -> None:
    lan = await known(place, "Lan")
    other = place.chat("other", channel="webchat")
    await other.say(f"/lienket {await code_of(lan)}")
    await place.wait(timedelta(minutes=16))
    assert "hết hạn" in (await other.press("Đồng ý liên kết"))[0].text
    assert (await other.who())[0] != (await lan.who())[0]
    assert "Mời Ông/Bà chọn việc" in (await other.say("alo"))[0].text, "and nothing is asked any more"


async def test_too_many_guesses_end_every_living_code(place: Village) -> None:
    lan = await known(place, "Lan")
    code = await code_of(lan)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    limits = place.province.rules.link
    for n in range(limits.tries_all):
        await place.chat(f"guesser {n // limits.tries}", channel="webchat").say(f"/lienket {wrong}")
    assert await place.count("link_code") == 0
    await lan.say("/lienket")
    assert "đang tạm dừng" in (await lan.press("Lấy mã liên kết"))[0].text, "nor is there a new one"


async def test_no_name_is_kept_of_someone_who_did_not_agree(place: Village) -> None:
    lan, zalo = place.chat("Lan"), place.chat("Lan Zalo", channel="webchat")
    await lan.start()
    await join(zalo, await code_of(lan))
    _, account = await zalo.who()
    assert await place.read(lambda work: people.name(work, account)) == ""
    tho, web = await known(place, "Thọ"), place.chat("Thọ web", channel="webchat")
    await join(web, await code_of(tho))
    _, account = await web.who()
    assert await place.read(lambda work: people.name(work, account)) == "Thọ web Nguyễn"


async def test_words_that_waited_for_consent_are_not_lost_by_linking(place: Village) -> None:
    lan = await known(place, "Lan")
    for name, answer in (("yes", "Đồng ý liên kết"), ("no", "Không liên kết")):
        zalo, code = place.chat(name, channel="webchat"), await code_of(lan)
        await zalo.say("Cầu thôn Nà Cà gãy ván, xin sửa sớm cho bà con")
        await zalo.say("/lienket")
        await zalo.press("Nhập mã liên kết")
        await zalo.say(code)
        heard = await zalo.press(answer)
        if name == "no":
            assert AGREE in heard[-1].buttons
            await zalo.press(AGREE)
        _, account = await zalo.who()
        draft = await place.read(lambda work, account=account: drafts.get(work, account))  # type: ignore[misc]
        assert draft is not None and "Nà Cà gãy ván" in draft.text, name


class TestOffices:
    """Six digits never lead to an office: a pass does."""

    async def test_an_official_is_offered_a_pass_and_no_code(self, place: Village) -> None:
        an = await place.enrol("An", "officer")
        (shown,) = await an.say("/lienket")
        assert "Lấy mã liên kết" not in shown.buttons
        act = await an.act()
        with pytest.raises(RuleBroken, match="link_office"):
            await place.write(lambda work: linking.offer(work, act))
        lan = await known(place, "Lan")
        assert "Ông/Bà là cán bộ nên không dùng mã 6 số." in (await an.say(f"/lienket {await code_of(lan)}"))[0].text
        (passed,) = await an.press("Lấy mã cho kênh khác")
        token = passed.text.splitlines()[1]
        zalo = place.chat("An Zalo", channel="plain")
        assert "Kênh này đã được liên kết với Ông/Bà." in (await zalo.say(token))[0].text
        assert (await zalo.who())[0] == (await an.who())[0]
        assert (await zalo.say("/viec"))[0].text == "Xã Côn Minh · công chức tiếp nhận"
        assert any("mã của Ông/Bà vừa được dùng" in one.text for one in await an.hear())
        menus = await place.read(lambda work: work.all("SELECT account FROM outbox WHERE purpose = 'commands'"))
        assert ((await zalo.who())[1],) in menus, "the commands of the office are there too"

    async def test_a_browser_of_an_official_gives_no_code_either(self, place: Village) -> None:
        web = place.chat("An", channel="webchat")
        await place.enrol("An", "officer")
        act = await web.act()
        with pytest.raises(RuleBroken, match="link_office"):
            await place.write(lambda work: linking.offer(work, act))

    async def test_a_code_from_before_the_office_is_worth_nothing(self, place: Village) -> None:
        an = place.chat("An")
        await an.start()
        early = await code_of(an)
        await place.enrol("An", "officer")
        stranger = place.chat("stranger", channel="webchat")
        assert "không đúng" in (await stranger.say(f"/lienket {early}"))[0].text
        tho = place.chat("Thọ")
        await tho.start()
        late = await code_of(tho)
        await stranger.say(f"/lienket {late}")
        person, _ = await tho.who()
        grant = Grant(id="g", person=person, role="officer", unit=COMMUNE)
        await place.write(lambda work: grants.add(work, grant, at=place.clock.now(), made_by="server"))
        assert "không đúng" in (await stranger.press("Đồng ý liên kết"))[0].text, "also where it came between question and answer"
        await place.write(lambda work: grants.suspend(work, "g", place.clock.now()))
        act = await tho.act()
        with pytest.raises(RuleBroken, match="link_office"):
            await place.write(lambda work: linking.offer(work, act))


class TestParting:
    """Who may part whom, and what goes where."""

    async def test_who_came_later_puts_nobody_out_but_may_go(self, place: Village) -> None:
        lan = await known(place, "Lan")
        later = place.chat("later", channel="webchat")
        await join(later, await code_of(lan))
        person, first = await lan.who()
        (shown,) = await later.say("/lienket")
        assert [one for one in shown.buttons if one.startswith("Ngừng")] == ["Ngừng liên kết kênh này"]
        act = await later.act()
        with pytest.raises(RuleBroken, match="not_found"):
            await place.write(lambda work: linking.part(work, act, first))
        await lan.hear()
        gone = await part(later, "Ngừng liên kết kênh này")
        assert [one.text.split(" lúc")[0] for one in gone] == ["Kênh này đã ngừng liên kết"]
        assert (await later.who())[0] != person == (await lan.who())[0]
        assert [one.text.split(" lúc")[0] for one in await lan.hear()] == ["Một kênh đã ngừng liên kết với Ông/Bà"]
        (alone,) = await lan.say("/lienket")
        assert not [one for one in alone.buttons if one.startswith("Ngừng")], "the last chat stays"

    async def test_it_is_asked_first_and_chats_of_one_channel_have_names(self, place: Village) -> None:
        lan = await known(place, "Lan")
        for name in ("one", "two"):
            await join(place.chat(name, channel="webchat"), await code_of(lan))
        (shown,) = await lan.say("/lienket")
        parts = [one for one in shown.buttons if one.startswith("Ngừng")]
        assert parts == [
            "Ngừng liên kết trang trò chuyện trên mạng", "Ngừng liên kết trang trò chuyện trên mạng số 2", "Ngừng liên kết kênh này",
        ]  # fmt: skip
        (asked,) = await lan.press(parts[1])
        assert asked.text.startswith("Ông/Bà muốn ngừng liên kết trang trò chuyện trên mạng số 2, nối lúc 08:00")
        assert asked.buttons == ("Có, ngừng liên kết", "Không, giữ nguyên")
        await lan.press("Không, giữ nguyên")
        person, _ = await lan.who()
        assert (await place.names["two"].who())[0] == person
        await lan.press(parts[1])
        await lan.press("Có, ngừng liên kết")
        assert (await place.names["two"].who())[0] != person == (await place.names["one"].who())[0]

    async def test_an_honest_mistake_is_mended(self, place: Village) -> None:
        lan = await known(place, "Lan")
        person, _ = await lan.who()
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.opinion("Cầu thôn Nà Cà gãy ván, xin sửa sớm cho bà con")
        await part(zalo, "Ngừng liên kết kênh này")
        assert "Đã liên kết." in (await join(zalo, await code_of(lan)))[0].text
        assert (await zalo.who())[0] == person
        assert len(await place.read(lambda work: people.chats(work, person))) == 2
        assert len(await place.read(lambda work: opinions.of_author(work, person))) == 2

    async def test_a_chat_that_stopped_us_can_be_parted_from_too(self, place: Village) -> None:
        lan = await known(place, "Lan")
        other = place.chat("other", channel="webchat")
        await join(other, await code_of(lan))
        _, account = await other.who()
        await place.write(lambda work: people.block(work, account))
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        await other.say("alo")
        assert (await other.who())[0] != (await lan.who())[0]

    async def test_who_stopped_a_chat_hears_there_of_a_newcomer_when_they_are_back(self, place: Village) -> None:
        lan = await known(place, "Lan")
        _, home = await lan.who()
        other, code = place.chat("other", channel="webchat"), await code_of(lan)
        await place.write(lambda work: people.block(work, home))
        await join(other, code)
        assert await lan.hear() == []
        assert any("Một kênh vừa được liên kết" in one.text for one in await lan.say("alo"))

    async def test_a_code_or_a_pass_from_the_parted_chat_brings_it_not_back(self, place: Village) -> None:
        lan = await known(place, "Lan")
        other = place.chat("other", channel="webchat")
        await join(other, await code_of(lan))
        code = await code_of(other)
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        assert "không đúng" in (await other.say(f"/lienket {code}"))[0].text

    async def test_an_officials_browser_is_over_when_it_is_parted_from(self, place: Village) -> None:
        an = await place.enrol("An", "officer")
        web = place.chat("web", channel="webchat")
        await web.say((await an.say("/web"))[0].text.splitlines()[1])
        assert (await web.who())[0] == (await an.who())[0]
        chat = await place.read(lambda work: people.index(work, "webchat", "bot", "chat-web"))
        again = (await an.say("/web"))[0].text.splitlines()[1]
        await part(an, "Ngừng liên kết trang trò chuyện trên mạng")
        long = timedelta(days=1)
        assert await place.read(lambda work: web_sessions.is_over(work, chat, place.clock.now(), idle=long, longest=long))
        assert "Mã không đúng" in (await place.chat("new", channel="webchat").say(again))[0].text

    async def test_wrong_tries_stay_with_the_chat(self, place: Village) -> None:
        lan, guesser = await known(place, "Lan"), place.chat("guesser", channel="webchat")
        for _ in range(5):
            await guesser.start("i_" + "x" * 22)
        assert "một giờ" in (await guesser.start("i_" + "x" * 22))[0].text
        await join(guesser, await code_of(lan))
        await part(guesser, "Ngừng liên kết kênh này")
        assert "một giờ" in (await guesser.start("i_" + "x" * 22))[0].text


class TestRows:
    """What was sent from a chat that was parted from stays its sender's; what stood open is over."""

    async def test_an_opinion_its_file_and_its_number_stay(self, place: Village) -> None:
        """Whoever holds the chat next erases only what is theirs, shows no number of theirs, and changes nothing by an edit."""
        lan = await known(place, "Lan")
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.start(f"c_{COMMUNE}")
        await zalo.press("Xã Côn Minh")
        await zalo.say("Cầu thôn Nà Cà gãy ván, xin sửa sớm cho bà con", name="m1")
        await zalo.send("photo")
        await zalo.press("Gửi")
        person, account = await zalo.who()
        (bridge,) = [one for one in await place.all_opinions() if "Cầu" in one.text]
        act = await zalo.act()
        await place.write(lambda work: accounts.leave_phone(work, act, bridge.id, "0912345678"))
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        nobody, heir = await zalo.who()
        assert (nobody != person, heir != account) == (True, True)
        await zalo.edit("m1", "Chữ khác")
        await zalo.agree()
        await place.write(lambda work: people.keep_phone(work, heir, nobody, "0987654321"))
        await zalo.say("/dulieu")
        await zalo.press("Xóa dữ liệu của tôi")
        await zalo.press("Xóa hết")
        await place.wait(timedelta(minutes=2))
        assert await place.read(lambda work: work.all("SELECT owner FROM attachment")) == [(bridge.id,)]
        (same,) = [one for one in await place.all_opinions() if one.id == bridge.id]
        assert (same.author, same.text, same.account) == (person, bridge.text, account)
        assert await place.read(lambda work: people.phone(work, person)) == "0912345678"
        assert "…678" in (await lan.say("/dulieu"))[0].text
        await lan.press("Xóa số điện thoại")
        assert await place.read(lambda work: people.phone(work, person)) == "", "its owner may take it back from any chat"

    async def test_erasing_reaches_what_was_sent_from_a_parted_chat(self, place: Village) -> None:
        lan = await known(place, "Lan")
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.opinion("Cầu thôn Nà Cà gãy ván, xin sửa sớm cho bà con")
        person, account = await zalo.who()
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        await lan.say("/dulieu")
        await lan.press("Xóa dữ liệu của tôi")
        await lan.press("Xóa hết")
        await place.wait(timedelta(minutes=2))
        left = await place.read(lambda work: work.all("SELECT 1 FROM account WHERE id = :a OR person = :p", a=account, p=person))
        raws = await place.read(lambda work: work.all("SELECT raw FROM inbox WHERE chat = :c", c=f"parted:{account}"))
        assert left == []
        assert {await place.read(lambda work, raw=raw: work.keys.open_service(raw, b"inbox")) for (raw,) in raws} == {b"{}"}  # type: ignore[misc]

    async def test_the_open_draft_goes_on_in_the_chat_that_stays(self, place: Village) -> None:
        lan = await known(place, "Lan")
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.start(f"c_{COMMUNE}")
        await zalo.press("Xã Côn Minh")
        await zalo.say("Trường mầm non thiếu nước sạch từ tháng trước")
        await zalo.send("photo")
        person, account = await zalo.who()
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        await zalo.press("Gửi")
        assert len(await place.all_opinions()) == 1, "nothing is sent from there any more"
        assert await place.read(lambda work: drafts.get(work, account)) is None
        await place.wait(place.province.rules.draft.nudge_minutes * timedelta(minutes=1))
        (nudged,) = await lan.hear()
        await lan.press(nudged.buttons[0])
        await lan.press("Gửi")
        (sent,) = [one for one in await place.all_opinions() if "mầm non" in one.text]
        assert sent.author == person
        assert len(await place.read(lambda work: attachments.of(work, sent.id))) == 1

    async def test_of_two_open_drafts_the_one_in_the_chat_that_stays_is_kept(self, place: Village) -> None:
        lan = await known(place, "Lan")
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        for chat, words in ((lan, "Chợ xã bỏ hoang ba năm nay không ai dùng"), (zalo, "Trường mầm non thiếu nước sạch từ tháng trước")):
            await chat.start(f"c_{COMMUNE}")
            await chat.press("Xã Côn Minh")
            await chat.say(words)
        _, home = await lan.who()
        await part(zalo, "Ngừng liên kết kênh này")
        left = await place.read(lambda work: work.all("SELECT account FROM draft"))
        assert left == [(home,)]
        draft = await place.read(lambda work: drafts.get(work, home))
        assert draft is not None and "Chợ xã" in draft.text

    async def test_what_waits_comes_to_the_chat_that_stays_and_old_buttons_do_nothing(self, place: Village) -> None:
        lan = await known(place, "Lan")
        (road,) = await place.all_opinions()
        zalo = place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.say("/ykien")
        old = next(label for label in zalo.shown if label.startswith(road.code))
        await lan.hear()
        person, account = await zalo.who()
        words = screen(say("notice-accepted", code=road.code))
        await place.write(lambda work: tell.tell(work, place.act, person, words, key="waits", wakes=True))
        assert await place.read(lambda work: work.all("SELECT account FROM outbox WHERE key = 'waits'")) == [(account,)]
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        assert "waits" in [row[0] for row in await place.read(lambda work: work.all("SELECT key FROM outbox WHERE state = 'sent'"))]
        assert [one.text.split(" lúc")[0] for one in await zalo.hear()] == ["Kênh này đã ngừng liên kết"]
        assert road.code not in "".join(one.text for one in await zalo.press(old))
        for table in ("conversation", "menu", "card", "draft"):
            rows = await place.read(lambda work, t=table: work.all(f"SELECT 1 FROM {t} WHERE account = :a", a=account))  # type: ignore[misc]
            assert rows == [], table

    async def test_a_parted_page_shows_nothing_of_what_was_said(self, place: Village) -> None:
        lan, zalo = await known(place, "Lan"), place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        chat = await place.read(lambda work: people.index(work, "webchat", "bot", "chat-Lan Zalo"))
        at = place.clock.now()
        await place.write(lambda work: webchat.add(work, chat, {"from": "bot", "text": "Ý kiến của bà Lan"}, at))
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        assert await place.read(lambda work: webchat.newest(work, chat)) == []

    async def test_what_waited_to_be_said_there_is_not_said(self, place: Village) -> None:
        """An answer that was on its way, and a message that a fault of ours would send again, end with the old row."""
        lan, zalo = await known(place, "Lan"), place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        act = await zalo.act()
        await place.write(lambda work: tell.put(work, act, act.account, screen(say("link-not")), key="reply", purpose="reply"))
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        assert await place.read(lambda work: work.all("SELECT state FROM outbox WHERE key = 'reply'")) == [("dead",)]
        assert await place.read(lambda work: people.address(work, act.account)) is None
        person, home = await lan.who()
        await place.write(lambda work: people.block(work, home))
        assert [one.id for one in await place.read(lambda work: people.deaf(work, person))] == [home]

    async def test_what_waits_is_kept_where_the_chat_that_stays_was_stopped(self, place: Village) -> None:
        lan, zalo = await known(place, "Lan"), place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        person, home = await lan.who()
        words = screen(say("notice-accepted", code="YK-26-222222-2"))
        await place.write(lambda work: people.block(work, home))
        later = place.clock.now() + timedelta(hours=1)
        await place.write(lambda work: tell.tell(work, place.act, person, words, key="waits", due=later))
        await part(zalo, "Ngừng liên kết kênh này")
        await place.wait(timedelta(hours=2))
        assert await lan.hear() == []
        assert "YK-26-222222-2" in "".join(one.text for one in await lan.say("alo"))

    async def test_a_chat_joins_behind_all_others_also_by_a_clock_set_back(self, place: Village) -> None:
        lan = await known(place, "Lan")
        zalo, code = place.chat("Lan Zalo", channel="webchat"), await code_of(lan)
        _, home = await lan.who()
        tomorrow = place.clock.now() + timedelta(days=1)
        await place.write(lambda work: work.do("UPDATE account SET joined_at = :t WHERE id = :a", t=micros(tomorrow), a=home))
        await join(zalo, code)
        act = await zalo.act()
        with pytest.raises(RuleBroken, match="not_found"):
            await place.write(lambda work: linking.part(work, act, home))

    async def test_a_channel_without_a_chat_is_preferred_no_more(self, place: Village) -> None:
        lan, zalo = await known(place, "Lan"), place.chat("Lan Zalo", channel="webchat")
        await join(zalo, await code_of(lan))
        await zalo.press("Chọn kênh nhận tin")
        await zalo.press("trang trò chuyện trên mạng")
        assert "Nhận tin tại" in (await lan.say("/lienket"))[-1].text
        await part(lan, "Ngừng liên kết trang trò chuyện trên mạng")
        assert "Nhận tin tại" not in (await lan.say("/lienket"))[-1].text

    async def test_the_commands_of_an_office_leave_the_chat(self, place: Village) -> None:
        an, other = await place.enrol("An", "officer"), place.chat("An 2")
        await other.say((await an.say("/web"))[0].text.splitlines()[1])
        await part(an, "Ngừng liên kết Telegram số 2")
        _, heir = await other.who()
        rows = await place.read(
            lambda work: work.all("SELECT payload FROM outbox WHERE account = :a AND purpose = 'commands' ORDER BY id DESC", a=heir)
        )
        assert rows and "command-viec" not in rows[0][0] and "command-guiykien" in rows[0][0]

    async def test_a_person_has_one_number(self, place: Village) -> None:
        """The one left last counts, on whichever chat, and whoever handles any of their opinions with leave reads it."""
        lan, zalo = await known(place, "Lan"), place.chat("Lan Zalo", channel="webchat")
        (road,) = await place.all_opinions()
        await join(zalo, await code_of(lan))
        for chat, number in ((lan, "0911111111"), (zalo, "0922222222"), (lan, "0933333333")):
            act = await chat.act()
            await place.write(lambda work, act=act, number=number: accounts.leave_phone(work, act, road.id, number))  # type: ignore[misc]
            assert await place.read(lambda work, person=act.person: people.phone(work, person)) == number  # type: ignore[misc]
