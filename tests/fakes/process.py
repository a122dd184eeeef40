"""A fake platform in a process of its own, and how tests speak with it: plain blocking calls."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]


def wait_for(look: Callable[[], T], *, within: float = 20.0, what: str = "") -> T:
    """Look again and again until something true is seen. Raises AssertionError when the deadline has passed."""
    ends = time.monotonic() + within
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > ends:
            raise AssertionError(f"waited {within} s in vain for {what or look}; last seen: {found!r}")
        time.sleep(0.01)


class FakePlatform:
    """A server of `tests.fakes` that prints its port: `with FakePlatform("tests.fakes.telegram") as fake:`. `url` is its root."""

    def __init__(self, module: str, *args: str, port: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, "--port", str(port), *args], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def sim(self, act: str, **given: Any) -> Any:
        """One act of the control API. Raises LookupError when it cannot be done (no such button, for example)."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request("POST", f"/sim/{act}", json.dumps(given), {"Content-Type": "application/json"})
            answer = wire.getresponse()
            body = json.loads(answer.read())
        finally:
            wire.close()
        if answer.status != 200:
            raise LookupError(body["error"])
        return body

    def reset(self) -> None:
        """Forget everybody and everything but the ids that were given out."""
        self.sim("reset")
