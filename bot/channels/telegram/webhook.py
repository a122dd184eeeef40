"""The webhook: how Telegram calls us, and that it goes on knowing where."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from telegram import Bot, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.channels.door import Caller, secret_in
from bot.channels.telegram.failures import said
from bot.channels.telegram.polling import LONGEST, Sleep
from bot.channels.telegram.request import Paused
from bot.channels.telegram.updates import WANTED, of_body

PATH = "/hooks/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
EVERY = 180.0  # seconds between two looks at the hook
MANY = 100  # updates that wait at the platform: then we are too slow, or cannot be reached
CONNECTIONS = 100  # at once: the most that the platform makes, and what one group commit takes
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where Telegram is to call, and the word by which we know that it is Telegram."""

    url: str
    secret: str = field(repr=False)


def caller(hook: Hook, account: Callable[[], str]) -> Caller:
    """How Telegram calls: with our secret in a header; a message is read as one that was polled."""
    return Caller(name="telegram", path=PATH, knows=secret_in(HEADER, hook.secret), read=lambda body: of_body(body, account=account()))


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
