"""After a restore: those who were erased stay erased, and the counters say what the opinions say."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.act import Act
from bot.services import restoring
from storage import backup, erasures, keys, restore
from storage.archive import Manifest
from storage.work import Work, moment
from tests.house import Town, town

CANARY = "Cống thoát nước đầu xóm Chùa bị tắc suốt ba năm nay rồi"


def counters(work: Work) -> list[tuple[object, ...]]:
    return work.all("SELECT year, unit, level, status, n FROM counter WHERE n <> 0 ORDER BY year, unit, level, status")


async def bring_back(place: Town, archive: Path) -> int:
    """Stop the town, restore, start it again; returns how many were erased again."""
    await place.stop()
    ring = keys.load(place.home / "doithoai.key")
    act = Act(at=place.clock.now(), mint=place.mint, province=place.house.province)

    def rebuild(work: Work, gone: Mapping[str, datetime], manifest: Manifest) -> int:
        return restoring.settle(work, act, gone, made=moment(manifest.made))

    done = await asyncio.to_thread(restore.restore, archive, place.home, ring, rebuild, replace=True)
    await place.start()
    return done.erased


async def test_an_erased_person_does_not_come_back_with_an_older_backup(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        ring = place.house.keyring
        citizen = place.villager("Bà Lan")
        await citizen.start()
        await citizen.press("Gửi ý kiến")
        await citizen.press("Tôi đồng ý cung cấp thông tin")
        await citizen.say("xa phu thong")
        await citizen.press("Đúng")
        await citizen.say(CANARY)
        await citizen.send_file(b"%PDF-1.4 " + CANARY.encode(), kind="document", name="don.pdf", mime="application/pdf")
        await citizen.press("Gửi")
        await place.wait(timedelta(minutes=1))
        before = await place.read(counters)
        made = await asyncio.to_thread(backup.make, place.home, ring, now=place.clock.now())
        assert any(CANARY.encode() in file.read_bytes() for file in (place.home / "media").rglob("*") if file.is_file())
        place.clock.advance(timedelta(hours=1))
        await citizen.say("/dulieu")
        await citizen.press("Xóa dữ liệu của tôi")
        await citizen.press("Xóa hết")
        await place.wait(timedelta(minutes=2))
        assert await erasures.export(place.house.database, place.home) >= 1
        assert await bring_back(place, made.path) >= 1
        await place.until_settled()
        assert (await place.read(counters)) == before
        left = await place.read(lambda work: work.one("SELECT count(*) FROM opinion WHERE text <> ''"))
        assert left == (0,)
    for file in place.home.rglob("*"):
        if file.is_file() and "before-restore" not in file.as_posix():
            assert CANARY.encode() not in file.read_bytes(), file
