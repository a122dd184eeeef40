"""Zalo Bot Platform over HTTP against the strict fake: what leaves, what is refused, what is heard, what is fetched."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.channels.hosted import Hosted
from bot.channels.zalo_bot import Hook, ZaloBotChannel
from bot.talk.incoming import Media
from bot.talk.rendered import File, Rendered, SendFailed
from storage.keys import Keyring
from tests.channels.serving import Inbox, serving, until
from tests.channels.zalo_bot.conftest import AT, hosted
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson
from tests.house import picture

HOOK = "/hooks/zalo-bot"
SECRET = "bi-mat-cua-zalo"


async def test_what_stopped_half_way_goes_on_there(channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson) -> None:
    message = Rendered(text="x" * 1999 + "\n" + "y" * 1500, parcel=1)
    fake.rules(quota=1)
    with pytest.raises(SendFailed, match="quota"):
        await channel.send(person.chat, message)
    fake.rules(quota=-1)
    await channel.send(person.chat, message)
    assert [one[0] for one in person.screen()] == ["x", "y"]


async def test_someone_unknown_is_gone_and_a_wrong_token_is_told(channel: ZaloBotChannel, fake: FakeZaloBot, tmp_path: Path) -> None:
    with pytest.raises(SendFailed, match="gone"):
        await channel.send("nobody", Rendered(text="một"))
    stranger = ZaloBotChannel("1:wrong-token", fake.url, hosted=hosted(tmp_path))
    with pytest.raises(SendFailed, match="auth"):
        await stranger.open()
    await stranger.close()


async def test_not_found_is_said_of_a_chat_only_while_the_rest_is_there(
    channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson
) -> None:
    for method in ("sendMessage", "getMe"):
        fake.fault("refuse", method=method, code=404)
    with pytest.raises(SendFailed, match="unsent"):
        await channel.send(person.chat, Rendered(text="một"))
    await channel.send(person.chat, Rendered(text="hai"))
    assert person.screen() == ["hai"]


@pytest.mark.parametrize("code", [400, 403, 404, 500])
async def test_what_is_said_of_a_picture_is_no_word_about_the_chat(
    fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path, code: int
) -> None:
    (tmp_path / "01ABC.jpg").write_bytes(picture())
    photo = File(kind="photo", path=tmp_path / "01ABC.jpg", name="anh.jpg", mime="image/jpeg", instead="Ảnh ở trang web")
    async with serving(lambda url: ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path, url)), Inbox()) as (channel, _):
        await channel.open()
        fake.fault("refuse", method="sendPhoto", code=code)
        await channel.send(person.chat, Rendered(text="Cầu đã sửa", files=(photo,)))
        odd = replace(photo, path=tmp_path / "no name of ours.jpg")
        await channel.send(person.chat, Rendered(text="và đường", files=(odd,)))
    assert person.screen() == ["Ảnh ở trang web", "Cầu đã sửa", "Ảnh ở trang web", "và đường"]


async def test_without_a_public_address_no_picture_is_promised(channel: ZaloBotChannel, tmp_path: Path) -> None:
    assert not channel.caps.carries("photo", "anh.jpg")
    assert ZaloBotChannel("1:x", "http://127.0.0.1:9", hosted=hosted(tmp_path, "https://x.vn")).caps.carries("photo", "anh.jpg")


async def test_a_platform_that_answers_nothing_at_once_is_not_asked_in_a_rush(
    fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    channel = ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path), sleep=sleep, hold=1)
    await channel.open()
    inbox = Inbox()
    fake.fault("refuse", method="getUpdates", code=408, count=5)
    task = asyncio.create_task(channel.listen(inbox))
    await until(lambda: len(waits) == 5)
    person.say("một")
    await until(lambda: inbox.stored)
    assert (waits[:5], channel.trouble) == ([1.0] * 5, "")
    fake.fault("refuse", method="getUpdates", code=401, count=100_000)
    await until(lambda: channel.trouble == "auth")
    task.cancel()
    await channel.close()


async def test_a_picture_is_fetched_from_a_signed_address_that_ends(fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path) -> None:
    (tmp_path / "01ABC.jpg").write_bytes(picture())
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    photo = File(kind="photo", path=tmp_path / "01ABC.jpg", name="anh.jpg", mime="image/jpeg")

    def make(url: str) -> ZaloBotChannel:
        return ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path, url))

    async with serving(make, Inbox()) as (channel, url):
        await channel.open()
        await channel.send(person.chat, Rendered(text="Cầu đã sửa", files=(photo,)))
        shown, said = person.messages()
        assert (shown["bytes"], said["text"]) == (len(picture()), "Cầu đã sửa")
        async with httpx.AsyncClient() as client:
            assert (await client.get(shown["photo"])).headers["content-type"] == "image/jpeg"
            assert (await client.get(shown["photo"][:-1] + "x")).status_code == 404
            late = hosted(tmp_path, url, at=AT - timedelta(hours=2)).address(photo)
            assert (await client.get(late)).status_code == 404
            paper = hosted(tmp_path, url)
            assert not paper.can(File(kind="document", path=tmp_path / "secret.pdf", name="x.pdf", mime="application/pdf"))


async def test_a_picture_that_had_to_wait_is_at_an_address_that_is_still_good(
    fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path
) -> None:
    (tmp_path / "01ABC.jpg").write_bytes(picture())
    photo = File(kind="photo", path=tmp_path / "01ABC.jpg", name="anh.jpg", mime="image/jpeg", instead="Ảnh ở trang web")
    at, keyring = AT, Keyring(bytes(32))

    def make(url: str) -> ZaloBotChannel:
        pictures = Hosted(tmp_path, public_url=url, sign=keyring.sign, read=keyring.verify, now=lambda: at)
        return ZaloBotChannel(fake.token, fake.url, hosted=pictures)

    async with serving(make, Inbox()) as (channel, _):
        await channel.open()
        fake.fault("refuse", method="sendPhoto", code=429)
        with pytest.raises(SendFailed, match="quota"):
            await channel.send(person.chat, Rendered(text="Cầu đã sửa", files=(photo,), parcel=1))
        at += timedelta(hours=8)
        await channel.send(person.chat, Rendered(text="Cầu đã sửa", files=(photo,), parcel=1))
    shown, said = person.messages()
    assert (shown["bytes"], said["text"]) == (len(picture()), "Cầu đã sửa")


async def test_what_people_send_is_fetched_from_the_platform_only(channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson) -> None:
    inbox = Inbox()
    task = asyncio.create_task(channel.listen(inbox))
    person.file("image", picture(), caption="cầu")
    await until(lambda: inbox.stored)
    task.cancel()
    ((media,),) = [one.media for one in channel.parse(inbox.stored[0].body)]
    assert await channel.fetch(media) == picture()
    for url in (
        "http://photo-stal-1.zdn.vn/x.jpg", "https://127.0.0.1/x.jpg", "https://169.254.169.254/latest", "https://zdn.vn.evil.example/x",
        "https://evil.example/.zdn.vn", "file:///etc/passwd", "https://photo.zdn.vn:8443/x.jpg", "nothing",
    ):  # fmt: skip
        with pytest.raises(SendFailed, match="rejected"):
            await channel.fetch(Media(kind="photo", ref=url))


async def test_the_poll_keeps_what_cannot_be_stored_in_hand(fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        await asyncio.sleep(0)

    channel = ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path), sleep=sleep, hold=1)
    await channel.open()
    inbox = Inbox(failures=3)
    task = asyncio.create_task(channel.listen(inbox))
    person.say("một")
    fake.fault("refuse", method="getUpdates", code=500)
    person.say("hai")
    await until(lambda: len(inbox.stored) == 2)
    assert [one.text for raw in inbox.stored for one in channel.parse(raw.body)] == ["một", "hai"]
    assert len(waits) >= 3
    assert channel.trouble == ""
    task.cancel()
    await channel.close()


async def test_the_hook_is_set_and_takes_each_update_once_however_often_it_is_brought(
    fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path
) -> None:
    def make(url: str) -> ZaloBotChannel:
        return ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path, url), hook=Hook(url=f"{url}{HOOK}", secret=SECRET))

    inbox = Inbox(failures=1)
    async with serving(make, inbox) as (channel, _):
        await channel.open()
        fake.rules(copies=1, wrapped=True)
        person.say("một")
        await until(lambda: len(inbox.stored) == 2)
        assert {raw.key for raw in inbox.stored} == {inbox.stored[0].key}, "the inbox keeps it once"
        assert channel.heard_at > 0
