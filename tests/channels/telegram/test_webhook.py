"""The webhook: nothing is answered 200 before it is stored, and nothing with the right secret holds up its chat."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import socket
import sqlite3
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
import uvicorn

from bot.channels.base import Receive
from bot.channels.http import build_app, server_settings
from bot.channels.telegram import Hook, TelegramChannel
from bot.clock import MovableClock
from bot.talk.incoming import Raw
from bot.talk.rendered import SendFailed
from bot.turns.receive import receiver
from storage import migrate
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from tests.channels.serving import Inbox, until
from tests.fakes.telegram_client import Citizen, FakeTelegram

SECRET = "Bi_mat-0123456789"
KEYS = Keyring(bytes(range(32)))


@pytest.fixture(scope="module")
def one_fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(local=True) as fake:
        yield fake


async def wait(seconds: float) -> None:
    """What a shortened pause comes down to; nothing is taken to have happened after it."""
    await asyncio.sleep(seconds)


class Waits:
    """Stands in for sleeping: notes how long, and waits a hundredth of it."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await wait(seconds / 100)


class Quiet(uvicorn.Server):
    def install_signal_handlers(self) -> None:
        pass

    def capture_signals(self) -> Any:
        from contextlib import nullcontext

        return nullcontext()


@asynccontextmanager
async def served(channel: TelegramChannel, receive: Receive, port: socket.socket) -> AsyncIterator[None]:
    """The channel's routes on a real port."""
    server = Quiet(server_settings(build_app(channel.routes(receive)), host="127.0.0.1", port=0))
    task = asyncio.create_task(server.serve(sockets=[port]))
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await task


@dataclass
class Stand:
    """A channel behind its hook, with what it stores."""

    channel: TelegramChannel
    url: str
    waits: Waits
    wire: aiohttp.ClientSession

    async def call(
        self, body: bytes | str | dict[str, Any] = b"{}", *, secret: str | bytes | None = SECRET, **more: Any
    ) -> tuple[int, str]:
        """Call the hook as Telegram does, or as someone who would like to be it."""
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret.decode("latin-1") if isinstance(secret, bytes) else secret
        content = io.BytesIO(data) if isinstance(data, bytes) else data
        async with self.wire.request(more.pop("method", "POST"), self.url, data=content, headers=headers | more) as answer:
            return answer.status, await answer.text()


@asynccontextmanager
async def standing(fake: FakeTelegram, receive: Receive, *, opened: bool = True) -> AsyncIterator[Stand]:
    """A channel behind a hook at the fake Telegram."""
    port = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{port.getsockname()[1]}/hooks/telegram"
    waits = Waits()
    channel = TelegramChannel(fake.token, fake.url, hook=Hook(url=url, secret=SECRET), sleep=waits, hold=5)
    try:
        async with served(channel, receive, port), aiohttp.ClientSession() as wire:
            if opened:
                await channel.open()
            yield Stand(channel, url, waits, wire)
    finally:
        fake.reset()
        await channel.close()


def update(number: int, text: str = "chào") -> dict[str, Any]:
    person = {"id": 7, "is_bot": False, "first_name": "A"}
    return {
        "update_id": number,
        "message": {"message_id": number, "from": person, "chat": {"id": 7, "type": "private"}, "date": 1, "text": text},
    }


@pytest_asyncio.fixture
async def database(tmp_path: Path) -> AsyncIterator[Sqlite]:
    await asyncio.to_thread(migrate.upgrade, tmp_path / "doithoai.db")
    database = await open_database(tmp_path / "doithoai.db", KEYS, busy_timeout=50)
    yield database
    await database.close()


def taker(database: Sqlite) -> Receive:
    return receiver(database, MovableClock(datetime(2026, 12, 1, tzinfo=UTC)), lambda _letters: None, lambda _channel, _count: None)


async def rows(database: Sqlite) -> int:
    found = await database.read(lambda work: work.one("SELECT count(*) FROM inbox"))
    assert found is not None
    return int(found[0])


async def test_the_hook_is_set_and_updates_arrive_in_order_of_their_chat(fake: FakeTelegram) -> None:
    people = [fake.user(f"Người {number}") for number in range(8)]
    for turn in range(10):
        for person in people:
            person.say(f"{person.id} {turn}")
    inbox = Inbox()
    async with standing(fake, inbox) as stand:
        await until(lambda: len(inbox.stored) == 80)
        call = fake.calls("setWebhook")[0]
        assert call["parameters"]["secret_token"] == SECRET
        assert call["parameters"]["max_connections"] == "100"
        assert json.loads(call["parameters"]["allowed_updates"]) == ["message", "edited_message", "callback_query", "my_chat_member"]
        heard = [one.text for raw in inbox.stored for one in stand.channel.parse(raw.body)]
        for person in people:
            assert [text for text in heard if text.startswith(f"{person.id} ")] == [f"{person.id} {turn}" for turn in range(10)]
        assert all(raw.chat and raw.key.isdigit() for raw in inbox.stored)
        await until(lambda: fake.state()["pending"] == 0)
        assert stand.channel.heard_at > 0


async def test_nothing_is_answered_before_it_is_stored(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    inbox.gate = asyncio.Event()
    other = fake.user("Trần B")
    other.say("một")
    async with standing(fake, inbox):
        citizen.say("hai")
        await until(lambda: len(inbox.tries) == 2)  # one of each chat: the second of the first waits for an answer
        assert fake.state()["pending"] == 3
        assert all("status" not in one for one in fake.deliveries())
        inbox.gate.set()
        await until(lambda: fake.state()["pending"] == 0)
        assert len(inbox.stored) == 3


async def test_a_locked_database_is_told_and_nothing_is_lost(
    fake: FakeTelegram, citizen: Citizen, database: Sqlite, tmp_path: Path
) -> None:
    thief = sqlite3.connect(tmp_path / "doithoai.db", isolation_level=None)
    thief.execute("BEGIN IMMEDIATE")
    async with standing(fake, taker(database)) as stand:
        await until(lambda: len([one for one in fake.deliveries() if one.get("status") == 503]) >= 2)
        async with stand.wire.post(stand.url, data=b"{}", headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}) as answer:
            assert (answer.status, answer.headers["Retry-After"], await answer.text()) == (503, "5", "")
        assert fake.state()["pending"] == 1
        thief.execute("ROLLBACK")
        await until(lambda: fake.state()["pending"] == 0)
        assert await rows(database) == 1
    thief.close()


JUNK: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{not json",
    "not UTF-8": b'{"message":"\xff\xfe"}',
    "no object": b'"words"',
    "a list": b"[{}]",
    "null": b"null",
    "too deep": b"[" * 100_000,
    "deep objects": b'{"update_id": 4, "message":' + b'{"a":' * 950 + b"1" + b"}" * 951,
    "a huge number": b'{"update_id": 1' + b"0" * 30 + b', "message": {}}',
    "a longer number": b'{"update_id": 5, "message": ' + b"9" * 5000 + b"}",
    "crooked": b'{"update_id": 6, "message": {"unexpected": 1}}',
    "far away": b'{"update_id": 7, "message": {"text": "x", "date": 1000000000000000000}}',
    "too large": b'{"update_id": 8, "message": {"text": "' + b"x" * 300_000 + b'"}}',
    "large and blank": b'{"update_id": 9}' + b" " * 300_000,
    "very large": b'{"update_id": 10, "message": "' + b"x" * 9_000_000 + b'"}',
}


@pytest.mark.parametrize("name", JUNK)
async def test_junk_with_the_right_secret_is_kept_and_answered(fake: FakeTelegram, database: Sqlite, name: str) -> None:
    inbox = Inbox()
    both: list[Raw] = []
    store = taker(database)

    async def receive(raws: Sequence[Raw]) -> None:
        await store(raws)
        await inbox(raws)

    async with standing(fake, receive, opened=False) as stand:
        for _ in range(2):
            try:
                assert await stand.call(JUNK[name]) == (200, "")
            except aiohttp.ClientOSError:
                assert name == "very large"  # the rest of it was not read any more
                await until(lambda: len(inbox.stored) == 1)
        both = inbox.stored
        assert {raw.key for raw in both} == {both[0].key}
        assert len(both[0].body) <= 256 * 1024
        assert await rows(database) == 1
        with pytest.raises(ValueError):  # noqa: PT011 - any: it is how the worker learns
            stand.channel.parse(both[0].body)
        assert await stand.call(update(99)) == (200, "")
        assert await rows(database) == 2


async def test_surrogates_are_words_like_others(fake: FakeTelegram, database: Sqlite) -> None:
    inbox = Inbox()
    async with standing(fake, inbox, opened=False) as stand:
        assert await stand.call(json.dumps(update(1, "lẻ \ud800 loi")).encode()) == (200, "")
        (heard,) = stand.channel.parse(inbox.stored[0].body)
        assert heard.text.encode()
        await taker(database)(inbox.stored)


async def test_an_update_that_comes_both_ways_is_stored_once(fake: FakeTelegram, citizen: Citizen, database: Sqlite) -> None:
    citizen.say("lẻ \ud800 🇻🇳")
    seen = Inbox()
    store = taker(database)

    async def receive(raws: Sequence[Raw]) -> None:
        await store(raws)
        await seen(raws)

    fake.deliveries(copies=2)
    async with standing(fake, receive) as stand:
        await until(lambda: fake.state()["pending"] == 0)
        assert len(seen.stored) == 6
        bodies = [json.loads(raw.body) for raw in seen.stored if raw.body]
        fake.reset()
        polling = TelegramChannel(fake.token, fake.url, sleep=stand.waits, hold=5)
        fake.inject(*[one | {"_number": False} for one in bodies[::3]])
        await polling.open()
        task = asyncio.create_task(polling.listen(receive))
        await until(lambda: len(seen.stored) == 8)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await polling.close()
    assert await rows(database) == 2


async def test_changing_the_mode_to_and_fro_loses_nothing(fake: FakeTelegram, database: Sqlite) -> None:
    people = [fake.user(f"Người {number}") for number in range(5)]
    sent = 0
    receive = taker(database)
    port = socket.create_server(("127.0.0.1", 0))
    hook = Hook(url=f"http://127.0.0.1:{port.getsockname()[1]}/hooks/telegram", secret=SECRET)
    waits = Waits()
    behind = TelegramChannel(fake.token, fake.url, hook=hook, sleep=waits, hold=1)
    async with served(behind, receive, port):
        for turn in range(6):
            channel = behind if turn % 2 else TelegramChannel(fake.token, fake.url, sleep=waits, hold=1)
            for person in people:
                person.say(f"trước {turn}")
            fake.deliveries(scale=0.01)
            await channel.open()
            task = asyncio.create_task(channel.listen(receive))
            for person in people:
                person.say(f"trong {turn}")
            sent += 10
            if turn % 3:  # now and then the mode is changed while updates are still under way
                await until(lambda: fake.state()["pending"] == 0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if channel is not behind:
                await channel.close()
        last = TelegramChannel(fake.token, fake.url, sleep=waits, hold=1)
        await last.open()
        task = asyncio.create_task(last.listen(receive))
        await until(lambda: fake.state()["pending"] == 0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await last.close()
        await behind.close()
    assert await rows(database) == sent


async def test_polling_takes_a_hook_away_that_is_set_while_it_polls(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    waits = Waits()
    polling = TelegramChannel(fake.token, fake.url, sleep=waits, hold=5)
    await polling.open()
    task = asyncio.create_task(polling.listen(inbox))
    await until(lambda: inbox.stored)
    fake.deliveries(held=True)
    other = TelegramChannel(fake.token, fake.url, hook=Hook(url="http://127.0.0.1:9/hooks/telegram", secret="x"))
    await other.open()
    await other.close()
    citizen.say("còn nghe")
    await until(lambda: len({raw.key for raw in inbox.stored}) == 2)
    assert fake.state()["webhook"] == ""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await polling.close()


class Steps(Waits):
    """Stops at every pause of three minutes until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        self.go = asyncio.Semaphore(0)

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        if seconds >= 180:
            self.looks += 1
            await self.go.acquire()
        await wait(0.001)


async def test_the_hook_is_looked_after(fake: FakeTelegram, citizen: Citizen, caplog: pytest.LogCaptureFixture) -> None:
    steps = Steps()
    hook = Hook(url="http://127.0.0.1:9/hooks/telegram", secret=SECRET)
    channel = TelegramChannel(fake.token, fake.url, hook=hook, sleep=steps)
    assert SECRET not in repr(hook)
    fake.busy(after=7, method="setWebhook", count=2)
    fake.deliveries(scale=0.0001)
    await channel.open()
    assert steps.asked == [7, 7]
    task = asyncio.create_task(channel.listen(Inbox()))
    await until(lambda: steps.looks == 1)
    assert len(fake.calls("setWebhook")) == 3
    await until(lambda: any("status" in one for one in fake.deliveries()))
    fake.fault("status", status=502, method="getWebhookInfo")
    steps.go.release()
    await until(lambda: steps.looks == 2)
    assert steps.asked[-2:] == [1.0, 180.0]
    assert "1 updates wait at the platform; its last complaint: Wrong response from the webhook" in caplog.text
    fake.reset()  # somebody takes the hook away
    steps.go.release()
    await until(lambda: steps.looks == 3)
    assert fake.state()["webhook"] == hook.url
    assert "taken away or leads elsewhere" in caplog.text
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await channel.close()


async def test_a_hook_whose_secret_was_changed_is_set_anew(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    async with standing(fake, inbox) as stand:
        await until(lambda: inbox.stored)
        fake.reset()
        stranger = TelegramChannel(fake.token, fake.url, hook=Hook(url=stand.url, secret="other"))
        await stranger.open()
        await stranger.close()
        fake.user("Trần B").say("nghe không?")
        await until(lambda: any(one.get("status") == 403 for one in fake.deliveries()))
        task = asyncio.create_task(stand.channel.listen(inbox))
        await until(lambda: fake.state()["pending"] == 0)
        assert len(inbox.stored) == 2
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_a_hook_that_is_refused_is_said_and_tried_again(fake: FakeTelegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    steps = Steps()
    channel = TelegramChannel(fake.token, fake.url, hook=Hook(url="ftp://example.vn/x", secret=SECRET), sleep=steps)
    with pytest.raises(SendFailed) as caught:
        await channel.open()
    assert (caught.value.kind, caught.value.__context__) == ("rejected", None)
    task = asyncio.create_task(channel.listen(Inbox()))
    await until(lambda: "an https url must be provided" in caplog.text.lower())
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await channel.close()
    assert SECRET not in caplog.text
    assert fake.token.partition(":")[2] not in caplog.text
