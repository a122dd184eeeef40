"""Letters' turns: parallel across chats, in order within each."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from bot.clock import Clock
from bot.domain.act import Mint
from bot.turns import trouble
from bot.turns.take import Desk, take
from storage import inbox
from storage.database import Database, StorageTrouble

log = structlog.get_logger()
_PAGE = 1000


class Worker:
    """Takes the turns of all waiting letters; `done` hears of every committed turn whether it brought files."""

    def __init__(self, database: Database, desk: Desk, clock: Clock, mint: Mint, *, done: Callable[[bool], None], at_once: int = 64) -> None:
        self._database = database
        self._desk = desk
        self._clock = clock
        self._mint = mint
        self._done = done
        self._lanes: dict[str, deque[int]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._at_once = at_once
        self._quiet = asyncio.Event()
        self._quiet.set()

    def poke(self, letters: Sequence[tuple[int, str]]) -> None:
        """These letters are in the inbox."""
        for letter, lane in letters:
            self._quiet.clear()
            if lane in self._lanes:
                self._lanes[lane].append(letter)
            else:
                self._lanes[lane] = deque([letter])
                self._ready.put_nowait(lane)

    async def idle(self) -> None:
        """Wait until no letter waits."""
        await self._quiet.wait()

    async def run(self) -> None:
        """Take turns until cancelled, beginning with what waited before the start."""
        after = 0
        while page := await self._database.read(partial(inbox.waiting, after=after, limit=_PAGE)):
            self.poke(page)
            after = page[-1][0]
        async with asyncio.TaskGroup() as group:
            for _ in range(self._at_once):
                group.create_task(self._serve())

    async def _serve(self) -> None:
        while True:
            lane = await self._ready.get()
            letters = self._lanes[lane]
            while letters:
                await self._turn(letters[0])
                letters.popleft()
            del self._lanes[lane]
            if not self._lanes:
                self._quiet.set()

    async def _turn(self, letter: int) -> None:
        before, tries = "", 0
        while True:
            try:
                at = self._clock.now()
                files = await self._database.write(lambda work, at=at: take(work, self._desk, self._mint, letter, at))  # type: ignore[misc]
            except Exception as why:  # a bug or a poisoned update must not stop the other chats
                verdict = trouble.judge(why, tries=tries, before=before)
                before, tries = trouble.signature(why), tries + 1
                log.warning("turn failed", letter=letter, tries=tries, aside=verdict.aside, exc_info=not isinstance(why, StorageTrouble))
                if verdict.aside:
                    await self._set_aside(letter, before)
                    return
                await asyncio.sleep(verdict.wait)
            else:
                self._done(files)
                return

    async def _set_aside(self, letter: int, why: str) -> None:
        at = self._clock.now()
        try:
            await self._database.write(lambda work: trouble.set_aside(work, self._desk.province, self._mint, letter, why=why, at=at))
        except StorageTrouble:
            # It stays in the inbox and is tried again after the next start: nothing is lost.
            log.exception("letter could not be set aside", letter=letter)
        self._done(False)
