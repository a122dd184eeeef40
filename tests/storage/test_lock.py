"""One data folder, one process: the second is refused at once, and a dead one lets go."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import lock
from storage.database import AlreadyRunning, StorageTrouble, Unavailable

ROOT = Path(lock.__file__).parent.parent
HOLD = """
import sys
from pathlib import Path
from storage import lock

held = lock.hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""
FORK = """
import os, sys, time
from pathlib import Path
from storage import lock

held = lock.hold(Path(sys.argv[1]))
ready, done = os.pipe()
if os.fork() == 0:
    os.write(done, b"x")
    sys.stdin.read()
    os._exit(0)
os.read(ready, 1)
print("held", flush=True)
sys.stdin.read()
"""


def process(program: str, home: Path) -> subprocess.Popen[bytes]:
    started = subprocess.Popen(
        [sys.executable, "-c", program, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert started.stdout is not None
    assert started.stdout.readline() == b"held\n"
    return started


def end(started: subprocess.Popen[bytes]) -> None:
    os.kill(started.pid, signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL


def leave(started: subprocess.Popen[bytes]) -> None:
    assert started.stdin is not None and started.stdout is not None
    started.stdin.close()
    started.stdout.close()


def test_the_folder_is_made_and_the_second_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "a" / "data"
    with lock.hold(home):
        assert home.stat().st_mode & 0o777 == 0o700
        assert (home / "doithoai.lock").read_text() == f"{os.getpid()}\n"
        with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
            lock.hold(home)
        lock.hold(tmp_path / "other").release()
    again = lock.hold(home)
    again.release()
    again.release()


def test_another_process_holds_it_until_it_is_killed(tmp_path: Path) -> None:
    first = process(HOLD, tmp_path)
    with pytest.raises(AlreadyRunning, match=f"process {first.pid}"):
        lock.hold(tmp_path)
    end(first)
    lock.hold(tmp_path).release()
    leave(first)


def test_a_forked_child_does_not_keep_the_folder_of_its_dead_parent(tmp_path: Path) -> None:
    first = process(FORK, tmp_path)
    with pytest.raises(AlreadyRunning):  # the child letting go has not unlocked its parent
        lock.hold(tmp_path)
    end(first)
    lock.hold(tmp_path).release()
    leave(first)  # the child reads its end of file and goes


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="cannot be opened"):
        lock.hold(tmp_path / "file")
    assert issubclass(AlreadyRunning, StorageTrouble)
