"""The long poll: nothing is confirmed before it is stored, whatever happens."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram import TelegramChannel
from bot.talk.incoming import Raw
from bot.talk.rendered import Rendered, SendFailed
from tests.channels.serving import Inbox, until
from tests.fakes.telegram_client import Citizen, FakeTelegram


class Waits:
    """Stands in for sleeping: notes how long, and only lets others run."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def listening(fake: FakeTelegram, inbox: Callable[[Sequence[Raw]], Awaitable[None]], waits: Waits) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(fake.token, fake.url, sleep=waits, hold=5)
    await channel.open()
    task = asyncio.create_task(channel.listen(inbox))
    try:
        yield channel
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await channel.close()


async def test_updates_arrive_in_order_and_are_confirmed(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    async with listening(fake, inbox, Waits()) as channel:
        citizen.say("một")
        citizen.say("hai 🇻🇳")
        await until(lambda: len(inbox.stored) == 3)
        await until(lambda: fake.state()["pending"] == 0)
        texts = [one.text or one.kind for raw in inbox.stored for one in channel.parse(raw.body)]
        assert texts == ["start", "một", "hai 🇻🇳"]
        first = inbox.stored[0]
        assert (first.channel, first.account, first.chat) == ("telegram", "7000000001", citizen.chat)
        assert [int(raw.key) for raw in inbox.stored] == [int(first.key) + step for step in range(3)]


async def test_nothing_is_confirmed_while_the_store_still_writes(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    inbox.gate = asyncio.Event()
    async with listening(fake, inbox, Waits()):
        await until(lambda: inbox.tries)
        assert fake.state()["pending"] == 1
        assert all("offset" not in call["parameters"] for call in fake.calls("getUpdates"))
        inbox.gate.set()
        await until(lambda: fake.state()["pending"] == 0)


async def test_a_store_that_fails_hears_the_same_updates_again(
    fake: FakeTelegram, citizen: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox(failures=3)
    waits = Waits()
    async with listening(fake, inbox, waits):
        await until(lambda: fake.state()["pending"] == 0)
        assert len(inbox.stored) == 1
        assert [[raw.key for raw in tried] for tried in inbox.tries] == [[inbox.stored[0].key]] * 4
        assert waits.asked == [1.0, 2.0, 4.0]
        citizen.say("còn nữa")
        await until(lambda: len(inbox.stored) == 2)
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    ("fault", "pause"),
    [
        ({"kind": "status", "status": 401, "description": "Unauthorized"}, 1.0),
        ({"kind": "status", "status": 404, "description": "Not Found"}, 1.0),
        ({"kind": "status", "status": 409, "description": "Conflict: terminated by other getUpdates request"}, 1.0),
        ({"kind": "status", "status": 500}, 1.0),
        ({"kind": "html", "status": 502}, 1.0),
        ({"kind": "drop"}, 1.0),
        ({"kind": "half"}, 1.0),
        ({"kind": "status", "status": 429, "description": "Too Many Requests", "parameters": {"retry_after": 77}}, 77.0),
    ],
)
async def test_trouble_pauses_and_loses_nothing(fake: FakeTelegram, citizen: Citizen, fault: dict[str, object], pause: float) -> None:
    fake.fault(**fault, method="getUpdates", count=2)  # type: ignore[arg-type]
    inbox = Inbox()
    waits = Waits()
    async with listening(fake, inbox, waits):
        await until(lambda: fake.state()["pending"] == 0)
    assert len(inbox.stored) == 1
    assert waits.asked[0] == pause
    assert len(waits.asked) == 2


async def test_an_offset_from_another_age_is_given_up(fake: FakeTelegram, citizen: Citizen) -> None:
    inbox = Inbox()
    async with listening(fake, inbox, Waits()) as channel:
        assert channel.heard_at == 0.0
        await until(lambda: fake.state()["pending"] == 0)
        assert channel.heard_at > 0.0
        fake.fault("status", status=400, description="Bad Request: offset is too big", method="getUpdates")
        citizen.say("tuần sau")
        await until(lambda: len({raw.key for raw in inbox.stored}) == 2)
        await until(lambda: sum("offset" not in call["parameters"] for call in fake.calls("getUpdates")) == 2)


async def test_a_long_outage_is_asked_about_at_most_every_half_minute(fake: FakeTelegram, citizen: Citizen) -> None:
    fake.fault("drop", method="getUpdates", count=9)
    inbox = Inbox()
    waits = Waits()
    async with listening(fake, inbox, waits):
        await until(lambda: inbox.stored)
    assert waits.asked == [1, 2, 4, 8, 16, 30, 30, 30, 30]


async def test_a_webhook_in_the_way_is_taken_away(fake: FakeTelegram, citizen: Citizen) -> None:
    await _set_webhook(fake)
    inbox = Inbox()
    async with listening(fake, inbox, Waits()):
        await until(lambda: inbox.stored)
    assert fake.state()["webhook"] == ""


async def _set_webhook(fake: FakeTelegram) -> None:
    channel = TelegramChannel(fake.token, fake.url)
    await channel.open()
    await channel._bot.set_webhook("https://example.gov.vn/hooks/telegram")
    await channel.close()


async def test_two_programs_with_one_token_both_live(fake: FakeTelegram, citizen: Citizen) -> None:
    one, two = Inbox(), Inbox()
    waits = Waits()
    async with listening(fake, one, waits), listening(fake, two, waits):
        await until(lambda: waits.asked)
        citizen.say("ai nghe?")
        await until(lambda: fake.state()["pending"] == 0)
    assert {raw.key for raw in [*one.stored, *two.stored]} >= {raw.key for raw in one.stored}
    assert len({raw.key for raw in [*one.stored, *two.stored]}) == 2


async def test_junk_is_kept_and_what_follows_goes_on(fake: FakeTelegram, citizen: Citizen) -> None:
    fake.inject(
        {"message": {"unexpected": 1}},
        "not an object",
        {"update_id": 10**30, "message": {}, "_number": False},
        {"message": {"text": "\ud800 lẻ", "date": 10**18}},
        {"nobody_knows": {}},
    )
    citizen.say("một")
    inbox = Inbox()
    async with listening(fake, inbox, Waits()) as channel:
        await until(lambda: len(inbox.stored) >= 7)
        kinds: list[list[str]] = []
        for raw in inbox.stored[:7]:
            assert json.loads(raw.body) is not None
            try:
                kinds.append([one.kind for one in channel.parse(raw.body)])
            except ValueError:
                kinds.append(["poison"])
        assert kinds == [["start"], ["poison"], ["poison"], ["poison"], ["poison"], [], ["text"]]
        assert len(inbox.stored[2].key) == 64
        assert len(inbox.stored[3].key) == 64
        assert all(len(inbox.stored[at].key) == 9 for at in (0, 1, 4, 5, 6))


async def test_a_refused_token_and_an_unreachable_platform_at_the_start(fake: FakeTelegram) -> None:
    wrong = TelegramChannel("7000000001:wrong-token-wrong", fake.url)
    with pytest.raises(SendFailed) as caught:
        await wrong.open()
    assert caught.value.kind == "auth"
    assert "wrong-token" not in repr(caught.value)
    assert (caught.value.__context__, caught.value.__cause__) == (None, None)
    fake.fault("drop", method="getMe")
    channel = TelegramChannel(fake.token, fake.url)
    with pytest.raises(SendFailed) as caught:
        await channel.open()
    assert caught.value.kind == "unsent"
    await channel.open()
    assert channel.account == "7000000001"
    await channel.close()
    await wrong.close()


async def test_the_commands_of_everyone_are_shown_once_for_all(fake: FakeTelegram) -> None:
    channel = TelegramChannel(fake.token, fake.url, menus={"vi": [("lich", "Lịch")], "en": [("lich", "Dialogues")]})
    await channel.open()
    shown = {key: [one["description"] for one in listed] for key, listed in fake.sim("commands").items()}
    assert shown == {"default::": ["Lịch"], "default::en": ["Dialogues"]}
    fake.fault("status", method="setMyCommands", status=400, description="Bad Request")
    await channel.open()
    await channel.close()


async def test_the_token_is_in_no_log(fake: FakeTelegram, citizen: Citizen, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = fake.token.partition(":")[2]
    inbox = Inbox(failures=1)
    for kind in ("drop", "half", "html", "status"):
        fake.fault(kind, method="getUpdates")
    async with listening(fake, inbox, Waits()) as channel:
        await until(lambda: inbox.stored)
        fake.fault("reset")
        with pytest.raises(SendFailed):
            await channel.send(citizen.chat, Rendered(text="canary"))
        await channel.send(citizen.chat, Rendered(text="canary"))
    assert caplog.text
    assert secret not in caplog.text
    assert "canary" not in caplog.text
