"""Letters' turns: parallel across chats, in order within each."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

import structlog

from bot.clock import Clock
from bot.domain.act import Mint
from bot.logs import signature, trail
from bot.turns import trouble
from bot.turns.take import Desk, take
from storage import inbox
from storage.database import Database, StorageTrouble

log = structlog.get_logger()
_PAGE = 1000
_TROUBLE_NAP = 1.0


class Worker:
    """Takes the turns of all waiting letters; `done` hears of every committed turn whether it brought files."""

    def __init__(
        self, database: Database, desk: Desk, clock: Clock, mint: Mint, *, done: Callable[[bool], None], at_once: int = 64
    ) -> None:  # fmt: skip
        self._database = database
        self._desk = desk
        self._clock = clock
        self._mint = mint
        self._done = done
        self._early: list[tuple[int, str]] | None = []  # what came in before all that waited was read; None afterwards
        self._lanes: dict[str, deque[int]] = {}
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._resting: dict[str, asyncio.TimerHandle] = {}  # lanes that wait for the store to work again
        self._failures: dict[int, tuple[str, int]] = {}  # letter -> signature of its last failure, failures so far
        self._at_once = at_once
        self._quiet = asyncio.Event()
        self._quiet.set()

    def poke(self, letters: Sequence[tuple[int, str]]) -> None:
        """These letters are in the inbox."""
        if letters:
            self._quiet.clear()
        if self._early is not None:
            self._early += letters
        else:
            self._line_up(letters)

    def _line_up(self, letters: Sequence[tuple[int, str]]) -> None:
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
        await self._catch_up()
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._at_once):
                    group.create_task(self._serve())
        finally:
            for handle in self._resting.values():
                handle.cancel()

    async def _catch_up(self) -> None:
        """Line up what waited; what comes in meanwhile stands behind it, so that every chat keeps its order."""
        after = 0
        while True:
            try:
                page = await self._database.read(partial(inbox.waiting, after=after, limit=_PAGE))
            except StorageTrouble:
                log.warning("the inbox cannot be read yet")
                await asyncio.sleep(_TROUBLE_NAP)
                continue
            if not page:
                break
            self._line_up(page)
            after = page[-1][0]
        early, self._early = self._early or [], None
        self._line_up(early)

    async def _serve(self) -> None:
        while True:
            lane = await self._ready.get()
            letters = self._lanes[lane]
            while letters:
                wait = await self._turn(letters[0])
                if wait is None:
                    letters.popleft()
                elif wait:  # its place here is free for other chats meanwhile
                    self._resting[lane] = asyncio.get_running_loop().call_later(wait, self._rise, lane)
                    break
            else:
                del self._lanes[lane]
                if not self._lanes:
                    self._quiet.set()

    def _rise(self, lane: str) -> None:
        self._resting.pop(lane).cancel()
        self._ready.put_nowait(lane)

    async def _turn(self, letter: int) -> float | None:
        """Take a turn; None when nothing more is to be done with the letter, else the seconds until it should be tried again."""
        try:
            at = self._clock.now()
            files = await self._database.write(lambda work: take(work, self._desk, self._mint, letter, at))
        except Exception as why:  # noqa: BLE001  a bug or a poisoned update must not stop the other chats
            before, tries = self._failures.get(letter, ("", 0))
            verdict = trouble.judge(why, tries=tries, before=before)
            self._failures[letter] = (signature(why), tries + 1)
            stack = {} if isinstance(why, StorageTrouble) else {"stack": trail(why)}
            log.warning("turn failed", letter=letter, error=signature(why), tries=tries + 1, aside=verdict.aside, **stack)
            return await self._set_aside(letter, signature(why)) if verdict.aside else verdict.wait
        self._failures.pop(letter, None)
        self._done(files)
        for lane in list(self._resting):  # the store works again: nobody waits any longer
            self._rise(lane)
        return None

    async def _set_aside(self, letter: int, why: str) -> float | None:
        at = self._clock.now()
        try:
            await self._database.write(lambda work: trouble.set_aside(work, self._desk.province, self._mint, letter, why=why, at=at))
        except StorageTrouble:
            return trouble.STORAGE_WAITS[-1]
        except Exception as bug:  # noqa: BLE001  then at least its chat goes on; it is tried again after the next start
            log.error("letter could not be set aside", letter=letter, error=signature(bug), stack=trail(bug))  # noqa: TRY400  no words
        self._failures.pop(letter, None)
        self._done(False)
        return None
