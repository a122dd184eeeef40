"""Messages with files on their way out: what stopped half way goes on there, and a file that is gone takes no words with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.retry import GIVE_UP
from bot.talk.incoming import Media
from storage import attachments
from tests.delivery.stand import Stand, Told, stand, words
from tests.fakes.telegram_client import FakeTelegram
from tests.house import picture

LONG = "Cầu treo đã sửa xong. " * 60  # more than a caption


@pytest.fixture
async def place(tmp_path: Path, fake: FakeTelegram) -> AsyncIterator[Stand]:
    async with stand(tmp_path, fake, permits={"telegram": Told()}) as one:
        yield one


async def photo(place: Stand, name: str) -> str:
    """A picture that we keep; returns its id."""
    (place.media / f"{name}.jpg").write_bytes(picture())
    at, owner = place.clock.now(), place.accounts["An"]
    media = Media(kind="photo", ref="r", name=f"{name}.jpg", mime="image/jpeg")
    await place.write(lambda work: attachments.add(work, id=name, owner="o", account=owner, channel="telegram", media=media, at=at))
    await place.write(lambda work: attachments.kept(work, name, path=f"{name}.jpg", sha="s", size=9, mime="image/jpeg"))
    return name


@pytest.mark.parametrize("status", [401, 429])
async def test_what_stopped_half_way_goes_on_there_and_what_says_the_same_comes_whole(
    place: Stand, fake: FakeTelegram, status: int
) -> None:
    an = await place.person("An")
    shown = replace(words(LONG), files=(await photo(place, "cau"),))
    fake.fault("status", method="sendMessage", status=status, parameters={"retry_after": 30} if status == 429 else None)
    first = await place.put("An", shown)
    await place.until_state(first, "wait")
    await place.put("An", shown)
    await place.pass_time(60)
    await place.until_quiet()
    assert ["photo" if "photo" in one else one["text"] for one in an.messages()] == ["photo", LONG.strip(), "photo", LONG.strip()]


async def test_what_was_given_up_half_way_takes_nothing_from_the_next_that_says_the_same(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    shown = replace(words(LONG), files=(await photo(place, "cau"),))
    fake.fault("status", method="sendMessage", status=429, parameters={"retry_after": 30}, count=2)
    first = await place.put("An", shown)
    await place.until_state(first, "wait")
    await place.pass_time((GIVE_UP + timedelta(hours=1)).total_seconds())
    await place.until_state(first, "dead")
    await place.put("An", shown)
    await place.until_quiet()
    assert ["photo" if "photo" in one else one["text"] for one in an.messages()] == ["photo", "photo", LONG.strip()]


async def test_a_file_that_is_gone_is_told_of_in_one_line(place: Stand) -> None:
    an = await place.person("An")
    shown = replace(words("Đã sửa"), files=(await photo(place, "cau"), await photo(place, "duong")))
    (place.media / "cau.jpg").unlink()
    key = await place.put("An", shown)
    await place.until_state(key, "sent")
    line, road, said = an.messages()
    assert line["text"] == "Tệp “cau.jpg”: ứng dụng này không nhận được tệp. Ông/Bà xin nhận tại trang web."
    assert ("photo" in road, said["text"]) == (True, "Đã sửa")
