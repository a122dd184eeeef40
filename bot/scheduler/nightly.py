"""The work of the night: what is no longer needed goes, in small pieces, and the store is looked over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

import structlog

from bot.domain.act import Act, Mint
from bot.domain.deadlines import at_local, local_day
from bot.domain.province import Province
from bot.notices import alarms
from storage import grants, inbox, journal, menus, outbox, papers, passes, search, timers, web_sessions
from storage.database import Corrupt, Database, StorageTrouble
from storage.timers import Timer
from storage.work import Work

log = structlog.get_logger()
AT: Final = time(2, 30)
SENT_DAYS: Final = 90  # a reply to an older message of ours is taken as a new one
MENU_DAYS: Final = 400  # a button works that long
TIMER_DAYS: Final = 400
_MISSES = timedelta(days=2)
_PASSES = timedelta(days=30)
_SAMPLE = 2000  # lines of the journal
_PAGE = 200  # opinions that are indexed at once
_PIECES = 2000  # at most, of each kind in one night
Check = Callable[[], Awaitable[None]]
Save = Callable[[datetime], Awaitable[None]]


class Nightly:
    """Does the night's work once for each day. `check` reads every page of the store beside the service; `save` makes the backup."""

    def __init__(self, database: Database, province: Province, mint: Mint, check: Check | None, save: Save | None = None) -> None:
        self._database = database
        self._province = province
        self._mint = mint
        self._check = check
        self._save = save
        self._done: date | None = None

    async def tick(self, now: datetime) -> bool:
        """Do the work when it is past its hour and was not done for this day; True when it was done now.

        Killed in the middle it begins anew: each piece may be done twice."""
        day = local_day(now)
        if self._done == day or now < at_local(day, AT):
            return False
        key = f"nightly:{day.isoformat()}"
        if await self._database.read(lambda work: timers.state(work, key)) != "done":
            await self._clean(now)
            await self._look(now)
            mark = Timer(key=key, kind="nightly", due=at_local(day, AT), object="", args={})
            await self._database.write(lambda work: _mark(work, mark, now))
            self._done = day
            return True
        self._done = day
        return False

    async def _clean(self, now: datetime) -> None:
        rules = self._province.rules
        for name, piece in (
            ("inbox", partial(inbox.purge, before=now - timedelta(days=rules.retention.inbox_days))),
            ("outbox", partial(outbox.purge, before=now - timedelta(days=SENT_DAYS))),
            ("papers", partial(papers.purge, before=now - timedelta(days=SENT_DAYS))),
            ("menus", partial(menus.purge, before=now - timedelta(days=MENU_DAYS))),
            ("unsearched", partial(search.catch_up, limit=_PAGE)),
            ("timers", partial(timers.purge, before=now - timedelta(days=TIMER_DAYS))),
        ):
            gone = 0
            for _ in range(_PIECES):
                n = await self._database.write(piece)
                gone += n
                if not n:
                    break
            log.info("cleaned", what=name, rows=gone)
        idle, longest = timedelta(minutes=rules.session.idle_minutes), timedelta(hours=rules.session.max_hours)
        await self._database.write(lambda work: grants.purge_misses(work, now - _MISSES))
        await self._database.write(lambda work: passes.purge(work, now - _PASSES))
        await self._database.write(lambda work: web_sessions.end_idle(work, now, idle=idle, longest=longest))

    async def _look(self, now: datetime) -> None:
        """Save and look the store over; the administrators hear what is wrong."""
        wrong = await self._saved(now)
        if self._check is not None:
            try:
                await self._check()
            except Corrupt as why:
                log.critical("the store is damaged", why=str(why))
                wrong = "quick_check"
        if line := await self._database.read(partial(journal.verify_last, count=_SAMPLE)):
            log.critical("the journal was changed", line=line)
            wrong = f"journal {line}"
        if wrong:
            act = Act(at=now, mint=self._mint, province=self._province)
            await self._database.write(lambda work: alarms.raise_alarm(work, act, "nightly", key=f"nightly:{act.today}", detail=wrong))

    async def _saved(self, now: datetime) -> str:
        """Make the night's backup; what went wrong, if anything did. The night goes on without it."""
        if self._save is not None:
            try:
                await self._save(now)
            except (StorageTrouble, OSError) as why:
                log.critical("no backup was made", why=str(why))
                return "backup"
        return ""


def _mark(work: Work, timer: Timer, now: datetime) -> None:
    timers.push(work, timer)
    timers.finish(work, timer.key, "done", now)
