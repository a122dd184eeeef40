"""How a command reaches the house: through the socket of the running service, else by opening the store itself."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from time import monotonic, sleep
from typing import TYPE_CHECKING, Final

from bot.cli.endings import ServiceFailed
from bot.domain.errors import RuleBroken
from bot.web.control import NAME, reachable

if TYPE_CHECKING:
    from bot.web.acts import Plain
    from config.settings import Settings

PATIENCE: Final = 10.0
"""Seconds in which a service that is just starting, or another command, may let us in."""
Ask = Callable[[str, Mapping[str, "Plain"]], "Plain"]


def ask(settings: Settings, name: str, args: Mapping[str, Plain]) -> Plain:
    """Do an act of `bot.web.acts` in the running service, or in the store where none runs.

    Raises RuleBroken, AlreadyRunning when another process holds the folder and does not answer, ServiceFailed, StorageTrouble."""
    from storage.database import AlreadyRunning

    until = monotonic() + PATIENCE
    while True:
        try:
            return _asked(settings, name, args)
        except (FileNotFoundError, ConnectionRefusedError):
            pass
        try:
            return asyncio.run(_alone(settings, name, args))
        except AlreadyRunning:
            if monotonic() > until:
                raise
            sleep(0.2)


def _asked(settings: Settings, name: str, args: Mapping[str, Plain]) -> Plain:
    """Ask the service. Raises FileNotFoundError or ConnectionRefusedError where none listens."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        with reachable(settings.home / NAME) as path:
            line.connect(path)
        line.sendall(json.dumps({"name": name, "args": args}, ensure_ascii=False).encode() + b"\n")
        with line.makefile("rb") as answers:
            text = answers.readline()
    if not text:
        raise ServiceFailed("no answer")
    answer = json.loads(text)
    if answer["ok"]:
        result: Plain = answer["result"]
        return result
    if not answer["code"]:
        raise ServiceFailed(str(answer["facts"].get("error", "")))
    raise RuleBroken(answer["code"], **answer["facts"])


async def _alone(settings: Settings, name: str, args: Mapping[str, Plain]) -> Plain:
    """Build the house without starting it, do the act, and leave. Links of a channel that cannot be reached now are left out."""
    from bot import app

    async with AsyncExitStack() as stack:
        house = await app.build(settings, stack)
        await house.listeners.open()
        return await house.perform(name, args)
