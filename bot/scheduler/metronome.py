"""The ticks: APScheduler calls, and all that is due stands in the store, so a late or a lost tick costs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.domain.act import Act, Mint
from bot.domain.province import Province
from bot.scheduler import digests
from bot.scheduler.kinds import KINDS
from bot.scheduler.nightly import Check, Nightly, Save
from bot.scheduler.timers import Timers
from bot.services import calendars, duties
from storage import web_sessions
from storage.database import Database, StorageTrouble

log = structlog.get_logger()
TIMERS_SECONDS: Final = 2
DIGESTS_SECONDS: Final = 60
SESSIONS_SECONDS: Final = 60
NIGHTLY_SECONDS: Final = 300
_TOGETHER: Final = 50  # officials planned in one transaction


class Metronome:
    """Ticks while it runs; `tick` does by hand what a moment of running would do. `poke` says that there may be something to send.

    `check` reads every page of the store; by default the database's own way, where it has one.
    `save` makes the night's backup."""

    def __init__(
        self,
        database: Database,
        province: Province,
        clock: Clock,
        mint: Mint,
        poke: Callable[[], None],
        *,
        check: Check | None = None,
        save: Save | None = None,
    ) -> None:
        self._database = database
        self._province = province
        self._clock = clock
        self._mint = mint
        self._timers = Timers(database, province, mint, KINDS, poke)
        self._nightly = Nightly(database, province, mint, check or getattr(database, "check", None), save)
        self._busy = asyncio.Lock()
        self._night = asyncio.Lock()  # apart, so that a long night's work holds nothing up
        self._scheduler: AsyncIOScheduler | None = None
        self.last_tick: datetime | None = None

    async def start(self) -> None:
        """Begin to tick, at once."""
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1})
        for name, seconds, job in (
            ("digests", DIGESTS_SECONDS, self.tick_digests),
            ("timers", TIMERS_SECONDS, self.tick_timers),
            ("sessions", SESSIONS_SECONDS, self.tick_sessions),
            ("nightly", NIGHTLY_SECONDS, self.tick_nightly),
        ):
            scheduler.add_job(partial(self._guarded, name, job), "interval", seconds=seconds, id=name)
        await self._guarded("digests", self.tick_digests)
        await self._guarded("timers", self.tick_timers)
        scheduler.start()
        self._scheduler = scheduler

    async def stop(self) -> None:
        """Stop ticking; what is being done is finished first. May be called twice."""
        scheduler, self._scheduler = self._scheduler, None
        if scheduler is None:
            return
        scheduler.pause()
        async with self._busy, self._night:
            scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # it shuts down in a callback of the loop

    async def run(self) -> None:
        """Tick until cancelled."""
        try:
            await self.start()
            await asyncio.Event().wait()
        finally:
            await self.stop()

    async def tick(self, now: datetime | None = None) -> None:
        """Everything that would happen at `now` (default: what the clock shows), as tests and the demo move it."""
        at = now or self._clock.now()
        async with self._busy, self._night:
            await self.tick_digests(at)
            await self.tick_sessions(at)
            await self.tick_nightly(at)
            await self.tick_timers(at)

    async def tick_timers(self, now: datetime) -> int:
        """Take what is due; returns how many."""
        taken = await self._timers.tick(now)
        self.last_tick = now
        return taken

    async def tick_digests(self, now: datetime) -> int:
        """Plan the digests of today and tomorrow, and of days that were missed, and the year's next warning; returns how many digests
        were planned or moved."""
        province = await self._database.read(partial(calendars.in_force, province=self._province))
        act = Act(at=now, mint=self._mint, province=province)
        persons = await self._database.read(partial(digests.unplanned, act=act))
        changed = 0
        for first in range(0, len(persons), _TOGETHER):
            changed += await self._database.write(partial(digests.plan, act=act, persons=persons[first : first + _TOGETHER]))
        if not await self._database.read(partial(digests.is_marked, act=act)):
            await self._database.write(partial(digests.mark, act=act))
        if not await self._database.read(partial(duties.is_year_planned, act=act)):
            await self._database.write(partial(duties.plan_year, act=act))
        return changed

    async def tick_sessions(self, now: datetime) -> int:
        """Write down which officials' browsers are over, so that what is said to them goes to another chat; returns how many."""
        rules = self._province.rules.session
        idle, longest = timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.max_hours)
        if not await self._database.read(partial(web_sessions.are_idle, at=now, idle=idle, longest=longest)):
            return 0
        return await self._database.write(partial(web_sessions.end_idle, at=now, idle=idle, longest=longest))

    async def tick_nightly(self, now: datetime) -> bool:
        """Do the night's work when it is due; True when it was done now."""
        return await self._nightly.tick(now)

    async def _guarded(self, name: str, job: Callable[[datetime], Coroutine[None, None, object]]) -> None:
        """One tick; its trouble is told and the next tick comes."""
        try:
            async with self._night if name == "nightly" else self._busy:
                await job(self._clock.now())
        except StorageTrouble as why:
            log.warning("a tick found the store unavailable", tick=name, why=str(why))
        except Exception:  # the ticks go on
            log.exception("a tick failed", tick=name)
