"""A full disk: nothing is confirmed, nothing spins, and when there is room again everything is there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import monotonic

from tests.e2e.program import until
from tests.faults.crowd import CARD, crowd, finish, query, seconds, stage, until_quiet
from tests.faults.table import SHORT, Row, Scale
from tests.faults.tools import Bent, bear, mounted

_PAGE = 4096


def fill(ballast: Path, *, spare: int = 0) -> None:
    """Take all the room there is but so many bytes."""
    with ballast.open("ab", buffering=0) as out:
        with suppress(OSError):
            while out.write(bytes(_PAGE)) == _PAGE:
                continue
        if spare:
            out.truncate(out.tell() - spare)


def case(scale: Scale, folder: Path) -> list[Row]:
    """See the module."""
    rows = [_tried(scale, folder / "full", name=f"Disk full for {scale.hold:g} s, {scale.messages} messages meanwhile", spare=0)]
    if scale.messages > SHORT.messages:
        rows.append(_tried(scale, folder / "middle", name="Disk full in the middle of the messages", spare=24 * _PAGE))
        rows.append(_tried(scale, folder / "start", name="Disk full, and the program started anew meanwhile", spare=0, restart=True))
    return rows


def _tried(scale: Scale, folder: Path, *, name: str, spare: int, restart: bool = False) -> Row:
    with mounted(folder / "home", "-t", "tmpfs", "-o", "size=24m", "none"), stage(folder) as (fake, program):
        program.start()
        some = crowd(fake, scale.messages)
        some.agree()
        until_quiet(fake, program.home)
        program.stop()  # or the log, once it was folded into the file, has room of its own to write to
        program.start()
        before = int(fake.state()["confirmed"])
        ballast = program.home / "ballast"
        fill(ballast, spare=spare)
        some.write()
        if restart:
            program.end()
            fill(ballast)  # the stop folded the log into the file and gave its room back
            program.start(ready=False)
        rate, wrong = bear(scale.hold, program)
        acknowledged = int(fake.state()["confirmed"]) - before
        ballast.unlink()
        free = monotonic()
        code = _again(program)
        some.hear(CARD)
        delay = seconds(free)
        found = finish(fake, program.home, some)
        kept = f"{sum(text in _stored(program) for text in some.words.values())} of {scale.messages} kept"
    notes = [kept, f"{acknowledged} updates confirmed while it was full", f"{rate:.1f} log lines a second", code]
    return Row(
        name=name, cases=scale.messages, lost=found.lost, doubled=found.doubled, extra=found.extra, worst_delay=delay,
        note=", ".join(one for one in notes if one),
        broken=found.words or wrong,
    )  # fmt: skip


def _stored(program: Bent) -> set[str]:
    return {text for (text,) in query(program.home, "SELECT text FROM opinion")}


def _again(program: Bent) -> str:
    """Start it anew if it ended; how it had ended."""
    assert program.process is not None
    code = program.process.poll()
    if code is None:
        until(program.is_ready, "the program to be ready again")
        return "recovered alone"
    program.start()
    return f"ended with {code}, recovered by a restart"
