"""The tokens of an Official Account: the access token lives a day, the refresh token three months and works once.

Whoever refreshes holds the only valid pair until it is stored. So one refresher at a time, a note before the old token is spent, and the
new pair in one transaction before anybody uses it. If the program dies in between, the note says so at the next start: then the old
token is tried once more, and where it was spent a person must give us a new one."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlencode

from bot.channels.wire import Wire, WireFailed
from bot.channels.zalo_oa.calls import Refused, read_answer
from bot.talk.rendered import SendFailed
from storage.database import StorageTrouble

PATH: Final = "/v4/oa/access_token"
AHEAD: Final = timedelta(hours=1)  # before its end an access token is replaced
WARNED: Final = timedelta(days=60)  # of the ninety that a refresh token lives: it should have been replaced long ago
PATIENCE: Final = timedelta(hours=1)  # after a refusal, before the platform is asked again
AGAIN: Final = timedelta(minutes=1)  # after any other failure, and between two pairs
STORE: Final = 1.0  # seconds before the store is tried again
REFUSED: Final = range(-14100, -14000)
"""What the OAuth calls its own errors: the token, the app or its secret is not accepted; none of them passes by itself."""
READ: Final = 20.0  # seconds to wait for an answer
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
log = logging.getLogger(__name__)
Sleep = Callable[[float], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Both tokens as they were handed out `at`; `spent` says that the refresh token is being used, and nothing is known yet of what came
    back. `seed` is the digest of the token that a person brought and all later ones follow from."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    at: datetime
    ends: datetime
    seed: str
    spent: bool = False


class Vault(Protocol):
    """Where the pair is kept, sealed. Each call is one transaction on disk."""

    async def load(self) -> Pair | None:
        """The pair, if there is one."""

    async def keep(self, pair: Pair) -> None:
        """A new pair stands in place of the old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """Who we are: the app's id and secret, and the refresh token that a person brought (the first one, or a new one after a loss)."""

    id: str
    secret: str = field(repr=False)
    refresh: str = field(repr=False)


class Tokens:
    """Gives the access token of the moment; `trouble` is "auth" while nobody but a person can help.

    Whoever waits for a token may be cancelled, asking for it may not: the answer is the only pair there is (`close` waits for it)."""

    def __init__(
        self, wire: Wire, root: str, app: App, vault: Vault, now: Callable[[], datetime], *, sleep: Sleep = asyncio.sleep
    ) -> None:  # fmt: skip
        self._wire = wire
        self._root = root
        self._app = app
        self._vault = vault
        self._now = now
        self._sleep = sleep
        self._pair: Pair | None = None
        self._failed: tuple[datetime, SendFailed] | None = None  # until when nobody is asked again, and what is said meanwhile
        self._lock = asyncio.Lock()
        self._asking: set[asyncio.Task[str]] = set()
        self.worked = False  # whether what is stored follows from the configured token: then a refusal is a loss, no slip of a pen
        self.trouble = ""

    async def token(self) -> str:
        """An access token that is good for a while, or at least now. Raises SendFailed."""
        pair = self._pair
        if pair is not None and pair.ends - AHEAD > self._now():
            return pair.access
        try:
            return await self.fresh(pair.access if pair else "")
        except SendFailed:
            if pair is None or pair.ends <= self._now():
                raise
            return pair.access

    async def fresh(self, stale: str) -> str:
        """Another access token than `stale`, which is over. Raises SendFailed; then nobody is asked again for a while."""
        task = asyncio.create_task(self._other(stale))
        self._asking.add(task)
        task.add_done_callback(self._answered)
        return await asyncio.shield(task)

    def _answered(self, task: asyncio.Task[str]) -> None:
        self._asking.discard(task)
        if not task.cancelled():
            task.exception()  # whoever waited for it may be gone

    async def close(self) -> None:
        """Wait for what is being asked, and for the store to take it."""
        if self._asking:
            _, late = await asyncio.wait(self._asking, timeout=READ)
            for task in late:
                log.error("zalo oa: ended before a new refresh token was stored")
                task.cancel()

    async def _other(self, stale: str) -> str:
        async with self._lock:
            try:
                self._pair = known = self._pair or await self._known()
                if known.access in ("", stale) or known.spent or known.ends - AHEAD <= self._now():
                    self._pair = known = await self._refreshed(known)
            except StorageTrouble as why:
                raise SendFailed("unsent", type(why).__name__) from None
            return known.access

    async def _known(self) -> Pair:
        """The stored pair; where there is none, or a person brought another refresh token since, that one begins anew."""
        kept = await self._vault.load()
        seed = hashlib.sha256(self._app.refresh.encode()).hexdigest()
        if kept is not None and kept.seed == seed:
            self.worked = kept.spent or kept.access != ""
            if kept.spent:
                log.error("zalo oa: the program ended before it knew what came of its refresh token; that one is tried again")
            return kept
        return Pair(access="", refresh=self._app.refresh, at=self._now(), ends=self._now(), seed=seed)

    async def _refreshed(self, known: Pair) -> Pair:
        """The next pair, stored. Raises SendFailed."""
        if self._failed is not None and self._now() < self._failed[0]:
            raise self._failed[1]
        if self._now() - known.at < AGAIN and known.access:  # a platform that refuses its own new token must not spend the next
            raise SendFailed("unsent", "the new token is not accepted either")
        await self._vault.keep(replace(known, spent=True))
        try:
            pair = await self._asked(known)
        except (Refused, WireFailed) as why:
            if isinstance(why, Refused) or not why.left:
                await self._vault.keep(known)
            raise self._put_off(why) from None
        await self._stored(pair)
        self.trouble, self._failed, self.worked = "", None, True
        return pair

    async def _stored(self, pair: Pair) -> None:
        """Nobody but us has it: it is held until the store takes it."""
        while True:
            try:
                return await self._vault.keep(pair)
            except StorageTrouble:
                log.error("zalo oa: a new refresh token cannot be stored now, tried again in %g s", STORE)  # noqa: TRY400 - its words are enough
                await self._sleep(STORE)

    def _put_off(self, why: Refused | WireFailed) -> SendFailed:
        """What is raised now, and again until it is worth another try."""
        if isinstance(why, Refused) and why.code in REFUSED:
            self.trouble = "auth"
            log.error(
                "zalo oa: the refresh token is not accepted (%s); a person must grant access again and set DOITHOAI_ZALO_OA_REFRESH_TOKEN",
                why,
            )
            trouble, pause = SendFailed("auth", "the refresh token is not accepted"), PATIENCE
        else:
            trouble, pause = SendFailed("unsent", "no token"), AGAIN
            log.warning("zalo oa: no new token now: %s", why)
        self._failed = (self._now() + pause, trouble)
        return trouble

    async def _asked(self, known: Pair) -> Pair:
        at = self._now()
        body = urlencode({"refresh_token": known.refresh, "app_id": self._app.id, "grant_type": "refresh_token"}).encode()
        headers = _FORM | {"secret_key": self._app.secret}
        reply = await self._wire.ask("POST", f"{self._root}{PATH}", body, headers=headers, read=READ)
        answer = read_answer(reply.body, reply.status)
        access, after, lives = (answer.get(name) for name in ("access_token", "refresh_token", "expires_in"))
        if isinstance(access, str) and isinstance(after, str) and str(lives).isdecimal():
            return Pair(access=access, refresh=after, at=at, ends=at + timedelta(seconds=int(str(lives))), seed=known.seed)
        raise Refused(int(answer.get("error", -1)))

    def is_old(self) -> bool:
        """Whether the refresh token is so old that something keeps us from replacing it."""
        return self._pair is not None and self._now() - self._pair.at >= WARNED
