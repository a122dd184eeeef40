"""The real program as a process: started, killed, stopped and asked over its own command line."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.deadlines import VIETNAM

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0  # seconds before a wait is given up; no test asserts how long anything took
OFFICE = """\
sample = false
body = "Ủy ban nhân dân tỉnh Thái Nguyên"
address = "Số 18 đường Nha Trang"
phone = "0208 000 000"
reception_place = "Trụ sở tiếp công dân"
reception_days = "thứ Hai đến thứ Sáu"
duty_phone = "0208 000 001"

[[emergency]]
number = "113"
name = "Công an"
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
    """A loopback port that nobody uses now, below those that outgoing connections are given: it must still be free after a restart."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


def quick_rules() -> str:
    """Rules under which nothing waits for the clock: answers leave at once, and the quiet hour is on the other side of the day."""
    away = datetime.now(UTC).astimezone(VIETNAM) + timedelta(hours=11)
    return f"""\
[quiet]
starts = "{away:%H:00}"
ends = "{away + timedelta(hours=1):%H:00}"

[release]
undo_seconds = 0

[sending]
per_chat_per_second = 1000
glance_seconds = 0

[limits]
opinions_per_hour = 100
opinions_per_day = 100
"""


def furnish(home: Path, *, rules: str = "") -> Path:
    """A folder with an office that is no sample, and rules."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "office.toml").write_text(OFFICE, encoding="utf-8")
    (home / "rules.toml").write_text(rules or quick_rules(), encoding="utf-8")
    return home


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
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DOITHOAI_", "PYTHONDONTWRITE"))}
        kept["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "pycache")  # so that a second start compiles nothing
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

    def end(self) -> None:
        """Stop it if it still runs, however the test went."""
        if self.process is not None and self.process.poll() is None:
            self.stop()

    def command(self, *words: str) -> str:
        """Run another `doithoai` command on the same folder; returns what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *words], env=self.environment(), capture_output=True, text=True, timeout=PATIENCE, check=False,
            cwd=ROOT,
        )  # fmt: skip
        if done.returncode != 0:
            raise AssertionError(f"doithoai {' '.join(words)} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def invite(self, *words: str) -> list[str]:
        """Run `doithoai invite`; the payloads of the links it printed."""
        return [str(one["code"]) for one in json.loads(self.command("invite", *words, "--json"))]

    def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        """What stands in its store."""
        with closing(sqlite3.connect(f"file:{self.home / 'doithoai.db'}?mode=ro", uri=True)) as store:
            return store.execute(sql, given).fetchall()


@contextmanager
def running(home: Path, **settings: str) -> Iterator[Program]:
    """The program, ended when the test ends."""
    program = Program(home=home, settings=settings)
    try:
        yield program.start()
    finally:
        program.end()
