"""The long poll: updates are handed in as they came, and confirmed only when they are stored (law 3)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram.error import TelegramError

from bot.channels.base import Receive
from bot.channels.fields import loads
from bot.channels.telegram.request import AiohttpRequest, Paused
from bot.channels.telegram.updates import WANTED, raw_of
from bot.talk.incoming import Raw

HOLD = 50  # seconds: the longest poll the platform keeps open
LONGEST = 30.0  # seconds between two tries

Sleep = Callable[[float], Awaitable[object]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one poll brought: raw updates and the offset that confirms them (none where no update could be told apart)."""

    raws: tuple[Raw, ...]
    next: int | None


class Trouble(Exception):
    """A poll that brought nothing. `after` is the pause that was asked for, 0 where we choose."""

    def __init__(self, why: str, *, after: float = 0.0, hooked: bool = False, alarm: bool = False) -> None:
        super().__init__(why)
        self.after = after
        self.hooked = hooked
        self.alarm = alarm


class Poll:
    """Polls `url` (it carries the token and is never shown) until cancelled.

    `unhook` takes away a webhook that stands in the way. `sleep` waits between tries. The offset lives in memory only:
    a fresh start asks without one and hears again what was never confirmed."""

    def __init__(
        self, wire: AiohttpRequest, url: str, *, account: str, unhook: Callable[[], Awaitable[object]], sleep: Sleep, hold: int
    ) -> None:
        self._wire = wire
        self._url = url
        self._account = account
        self._unhook = unhook
        self._sleep = sleep
        self._hold = hold
        self._offset: int | None = None
        self._failures = 0
        self.heard_at = 0.0  # the loop's time at the last poll that was answered and stored; 0 before the first
        self.trouble = ""  # what is wrong since then: "auth" where our token is not taken, else "deaf"

    async def run(self, receive: Receive) -> None:
        """Hear and store for ever. A failure to store, like one to hear, is tried again from the same offset."""
        while True:
            try:
                heard = await self._hear()
                if heard.raws:
                    await receive(heard.raws)
            except Trouble as trouble:
                await self._wait(trouble)
            except Exception as why:  # noqa: BLE001 - whatever the store says, the updates stay with the platform
                # no trace: it may hold what people wrote
                log.error("telegram: updates could not be stored, they stay with the platform: %s", type(why).__name__)  # noqa: TRY400
                await self._wait(Trouble("store"))
            else:
                await self._advance(heard)

    async def _advance(self, heard: Heard) -> None:
        self.heard_at = asyncio.get_running_loop().time()
        self.trouble = ""
        if heard.raws and heard.next in (None, self._offset):
            await self._wait(Trouble("the same updates again"))
            return
        self._failures = 0
        self._offset = heard.next if heard.next is not None else self._offset

    async def _hear(self) -> Heard:
        asked: dict[str, object] = {"timeout": self._hold, "limit": 100, "allowed_updates": WANTED}
        if self._offset is not None:
            asked["offset"] = self._offset
        try:
            status, payload = await self._wire.ask(self._url, asked, read=self._hold + 15.0)
        except Paused as paused:
            raise Trouble("asked to wait", after=paused.after) from None
        except TelegramError as why:
            raise Trouble(type(why).__name__) from None
        if status in (401, 404):
            raise Trouble("the token is not accepted", alarm=True)
        if status == 409:
            raise Trouble("another program polls with this token, or a webhook is set", hooked=b"webhook" in payload, alarm=True)
        if status == 400:  # an offset from before the ids began anew; without one the queue is heard from its head
            self._offset = None
        if status != 200:
            raise Trouble(f"status {status}")
        return heard_in(payload, account=self._account)

    async def _wait(self, trouble: Trouble) -> None:
        """Wait as long as was asked, else 1, 2, 4 ... at most 30 seconds."""
        self._failures += 1
        self.trouble = "auth" if trouble.alarm else "deaf"
        pause = trouble.after or min(LONGEST, 2.0 ** min(self._failures - 1, 10))
        log.log(logging.ERROR if trouble.alarm else logging.WARNING, "telegram: poll failed (%s), next in %g s", trouble, pause)
        if trouble.hooked:
            try:
                await self._unhook()
            except TelegramError as why:
                log.warning("telegram: the webhook could not be taken away: %s", type(why).__name__)
        await self._sleep(pause)


def heard_in(payload: bytes, *, account: str) -> Heard:
    """Take an answer of getUpdates apart without reading what people wrote. Raises Trouble when it is no such answer."""
    try:
        answer = loads(payload)
    except ValueError:
        raise Trouble("an answer that is not JSON") from None
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        raise Trouble("an answer that cannot be read")
    found = [raw_of(update, account=account) for update in updates]
    numbers = [number for _, number in found if number is not None]
    return Heard(raws=tuple(raw for raw, _ in found), next=max(numbers) + 1 if numbers else None)
