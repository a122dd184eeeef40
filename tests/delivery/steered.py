"""An event loop whose time is made up: it jumps to whatever is due next, so that hours pass in no time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Steered(asyncio.SelectorEventLoop):
    """Time stands still while anything can run, then jumps to the next timer."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1000.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        here: Any = self
        if not here._ready:
            here._scheduled = [one for one in here._scheduled if not one._cancelled]
            here._scheduled.sort()
            assert here._scheduled, "nothing will ever happen any more"
            self.now = max(self.now, here._scheduled[0].when())
        super()._run_once()  # type: ignore[misc]


def steer(main: Coroutine[Any, Any, T]) -> T:
    """Run to the end in made-up time."""
    loop = Steered()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()


def now() -> float:
    """Made-up seconds since the loop began."""
    return asyncio.get_running_loop().time() - 1000.0


async def wait(seconds: float) -> None:
    """Let made-up seconds pass."""
    await asyncio.sleep(seconds)
