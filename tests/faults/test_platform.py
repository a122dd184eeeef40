"""Whatever a platform does, the whole house beside it goes on: nothing is lost, every chat keeps its order, a copy at most per doubt."""

from __future__ import annotations

import asyncio
import logging
import random
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from pydantic import SecretStr

from bot import app, logs
from bot.app import House
from bot.channels import telegram
from bot.clock import MovableClock, SeededMint
from bot.delivery.limits import Pauses
from bot.delivery.retry import WAITS
from bot.domain.act import Act
from bot.domain.people import Grant
from bot.notices import tell
from bot.talk.screen import say, screen
from bot.turns import listen
from config.settings import Settings
from storage import grants, people
from storage.outbox import Purpose
from storage.work import Work
from tests.delivery.stand import Told
from tests.e2e.program import furnish
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.house import START, Town, Villager


@pytest.fixture(scope="module")
def one_fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeTelegram) -> FakeTelegram:
    one_fake.grant()
    one_fake.reset()
    return one_fake


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    logs.configure("critical")
    yield
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    structlog.reset_defaults()


@dataclass(slots=True)
class Wired(Town):
    """A town on Telegram and the web chat. The wire's waits between tries are short; the pauses it is asked for are noted, not kept."""

    api: str = ""
    token: str = ""
    told: Told = field(default_factory=Told)

    async def start(self) -> None:
        settings = Settings(
            home=furnish(self.home), province=self.province, telegram_token=SecretStr(self.token), telegram_api_url=self.api
        )
        self.house: House = await app.build(settings, self.stack, clock=self.clock, mint=self.mint, strict=True)
        channel: Any = self.house.channels["telegram"]
        channel._sleep = until_a_moment
        self.house.sender._permits = {"telegram": self.told}
        self.house.sender._pauses = Pauses(self.house.sender._permits)
        await self.house.listeners.open()
        loops = [self.house.sender.run, self.house.fetcher.run, self.house.worker.run]
        self.tasks = [asyncio.create_task(one()) for one in loops]
        self.tasks += [asyncio.create_task(self.house.listeners.keep(name)) for name in self.house.channels]

    async def until_settled(self) -> None:
        """Until the web chat has nothing more to say; Telegram may be in trouble for as long as it likes."""
        await self.house.worker.idle()
        self.house.poke()
        await self.until(self._is_web_quiet)

    async def _is_web_quiet(self) -> bool:
        row = await self.read(
            lambda work: work.one("SELECT count(*) FROM outbox WHERE channel = 'webchat' AND state IN ('new', 'sending', 'wait')")
        )
        return bool(row == (0,))

    async def until(self, seen: Callable[[], Any], what: str = "") -> None:
        """Look until something is so."""
        for _ in range(3000):
            for task in self.tasks:
                if task.done():
                    task.result()
            found = seen()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.01)
        rows = await self.read(lambda work: work.all("SELECT key, state, tries, error FROM outbox"))
        raise AssertionError(f"waited in vain for {what or seen}: {rows}")

    async def later(self, seconds: float) -> None:
        """Move the clock."""
        self.clock.advance(timedelta(seconds=seconds))
        self.house.poke()

    async def account(self, citizen: Citizen) -> str:
        """The account of someone who wrote on Telegram."""
        bot = self.house.channels["telegram"].account
        found = await self.read(lambda work: people.find(work, people.index(work, "telegram", bot, citizen.chat)))
        return found[1].id if found else ""

    async def meet(self, citizen: Citizen) -> str:
        """Someone writes for the first time and is answered; their account."""
        citizen.start()
        await self.until(citizen.screen, "an answer")
        await self.until(self.is_quiet, "quiet")
        return await self.account(citizen)

    async def is_quiet(self) -> bool:
        row = await self.read(lambda work: work.one("SELECT count(*) FROM outbox WHERE state IN ('new', 'sending', 'wait')"))
        return bool(row == (0,))

    async def put(self, account: str, *texts: str, purpose: Purpose = "reply") -> None:
        """Messages for someone, in this order."""
        act = Act(at=self.clock.now(), mint=self.mint, province=self.house.province)

        def write(work: Work) -> None:
            for text in texts:
                shown = screen(say("notice-answered-text", text=text))
                tell.put(work, act, account, shown, key=f"t:{self.mint.id()}", purpose=purpose, wakes=True)

        await self.house.database.write(write)
        self.house.poke()

    async def appoint(self, villager: Villager) -> None:
        """The villager, who wrote on the web, becomes an administrator."""
        row = await self.read(lambda work: work.one("SELECT person FROM account WHERE channel = 'webchat'"))
        unit = self.house.province.units.root.code
        grant = Grant(id=self.mint.id(), person=row[0], role="admin", unit=unit, agency="", title="")
        await self.house.database.write(lambda work: grants.add(work, grant, at=self.clock.now(), made_by="server"))

    async def alarms(self) -> list[str]:
        rows = await self.read(lambda work: work.all("SELECT verb FROM journal WHERE verb LIKE 'alarm.%'"))
        return [row[0] for row in rows]


async def until_a_moment(seconds: float) -> None:
    """Instead of the seconds between two tries of the wire."""
    await asyncio.sleep(0.02)


@asynccontextmanager
async def wired(home: Path, api: str, token: str) -> AsyncIterator[Wired]:
    clock = MovableClock(START)
    mint = SeededMint(clock, random.Random(1))
    one = Wired(home=home, clock=clock, mint=mint, province="thai-nguyen", api=api, token=token)
    await one.start()
    try:
        yield one
    finally:
        await one.stop()


@pytest.fixture
async def place(tmp_path: Path, fake: FakeTelegram) -> AsyncIterator[Wired]:
    async with wired(tmp_path, fake.url, fake.token) as one:
        yield one


NUMBERS = [str(n) for n in range(5)]


@pytest.mark.parametrize("after", [40, None])
async def test_429_pauses_only_that_chat(place: Wired, fake: FakeTelegram, after: int | None) -> None:
    an, lan = fake.user("An"), fake.user("Lan")
    accounts = [await place.meet(one) for one in (an, lan)]
    fake.busy(after=after, chat=an.chat)
    for account in accounts:
        await place.put(account, *NUMBERS)
    await place.until(lambda: lan.screen()[1:] == NUMBERS)
    assert an.screen()[1:] == [] and place.told.paused == []
    await place.later(4.9 if after is None else 39.9)
    lan.say("/lich")
    await place.until(lambda: len(lan.screen()) > 6)
    assert an.screen()[1:] == []
    await place.later(0.2)
    await place.until(lambda: an.screen()[1:] == NUMBERS)


async def test_429_from_several_chats_pauses_the_channel(place: Wired, fake: FakeTelegram) -> None:
    citizens = [fake.user(f"Người {n}") for n in range(4)]
    accounts = [await place.meet(one) for one in citizens]
    fake.busy(after=17, count=4)
    for account in accounts:
        await place.put(account, *NUMBERS)
    await place.until(lambda: set(place.told.paused) == {17.0})

    async def heard() -> bool:  # whoever was still on the way is told to wait after the pause
        await place.later(17)
        return all(one.screen()[1:] == NUMBERS for one in citizens)

    await place.until(heard)
    assert len(fake.calls("sendMessage")) == 4 + 4 + 4 * len(NUMBERS)


@pytest.mark.parametrize("fault", [{"kind": "status", "status": 500}, {"kind": "html", "status": 502}, {"kind": "drop"}])
async def test_trouble_for_minutes_loses_nothing(place: Wired, fake: FakeTelegram, fault: dict[str, Any]) -> None:
    citizens = [fake.user(f"Người {n}") for n in range(4)]
    accounts = [await place.meet(one) for one in citizens]
    fake.fault(method="*", count=100_000, **fault)
    for one in citizens:
        one.say("/lich")  # heard only when it is over
    for account in accounts:
        await place.put(account, *NUMBERS)
    for tries, seconds in enumerate(WAITS, 1):
        await place.until(partial(have_failed, place, 4, tries), "all four to have failed once more")
        await place.later(seconds)
    assert all(len(one.screen()) == 1 for one in citizens)
    fake.heal()
    await place.later(600)
    await place.until(lambda: all([text for text in one.screen() if text in NUMBERS] == NUMBERS for one in citizens))
    await place.until(lambda: all(len(one.screen()) == 7 for one in citizens), "what was written meanwhile to be answered")


@pytest.mark.parametrize("kind", ["hang", "reset", "half"])
async def test_accepted_and_not_said(tmp_path: Path, fake: FakeTelegram, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One copy for each doubt, never one more, and in order."""
    monkeypatch.setattr(telegram, "READ", 0.5)
    async with wired(tmp_path, fake.url, fake.token) as place:
        an, lan = fake.user("An"), fake.user("Lan")
        accounts = [await place.meet(one) for one in (an, lan)]
        fake.fault(kind, method="sendMessage", chat=an.chat, count=2)
        for account in accounts:
            await place.put(account, *NUMBERS)
        await place.until(lambda: lan.screen()[1:] == NUMBERS)
        for tries, seconds in ((1, 1), (2, 2)):
            await place.until(partial(have_failed, place, 1, tries))
            await place.later(seconds)
        await place.until(lambda: an.screen()[-1] == "4")
        await place.until(place.is_quiet)
        assert an.screen()[1:] == ["0", "0", *NUMBERS]
        assert lan.screen()[1:] == NUMBERS


async def have_failed(place: Wired, n: int, tries: int) -> bool:
    row = await place.read(lambda work: work.one("SELECT count(*) FROM outbox WHERE state = 'wait' AND tries = :t", t=tries))
    return bool(row == (n,))


async def test_a_flood_of_doubts_makes_one_copy_each(place: Wired, fake: FakeTelegram) -> None:
    citizens = [fake.user(f"Người {n}") for n in range(6)]
    accounts = [await place.meet(one) for one in citizens]
    chance = random.Random(4)
    doubts = 0
    for one in citizens:
        for _ in range(3):
            fake.fault(chance.choice(["reset", "half"]), method="sendMessage", chat=one.chat)
            doubts += 1
        fake.fault("status", status=503, method="sendMessage", chat=one.chat, count=2)
    for account in accounts:
        await place.put(account, *NUMBERS)

    async def settled() -> bool:
        await place.later(60)
        return await place.is_quiet()

    await place.until(settled)
    copies = 0
    for one in citizens:
        shown = one.screen()[1:]
        assert list(dict.fromkeys(shown)) == NUMBERS, "in order, none missing"
        copies += sum(Counter(shown).values()) - len(NUMBERS)
    assert copies <= doubts


async def test_403_stops_and_is_told_of_an_official(place: Wired, fake: FakeTelegram) -> None:
    tinh = place.villager("Tỉnh")
    await tinh.start()
    await place.appoint(tinh)
    an, lan = fake.user("An"), fake.user("Lan")
    accounts = [await place.meet(one) for one in (an, lan)]
    person = await place.read(lambda work: people.owner(work, accounts[0]))
    grant = Grant(id=place.mint.id(), person=person, role="officer", unit="02185", agency="", title="")
    await place.house.database.write(lambda work: grants.add(work, grant, at=place.clock.now(), made_by="server"))
    an.block(silent=True)
    lan.block(silent=True)
    calls = len(fake.calls("sendMessage"))
    for account in accounts:
        await place.put(account, *NUMBERS, purpose="status")
    await place.until(place.is_quiet)
    assert len(fake.calls("sendMessage")) == calls + 2, "one call for each, then silence"
    assert await place.alarms() == ["alarm.official"], "citizens may leave quietly"
    heard = await tinh.hear()
    assert any("cán bộ đã chặn" in one.text for one in heard)
    for one in (an, lan):
        one.unblock()
    await place.until(lambda: lan.screen()[1:] == NUMBERS and an.screen()[1:] == NUMBERS, "what was kept for their return")


async def test_a_token_revoked_while_running(place: Wired, fake: FakeTelegram) -> None:
    tinh = place.villager("Tỉnh")
    await tinh.start()
    await place.appoint(tinh)
    an = fake.user("An")
    account = await place.meet(an)
    fake.revoke()
    an.say("/lich")  # the poll that is open brings it; the next is refused
    await place.until(lambda: place.house.listeners.troubles == {"webchat": "", "telegram": "auth"})
    await place.house.watch.look(passed=0.0)
    await place.put(account, *NUMBERS)
    await place.until(lambda: place.told.paused != [] and set(place.told.paused) == {60.0})
    await place.until(partial(have_failed, place, 1, 1))
    await place.house.watch.look(passed=0.0)
    assert await place.alarms() == ["alarm.auth"]
    heard = [one.text for one in await tinh.hear()]
    assert sum("từ chối mã truy cập" in text for text in heard) == 1, "on the channel that works, once"
    lan = place.villager("Lan")
    assert await lan.say("/start"), "the web chat goes on"
    an.say("/lich")
    fake.grant()
    await place.later(60)
    await place.until(lambda: [text for text in an.screen() if text in NUMBERS] == NUMBERS)
    await place.until(lambda: len(an.screen()) == 8, "what was written meanwhile")
    assert place.house.listeners.troubles == {"webchat": "", "telegram": ""}


async def test_a_foreign_poller_is_told_and_outlived(place: Wired, fake: FakeTelegram) -> None:
    an = fake.user("An")
    await place.meet(an)
    fake.fault("status", status=409, description="Conflict: terminated by other getUpdates request", method="getUpdates", count=10_000)
    an.say("/lich")  # the poll that is open brings it; the next is refused
    await place.until(lambda: place.house.listeners.troubles["telegram"] == "auth")
    await place.house.watch.look(passed=0.0)
    assert await place.alarms() == ["alarm.auth"]
    an.say("/lich")
    assert len(an.screen()) == 2
    fake.heal()
    await place.until(lambda: len(an.screen()) == 3)
    await place.until(lambda: place.house.listeners.troubles["telegram"] == "")


async def test_telegram_unreachable_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listen, "_WAITS", (0.05,))
    with FakeTelegram() as first:
        port, token = first.port, first.token
    async with wired(tmp_path, f"http://127.0.0.1:{port}", token) as place:
        assert place.house.listeners.troubles["telegram"] == "unsent"
        assert (await place.villager("Lan").start())[0].text, "the web chat serves from the first moment"
        with FakeTelegram(port=port, token=token) as fake:
            an = fake.user("An")
            an.start()
            await place.until(an.screen)
            assert place.house.listeners.troubles == {"webchat": "", "telegram": ""}
