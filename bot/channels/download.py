"""Files from addresses that came in a message: only from the platform's own hosts, only over https, never from inside our network."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.channels.wire import CONNECT
from bot.talk.rendered import SendFailed

_WAIT: Final = 60.0  # seconds for a whole file
_PIECE: Final = 1 << 16


class _Outside(AbstractResolver):
    """Resolves names to addresses of the open internet only (SSRF: a name of theirs may point into our network)."""

    def __init__(self) -> None:
        self._names = ThreadedResolver()

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET) -> list[ResolveResult]:
        """The addresses of a host. Raises OSError where none of them lies outside."""
        found = [one for one in await self._names.resolve(host, port, family) if ip_address(one["host"]).is_global]
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
        self._outside: ClientSession | None = None
        self._inside: ClientSession | None = None

    async def fetch(self, url: str, most: int) -> bytes:
        """The bytes behind an address, at most `most`. Raises SendFailed: "rejected" for an address that is not the platform's, for what
        is too large or gone, "unsent" when it may be tried again."""
        try:
            async with asyncio.timeout(_WAIT):
                async with self._session(url).get(url, allow_redirects=False) as answer:
                    if answer.status >= 500 or answer.status == 429:
                        raise SendFailed("unsent", f"status {answer.status}")
                    if answer.status != 200:
                        raise SendFailed("rejected", f"status {answer.status}")
                    return await _read(answer.content.iter_chunked(_PIECE), most)
        except (ClientError, OSError, TimeoutError, ValueError) as why:
            name = type(why).__name__
        raise SendFailed("unsent", name)

    def _session(self, url: str) -> ClientSession:
        parts = urlsplit(url)
        if self._trusted and parts.netloc == self._trusted:
            self._inside = self._inside or ClientSession(cookie_jar=DummyCookieJar(), timeout=ClientTimeout(sock_connect=CONNECT))
            return self._inside
        host = parts.hostname or ""
        known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in self._hosts)
        if parts.scheme != "https" or parts.port not in (None, 443) or not known:
            raise SendFailed("rejected", "not an address of the platform")
        if self._outside is None:
            connector = TCPConnector(resolver=_Outside(), ttl_dns_cache=60)
            self._outside = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=ClientTimeout(sock_connect=CONNECT))
        return self._outside

    async def close(self) -> None:
        """Close all connections."""
        for one in (self._outside, self._inside):
            if one is not None:
                await one.close()
        self._outside = self._inside = None


async def _read(parts: object, most: int) -> bytes:
    found: list[bytes] = []
    size = 0
    async for part in parts:  # type: ignore[attr-defined]
        size += len(part)
        if size > most:
            raise SendFailed("rejected", "too large")
        found.append(part)
    return b"".join(found)
