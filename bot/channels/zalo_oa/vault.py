"""The tokens in our own store: each change is one transaction on disk before anybody uses it."""

from __future__ import annotations

from datetime import datetime

import orjson

from bot.channels.zalo_oa.tokens import Pair
from storage import oa_tokens
from storage.database import Database


class StoredVault:
    """Keeps the pair of one app."""

    def __init__(self, database: Database, app: str) -> None:
        self._database = database
        self._app = app

    async def load(self) -> Pair | None:
        """The pair, if there is one."""
        kept = await self._database.read(lambda work: oa_tokens.load(work, self._app))
        if kept is None:
            return None
        told = orjson.loads(kept)
        return Pair(**told | {name: datetime.fromisoformat(told[name]) for name in ("at", "ends")})

    async def keep(self, pair: Pair) -> None:
        """A pair stands in place of the old."""
        told = {
            "access": pair.access, "refresh": pair.refresh, "at": pair.at.isoformat(), "ends": pair.ends.isoformat(), "seed": pair.seed,
            "spent": pair.spent,
        }  # fmt: skip
        body = orjson.dumps(told)
        await self._database.write(lambda work: oa_tokens.keep(work, self._app, body, pair.at))
