"""Who was erased: kept beside the database as well, so that bringing back an older one cannot bring back a person."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage.database import Database, Unavailable
from storage.work import Work, micros, moment

NAME = "erasures.log"
_LINE = re.compile(r"(\d{1,16}) (\S{1,64})")


def of(work: Work, after: int = -1) -> list[tuple[str, datetime]]:
    """(person, moment) of every erasure later than `after` microseconds."""
    rows = work.all("SELECT person, at FROM erasure WHERE at > :after ORDER BY at, person", after=after)
    return [(row[0], moment(row[1])) for row in rows]


def read(home: Path) -> dict[str, datetime]:
    """Who is written down in HOME/erasures.log, with the moment; a line torn by a power cut is passed over. Raises Unavailable."""
    try:
        text = (home / NAME).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return {}
    except OSError as why:
        raise Unavailable(f"{home / NAME} cannot be read: {why.strerror}") from why
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {line[2]: moment(int(line[1])) for line in found if line}


def write_down(home: Path, erased: Iterable[tuple[str, datetime]]) -> int:
    """Add those who are not written down yet, and wait until it is on disk; returns how many. Ids only: they name nobody.

    Two processes may do it at once. Raises Unavailable."""
    path = home / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            known = read(home)
            new = [f"{micros(at)} {person}\n" for person, at in erased if person not in known]
            if new:
                torn = path.stat().st_size and not path.read_bytes().endswith(b"\n")
                os.write(handle, (("\n" if torn else "") + "".join(new)).encode())
                os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as why:
        raise Unavailable(f"{path} cannot be written: {why.strerror}") from why
    return len(new)


async def export(database: Database, home: Path, *, everything: bool = True) -> int:
    """Write down what the database knows and the file does not; returns how many. To be done at the start and before each backup,
    and every minute for what is new (`everything=False`)."""
    after = -1
    if not everything:
        # Erasures are committed in the order of their moments but for a clock that is set back: a day's overlap holds those.
        after = max((micros(at) for at in read(home).values()), default=0) - 86_400_000_000
    return write_down(home, await database.read(lambda work: of(work, after)))
