"""SIGTERM under load: it ends by itself, and the next start goes on where it stood."""

from __future__ import annotations

import time
from pathlib import Path

from tests.e2e.story import COMMUNE
from tests.faults.crowd import audit, crowd, seconds, stage, until_quiet
from tests.faults.table import Row, Scale


def case(scale: Scale, folder: Path) -> Row:
    """See the module. Each round stops it in the middle of everybody's arriving, writing or sending."""
    rounds = 9 if scale.kills > 100 else 3
    worst, stops = 0.0, 0.0
    wrong = ""
    wrote: list[str] = []
    with stage(folder) as (fake, program):
        program.start()
        for number in range(rounds):
            some = crowd(fake, scale.messages)
            middle = number % 3
            if middle == 0:
                for one in some.people:
                    one.start(f"c_{COMMUNE}")
            else:
                some.agree()
                some.write()
            if middle == 2:
                some.send()
            since = time.monotonic()
            code = program.stop()
            stops = max(stops, seconds(since))
            wrong = wrong or ("" if code == 0 else f"it ended with {code}")
            since = time.monotonic()
            program.start()
            if middle == 0:
                some.consent()
                some.write()
            if middle != 2:
                some.send()
            some.settle()
            worst = max(worst, seconds(since))
            wrote += some.words.values()
        until_quiet(fake, program.home)
        found = audit(program.home, fake, wrote=wrote)
    return Row(
        name="SIGTERM under load", cases=rounds, lost=found.lost, doubled=found.doubled, extra=found.extra, worst_delay=worst,
        note=f"{scale.messages} people at once, ended within {stops:.1f} s", broken=wrong or found.words,
    )  # fmt: skip
