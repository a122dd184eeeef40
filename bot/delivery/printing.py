"""Papers drawn when their message leaves: outside any transaction, a few at a time, whole on our disk before they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Final

from bot.delivery import files
from bot.domain.act import Act
from bot.reports.kinds import Maker
from bot.talk.rendered import File, SendFailed
from storage import papers
from storage.database import Database, StorageTrouble
from storage.papers import Paper
from storage.work import Work

MIMES: Final = {
    ".pdf": "application/pdf", ".ics": "text/calendar; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_AT_ONCE = 2


class Printer:
    """Draws papers below `media`; `act` says who asks and when, with the links that a paper may print."""

    def __init__(self, database: Database, media: Path, act: Callable[[], Act], makers: Mapping[str, Maker]) -> None:
        self._database = database
        self._media = media
        self._act = act
        self._makers = makers
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._drawing: dict[str, asyncio.Lock] = {}  # of a paper that several messages carry, one draws it

    async def file(self, paper: Paper) -> File:
        """The paper as a file on our disk, drawn now unless it was before.

        Raises SendFailed("unsent") when the store or the disk refuses, and whatever a fault in its maker raises."""
        try:
            place = await self._drawn(paper)
        except (StorageTrouble, OSError) as why:
            raise SendFailed("unsent", type(why).__name__) from why
        return File(kind="document", path=place, name=paper.name, mime=MIMES[PurePath(paper.name).suffix])

    async def _drawn(self, paper: Paper) -> Path:
        place = self._media / paper.path
        if await asyncio.to_thread(place.is_file):
            return place
        make, act = self._makers[paper.kind], self._act()

        def look(work: Work) -> Callable[[], bytes]:
            return make(work, act, paper.args)

        async with self._drawing.setdefault(paper.path, asyncio.Lock()):
            try:
                async with self._gate:
                    if await asyncio.to_thread(place.is_file):
                        return place
                    draw = await self._database.read(look)
                    data = await asyncio.to_thread(draw)
                    await asyncio.to_thread(_keep, place, data)
            finally:
                self._drawing.pop(paper.path, None)
        if not await self._database.read(lambda work: papers.is_current(work, paper)):
            await asyncio.to_thread(place.unlink, missing_ok=True)  # its words were wiped meanwhile: the next try draws it anew
            raise SendFailed("unsent", "wiped meanwhile")
        return place


def _keep(place: Path, data: bytes) -> None:
    if not place.parent.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        files.sync(place.parent.parent)
    files.write(place, data)
