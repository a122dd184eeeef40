"""A webhook: the platform calls us, and hears 200 only when the update is on disk (law 3)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Receive
from bot.talk.incoming import Raw

LARGEST_BODY: Final = 256 * 1024  # far more than any platform sends
DRAINED: Final = 8 * 1024 * 1024  # of a body that is too large as much is read away, so that its sender hears our answer
HEAD: Final = 4096  # and so much of it is kept
RETRY: Final = "5"  # seconds: for the platform to wait when the store cannot take an update
BY_AND_BY: Final = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""The pauses of a caller that may not come again."""
SELDOM: Final = 10.0  # seconds between two lines about the same trouble: calls may come in hundreds
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """How a platform calls: where, how we know it (`knows` before anything is read, `signed` by what was read), how its updates are
    taken apart (`read`), and the seconds after which we try again `ourselves` to store what it may bring only once."""

    name: str
    path: str
    knows: Callable[[Headers], bool]
    read: Callable[[bytes], Raw]
    signed: Callable[[Headers, bytes], bool] = lambda _headers, _body: True
    ourselves: tuple[float, ...] = ()


def secret_in(header: str, secret: str) -> Callable[[Headers], bool]:
    """Know a caller by a word in a header, compared in constant time."""
    return lambda headers: hmac.compare_digest(headers.get(header, "").encode("latin-1", "replace"), secret.encode())


class Door:
    """Takes what a platform brings. `heard_at` is the loop's time when the last update was stored, 0 before the first."""

    def __init__(self, caller: Caller, receive: Receive) -> None:
        self._caller = caller
        self._receive = receive
        self._said: dict[str, tuple[float, int]] = {}  # what was logged when, and how often it happened since
        self.heard_at = 0.0

    def route(self) -> Route:
        """What the ASGI application serves; other methods are answered 405."""
        return Route(self._caller.path, self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        """Store one update. 403 for a stranger, with nothing stored; 503 when it could not be stored, perhaps after many tries.

        Whatever else comes from the platform is stored and answered 200, for any other answer would hold up what comes after it: what
        cannot be read is set aside by the worker."""
        if not self._caller.knows(request.headers):
            self._note(logging.WARNING, "a call with a wrong secret was refused")
            return Response(status_code=403)
        try:
            body = await self._body(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it: the platform will call again
        if not self._caller.signed(request.headers, body):
            self._note(logging.WARNING, "a call with a wrong signature was refused")
            return Response(status_code=403)
        return await self._stored(self._caller.read(body))

    async def _stored(self, raw: Raw) -> Response:
        """Store it now, or by and by where the platform may not bring it again; whether it still waits for our answer is its matter."""
        for pause in (*self._caller.ourselves, None):
            try:
                await self._receive((raw,))
            except Exception as why:  # noqa: BLE001 - whatever the store says, the update stays with the platform
                self._note(logging.ERROR, f"updates could not be stored now: {type(why).__name__}")
                if pause is not None:
                    await asyncio.sleep(pause)
            else:
                self.heard_at = asyncio.get_running_loop().time()
                return Response(status_code=200)
        return Response(status_code=503, headers={"Retry-After": RETRY})

    async def _body(self, request: Request) -> bytes:
        """The body; of one that is too large the beginning, under words that make it junk."""
        parts: list[bytes] = []
        size = 0
        digest = hashlib.sha256()
        async for part in request.stream():
            digest.update(part[: DRAINED - size])  # the same for every repetition, however it is cut into parts
            size += len(part)
            if size <= LARGEST_BODY or not parts:
                parts.append(part)
            if size >= DRAINED:
                break
        if size <= LARGEST_BODY:
            return b"".join(parts)
        self._note(logging.ERROR, "an update that is too large was set aside")
        return f"too large (sha256 {digest.hexdigest()}), it begins: ".encode() + b"".join(parts)[:HEAD]

    def _note(self, level: int, what: str) -> None:
        now = asyncio.get_running_loop().time()
        last, times = self._said.get(what, (-SELDOM, 0))
        if now - last < SELDOM:
            self._said[what] = (last, times + 1)
            return
        self._said[what] = (now, 0)
        name = self._caller.name
        log.log(level, "%s: %s%s", name, what, f" ({times} more times since the last such line)" if times else "")
