"""The people of a town with the app of one platform: the same acts as in a browser, over HTTP against the platform's strict fake."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

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
from tests.house import Heard, Town, Villager

_RULES: Final = "[sending]\nper_second = 30\nper_chat_per_second = 1000\nper_group_per_minute = 1000\nglance_seconds = 0\n"
_READ: Final[Mapping[str, Callable[..., Raw]]] = {"telegram": of_telegram, "zalo_bot": of_zalo_bot, "zalo_oa": of_zalo_oa}


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
            await self.town.house.receive([_READ[self.channel](json.dumps(update).encode(), account=account)])
        await self.town.until_settled()
        return await self.hear()

    def open_browser(self) -> None:
        """An app has no second browser."""
        raise AssertionError("only on the web page")

    async def open_page(self) -> bool:
        """An app is never loaded again."""
        raise AssertionError("only on the web page")


@dataclass(slots=True)
class OnTelegram(App):
    """Someone on Telegram."""

    citizen: Citizen = field(kw_only=True)

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
        """Press the newest button of this label."""
        return await self._through(lambda: self.citizen.tap(label))

    async def send_file(
        self, data: bytes, *, kind: MediaKind = "photo", name: str = "anh.jpg", mime: str = "image/jpeg", album: str = ""
    ) -> list[Heard]:  # fmt: skip
        """Send a photo, a voice message or a document."""
        return await self._through(lambda: self.citizen.file(kind, data, name=name, mime=mime))

    async def hear(self) -> list[Heard]:
        """What was sent or changed since the last look, in the order in which it came."""
        calls = await asyncio.to_thread(self.fake.sim, "calls", since=self.seen)
        self.seen += len(calls)
        mine = [one for one in calls if str(one["parameters"].get("chat_id", "")) == self.citizen.chat and one.get("status") == 200]
        return [_telegram(one) for one in mine if one["method"].startswith(("send", "edit"))]


def _telegram(call: dict[str, Any]) -> Heard:
    given = call["parameters"]
    markup = json.loads(given.get("reply_markup") or "{}")
    labels = [key["text"] for row in markup.get("inline_keyboard", []) for key in row]
    return Heard(
        text=given.get("text", given.get("caption", "")), buttons=tuple(labels), files=len(call["files"]),
        again=call["method"].startswith("edit"),
    )  # fmt: skip


@dataclass(slots=True)
class OnZalo(App):
    """Someone on Zalo, with the bot or with the official account: words and numbers."""

    person: ZaloPerson | OaPerson = field(kw_only=True)
    menus: list[list[str]] = field(default_factory=list)

    async def say(self, text: str) -> list[Heard]:
        """Type a message."""
        return await self._through(lambda: self.person.say(text))

    async def start(self, payload: str = "") -> list[Heard]:
        """There are no links: the code is typed."""
        return await self.say(payload or "/start")

    async def press(self, label: str) -> list[Heard]:
        """The number, where the newest menu has it; else the words."""
        newest = self.menus[-1] if self.menus else []
        return await self.say(str(newest.index(label) + 1) if label in newest else label)

    async def send_file(
        self, data: bytes, *, kind: MediaKind = "photo", name: str = "anh.jpg", mime: str = "image/jpeg", album: str = ""
    ) -> list[Heard]:  # fmt: skip
        """Send a picture, a voice, or (to the official account only) a paper."""
        person = self.person
        if isinstance(person, ZaloPerson):
            if kind == "document":
                return await self._through(person.hidden)
            return await self._through(lambda: person.file("image" if kind == "photo" else "voice", data))
        names = {"photo": "image", "voice": "audio", "document": "file"}
        return await self._through(lambda: person.file(names[kind], data, name=name))

    async def hear(self) -> list[Heard]:
        """What came since the last look; the numbered menu is part of the words."""
        found = (await asyncio.to_thread(self.person.messages))[self.seen :]
        self.seen += len(found)
        for one in found:
            if labels := _numbered(one.get("text", "")):
                self.menus.append(labels)
        return [Heard(text=one.get("text", ""), files=int("photo" in one or "file" in one)) for one in found]


def _numbered(text: str) -> list[str]:
    """The labels of the numbered lines at the end of a message."""
    lines = text.rpartition("\n\n")[2].split("\n")
    found = [line.partition(". ")[2] for n, line in enumerate(lines, 1) if line.startswith(f"{n}. ")]
    return found if len(found) == len([line for line in lines if not line.endswith(tuple("/"))]) or found else []


@contextmanager
def platform(channel: str, home: Path, province: str) -> Iterator[dict[str, Any]]:
    """What a town needs to be on a channel: the fake of its platform, settings, and how its people are made."""
    home.mkdir(parents=True, exist_ok=True)
    office = (province_folder(province) / "office.toml").read_text(encoding="utf-8").replace("sample = true\n", "")
    (home / "office.toml").write_text(office, encoding="utf-8")
    (home / "rules.toml").write_text(_RULES, encoding="utf-8")
    match channel:
        case "telegram":
            with FakeTelegram() as telegram:
                settings = {"telegram_token": telegram.token, "telegram_api_url": telegram.url}
                yield {"channel": channel, "settings": settings, "make": lambda town, name: _on_telegram(town, name, telegram)}
        case "zalo_bot":
            with FakeZaloBot() as zalo:
                settings = {"zalo_bot_token": zalo.token, "zalo_bot_api_url": zalo.url}
                yield {"channel": channel, "settings": settings, "make": lambda town, name: _on_zalo(town, name, zalo)}
        case "zalo_oa":
            with FakeZaloOa() as account:
                settings = {
                    "zalo_oa_app_id": APP, "zalo_oa_app_secret": SECRET, "zalo_oa_secret_key": KEY, "zalo_oa_refresh_token": FIRST,
                    "zalo_oa_api_url": account.url, "zalo_oa_oauth_url": account.url,
                }  # fmt: skip
                yield {"channel": channel, "settings": settings, "make": lambda town, name: _on_zalo(town, name, account)}
        case _:
            raise AssertionError(channel)


def _on_telegram(town: Town, name: str, fake: FakeTelegram) -> Villager:
    return OnTelegram(town=town, name=name, visitor="", fake=fake, citizen=fake.user(name))


def _on_zalo(town: Town, name: str, fake: FakeZaloBot | FakeZaloOa) -> Villager:
    return OnZalo(town=town, name=name, visitor="", fake=fake, person=fake.user(name))
