"""Attachments brought in from the strict fake: kept whole, made anew, refused with a word, tried again, and gone with their owner."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.channels import pictures
from bot.delivery.fetch import Fetcher
from bot.talk.incoming import Media, MediaKind
from storage import attachments
from storage.attachments import Attachment
from tests.delivery.stand import Stand, stand
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.house import picture
from tests.office import province


@dataclass(slots=True)
class Yard:
    """A stand whose fetcher is asked round by round."""

    place: Stand
    fetcher: Fetcher
    media: Path
    an: Citizen
    files: int = 0

    async def bring(self, data: bytes, *, kind: MediaKind = "document", mime: str = "application/pdf", ref: str = "") -> tuple[str, str]:
        """Someone sends a file, not fetched yet; (attachment, the platform's reference)."""
        if kind == "photo":
            self.an.photo(data)
        else:
            self.an.file(kind, data, name="tệp", mime=mime)
        bot = self.place.channels["telegram"]._bot  # type: ignore[attr-defined]
        message = (await bot.get_updates(offset=-1))[-1].message
        ref = ref or (message.photo[-1].file_id if kind == "photo" else getattr(message, kind).file_id)
        self.files += 1
        name, account = f"f{self.files}", self.place.accounts["An"]
        media = Media(kind=kind, ref=ref, name="tệp", mime=mime, size=0)
        at = self.place.clock.now()
        await self.place.write(
            lambda work: attachments.add(work, id=name, owner="o", account=account, channel="telegram", media=media, at=at)
        )
        return name, ref

    async def get(self, name: str) -> Attachment:
        found = await self.place.read(lambda work: attachments.get(work, name))
        assert found is not None
        return found

    async def error(self, name: str) -> str:
        row = await self.place.read(lambda work: work.one("SELECT error FROM attachment WHERE id = :n", n=name))
        assert row is not None
        return str(row[0])

    async def told(self) -> list[str]:
        rows = await self.place.read(lambda work: work.all("SELECT key FROM outbox ORDER BY id"))
        return [row[0] for row in rows]


@pytest.fixture
async def yard(tmp_path: Path, fake: FakeTelegram) -> AsyncIterator[Yard]:
    async with stand(tmp_path, fake, started=False) as place:
        media = tmp_path / "media"
        media.mkdir()
        fetcher = Fetcher(place.database, place.channels, province(), clock=place.clock, mint=place.mint, media=media)
        yield Yard(place=place, fetcher=fetcher, media=media, an=await place.person("An"))


async def test_a_document_is_kept_as_it_came(yard: Yard) -> None:
    name, _ = await yard.bring(b"%PDF bytes")
    assert await yard.fetcher.round() == 0.0
    found = await yard.get(name)
    assert (found.state, found.path, found.size) == ("kept", f"{name}.pdf", 10)
    assert (yard.media / found.path).read_bytes() == b"%PDF bytes"
    assert [path.name for path in yard.media.iterdir()] == [found.path], "nothing half written is left"
    assert await yard.fetcher.round() > 0 and yard.fetcher.rounds == 1


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_picture_is_made_anew_without_its_place(yard: Yard, kind: MediaKind) -> None:
    name, _ = await yard.bring(picture(), kind=kind, mime="image/jpeg")
    await yard.fetcher.round()
    found = await yard.get(name)
    assert (found.path, found.mime) == (f"{name}.jpg", "image/jpeg")
    with Image.open(yard.media / found.path) as kept:
        assert dict(kept.getexif()) == {} and kept.size == (64, 48)


@pytest.mark.parametrize("data", [b"RIFF\x24\x00\x00\x00WAVEfmt sound", b"BM is how this letter begins"])
async def test_what_only_begins_like_a_picture_is_kept(yard: Yard, data: bytes) -> None:
    name, _ = await yard.bring(data)
    await yard.fetcher.round()
    assert (await yard.get(name)).state == "kept"


async def test_what_cannot_be_taken_is_refused_with_one_word(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, _ = await yard.bring(b"no picture", kind="photo")
    lost, ref = await yard.bring(b"lost")
    yard.place.fake.sim("spoil", file=ref)
    unknown, _ = await yard.bring(b"x", ref="AgACnobody")
    bomb, _ = await yard.bring(bomb_of(9000), kind="document", mime="image/png")
    spoiled, _ = await yard.bring(b"x")
    await yard.place.write(lambda work: work.do("UPDATE attachment SET ref = x'00' WHERE id = :n", n=spoiled))
    for _ in range(2):
        await yard.fetcher.round()
    assert [(await yard.get(one)).state for one in (bad, lost, unknown, bomb, spoiled)] == ["refused"] * 5
    assert sorted(await yard.told()) == sorted(f"media:{one}" for one in (bad, lost, unknown, bomb, spoiled))
    assert list(yard.media.iterdir()) == []


def bomb_of(side: int) -> bytes:
    """A small file of a huge picture."""
    out = BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    return out.getvalue()


async def test_trouble_on_the_way_is_tried_again(yard: Yard) -> None:
    fake = yard.place.fake
    name, _ = await yard.bring(b"x")
    for kind, method in (("drop", "download"), ("drop", "getFile"), ("half", "download")):
        fake.fault(kind, method=method, count=9)  # the wire itself may ask twice
        await yard.fetcher.round()
        fake.heal()
        assert (await yard.get(name)).state == "waiting"
        assert await yard.fetcher.round() > 0, "not at once"
        yard.place.clock.advance(timedelta(seconds=30))
    fake.busy(after=900, method="getFile")
    await yard.fetcher.round()
    yard.place.clock.advance(timedelta(seconds=899))
    await yard.fetcher.round()
    assert (await yard.get(name)).state == "waiting", "a pause that was asked for is kept"
    yard.place.clock.advance(timedelta(seconds=1))
    await yard.fetcher.round()
    assert (await yard.get(name)).state == "kept" and (await yard.get(name)).tries == 4
    assert await yard.told() == []


async def test_a_file_that_breaks_us_is_given_up_and_stops_no_other(yard: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    remake: Callable[[bytes, int], bytes] = pictures.remake

    def breaks(data: bytes, megapixels: int) -> bytes:
        if len(data) < 500:
            raise MemoryError
        return remake(data, megapixels)

    monkeypatch.setattr(pictures, "remake", breaks)
    bad, _ = await yard.bring(b"\xff\xd8\xff", kind="photo")
    good, _ = await yard.bring(picture(), kind="photo")
    for _ in range(3):
        await yard.fetcher.round()
        yard.place.clock.advance(timedelta(hours=1))
    assert ((await yard.get(bad)).state, (await yard.get(good)).state) == ("refused", "kept")
    assert (await yard.error(bad)).startswith("MemoryError@")


async def test_a_file_of_a_channel_that_is_off_waits(yard: Yard) -> None:
    name, _ = await yard.bring(b"x")
    await yard.place.write(lambda work: work.do("UPDATE attachment SET channel = 'zalo'"))
    await yard.fetcher.round()
    assert ((await yard.get(name)).state, await yard.error(name)) == ("waiting", "unsent")


async def test_bytes_go_with_their_owner_also_those_on_their_way(yard: Yard) -> None:
    name, _ = await yard.bring(b"x")
    late, _ = await yard.bring(b"y")
    await yard.place.write(lambda work: work.do("UPDATE attachment SET retry_at = 1 << 60 WHERE id = :n", n=late))
    await yard.fetcher.round()
    stuck = yard.media / "stuck"
    (stuck / "in").mkdir(parents=True)
    await yard.place.write(lambda work: work.do("INSERT INTO doomed_file (path) VALUES ('stuck')"))
    one = await yard.get(late)
    await yard.place.write(lambda work: attachments.drop(work, "o"))
    await yard.fetcher._keep(one, b"y", "application/pdf")
    await yard.fetcher.round()
    assert [path.name for path in yard.media.iterdir()] == ["stuck"], "what cannot be removed holds up nothing"
    assert await yard.place.read(attachments.doomed) == ["stuck"] and name != late


async def test_it_runs_until_stopped_and_hears_a_poke(yard: Yard) -> None:
    task = asyncio.create_task(yard.fetcher.run())
    await until(lambda: yard.fetcher.rounds == 1)
    name, _ = await yard.bring(b"x")
    yard.fetcher.poke()
    await until(lambda: yard.fetcher.rounds == 2)
    assert (await yard.get(name)).state == "kept"
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def until(seen: Callable[[], bool]) -> None:
    """Look until something is so."""
    for _ in range(2000):
        if seen():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("waited in vain")
