"""What the cases need of the machine (strace, faketime, mounts), and the program started with or under it."""

from __future__ import annotations

import functools
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.program import PATIENCE, ROOT, Program, until
from tests.fakes.process import wait_for

LINES = 2.0  # a second, in the log, at most
BURST = 10  # lines that tell of a start, or of the first failures


class Absent(Exception):
    """The machine lacks something; the words name it and how it is had."""


@functools.cache
def strace() -> str:
    """The path of strace. Raises Absent where it is missing or may not trace."""
    found = shutil.which("strace")
    if found is None:
        raise Absent("strace is missing (apt-get install strace)")
    tried = subprocess.run([found, "-f", "-o", "/dev/null", "true"], capture_output=True, check=False)
    if tried.returncode:
        raise Absent("strace may not trace here")
    return found


@functools.cache
def faketime() -> str:
    """The library that bends the clock. Raises Absent where it is missing."""
    for folder in (
        "/usr/lib/x86_64-linux-gnu/faketime",
        "/usr/lib/aarch64-linux-gnu/faketime",
        "/usr/lib/faketime",
        "/usr/local/lib/faketime",
    ):
        path = Path(folder) / "libfaketimeMT.so.1"
        if path.exists():
            return str(path)
    raise Absent("libfaketime is missing (apt-get install faketime)")


@contextmanager
def mounted(place: Path, *words: str) -> Iterator[None]:
    """Something mounted at `place` (the words are those of `mount`). Raises Absent where that is not permitted."""
    place.mkdir(parents=True, exist_ok=True)
    tried = subprocess.run(["mount", *words, str(place)], capture_output=True, text=True, check=False) if shutil.which("mount") else None
    if tried is None or tried.returncode:
        raise Absent(f"mounting is not permitted here ({tried.stderr.strip() if tried else 'no mount'})")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(place)], capture_output=True, check=False)


@dataclass(slots=True)
class Bent(Program):
    """The program with `more` in its environment, or run `under` another program that becomes it (`strace -D`).

    Its log stands beside its folder, for the folder may be full."""

    more: Mapping[str, str] = field(default_factory=dict)
    under: tuple[str, ...] = ()

    @property
    def paper(self) -> Path:
        """The log."""
        return self.home.with_name(f"{self.home.name}.log")

    def environment(self) -> dict[str, str]:
        """The settings, and more."""
        return Program.environment(self) | dict(self.more)

    def start(self, *, ready: bool = True) -> Bent:
        """Start it; waits until it says that it is ready."""
        with self.paper.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.under, sys.executable, "-m", "bot", "run"], env=self.environment(), stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, cwd=ROOT,
            )  # fmt: skip
        if ready:
            until(self.is_ready, "the program to be ready")
        return self

    def log(self) -> str:
        """What it printed so far, over all starts."""
        return self.paper.read_text(encoding="utf-8", errors="replace")

    def ended(self) -> int:
        """Wait until it ended by itself; its exit code."""
        assert self.process is not None
        return self.process.wait(PATIENCE)

    def end(self) -> None:
        """Stop it if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextmanager
def ended(program: Bent) -> Iterator[Bent]:
    """The program, ended when the case ends."""
    try:
        yield program
    finally:
        program.end()


def bear(seconds: float, program: Program) -> tuple[float, str]:
    """Let a trouble last; how many lines a second the log grew by, and what is wrong with that."""
    said = len(program.log().splitlines())
    ends = time.monotonic() + seconds
    wait_for(lambda: time.monotonic() > ends, within=seconds + 10, what="the time to pass")
    lines = len(program.log().splitlines()) - said
    return lines / seconds, "" if lines < LINES * seconds + BURST else f"the log grew by {lines / seconds:.1f} lines a second"


@contextmanager
def attached(program: Program, log: Path, *words: str) -> Iterator[None]:
    """strace with these words at the running program, for as long as the `with` lasts. Raises Absent where it may not."""
    assert program.process is not None
    tracer = subprocess.Popen([strace(), "-f", "-qq", "-p", str(program.process.pid), "-o", str(log), *words], stderr=subprocess.PIPE)
    try:
        until(lambda: _traced(program.process.pid) or tracer.poll() is not None, "strace to be there")  # type: ignore[union-attr]
        if tracer.poll() is not None:
            raise Absent("strace may not look at a running program here")
        yield
    finally:
        if tracer.poll() is None:
            tracer.send_signal(signal.SIGINT)
        tracer.wait(PATIENCE)
        if tracer.stderr is not None:
            tracer.stderr.close()


def _traced(pid: int) -> bool:
    """Whether every thread of a process is watched."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return all("TracerPid:\t0\n" not in (one / "status").read_text(encoding="utf-8") for one in threads)
