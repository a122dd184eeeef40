"""SIGKILL in the middle of a burst: hundreds of citizens take the same step at one instant, and the program dies over their answers."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from tests.e2e.program import ROOT, Program
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import FakeTelegram
from tests.faults.kills import WITHIN, Mode, stage, wait_a_moment
from tests.faults.ledger import Copies, Ledger, Verdict, copies
from tests.faults.table import Row, Scale
from tests.faults.traffic import FIRST_PERSON, HEARD, Citizen, Officer, Traffic

PORTION = len(HEARD)  # bursts that lead a citizen from the poster to the code


@dataclass(slots=True)
class Unpaced(Program):
    """The real program with one thing lifted: how many messages a second the platform allows; at 30 a second a burst would be none."""

    def start(self, *, ready: bool = True) -> Unpaced:
        """Start it."""
        with (self.home / "out.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.program"], env=self.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                cwd=ROOT,
            )  # fmt: skip
        if ready:
            wait_for(self.is_ready, within=WITHIN, what="the program to be ready")
        return self


class Crowd(Traffic):
    """Citizens in step: what they do about what they hear is kept back until the whole burst is answered."""

    def __init__(self, fake: FakeTelegram) -> None:
        super().__init__(fake, Officer(id=0), alive=0)
        self.answered = 0
        self.held: list[tuple[str, dict[str, object]]] = []

    def gather(self, n: int) -> None:
        """So many new citizens stand before the poster."""
        for _ in range(n):
            number = FIRST_PERSON + len(self.people)
            one = self.people[str(number)] = Citizen(id=number, words=f"Đường thôn số {number} hỏng nặng, xe máy không đi được")
            self.held += one.begin()

    def burst(self) -> int:
        """Everyone does what they have in mind, at one instant; how many updates that is."""
        before = len(self.updates)
        self.answered, held, self.held = 0, self.held, []
        at = time.monotonic()
        for one in self.people.values():
            one.since = at
        super().do(held)
        return len(self.updates) - before

    def do(self, deeds: list[tuple[str, dict[str, object]]]) -> None:
        """Not yet."""
        self.held += deeds

    def _after(self, chat: str, one: Citizen) -> list[tuple[str, dict[str, object]]]:
        self.answered += 1
        return []


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """What became of some bursts."""

    kills: int
    updates: int
    opinions: int
    verdict: Verdict
    found: Copies
    worst: float


def storm(mode: Mode, kind: type[Program], folder: Path, *, bursts: int, size: int) -> Storm:
    """So many bursts, one kill in each."""
    chance = random.Random(str(folder))
    verdict, kills = Verdict(), []
    with stage(mode, folder, kind=kind) as (fake, program):
        fake.deliveries(scale=0.02)
        crowd = Crowd(fake)
        program.start(ready=False)
        wait_for(lambda: crowd.pump() and crowd.polls, within=WITHIN, what="the program to come")
        for number in range(bursts):
            if number % PORTION == 0:
                crowd.gather(size)
            offered = crowd.burst()
            if offered != size:
                verdict.wrong.append(f"burst {number} was of {offered}")
            until(crowd, chance.randrange(1, size), verdict)
            program.kill()
            kills.append(time.monotonic())
            program.start(ready=False)
            until(crowd, size, verdict)
        ledger = Ledger(program.home)
        wait_for(ledger.settled, within=WITHIN, what="the program to be through")
        crowd.pump()
        wrote = [one.words for one in crowd.people.values() if one.code]
        ledger.look(verdict, calls=crowd.calls, offered=crowd.updates, wrote=wrote)
        ledger.close_books(verdict)
    verdict.wrong += [one.wrong for one in crowd.people.values() if one.wrong][:3]
    found = copies(crowd.calls)
    return Storm(kills=len(kills), updates=len(crowd.updates), opinions=len(wrote), verdict=verdict, found=found, worst=crowd.worst)


def until(crowd: Crowd, answers: int, verdict: Verdict) -> None:
    """Wait for so many answers of this burst, as long as there are ever more."""
    seen, ends = crowd.answered, time.monotonic() + WITHIN
    while crowd.answered < answers:
        crowd.pump()
        wait_a_moment(0.02)
        if crowd.answered > seen:
            seen, ends = crowd.answered, time.monotonic() + WITHIN
        if time.monotonic() > ends:
            verdict.miss("taken and never answered", range(answers - crowd.answered))
            return


def row(name: str, size: int, storms: Sequence[Storm]) -> Row:
    """The line of the table."""
    updates, extra = sum(one.updates for one in storms), sum(one.found.extra for one in storms)
    note = (
        f"bursts of {size:,}: {updates:,} updates, {sum(one.opinions for one in storms):,} opinions; answered twice: {extra / updates:.2%}"
    )
    return Row(
        name=name, cases=sum(one.kills for one in storms), lost=sum(one.verdict.lost for one in storms), extra=extra,
        doubled=sum(one.verdict.doubled for one in storms), allowed=extra - sum(one.found.unexplained for one in storms),
        worst_delay=max(one.worst for one in storms), note=note, broken="; ".join(wrong for one in storms for wrong in one.verdict.wrong),
    )  # fmt: skip


def gale(mode: Mode, kind: type[Program], scale: Scale, folder: Path, *, beside: int) -> list[Storm]:
    """The bursts of one mode, in several villages `beside` each other."""
    with ThreadPoolExecutor(beside) as pool:
        going = [
            pool.submit(storm, mode, kind, folder / f"{mode}-{kind.__name__}-{one}", bursts=scale.bursts // beside, size=scale.burst)
            for one in range(beside)
        ]
        return [one.result() for one in going]


def case(scale: Scale, folder: Path) -> list[Row]:
    """Both modes side by side: with the platform's allowance lifted, and with it (slow, so several villages live beside each other)."""
    rows = []
    for kind, beside, words in ((Unpaced, 1, "allowance lifted"), (Program, max(1, scale.bursts // PORTION), "30 messages a second")):
        with ThreadPoolExecutor(2) as pool:
            going = {mode: pool.submit(gale, mode, kind, scale, folder, beside=beside) for mode in get_args(Mode)}
            rows += [row(f"SIGKILL in a burst, {mode}, {words}", scale.burst, one.result()) for mode, one in going.items()]
    return rows
