"""Files from addresses that came in a message: only from the platform's own hosts, only over https, never from inside our network."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from urllib.request import getproxies

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.channels.wire import TooMuch, Wire, WireFailed
from bot.talk.rendered import SendFailed

_WAIT: Final = 60.0  # seconds for a whole file
_AT_ONCE: Final = 8
_OK, _TOO_MANY = 200, 429


class _Outside(AbstractResolver):
    """Resolves names to addresses of the open internet only (SSRF: a name of theirs may point into our network), but for the proxy's."""

    def __init__(self) -> None:
        self._names = ThreadedResolver()
        self._proxies = {urlsplit(one).hostname for one in getproxies().values()}

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError where none of them lies outside."""
        found = await self._names.resolve(host, port, family)
        found = [one for one in found if host in self._proxies or ip_address(one["host"]).is_global]
        if not found:
            raise OSError("no address outside")
        return found

    async def close(self) -> None:
        """Nothing is held."""


class Downloads:
    """Brings in files from `hosts` (a name, or all below one: ".zdn.vn"). `trusted` is the one other root that may be asked, such as a
    server of one's own on this machine; empty: none."""

    def __init__(self, hosts: Sequence[str], *, trusted: str = "") -> None:
        self._hosts = tuple(hosts)
        self._trusted = urlsplit(trusted).netloc
        self._outside = Wire("", connections=_AT_ONCE, names=_Outside)
        self._inside = Wire(trusted, connections=_AT_ONCE)

    async def fetch(self, url: str, most: int) -> bytes:
        """The bytes behind an address, at most `most`. Raises SendFailed: "rejected" for an address that is not the platform's, for what
        is too large or gone, "unsent" when it may be tried again."""
        wire = self._wire(url)
        await wire.open()
        try:
            async with asyncio.timeout(_WAIT):
                reply = await wire.bring(url, most, read=_WAIT)
        except TooMuch:
            raise SendFailed("rejected", "too large") from None
        except (WireFailed, TimeoutError) as why:
            raise SendFailed("unsent", str(why) or type(why).__name__) from None
        if reply.status != _OK:
            raise SendFailed("unsent" if reply.status >= 500 or reply.status == _TOO_MANY else "rejected", f"status {reply.status}")
        return reply.body

    def _wire(self, url: str) -> Wire:
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise SendFailed("rejected", "not an address") from None
        if self._trusted and parts.netloc == self._trusted:
            return self._inside
        host = parts.hostname or ""
        known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in self._hosts)
        if parts.scheme != "https" or port not in (None, 443) or not known:
            raise SendFailed("rejected", "not an address of the platform")
        return self._outside

    async def close(self) -> None:
        """Close all connections."""
        await self._outside.close()
        await self._inside.close()
