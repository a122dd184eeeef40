"""What is due is done once: each occurrence in one transaction, late ones by the rule of their kind, failing ones tried again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final, TypeAlias

import structlog

from bot.domain.act import Act, Mint
from bot.domain.province import Province
from bot.notices import alarms
from bot.services import calendars
from storage import counts, timers
from storage.database import Database, StorageTrouble
from storage.timers import Timer
from storage.work import Work

log = structlog.get_logger()
Handler: TypeAlias = Callable[[Work, Act, Timer], None]
Late: TypeAlias = Callable[[Work, Act, Timer], datetime | None]
"""Until when an occurrence still makes sense; None: whenever."""
WAITS: Final = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
"""How long each further try waits; after five tries the occurrence is given up."""
_PAGE = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is done when an occurrence of this kind is due, and until when."""

    handle: Handler
    late_until: Late


class Timers:
    """Takes everything that is due. `poke` is called when something was done, for there may be something to send."""

    def __init__(self, database: Database, province: Province, mint: Mint, kinds: Mapping[str, Kind], poke: Callable[[], None]) -> None:
        self._database = database
        self._province = province
        self._mint = mint
        self._kinds = kinds
        self._poke = poke

    async def tick(self, now: datetime) -> int:
        """Take all that is due at `now`, what it plans for `now` included, oldest first; returns how many were taken.

        Raises StorageTrouble; what was not taken stays due."""
        taken = 0
        while due := await self._database.read(partial(timers.due, at=now, limit=_PAGE)):
            for timer in due:
                await self._take(timer.key, now)
            taken += len(due)
            self._poke()
        return taken

    async def _take(self, key: str, now: datetime) -> None:
        try:
            await self._database.write(partial(self._act, key=key, now=now))
        except StorageTrouble:
            raise
        except Exception as why:  # one occurrence's bug must not stop the others
            log.exception("a timer failed", key=key)
            await self._database.write(partial(self._failed, key=key, now=now, why=type(why).__name__))

    def _act(self, work: Work, *, key: str, now: datetime) -> None:
        timer = timers.waiting(work, key)
        if timer is None or timer.due > now:  # called off, moved or done since it was seen
            return
        act = Act(at=now, mint=self._mint, province=calendars.in_force(work, self._province))
        kind = self._kinds[timer.kind]
        until = kind.late_until(work, act, timer)
        if until is not None and now >= until:
            self._skip(work, act, timer)
            return
        # First, so that a handler may start the same clock anew.
        timers.finish(work, key, "done", now)
        kind.handle(work, act, timer)

    def _skip(self, work: Work, act: Act, timer: Timer) -> None:
        """Too late to make sense: recorded, counted, and the administrators hear of it once a day for each kind."""
        timers.finish(work, timer.key, "skipped", act.at)
        counts.tally(work, day=act.today, unit="", kind=f"late:{timer.kind}")
        alarms.raise_alarm(work, act, "late", key=f"late:{timer.kind}:{act.today}", detail=timer.kind)

    def _failed(self, work: Work, *, key: str, now: datetime, why: str) -> None:
        timer = timers.waiting(work, key)
        if timer is None:
            return
        if timer.tries < len(WAITS):
            timers.stumble(work, key, now + WAITS[timer.tries])
            return
        act = Act(at=now, mint=self._mint, province=self._province)
        timers.finish(work, key, "skipped", now)
        alarms.raise_alarm(work, act, "timer", key=f"timer:{key}", detail=f"{timer.kind} ({why})")
