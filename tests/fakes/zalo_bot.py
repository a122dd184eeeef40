"""A Zalo Bot Platform as strict as its documents and live traffic say, in a process of its own: prints its port.

`python -m tests.fakes.zalo_bot --port 0`. The bot's side is /bot<TOKEN>/<method>, the people's side is /sim/<act>, pictures and voices
that people send lie under /media/. Every answer of the bot's side is HTTP 200 with `ok`, as the platform's is."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from typing import Any

from aiohttp import web

from tests.fakes.zalo_bot_methods import METHODS
from tests.fakes.zalo_bot_sim import ACTS, acting, media
from tests.fakes.zalo_bot_world import WORLD, Fault, Refused, World, deliver

TOKEN = "459283740012345678:fakeZaloBotSecret_for-tests"


def answer(body: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def refusal(code: int, description: str) -> web.Response:
    return answer({"ok": False, "description": description, "error_code": code})


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
        if (early := _spoiled_before(request, world, fault)) is not None:
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


def _spoiled_before(request: web.Request, world: World, fault: Fault) -> web.StreamResponse | None:
    match fault.kind:
        case "refuse":
            return refusal(fault.code, f"refused by the wish of a test: canary /bot{world.token}/")
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
