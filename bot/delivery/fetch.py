"""Attachments brought in from the platforms, outside any transaction, and the bytes of forgotten ones removed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path

import structlog

from bot.channels import pictures
from bot.channels.base import Channel
from bot.clock import Clock
from bot.delivery import files
from bot.domain.act import Act, Mint
from bot.domain.province import Province
from bot.logs import signature, trail
from bot.notices import tell
from bot.talk.incoming import Media
from bot.talk.rendered import SendFailed
from bot.talk.screen import say, screen
from storage import attachments
from storage.attachments import Attachment
from storage.database import Database, StorageTrouble
from storage.work import Work

log = structlog.get_logger()
_WAITS = (2, 5, 30, 120, 600, 3600)  # seconds before each further try
_AT_ONCE = 4
_BROKEN = 2  # so often a file is tried again that broke us
_NAP = 30.0
_TROUBLE_NAP = 5.0
_SUFFIXES = {
    "image/jpeg": ".jpg", "audio/ogg": ".ogg", "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/aac": ".aac", "audio/webm": ".webm",
    "video/mp4": ".mp4", "video/webm": ".webm", "application/pdf": ".pdf",
}  # fmt: skip


class Refused(Exception):
    """The file is not taken; the words are for the log."""


class Fetcher:
    """Fetches what waits; a picture is remade, anything else is kept as it came, under a name of ours."""

    def __init__(
        self, database: Database, channels: Mapping[str, Channel], province: Province, *, clock: Clock, mint: Mint, media: Path
    ) -> None:
        self._database = database
        self._channels = channels
        self._province = province
        self._clock = clock
        self._mint = mint
        self._media = media
        self._wake = asyncio.Event()
        self.rounds = 0  # how often it found nothing to do; tests wait for it to rise

    def poke(self) -> None:
        """There may be something to fetch or to remove."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch until cancelled."""
        self._media.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(files.sync, self._media.parent)  # or a power cut takes the new folder with all that was kept in it
        while True:
            self._wake.clear()
            try:
                nap = await self.round()
            except (StorageTrouble, OSError) as why:
                log.warning("attachments wait: the store or the disk refuses", error=type(why).__name__)
                nap = _TROUBLE_NAP
            except Exception as why:  # noqa: BLE001  what waits to be fetched must not end the service
                log.error("fetching broke", error=signature(why), stack=trail(why))  # noqa: TRY400  no words
                nap = _TROUBLE_NAP
            if nap > 0:
                try:
                    async with asyncio.timeout(min(nap, _NAP)):
                        await self._wake.wait()
                except TimeoutError:
                    pass

    async def round(self) -> float:
        """Fetch one handful and remove what is doomed; returns the seconds until there is more to do."""
        at = self._clock.now()
        gone = await self._bury()
        wanted = await self._database.read(lambda work: attachments.wanted(work, at))
        gate = asyncio.Semaphore(_AT_ONCE)
        for why in await asyncio.gather(*(self._one(gate, one, media) for one, media in wanted), return_exceptions=True):
            if why is not None:  # only when all are done, so that no file is fetched twice at once
                raise why
        if wanted or gone:
            return 0.0
        self.rounds += 1
        due = await self._database.read(attachments.next_try)
        return max((due - at).total_seconds(), 0.0) if due else _NAP

    async def _bury(self) -> int:
        """Remove what is doomed; returns how much is gone. A file that cannot be removed holds up no other."""
        gone = 0
        for path in await self._database.read(attachments.doomed):
            try:
                await asyncio.to_thread((self._media / path).unlink, missing_ok=True)
            except OSError as why:
                log.error("a file that must go cannot be removed", file=path, error=type(why).__name__)  # noqa: TRY400  no trace needed
            else:
                await self._database.write(partial(attachments.buried, path=path))
                gone += 1
        return gone

    async def _one(self, gate: asyncio.Semaphore, one: Attachment, media: Media) -> None:
        async with gate:
            try:
                data = await self._bytes(one, media)
                data, mime = await asyncio.to_thread(self._checked, one, data)
            except Refused as why:
                await self._refuse(one, str(why))
            except SendFailed as why:
                if why.kind in ("rejected", "gone"):
                    await self._refuse(one, why.kind)
                else:
                    await self._later(one, why.kind, why.after)
            except (StorageTrouble, OSError):
                raise
            except Exception as why:  # noqa: BLE001  a file that breaks us must not stop the others, nor be tried for ever
                log.error("an attachment broke us", id=one.id, error=signature(why), stack=trail(why))  # noqa: TRY400  no words
                await (self._refuse(one, signature(why)) if one.tries >= _BROKEN else self._later(one, signature(why)))
            else:
                await self._keep(one, data, mime)

    async def _later(self, one: Attachment, why: str, after: float = 0.0) -> None:
        wait = max(after, float(_WAITS[min(one.tries, len(_WAITS) - 1)]))
        retry = self._clock.now() + timedelta(seconds=wait)
        await self._database.write(partial(attachments.later, attachment=one.id, why=why, retry=retry))

    async def _bytes(self, one: Attachment, media: Media) -> bytes:
        channel = self._channels.get(one.channel)
        if channel is None:
            raise SendFailed("unsent", "channel is off")
        return await channel.fetch(media)

    def _checked(self, one: Attachment, data: bytes) -> tuple[bytes, str]:
        limit = self._province.rules.media
        if len(data) > limit.file_megabytes * 1024 * 1024:
            raise Refused("too large")
        if one.kind == "photo" or pictures.is_picture(data):
            try:
                return pictures.remake(data, limit.picture_megapixels), "image/jpeg"
            except pictures.BadPicture as why:
                raise Refused("not a picture") from why
        return data, one.mime

    async def _keep(self, one: Attachment, data: bytes, mime: str) -> None:
        name = one.id + _SUFFIXES.get(mime, ".bin")
        await asyncio.to_thread(files.write, self._media / name, data)
        sha = hashlib.sha256(data).hexdigest()
        if not await self._database.write(lambda work: attachments.kept(work, one.id, path=name, sha=sha, size=len(data), mime=mime)):
            # Its owner was erased while the bytes were on their way.
            await asyncio.to_thread((self._media / name).unlink, missing_ok=True)

    async def _refuse(self, one: Attachment, why: str) -> None:
        act = Act(at=self._clock.now(), mint=self._mint, province=self._province)

        def settle(work: Work) -> None:
            attachments.refused(work, one.id, why)
            tell.put(
                work, act, one.account, screen(say("media-refused", limit=self._province.rules.media.file_megabytes)),
                key=f"media:{one.id}", purpose="reply",
            )  # fmt: skip

        log.info("attachment refused", why=why)
        await self._database.write(settle)
