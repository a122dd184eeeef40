"""The people's side of the fake Telegram, under /sim/: what they send and press, what they see, what goes wrong."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any

from aiohttp import web

from tests.fakes.telegram_methods import described, public
from tests.fakes.telegram_world import Chat, Fault, Person, Query, World

FILES = ("photo", "voice", "audio", "video", "video_note", "document", "animation", "sticker")


def sim_routes(world: World) -> list[web.RouteDef]:
    """Every act is a POST with a JSON body and a JSON answer."""
    acts: dict[str, Callable[[World, dict[str, Any]], Any]] = {
        "user": new_user,
        "group": new_group,
        "send": send,
        "edit": edit,
        "tap": tap,
        "block": block,
        "unblock": unblock,
        "migrate": migrate,
        "update": inject,
        "take": take,
        "chat": look,
        "calls": calls,
        "queries": lambda world, _given: {name: vars(query) for name, query in world.queries.items()},
        "commands": lambda world, _given: world.commands,
        "age": age,
        "fault": fault,
        "heal": heal,
        "token": token,
        "limits": limits,
        "state": lambda world, _given: {
            "pending": len(world.updates),
            "confirmed": world.confirmed,
            "polls": world.polls,
            "webhook": world.webhook,
        },
        "deliveries": deliveries,
        "uploaded": uploaded,
        "spoil": spoil,
        "reset": reset,
    }
    acts["many"] = lambda world, given: [tried(acts[name], world, one) for name, one in given["acts"]]
    return [web.post(f"/sim/{name}", handler(world, act)) for name, act in acts.items()]


def handler(world: World, act: Callable[[World, dict[str, Any]], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        given = json.loads(await request.text() or "{}")
        try:
            found = act(world, given)
        except (KeyError, LookupError, StopIteration) as why:
            return web.json_response({"error": f"{type(why).__name__}: {why}"}, status=400)
        return web.Response(body=json.dumps(found).encode(), content_type="application/json")

    return handle


def tried(act: Callable[[World, dict[str, Any]], Any], world: World, given: dict[str, Any]) -> Any:
    """One act of many; what cannot be done is said in its place."""
    try:
        return act(world, given)
    except LookupError as why:
        return {"error": f"{type(why).__name__}: {why}"}


def calls(world: World, given: dict[str, Any]) -> Any:
    """The bot's calls, perhaps of one method, or those after the first `since`."""
    return [call for call in islice(world.calls, given.get("since", 0), None) if given.get("method", call["method"]) == call["method"]]


def take(world: World, given: dict[str, Any]) -> Any:
    """Hand over what waits, as a poll that confirms it would."""
    waiting, world.updates = world.updates, []
    return waiting


def new_user(world: World, given: dict[str, Any]) -> Any:
    world.last_person += 1
    number = int(given.get("id", world.last_person))
    world.people[number] = Person(id=number, name=given["name"], lang=given.get("lang", "vi"))
    world.chats[number] = Chat(id=number)
    return {"id": number}


def new_group(world: World, given: dict[str, Any]) -> Any:
    world.last_person += 1
    number = -world.last_person
    world.chats[number] = Chat(id=number, type="group", title=given["title"], written=True)
    return {"id": number}


def place_of(world: World, given: dict[str, Any]) -> tuple[Person, Chat]:
    person = world.people[given["user"]]
    return person, world.chats[given.get("chat", person.id)]


def send(world: World, given: dict[str, Any]) -> Any:
    """A message: `text`, or a `kind` with its content; `album` is the number of equal photos it consists of."""
    person, chat = place_of(world, given)
    content: dict[str, Any] = {}
    kind = given.get("kind", "text")
    if kind == "text":
        content["text"] = given["text"]
    elif kind in FILES:
        ref = world.store(
            base64.b64decode(given.get("data", "")),
            name=given.get("name", ""),
            mime=given.get("mime", ""),
            size=given.get("size"),
            folder=f"{kind}s",
        )
        content[kind] = described(world, kind, ref)
        if kind == "animation":
            content["document"] = described(world, "document", ref)
    else:
        content[kind] = given["content"]
    content |= {name: given[name] for name in ("caption", "media_group_id") if given.get(name)}
    content |= given.get("more", {})
    if given.get("reply_to"):
        content["reply_to_message"] = public(chat.messages[given["reply_to"]])
    message = world.said(person, chat, content)
    return {"message": message["message_id"], "update": world.push("message", message)}


def edit(world: World, given: dict[str, Any]) -> Any:
    person, chat = place_of(world, given)
    message = chat.messages[given["message"]]
    if message["from"]["id"] != person.id:
        raise LookupError("not that person's message")
    message["caption" if "caption" in message else "text"] = given["text"]
    message["edit_date"] = message["date"] + 1
    return {"update": world.push("edited_message", message)}


def button_in(chat: Chat, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The newest message with the button, and the button."""
    for number in sorted(chat.messages, reverse=True):
        message = chat.messages[number]
        if given.get("message", number) != number:
            continue
        for row in message.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if (
                    given.get("data", button.get("callback_data")) == button.get("callback_data")
                    and given.get("label", button["text"]) == button["text"]
                ):
                    return message, button
    raise LookupError(f"no such button: {given.get('label') or given.get('data')}")


def tap(world: World, given: dict[str, Any]) -> Any:
    """Press an inline button, or a key of the sharing keyboard; with `forged` a button that is not there."""
    person, chat = place_of(world, given)
    keys = [key for row in (chat.keyboard or {}).get("keyboard", []) for key in row]
    key = next((key for key in keys if key["text"] == given.get("label")), None)
    if key is not None:
        if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        if key.get("request_location"):
            return send(world, given | {"kind": "location", "content": given.get("place", {"latitude": 21.59, "longitude": 105.84})})
        if key.get("request_contact"):
            phone = {"phone_number": given.get("phone", "84912345678"), "first_name": person.name, "user_id": person.id}
            return send(world, given | {"kind": "contact", "content": phone})
        return send(world, given | {"kind": "text", "text": key["text"]})
    if given.get("forged"):
        message, data = chat.messages[given["message"]], given["data"]
    else:
        message, button = button_in(chat, given)
        if "callback_data" not in button:
            return {"url": button["url"]}
        data = button["callback_data"]
    name = str(10**17 + len(world.queries))
    world.queries[name] = Query(chat=chat.id, user=person.id, message=message["message_id"], data=data)
    query = {"id": name, "from": person.user(), "message": public(message), "chat_instance": "1", "data": data}
    return {"query": name, "update": world.push("callback_query", query)}


def membership(world: World, given: dict[str, Any], before: str, now: str) -> Any:
    person, chat = place_of(world, given)
    change = {"chat": chat.shown(), "from": person.user(), "date": 1_790_000_000}
    change["old_chat_member"] = {"user": world.bot, "status": before}
    change["new_chat_member"] = {"user": world.bot, "status": now}
    return {"update": world.push("my_chat_member", change)}


def block(world: World, given: dict[str, Any]) -> Any:
    place_of(world, given)[1].blocked = given.get("why", "Forbidden: bot was blocked by the user")
    return membership(world, given, "member", "kicked") if not given.get("silent") else {}


def unblock(world: World, given: dict[str, Any]) -> Any:
    place_of(world, given)[1].blocked = ""
    return membership(world, given, "kicked", "member")


def migrate(world: World, given: dict[str, Any]) -> Any:
    old = world.chats[given["chat"]]
    world.last_person += 1
    new = Chat(id=-(10**12) - world.last_person, type="supergroup", title=old.title, written=True)
    world.chats[new.id] = new
    old.moved = new.id
    return {"id": new.id}


def inject(world: World, given: dict[str, Any]) -> Any:
    """Queue updates exactly as given, whatever they are."""
    for update in given["updates"]:
        if isinstance(update, dict) and update.pop("_number", True):
            world.last_update += 1
            update.setdefault("update_id", world.last_update)
        world.updates.append(update)
    world.wake()
    return {}


def deliveries(world: World, given: dict[str, Any]) -> Any:
    """Change how updates go to the webhook; every try so far."""
    for name in ("scale", "held", "copies", "patience"):
        if name in given:
            setattr(world.deliveries, name, given[name])
    world.wake()
    return world.deliveries.log


def look(world: World, given: dict[str, Any]) -> Any:
    chat = world.chats[given["chat"]]
    return {
        "messages": [public(chat.messages[number]) for number in sorted(chat.messages) if number > given.get("after", 0)],
        "keyboard": chat.keyboard,
        "bot": world.bot["id"],
    }


def age(world: World, given: dict[str, Any]) -> Any:
    """Let every tap that was not answered grow too old."""
    for query in world.queries.values():
        query.open = False
    return {}


def fault(world: World, given: dict[str, Any]) -> Any:
    world.faults.append(Fault(**given))
    return {}


def heal(world: World, given: dict[str, Any]) -> Any:
    """Nothing goes wrong any more."""
    world.faults.clear()
    return {}


def token(world: World, given: dict[str, Any]) -> Any:
    """Take another token from now on (the bot's own was revoked), or the first one again."""
    world.token = given["token"]
    return {}


def limits(world: World, given: dict[str, Any]) -> Any:
    world.limited = bool(given["on"])
    return {}


def uploaded(world: World, given: dict[str, Any]) -> Any:
    file = world.files[given["file"]]
    return {"name": file.name, "mime": file.mime, "data": base64.b64encode(file.data or b"").decode()}


def spoil(world: World, given: dict[str, Any]) -> Any:
    """Lose a file's content, or let it be longer than it was said to be."""
    file = world.files[given["file"]]
    file.data = None if "data" not in given else base64.b64decode(given["data"])
    return {}


def reset(world: World, given: dict[str, Any]) -> Any:
    world.forget()
    return {}
