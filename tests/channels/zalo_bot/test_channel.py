"""Zalo Bot Platform over HTTP against the strict fake: what leaves, what is refused, what is heard, what is fetched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.channels.http import Quiet, listening, server_settings
from bot.channels.zalo_bot import Hook, ZaloBotChannel
from bot.talk.incoming import Media, Raw
from bot.talk.rendered import File, Rendered, SendFailed
from tests.channels.zalo_bot.conftest import AT, hosted
from tests.fakes.zalo_bot_client import FakeZaloBot, ZaloPerson
from tests.house import picture

HOOK = "/hooks/zalo-bot"
SECRET = "bi-mat-cua-zalo"


@dataclass(slots=True)
class Inbox:
    """Stores what it is given, unless told to fail first."""

    failures: int = 0
    stored: list[Raw] = field(default_factory=list)

    async def __call__(self, raws: Sequence[Raw]) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise OSError("disk full")
        self.stored += raws


async def until(seen: Callable[[], object], within: float = 20.0) -> None:
    async with asyncio.timeout(within):
        while not seen():  # noqa: ASYNC110 - what is awaited happens in another process
            await asyncio.sleep(0.005)


@asynccontextmanager
async def serving(make: Callable[[str], ZaloBotChannel], inbox: Inbox) -> AsyncIterator[tuple[ZaloBotChannel, str]]:
    """A channel whose routes are served on this machine."""
    door = listening("127.0.0.1", 0)
    url = f"http://127.0.0.1:{door.getsockname()[1]}"
    channel = make(url)
    server = Quiet(server_settings(Starlette(routes=channel.routes(inbox)), host="127.0.0.1", port=0))
    task = asyncio.create_task(server.serve([door]))
    await until(lambda: server.started)
    await channel.open()
    try:
        yield channel, url
    finally:
        await channel.close()
        server.should_exit = True
        await task


async def test_words_arrive_whole_in_parts_of_two_thousand(channel: ZaloBotChannel, person: ZaloPerson) -> None:
    long = "Đường vào thôn Nà Làng hỏng nặng.\n" * 130
    sent = await channel.send(person.chat, Rendered(text=long))
    assert "".join(person.screen()) == long
    assert [len(one) <= 2000 for one in person.screen()] == [True, True, True]
    assert sent == person.messages()[-1]["message_id"]


async def test_a_toast_does_not_exist_here(channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson) -> None:
    assert await channel.send(person.chat, Rendered(text="Đã nhận", ack="1")) == ""
    assert fake.calls("sendMessage") == []


@pytest.mark.parametrize(
    ("code", "kind"), [(400, "rejected"), (401, "auth"), (403, "unsent"), (404, "gone"), (408, "unknown"), (429, "quota"), (500, "unsent")]
)
async def test_an_answer_of_200_is_no_success(channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson, code: int, kind: str) -> None:
    fake.fault("refuse", code=code)
    with pytest.raises(SendFailed) as caught:
        await channel.send(person.chat, Rendered(text="một"))
    assert caught.value.kind == kind
    assert fake.token not in str(caught.value)


@pytest.mark.parametrize(("fault", "kind"), [("status", "unknown"), ("drop", "unknown"), ("reset", "unknown")])
async def test_a_broken_answer_may_have_been_taken(
    channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson, fault: str, kind: str
) -> None:
    fake.fault(fault, code=502)
    with pytest.raises(SendFailed) as caught:
        await channel.send(person.chat, Rendered(text="một"))
    assert caught.value.kind == kind


async def test_what_stopped_half_way_goes_on_there(channel: ZaloBotChannel, fake: FakeZaloBot, person: ZaloPerson) -> None:
    message = Rendered(text="x" * 1999 + "\n" + "y" * 1500)
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


async def test_a_picture_is_fetched_from_a_signed_address_that_ends(fake: FakeZaloBot, person: ZaloPerson, tmp_path: Path) -> None:
    (tmp_path / "01ABC.jpg").write_bytes(picture())
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    photo = File(kind="photo", path=tmp_path / "01ABC.jpg", name="anh.jpg", mime="image/jpeg")

    def make(url: str) -> ZaloBotChannel:
        return ZaloBotChannel(fake.token, fake.url, hosted=hosted(tmp_path, url))

    async with serving(make, Inbox()) as (channel, url):
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
    async with serving(make, inbox) as (channel, url):
        fake.rules(copies=1, wrapped=True)
        person.say("một")
        await until(lambda: len(inbox.stored) == 2)
        assert {raw.key for raw in inbox.stored} == {inbox.stored[0].key}, "the inbox keeps it once"
        assert [one["status"] for one in fake.state()["log"]][:1] == [503], "what could not be stored was not taken"
        assert channel.heard_at > 0
        async with httpx.AsyncClient() as client:
            for headers in ({}, {"X-Bot-Api-Secret-Token": "wrong"}, {"X-Bot-Api-Secret-Token": SECRET + "x"}):
                assert (await client.post(f"{url}{HOOK}", content=b"{}", headers=headers)).status_code == 403
        assert len(inbox.stored) == 2
