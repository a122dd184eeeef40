"""The webhook side of the fake Bot API: what it refuses, and how it brings updates, chat by chat."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.fakes.telegram_methods import Files, Given, Refused, as_int, as_json
from tests.fakes.telegram_world import DEFAULT_KINDS, Hook, World

PORTS = (80, 88, 443, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
LONGEST_WAIT = 60.0  # seconds between two tries of one update
LONGEST_ASKED = 3600.0  # of a Retry-After as much is honoured

Lane = tuple[str, str]


async def set_webhook(world: World, given: Given, files: Files) -> Any:
    url = str(given.get("url", ""))
    if not url:
        return await delete_webhook(world, given, files)
    now = time.monotonic()
    if now < world.hooked_at + world.deliveries.scale:
        raise Refused("Too Many Requests: retry after 1", status=429, parameters={"retry_after": 1})
    world.hooked_at = now
    check(url, local=world.local)
    secret = str(given.get("secret_token", ""))
    if len(secret) > 256:
        raise Refused("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise Refused("secret token contains unallowed characters")
    wanted = as_json(given, "allowed_updates")
    if wanted is not None:
        if not isinstance(wanted, list):
            raise Refused("can't parse allowed_updates JSON array")
        world.kinds = frozenset(wanted) or DEFAULT_KINDS
    if given.get("drop_pending_updates") == "true":
        world.updates.clear()
    most = as_int(given, "max_connections", 40)
    world.hook = Hook(url=url, secret=secret, most=most if 1 <= most <= 100 else 40)
    world.polls += 1
    world.ended_by = "setWebhook request"
    world.wake()
    return True


def check(url: str, *, local: bool) -> None:
    """The addresses that the real server refuses; one's own server takes more."""
    parts = urlsplit(url)
    if local and parts.scheme == "http":
        return
    if parts.scheme != "https":
        raise Refused("bad webhook: An HTTPS URL must be provided for webhook")
    if not local and (parts.port or 443) not in PORTS:
        raise Refused("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def delete_webhook(world: World, given: Given, files: Files) -> Any:
    world.hook = None
    if given.get("drop_pending_updates") == "true":
        world.updates.clear()
    world.wake()
    return True


async def get_webhook_info(world: World, given: Given, files: Files) -> Any:
    found: dict[str, Any] = {"url": world.webhook, "has_custom_certificate": False, "pending_update_count": len(world.updates)}
    if world.hook is not None:
        found |= {"max_connections": world.hook.most, "allowed_updates": sorted(world.kinds)}
        if world.hook.error is not None:
            found |= {"last_error_date": world.hook.error[0], "last_error_message": world.hook.error[1]}
    return found


HOOKS = {"setWebhook": set_webhook, "deleteWebhook": delete_webhook, "getWebhookInfo": get_webhook_info}


# Bringing updates


async def deliver(world: World) -> AsyncIterator[None]:
    """Bring updates to whatever hook is set, for as long as the server runs."""
    async with ClientSession(connector=TCPConnector(limit=0)) as wire:
        task = asyncio.create_task(Courier(world, wire).run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def lane_of(update: Any) -> Lane:
    """The queue of an update: messages of a chat in order, presses and memberships each apart from them."""
    kind, body = (
        next(((name, part) for name, part in update.items() if name != "update_id"), ("", {})) if isinstance(update, dict) else ("", {})
    )
    if not isinstance(body, dict):
        return kind, ""
    if kind == "callback_query":
        return kind, str(body.get("from", {}).get("id", ""))
    chat = body.get("chat", {})
    return ("message" if "message" in kind else kind), str(chat.get("id", "") if isinstance(chat, dict) else "")


class Courier:
    """One line per chat; the next update of a chat leaves when the one before was answered 2xx."""

    def __init__(self, world: World, wire: ClientSession) -> None:
        self.world = world
        self.wire = wire
        self.running = 0
        self.free = asyncio.Condition()

    async def run(self) -> None:
        lanes: dict[Lane, asyncio.Task[None]] = {}
        served: Hook | None = None
        try:
            while True:
                news = self.world.news
                if self.world.hook is not served:
                    await self.end(lanes)
                    served = self.world.hook
                lanes = {lane: task for lane, task in lanes.items() if not task.done()}
                if served is not None and not self.world.deliveries.held:
                    for lane in {lane_of(update) for update in self.world.updates} - lanes.keys():
                        lanes[lane] = asyncio.create_task(self.serve(served, lane))
                await news.wait()
        finally:
            await self.end(lanes)

    async def end(self, lanes: dict[Lane, asyncio.Task[None]]) -> None:
        for task in lanes.values():
            task.cancel()
        await asyncio.gather(*lanes.values(), return_exceptions=True)
        lanes.clear()

    async def serve(self, hook: Hook, lane: Lane) -> None:
        """Bring what waits in one lane, one after the other."""
        while not self.world.deliveries.held:
            update = next((one for one in self.world.updates if lane_of(one) == lane), None)
            if update is None:
                break
            await self.bring(hook, lane, update)
        self.world.wake()

    async def bring(self, hook: Hook, lane: Lane, update: Any) -> None:
        """Bring one update until it is taken: the first time again at once, then after 2, 4, 8 ... seconds."""
        failures, left = 0, self.world.deliveries.copies
        while True:
            status, asked = await self.post(hook, lane, update, failures)
            taken = isinstance(status, int) and 200 <= status < 300
            if taken and not left:
                break
            if taken:
                left -= 1
                continue
            failures += 1
            hook.error = (int(time.time()), f"Wrong response from the webhook: {status}")
            wait = asked if asked is not None else 0 if failures == 1 else min(LONGEST_WAIT, 2.0 ** (failures - 1))
            await asyncio.sleep(wait * self.world.deliveries.scale)
        self.world.updates = [one for one in self.world.updates if one is not update]
        number = update.get("update_id") if isinstance(update, dict) else None
        self.world.confirmed = max(self.world.confirmed, number if isinstance(number, int) else 0)

    async def post(self, hook: Hook, lane: Lane, update: Any, failures: int) -> tuple[int | str, float | None]:
        """One call: its status or what went wrong, and how long the answer asks to wait."""
        if urlsplit(hook.url).hostname not in LOOPBACK:
            await asyncio.sleep(1)
            return "Failed to resolve host", None
        note: dict[str, Any] = {
            "update": update.get("update_id") if isinstance(update, dict) else None,
            "lane": list(lane),
            "failures": failures,
        }
        headers = {"Content-Type": "application/json"} | ({"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {})
        async with self.free:
            await self.free.wait_for(lambda: self.running < hook.most)
            self.running += 1
        note["beside"] = self.running
        self.world.deliveries.log.append(note)
        try:
            body = json.dumps(update).encode()
            patience = ClientTimeout(total=self.world.deliveries.patience)
            async with self.wire.post(hook.url, data=body, headers=headers, timeout=patience, allow_redirects=False) as answer:
                await answer.read()
                note["status"] = answer.status
                return answer.status, asked_in(answer.headers.get("Retry-After", ""))
        except (ClientError, OSError, TimeoutError) as why:
            note["status"] = type(why).__name__
            return type(why).__name__, None
        finally:
            async with self.free:
                self.running -= 1
                self.free.notify_all()


def asked_in(header: str) -> float | None:
    return min(float(header), LONGEST_ASKED) if header.isdecimal() else None
