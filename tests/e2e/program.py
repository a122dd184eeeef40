"""The real program as a process, and browsers that speak to it over real sockets."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from websockets.sync.client import ClientConnection, connect

T = TypeVar("T")
PATIENCE = 30.0  # seconds before a wait is given up; no test asserts how long anything took
OFFICE = """\
sample = false
body = "Ủy ban nhân dân tỉnh Thái Nguyên"
address = "Số 18 đường Nha Trang"
phone = "0208 000 000"
reception_place = "Trụ sở tiếp công dân"
reception_days = "thứ Hai đến thứ Sáu"
duty_phone = "0208 000 001"
"""


def until(look: Callable[[], T | None], what: str) -> T:
    """Look again and again until there is something to see."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited in vain for {what}")


def free_port() -> int:
    """A loopback port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Program:
    """`doithoai run` on a folder. Starting again uses the same folder and port."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self) -> dict[str, str]:
        """The settings it runs with; nothing of ours leaks in from outside."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DOITHOAI_")}
        mine = {"HOME": str(self.home), "HTTP_PORT": str(self.port), **self.settings}
        return kept | {f"DOITHOAI_{name}": value for name, value in mine.items()}

    def start(self, *, ready: bool = True) -> Program:
        """Start it; waits until it says that it is ready."""
        self.home.mkdir(parents=True, exist_ok=True)
        log = (self.home / "out.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=self.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT
        )
        log.close()
        if ready:
            until(self.is_ready, "the program to be ready")
        return self

    def is_ready(self) -> bool:
        """Whether it answers that it can work. Raises when it ended instead."""
        if self.process is not None and self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}:\n{self.log()[-4000:]}")
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def log(self) -> str:
        """What it printed so far, over all starts."""
        return (self.home / "out.log").read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """SIGKILL, as a power cut for the process."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """SIGTERM; returns its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def command(self, *words: str) -> str:
        """Run another `doithoai` command on the same folder; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words], env=self.environment(), capture_output=True, text=True, timeout=PATIENCE, check=False,
            cwd=ROOT,
        )  # fmt: skip
        if done.returncode != 0:
            raise AssertionError(f"doithoai {' '.join(words)} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout


ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Program]:
    """The program, ended when the test ends."""
    program = Program(home=home, settings=settings)
    try:
        yield program.start()
    finally:
        if program.process is not None and program.process.poll() is None:
            program.stop()


@dataclass(slots=True)
class Browser:
    """A visitor of the web chat, speaking the page's own frames."""

    program: Program
    cookie: str = ""
    socket: ClientConnection | None = None
    lines: dict[int, dict[str, Any]] = field(default_factory=dict)
    after: int = 0
    said: int = 0

    def open(self) -> Browser:
        """Load the page for its cookie, then open the socket and ask for what is new."""
        if not self.cookie:
            with urllib.request.urlopen(self.program.url + "/", timeout=PATIENCE) as answer:
                self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.socket = connect(
            self.program.url.replace("http", "ws", 1) + "/chat", additional_headers={"Cookie": self.cookie}, origin=self.program.url,  # type: ignore[arg-type]
        )  # fmt: skip
        self.socket.send(json.dumps({"type": "resume", "after": self.after}))
        return self

    def close(self) -> None:
        """Leave the page."""
        if self.socket is not None:
            self.socket.close()

    def say(self, text: str) -> None:
        """Type a message."""
        self._send({"type": "text", "text": text})

    def start(self, payload: str) -> None:
        """Open the page by a link."""
        self._send({"type": "start", "data": payload})

    def press(self, label: str) -> None:
        """Press the newest button of this label, waiting until it is there."""
        data = self.until(lambda: self._button(label), f"the button {label!r}")
        self._send({"type": "tap", "text": label, "data": data})

    def sees(self, words: str) -> str:
        """Wait until a message holds these words; returns the newest such message."""
        return self.until(lambda: next((str(line["text"]) for _, line in sorted(self.lines.items(), reverse=True) if words in line["text"]), None), words)

    def _button(self, label: str) -> str | None:
        for _, line in sorted(self.lines.items(), reverse=True):
            for row in line.get("buttons", ()):
                for one in row:
                    if one["label"] == label:
                        return str(one.get("data", ""))
        return None

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """Read frames until there is something to see."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := look():
                return found
            self._read()
        raise AssertionError(f"waited in vain for {what}; saw {[line['text'] for line in self.lines.values()]}")

    def _read(self) -> None:
        assert self.socket is not None
        try:
            frame = json.loads(self.socket.recv(timeout=0.2))
        except TimeoutError:
            return
        if "seq" in frame and "text" in frame:
            self.after = max(self.after, frame["seq"])
            self.lines.pop(frame.get("edit_of", 0), None)
            for old in [seq for seq, line in self.lines.items() if line.get("first", seq) == frame.get("edit_of")]:
                self.lines.pop(old)
            self.lines[frame["seq"]] = {**frame, "first": frame.get("edit_of", frame["seq"])}

    def _send(self, frame: dict[str, Any]) -> None:
        assert self.socket is not None
        self.said += 1
        self.socket.send(json.dumps({"id": f"e{self.said}", **frame}))
