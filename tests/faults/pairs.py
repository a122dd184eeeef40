"""Two processes on one folder: the second one leaves, and takes over at once when the first one is killed."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from tests.e2e.program import free_port
from tests.faults.crowd import Found, audit, crowd, seconds, stage, until_quiet
from tests.faults.table import Row, Scale
from tests.faults.tools import ended

_RUNNING = 75


def case(scale: Scale, folder: Path) -> Row:
    """See the module."""
    rounds = 5 if scale.kills > 100 else 2
    worst, wrong = 0.0, ""
    wrote: list[str] = []
    with stage(folder) as (fake, first), ended(replace(first, port=free_port())) as second:
        owner, other = first, second
        owner.start()
        for _ in range(rounds):
            other.start(ready=False)
            code = other.ended()
            wrong = wrong or ("" if code == _RUNNING else f"the second one ended with {code}")
            some = crowd(fake, 2)
            some.agree()
            some.write()
            owner.kill()
            since = time.monotonic()
            other.start()
            worst = max(worst, seconds(since))
            some.send()
            some.settle()
            wrote += some.words.values()
            owner, other = other, owner
        until_quiet(fake, first.home)
        found: Found = audit(first.home, fake, wrote=wrote)
    return Row(
        name="Two processes on one folder; take-over after kill -9", cases=rounds, lost=found.lost, doubled=found.doubled,
        extra=found.extra, allowed=rounds, worst_delay=worst, note=f"the second one ends with {_RUNNING}; the delay is a whole start",
        broken=wrong or found.words,
    )  # fmt: skip
