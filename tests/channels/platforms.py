"""Every channel beside its fake, in the same few words: what a new channel brings so that the contract can look at it."""

from __future__ import annotations

import asyncio
import secrets
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

from bot.channels.base import Channel
from bot.channels.telegram import Hook as TelegramHook
from bot.channels.telegram import TelegramChannel
from bot.channels.webchat import Rules, WebChannel
from bot.channels.zalo_bot import Hook as ZaloHook
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_oa import App, ZaloOaChannel
from bot.talk.rendered import EVERY_FILE, FailKind
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.sqlite import Sqlite, open_database
from tests.channels.serving import Inbox
from tests.channels.webchat.stand import Browser
from tests.channels.zalo_bot.conftest import hosted
from tests.channels.zalo_oa.conftest import Vault
from tests.fakes.process import FakePlatform
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson
from tests.fakes.zalo_oa_client import FakeZaloOa, OaPerson
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET, signature

HOOK_SECRET: Final = "Bi_mat-0123456789"
AT: Final = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
Headers = Mapping[str, str]


async def wait_briefly(seconds: float) -> None:
    """A hundredth of the pauses that a channel makes; nothing is taken to have happened after it."""
    await asyncio.sleep(seconds / 100)


class Platform(ABC):
    """One channel and its fake. `REFUSALS`: what the platform may say -> what it means for a message. `WIRE`: whether there is a line
    that can break. `RECEIPTS`: whether the platform hears that something was taken."""

    NAME: ClassVar[str]
    REFUSALS: ClassVar[tuple[tuple[Any, FailKind], ...]] = ()
    WIRE: ClassVar[bool] = True
    PATH: ClassVar[str] = ""
    RECEIPTS = True
    url = ""  # where our routes are
    chat = ""

    def __init__(self, fake: Any, home: Path, inbox: Inbox, *, hooked: bool) -> None:
        self.fake = fake
        self.home = home
        self.inbox = inbox
        self.hooked = hooked
        self.said = 0

    async def prepare(self) -> None:  # noqa: B027 - most need none
        """What must stand before the channel is made."""

    @abstractmethod
    def made(self, *, root: str = "", token: str = "") -> Channel:
        """The channel; `root` is another address of the platform, `token` a wrong one."""

    @abstractmethod
    async def say(self, text: str) -> None:
        """The person writes."""

    async def again(self) -> None:  # noqa: B027 - most need none
        """What was not taken is brought again, where somebody must do that."""

    @abstractmethod
    async def taken(self) -> int:
        """How much the platform has heard to be taken."""

    async def unruly(self) -> None:
        """From now on all is brought twice, and in disorder where the platform knows none; a poll does so after a failure."""
        self.inbox.failures = 1

    async def let_go(self) -> None:  # noqa: B027 - most need none
        """Bring what was held back."""

    @abstractmethod
    async def shown(self) -> list[dict[str, Any]]:
        """What the person sees of us, oldest first: `text`, `files`, `buttons`."""

    def spoil(self, kind: str) -> None:
        """The next send: `drop` cut before, `reset` cut after, `hang` never answered, `status` an answer that is none."""
        self.fake.fault(kind, code=502)

    def refuse(self, said: Any) -> None:
        """The next send is refused."""
        self.fake.fault("refuse", code=said)

    def hurried(self, channel: Any) -> None:
        """A channel that waits for an answer a third of a second."""
        channel._calls._read = 0.3

    def secrets(self) -> Sequence[str]:
        """What must never be read anywhere."""
        return (str(self.fake.token).partition(":")[2], HOOK_SECRET)

    def genuine(self, body: bytes) -> Headers:
        """What the platform sends along with a body."""
        return {}

    def forged(self, body: bytes) -> Sequence[Headers]:
        """What somebody else might."""
        return ()

    async def leave(self) -> None:  # noqa: B027 - most need none
        """Let go of what was made here."""


def _labels(rows: Sequence[Sequence[dict[str, str]]], name: str) -> list[str]:
    return [one[name] for row in rows for one in row]


def by_secret(header: str) -> tuple[Headers, Sequence[Headers]]:
    """A hook that is known by a word in a header."""
    return {header: HOOK_SECRET}, ({}, *({header: one} for one in ("", "wrong", HOOK_SECRET + "x", HOOK_SECRET[:-1], HOOK_SECRET.upper())))


class Telegram(Platform):
    NAME = "telegram"
    PATH = "/hooks/telegram"
    REFUSALS = (
        ((403, "Forbidden: bot was blocked by the user"), "gone"), ((403, "Forbidden: user is deactivated"), "gone"),
        ((400, "Bad Request: chat not found"), "gone"), ((400, "Bad Request: something new"), "rejected"),
        ((413, "Request Entity Too Large"), "rejected"), ((401, "Unauthorized"), "auth"), ((404, "Not Found"), "auth"),
        ((409, "Conflict"), "auth"), ((429, "Too Many Requests"), "busy"), ((500, "Internal Server Error"), "unknown"),
    )  # fmt: skip
    GENUINE, FORGED = by_secret("X-Telegram-Bot-Api-Secret-Token")
    fake: FakeTelegram
    person: Citizen

    def made(self, *, root: str = "", token: str = "") -> Channel:
        hook = TelegramHook(url=f"{self.url}{self.PATH}", secret=HOOK_SECRET) if self.hooked and not token else None
        return TelegramChannel(token or self.fake.token, root or self.fake.url, hook=hook, sleep=wait_briefly, hold=5)

    async def prepare(self) -> None:
        self.person = self.fake.user("Nguyễn Thị A")

    async def say(self, text: str) -> None:
        self.said += 1
        await asyncio.to_thread(self.person.say, text)

    async def taken(self) -> int:
        return self.said - int((await asyncio.to_thread(self.fake.state))["pending"])

    async def unruly(self) -> None:
        if not self.hooked:
            return await super().unruly()
        self.fake.deliveries(copies=1)
        return None

    async def shown(self) -> list[dict[str, Any]]:
        found = await asyncio.to_thread(self.person.messages)
        inline = [one.get("reply_markup", {}).get("inline_keyboard", ()) for one in found]
        return [
            {
                "text": one.get("text", one.get("caption", "")),
                "files": sum(kind in one for kind in EVERY_FILE),
                "buttons": _labels(keys, "text"),
            }
            for one, keys in zip(found, inline, strict=True)
        ]

    def spoil(self, kind: str) -> None:
        self.fake.fault("html" if kind == "status" else kind, status=502)

    def refuse(self, said: Any) -> None:
        self.fake.fault("status", status=said[0], description=f"{said[1]} (bot{self.fake.token})")

    def hurried(self, channel: Any) -> None:
        channel._sender._calls._read = 0.3

    def genuine(self, body: bytes) -> Headers:
        return self.GENUINE

    def forged(self, body: bytes) -> Sequence[Headers]:
        return self.FORGED


class ZaloBot(Platform):
    NAME = "zalo_bot"
    PATH = "/hooks/zalo-bot"
    REFUSALS = (
        (400, "rejected"), (401, "auth"), (403, "unsent"), (404, "gone"), (408, "unknown"), (429, "quota"), (500, "unsent"),
        (418, "rejected"), (599, "unknown"),
    )  # fmt: skip
    GENUINE, FORGED = by_secret("X-Bot-Api-Secret-Token")
    fake: FakeZaloBot
    person: ZaloPerson

    def __init__(self, fake: Any, home: Path, inbox: Inbox, *, hooked: bool) -> None:
        super().__init__(fake, home, inbox, hooked=hooked)
        self.RECEIPTS = hooked  # a poll hands over once and asks for none

    def made(self, *, root: str = "", token: str = "") -> Channel:
        hook = ZaloHook(url=f"{self.url}{self.PATH}", secret=HOOK_SECRET) if self.hooked and not token else None
        pictures = hosted(self.home, self.url)
        return ZaloBotChannel(token or self.fake.token, root or self.fake.url, hosted=pictures, hook=hook, sleep=wait_briefly, hold=5)

    async def prepare(self) -> None:
        self.person = self.fake.user("Nguyễn Thị A")

    async def say(self, text: str) -> None:
        await asyncio.to_thread(self.person.say, text)

    async def taken(self) -> int:
        return sum(one["status"] == 200 for one in (await asyncio.to_thread(self.fake.state))["log"])

    async def unruly(self) -> None:
        if not self.hooked:
            return await super().unruly()
        self.fake.rules(held=True, copies=1, shuffled=True)
        return None

    async def let_go(self) -> None:
        self.fake.rules(held=False)

    async def shown(self) -> list[dict[str, Any]]:
        return [
            {"text": one.get("text", ""), "files": int("photo" in one), "buttons": []}
            for one in await asyncio.to_thread(self.person.messages)
        ]

    def genuine(self, body: bytes) -> Headers:
        return self.GENUINE

    def forged(self, body: bytes) -> Sequence[Headers]:
        return self.FORGED


class ZaloOa(Platform):
    NAME = "zalo_oa"
    PATH = "/hooks/zalo-oa"
    REFUSALS = (
        (-32, "busy"), (-211, "quota"), (-218, "quota"), (-213, "window"), (-230, "window"), (-232, "window"), (-234, "busy"),
        (-227, "gone"), (-244, "gone"), (-224, "auth"), (-14020, "auth"), (-201, "rejected"), (-9999, "rejected"),
    )  # fmt: skip
    fake: FakeZaloOa
    person: OaPerson

    def made(self, *, root: str = "", token: str = "") -> Channel:
        app = App(id=APP, secret=SECRET, refresh=token or FIRST)
        at, vault = (root or self.fake.url), Vault(self.home / f"pair{root[-4:]}{token[-4:]}.json")
        return ZaloOaChannel(
            app, KEY, at, at, vault=vault, now=lambda: datetime.fromtimestamp(self.fake.state()["now"], UTC), sleep=wait_briefly
        )

    async def prepare(self) -> None:
        self.person = self.fake.user("Nguyễn Thị A")
        self.fake.rules(hook=f"{self.url}{self.PATH}", echoes=False)

    async def say(self, text: str) -> None:
        await asyncio.to_thread(self.person.say, text)

    async def taken(self) -> int:
        return sum(one["status"] == 200 for one in (await asyncio.to_thread(self.fake.state))["log"])

    async def unruly(self) -> None:
        self.fake.rules(held=True, copies=1, shuffled=True)

    async def let_go(self) -> None:
        self.fake.rules(held=False)

    async def shown(self) -> list[dict[str, Any]]:
        return [
            {"text": one.get("text", ""), "files": int("file" in one), "buttons": []}
            for one in await asyncio.to_thread(self.person.messages)
        ]

    def secrets(self) -> Sequence[str]:
        state = self.fake.state()
        return (SECRET, KEY, FIRST, *state["refresh"], *state["access"])

    def genuine(self, body: bytes) -> Headers:
        return {"X-ZEvent-Signature": f"mac={signature(body, '1')}"}

    def forged(self, body: bytes) -> Sequence[Headers]:
        return ({}, *({"X-ZEvent-Signature": one} for one in ("", "mac=wrong", signature(body + b" ", "1"), signature(body, "2"))))


class Web(Platform):
    NAME = "webchat"
    WIRE = False
    database: Sqlite
    browser: Browser | None = None
    newest: Mapping[str, str] = {}

    async def prepare(self) -> None:
        await asyncio.to_thread(upgrade, self.home / "house.db")
        self.database = await open_database(self.home / "house.db", Keyring(bytes(range(32))))

    def made(self, *, root: str = "", token: str = "") -> Channel:
        return WebChannel(
            self.database, keys=Keyring(bytes(range(32))), home=self.home, now=lambda: AT, new_token=secrets.token_hex,
            page_facts=lambda: {"name": "Đối thoại", "sample": ""}, rules=Rules(heartbeat=0.2, per_second=1000.0),
        )  # fmt: skip

    async def say(self, text: str) -> None:
        if self.browser is None:
            self.browser = Browser(self)
            await self.browser.visit()
            await self.browser.open()
        self.said += 1
        self.newest = {"id": f"m{self.said}", "type": "text", "text": text}
        await self.browser.say(**self.newest)

    async def again(self) -> None:
        assert self.browser is not None
        await self.browser.got(lambda frame: frame.get("slow") == self.newest["id"])
        await self.browser.say(**self.newest)

    async def taken(self) -> int:
        return sum("ack" in one for one in self.browser.frames) if self.browser is not None else 0

    async def let_go(self) -> None:
        await self.again()

    async def shown(self) -> list[dict[str, Any]]:
        assert self.browser is not None
        lines: dict[int, dict[str, Any]] = {}
        for one in self.browser.frames:
            if one.get("from") == "bot":
                lines[one.get("edit_of", one["seq"])] = one
        return [
            {"text": one["text"], "files": len(one.get("files", ())), "buttons": _labels(one.get("buttons", ()), "label")}
            for one in lines.values()
        ]

    def secrets(self) -> Sequence[str]:
        return (self.browser.cookie if self.browser else "-",)

    async def leave(self) -> None:
        if self.browser is not None:
            await self.browser.close()
        await self.database.close()


FAKES: Final[Mapping[type[Platform], type[FakePlatform] | None]] = {
    Telegram: FakeTelegram, ZaloBot: FakeZaloBot, ZaloOa: FakeZaloOa, Web: None,
}  # fmt: skip
ROWS: Final[Mapping[str, tuple[type[Platform], bool]]] = {
    "telegram-polling": (Telegram, False), "telegram-webhook": (Telegram, True), "zalo_bot-polling": (ZaloBot, False),
    "zalo_bot-webhook": (ZaloBot, True), "zalo_oa": (ZaloOa, True), "webchat": (Web, False),
}  # fmt: skip
"""A channel and how its updates come, with a hook or without: a new channel adds its row here."""
