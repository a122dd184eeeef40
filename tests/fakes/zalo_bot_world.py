"""What the fake Zalo Bot Platform remembers: people, chats, updates, faults; and how it brings updates to a hook."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web


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
    in which of the two shapes; `tries` how often an update is brought that was not taken, `patience` how many seconds the hook has to
    answer; `reaches` where public addresses really are."""

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
    patience: float = 2.0
    quota: int = -1
    reaches: dict[str, str] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()

    def name(self) -> str:
        """An id as the platform gives them: twenty hexadecimal signs."""
        return f"{next(self.numbers) * 0x9E3779B97F4A7C15 % 16**20:020x}"


WORLD: web.AppKey[World] = web.AppKey("world", World)


async def deliver(app: web.Application) -> AsyncIterator[None]:
    async with ClientSession() as wire:
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
            patience = ClientTimeout(total=world.patience)
            async with wire.post(hook.url, data=body, headers=headers, timeout=patience, allow_redirects=False) as reply:
                world.log.append({"status": reply.status, "key": _key(update)})
                if 200 <= reply.status < 300:
                    return
        except (ClientError, OSError, TimeoutError) as why:
            world.log.append({"status": type(why).__name__, "key": _key(update)})
        await asyncio.sleep(0.02 * 2**turn)


def _key(update: dict[str, Any]) -> str:
    message = update.get("message")
    return f"{update.get('event_name')}:{message.get('message_id') if isinstance(message, dict) else ''}"
