"""The long poll. The platform hands an update over once and asks for no receipt: what is on its way while we die is lost, so that a
public service uses the webhook; the poll is for trying things out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from bot.channels.base import Receive
from bot.channels.fields import dumps
from bot.channels.wire import WireFailed
from bot.channels.zalo_bot.calls import NOTHING, Calls, Refused
from bot.channels.zalo_bot.parse import raw_of
from bot.talk.incoming import Raw

HOLD: Final = 30  # seconds that a poll is kept open
LONGEST: Final = 30.0  # seconds between two tries
BREATH: Final = 1.0  # seconds between two polls of a platform that answers "nothing" at once instead of waiting
Sleep = Callable[[float], Awaitable[object]]
log = logging.getLogger(__name__)


class Poll:
    """Polls for ever; `heard_at` is the loop's time at the last poll that was answered and stored."""

    def __init__(self, calls: Calls, *, account: Callable[[], str], sleep: Sleep, hold: int) -> None:
        self._calls = calls
        self._account = account
        self._sleep = sleep
        self._hold = hold
        self._failures = 0
        self.heard_at = 0.0
        self.trouble = ""

    async def run(self, receive: Receive) -> None:
        """Hear and store for ever. What was heard and cannot be stored is kept in hand until it can: nobody else has it."""
        time = asyncio.get_running_loop().time
        while True:
            began = time()
            try:
                raws = await self._hear()
            except (Refused, WireFailed) as why:
                await self._wait(f"poll failed ({why})", alarm=isinstance(why, Refused) and why.code == 401)
                continue
            if not raws and time() - began < BREATH:
                await self._sleep(BREATH)
            while raws:
                try:
                    await receive(raws)
                    break
                except Exception as why:  # noqa: BLE001 - whatever the store says, the updates are in our hands alone
                    await self._wait(f"updates could not be stored ({type(why).__name__})", alarm=False)
            self.heard_at = time()
            self._failures, self.trouble = 0, ""

    async def _hear(self) -> tuple[Raw, ...]:
        """What a poll brought: one update as a rule, several where the platform gives a list."""
        try:
            found = await self._calls.call("getUpdates", read=self._hold + 15.0, timeout=str(self._hold))
        except Refused as why:
            if why.code == NOTHING:
                return ()
            raise
        updates = found if isinstance(found, list) else [found] if found else []
        return tuple(raw_of(one, dumps(one), account=self._account()) for one in updates)

    async def _wait(self, what: str, *, alarm: bool) -> None:
        """Wait 1, 2, 4 ... at most 30 seconds."""
        self._failures += 1
        self.trouble = "auth" if alarm else "deaf"
        pause = min(LONGEST, 2.0 ** min(self._failures - 1, 10))
        log.log(logging.ERROR if alarm else logging.WARNING, "zalo bot: %s, next in %g s", what, pause)
        await self._sleep(pause)
