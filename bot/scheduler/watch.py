"""The watch: what fails without a sound is told to the administrators within a minute."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock, SystemClock
from bot.domain.act import Act, Mint
from bot.domain.province import Province
from bot.logs import signature
from bot.notices import alarms
from storage import outbox, timers
from storage.database import Database, StorageTrouble
from storage.work import Work

log = structlog.get_logger()
SECONDS: Final = 30.0
LATE: Final = timedelta(minutes=15)
JUMP: Final = timedelta(minutes=2)
"""How far the clock of the machine may stray from the time that has passed between two looks."""

_ALARMS: Final[Mapping[str, Callable[[Work, Act, str], None]]] = {"auth": alarms.channel_refused, "old": alarms.token_old}
"""What is wrong with a channel -> how the administrators hear of it; all else comes back by itself."""


class Watch:
    """Looks every half minute. `troubles` tells what is wrong with each channel; `poke` that there may be something to send."""

    def __init__(
        self, database: Database, province: Province, clock: Clock, mint: Mint, *, troubles: Callable[[], Mapping[str, str]],
        poke: Callable[[], None],
    ) -> None:  # fmt: skip
        self._database = database
        self._province = province
        self._clock = clock
        self._mint = mint
        self._troubles = troubles
        self._poke = poke
        self._last: tuple[datetime, float] | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        time = asyncio.get_running_loop().time
        self._jump(self._clock.now(), time())
        while True:
            await asyncio.sleep(SECONDS)  # first, for what waited while we were down is being done now
            try:
                await self.look(passed=time())
            except StorageTrouble as why:
                log.warning("the watch found the store unavailable", why=str(why))
            except Exception as why:  # noqa: BLE001  the watch goes on
                log.error("the watch stumbled", error=signature(why))  # noqa: TRY400  no words

    async def look(self, *, passed: float) -> None:
        """Look once; `passed` is a count of seconds that no setting of the clock can move."""
        at = self._clock.now()
        jump = self._jump(at, passed)
        await self._database.write(lambda work: self._look(work, at, jump))
        self._poke()

    def _jump(self, at: datetime, passed: float) -> timedelta:
        last, self._last = self._last, (at, passed)
        moved = not isinstance(self._clock, SystemClock)  # the demo's clock is moved by hand
        return timedelta(0) if last is None or moved else at - last[0] - timedelta(seconds=passed - last[1])

    def _look(self, work: Work, at: datetime, jump: timedelta) -> None:
        act = Act(at=at, mint=self._mint, province=self._province)
        for name, why in self._troubles().items():
            if why in _ALARMS:
                _ALARMS[why](work, act, name)
        if old := outbox.backlog(work, at, LATE)[1]:
            alarms.raise_alarm(work, act, "backlog", key=f"backlog:{act.today}", detail=str(old))
        if late := timers.overdue(work, at - LATE):
            alarms.raise_alarm(work, act, "overdue", key=f"overdue:{act.today}", detail=str(late))
        if abs(jump) > JUMP:
            alarms.raise_alarm(work, act, "clock", key=f"clock:{at:%Y%m%d%H%M}", detail=f"{jump.total_seconds():+.0f}")
