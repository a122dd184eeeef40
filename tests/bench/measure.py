"""One measurement: a fresh server, a fresh bot, one load; what it cost is read from the operating system."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.subjects import ROOT, Subject

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 60.0  # seconds for a bot to start, and to end
QUIET = 0.3  # seconds in which a bot may still say what it says beyond the replies


class Failed(Exception):
    """A bot did not do what every bot must do here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How much every bot is given: `chats` people, `at_once` of them at a time."""

    chats: int
    at_once: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One run of one subject."""

    subject: str
    round: int
    updates: int
    seconds: float
    cpu_ms: float  # per update, user and system, all threads
    start: float  # seconds from starting the process to its first call of getUpdates
    rss_mb: float  # the most it held
    p50_ms: float
    p99_ms: float
    besides: int  # messages beyond the replies
    calls: dict[str, int]
    polls: int  # polls that brought something

    @property
    def rate(self) -> float:
        """Updates per second, from the first one offered until the server has the last reply."""
        return self.updates / self.seconds

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return asdict(self) | {"rate": self.rate}


class Lines:
    """The server's side of the talk: a line of JSON at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def next(self, key: str) -> dict[str, Any]:
        """The next line, which must hold `key`. Raises Failed with what the server says instead."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        facts: dict[str, Any] = json.loads(line) if line else {"stuck": "the server ended"}
        if key not in facts:
            raise Failed(str(facts.get("stuck", facts)))
        return facts

    def order(self, word: str) -> None:
        """Tell the server to go on."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())
        self.process.stdin.flush()


def cpu_seconds(pid: int) -> float:
    """What a process used so far, all its threads, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_mb(pid: int) -> float:
    """The most memory a process ever held."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise Failed("no VmHWM")


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of all lie."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def measure(subject: Subject, number: int, load: Load, wrap: tuple[str, ...] = ()) -> Sample:
    """Run one load. `wrap` stands before the command (a profiler). Raises Failed when a reply is missing, more than one came to an
    update where one is asked, or what is stored is not what was confirmed."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=build) as folder:  # on the disk of the checkout: memory would not be durable
        home = Path(folder)
        subject.prepare(home)
        words = [sys.executable, "-m", "tests.bench.server", "--chats", str(load.chats), "--at-once", str(load.at_once)]
        with subprocess.Popen([*words, "--expect", subject.expect], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            lines = Lines(server)
            try:
                sample, told = _run(subject, number, lines, home, wrap)
                _check(subject, told, load.chats, home)
                return sample
            finally:
                assert server.stdin is not None
                server.stdin.close()


def _run(subject: Subject, number: int, lines: Lines, home: Path, wrap: tuple[str, ...]) -> tuple[Sample, dict[str, Any]]:
    url = f"http://127.0.0.1:{lines.next('port')['port']}"
    command = [*wrap, str(subject.python), "-m", subject.module]
    log = home / "bench.log"
    started = time.monotonic()
    with log.open("wb") as out:
        bot = subprocess.Popen(command, cwd=ROOT, env=subject.environment(home, url), stdin=subprocess.DEVNULL, stdout=out, stderr=out)
    try:
        polled = _polled(lines, bot)
        before = cpu_seconds(bot.pid)
        lines.order("go")
        lines.next("finished")
        used = cpu_seconds(bot.pid) - before
        peak = peak_mb(bot.pid)
        time.sleep(QUIET)
        lines.order("tell")
        told = lines.next("updates")
    except Failed as why:
        raise Failed(f"{subject.label}: {why}\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}") from why
    finally:
        _end(bot)
    sample = Sample(
        subject=subject.name, round=number, updates=told["updates"], seconds=told["ended"] - told["began"],
        cpu_ms=1000 * used / told["updates"], start=polled - started, rss_mb=peak, p50_ms=1000 * percentile(told["delays"], 0.5),
        p99_ms=1000 * percentile(told["delays"], 0.99), besides=told["besides"], calls=told["calls"], polls=told["polls_with_news"],
    )  # fmt: skip
    return sample, told


def _polled(lines: Lines, bot: subprocess.Popen[bytes]) -> float:
    """When the bot first asked for updates. Raises Failed when it ends or says nothing for a minute."""
    assert lines.process.stdout is not None
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if select.select([lines.process.stdout], [], [], 0.05)[0]:
            return float(lines.next("polled")["polled"])
        if bot.poll() is not None:
            raise Failed(f"it ended with {bot.returncode} before it asked for updates")
    raise Failed("it never asked for updates")


def _end(bot: subprocess.Popen[bytes]) -> None:
    """SIGTERM, and after a minute SIGKILL."""
    if bot.poll() is None:
        bot.send_signal(signal.SIGTERM)
    try:
        bot.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        bot.kill()
        bot.wait()


def _check(subject: Subject, told: dict[str, Any], chats: int, home: Path) -> None:
    """Whether the run counts. Raises Failed."""
    if told["refused"]:
        raise Failed(f"{subject.label}: the server refused {told['refused'][:5]}")
    if subject.expect == "echo" and told["besides"]:
        raise Failed(f"{subject.label}: {told['besides']} messages beyond one for each update")
    if subject.stored is None:
        return
    confirmed = told["confirmed"]
    if len(confirmed) != chats:
        raise Failed(f"{subject.label}: {len(confirmed)} codes for {chats} chats")
    stored = subject.stored(home)
    if stored != confirmed:
        wrong = sorted(stored.items() ^ confirmed.items())[:4]
        raise Failed(f"{subject.label}: {len(stored)} opinions stored, {len(confirmed)} confirmed, they differ in {wrong}")
