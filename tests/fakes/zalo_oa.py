"""A Zalo Official Account (OpenAPI v3 and its OAuth) as strict as public descriptions say, in a process of its own: prints its port.

`python -m tests.fakes.zalo_oa --port 0`. One server stands for openapi.zalo.me and oauth.zaloapp.com; the people's side is /sim/<act>."""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from tests.fakes.zalo_oa_world import ACCESS_LIVES, APP, OA, SECRET, VIETNAM, WINDOW, WORLD, YEAR, Fault, Person, Refused, World, deliver

TEXT_MOST = 2000
IMAGE_MOST, FILE_MOST = 1024 * 1024, 5 * 1024 * 1024


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def refusal(code: int, message: str) -> web.Response:
    return answer({"error": code, "message": message})


def spoiled(request: web.Request, fault: Fault | None, *, after: bool) -> web.StreamResponse | None:
    """What a fault answers instead, before or after the call was done."""
    if fault is None:
        return None
    if not after and fault.kind == "refuse":
        return refusal(fault.code, f"refused by the wish of a test: canary {request.headers.get('access_token')}")
    if not after and fault.kind == "status":
        return web.Response(status=fault.code, text="<html>Bad Gateway</html>", content_type="text/html")
    if fault.kind == ("reset" if after else "drop"):
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    return None


async def oauth(request: web.Request) -> web.StreamResponse:
    """A refresh token gives a new pair, once; the old access token dies with it."""
    world = request.app[WORLD]
    given = dict(await request.post())
    world.calls.append({"path": request.path, "grant": given.get("grant_type")})
    fault = world.fault_for(request.path)
    if (early := spoiled(request, fault, after=False)) is not None:
        return early
    if request.headers.get("secret_key") != SECRET or given.get("app_id") != APP:
        return answer({"error": -14003, "error_name": "Invalid app"})
    if given.get("grant_type") != "refresh_token" or given.get("refresh_token") not in world.refresh:
        return answer({"error": -14020, "error_name": "Invalid refresh token", "error_description": "used or over"})
    access, refresh = f"fakeAccess{world.name()}{world.name()}", f"fakeRefresh{world.name()}{world.name()}"
    world.refresh, world.access = {refresh}, {access: world.now + ACCESS_LIVES}
    if (late := spoiled(request, fault, after=True)) is not None:
        return late
    return answer({"access_token": access, "refresh_token": refresh, "expires_in": str(int(ACCESS_LIVES))})


def checked(world: World, request: web.Request) -> None:
    """The access token, as a header and not a Bearer."""
    token = request.headers.get("access_token", "")
    if not token:
        raise Refused(-216, "Access token is invalid")
    if world.access.get(token, -1.0) <= world.now:
        raise Refused(-220, "Access token has expired")


async def cs(world: World, request: web.Request) -> dict[str, Any]:
    """An answer to a person: within seven days of their last word."""
    given = json.loads(await request.text())
    message = given.get("message")
    person = world.people.get((given.get("recipient") or {}).get("user_id", ""))
    if person is None:
        raise Refused(-201, "user_id is invalid")
    if not isinstance(message, dict) or not (message.keys() == {"text"} or message.keys() == {"attachment"}):
        raise Refused(-201, "message is invalid")
    if "text" in message and not 1 <= len(message["text"].encode("utf-16-le")) // 2 <= TEXT_MOST:
        raise Refused(-201, "text is invalid")
    if world.now - person.last > WINDOW:
        raise Refused(-230, "User has not interacted with the OA in the past 7 days")
    if world.quota == 0:
        raise Refused(-211, "Out of quota")
    world.quota -= 1 if world.quota > 0 else 0
    number = world.name()
    world.chats[person.id].append({"ours": True, "message_id": number} | _content(world, message))
    if world.echoes:
        world.event(
            "oa_send_text", sender={"id": OA}, recipient={"id": person.id}, message={"msg_id": number, "text": message.get("text", "")}
        )  # fmt: skip
    return {"message_id": number, "user_id": person.id, "sent_time": str(int(world.now * 1000)), "quota": {"quota_type": "reply"}}


async def transaction(world: World, request: web.Request) -> dict[str, Any]:
    """A paid message of a fixed shape, within a year of the person's last word and by day."""
    given = json.loads(await request.text())
    person = world.people.get((given.get("recipient") or {}).get("user_id", ""))
    if person is None:
        raise Refused(-201, "user_id is invalid")
    shown = _elements(given.get("message"))
    if world.now - person.last > YEAR:
        raise Refused(-232, "User has not interacted with the OA in the past year")
    if not 6 <= datetime.fromtimestamp(world.now, VIETNAM).hour < 22:
        raise Refused(-234, "Not allowed to send at this time")
    if world.quota == 0:
        raise Refused(-211, "Out of quota")
    number = world.name()
    world.chats[person.id].append({"ours": True, "message_id": number, "transaction": shown})
    return {"message_id": number, "user_id": person.id, "sent_time": str(int(world.now * 1000)), "quota": {"quota_type": "transaction"}}


def _elements(message: Any) -> list[str]:
    """The words of a transaction message: header, text and table, each within its bounds."""
    try:
        attachment = message["attachment"]
        payload = attachment["payload"]
        header, text, table = payload["elements"]
        rows = [(row["key"], row["value"]) for row in table["content"]]
        right = (
            message.keys() == {"attachment"} and attachment["type"] == "template" and payload["template_type"] == "transaction_event"
            and payload["language"] in ("VI", "EN") and payload["buttons"] == []
            and (header["type"], text["type"], table["type"]) == ("header", "text", "table")
            and 1 <= len(header["content"]) <= 100 and 1 <= len(text["content"]) <= 250 and header["align"] == text["align"] == "left"
            and rows and all(1 <= len(key) <= 25 and 1 <= len(value) <= 100 for key, value in rows)
            and (rows[0][0].startswith("Mã") or rows[0][0] == "Tên khách hàng")
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        right = False
    if not right:
        raise Refused(-201, "message is invalid")
    return [header["content"], text["content"], *(f"{key}: {value}" for key, value in rows)]


def _content(world: World, message: dict[str, Any]) -> dict[str, Any]:
    if "text" in message:
        return {"text": message["text"]}
    attachment = message["attachment"]
    payload = attachment.get("payload", {})
    if attachment.get("type") == "template":
        (element,) = payload["elements"]
        name = element.get("attachment_id", "")
    else:
        name = payload.get("token", "")
    if name not in world.uploads:
        raise Refused(-201, "attachment is invalid")
    kind, data = world.uploads[name]
    return {"file": kind, "bytes": len(data)}


async def upload(world: World, request: web.Request) -> dict[str, Any]:
    """A picture or a paper that a message will carry."""
    kind = request.match_info["kind"]
    reader = await request.multipart()
    part = await reader.next()
    if part is None or part.name != "file" or not part.filename:  # type: ignore[union-attr]
        raise Refused(-201, "file is missing")
    data = bytes(await part.read())  # type: ignore[union-attr]
    if len(data) > (IMAGE_MOST if kind == "image" else FILE_MOST):
        raise Refused(-210, "file is too large")
    if kind == "image" and data[:3] != b"\xff\xd8\xff" and data[:8] != b"\x89PNG\r\n\x1a\n":
        raise Refused(-201, "file is invalid")
    if kind == "file" and not part.filename.lower().endswith((".pdf", ".doc", ".docx")):  # type: ignore[union-attr]
        raise Refused(-201, "file is invalid")
    name = f"up{world.name()}"
    world.uploads[name] = (kind, data)
    return {"attachment_id": name} if kind == "image" else {"token": name}


def api(method: Callable[[World, web.Request], Awaitable[dict[str, Any]]]) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        world = request.app[WORLD]
        note: dict[str, Any] = {"path": request.path}
        world.calls.append(note)
        fault = world.fault_for(request.path)
        if (early := spoiled(request, fault, after=False)) is not None:
            return early
        try:
            checked(world, request)
            data = await method(world, request)
        except Refused as why:
            note["error"] = why.code
            return refusal(why.code, why.message)
        if fault is not None and fault.kind == "hang":
            await asyncio.sleep(3600)
        return spoiled(request, fault, after=True) or answer({"data": data, "error": 0, "message": "Success"})

    return handle


# The people's side

Given = dict[str, Any]


def sim_user(world: World, given: Given) -> Any:
    person = Person(id=world.name(), name=given["name"])
    world.people[person.id], world.chats[person.id] = person, []
    return {"id": person.id}


def sim_send(world: World, given: Given) -> Any:
    """A person sends words, a place or a file; their window opens anew."""
    person, kind = world.people[given["chat"]], given.get("kind", "text")
    person.last = world.now
    number = world.name()
    message: dict[str, Any] = {"msg_id": number} | ({"text": given["text"]} if "text" in given else {})
    if kind == "location":
        place = {"latitude": str(given["latitude"]), "longitude": str(given["longitude"])}
        message["attachments"] = [{"type": "location", "payload": {"coordinates": place}}]
    elif kind != "text":
        name = world.name()
        world.media[name] = (base64.b64decode(given["data"]), "application/octet-stream")
        message["attachments"] = [{"type": kind, "payload": {"url": f"{given['root']}/media/{name}", "name": given.get("name", "")}}]
    world.chats[person.id].append({"message_id": number, **message})
    world.event(
        f"user_send_{kind}", sender={"id": person.id}, recipient={"id": OA}, user_id_by_app=f"app{person.id}", message=message
    )  # fmt: skip
    return {"message_id": number}


def sim_follow(world: World, given: Given) -> Any:
    person = world.people[given["chat"]]
    person.follows = given["follows"]
    world.event("follow" if person.follows else "unfollow", follower={"id": person.id}, oa_id=OA)
    return {}


def sim_take(world: World, given: Given) -> Any:
    """Hand over what waits."""
    waiting, world.events = world.events, []
    return waiting


def sim_rules(world: World, given: Given) -> Any:
    for name, value in given.items():
        assert name in ("copies", "shuffled", "held", "tries", "echoes", "quota", "now", "hook", "patience"), name
        setattr(world, name, value)
    world.wake()
    return {}


def sim_fault(world: World, given: Given) -> Any:
    world.faults.append(Fault(**given))
    return {}


def sim_reset(world: World, given: Given) -> Any:
    fresh = World()
    world.__dict__.update({name: value for name, value in vars(fresh).items() if name not in ("news", "numbers")})
    world.wake()
    return {}


ACTS: dict[str, Callable[[World, Given], Any]] = {
    "user": sim_user, "send": sim_send, "follow": sim_follow, "rules": sim_rules, "fault": sim_fault, "take": sim_take, "reset": sim_reset,
    "event": lambda world, given: world.event(given.pop("name"), **given),
    "grant": lambda world, given: world.refresh.update({given["token"]}),
    "renew_tokens": lambda world, _: world.access.update(dict.fromkeys(world.access, world.now + ACCESS_LIVES)),
    "forget_tokens": lambda world, _: world.access.clear(),
    "chat": lambda world, given: world.chats[given["chat"]],
    "calls": lambda world, _: world.calls,
    "state": lambda world, _: {
        "pending": len(world.events), "log": world.log, "refresh": sorted(world.refresh), "access": sorted(world.access), "now": world.now,
    },
}  # fmt: skip


def acting(act: Callable[[World, Given], Any]) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        given = json.loads(await request.text() or "{}")
        try:
            found = act(request.app[WORLD], given | ({"root": f"http://{request.host}"} if act is sim_send else {}))
        except (KeyError, TypeError, AssertionError) as why:
            return web.json_response({"error": f"{type(why).__name__}: {why}"}, status=400)
        return web.Response(body=json.dumps(found).encode(), content_type="application/json")

    return handle


async def media(request: web.Request) -> web.Response:
    found = request.app[WORLD].media.get(request.match_info["name"])
    return web.Response(status=404) if found is None else web.Response(body=found[0], content_type=found[1])


def application() -> web.Application:
    """The whole platform for one account."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app[WORLD] = World()
    app.cleanup_ctx.append(deliver)
    app.router.add_post("/v4/oa/access_token", oauth)
    app.router.add_post("/v3.0/oa/message/cs", api(cs))
    app.router.add_post("/v3.0/oa/message/transaction", api(transaction))
    app.router.add_post("/v2.0/oa/upload/{kind:image|file}", api(upload))
    app.router.add_get("/media/{name}", media)
    app.router.add_routes([web.post(f"/sim/{name}", acting(act)) for name, act in ACTS.items()])
    return app


async def serve(port: int) -> None:
    """Serve on loopback until our input ends; the first line of output is the port."""
    runner = web.AppRunner(application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
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
    asyncio.run(serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
