"""The methods of the fake Zalo Bot Platform, as strict as its documents and live traffic say."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fakes.zalo_bot_world import Hook, Refused, World

TEXT_MOST = 2000
SECRET = range(8, 257)
BOT = {"id": "459283740012345678", "account_name": "bot.doithoaifake", "account_type": "BASIC", "can_join_groups": False}
Given = dict[str, Any]
Method = Callable[[World, Given], Awaitable[Any]]


def text_of(given: Given, name: str, most: int = 10_000) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refused(400, f"Bad Request: {name} is empty")
    if len(value.encode("utf-16-le")) // 2 > most:
        raise Refused(400, f"Bad Request: {name} is too long")
    return value


def chat_of(world: World, given: Given) -> str:
    chat = text_of(given, "chat_id")
    if chat not in world.people:
        raise Refused(404, "Not Found: chat not found")
    return chat


async def get_me(world: World, given: Given) -> Any:
    return BOT


async def get_updates(world: World, given: Given) -> Any:
    """One update, once, without a receipt."""
    timeout = given.get("timeout", "30")
    if not isinstance(timeout, str) or not timeout.isdecimal():
        raise Refused(400, "Bad Request: timeout must be a string of digits")
    if world.hook is not None:
        raise Refused(400, "Bad Request: a webhook is set")
    ends = time.monotonic() + min(float(timeout), 60.0)
    while not world.updates:
        left = ends - time.monotonic()
        if left <= 0:
            raise Refused(408, "Request timeout")
        try:
            await asyncio.wait_for(world.news.wait(), left)
        except TimeoutError:
            continue
    return world.updates.pop(0)


async def set_webhook(world: World, given: Given) -> Any:
    url, secret = text_of(given, "url"), text_of(given, "secret_token")
    if len(secret) not in SECRET:
        raise Refused(400, "Bad Request: secret_token must have 8 to 256 characters")
    if urlsplit(url).scheme != "https" and not world.local:
        raise Refused(400, "Bad Request: url must be https")
    world.hook = Hook(url=url, secret=secret)
    world.wake()
    return {"url": url, "updated_at": int(time.time() * 1000)}


async def delete_webhook(world: World, given: Given) -> Any:
    world.hook = None
    world.wake()
    return {"url": "", "updated_at": int(time.time() * 1000)}


async def get_webhook_info(world: World, given: Given) -> Any:
    return {"url": world.hook.url if world.hook else "", "updated_at": int(time.time() * 1000)}


def sent(world: World, chat: str, content: dict[str, Any]) -> Any:
    if world.quota == 0:
        raise Refused(429, "Quota exceeded")
    world.quota -= 1 if world.quota > 0 else 0
    message = {"message_id": world.name(), "date": int(time.time() * 1000), "ours": True} | content
    world.chats[chat].append(message)
    return {"message_id": message["message_id"], "date": message["date"]}


async def send_message(world: World, given: Given) -> Any:
    if unknown := given.keys() - {"chat_id", "text", "parse_mode", "text_styles"}:
        raise Refused(400, f"Bad Request: unknown {sorted(unknown)}")
    return sent(world, chat_of(world, given), {"text": text_of(given, "text", TEXT_MOST)})


async def send_photo(world: World, given: Given) -> Any:
    """The platform fetches the picture itself, from an address anyone may open."""
    chat, url = chat_of(world, given), text_of(given, "photo")
    if "caption" in given:
        text_of(given, "caption", TEXT_MOST)
    if urlsplit(url).scheme not in (("http", "https") if world.local else ("https",)):
        raise Refused(400, "Bad Request: photo must be a public address")
    place = next((here + url.removeprefix(public) for public, here in world.reaches.items() if url.startswith(public)), url)
    try:
        async with ClientSession(timeout=ClientTimeout(total=5)) as wire, wire.get(place) as answer:
            data, mime = await answer.read(), answer.content_type
            if answer.status != 200 or not mime.startswith("image/"):
                raise Refused(400, "Bad Request: photo cannot be fetched")
    except (ClientError, OSError, TimeoutError) as why:
        raise Refused(400, "Bad Request: photo cannot be fetched") from why
    return sent(world, chat, {"photo": url, "bytes": len(data), "text": given.get("caption", "")})


async def send_chat_action(world: World, given: Given) -> Any:
    chat_of(world, given)
    if given.get("action") != "typing":
        raise Refused(400, "Bad Request: unknown action")
    return {"ok": True}


METHODS: dict[str, Method] = {
    "getMe": get_me, "getUpdates": get_updates, "setWebhook": set_webhook, "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info, "sendMessage": send_message, "sendPhoto": send_photo, "sendChatAction": send_chat_action,
}  # fmt: skip
