"""kill -9 in the minute in which a digest and a dialogue's reminder are due: each comes, and each is written once."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from storage.work import micros
from tests.fakes.process import wait_for
from tests.faults.almanac import MONDAY, Almanac, almanac, clock
from tests.faults.crowd import WITHIN, seconds
from tests.faults.table import Row, Scale

_HOUR = "08:00"
_BEFORE = 1.5  # seconds before the hour at which the clock is set, at most
_AFTER = (0.8, 4.8)  # seconds after that between which the kill falls: a tick comes every two seconds
_RULES = f"""
[digest]
at = "{_HOUR}"

[retention]
inbox_days = 1000
"""


@dataclass(slots=True)
class Tally:
    """What the days brought."""

    lost: int = 0
    digests: int = 0
    notices: int = 0
    early: int = 0  # kills that fell before anything was written
    worst: float = 0.0
    wrong: str = ""


def case(scale: Scale, folder: Path) -> Row:
    """See the module. Every round is the next day; the reminder is due on each, the digest on each working one."""
    days = scale.dues
    offsets = ", ".join(str(-ahead) for ahead in range(days + 3, 0, -1))
    chance = random.Random(11)
    tally = Tally()
    with almanac(folder, clock(MONDAY, "09:00"), offsets=offsets) as one:
        with (one.program.home / "rules.toml").open("a", encoding="utf-8") as rules:
            rules.write(_RULES)
        one.program.start()
        one.people(admin=False)
        one.announce(clock(MONDAY + timedelta(days=days + 2), "08:30"))
        one.until_done()
        for ahead in range(1, days + 1):
            _day(one, MONDAY + timedelta(days=ahead), chance, tally)
        copies = one.copies()
    return Row(
        name="kill -9 in the minute in which something is due", cases=days, lost=tally.lost, extra=copies, allowed=days * 3,
        worst_delay=tally.worst, broken=tally.wrong,
        note=f"{tally.digests} digests and {tally.notices} reminders, each written once; {tally.early} kills fell before the first was",
    )  # fmt: skip


def _day(one: Almanac, day: date, chance: random.Random, tally: Tally) -> None:
    """Shortly before the hour of this day, a kill at any moment around it, a start, and a look at what was due."""
    at = clock(day, _HOUR)
    one.set(at - timedelta(seconds=chance.uniform(0.1, _BEFORE)))
    ends = time.monotonic() + chance.uniform(*_AFTER)
    wait_for(lambda: time.monotonic() > ends, within=_AFTER[1] + 10, what="the moment of the kill")
    one.program.kill()
    tally.early += not _written(one, day)
    one.program.start()
    began = time.monotonic()
    wait_for(lambda: one.now() > at, within=WITHIN, what="the hour")
    one.until_done()
    tally.worst = max(tally.worst, seconds(began))
    ((person,),) = one.rows("SELECT person FROM granted WHERE role = 'officer'")
    wanted = {f"digest:{person}:{day}": 1} if one.rows("SELECT 1 FROM timer WHERE key = :k", k=f"digest:{person}:{day}") else {}
    states = one.timers(since=at - timedelta(minutes=5), to=one.now())
    late = [f"{key} is {state}" for key, state in states.items() if state != "done" and key.split(":")[0] in ("digest", "dialogue_notice")]
    found = _written(one, day)
    missing = [key for key in wanted if key not in found]
    reminded = sum(key.startswith("dialogue:") for key in found)
    missing += [] if reminded == len(one.some.people) else [f"{reminded} of {len(one.some.people)} reminders of {day}"]
    unsent = [key for key, state in found.items() if state != "sent"]
    tally.digests += len(wanted)
    tally.notices += reminded
    tally.lost += len(missing) + len(unsent) + len(late)
    tally.wrong = tally.wrong or next(iter([*late, *missing, *unsent]), "")


def _written(one: Almanac, day: date) -> dict[str, str]:
    """The notices of a day -> what became of them."""
    sql = "SELECT key, state FROM outbox WHERE created_at >= :since AND (key LIKE 'digest:%' OR key LIKE 'dialogue:%')"
    return dict(one.rows(sql, since=micros(clock(day, _HOUR) - timedelta(minutes=5))))
