"""The disk refuses: a folder that cannot be written, and calls of the system that fail at chosen places under the running program."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from tests.faults.crowd import CARD, audit, crowd, finish, query, seconds, stage, until_quiet
from tests.faults.table import Row, Scale
from tests.faults.tools import Absent, Bent, attached, bear, mounted

_KINDS: Final = (("pwrite64", "EIO"), ("fdatasync", "EIO"), ("pwrite64", "ENOSPC"), ("pread64", "EIO"), ("fdatasync", "ENOSPC"))
_UNAVAILABLE = 69


def case(scale: Scale, folder: Path) -> list[Row]:
    """See the module."""
    return [_read_only(folder / "read-only"), _at_points(scale, folder / "points"), _for_long(scale, folder / "long")]


def _read_only(folder: Path) -> Row:
    """Started on a folder that cannot be written it says so and ends; afterwards it serves what came meanwhile."""
    name = "Started on a read-only folder"
    with stage(folder) as (fake, program):
        program.start()
        some = crowd(fake, 2)
        some.agree()
        program.end()
        some.write()
        before = int(fake.state()["confirmed"])
        try:
            with mounted(program.home, "--bind", "-o", "ro", str(program.home)):
                program.start(ready=False)
                code = program.ended()
        except Absent as why:
            return Row(name=name, skipped=str(why))
        said = program.log().splitlines()[-1]
        wrong = "" if code == _UNAVAILABLE and str(program.home) in said else f"it ended with {code} and said: {said[-200:]}"
        wrong = wrong or ("" if int(fake.state()["confirmed"]) == before else "it confirmed updates")
        since = time.monotonic()
        program.start()
        some.hear(CARD)
        delay = seconds(since)
        found = finish(fake, program.home, some)
    return Row(
        name=name, cases=1, lost=found.lost, doubled=found.doubled, extra=found.extra, worst_delay=delay,
        note=f"ends with {code} and names the folder", broken=wrong or found.words,
    )  # fmt: skip


def _at_points(scale: Scale, folder: Path) -> Row:
    """Three calls in a row fail, from the n-th on: writes, syncs and reads of the database."""
    worst, failed = 0.0, 0
    wrote: list[str] = []
    with stage(folder) as (fake, program):
        program.start()
        for point in range(scale.points):
            call, error = _KINDS[point % len(_KINDS)]
            n = 1 + 3 * (point // len(_KINDS)) + point % 2
            log = folder / f"calls-{point}"
            since = time.monotonic()
            with attached(program, log, *_failing(program, call, error, f"{n}..{n + 2}")):
                some = crowd(fake, 2)
                some.opinions()
                worst = max(worst, seconds(since))
            failed += log.read_text(encoding="ascii").count("INJECTED")
            wrote += some.words.values()
        until_quiet(fake, program.home)
        found = audit(program.home, fake, wrote=wrote)
    return Row(
        name="Three EIO or ENOSPC from the n-th write, sync or read on", cases=scale.points, lost=found.lost, doubled=found.doubled,
        extra=found.extra, worst_delay=worst, note=f"{failed} calls failed; the delay is that of a whole opinion with them in it",
        broken=found.words or ("" if failed else "nothing failed"),
    )  # fmt: skip


def _for_long(scale: Scale, folder: Path) -> Row:
    """Every write of the database fails for a while, as on a disk that the system made read-only."""
    with stage(folder) as (fake, program):
        program.start()
        some = crowd(fake, scale.messages)
        some.agree()
        until_quiet(fake, program.home)
        before, stored = int(fake.state()["confirmed"]), _letters(program)
        with attached(program, folder / "calls", *_failing(program, "pwrite64,fdatasync,ftruncate", "EROFS", "1+")):
            some.write()
            rate, wrong = bear(scale.hold, program)
            confirmed, kept = int(fake.state()["confirmed"]) - before, _letters(program) - stored
        since = time.monotonic()
        some.hear(CARD)
        delay = seconds(since)
        found = finish(fake, program.home, some)
    return Row(
        name=f"Every write refused for {scale.hold:g} s (read-only)", cases=scale.messages, lost=found.lost, doubled=found.doubled,
        extra=found.extra, worst_delay=delay, note=f"{confirmed} confirmed meanwhile, {rate:.1f} log lines a second, recovers alone",
        broken=found.words or wrong or ("" if confirmed <= kept else "confirmed more than it had stored"),
    )  # fmt: skip


def _letters(program: Bent) -> int:
    return len(query(program.home, "SELECT 1 FROM inbox"))


def _failing(program: Bent, calls: str, error: str, when: str) -> tuple[str, ...]:
    """What strace needs to let these calls on the database fail, on every thread."""
    paths = (word for name in ("doithoai.db", "doithoai.db-wal") for word in ("-P", str(program.home / name)))
    return (*paths, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={when}")
