"""Keeping every channel open: each on its own, so that one in trouble never touches the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

import structlog

from bot.channels.base import Channel, Receive
from bot.logs import signature, trail
from bot.talk.rendered import SendFailed

log = structlog.get_logger()
_WAITS: Final = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before each further try to open or to listen
_REFUSED: Final = (30.0, 60.0, 300.0, 600.0)
"""The same where our token is not taken: that seldom passes without a person."""
_OURS: Final = frozenset(("webchat",))
"""What needs nobody's leave to open, and so says nothing about our tokens."""
OPENING: Final = 10.0
"""Seconds that the start waits for a channel; a slower one is opened beside the others' work."""
_STEADY: Final = 60.0  # seconds of listening after which the next trouble is a new one


class Listeners:
    """Opens the channels and listens to them. `opened` is called with the name of a channel once it is known who we are there."""

    def __init__(
        self, channels: Mapping[str, Channel], receive: Receive, opened: Callable[[str], None], *, opening: float = OPENING
    ) -> None:  # fmt: skip
        self._channels = channels
        self._receive = receive
        self._opened = opened
        self._opening = opening
        self._troubles: dict[str, str] = dict.fromkeys(channels, "not opened yet")

    @property
    def troubles(self) -> dict[str, str]:
        """What is wrong with each channel now, empty when nothing is: what we saw, or what it noticed while listening."""
        return {name: why or getattr(self._channels[name], "trouble", "") for name, why in self._troubles.items()}

    async def open(self) -> None:
        """Open each channel once, side by side. Raises SendFailed("auth") when every platform there is refuses our token: that is a slip
        of the pen. Where only some do, the others work; those, and what cannot be reached, are tried again later."""
        found = await asyncio.gather(*(self._first(name) for name in self._channels))
        refused = [why for why in found if why is not None]
        if refused and len(refused) == len(self._channels.keys() - _OURS):
            raise SendFailed("auth", "; ".join(why.why for why in refused))

    async def _first(self, name: str) -> SendFailed | None:
        """Open a channel for the first time; the refusal that may stop the start, if it is one."""
        try:
            async with asyncio.timeout(self._opening):
                await self._open(name)
        except SendFailed as why:
            self._troubles[name] = why.kind
            log.warning("channel cannot be reached yet", channel=name, why=why.why)
            return SendFailed("auth", f"{name}: {why.why}") if why.kind == "auth" else None
        except TimeoutError:
            self._troubles[name] = "slow"
            log.warning("channel cannot be reached yet", channel=name, why="no answer")
        return None

    async def _open(self, name: str) -> None:
        await self._channels[name].open()
        self._troubles[name] = ""
        self._opened(name)

    async def keep(self, name: str) -> None:
        """Listen to one channel for ever."""
        time = asyncio.get_running_loop().time
        tries = 0
        if self._troubles[name] == "auth":  # the start asked just now
            tries = await self._rest(name, tries)
        while True:
            began = time()
            try:
                if self._troubles[name]:
                    await self._open(name)
                    began = time()
                await self._channels[name].listen(self._receive)
            except SendFailed as why:
                self._troubles[name] = why.kind
                log.warning("channel is in trouble", channel=name, kind=why.kind, why=why.why)
            except Exception as why:  # noqa: BLE001  a bug in one channel must not end the others
                self._troubles[name] = type(why).__name__
                log.error("channel broke", channel=name, error=signature(why), stack=trail(why))  # noqa: TRY400  its words may hold a token
            else:
                await asyncio.Event().wait()  # its updates come by HTTP
            tries = 0 if time() - began > _STEADY else tries
            tries = await self._rest(name, tries)

    async def _rest(self, name: str, tries: int) -> int:
        """Wait before the next try; returns how many there were."""
        waits = _REFUSED if self._troubles[name] == "auth" else _WAITS
        await asyncio.sleep(waits[min(tries, len(waits) - 1)])
        return tries + 1
