"""What the fake Zalo Official Account remembers: people and their windows, tokens, files, faults; and how it brings events to the hook."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta, timezone
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, web

APP, SECRET, KEY = "360846524940903967", "fakeAppSecret-for-tests", "fakeOaSecretKey-for-tests"
OA = "388613280878808645"
FIRST = "fakeFirstRefreshToken_for-tests-000000000000000000"
HOUR = 3600.0
WINDOW = 7 * 24 * HOUR
YEAR = 365 * 24 * HOUR
VIETNAM = timezone(timedelta(hours=7))
ACCESS_LIVES = 25 * HOUR


class Refused(Exception):
    """An answer whose error is not 0."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(kw_only=True)
class Fault:
    """What goes wrong with the next `count` calls of a path that begins so: `refuse` answers with `code`, `status` with that HTTP status
    and no JSON, `drop` cuts the line before, `reset` and `hang` after it was done."""

    kind: str
    path: str = "/v3.0/oa/message/cs"
    count: int = 1
    code: int = -211


@dataclass(kw_only=True)
class Person:
    id: str
    name: str
    follows: bool = True
    last: float = -1e12  # the world's hour at which they last spoke to us


@dataclass(kw_only=True)
class World:
    """Everything behind one account. `now` is a clock in seconds that tests move; `copies`, `shuffled`, `held`, `tries` say how events
    reach the hook; `echoes` whether our own messages come back, as they do."""

    people: dict[str, Person] = field(default_factory=dict)
    chats: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    media: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    calls: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    access: dict[str, float] = field(default_factory=dict)  # the living access token -> when it ends
    refresh: set[str] = field(default_factory=lambda: {FIRST})
    hook: str = ""
    now: float = 1_800_000_000.0
    news: asyncio.Event = field(default_factory=asyncio.Event)
    copies: int = 0
    shuffled: bool = False
    held: bool = False
    tries: int = 3
    patience: float = 2.0  # seconds in which the hook must answer
    echoes: bool = True
    quota: int = -1
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def wake(self) -> None:
        self.news.set()
        self.news = asyncio.Event()

    def name(self) -> str:
        return f"{next(self.numbers) * 0x9E3779B97F4A7C15 % 10**19:019d}"

    def event(self, name: str, **content: Any) -> None:
        """Queue an event for the hook."""
        self.events.append({"app_id": APP, "event_name": name, "timestamp": str(int(self.now * 1000)), **content})
        self.wake()

    def fault_for(self, path: str) -> Fault | None:
        found = next((one for one in self.faults if one.count > 0 and path.startswith(one.path)), None)
        if found is not None:
            found.count -= 1
        return found


WORLD: web.AppKey[World] = web.AppKey("world", World)


async def deliver(app: web.Application) -> AsyncIterator[None]:
    """Bring events to the hook for as long as the server runs."""
    async with ClientSession() as wire:
        task = asyncio.create_task(_courier(app[WORLD], wire))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _courier(world: World, wire: ClientSession) -> None:
    while True:
        news = world.news
        while world.hook and world.events and not world.held:
            event = world.events.pop(-1 if world.shuffled else 0)
            for _ in range(1 + world.copies):
                await _bring(world, wire, event)
        await news.wait()


def signature(body: bytes, stamp: str) -> str:
    """What the platform signs with."""
    return hashlib.sha256(APP.encode() + body + stamp.encode() + KEY.encode()).hexdigest()


async def _bring(world: World, wire: ClientSession, event: dict[str, Any]) -> None:
    """Bring an event. Only where no connection could be made does the platform try again; whatever was answered late or badly is over."""
    body = json.dumps(event, ensure_ascii=False).encode(errors="backslashreplace")  # a lone surrogate as JSON writes it
    headers = {"Content-Type": "application/json", "X-ZEvent-Signature": f"mac={signature(body, event['timestamp'])}"}
    for turn in range(world.tries):
        if turn:
            headers["num_retry"] = str(turn)
        try:
            patience = ClientTimeout(total=world.patience)
            async with wire.post(world.hook, data=body, headers=headers, timeout=patience, allow_redirects=False) as reply:
                world.log.append({"status": reply.status, "key": f"{event['event_name']}:{event.get('message', {}).get('msg_id', '')}"})
                return
        except (ClientError, OSError, TimeoutError) as why:
            world.log.append({"status": type(why).__name__, "key": f"{event['event_name']}:{event.get('message', {}).get('msg_id', '')}"})
            if isinstance(why, TimeoutError):
                return
        await asyncio.sleep(0.05 * 2**turn)
