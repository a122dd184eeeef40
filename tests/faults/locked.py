"""Another program holds the lock of the database: citizens wait and hear no error."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.crowd import CARD, crowd, finish, seconds, stage, until_quiet
from tests.faults.table import Row, Scale
from tests.faults.tools import bear

_HOLDER = """
import sqlite3, sys
store = sqlite3.connect(sys.argv[1], isolation_level=None)
store.execute("PRAGMA busy_timeout=60000")
store.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
store.execute("ROLLBACK")
store.close()
"""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The lock of a database, held by another process."""
    holder = subprocess.Popen([sys.executable, "-c", _HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline() == b"held\n"
        yield
    finally:
        holder.stdin.close()
        holder.wait(30)
        holder.stdout.close()


def case(scale: Scale, folder: Path) -> Row:
    """See the module."""
    with stage(folder) as (fake, program):
        program.start()
        some = crowd(fake, scale.messages)
        some.agree()
        until_quiet(fake, program.home)
        before = [len(one.screen()) for one in some.people]
        with held(program.home / "doithoai.db"):
            some.write()
            rate, wrong = bear(scale.hold, program)
        since = time.monotonic()
        some.hear(CARD)
        delay = seconds(since)
        heard = [text for one, seen in zip(some.people, before, strict=True) for text in one.screen()[seen:] if CARD not in text]
        found = finish(fake, program.home, some)
    return Row(
        name=f"The lock of the file held by another program for {scale.hold:g} s", cases=scale.messages, lost=found.lost,
        doubled=found.doubled, extra=found.extra, worst_delay=delay, note=f"no error to a citizen, {rate:.1f} log lines a second",
        broken=found.words or wrong or (f"citizens heard {heard[:1]}" if heard else ""),
    )  # fmt: skip
