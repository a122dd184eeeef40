"""HTTP to a platform: a pool of connections, bounded waits, and whether a request that failed ever left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver

from config.addresses import is_here

CONNECT: Final = 5.0  # seconds to find a free connection, and as many to open one
JSON: Final = {"Content-Type": "application/json"}
NO_HEADERS: Final[Mapping[str, str]] = {}


class WireFailed(Exception):
    """A request without an answer. `left` says whether it may have reached the platform; its words name no address."""

    def __init__(self, why: str, *, left: bool) -> None:
        super().__init__(why)
        self.left = left


class TooMuch(Exception):
    """A file that is larger than wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a platform answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]


class Wire:
    """A pool of at most `connections`. `url` is the platform's root: a proxy named in the environment is honoured unless the root is on
    this machine. `names` finds the addresses of hosts where not every address will do."""

    def __init__(self, url: str, *, connections: int, names: Callable[[], AbstractResolver] | None = None) -> None:
        self._connections = connections
        self._names = names
        self._proxied = not is_here(url)
        self._session: ClientSession | None = None

    async def open(self) -> None:
        """Open the pool; again after it was closed."""
        if self._session is None or self._session.closed:
            connector = TCPConnector(limit=self._connections, ttl_dns_cache=60, resolver=self._names() if self._names else None)
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=self._proxied)

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(
        self, method: str, url: str, body: bytes | FormData | None = None, *, headers: Mapping[str, str] = NO_HEADERS, read: float,
        more: float = 0.0,
    ) -> Reply:  # fmt: skip
        """Make one request and wait `read` seconds for the answer (`more` for what is uploaded). Raises WireFailed."""
        try:
            async with self._live().request(
                method, url, data=body, headers=headers, timeout=patience(read, more), allow_redirects=False
            ) as answer:
                return Reply(status=answer.status, body=await answer.read(), headers=dict(answer.headers))
        except (ClientError, OSError, TimeoutError) as why:
            raise _failed(why) from None

    async def bring(self, url: str, most: int, *, read: float) -> Reply:
        """Bring in a file of at most `most` bytes. Raises WireFailed and TooMuch."""
        parts: list[bytes] = []
        size = 0
        timeout = ClientTimeout(total=None, connect=2 * CONNECT, sock_connect=CONNECT, sock_read=read)
        try:
            async with self._live().get(url, timeout=timeout, allow_redirects=False) as answer:
                async for part in answer.content.iter_chunked(1 << 16):
                    parts.append(part)
                    size += len(part)
                    if size > most:
                        raise TooMuch
                return Reply(status=answer.status, body=b"".join(parts), headers=dict(answer.headers))
        except (ClientError, OSError, TimeoutError) as why:
            raise _failed(why) from None

    def _live(self) -> ClientSession:
        if self._session is None or self._session.closed:
            raise WireFailed("not open", left=False)
        return self._session


def _failed(why: Exception) -> WireFailed:
    return WireFailed(type(why).__name__, left=not isinstance(why, (ClientConnectorError, ConnectionTimeoutError)))


def patience(read: float, more: float) -> ClientTimeout:
    """How long to wait: connecting, reading between two pieces, and altogether (aiohttp has no limit for writing alone)."""
    return ClientTimeout(total=read + more + 3 * CONNECT, connect=2 * CONNECT, sock_connect=CONNECT, sock_read=read + more)
