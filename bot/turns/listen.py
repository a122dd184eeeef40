"""Keeping every channel open: each on its own, so that one in trouble never touches the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import structlog

from bot.channels.base import Channel, Receive
from bot.talk.rendered import SendFailed

log = structlog.get_logger()
_WAITS = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before each further try to open or to listen


class Listeners:
    """Opens the channels and listens to them. `opened` is called with the name of a channel once it is known who we are there."""

    def __init__(self, channels: Mapping[str, Channel], receive: Receive, opened: Callable[[str], None]) -> None:
        self._channels = channels
        self._receive = receive
        self._opened = opened
        self.troubles: dict[str, str] = dict.fromkeys(channels, "not opened yet")

    async def open(self) -> None:
        """Open each channel once. Raises SendFailed("auth") when a token is refused; an unreachable platform is tried again later."""
        for name in self._channels:
            try:
                await self._open(name)
            except SendFailed as why:
                if why.kind == "auth":
                    raise
                self.troubles[name] = why.kind
                log.warning("channel cannot be reached yet", channel=name, why=why.why)

    async def _open(self, name: str) -> None:
        await self._channels[name].open()
        self.troubles[name] = ""
        self._opened(name)

    async def keep(self, name: str) -> None:
        """Listen to one channel for ever."""
        tries = 0
        while True:
            try:
                if self.troubles[name]:
                    await self._open(name)
                tries = 0
                await self._channels[name].listen(self._receive)
            except SendFailed as why:
                self.troubles[name] = why.kind
                log.warning("channel is in trouble", channel=name, kind=why.kind)
            except Exception as why:  # a bug in one channel must not end the others
                self.troubles[name] = type(why).__name__
                log.exception("channel broke", channel=name)
            else:
                await asyncio.Event().wait()  # its updates come by HTTP
            await asyncio.sleep(_WAITS[min(tries, len(_WAITS) - 1)])
            tries += 1
