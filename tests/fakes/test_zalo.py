"""The fakes of both Zalos refuse what the platforms refuse, however the program behaves."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.zalo_bot_client import FakeZaloBot
from tests.fakes.zalo_oa_client import FakeZaloOa
from tests.fakes.zalo_oa_world import APP, FIRST, SECRET


@pytest.fixture(scope="module")
def bot() -> Iterator[FakeZaloBot]:
    with FakeZaloBot(local=False) as fake:
        yield fake


@pytest.fixture(scope="module")
def account() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as fake:
        yield fake


def asked(port: int, path: str, body: bytes | str, headers: dict[str, str]) -> dict[str, Any]:
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        wire.request("POST", path, body, headers)
        answer = wire.getresponse()
        assert answer.status == 200, "every answer of Zalo is a 200"
        found: dict[str, Any] = json.loads(answer.read())
        return found
    finally:
        wire.close()


def call(fake: FakeZaloBot, method: str, token: str = "", **given: Any) -> Any:
    """The error code, or the result."""
    answer = asked(fake.port, f"/bot{token or fake.token}/{method}", json.dumps(given), {"Content-Type": "application/json"})
    return answer["result"] if answer["ok"] else answer["error_code"]


def test_the_bot_platform(bot: FakeZaloBot) -> None:
    lan = bot.user("Lan").chat
    for refused, method, given in (
        (400, "sendMessage", {"chat_id": lan, "text": "x" * 2001}), (400, "sendMessage", {"chat_id": lan, "text": "😀" * 1001}),
        (400, "sendMessage", {"chat_id": lan, "text": " \n"}), (400, "sendMessage", {"chat_id": lan}),
        (400, "sendMessage", {"chat_id": lan, "text": "x", "reply_markup": {}}), (400, "sendMessage", {"chat_id": 7, "text": "x"}),
        (404, "sendMessage", {"chat_id": "nobody", "text": "x"}), (404, "editMessageText", {"chat_id": lan, "text": "x"}),
        (400, "sendPhoto", {"chat_id": lan, "photo": "http://127.0.0.1/x.jpg"}), (400, "sendPhoto", {"chat_id": lan, "photo": "file:///x"}),
        (400, "sendChatAction", {"chat_id": lan, "action": "dancing"}), (404, "sendChatAction", {"chat_id": "nobody", "action": "typing"}),
        (400, "setWebhook", {"url": "http://x.vn/h", "secret_token": "12345678"}),
        (400, "setWebhook", {"url": "https://x.vn/h", "secret_token": "1234567"}), (400, "setWebhook", {"url": "https://x.vn/h"}),
        (400, "setWebhook", {"url": "https://x.vn/h", "secret_token": "1" * 257}), (400, "getUpdates", {"timeout": 1}),
        (408, "getUpdates", {"timeout": "0"}),
    ):  # fmt: skip
        assert call(bot, method, **given) == refused, (method, given)
    assert call(bot, "getMe", token="1:wrong") == 401
    assert asked(bot.port, f"/bot{bot.token}/getMe", "not json", {"Content-Type": "application/json"})["error_code"] == 400
    assert call(bot, "sendMessage", chat_id=lan, text="x" * 2000)["message_id"]
    bot.rules(quota=1)
    assert call(bot, "sendMessage", chat_id=lan, text="một")["message_id"]
    assert call(bot, "sendMessage", chat_id=lan, text="hai") == 429
    assert call(bot, "setWebhook", url="https://x.vn/h", secret_token="12345678")["url"] == "https://x.vn/h"
    assert call(bot, "getUpdates", timeout="0") == 400, "not beside a hook"


def test_an_update_is_handed_over_once(bot: FakeZaloBot) -> None:
    bot.reset()
    bot.user("Lan").say("một")
    assert call(bot, "getUpdates", timeout="1")["message"]["text"] == "một"
    assert call(bot, "getUpdates", timeout="0") == 408, "whoever lost it has lost it"


def refreshed(fake: FakeZaloOa, token: str, *, app: str = APP, secret: str = SECRET) -> dict[str, Any]:
    form = f"grant_type=refresh_token&app_id={app}&refresh_token={token}"
    return asked(fake.port, "/v4/oa/access_token", form, {"Content-Type": "application/x-www-form-urlencoded", "secret_key": secret})


def told(fake: FakeZaloOa, chat: str, message: dict[str, Any], **headers: str) -> int:
    body = json.dumps({"recipient": {"user_id": chat}, "message": message})
    return int(asked(fake.port, "/v3.0/oa/message/cs", body, {"Content-Type": "application/json"} | headers)["error"])


def test_the_official_account(account: FakeZaloOa) -> None:
    lan = account.user("Lan")
    assert refreshed(account, FIRST, app="1")["error"] == refreshed(account, FIRST, secret="no")["error"] == -14003
    pair = refreshed(account, FIRST)
    assert isinstance(pair["expires_in"], str)
    assert refreshed(account, FIRST)["error"] == -14020, "a refresh token works once"
    access = pair["access_token"]
    assert told(account, lan.chat, {"text": "x"}) == -216
    assert told(account, lan.chat, {"text": "x"}, Authorization=f"Bearer {access}") == -216
    assert told(account, lan.chat, {"text": "x"}, access_token="wrong") == -220
    assert told(account, lan.chat, {"text": "x"}, access_token=access) == -230, "they have not written yet"
    lan.say("chào")
    for wrong in (
        {"text": ""},
        {"text": "x" * 2001},
        {"text": "x", "buttons": []},
        {"attachment": {"type": "file", "payload": {"token": "none"}}},
    ):
        assert told(account, lan.chat, wrong, access_token=access) == -201, wrong
    assert told(account, "nobody", {"text": "x"}, access_token=access) == -201
    assert told(account, lan.chat, {"text": "x" * 2000}, access_token=access) == 0
    again = refreshed(account, pair["refresh_token"])["access_token"]
    assert told(account, lan.chat, {"text": "x"}, access_token=access) == -220, "the old one dies when a new one is made"
    account.wait(24 * 7 + 1)
    assert told(account, lan.chat, {"text": "x"}, access_token=again) == -220, "a day and an hour"
