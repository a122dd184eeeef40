"""The people's side of the fake Zalo Bot Platform: what they send, what they see, what goes wrong."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.fakes.zalo_bot_methods import Given
from tests.fakes.zalo_bot_world import WORLD, Fault, World


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


def sim_take(world: World, given: Given) -> Any:
    """Hand over what waits."""
    waiting, world.updates = world.updates, []
    return waiting


def sim_rules(world: World, given: Given) -> Any:
    for name, value in given.items():
        assert name in ("copies", "shuffled", "held", "wrapped", "tries", "quota", "patience", "reaches"), name
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
    "user": sim_user, "send": sim_send, "update": sim_update, "take": sim_take, "rules": sim_rules, "fault": sim_fault, "reset": sim_reset,
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
