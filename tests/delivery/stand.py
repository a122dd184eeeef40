"""A sender on a real store with the real Telegram channel, against the strict fake; the clock is moved by hand."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.channels.base import Channel
from bot.channels.telegram import TelegramChannel
from bot.clock import MovableClock, SeededMint
from bot.delivery.limits import Permits
from bot.delivery.sender import Sender
from bot.domain.act import Act
from bot.notices import tell
from bot.reports.kinds import Maker
from bot.talk.incoming import Peer
from bot.talk.screen import Screen, say, screen
from storage import migrate, people
from storage.keys import Keyring
from storage.outbox import Purpose
from storage.sqlite import Sqlite, open_database
from storage.work import Work, micros
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.office import START, catalogue, province

T = TypeVar("T")
MANY = 10_000  # permits a second: so many that nobody waits


def words(text: str, **more: Any) -> Screen:
    """A screen of one free sentence."""
    return screen(say("notice-answered-text", text=text), **more)


@dataclass(slots=True)
class Stand:
    """A store, a clock, a channel and whoever sends."""

    fake: FakeTelegram
    database: Sqlite
    clock: MovableClock
    mint: SeededMint
    channels: Mapping[str, Channel]
    media: Path
    permits: dict[str, Permits] = field(default_factory=dict)
    in_flight: int = 128
    makers: Mapping[str, Maker] = field(default_factory=dict)
    settled: list[tuple[str, str]] = field(default_factory=list)
    accounts: dict[str, str] = field(default_factory=dict)  # name -> account
    keys: int = 0
    sender: Sender = field(init=False)
    task: asyncio.Task[None] = field(init=False)

    def start(self) -> None:
        """Begin to send."""
        self.sender = Sender(
            self.database, self.channels, catalogue(), province(), clock=self.clock, mint=self.mint, media=self.media, permits=self.permits,
            settled=lambda channel, kind: self.settled.append((channel, kind)), in_flight=self.in_flight,
            makers=self.makers,
        )  # fmt: skip
        self.task = asyncio.create_task(self.sender.run())

    async def stop(self) -> None:
        """Stop as the house does."""
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    @property
    def act(self) -> Act:
        """An act now."""
        return Act(at=self.clock.now(), mint=self.mint, province=province())

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    async def person(self, name: str, *, chat: str = "", channel: str = "telegram") -> Citizen:
        """Someone who wrote to us once."""
        citizen = self.fake.user(name)
        citizen.start()
        await self.account(name, chat or citizen.chat, channel=channel)
        return citizen

    async def account(self, name: str, chat: str, *, channel: str = "telegram", person: str = "") -> str:
        """Remember a chat of a (new) person."""
        peer = Peer(channel=channel, account="bot", chat=chat, user=chat)
        ids = (self.mint.id(), self.mint.id())
        await self.write(lambda work: people.add(work, person=ids[0], account=ids[1], peer=peer, at=self.clock.now(), lang="vi"))
        self.accounts[name] = ids[1]
        return ids[1]

    async def put(
        self, name: str, text: str | Screen, *, purpose: Purpose = "reply", key: str = "", after: float = 0.0, wakes: bool = True,
        poke: bool = True,
    ) -> str:  # fmt: skip
        """Write a message for someone; returns its key."""
        self.keys += 1
        key = key or f"k{self.keys}"
        shown = words(text) if isinstance(text, str) else text
        act = self.act
        due = act.at + timedelta(seconds=after) if after else None
        await self.write(
            lambda work: tell.put(work, act, self.accounts[name], shown, key=key, purpose=purpose, due=due, wakes=wakes, about=shown.about)
        )
        if poke:
            self.sender.poke()
        return key

    async def pass_time(self, seconds: float) -> None:
        """Move the clock and let the sender look."""
        self.clock.advance(timedelta(seconds=seconds))
        self.sender.poke()

    async def states(self) -> dict[str, str]:
        """What became of every message."""
        rows = await self.read(lambda work: work.all("SELECT key, state FROM outbox ORDER BY id"))
        return {row[0]: row[1] for row in rows}

    async def state(self, key: str) -> tuple[str, int, str]:
        """(state, tries, error) of a message."""
        row = await self.read(lambda work: work.one("SELECT state, tries, error FROM outbox WHERE key = :k", k=key))
        assert row is not None
        return row[0], row[1], row[2]

    async def until(self, seen: Callable[[], Awaitable[bool]], what: str = "") -> None:
        """Look again and again until something is so."""
        for _ in range(4000):
            if self.task.done() and not self.task.cancelled():
                self.task.result()
            if await seen():
                return
            await asyncio.sleep(0.005)
        raise AssertionError(f"waited in vain for {what or seen}: {await self.read(_all)}")

    async def until_state(self, key: str, state: str) -> None:
        """Until a message is in a state."""

        async def so() -> bool:
            return (await self.state(key))[0] == state

        await self.until(so, f"{key} to be {state}")

    async def until_quiet(self) -> None:
        """Until nothing can leave now, and all that left is written down."""

        async def so() -> bool:
            at = micros(self.clock.now())
            row = await self.read(
                lambda work: work.one(
                    "SELECT count(*) FROM outbox o WHERE state = 'sending' OR (state = 'held' AND due <= :at)"
                    " OR (state = 'wait' AND retry_at <= :at) OR (state = 'new' AND NOT EXISTS"
                    " (SELECT 1 FROM outbox p WHERE p.account = o.account AND p.id < o.id AND p.state = 'wait'))",
                    at=at,
                )
            )
            return row == (0,)

        self.sender.poke()
        await self.until(so, "quiet")


def _all(work: Work) -> list[tuple[Any, ...]]:
    return work.all("SELECT key, state, tries, error FROM outbox ORDER BY id")


class Told(Permits):
    """Permits for all, that note the pauses asked for and keep none."""

    def __init__(self) -> None:
        super().__init__(MANY)
        self.paused: list[float] = []

    def pause(self, seconds: float) -> None:
        self.paused.append(seconds)


@asynccontextmanager
async def stand(
    folder: Path, fake: FakeTelegram, *, started: bool = True, other: FakeTelegram | None = None, **more: Any
) -> AsyncIterator[Stand]:
    """A stand on a fresh store; a second fake stands for another platform, the channel `other`."""
    path = folder / "house.db"
    migrate.upgrade(path)
    clock = MovableClock(START)
    channels = {"telegram": TelegramChannel(fake.token, fake.url, hold=5)}
    if other is not None:
        channels["other"] = TelegramChannel(other.token, other.url, hold=5)
    for name, channel in channels.items():
        channel.name = name
        await channel.open()
    database = await open_database(path, Keyring(b"k" * 32), busy_timeout=50)
    mint = SeededMint(clock, random.Random(7))
    one = Stand(fake=fake, database=database, clock=clock, mint=mint, channels=channels, media=folder, **more)
    one.permits = one.permits or {"telegram": Permits(MANY)}
    try:
        if started:
            one.start()
        yield one
    finally:
        if hasattr(one, "task"):
            await one.stop()
        await database.close()
        for channel in channels.values():
            await channel.close()
