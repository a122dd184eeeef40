"""Files on their way in."""

from __future__ import annotations

import base64

import pytest

from bot.channels.telegram import TelegramChannel
from bot.talk.incoming import Media
from bot.talk.rendered import SendFailed
from tests.fakes.telegram_client import PNG, Citizen, FakeTelegram

MEGA = 1024 * 1024


def newest(citizen: Citizen) -> str:
    """The file id of what the person sent last."""
    found = citizen.fake.sim("chat", chat=citizen.id)["messages"][-1]
    part = found.get("photo", [found.get("document")])[-1]
    return str(part["file_id"])


async def refused(channel: TelegramChannel, media: Media) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await channel.fetch(media)
    assert "fake-token" not in repr(caught.value)
    assert "s/file_" not in repr(caught.value)
    assert (caught.value.__context__, caught.value.__cause__) == (None, None)
    return caught.value


async def test_a_file_comes_in_whole(channel: TelegramChannel, citizen: Citizen) -> None:
    citizen.photo(PNG)
    assert await channel.fetch(Media(kind="photo", ref=newest(citizen))) == PNG
    data = bytes(range(256)) * 4096
    citizen.document(data, "đơn.pdf")
    assert await channel.fetch(Media(kind="document", ref=newest(citizen), size=len(data))) == data


async def test_too_large_is_rejected_before_while_and_after(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    assert (await refused(channel, Media(kind="video", ref="x", size=20 * MEGA + 1))).kind == "rejected"
    assert fake.calls("getFile") == []
    citizen.document(b"x", "to.bin", size=21 * MEGA)
    assert (await refused(channel, Media(kind="document", ref=newest(citizen)))).kind == "rejected"
    citizen.document(b"x", "nói dối.bin")
    fake.sim("spoil", file=newest(citizen), data=base64.b64encode(b"x" * (20 * MEGA + 1)).decode())
    assert (await refused(channel, Media(kind="document", ref=newest(citizen)))).kind == "rejected"


async def test_a_file_that_is_gone_is_rejected(channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram) -> None:
    assert (await refused(channel, Media(kind="photo", ref="nowhere"))).kind == "rejected"
    citizen.photo(PNG)
    fake.sim("spoil", file=newest(citizen))
    assert (await refused(channel, Media(kind="photo", ref=newest(citizen)))).kind == "rejected"


@pytest.mark.parametrize("method", ["getFile", "download"])
@pytest.mark.parametrize(("kind", "status", "expected"), [("drop", 0, "unsent"), ("status", 500, "unsent"), ("status", 429, "busy")])
async def test_trouble_on_the_way_may_be_tried_again(  # noqa: PLR0917
    channel: TelegramChannel, citizen: Citizen, fake: FakeTelegram, method: str, kind: str, status: int, expected: str
) -> None:
    citizen.photo(PNG)
    twice = (method, kind) == ("download", "drop")  # a GET on a kept line is repeated once by itself
    fake.fault(kind, method=method, status=status, count=1 + twice)
    media = Media(kind="photo", ref=newest(citizen))
    assert (await refused(channel, media)).kind == expected
    assert await channel.fetch(media) == PNG
