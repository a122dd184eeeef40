"""The door for the command line: a socket in the data folder, open to its owner only, one question and one answer each time."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import structlog

from bot.clock import Clock
from bot.domain.act import Act, Mint
from bot.domain.errors import RuleBroken
from bot.domain.province import Province
from bot.services import calendars
from bot.web.acts import ACTS, Plain
from storage.database import Database
from storage.work import Work

log = structlog.get_logger()
NAME: Final = "control.sock"
LONGEST: Final = 4 * 1024 * 1024  # bytes of a question
_PATH_MAX: Final = 100  # what every system takes as the path of a socket
Perform = Callable[[str, Mapping[str, Plain]], Awaitable[Plain]]


def performer(
    database: Database,
    province: Province,
    clock: Clock,
    mint: Mint,
    *,
    links: Mapping[str, str],
    poke: Callable[[], None],
    troubles: Callable[[], Mapping[str, str]] = dict,
) -> Perform:
    """What does the acts of `bot.web.acts`, each in one transaction, as the operator at the machine.

    `links` is what stands before a start payload on each channel, `troubles` what is wrong with each, as it is when an act is done. It
    raises RuleBroken."""

    async def perform(name: str, args: Mapping[str, Plain]) -> Plain:
        doing = ACTS.get(name)
        if doing is None:
            raise RuleBroken("not_found")
        store = database.read if doing.looks else database.write

        def run(work: Work) -> Plain:
            act = Act(at=clock.now(), mint=mint, province=calendars.in_force(work, province))
            return doing.run(work, act, dict(args) | {"links": dict(links), "troubles": dict(troubles())})

        result = await store(run)
        poke()
        return result

    return perform


async def serve(path: Path, perform: Perform) -> None:
    """Answer on the socket until cancelled. The caller holds the lock of the folder, so one that is there is a dead one's."""

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(json.dumps(await _answer(await reader.readline(), perform), ensure_ascii=False).encode() + b"\n")
            await writer.drain()
        except (ConnectionError, ValueError):
            log.warning("the command line hung up, or spoke too long")
        finally:
            writer.close()
            with suppress(ConnectionError):
                await writer.wait_closed()

    server = await asyncio.start_unix_server(meet, sock=_bound(path), limit=LONGEST)
    try:
        async with server:
            await server.serve_forever()
    finally:
        _remove(path)


async def _answer(line: bytes, perform: Perform) -> dict[str, Plain]:
    try:
        question = json.loads(line)
        return {"ok": True, "result": await perform(question["name"], question["args"])}
    except RuleBroken as broken:
        return {"ok": False, "code": broken.code, "facts": dict(broken.facts)}
    except Exception as why:  # the service goes on; the operator is told where to look
        log.exception("an act of the command line failed")
        return {"ok": False, "code": "", "facts": {"error": type(why).__name__}}


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _bound(path: Path) -> socket.socket:
    _remove(path)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)  # no moment at which others could connect
    try:
        with reachable(path) as name:
            listening.bind(name)
    except BaseException:
        listening.close()
        raise
    finally:
        os.umask(mask)
    listening.setblocking(False)
    return listening


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """A name of the socket that is short enough for the system, however deep the folder lies."""
    if len(os.fsencode(path)) <= _PATH_MAX or not Path("/proc/self/fd").exists():
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
