"""A chat that takes nothing after seven silent days: what waits, what the office sees of it, and that it comes once, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.apps import OnTelegram, OnZalo, platform
from tests.fakes.telegram_client import FakeTelegram
from tests.fakes.zalo_oa_client import FakeZaloOa
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
        heard = await self.who("Hà").say(f"/tim {code}")
        return "\n".join(one.text for one in [*heard, *(await self.who("Hà").press(code))])


@asynccontextmanager
async def place(folder: Path, *, rules: str = "") -> AsyncIterator[Place]:
    with FakeTelegram() as telegram, platform("zalo_oa", folder, "thai-nguyen") as more:
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
            assert isinstance(oa, OnZalo) and isinstance(oa.fake, FakeZaloOa)
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
        heard = await lan.say("alo")
        assert DONE in heard[0].text and "Hài lòng" in heard[0].text, heard
        assert texts(heard)[1:] == ["Mời Ông/Bà chọn việc cần làm."]
        assert "Chưa gửi được" not in await here.card(code)
        assert texts(await lan.say("1")) == ["Ông/Bà gửi ý kiến về Xã Côn Minh?"], "the number means what was seen last"
        await lan.say("Hủy")
        assert (await lan.say("Hài lòng"))[0].text.startswith("Cảm ơn Ông/Bà")
