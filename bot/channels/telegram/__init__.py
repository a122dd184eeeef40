"""Telegram: the Bot API by long polling, with python-telegram-bot as typed client that never leaves this folder."""

from __future__ import annotations

import asyncio
import logging

from starlette.routing import BaseRoute
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.base import Receive
from bot.channels.telegram.failures import failed
from bot.channels.telegram.parse import parse
from bot.channels.telegram.polling import HOLD, Poll, Sleep
from bot.channels.telegram.request import AiohttpRequest
from bot.channels.telegram.send import Sender
from bot.talk.incoming import Incoming, Media
from bot.talk.rendered import Caps, Rendered, SendFailed

__all__ = ["TelegramChannel"]

KEPT = 20 * 1024 * 1024  # bytes: what the platform hands out, and what we keep
READ = 20.0  # seconds to wait for an answer
IN_FLIGHT = 128


class TelegramChannel:
    """The channel `telegram` for one bot. `api_url` is the root without `/bot`; `sleep` waits between polls that failed.

    The library writes the token and people's words into its debug log, so its loggers are silenced up to warnings."""

    name = "telegram"
    caps = Caps(text_max=4096, buttons=100, edit=True, deep_link=True, voice_in=True, location_in=True, commands=True)

    def __init__(self, token: str, api_url: str = "https://api.telegram.org", *, sleep: Sleep = asyncio.sleep, hold: int = HOLD) -> None:
        logging.getLogger("telegram").setLevel(logging.WARNING)
        root = api_url.rstrip("/")
        self.account = token.partition(":")[0]  # the id of the bot, also while Telegram cannot be reached
        self._username = ""
        self._sleep = sleep
        self._hold = hold
        self._calls = AiohttpRequest(root, connections=IN_FLIGHT, read=READ)
        self._polls = AiohttpRequest(root, connections=2, read=READ)
        self._bot = Bot(token, f"{root}/bot", f"{root}/file/bot", request=self._calls, get_updates_request=self._polls)
        self._sender = Sender(self._bot)
        self._poll: Poll | None = None

    @property
    def heard_at(self) -> float:
        """The event loop's time at the last good poll, 0 before the first: how readiness sees that we are not deaf."""
        return 0.0 if self._poll is None else self._poll.heard_at

    async def open(self) -> None:
        """Connect and learn who we are. Raises SendFailed("auth") when the token is refused, SendFailed("unsent") otherwise."""
        trouble: TelegramError | None = None
        try:
            await self._bot.initialize()
        except TelegramError as why:
            trouble = why
        if isinstance(trouble, InvalidToken):
            raise SendFailed("auth", "the token is refused")
        if trouble is not None:
            raise SendFailed("unsent", type(trouble).__name__)
        self.account = str(self._bot.id)
        self._username = self._bot.username

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled; `open` must have succeeded."""
        url = f"{self._bot.base_url}/getUpdates"
        unhook = self._bot.delete_webhook
        self._poll = Poll(self._polls, url, account=self.account, unhook=unhook, sleep=self._sleep, hold=self._hold)
        await self._poll.run(receive)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """Nothing is served: updates are polled."""
        return []

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an update. Raises ValueError for junk."""
        return parse(raw, account=self.account, username=self._username)

    async def send(self, chat: str, message: Rendered) -> str:
        """Send, edit or toast; return the platform's message id ("" for a toast). Raises SendFailed."""
        return await self._sender.send(chat, message)

    async def fetch(self, media: Media) -> bytes:
        """Bring in a file. Raises SendFailed; `rejected` when it is over 20 MB or gone, `unsent` when it may be tried again."""
        if media.size > KEPT:
            raise SendFailed("rejected", "too large")
        try:
            file = await self._bot.get_file(media.ref)
            return await self._calls.download(file.file_path or "", KEPT, said=file.file_size or 0)
        except (TelegramError, KeyError, TypeError) as why:
            trouble = failed(why)
        raise trouble if trouble.kind != "unknown" else SendFailed("unsent", trouble.why)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._bot.shutdown()
