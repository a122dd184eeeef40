"""Zalo Official Account (OpenAPI v3): events by webhook, answers within the platform's windows, tokens that change every day."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from starlette.datastructures import Headers
from starlette.routing import BaseRoute

from bot.channels import pictures
from bot.channels.base import IN_FLIGHT, Receive
from bot.channels.door import BY_AND_BY, Caller, Door
from bot.channels.download import Downloads
from bot.channels.fields import loads
from bot.channels.halves import Halves
from bot.channels.pieces import split
from bot.channels.wire import Wire, WireFailed
from bot.channels.zalo_oa.calls import Calls, Refused, failed, of_knock
from bot.channels.zalo_oa.parse import CHANNEL, of_body, parse
from bot.channels.zalo_oa.tokens import App, Pair, Tokens, Vault
from bot.talk.incoming import Incoming, Media
from bot.talk.rendered import Caps, File, Knock, Rendered, SendFailed
from config.addresses import is_here

__all__ = ["App", "Pair", "Vault", "ZaloOaChannel"]

PATH: Final = "/hooks/zalo-oa"
HEADER: Final = "X-ZEvent-Signature"
SEND: Final = "/v3.0/oa/message/cs"
KNOCK: Final = "/v3.0/oa/message/transaction"
UPLOAD: Final = "/v2.0/oa/upload/"
TEXT: Final = 2000
PHOTO_MOST: Final = 1024 * 1024  # bytes that the platform takes of a picture
FILE_MOST: Final = 5 * 1024 * 1024  # and of a document
KEPT: Final = 20 * 1024 * 1024
READ: Final = 20.0  # seconds to wait for an answer
BESIDES: Final = 2  # connections for what is no message
EVERY: Final = 3600.0  # seconds between two looks at the tokens
AGAIN: Final = 60.0
HOSTS: Final = (".zdn.vn", ".zadn.vn", ".zaloapp.com", ".zalo.me")
PAPERS: Final = (".pdf", ".doc", ".docx")
"""The documents that the platform takes."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One call: words, or a file and what is said where it is refused."""

    words: str
    file: File | None = None


Sleep = Callable[[float], Awaitable[object]]


class ZaloOaChannel:
    """The channel `zalo_oa` for one Official Account. `key` is its secret key, by which its webhook is signed; `app` and `vault` are for
    its tokens; `now` tells their age; `knocks` lets a paid word ask those whose window is closed to write.

    Unproved without a live account: the shape of that word (a transaction message), as public integrations send it."""

    name = CHANNEL
    caps = Caps(
        text_max=TEXT, buttons=0, edit=False, deep_link=False, voice_in=True, location_in=True, files_out=("photo", "document"),
        commands=False, papers_out=PAPERS, file_max=FILE_MOST,
    )  # fmt: skip

    def __init__(
        self, app: App, key: str, api_url: str, oauth_url: str, *, vault: Vault, now: Callable[[], datetime], knocks: bool = False,
        sleep: Sleep = asyncio.sleep,
    ) -> None:  # fmt: skip
        self.caps = replace(self.caps, knocks=knocks)
        root = api_url.rstrip("/")
        self.account = app.id
        self._app = app
        self._key = key
        self._now = now
        self._sleep = sleep
        self._wire = Wire(root, connections=IN_FLIGHT + BESIDES)
        self._tokens = Tokens(self._wire, oauth_url.rstrip("/"), app, vault, now, sleep=sleep)
        self._calls = Calls(self._wire, root, token=self._tokens.token, fresh=self._tokens.fresh, read=READ)
        self._downloads = Downloads(HOSTS, trusted=root if is_here(root) else "")
        self._halves = Halves(_instead)
        self._door: Door | None = None
        self._looked_at = 0.0
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """What is wrong now, "" when nothing is: "auth" where a person must grant access again, "old" where they soon must."""
        return self._tokens.trouble or ("old" if self._tokens.is_old() else self._trouble)

    @property
    def heard_at(self) -> float:
        """The event loop's time when we last heard well, 0 before the first."""
        return max(self._door.heard_at if self._door else 0.0, self._looked_at)

    async def open(self) -> None:
        """Connect, and get a token. Raises SendFailed: "auth" where the configured one was never good.

        One that was lost later is our `trouble`, and keeps no other channel from starting."""
        await self._wire.open()
        try:
            await self._tokens.token()
        except SendFailed as why:
            if why.kind != "auth" or not self._tokens.worked:
                raise

    async def listen(self, receive: Receive) -> None:
        """Look after the tokens until cancelled: events come by the webhook, whose address is set by hand in the platform's console."""
        while True:
            try:
                await self._tokens.token()
            except SendFailed as why:
                if self._tokens.is_old():
                    log.error("zalo oa: the refresh token is over sixty days old: it ends after ninety, and then only a person can help")  # noqa: TRY400
                self._trouble = "auth" if why.kind == "auth" else "deaf"
                pause = EVERY if why.kind == "auth" else AGAIN
                log.error("zalo oa: no token (%s), next try in %g s", why.kind, pause)  # noqa: TRY400 - its words are enough
                await self._sleep(pause)
                continue
            self._trouble = ""
            self._looked_at = asyncio.get_running_loop().time()
            await self._sleep(EVERY)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The address of the webhook."""
        caller = Caller(
            name="zalo oa", path=PATH, knows=lambda headers: HEADER in headers, signed=self._is_signed,
            read=lambda body: of_body(body, account=self.account), ourselves=BY_AND_BY,
        )  # fmt: skip
        self._door = Door(caller, receive)
        return [self._door.route()]

    def _is_signed(self, headers: Headers, body: bytes) -> bool:
        """sha256 of app id, the body as it came, its timestamp, and the account's secret key."""
        try:
            event = loads(body)
        except ValueError:
            return False
        stamp = event.get("timestamp") if isinstance(event, dict) else None
        if not isinstance(stamp, (str, int)):
            return False
        expected = hashlib.sha256(self._app.id.encode() + body + str(stamp).encode("utf-8", "replace") + self._key.encode()).hexdigest()
        return hmac.compare_digest(headers.get(HEADER, "").removeprefix("mac=").encode("latin-1", "replace"), expected.encode())

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an event. Raises ValueError for junk."""
        return parse(raw, account=self.account)

    async def send(self, chat: str, message: Rendered) -> str:
        """Send the files, then the words; a toast or a menu of commands does not exist here. Raises SendFailed."""
        if message.ack or message.commands:
            return ""
        steps = [Step(words=one.instead, file=one) for one in message.files if self.caps.carries(one.kind, one.name, one.size)]
        steps += [Step(words=one) for one in split(message.text, TEXT) if one.strip()]
        if not steps:
            raise SendFailed("rejected", "nothing to say")
        try:
            return await self._halves.walk(chat, message, steps, partial(self._take, chat))
        except SendFailed as why:
            if why.kind == "window" and message.knock is not None:
                await self._knock(chat, message.knock)
            raise

    async def _knock(self, chat: str, knock: Knock) -> None:
        """Ask them to write. It costs money and is no message of ours that must arrive: what goes wrong is only logged."""
        try:
            await self._calls.post(KNOCK, {"recipient": {"user_id": chat}, "message": {"attachment": of_knock(knock)}})
        except (Refused, WireFailed, SendFailed) as why:
            log.warning("zalo oa: a word that asks to write did not arrive (%s)", why)

    async def _take(self, chat: str, step: Step) -> str:
        try:
            content = {"text": step.words} if step.file is None else await self._attached(step.file)
            sent = await self._calls.post(SEND, {"recipient": {"user_id": chat}, "message": content})
        except (Refused, WireFailed) as why:
            trouble = failed(why, self._now())
        else:
            number = sent.get("message_id") if isinstance(sent, dict) else None
            return number if isinstance(number, str) else ""
        raise trouble

    async def _attached(self, file: File) -> dict[str, object]:
        """A file, brought to the platform first."""
        photo = file.kind == "photo"
        try:
            data = await asyncio.to_thread(file.path.read_bytes)
            data = await asyncio.to_thread(pictures.fit, data, PHOTO_MOST) if photo else data
        except (OSError, pictures.BadPicture) as why:
            raise SendFailed("rejected", type(why).__name__) from None
        brought = await self._calls.upload(f"{UPLOAD}{'image' if photo else 'file'}", file.name, data, file.mime)
        if photo:
            element = {"media_type": "image", "attachment_id": brought.get("attachment_id", "")}
            return {"attachment": {"type": "template", "payload": {"template_type": "media", "elements": [element]}}}
        return {"attachment": {"type": "file", "payload": {"token": brought.get("token", "")}}}

    async def show_typing(self, chat: str) -> None:
        """Nothing like it is known here."""

    async def fetch(self, media: Media) -> bytes:
        """Bring in a file from its address. Raises SendFailed."""
        return await self._downloads.fetch(media.ref, KEPT)

    async def close(self) -> None:
        """Let go of all connections."""
        await self._tokens.close()
        await self._wire.close()
        await self._downloads.close()


def _instead(step: Step) -> Sequence[Step] | None:
    """What takes the place of a file; words have none."""
    if step.file is None:
        return None
    return (Step(words=step.words),) if step.words else ()
