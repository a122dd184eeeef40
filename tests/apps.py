"""The people of a town with the app of one platform: the same acts as in a browser, over HTTP against the platform's strict fake."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

from bot.channels.http import listening
from bot.channels.telegram.updates import of_body as of_telegram
from bot.channels.zalo_bot.parse import of_body as of_zalo_bot
from bot.channels.zalo_oa.parse import of_body as of_zalo_oa
from bot.talk.incoming import MediaKind, Raw
from config.registers import province_folder
from tests.fakes.process import FakePlatform
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET
from tests.house import Heard, Town, Villager, picture

PUBLIC: Final = "https://doithoai.example"
_RULES: Final = "[sending]\nper_second = 30\nper_chat_per_second = 1000\nper_group_per_minute = 1000\nglance_seconds = 0\n"
_READ: Final[Mapping[str, Callable[..., Raw]]] = {"telegram": of_telegram, "zalo_bot": of_zalo_bot, "zalo_oa": of_zalo_oa}
FAKES: Final[Mapping[str, Callable[[], FakePlatform]]] = {"telegram": FakeTelegram, "zalo_bot": FakeZaloBot, "zalo_oa": FakeZaloOa}


@dataclass(slots=True)
class App(Villager):
    """Someone with an app. `fake` is the platform behind it."""

    fake: FakePlatform = field(kw_only=True)

    @property
    def channel(self) -> str:
        """The channel of the app."""
        return self.town.channel

    async def _through(self, act: Callable[[], object]) -> list[Heard]:
        """Do something in the app; the platform brings it, and what is answered is heard."""
        await asyncio.to_thread(act)
        account = self.town.house.channels[self.channel].account
        for update in await asyncio.to_thread(self.fake.sim, "take"):
            _stamp(self.channel, update, self.town.clock.now())
            await self.town.house.receive([_READ[self.channel](json.dumps(update).encode(), account=account)])
        await self.town.until_settled()
        return await self.hear()

    def open_browser(self) -> None:
        """An app has no second browser."""
        raise AssertionError("only on the web page")

    async def open_page(self) -> bool:
        """An app keeps its chat."""
        return False


def _stamp(channel: str, update: Any, at: datetime) -> None:
    """The platform's clock goes as the town's."""
    if channel == "zalo_oa":
        update["timestamp"] = str(int(at.timestamp() * 1000))
    for kind in ("message", "my_chat_member"):
        if kind in update and channel != "zalo_oa":
            update[kind]["date"] = int(at.timestamp() * (1 if channel == "telegram" else 1000))


@dataclass(slots=True)
class OnTelegram(App):
    """Someone on Telegram."""

    citizen: Citizen = field(kw_only=True)
    looked_at: dict[str, tuple[int, str]] = field(default_factory=dict)  # label -> message and data of the newest that was seen

    @property
    def channel(self) -> str:
        """The channel of the app."""
        return "telegram"

    async def say(self, text: str) -> list[Heard]:
        """Type a message."""
        return await self._through(lambda: self.citizen.say(text))

    async def start(self, payload: str = "") -> list[Heard]:
        """Open a link."""
        return await self._through(lambda: self.citizen.start(payload))

    async def press(self, label: str) -> list[Heard]:
        """Press the newest button of this label that was seen, though the message may have changed since."""
        if label in self.looked_at:
            message, data = self.looked_at[label]
            return await self._through(lambda: self.citizen.forge(message, data))
        return await self._through(lambda: self.citizen.tap(label))

    async def send_file(
        self, data: bytes, *, kind: MediaKind = "photo", name: str = "anh.jpg", mime: str = "image/jpeg", album: str = ""
    ) -> list[Heard]:  # fmt: skip
        """Send a photo, a voice message or a document."""
        return await self._through(lambda: self.citizen.file(kind, data, name=name, mime=mime))

    async def hear(self) -> list[Heard]:
        """What is new or changed in the chat since the last look, each message once, as it stands."""
        calls = list(takewhile(lambda one: "status" in one, await asyncio.to_thread(self.fake.sim, "calls", since=self.seen)))
        self.seen += len(calls)
        shown: dict[int, Heard] = {}
        for one in calls:
            if str(one["parameters"].get("chat_id", "")) != self.citizen.chat or one.get("status") != 200:
                continue
            result = one["result"]
            if one["method"].startswith(("send", "edit")) and result is not True:  # True is a sign that something comes
                number = (result[0] if isinstance(result, list) else result)["message_id"]
                shown.pop(number, None)
                shown[number] = self._seen(one, number)
        return list(shown.values())

    def _seen(self, call: dict[str, Any], number: int) -> Heard:
        given = call["parameters"]
        markup = given.get("reply_markup") or {}
        markup = json.loads(markup) if isinstance(markup, str) else markup
        taps = [key for row in markup.get("inline_keyboard", []) for key in row]
        self.looked_at |= {one["text"]: (number, one["callback_data"]) for one in taps if "callback_data" in one}
        keys = [key["text"] for row in markup.get("keyboard", []) for key in row]
        for one in keys:
            self.looked_at.pop(one, None)
        return Heard(
            text=given.get("text", given.get("caption", "")), buttons=(*(one["text"] for one in taps), *keys), files=len(call["files"]),
            again=call["method"].startswith("edit"),
        )  # fmt: skip


@dataclass(slots=True)
class OnZalo(App):
    """Someone on Zalo, with the bot or with the official account: words and numbers."""

    person: ZaloPerson | OaPerson = field(kw_only=True)
    menu: dict[str, int] = field(default_factory=dict)

    async def say(self, text: str) -> list[Heard]:
        """Type a message."""
        return await self._through(lambda: self.person.say(text))

    async def start(self, payload: str = "") -> list[Heard]:
        """There are no links: the code is typed."""
        return await self.say(payload or "/start")

    async def press(self, label: str) -> list[Heard]:
        """The number, where the newest menu has it; else the words."""
        return await self.say(str(self.menu.get(label, label)))

    async def send_file(
        self, data: bytes, *, kind: MediaKind = "photo", name: str = "anh.jpg", mime: str = "image/jpeg", album: str = ""
    ) -> list[Heard]:  # fmt: skip
        """Send a picture, a voice, or (to the official account only) a paper."""
        person = self.person
        if isinstance(person, ZaloPerson):
            if kind == "document":  # papers do not get through to a bot: the answer says so, and the paper is photographed
                return [*await self._through(person.hidden), *await self._through(lambda: person.file("image", picture()))]
            return await self._through(lambda: person.file("image" if kind == "photo" else "voice", data))
        names = {"photo": "image", "voice": "audio", "document": "file"}
        return await self._through(lambda: person.file(names[kind], data, name=name))

    async def hear(self) -> list[Heard]:
        """What came since the last look; the numbered menu is part of the words."""
        found = (await asyncio.to_thread(self.person.messages))[self.seen :]
        self.seen += len(found)
        for one in found:
            if numbered := _numbered(one.get("text", "")):  # numbers that go on belong to one menu
                self.menu = numbered if 1 in numbered.values() else self.menu | numbered
        return [Heard(text=one.get("text", ""), files=int("photo" in one or "file" in one)) for one in found]


def _numbered(text: str) -> dict[str, int]:
    """The choices at the end of a message and their numbers."""
    lines = [line.partition(". ") for line in text.rpartition("\n\n")[2].split("\n")]
    return {label: int(number) for number, mark, label in reversed(lines) if mark and number.isdecimal()}


def on(fake: FakePlatform, home: Path, province: str) -> dict[str, Any]:
    """What a town needs to be on the channel of a platform: settings, and how its people are made. An office that is a sample goes on
    no platform, so it is confirmed first."""
    home.mkdir(parents=True, exist_ok=True)
    office = (province_folder(province) / "office.toml").read_text(encoding="utf-8").replace("sample = true\n", "")
    (home / "office.toml").write_text(office, encoding="utf-8")
    (home / "rules.toml").write_text(_RULES, encoding="utf-8")
    match fake:
        case FakeTelegram():
            settings = {"telegram_token": fake.token, "telegram_api_url": fake.url}
            return {"channel": "telegram", "settings": settings, "make": partial(_on_telegram, fake=fake)}
        case FakeZaloBot():
            door = listening("127.0.0.1", 0)
            fake.rules(reaches={PUBLIC: f"http://127.0.0.1:{door.getsockname()[1]}"})
            settings = {"zalo_bot_token": fake.token, "zalo_bot_api_url": fake.url}
            make = partial(_on_zalo, fake=fake)
            return {"channel": "zalo_bot", "settings": settings, "make": make, "public": PUBLIC, "door": door}
        case FakeZaloOa():
            settings = {
                "zalo_oa_app_id": APP, "zalo_oa_app_secret": SECRET, "zalo_oa_secret_key": KEY, "zalo_oa_refresh_token": FIRST,
                "zalo_oa_api_url": fake.url, "zalo_oa_oauth_url": fake.url,
            }  # fmt: skip
            return {"channel": "zalo_oa", "settings": settings, "make": partial(_on_zalo, fake=fake), "public": PUBLIC}
        case _:
            raise AssertionError(fake)


def _on_telegram(town: Town, name: str, fake: FakeTelegram) -> Villager:
    return OnTelegram(town=town, name=name, visitor="", fake=fake, citizen=fake.user(name))


def _on_zalo(town: Town, name: str, fake: FakeZaloBot | FakeZaloOa) -> Villager:
    return OnZalo(town=town, name=name, visitor="", fake=fake, person=fake.user(name))
