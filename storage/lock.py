"""One process owns one data folder: a lock that ends with its process, however that ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.database import AlreadyRunning, Unavailable

NAME = "doithoai.lock"
_held: set[int] = set()


class Lock:
    """A data folder held by this process until `release`, the end of the `with`, or the end of the process."""

    def __init__(self, handle: int) -> None:
        self._handle: int | None = handle
        _held.add(handle)

    def release(self) -> None:
        """Let the next process in; may be called twice."""
        handle, self._handle = self._handle, None
        if handle is not None:
            _held.discard(handle)
            os.close(handle)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def hold(home: Path) -> Lock:
    """Take the data folder `home` (made when it is not there) for this process; never waits.

    Raises AlreadyRunning when another process, or another part of this one, holds it; Unavailable when the folder or the
    lock file cannot be made.
    """
    path = home / NAME
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as why:
        raise Unavailable(f"{path} cannot be opened: {why.strerror}") from why
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as why:
        owner = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(handle)
        raise AlreadyRunning(f"another doithoai (process {owner}) is already running on {home}") from why
    except OSError as why:
        os.close(handle)
        raise Unavailable(f"{path} cannot be locked: {why.strerror}") from why
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
    return Lock(handle)


def _let_go() -> None:
    """A forked child (an export in a process of its own) must not keep the folder locked when its parent has died."""
    for handle in _held:
        os.close(handle)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
