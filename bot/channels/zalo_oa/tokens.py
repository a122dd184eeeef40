"""The tokens of an Official Account: the access token lives a day, the refresh token three months and works once.

Whoever refreshes holds the only valid pair until it is stored. So one refresher at a time, a note before the old token is spent, and the
new pair in one transaction before anybody uses it. If the program dies in between, the note says so at the next start: then the old
token is tried once more, and where it was spent a person must give us a new one."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol
from urllib.parse import urlencode

from bot.channels.wire import Wire, WireFailed
from bot.channels.zalo_oa.calls import Refused, failed, read_answer
from bot.talk.rendered import SendFailed

PATH: Final = "/v4/oa/access_token"
AHEAD: Final = timedelta(hours=1)  # before its end an access token is replaced
LIFE: Final = timedelta(days=90)  # of a refresh token
WARNED: Final = timedelta(days=60)  # after which it should have been replaced long ago
PATIENCE: Final = timedelta(hours=1)  # after a refusal, before the platform is asked again
READ: Final = 20.0  # seconds to wait for an answer
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
log = logging.getLogger(__name__)


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
    """Gives the access token of the moment; `trouble` is "auth" while nobody but a person can help."""

    def __init__(self, wire: Wire, root: str, app: App, vault: Vault, now: Callable[[], datetime]) -> None:
        self._wire = wire
        self._root = root
        self._app = app
        self._vault = vault
        self._now = now
        self._pair: Pair | None = None
        self._refused: datetime | None = None
        self._lock = asyncio.Lock()
        self.worked = False  # whether what is stored follows from the configured token: then a refusal is a loss, no slip of a pen
        self.trouble = ""

    async def token(self) -> str:
        """An access token that is good for a while. Raises SendFailed."""
        pair = self._pair
        if pair is None or pair.ends - AHEAD <= self._now():
            return await self.fresh(pair.access if pair else "")
        return pair.access

    async def fresh(self, stale: str) -> str:
        """Another access token than `stale`, which is over. Raises SendFailed; after a refusal nobody is asked again for a while."""
        async with self._lock:
            self._pair = known = self._pair or await self._known()
            if known.access in ("", stale) or known.spent or known.ends - AHEAD <= self._now():
                self._pair = known = await self._refreshed(known)
            return known.access

    async def _known(self) -> Pair:
        """The stored pair; where there is none, or a person brought another refresh token since, that one begins anew."""
        kept = await self._vault.load()
        seed = hashlib.sha256(self._app.refresh.encode()).hexdigest()
        if kept is not None and kept.seed == seed:
            self.worked = kept.spent or kept.access != ""
            if kept.spent:
                log.error("zalo oa: the program ended between spending the refresh token and storing the next; the old one is tried again")
            return kept
        return Pair(access="", refresh=self._app.refresh, at=self._now(), ends=self._now(), seed=seed)

    async def _refreshed(self, known: Pair) -> Pair:
        if self._refused is not None and self._now() - self._refused < PATIENCE:
            raise SendFailed("auth", "the refresh token was not accepted lately")
        await self._vault.keep(replace(known, spent=True))
        try:
            pair = await self._asked(known)
        except Refused as why:
            await self._vault.keep(known)
            self.trouble, self._refused = "auth", self._now()
            log.error(  # noqa: TRY400 - its words are enough
                "zalo oa: the refresh token is not accepted (%s); a person must grant access again and set DOITHOAI_ZALO_OA_REFRESH_TOKEN",
                why,
            )
            raise SendFailed("auth", "the refresh token is not accepted") from None
        await self._vault.keep(pair)
        self.trouble, self._refused, self.worked = "", None, True
        return pair

    async def _asked(self, known: Pair) -> Pair:
        at = self._now()
        body = urlencode({"refresh_token": known.refresh, "app_id": self._app.id, "grant_type": "refresh_token"}).encode()
        headers = _FORM | {"secret_key": self._app.secret}
        try:
            reply = await self._wire.ask("POST", f"{self._root}{PATH}", body, headers=headers, read=READ)
            answer = read_answer(reply.body, reply.status)
        except WireFailed as why:
            trouble = failed(why, at)
        else:
            access, after, lives = (answer.get(name) for name in ("access_token", "refresh_token", "expires_in"))
            if isinstance(access, str) and isinstance(after, str) and str(lives).isdecimal():
                return Pair(access=access, refresh=after, at=at, ends=at + timedelta(seconds=int(str(lives))), seed=known.seed)
            raise Refused(int(answer.get("error", -1)), str(answer.get("error_name", answer.get("message", "no token"))))
        raise trouble

    def is_old(self) -> bool:
        """Whether the refresh token is so old that something keeps us from replacing it."""
        return self._pair is not None and self._now() - self._pair.at >= WARNED
