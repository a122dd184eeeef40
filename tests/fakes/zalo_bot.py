"""A Zalo Bot Platform as strict as its documents and live traffic say, in a process of its own: prints its port.

`python -m tests.fakes.zalo_bot --port 0`. The bot's side is /bot<TOKEN>/<method>, the people's side is /sim/<act>, pictures and voices
that people send lie under /media/. Every answer of the bot's side is HTTP 200 with `ok`, as the platform's is."""

from __future__ import annotations

import argparse
import asyncio
import base64
import itertools
import json
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, web

TOKEN = "459283740012345678:fakeZaloBotSecret_for-tests"
TEXT_MOST = 2000
SECRET = range(8, 257)
PATIENCE = 2.0  # seconds for the webhook to answer
BOT = {"id": "459283740012345678", "account_name": "bot.doithoaifake", "account_type": "BASIC", "can_join_groups": False}


class Refused(Exception):
    """An answer that is not ok."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with the next `count` calls of a method: `refuse` answers with `code`; `status` answers HTTP `code` without JSON;
    `hang` takes the message and never answers; `drop` cuts the line before, `reset` after taking it."""

    kind: str
    method: str = "sendMessage"
    count: int = 1
    code: int = 429


@dataclass(kw_only=True)
class Hook:
    url: str
    secret: str


@dataclass(kw_only=True)
class World:
    """Everything behind one bot. `copies`, `shuffled` and `held` are how updates reach the hook by the wish of a test; `wrapped` says
    in which of the two shapes; `tries` how often an update is brought that was not taken."""

    token: str
    local: bool
    people: dict[str, str] = field(default_factory=dict)
    chats: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    hook: Hook | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    copies: int = 0
    shuffled: bool = False
    held: bool = False
    wrapped: bool = False
    tries: int = 6
    quota: int = -1
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()

    def name(self) -> str:
        """An id as the platform gives them: twenty hexadecimal signs."""
        return f"{next(self.numbers) * 0x9E3779B97F4A7C15 % 16**20:020x}"


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
    try:
        async with ClientSession(timeout=ClientTimeout(total=5)) as wire, wire.get(url) as answer:
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


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def refusal(code: int, description: str) -> web.Response:
    return answer({"ok": False, "description": description, "error_code": code})


WORLD: web.AppKey[World] = web.AppKey("world", World)


async def call(request: web.Request) -> web.StreamResponse:
    """One call of the bot: token, JSON, fault, method, in that order."""
    world = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return refusal(401, "Unauthorized")
    name = request.match_info["method"]
    if request.method != "POST" or request.content_type != "application/json":
        return refusal(400, "Bad Request: POST JSON")
    try:
        given = json.loads(await request.text())
    except ValueError:
        return refusal(400, "Bad Request: not JSON")
    note: dict[str, Any] = {"method": name, "parameters": given, "at": time.monotonic()}
    world.calls.append(note)
    fault = next((one for one in world.faults if one.count > 0 and one.method == name), None)
    if fault is not None:
        fault.count -= 1
        if (early := _spoiled_before(request, fault)) is not None:
            return early
    method = METHODS.get(name)
    if method is None:
        return refusal(404, "Not Found")
    try:
        result = await method(world, given)
    except Refused as why:
        note["code"] = why.code
        return refusal(why.code, why.description)
    if fault is not None and fault.kind == "hang":
        await asyncio.sleep(3600)
    if fault is not None and fault.kind == "reset":
        return _cut(request)
    return answer({"ok": True, "result": result})


def _spoiled_before(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    match fault.kind:
        case "refuse":
            return refusal(fault.code, "refused by the wish of a test")
        case "status":
            return web.Response(status=fault.code, text="<html>Bad Gateway</html>", content_type="text/html")
        case "drop":
            return _cut(request)
        case _:
            return None


def _cut(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


# The people's side


def update_of(world: World, chat: str, event: str, content: dict[str, Any]) -> dict[str, Any]:
    """An update as the platform makes it, remembered in the chat."""
    message = {
        "message_id": world.name(), "date": int(time.time() * 1000), "message_type": "CHAT_MESSAGE",
        "chat": {"id": chat, "chat_type": "PRIVATE"}, "from": {"id": chat, "is_bot": False, "display_name": world.people[chat]}, **content,
    }  # fmt: skip
    world.chats[chat].append(message)
    return {"event_name": f"message.{event}.received", "message": message}


def sim_user(world: World, given: Given) -> Any:
    chat = world.name()
    world.people[chat], world.chats[chat] = given["name"], []
    return {"id": chat}


def sim_send(world: World, given: Given) -> Any:
    """A person sends words, a picture, a voice or something that the platform hides from bots."""
    chat, kind = given["chat"], given.get("kind", "text")
    content: dict[str, Any] = {}
    if kind == "text":
        content = {"text": given["text"]}
    elif kind in ("image", "voice"):
        name = world.name()
        world.media[name] = (base64.b64decode(given["data"]), "image/jpeg" if kind == "image" else "audio/aac")
        content = {given.get("field", "photo_url" if kind == "image" else "voice_url"): f"{given['root']}/media/{name}"}
        content |= {"caption": given["caption"]} if given.get("caption") else {}
    update = update_of(world, chat, kind, content)
    world.updates.append(update)
    world.wake()
    return {"message_id": update["message"]["message_id"]}


def sim_update(world: World, given: Given) -> Any:
    world.updates.append(given["update"])
    world.wake()
    return {}


def sim_rules(world: World, given: Given) -> Any:
    for name, value in given.items():
        assert name in ("copies", "shuffled", "held", "wrapped", "tries", "quota"), name
        setattr(world, name, value)
    world.wake()
    return {}


def sim_fault(world: World, given: Given) -> Any:
    world.faults.append(Fault(**given))
    return {}


def sim_reset(world: World, given: Given) -> Any:
    fresh = World(token=world.token, local=world.local)
    world.__dict__.update({name: value for name, value in vars(fresh).items() if name not in ("news", "numbers")})
    world.wake()
    return {}


ACTS: dict[str, Callable[[World, Given], Any]] = {
    "user": sim_user, "send": sim_send, "update": sim_update, "rules": sim_rules, "fault": sim_fault, "reset": sim_reset,
    "chat": lambda world, given: world.chats[given["chat"]],
    "calls": lambda world, given: [one for one in world.calls if one["method"] == given.get("method", one["method"])],
    "state": lambda world, _: {"pending": len(world.updates), "webhook": world.hook.url if world.hook else "", "log": world.log},
}  # fmt: skip


def acting(act: Callable[[World, Given], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        given = json.loads(await request.text() or "{}")
        root = f"http://{request.host}"
        try:
            found = act(request.app[WORLD], given | ({"root": root} if act is sim_send else {}))
        except (KeyError, TypeError, AssertionError) as why:
            return web.json_response({"error": f"{type(why).__name__}: {why}"}, status=400)
        return web.Response(body=json.dumps(found).encode(), content_type="application/json")

    return handle


async def media(request: web.Request) -> web.Response:
    found = request.app[WORLD].media.get(request.match_info["name"])
    return web.Response(status=404) if found is None else web.Response(body=found[0], content_type=found[1])


# Bringing updates to the hook


async def deliver(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession(timeout=ClientTimeout(total=PATIENCE)) as wire:
        task = asyncio.create_task(_courier(app[WORLD], wire))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _courier(world: World, wire: ClientSession) -> None:
    while True:
        news = world.news
        while world.hook is not None and world.updates and not world.held:
            update = world.updates.pop(-1 if world.shuffled else 0)
            for _ in range(1 + world.copies):
                await _bring(world, wire, world.hook, update)
        await news.wait()


async def _bring(world: World, wire: ClientSession, hook: Hook, update: dict[str, Any]) -> None:
    """Bring an update until it is taken, or the platform gives up: how it tries again is written down nowhere."""
    body = json.dumps({"ok": True, "result": update} if world.wrapped else update).encode()
    headers = {"Content-Type": "application/json", "X-Bot-Api-Secret-Token": hook.secret, "User-Agent": "Java/17"}
    for turn in range(world.tries):
        try:
            async with wire.post(hook.url, data=body, headers=headers, allow_redirects=False) as reply:
                world.log.append({"status": reply.status, "event": update.get("event_name")})
                if 200 <= reply.status < 300:
                    return
        except (ClientError, OSError, TimeoutError) as why:
            world.log.append({"status": type(why).__name__, "event": update.get("event_name")})
        await asyncio.sleep(0.02 * 2**turn)


def application(token: str = TOKEN, *, local: bool = False) -> web.Application:
    """The whole platform for one bot; `local` lets it call http on this machine."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app[WORLD] = World(token=token, local=local)
    app.cleanup_ctx.append(deliver)
    app.router.add_route("*", r"/bot{token:[^/]+}/{method:\w+}", call)
    app.router.add_get("/media/{name}", media)
    app.router.add_routes([web.post(f"/sim/{name}", acting(act)) for name, act in ACTS.items()])
    return app


async def serve(app: web.Application, port: int) -> None:
    """Serve on loopback until our input ends; the first line of output is the port."""
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    print(runner.addresses[0][1], flush=True)
    try:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    finally:
        await runner.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--local", action="store_true")
    given = parser.parse_args()
    asyncio.run(serve(application(given.token, local=given.local), given.port))


if __name__ == "__main__":
    main()
