"""What a process did to its files and sockets, as strace wrote it down, in the order in which it happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,"
    "unlinkat,mkdir,mkdirat,sendto,sendmsg,sendmmsg"
)
WORDS = ("-f", "-y", "-xx", "-s", "4000000", "-e", f"trace={CALLS}", "-e", "signal=none")
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>(.*)|(\w+)\((.*))", re.DOTALL)
_ENDED = re.compile(r"= (-?\d+)[^=]*$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"(\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)>")
_NUMBERS = re.compile(r"(-?\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the system as it began (`done` false) or ended well (`done` true). `place` tells the two ends of one call.

    `path` is what the handle was open on, `texts` are the strings of its arguments, `rest` all that stands behind them."""

    place: int
    name: str
    done: bool
    handle: int
    path: str
    texts: tuple[bytes, ...]
    rest: str
    result: int


def read(path: Path) -> list[Call]:
    """The calls of a log: each twice, where it began and where it ended. Failed ones only began."""
    return list(_calls(path))


def _calls(path: Path) -> Iterator[Call]:
    begun: dict[str, Call] = {}
    with path.open(encoding="ascii") as lines:
        for place, line in enumerate(lines):
            found = _LINE.match(line)
            if found is None:
                continue  # "+++ exited", "--- SIGTERM"
            task, resumed, tail, name, body = found.groups()
            if resumed:
                call = begun.pop(task)
            else:
                call = _call(place, name, body)
                yield call
                if body.rstrip().endswith("<unfinished ...>"):
                    begun[task] = call
                    continue
            ended = _ENDED.search(tail or body)
            result = int(ended[1]) if ended else -1
            if result >= 0:
                yield Call(
                    place=call.place, name=call.name, done=True, handle=call.handle, path=call.path, texts=call.texts, rest=call.rest,
                    result=result,
                )  # fmt: skip


def _call(place: int, name: str, body: str) -> Call:
    handle = _HANDLE.match(body)
    texts = tuple(_bytes(one) for one in _TEXT.findall(body))
    rest = body[body.rindex('"') + 1 :] if '"' in body else body[handle.end() if handle else 0 :]
    return Call(
        place=place, name=name, done=False, handle=int(handle[1]) if handle and handle[1].isdigit() else -1,
        path=_bytes(handle[2]).decode("utf-8", "replace") if handle else "", texts=texts, rest=rest, result=-1,
    )  # fmt: skip


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def numbers(text: str) -> list[int]:
    """The numbers in a piece of a line."""
    return [int(one) for one in _NUMBERS.findall(text)]
