"""A Bot API as strict as the real one, in a process of its own: `python -m tests.fakes.telegram --port 0` prints its port."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from typing import Any

from aiohttp import web

from tests.fakes.telegram_methods import METHODS, Refused
from tests.fakes.telegram_sim import sim_routes
from tests.fakes.telegram_webhook import HOOKS, deliver
from tests.fakes.telegram_world import Fault, World

TOKEN = "7000000001:AAfake-token_for-tests-0123456789abcdef"
HANG = 3600


def answer(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")


def refusal(status: int, description: str, parameters: dict[str, Any] | None = None) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    if parameters:
        body["parameters"] = parameters
    return answer(status, body)


async def parameters_of(request: web.Request) -> tuple[dict[str, Any], dict[str, tuple[str, bytes, str]]]:
    """Parameters as the real server reads them (JSON, form or multipart), and the uploaded files."""
    found: dict[str, Any] = dict(request.query)
    files: dict[str, tuple[str, bytes, str]] = {}
    if request.content_type == "application/json":
        body = await request.text()
        if body:
            read = json.loads(body)
            found |= {name: value if isinstance(value, str) else json.dumps(value) for name, value in read.items()}
    elif request.content_type.startswith("multipart/"):
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            assert not isinstance(part, type(reader))
            if part.filename is not None:  # type: ignore[union-attr]
                files[part.name or ""] = (part.filename, bytes(await part.read()), part.headers.get("Content-Type", ""))  # type: ignore[union-attr]
            else:
                found[part.name or ""] = await part.text()  # type: ignore[union-attr]
    elif request.can_read_body:
        found |= dict(await request.post())
    return found, files


async def call(request: web.Request) -> web.StreamResponse:
    """One call of a bot: token, fault, method, in that order; everything is noted down."""
    world: World = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return refusal(401, "Unauthorized")
    name = request.match_info["method"]
    try:
        given, files = await parameters_of(request)
    except ValueError:
        return refusal(400, "Bad Request: can't parse request")
    brought = {part: [filename, len(data), mime] for part, (filename, data, mime) in files.items()}
    note: dict[str, Any] = {"method": name, "parameters": given, "files": brought, "at": time.monotonic()}
    world.calls.append(note)
    fault = world.fault_for(name, given)
    if fault is not None and not fault.accepts:
        note["status"] = fault.status
        return await spoil(request, fault)
    method = {each.lower(): function for each, function in (METHODS | HOOKS).items()}.get(name.lower())
    if method is None:
        note["status"] = 404
        return refusal(404, "Not Found: method not found")
    try:
        result = await method(world, given, files)
    except Refused as refused:
        note["status"] = refused.status
        return refusal(refused.status, refused.description, refused.parameters)
    note["status"] = 200
    note["result"] = None if name == "getUpdates" else result
    if fault is not None:
        return await spoil(request, fault)
    return answer(200, {"ok": True, "result": result})


async def spoil(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Do what a fault says instead of answering."""
    if fault.kind == "hang":
        await asyncio.sleep(HANG)
    if fault.kind in ("reset", "drop"):
        assert request.transport is not None
        request.transport.abort()
        return web.Response()
    if fault.kind == "half":
        response = web.StreamResponse(headers={"Content-Length": "1000", "Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b'{"ok": tr')
        assert request.transport is not None
        request.transport.abort()
        return response
    if fault.kind == "html":
        return web.Response(status=fault.status, text="<html>Bad Gateway</html>", content_type="text/html")
    return refusal(fault.status, fault.description, fault.parameters)


async def download(request: web.Request) -> web.StreamResponse:
    """A file by its path, as getFile gave it."""
    world: World = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return refusal(401, "Unauthorized")
    fault = world.fault_for("download", {})
    if fault is not None:
        return await spoil(request, fault)
    for file in world.files.values():
        if file.path == request.match_info["path"] and file.data is not None:
            return web.Response(body=file.data, content_type="application/octet-stream")
    return refusal(404, "Not Found")


async def nothing(request: web.Request) -> web.Response:
    return refusal(404, "Not Found")


WORLD: web.AppKey[World] = web.AppKey("world", World)


def application(token: str = TOKEN, *, local: bool = False) -> web.Application:
    """The whole server for one bot."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    world = World(token, local=local)
    app[WORLD] = world
    app.cleanup_ctx.append(lambda app: deliver(app[WORLD]))
    app.router.add_route("*", r"/bot{token:[^/]+}/{method:\w+}", call)
    app.router.add_get(r"/file/bot{token:[^/]+}/{path:.+}", download)
    app.router.add_routes(sim_routes(world))
    app.router.add_route("*", "/{rest:.*}", nothing)
    return app


async def serve(port: int, token: str, *, stay: bool, local: bool) -> None:
    """Serve on loopback until ended; the first line of output is the port."""
    runner = web.AppRunner(application(token, local=local), access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    try:
        # The parent holds our input open; when it dies, whatever way, we go too.
        await (asyncio.Event().wait() if stay else asyncio.get_running_loop().run_in_executor(None, sys.stdin.read))
    finally:
        await runner.cleanup()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--stay", action="store_true", help="do not end when standard input ends")
    parser.add_argument("--local", action="store_true", help="as a Bot API server of one's own: webhooks may be http and on any port")
    given = parser.parse_args()
    asyncio.run(serve(given.port, given.token, stay=given.stay, local=given.local))


if __name__ == "__main__":
    main()
