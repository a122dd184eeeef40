"""Telegram: the Bot API by long polling or webhook, with python-telegram-bot as typed client that never leaves this folder."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Final

from starlette.routing import BaseRoute
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.channels.base import IN_FLIGHT, Receive
from bot.channels.door import Door
from bot.channels.telegram.calls import Calls
from bot.channels.telegram.failures import failed
from bot.channels.telegram.parse import parse
from bot.channels.telegram.polling import HOLD, Poll, Sleep
from bot.channels.telegram.request import AiohttpRequest, Paused
from bot.channels.telegram.send import Sender
from bot.channels.telegram.webhook import Hook, Watch, caller
from bot.talk.incoming import Incoming, Media
from bot.talk.rendered import EVERY_FILE, Caps, Rendered, SendFailed

__all__ = ["Hook", "TelegramChannel"]

NO_MENUS: Final[Mapping[str, Sequence[tuple[str, str]]]] = {}
KEPT = 20 * 1024 * 1024  # bytes: what the platform hands out, and what we keep
READ = 20.0  # seconds to wait for an answer
TRIES = 5  # to set the hook while the start waits, when the platform asks for a pause
log = logging.getLogger(__name__)


class TelegramChannel:
    """The channel `telegram` for one bot. `api_url` is the root without `/bot`; `sleep` waits between polls that failed.

    With `hook` Telegram calls us at that address, without it we poll. Either start takes the other's arrangement away and
    leaves what waits at the platform where it is, so that the mode can be changed at any time.

    `menus` are the commands that every chat shows, by language, the first one where no other fits; a chat may get its own (`send`).

    The library writes the token and people's words into its debug log, so its loggers are silenced up to warnings."""

    name = "telegram"
    caps = Caps(text_max=4096, buttons=100, edit=True, deep_link=True, voice_in=True, location_in=True, files_out=EVERY_FILE, commands=True)

    def __init__(
        self, token: str, api_url: str = "https://api.telegram.org", *, hook: Hook | None = None, sleep: Sleep = asyncio.sleep,
        hold: int = HOLD, menus: Mapping[str, Sequence[tuple[str, str]]] = NO_MENUS,
    ) -> None:  # fmt: skip
        logging.getLogger("telegram").setLevel(logging.WARNING)
        root = api_url.rstrip("/")
        self.account = token.partition(":")[0]  # the id of the bot, also while Telegram cannot be reached
        self._username = ""
        self._sleep = sleep
        self._hold = hold
        self._calls = AiohttpRequest(root, connections=IN_FLIGHT, read=READ)
        self._polls = AiohttpRequest(root, connections=2, read=READ)
        self._bot = Bot(token, f"{root}/bot", f"{root}/file/bot", request=self._calls, get_updates_request=self._polls)
        self._sender = Sender(self._bot, Calls(self._calls, self._bot.base_url, read=READ))
        self._hook = hook
        self._menus = menus
        self._poll: Poll | None = None
        self._door: Door | None = None
        self._watch = None if hook is None else Watch(self._bot, hook, sleep)

    @property
    def username(self) -> str:
        """What the bot is called on t.me; "" while Telegram could not be asked."""
        return self._username

    @property
    def heard_at(self) -> float:
        """The event loop's time when we last heard well (a poll, a call of the hook, a look at it), 0 before the first: how
        readiness sees that we are not deaf."""
        return max((one.heard_at for one in (self._poll, self._door, self._watch) if one is not None), default=0.0)

    @property
    def trouble(self) -> str:
        """What is wrong with hearing now, "" when nothing is: "auth" where our token is not taken or another program uses it."""
        return next((one.trouble for one in (self._poll, self._watch) if one is not None), "")

    async def open(self) -> None:
        """Connect, learn who we are, and arrange how updates come.

        Raises SendFailed: "auth" when the token is refused; all else is tried again by `listen`."""
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
        await self._arrange()
        await self._show_menus()

    async def _arrange(self) -> None:
        """Set the hook, or take it away. Raises SendFailed when it cannot be set."""
        trouble: TelegramError | None = None
        for _ in range(TRIES):
            try:
                if self._watch is not None:
                    await self._watch.set()
                else:
                    await self._bot.delete_webhook(drop_pending_updates=False)
            except Paused as paused:
                trouble = paused
                await self._sleep(paused.after)
            except TelegramError as why:
                trouble = why
                break
            else:
                return
        if self._watch is None:  # then the first poll will be told, and takes it away
            log.warning("telegram: whether a webhook is set could not be settled: %s", type(trouble).__name__)
        elif trouble is not None:
            raise failed(trouble)

    async def _show_menus(self) -> None:
        """Show the commands in every chat: once for all, not once for each. Without them everything can still be typed."""
        for place, (lang, commands) in enumerate(self._menus.items()):
            try:
                await self._bot.set_my_commands(commands, language_code=lang if place else None)
            except TelegramError as why:
                log.warning("telegram: the menu of commands could not be set: %s", type(why).__name__)
                return

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled, or look after the hook for as long."""
        if self._watch is not None:
            await self._watch.run()
            return
        url = f"{self._bot.base_url}/getUpdates"
        unhook = self._bot.delete_webhook
        self._poll = Poll(self._polls, url, account=self.account, unhook=unhook, sleep=self._sleep, hold=self._hold)
        await self._poll.run(receive)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The address of the hook; nothing where updates are polled."""
        if self._hook is None:
            return []
        self._door = Door(caller(self._hook, lambda: self.account), receive)
        return [self._door.route()]

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an update. Raises ValueError for junk."""
        return parse(raw, account=self.account, username=self._username)

    async def send(self, chat: str, message: Rendered) -> str:
        """Send, edit or toast; return the platform's message id ("" for a toast). Raises SendFailed."""
        return await self._sender.send(chat, message)

    async def show_typing(self, chat: str) -> None:
        """Show "typing" for a few seconds. Raises SendFailed."""
        await self._sender.show_typing(chat)

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
