"""A chat that takes nothing after seven silent days: what waits, what the office sees of it, and that it comes once, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.zalo_oa.vault import StoredVault
from bot.domain.act import Act
from bot.notices import tell
from bot.talk.screen import say, screen
from storage import people
from storage.work import Work
from tests.apps import OnTelegram, OnZalo, on
from tests.fakes.telegram_client import FakeTelegram
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import APP, SECRET
from tests.house import START, Heard, Town, Villager, town

COMMUNE = "Xã Côn Minh"
ROAD = "Đường vào thôn Nà Ca hỏng nặng, mùa mưa học sinh không đi được"
DONE = "Xã đã đổ đá cấp phối và nạo vét rãnh 300 m."
UNHEARD = "Chưa gửi được tin cho người gửi từ thứ Năm, 10/12/2026: kênh nhắn tin chỉ cho gửi khi họ nhắn lại."
OFFICIALS = {"An": "officer", "Hà": "handler", "Sơn": "leader", "Tú": "admin"}


@dataclass(slots=True, kw_only=True)
class Place:
    """A town whose citizens are on an Official Account and whose officials are on Telegram."""

    town: Town
    oa: FakeZaloOa
    telegram: FakeTelegram

    def who(self, name: str) -> Villager:
        return self.town.villager(name)

    async def days(self, n: int) -> None:
        """Let days pass, on the platform too."""
        for _ in range(n):
            await self.wait(timedelta(days=1))

    async def wait(self, by: timedelta) -> None:
        await self.town.wait(by)
        await asyncio.to_thread(self.oa.rules, now=self.town.clock.now().timestamp())

    async def sent(self) -> str:
        """Lan sends an opinion, which is taken in and handed over on the same day; its code."""
        lan, an = self.who("Lan"), self.who("An")
        await lan.start("c_02185")
        for label in ("Tôi đồng ý cung cấp thông tin", COMMUNE):
            await lan.press(label)
        await lan.say(ROAD)
        heard = await lan.press("Gửi")
        code = next(word for one in heard for word in one.text.split() if word.startswith("YK-")).strip(".")
        await lan.say("Bỏ qua")
        await an.press("Xem")
        await an.say("1")
        for label in ("Phân loại", "Giao thông, cầu đường", "Tiếp nhận", "Chuyển đơn vị", "Phòng Kinh tế"):
            await an.press(label)
        await an.press("thứ Ba, 15/12/2026 (10 ngày làm việc)")
        await lan.hear()
        return code

    async def answered(self, words: str = DONE) -> None:
        """Hà answers, Sơn clears it, and it leaves."""
        handler = self.who("Hà")
        await handler.press("Nhận việc")
        await handler.press("Trả lời")
        await handler.say(words)
        await handler.press("Đã thực hiện xong")
        await handler.say("45/BC-UBND")
        await handler.press("Hoàn thành")
        await self.who("Sơn").press("Duyệt, gửi")
        await self.wait(timedelta(minutes=2))

    async def card(self, code: str) -> str:
        """The opinion's card, as its handler opens it now."""
        (shown,) = await self.who("Hà").say(f"/tim {code}")
        return shown.text


@asynccontextmanager
async def place(folder: Path, *, rules: str = "") -> AsyncIterator[Place]:
    with FakeTelegram() as telegram, FakeZaloOa() as account:
        more = on(account, folder, "thai-nguyen")
        if rules:
            (folder / "rules.toml").write_text((folder / "rules.toml").read_text() + rules, encoding="utf-8")

        def make(one: Town, name: str) -> Villager:
            if name in OFFICIALS or name.endswith("Telegram"):
                return OnTelegram(town=one, name=name, visitor="", fake=telegram, citizen=telegram.user(name))
            made = more["make"](one, name)
            assert isinstance(made, OnZalo)
            return made

        settings = more["settings"] | {"telegram_token": telegram.token, "telegram_api_url": telegram.url}
        async with town(folder, channel="zalo_oa", settings=settings, make=make) as one:
            oa = one.villager("Lan")
            assert isinstance(oa, OnZalo)
            assert isinstance(oa.fake, FakeZaloOa)
            oa.fake.rules(now=START.timestamp(), echoes=False)
            await one.house.channels["telegram"].open()
            for name, role in OFFICIALS.items():
                unit, agency = (one.house.province.units.root.code, "") if role == "admin" else (COMMUNE, "")
                await one.enrol(name, role, unit, "02185.kinh_te" if role == "handler" else agency)
            yield Place(town=one, oa=oa.fake, telegram=telegram)


def texts(heard: list[Heard]) -> list[str]:
    return [one.text.split("\n")[0] for one in heard]


async def test_an_answer_after_nine_days_waits_for_a_word_and_comes_before_its_reply(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        lan = here.who("Lan")
        code = await here.sent()
        await here.days(9)
        await here.answered()
        assert await lan.hear() == []
        assert UNHEARD in await here.card(code)
        assert not [one for one in await here.who("Tú").hear() if "Cảnh báo" in one.text], "a citizen may be silent"
        await here.days(1)
        assert [one for one in await here.who("An").hear() if "Trả lời chưa gửi được đến người gửi: 1" in one.text], "in the digest"
        heard = await lan.say("alo")
        assert DONE in heard[0].text and "Hài lòng" in heard[0].text, heard
        assert texts(heard)[1:] == ["Mời Ông/Bà chọn việc cần làm."]
        assert "Chưa gửi được" not in await here.card(code)
        assert texts(await lan.say("1")) == ["Ông/Bà gửi ý kiến về Xã Côn Minh?"], "the number means what was seen last"
        await lan.say("Hủy")
        assert (await lan.say("Hài lòng"))[0].text.startswith("Cảm ơn Ông/Bà")


@pytest.mark.parametrize("code", [-230, -218])
async def test_a_number_means_nothing_that_was_not_seen(tmp_path: Path, code: int) -> None:
    """The answer with its verdicts did not arrive: `1` is no praise of it."""
    async with place(tmp_path) as here:
        lan = here.who("Lan")
        await here.sent()
        await here.wait(timedelta(hours=1))
        here.oa.fault("refuse", code=code)
        await here.answered()
        heard = await lan.say("1")
        assert DONE in heard[0].text
        rated = await here.town.read(lambda work: work.all("SELECT verdict FROM rating"))
        assert rated == [], heard
        assert "Ông/Bà gửi ý kiến về" in heard[-1].text, "it means what was seen last"
        await lan.say("Hủy")
        assert (await lan.say("Hài lòng"))[0].text.startswith("Cảm ơn Ông/Bà")


async def linked(here: Place) -> tuple[Villager, OnTelegram]:
    """Lan on Zalo, where she wrote last, and on Telegram."""
    lan, phone = here.who("Lan"), here.who("Lan Telegram")
    shown = await lan.say("/lienket code")
    number = next(word for one in shown for word in one.text.split() if len(word) == 6 and word.isdigit())
    await phone.say(f"/lienket {number}")
    assert "Đã liên kết." in (await phone.press("Đồng ý liên kết"))[0].text
    await here.wait(timedelta(hours=1))
    await lan.say("/ykien")
    assert isinstance(phone, OnTelegram)
    return lan, phone


async def test_with_a_second_channel_it_comes_there_at_once_and_never_twice(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        code = await here.sent()
        lan, phone = await linked(here)
        await here.days(9)
        await here.answered()
        assert await lan.hear() == []
        heard = [one for one in await phone.hear() if DONE in one.text]
        assert [one.buttons for one in heard] == [("Hài lòng", "Chưa hài lòng", "Chưa thực hiện")]
        assert "Chưa gửi được" not in await here.card(code)
        assert not [one for one in await lan.say("alo") if DONE in one.text], "it was heard elsewhere"
        assert (await phone.say("1"))[0].text.startswith("Cảm ơn Ông/Bà"), "its numbers came along"


async def test_a_word_on_any_channel_brings_it(tmp_path: Path) -> None:
    """It waits on Zalo; whoever blocked us elsewhere and comes back there hears it there, and not on Zalo any more."""
    async with place(tmp_path) as here:
        code = await here.sent()
        lan, phone = await linked(here)
        await phone._through(phone.citizen.block)
        await here.days(9)
        await here.answered()
        assert UNHEARD in await here.card(code)
        await phone.hear()
        heard = await phone._through(phone.citizen.unblock) + await phone.say("alo")
        assert [DONE in one.text for one in heard] == [True, False]
        assert "Chưa gửi được" not in await here.card(code)
        assert not [one for one in await lan.say("alo") if DONE in one.text]


async def test_who_left_is_no_closed_window_and_comes_back_by_following(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        lan = here.who("Lan")
        assert isinstance(lan, OnZalo)
        assert isinstance(lan.person, OaPerson)
        person = lan.person
        code = await here.sent()
        await lan._through(lambda: person.follow(follows=False))
        await here.answered()
        card = await here.card(code)
        assert "họ đã ngừng nhận tin. Tin sẽ đến khi họ trở lại." in card
        assert await lan.hear() == []
        heard = await lan._through(person.follow)
        assert [DONE in one.text for one in heard] == [True], "and nothing else is said"
        assert (await lan.say("1"))[0].text.startswith("Cảm ơn Ông/Bà")


async def test_without_allowance_it_waits_and_others_go_on(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        lan, tho = here.who("Lan"), here.who("Thọ")
        code = await here.sent()
        await tho.say("alo")
        here.oa.fault("refuse", code=-218, count=1)
        await here.answered()
        card = await here.card(code)
        assert "kênh nhắn tin hết lượt gửi, đang chờ gửi lại" in card
        assert [one.text for one in await here.who("Tú").hear() if "hết lượt" in one.text] == [
            "Cảnh báo: kênh zalo_oa đã hết lượt gửi tin. Tin vẫn được giữ và gửi lại mỗi giờ; xin kiểm tra gói dịch vụ."
        ]
        assert await tho.say("alo"), "another chat goes on"
        heard = await lan.say("alo")
        assert [DONE in one.text for one in heard] == [True, False], "a word is tried at once: an answer to it is never held up"
        assert "Chưa gửi được" not in await here.card(code)


async def test_a_paid_word_asks_once_where_the_rules_allow_it(tmp_path: Path) -> None:
    async with place(tmp_path, rules="[zalo_oa]\nknock = true\n") as here:
        lan = here.who("Lan")
        code = await here.sent()
        await here.days(9)
        await here.answered()
        await here.who("An").say(f"/tim {code}")
        await here.days(2)
        assert isinstance(lan, OnZalo)
        knocks = [one["transaction"] for one in lan.person.messages() if "transaction" in one]
        assert knocks == [
            ["Có tin mới cho Ông/Bà", "Có tin mới về ý kiến này. Xin Ông/Bà nhắn một chữ bất kỳ vào đây để nhận.", f"Mã ý kiến: {code}"]
        ]
        await lan.hear()
        assert [DONE in one.text for one in await lan.say("alo")] == [True, False]


async def test_nothing_is_paid_for_who_hears_it_elsewhere(tmp_path: Path) -> None:
    async with place(tmp_path, rules="[zalo_oa]\nknock = true\n") as here:
        await here.sent()
        _, phone = await linked(here)
        await here.days(9)
        await here.answered()
        assert [one for one in await phone.hear() if DONE in one.text]
        assert not [one for one in here.oa.sim("calls") if one["path"].endswith("/transaction")]


async def test_a_token_lost_between_spending_and_storing_stops_no_other_channel(tmp_path: Path) -> None:
    """The dying program had spent the refresh token: what came back nobody knows."""
    async with place(tmp_path) as here:
        await here.sent()
        await here.wait(timedelta(hours=1))
        vault = StoredVault(here.town.house.database, APP)
        pair = await vault.load()
        assert pair is not None
        await vault.keep(replace(pair, spent=True))
        async with ClientSession() as wire:
            form = {"refresh_token": pair.refresh, "app_id": APP, "grant_type": "refresh_token"}
            await wire.post(f"{here.oa.url}/v4/oa/access_token", data=form, headers={"secret_key": SECRET})
        await here.town.restart()
        await here.town.house.listeners.open()
        assert here.town.house.listeners.troubles["zalo_oa"] == "auth"
        await here.town.house.watch.look(passed=1.0)
        await here.town.until_settled()
        (told,) = [one.text for one in await here.who("Tú").hear() if "zalo_oa" in one.text]
        assert "Xin cấp quyền lại trong trang quản trị Zalo, đặt DOITHOAI_ZALO_OA_REFRESH_TOKEN mới rồi khởi động lại." in told


async def test_of_a_dialogue_only_what_is_still_of_use_comes_late(tmp_path: Path) -> None:
    """Announced when nothing reached them any more: who writes in time hears of it and the newest reminder, who writes after it nothing."""
    async with place(tmp_path) as here:
        lan, tho = here.who("Lan"), here.who("Thọ")
        await here.sent()
        for label in ("c_02185", "Tôi đồng ý cung cấp thông tin", COMMUNE):
            await (tho.press(label) if label != "c_02185" else tho.start(label))
        await tho.say(ROAD)
        await tho.press("Gửi")
        await here.days(9)
        starts = START + timedelta(days=25)
        await here.town.plan_dialogue(COMMUNE, starts, "Nhà văn hóa xã Côn Minh")
        await here.days(14)
        assert [await one.hear() for one in (lan, tho)] == [[], []]
        heard = texts(await lan.say("alo"))
        assert heard[-1] == "Mời Ông/Bà chọn việc cần làm."
        assert len(heard) == 3, "announced, and reminded of three days; not of fourteen and seven as well"
        await here.days(4)
        await lan.hear()
        assert texts(await tho.say("alo")) == ["Mời Ông/Bà chọn việc cần làm."]


async def test_an_official_who_was_silent_for_long_has_not_left(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        officer, admin = here.who("Bình"), here.who("Tú")
        await here.town.enrol("Bình", "officer", "Xã Chợ Đồn")
        await here.days(9)
        await admin.hear()
        lan = here.who("Lan")
        await lan.start("c_02020")
        for label in ("Tôi đồng ý cung cấp thông tin", "Xã Chợ Đồn"):
            await lan.press(label)
        await lan.say(ROAD)
        await lan.press("Gửi")
        alarm = (
            "Cảnh báo: kênh của một cán bộ hiện không nhận được tin (lâu không nhắn, hoặc kênh đã tắt); có tin đang chờ họ"
            " (officer Xã Chợ Đồn)."
        )
        assert [one.text for one in await admin.hear() if "cán bộ" in one.text] == [alarm]
        assert await officer.hear() == []
        heard = await officer.say("/viec")
        assert heard[0].text.startswith("Ý kiến mới (1) · Xã Chợ Đồn"), heard
        assert "Việc đang chờ Ông/Bà:\nXã Chợ Đồn" in heard[1].text
        assert "Ý kiến mới: 1" in heard[1].text, "what came later and was not kept is counted"


async def test_the_night_of_the_platform_waits_for_six_or_for_a_word(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        lan = here.who("Lan")
        await here.sent()
        await here.wait(timedelta(hours=12))
        here.oa.fault("refuse", code=-234)
        await here.answered()
        await here.wait(timedelta(hours=9, minutes=50))
        assert await lan.hear() == [], "it is ten minutes to six"
        await here.wait(timedelta(minutes=10))
        assert [DONE in one.text for one in await lan.hear()] == [True]


async def test_a_word_in_the_night_is_answered_in_the_night(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        await here.sent()
        await here.wait(timedelta(hours=12))
        here.oa.fault("refuse", code=-234)
        await here.answered()
        assert [DONE in one.text for one in await here.who("Lan").say("alo")] == [True, False]


async def test_an_allowance_that_is_used_up_sends_it_to_the_other_chat(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        await here.sent()
        lan, phone = await linked(here)
        await here.wait(timedelta(hours=1))
        await phone.hear()
        await lan.hear()
        here.oa.fault("refuse", code=-218, count=50)
        await here.answered()
        assert sum(DONE in one.text for one in await phone.hear()) == 1
        await here.wait(timedelta(days=2))
        assert not any(DONE in one.text for one in [*await lan.hear(), *await phone.hear()]), "nobody hears twice"


async def test_a_channel_that_was_switched_off_leaves_it_to_the_other_chat(tmp_path: Path) -> None:
    async with place(tmp_path) as here:
        await here.sent()
        lan, _ = await linked(here)
        town = here.town
        owner = (await town.read(lambda work: work.all("SELECT person FROM account GROUP BY person HAVING count(*) > 1")))[0][0]
        await town.house.database.write(lambda work: people.prefer(work, owner, channel="telegram"))
        town.settings = {name: value for name, value in town.settings.items() if not name.startswith("telegram")}
        await town.restart()
        await lan.hear()

        def told(work: Work) -> None:
            act = Act(at=town.clock.now(), mint=town.house.mint, province=town.house.province)
            tell.tell(work, act, owner, screen(say("link-not")), key="news", wakes=True)

        await town.house.database.write(told)
        town.house.poke()
        await town.until_settled()
        assert len(await lan.hear()) == 1
