"""Zalo Bot Platform ("Bot Creator"): words, pictures and voices in; words and pictures out; no buttons, no edits, no links."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from starlette.routing import BaseRoute

from bot.channels.base import IN_FLIGHT, Receive
from bot.channels.door import BY_AND_BY, Caller, Door, secret_in
from bot.channels.download import Downloads
from bot.channels.halves import Halves
from bot.channels.hosted import Hosted
from bot.channels.pieces import split
from bot.channels.wire import Wire, WireFailed
from bot.channels.zalo_bot.calls import KINDS, NOT_FOUND, Calls, Refused, failed
from bot.channels.zalo_bot.parse import CHANNEL, of_body, parse
from bot.channels.zalo_bot.polling import HOLD, LONGEST, Poll, Sleep
from bot.talk.incoming import Incoming, Media
from bot.talk.rendered import Caps, File, Rendered, SendFailed
from config.addresses import is_here

__all__ = ["PATH", "Hook", "ZaloBotChannel"]

PATH: Final = "/hooks/zalo-bot"
TEXT: Final = 2000
KEPT: Final = 20 * 1024 * 1024  # bytes
READ: Final = 20.0  # seconds to wait for an answer
BESIDES: Final = 2  # connections for what is no message
EVERY: Final = 180.0  # seconds between two looks at the hook
HOSTS: Final = (".zdn.vn", ".zadn.vn", ".zaloapp.com", ".zalo.me", ".zaloplatforms.com")
"""Where the platform keeps what people send (seen in practice; the documents name none)."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call: words, or a picture and what is said where it is refused."""

    words: str
    photo: File | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """Where Zalo is to call, and the word by which we know that it is Zalo: 8 to 256 characters."""

    url: str
    secret: str = field(repr=False)


class ZaloBotChannel:
    """The channel `zalo_bot` for one bot. `api_url` is the platform's root; `sleep` waits between tries; pictures go out through `hosted`.

    With `hook` Zalo calls us at that address; without it we poll, which may lose what is handed over while the program dies."""

    name = CHANNEL

    def __init__(
        self, token: str, api_url: str, *, hosted: Hosted, hook: Hook | None = None, sleep: Sleep = asyncio.sleep, hold: int = HOLD
    ) -> None:
        root = api_url.rstrip("/")
        self.account = token.partition(":")[0]
        self._trouble = ""
        self.caps = Caps(
            text_max=TEXT, buttons=0, edit=False, deep_link=False, voice_in=True, location_in=False,
            files_out=("photo",) if hosted.is_reachable else (), commands=False,
        )  # fmt: skip
        self._hook = hook
        self._hosted = hosted
        self._sleep = sleep
        self._wire = Wire(root, connections=IN_FLIGHT + BESIDES)
        self._calls = Calls(self._wire, root, token, read=READ)
        self._downloads = Downloads(HOSTS, trusted=root if is_here(root) else "")
        self._halves = Halves(_instead)
        self._poll = Poll(self._calls, account=lambda: self.account, sleep=sleep, hold=hold)
        self._door: Door | None = None
        self._looked_at = 0.0

    @property
    def trouble(self) -> str:
        """What is wrong with hearing now, "" when nothing is: "auth" where our token is not taken."""
        return self._poll.trouble if self._hook is None else self._trouble

    @property
    def heard_at(self) -> float:
        """The event loop's time when we last heard well, 0 before the first."""
        return max(self._poll.heard_at, self._door.heard_at if self._door else 0.0, self._looked_at)

    async def open(self) -> None:
        """Connect, learn who we are, and arrange how updates come. Raises SendFailed: "auth" when the token is refused."""
        await self._wire.open()
        me = await self._asked(self._calls.call("getMe"))
        found = me.get("id") if isinstance(me, dict) else None
        self.account = found if isinstance(found, str) and found else self.account
        if self._hook is None:
            await self._asked(self._calls.call("deleteWebhook"))
        else:
            await self._set(self._hook)

    async def _asked(self, call: Awaitable[object]) -> object:
        try:
            return await call
        except (Refused, WireFailed) as why:
            trouble = failed(why)
        raise trouble

    async def _set(self, hook: Hook) -> None:
        await self._asked(self._calls.call("setWebhook", url=hook.url, secret_token=hook.secret))

    async def listen(self, receive: Receive) -> None:
        """Poll until cancelled, or look after the hook for as long."""
        if self._hook is None:
            await self._poll.run(receive)
            return
        failures = 0
        while True:
            try:
                info = await self._asked(self._calls.call("getWebhookInfo"))
                if not isinstance(info, dict) or info.get("url") != self._hook.url:
                    log.error("zalo bot: the webhook is set anew: it was taken away or leads elsewhere")
                    await self._set(self._hook)
            except SendFailed as why:
                failures += 1
                self._trouble = "auth" if why.kind == "auth" else "deaf"
                log.error("zalo bot: the webhook cannot be looked after: %s", why)  # noqa: TRY400 - its words are enough
                await self._sleep(min(LONGEST, 2.0 ** min(failures, 10)))
            else:
                failures, self._trouble = 0, ""
                self._looked_at = asyncio.get_running_loop().time()
                await self._sleep(EVERY)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """Where Zalo finds our pictures, and the address of the hook where there is one."""
        if self._hook is None:
            return [self._hosted.route()]
        knows = secret_in("X-Bot-Api-Secret-Token", self._hook.secret)
        caller = Caller(name="zalo bot", path=PATH, knows=knows, read=lambda body: of_body(body, account=self.account), ourselves=BY_AND_BY)
        self._door = Door(caller, receive)
        return [self._door.route(), self._hosted.route()]

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an update. Raises ValueError for junk."""
        return parse(raw, account=self.account)

    async def send(self, chat: str, message: Rendered) -> str:
        """Send the pictures, then the words; a toast or a menu of commands does not exist here. Raises SendFailed."""
        if message.ack or message.commands:
            return ""
        photos = [Step(words=one.instead, photo=one if self._hosted.can(one) else None) for one in message.files]
        steps = [one for one in photos if one.photo or one.words]
        steps += [Step(words=one) for one in split(message.text, TEXT) if one.strip()]
        if not steps:
            raise SendFailed("rejected", "nothing to say")
        return await self._halves.walk(chat, message, steps, partial(self._take, chat))

    async def _take(self, chat: str, step: Step) -> str:
        try:
            sent = await (self._shown(chat, step.photo) if step.photo else self._calls.call("sendMessage", chat_id=chat, text=step.words))
        except (Refused, WireFailed) as why:
            trouble = failed(why)
            lost = isinstance(why, Refused) and why.code == NOT_FOUND
        else:
            number = sent.get("message_id") if isinstance(sent, dict) else None
            return number if isinstance(number, str) else ""
        if lost:  # the chat, or all that we ask: the platform calls both so
            await self._asked(self._calls.call("getMe"))
            raise SendFailed("gone", trouble.why)
        raise trouble

    async def _shown(self, chat: str, photo: File) -> object:
        """Send a picture, at an address signed for this try.

        What is said of it alone (it cannot be fetched, or broke the platform) is no word about the chat."""
        try:
            return await self._calls.call("sendPhoto", chat_id=chat, photo=self._hosted.address(photo))
        except Refused as why:
            if KINDS.get(why.code) in ("auth", "quota", "unknown"):
                raise
            trouble = SendFailed("rejected", str(why))
        raise trouble

    async def show_typing(self, chat: str) -> None:
        """Show "typing" for a few seconds. Raises SendFailed."""
        await self._asked(self._calls.call("sendChatAction", chat_id=chat, action="typing"))

    async def fetch(self, media: Media) -> bytes:
        """Bring in a file from its address. Raises SendFailed."""
        return await self._downloads.fetch(media.ref, KEPT)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._wire.close()
        await self._downloads.close()


def _instead(step: Step) -> Sequence[Step] | None:
    """What takes the place of a picture; words have none."""
    if not step.photo:
        return None
    return (Step(words=step.words),) if step.words else ()
