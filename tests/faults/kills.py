"""SIGKILL at any moment: the real program under the traffic of a village, polling and behind a webhook, started again at once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, get_args

from tests.e2e.people import Phone, hears
from tests.e2e.program import Program, furnish, quick_rules
from tests.e2e.story import COMMUNE
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import FakeTelegram
from tests.faults.ledger import Copies, Ledger, Verdict, copies
from tests.faults.table import Row, Scale
from tests.faults.traffic import Citizen, Officer, Traffic

Mode = Literal["polling", "webhook"]
SECRET: Final = "Bi_mat-0123456789"
WITHIN: Final = 120.0
_SAMPLES: Final = 20  # looks into the store on the way
_TRACKED: Final = 100  # codes that are looked up by their authors at the end
_CALLS: Final = 14  # of the program, among which the kill falls
_BETWEEN: Final = 0.05  # seconds, more than there is between two of them
_LONGEST: Final = 5.0  # seconds of work, where there is nothing to say
_START: Final = 1.2  # seconds of a start within which it falls, for a quarter of the kills


def rules() -> str:
    """Nothing waits for the clock, and messages leave as fast as they may."""
    return quick_rules().replace("[sending]\n", "[sending]\nper_second = 30\n")


@contextmanager
def stage(mode: Mode, home: Path, *, kind: type[Program] = Program) -> Iterator[tuple[FakeTelegram, Program]]:
    """A fake Telegram and the program beside it, not yet started."""
    with FakeTelegram(local=True) as fake:
        program = kind(home=furnish(home, rules=rules()))
        hook = {"TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": SECRET, "PUBLIC_URL": program.url} if mode == "webhook" else {}
        program.settings = {"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "LOG_LEVEL": "warning", **hook}
        try:
            yield fake, program
        finally:
            if program.process is not None and program.process.poll() is None:
                program.kill()


@dataclass(slots=True)
class Siege:
    """The kills of one mode. `kills`: when they fell."""

    mode: Mode
    fake: FakeTelegram
    program: Program
    traffic: Traffic
    chance: random.Random
    kills: list[float] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)

    def pump(self, until: float, *, calls: int = 0) -> None:
        """Let the village live until then, or until the program made so many more calls."""
        enough = len(self.traffic.calls) + calls
        while (left := until - time.monotonic()) > 0 and not (calls and len(self.traffic.calls) >= enough):
            if not self.traffic.pump():
                wait_a_moment(min(left, 0.01))

    def kill(self, *, early: bool) -> None:
        """Start it, let it work or still start, kill it."""
        before = self.traffic.polls
        began = time.monotonic()
        self.program.start(ready=False)
        if early:
            self.pump(began + self.chance.uniform(0.0, _START))
        else:
            while self.traffic.polls == before:
                if time.monotonic() > began + WITHIN:
                    raise AssertionError(f"the program does not come: {self.program.log()[-2000:]}")
                self.pump(time.monotonic() + 0.02)
            self.pump(time.monotonic() + _LONGEST, calls=self.chance.randint(0, _CALLS))
            self.pump(time.monotonic() + self.chance.uniform(0.0, _BETWEEN))
        assert self.program.process is not None
        if (code := self.program.process.poll()) is not None:
            raise AssertionError(f"the program ended by itself with {code}: {self.program.log()[-2000:]}")
        self.program.kill()
        self.kills.append(time.monotonic())

    def look(self) -> None:
        """What was told and confirmed up to now is in the store."""
        self.traffic.pump()
        if self.mode == "polling":
            edge = int(self.fake.state()["confirmed"])
            offered = [one for one in self.traffic.updates if one <= edge]
        else:
            offered = [int(one["update"]) for one in self.fake.deliveries() if one.get("status") == 200]
        Ledger(self.program.home).look(self.verdict, calls=self.traffic.calls, offered=offered)

    def end(self) -> None:
        """Let everyone come to their end, let some look their codes up, and close the books."""
        self.program.start()
        self.traffic.more = False
        self.come_to_rest()
        for one in self.chance.sample(sorted(self.traffic.people), min(_TRACKED, len(self.traffic.people))):
            self.track(one, self.traffic.people[one])
        self.come_to_rest()
        ledger = Ledger(self.program.home)
        wait_for(ledger.settled, within=WITHIN, what="the program to be through")
        self.traffic.pump()
        everyone = self.traffic.people.values()
        ledger.look(self.verdict, calls=self.traffic.calls, offered=self.traffic.updates, wrote=[one.words for one in everyone])
        ledger.close_books(self.verdict)
        self.verdict.wrong += [one.wrong for one in everyone if one.wrong][:3]
        self.verdict.wrong += [f"{self.traffic.officer.handled} opinions were handled"] if not self.traffic.officer.handled else []

    def track(self, chat: str, one: Citizen) -> None:
        """The author looks the code up once more."""
        one.step, one.looks, one.since = 5, True, time.monotonic()
        self.traffic.busy[chat] = one
        self.traffic.do([one.say(f"/tracuu {one.code}")])

    def come_to_rest(self) -> None:
        """Wait until everyone has heard everything."""
        ends = time.monotonic() + WITHIN
        while not self.traffic.quiet:
            self.pump(time.monotonic() + 0.05)
            if time.monotonic() > ends:
                self.verdict.miss("nobody answered", [self.traffic.waiting])
                return


def wait_a_moment(seconds: float) -> None:
    """Nothing is new: look again in a moment."""
    time.sleep(seconds)


def besiege(mode: Mode, kills: int, folder: Path) -> Row:
    """Kill it so often in this mode."""
    with stage(mode, folder / mode) as (fake, program):
        fake.deliveries(scale=0.02)
        officer = Phone(fake.user("Cán bộ An"))
        program.start()
        officer.open_link(*program.invite("officer", "--unit", COMMUNE))
        hears(officer, "Đã ghi nhận Ông/Bà là")
        siege = Siege(mode, fake, program, Traffic(fake, Officer(id=officer.citizen.id)), random.Random(f"{mode} {kills}"))
        program.kill()
        siege.traffic.pump()
        for number in range(kills):
            siege.kill(early=siege.chance.random() < 0.25)
            if number % max(1, kills // _SAMPLES) == 0:
                siege.look()
        siege.end()
        return row(siege)


def row(siege: Siege) -> Row:
    """The line of the table."""
    found: Copies = copies(siege.traffic.calls)
    traffic, verdict = siege.traffic, siege.verdict
    note = (
        f"{len(traffic.people)} opinions, {len(traffic.updates)} updates, {traffic.officer.handled} taken in or refused; at most"
        f" {found.most} extra copies of one message; the delay is an update's from its arrival, over {traffic.over(siege.kills)} kills"
    )
    return Row(
        name=f"SIGKILL at a random moment, {siege.mode}", cases=len(siege.kills), lost=verdict.lost, doubled=verdict.doubled,
        extra=found.extra, allowed=found.extra - found.unexplained, worst_delay=traffic.worst, note=note, broken="; ".join(verdict.wrong),
    )  # fmt: skip


def case(scale: Scale, folder: Path) -> list[Row]:
    """Both modes side by side."""
    with ThreadPoolExecutor(2) as pool:
        return [one.result() for one in [pool.submit(besiege, mode, scale.kills, folder) for mode in get_args(Mode)]]
