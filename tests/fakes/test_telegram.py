"""The fake Telegram is as strict as the real one: what it refuses, and how its queue behaves."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.fakes.process import wait_for
from tests.fakes.telegram_client import Citizen, FakeTelegram


@pytest.fixture(scope="module")
def one_fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeTelegram) -> FakeTelegram:
    one_fake.reset()
    return one_fake


@pytest.fixture
def citizen(fake: FakeTelegram) -> Citizen:
    citizen = fake.user("Nguyễn Thị A")
    citizen.say("chào")
    return citizen


def ask(fake: FakeTelegram, method: str, *, token: str = "", **given: Any) -> tuple[int, Any]:
    """Call a method as a bot does; the status and the result or the description."""
    wire = http.client.HTTPConnection("127.0.0.1", fake.port, timeout=30)
    wire.request("POST", f"/bot{token or fake.token}/{method}", json.dumps(given), {"Content-Type": "application/json"})
    answer = wire.getresponse()
    body = json.loads(answer.read())
    wire.close()
    return answer.status, body.get("result", body.get("description"))


def inline(*buttons: dict[str, str]) -> dict[str, Any]:
    return {"inline_keyboard": [[button] for button in buttons]}


def test_tokens_and_methods(fake: FakeTelegram) -> None:
    assert ask(fake, "getMe", token="1:wrong") == (401, "Unauthorized")
    assert ask(fake, "sendDance") == (404, "Not Found: method not found")
    assert ask(fake, "getMe")[1]["is_bot"] is True


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "x\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "chat_id": 0}, "chat_id is empty"),
        ({"text": "x", "chat_id": 5}, "chat not found"),
        ({"text": "x", "reply_markup": inline({"text": "a", "callback_data": "d" * 65})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline({"text": "a", "callback_data": "ắ" * 22})}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": inline({"text": "a"})}, "Text buttons are not allowed in the inline keyboard"),
        ({"text": "x", "reply_markup": inline(*[{"text": "a", "callback_data": "d"}] * 101)}, "reply markup is too long"),
        ({"text": "x", "reply_markup": {"inline_keyboard": None}}, 'Field "inline_keyboard" must be of type Array'),
    ],
)
def test_sends_that_are_refused(fake: FakeTelegram, citizen: Citizen, given: dict[str, Any], words: str) -> None:
    assert ask(fake, "sendMessage", **{"chat_id": citizen.id} | given) == (400, f"Bad Request: {words}")
    assert citizen.screen() == []


def test_strangers_and_people_who_blocked(fake: FakeTelegram, citizen: Citizen) -> None:
    stranger = fake.user("Chưa Viết")
    assert ask(fake, "sendMessage", chat_id=stranger.id, text="x") == (400, "Bad Request: chat not found")
    citizen.block()
    assert ask(fake, "sendMessage", chat_id=citizen.id, text="x") == (403, "Forbidden: bot was blocked by the user")


def test_edits(fake: FakeTelegram, citizen: Citizen) -> None:
    chat = citizen.id
    number = ask(fake, "sendMessage", chat_id=chat, text="một")[1]["message_id"]
    assert "not modified" in ask(fake, "editMessageText", chat_id=chat, message_id=number, text="một")[1]
    assert "not found" in ask(fake, "editMessageText", chat_id=chat, message_id=1, text="hai")[1]
    assert "can't be edited" in ask(fake, "editMessageText", chat_id=chat, message_id=citizen.say("x"), text="hai")[1]
    keyed = ask(fake, "sendMessage", chat_id=chat, text="ba", reply_markup={"remove_keyboard": True})[1]["message_id"]
    assert "can't be edited" in ask(fake, "editMessageText", chat_id=chat, message_id=keyed, text="hai")[1]
    assert ask(fake, "editMessageText", chat_id=chat, message_id=number, text="hai")[0] == 200
    assert citizen.screen() == ["hai", "ba"]


def test_taps(fake: FakeTelegram, citizen: Citizen) -> None:
    ask(fake, "sendMessage", chat_id=citizen.id, text="?", reply_markup=inline({"text": "Gửi", "callback_data": "m:0"}))
    query = citizen.tap("Gửi")["query"]
    assert ask(fake, "answerCallbackQuery", callback_query_id=query, text="x" * 201)[0] == 400
    assert ask(fake, "answerCallbackQuery", callback_query_id=query, text="Đã nhận") == (200, True)
    assert "query is too old" in ask(fake, "answerCallbackQuery", callback_query_id=query)[1]
    assert citizen.toasts() == ["Đã nhận"]
    with pytest.raises(LookupError):
        citizen.tap("Không có")


def test_the_queue(fake: FakeTelegram, citizen: Citizen) -> None:
    for number in range(5):
        citizen.say(str(number))
    ids = [update["update_id"] for update in ask(fake, "getUpdates", limit=3)[1]]
    assert len(ids) == 3
    assert ask(fake, "getUpdates", offset=ids[2])[1][0]["update_id"] == ids[2]
    last = ask(fake, "getUpdates", offset=-1)[1]
    assert [update["message"]["text"] for update in last] == ["4"]
    assert ask(fake, "getUpdates", offset=last[0]["update_id"] + 1)[1] == []
    ask(fake, "getUpdates", allowed_updates=["callback_query"])
    citizen.say("không ai nghe")
    assert fake.state()["pending"] == 0
    assert ask(fake, "getUpdates", allowed_updates="x")[0] == 400


def test_two_that_poll(fake: FakeTelegram, citizen: Citizen) -> None:
    ask(fake, "getUpdates", offset=2**40)
    before = fake.state()["polls"]
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(ask, fake, "getUpdates", timeout=20)
        wait_for(lambda: fake.state()["polls"] == before + 1)
        second = threads.submit(ask, fake, "getUpdates", timeout=20)
        assert first.result()[0] == 409
        citizen.say("cho người thứ hai")
        assert second.result()[1][0]["message"]["text"] == "cho người thứ hai"


def test_a_webhook_stands_in_the_way(fake: FakeTelegram) -> None:
    fake.deliveries(scale=1)
    assert ask(fake, "setWebhook", url="http://example.vn/x") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert ask(fake, "setWebhook", url="https://example.vn/x")[0] == 429  # one a second, refused ones too
    fake.reset()
    assert ask(fake, "setWebhook", url="https://example.vn/x") == (200, True)
    assert ask(fake, "getUpdates")[0] == 409
    ask(fake, "deleteWebhook")
    assert ask(fake, "getUpdates")[0] == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"url": "http://127.0.0.1:8000/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://example.vn:8000/x"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "https://example.vn/x", "secret_token": "a" * 257}, "secret token is too long"),
        ({"url": "https://example.vn/x", "secret_token": "bí mật"}, "secret token contains unallowed characters"),
        ({"url": "https://example.vn/x", "allowed_updates": {"a": 1}}, "can't parse allowed_updates JSON array"),
    ],
)
def test_webhooks_that_are_refused(fake: FakeTelegram, given: dict[str, Any], words: str) -> None:
    assert ask(fake, "setWebhook", **given) == (400, f"Bad Request: {words}")
    assert ask(fake, "getWebhookInfo")[1]["url"] == ""


def test_a_webhook_that_cannot_be_reached_keeps_its_updates(fake: FakeTelegram, citizen: Citizen) -> None:
    ask(fake, "setWebhook", url="https://example.vn/x", max_connections=1000)
    wait_for(lambda: "last_error_message" in ask(fake, "getWebhookInfo")[1])
    info = ask(fake, "getWebhookInfo")[1]
    assert (info["pending_update_count"], info["max_connections"]) == (1, 40)
    assert ask(fake, "deleteWebhook") == (200, True)
    assert len(ask(fake, "getUpdates")[1]) == 1
    fake.reset()
    citizen = fake.user("Nguyễn Thị A")
    citizen.say("bỏ")
    ask(fake, "setWebhook", url="https://example.vn/x", drop_pending_updates=True)
    assert fake.state()["pending"] == 0


def test_limits(fake: FakeTelegram, citizen: Citizen) -> None:
    fake.sim("limits", on=True)
    answers = [ask(fake, "sendMessage", chat_id=citizen.id, text="x")[0] for _ in range(2)]
    assert answers == [200, 429]
    others = [fake.user(str(number)) for number in range(40)]
    for other in others:
        other.say("x")
    assert 429 in [ask(fake, "sendMessage", chat_id=other.id, text="x")[0] for other in others]


def test_commands(fake: FakeTelegram, citizen: Citizen) -> None:
    for bad in ("Viết", "x" * 33, ""):
        assert ask(fake, "setMyCommands", commands=[{"command": bad, "description": "x"}])[1] == "Bad Request: BOT_COMMAND_INVALID"
    assert ask(fake, "setMyCommands", commands=[{"command": "a", "description": ""}])[0] == 400
    assert ask(fake, "setMyCommands", commands=[], scope={"type": "chat", "chat_id": 3})[0] == 400
