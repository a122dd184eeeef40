"""A counter for tests of turns: every word is answered with itself, some words break it, and others have earlier letters read again."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.clock import MovableClock, SeededMint
from bot.domain.act import Act
from bot.flows import engine
from bot.flows.outcome import Keep, Outcome, Replay
from bot.talk import codec
from bot.talk.incoming import Incoming, Peer, Raw
from bot.talk.rendered import EVERY_FILE, Caps
from bot.talk.screen import say, screen
from bot.turns.take import Desk
from bot.turns.worker import Worker
from storage import inbox, migrate, people
from storage.database import Unavailable
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work
from tests.office import START, catalogue, province

T = TypeVar("T")
CAPS = Caps(text_max=4096, buttons=100, edit=True, deep_link=True, voice_in=True, location_in=True, files_out=EVERY_FILE, commands=True)
WORDS = "chuyện riêng của bà Lan"  # what must stand in no log


def read(body: bytes) -> list[Incoming]:
    """A letter: a list of what was done, each with its chat."""
    found = json.loads(body)
    return [
        Incoming(
            peer=Peer(channel="telegram", account="bot", chat=one["chat"], user=one["chat"], private=one.get("private", True)),
            kind=one.get("kind", "text"), at=START + timedelta(seconds=one.get("at", 0)), text=one.get("text", ""),
            start=one.get("start", ""),
        )
        for one in found
    ]  # fmt: skip


def answer(work: Work, act: Act, incoming: Incoming) -> Outcome | None:
    """Say it again, or break in the way that was asked for."""
    text = incoming.text
    if text.startswith("hỏng"):
        raise RuntimeError(WORDS)
    if text.startswith("kẹt"):
        raise Unavailable("full")
    if text.startswith("đồng ý"):
        return Replay(letters=tuple(int(one) for one in text.split()[2:]), screens=(screen(say("notice-answered-text", text="cảm ơn")),))
    if text.startswith("giấu") and not act.again:
        return Keep()
    if text.startswith("giấu hỏng"):
        raise RuntimeError(WORDS)
    return Keep(screens=(screen(say("notice-answered-text", text=f"{text}{' (lại)' if act.again else ''}")),))


def nothing(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The menu."""
    return Keep()


@dataclass(slots=True)
class Counter:
    """A store and who takes turns at it."""

    path: Path
    database: Sqlite
    clock: MovableClock
    mint: SeededMint
    desk: Desk
    taken: list[bool] = field(default_factory=list)
    letters: int = 0
    task: asyncio.Task[None] | None = None
    worker: Worker = field(init=False)

    def start(self, *, at_once: int = 4) -> None:
        """Begin to take turns."""
        self.worker = Worker(self.database, self.desk, self.clock, self.mint, done=self.taken.append, at_once=at_once)
        self.task = asyncio.create_task(self.worker.run())

    async def stop(self) -> None:
        """Stop as the house does."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    async def letter(self, *said: dict[str, Any] | str, chat: str = "c", body: bytes = b"", channel: str = "telegram") -> tuple[int, str]:
        """Something comes in; (number, lane), not yet taken."""
        self.letters += 1
        listed = [{"chat": chat, "text": one} if isinstance(one, str) else one for one in said]
        raw = Raw(channel=channel, account="bot", key=str(self.letters), chat=chat, body=body or json.dumps(listed).encode())
        (kept,) = await self.write(lambda work: inbox.store(work, [raw], self.clock.now()))
        return kept

    async def say(self, *said: dict[str, Any] | str, chat: str = "c", body: bytes = b"") -> int:
        """Something comes in and waits for its turn."""
        kept = await self.letter(*said, chat=chat, body=body)
        self.worker.poke([kept])
        return kept[0]

    async def heard(self, chat: str = "c") -> list[str]:
        """What a chat was told, in order."""

        def look(work: Work) -> list[str]:
            found = people.find(work, people.index(work, "telegram", "bot", chat))
            if found is None:
                return []
            rows = work.all("SELECT payload FROM outbox WHERE account = :a ORDER BY id", a=found[1].id)
            return [catalogue().text("vi", line) for row in rows for line in codec.load(row[0]).lines]

        return await self.read(look)

    async def state(self, letter: int) -> str:
        """What became of a letter."""
        row = await self.read(lambda work: work.one("SELECT state FROM inbox WHERE id = :id", id=letter))
        assert row is not None
        return str(row[0])

    async def until(self, seen: Callable[[], Awaitable[bool]]) -> None:
        """Look until something is so."""
        for _ in range(2000):
            if await seen():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("waited in vain")

    async def until_idle(self) -> None:
        """Until every letter was taken."""
        await asyncio.wait_for(self.worker.idle(), 20)


@asynccontextmanager
async def counter(folder: Path) -> AsyncIterator[Counter]:
    """A counter on a fresh store; nobody takes turns yet."""
    path = folder / "house.db"
    migrate.upgrade(path)
    clock = MovableClock(START)
    book = engine.bind(catalogue(), (), first_looks=(), last_looks=(answer,), home=nothing)
    database = await open_database(path, Keyring(b"k" * 32), busy_timeout=20)
    desk = Desk(book=book, province=province(), parsers={"telegram": read}, caps={"telegram": CAPS}, links={})
    one = Counter(path=path, database=database, clock=clock, mint=SeededMint(clock, random.Random(5)), desk=desk)
    try:
        yield one
    finally:
        await one.stop()
        await database.close()
