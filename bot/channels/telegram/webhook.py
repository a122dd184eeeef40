"""The webhook: Telegram calls us, and hears 200 only when the update is on disk (law 3)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.base import Receive
from bot.channels.telegram.failures import said
from bot.channels.telegram.polling import LONGEST, Sleep
from bot.channels.telegram.request import Paused
from bot.channels.telegram.updates import WANTED, junk, of_body
from bot.talk.incoming import Raw

PATH = "/hooks/telegram"
HEADER = b"x-telegram-bot-api-secret-token"
LARGEST_BODY = 256 * 1024  # the platform builds updates in 64 KiB
DRAINED = 8 * 1024 * 1024  # of a body that is too large as much is read away, so that its sender hears our answer
HEAD = 4096  # and so much of it is kept
RETRY = "5"  # seconds: for the platform to wait when the store cannot take an update
SELDOM = 10.0  # seconds between two lines about the same trouble: calls may come in hundreds
EVERY = 180.0  # seconds between two looks at the hook
MANY = 100  # updates that wait at the platform: then we are too slow, or cannot be reached
CONNECTIONS = 100  # at once: the most that the platform makes, and what one group commit takes
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where Telegram is to call, and the word by which we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)


class Door:
    """Takes what Telegram brings. `heard_at` is the loop's time when the last update was stored, 0 before the first."""

    def __init__(self, hook: Hook, account: Callable[[], str], receive: Receive) -> None:
        self._secret = hook.secret.encode()
        self._account = account
        self._receive = receive
        self._said: dict[str, tuple[float, int]] = {}  # what was logged when, and how often it happened since
        self.heard_at = 0.0

    def route(self) -> Route:
        """What the ASGI application serves; other methods are answered 405."""
        return Route(PATH, self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        """Store one update. 403 for a wrong secret, with nothing read and nothing stored; 503 when it could not be stored.

        Whatever else comes with the right secret is stored and answered 200, for any other answer would hold up the other
        updates of that chat for a day: what cannot be read is set aside by the worker."""
        offered = next((value for name, value in request.scope["headers"] if name == HEADER), b"")
        if not hmac.compare_digest(offered, self._secret):
            self._note(logging.WARNING, "a call with a wrong secret was refused")
            return Response(status_code=403)
        try:
            raw = await self._read(request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it: the platform will call again
        try:
            await self._receive((raw,))
        except Exception as why:  # noqa: BLE001 - whatever the store says, the update stays with the platform
            self._note(logging.ERROR, f"updates could not be stored, they stay with the platform: {type(why).__name__}")
            return Response(status_code=503, headers={"Retry-After": RETRY})
        self.heard_at = asyncio.get_running_loop().time()
        return Response(status_code=200)

    async def _read(self, request: Request) -> Raw:
        """The body as a raw update; of one that is too large the beginning, as junk."""
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
            return of_body(b"".join(parts), account=self._account())
        self._note(logging.ERROR, "an update that is too large was set aside")
        told = f"too large (sha256 {digest.hexdigest()}), it begins: ".encode()
        return junk(told + b"".join(parts)[:HEAD], account=self._account())

    def _note(self, level: int, what: str) -> None:
        now = asyncio.get_running_loop().time()
        last, times = self._said.get(what, (-SELDOM, 0))
        if now - last < SELDOM:
            self._said[what] = (last, times + 1)
            return
        self._said[what] = (now, 0)
        log.log(level, "telegram: %s%s", what, f" ({times} more times since the last such line)" if times else "")


class Watch:
    """Keeps the hook where it belongs. `heard_at` is the loop's time of the last good look, 0 before the first."""

    def __init__(self, bot: Bot, hook: Hook, sleep: Sleep) -> None:
        self._bot = bot
        self._hook = hook
        self._sleep = sleep
        self._stands = False
        self._failures = 0
        self._error = 0.0
        self.heard_at = 0.0
        self.trouble = ""  # as of a poll

    async def set(self) -> None:
        """Tell Telegram where to call; what waits there is kept. Raises TelegramError."""
        await self._bot.set_webhook(
            self._hook.url, secret_token=self._hook.secret, allowed_updates=WANTED, max_connections=CONNECTIONS, drop_pending_updates=False
        )
        self._stands = True

    async def run(self) -> None:
        """Look every few minutes whether the hook stands and works; set it anew when it does not."""
        while True:
            await self._sleep(await self._look())

    async def _look(self) -> float:
        """Look once; returns the seconds until the next look."""
        try:
            if not self._stands:
                await self.set()
            info = await self._bot.get_webhook_info()
            wrong = self._wrong(info)
            if wrong:
                log.error("telegram: the webhook is set anew: %s", wrong)
                await self.set()
        except TelegramError as why:
            trouble = why
        else:
            self._failures = 0
            self.trouble = ""
            self.heard_at = asyncio.get_running_loop().time()
            return EVERY
        self._failures += 1
        self.trouble = "auth" if isinstance(trouble, InvalidToken) else "deaf"
        pause = trouble.after if isinstance(trouble, Paused) else min(LONGEST, 2.0 ** min(self._failures - 1, 10))
        log.error("telegram: the webhook cannot be looked after (%s), next try in %g s", said(trouble), pause)
        return pause

    def _wrong(self, info: WebhookInfo) -> str:
        """Why the hook must be set anew, "" when it stands; what the platform complains about is logged."""
        if info.url != self._hook.url:
            return "it was taken away or leads elsewhere"
        failed = 0.0 if info.last_error_date is None else info.last_error_date.timestamp()
        fresh, self._error = failed > self._error, max(failed, self._error)
        words = said(TelegramError(info.last_error_message or "")) if fresh else ""
        if fresh or info.pending_update_count >= MANY:
            log.warning("telegram: %d updates wait at the platform; its last complaint: %s", info.pending_update_count, words or "none")
        return "our own secret was refused" if "403" in words else ""
