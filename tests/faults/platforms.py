"""What a platform does to the program, and to the people behind it: busy, broken, silent, cut off, another's."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.e2e.people import Phone, hears
from tests.e2e.story import COMMUNE
from tests.fakes.telegram_client import FakeTelegram
from tests.faults.kills import stage, wait_a_moment
from tests.faults.ledger import Ledger, Verdict, copies
from tests.faults.table import Row, Scale
from tests.faults.traffic import Officer, Traffic

_PATIENCE: Final = 240.0
_CROWD: Final = 12  # people who are at it at once
_STRIKES: Final = 10  # every so manieth message is struck, where a trouble strikes single ones
_FOR_EVER: Final = 1_000_000  # calls


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`strike` begins it, for so many calls; `lasts`: it strikes everything until it is healed, not single calls.

    `doubtful`: the platform took the message and nobody hears of it, so that one copy each is within the promise."""

    name: str
    strike: Callable[[FakeTelegram, int], None]
    lasts: bool = False
    doubtful: bool = False
    heal: Callable[[FakeTelegram], None] = FakeTelegram.heal


def _fault(kind: str, **given: Any) -> Callable[[FakeTelegram, int], None]:
    return lambda fake, count: fake.fault(kind, count=count, **given)


TROUBLES: Final = (
    Trouble(name="429 that says how long to wait", strike=lambda fake, count: fake.busy(after=1, count=count)),
    Trouble(name="429 that does not say", strike=lambda fake, count: fake.busy(after=None, count=count)),
    Trouble(name="5xx to every call", strike=_fault("html", method="*", status=502), lasts=True),
    Trouble(name="The line is cut before every call is taken", strike=_fault("drop", method="*"), lasts=True),
    Trouble(name="A message is taken and the line cut", strike=_fault("reset"), doubtful=True),
    Trouble(name="A message is taken and half an answer comes", strike=_fault("half"), doubtful=True),
    Trouble(name="A message is taken and no answer ever comes", strike=_fault("hang"), doubtful=True),
    Trouble(name="The token is refused while it runs", strike=lambda fake, _: fake.revoke(), lasts=True, heal=FakeTelegram.grant),
    Trouble(
        name="Another program asks for our updates (409)", lasts=True,
        strike=_fault("status", method="getUpdates", status=409, description="Conflict: terminated by other getUpdates request"),
    ),
)  # fmt: skip


def endure(trouble: Trouble, scale: Scale, folder: Path) -> Row:
    """A village at work, the trouble in the middle of it, and what everyone heard in the end."""
    with stage("polling", folder) as (fake, program):
        officer = Phone(fake.user("Cán bộ An"))
        program.start()
        officer.open_link(*program.invite("officer", "--unit", COMMUNE))
        hears(officer, "Đã ghi nhận Ông/Bà là")
        traffic = Traffic(fake, Officer(id=officer.citizen.id), alive=min(_CROWD, scale.messages))
        verdict = Verdict()
        _go_on(traffic, lambda: len(traffic.people) * 2 >= scale.messages)
        strikes = max(1, scale.messages // _STRIKES)
        trouble.strike(fake, _FOR_EVER if trouble.lasts else strikes)
        if trouble.lasts:
            ends = time.monotonic() + scale.hold
            _go_on(traffic, lambda: time.monotonic() > ends)
            trouble.heal(fake)
        healed = time.monotonic()
        _go_on(traffic, lambda: len(traffic.people) >= scale.messages)
        traffic.more = False
        if not _go_on(traffic, lambda: traffic.quiet):
            verdict.miss("nobody answered", [traffic.waiting])
        ledger = Ledger(program.home)
        if not _go_on(traffic, ledger.settled):
            verdict.wrong.append("the program is not through")
        delay = time.monotonic() - healed if trouble.lasts else traffic.worst
        ledger.look(verdict, calls=traffic.calls, offered=traffic.updates, wrote=[one.words for one in traffic.people.values()])
        ledger.close_books(verdict)
        verdict.wrong += [one.wrong for one in traffic.people.values() if one.wrong][:3]
        if program.stop():
            verdict.wrong.append("it did not end in peace")
    return Row(
        name=trouble.name, cases=len(traffic.people), lost=verdict.lost, doubled=verdict.doubled, extra=copies(traffic.calls).extra,
        allowed=strikes if trouble.doubtful else 0, worst_delay=delay, broken="; ".join(verdict.wrong), note=_note(trouble, scale, strikes),
    )  # fmt: skip


def _note(trouble: Trouble, scale: Scale, strikes: int) -> str:
    if trouble.lasts:
        return f"for {scale.hold:.0f} s; the delay is that of all who came meanwhile and after"
    return f"{strikes} messages struck; the delay is the longest wait for an answer"


def _go_on(traffic: Traffic, enough: Callable[[], bool]) -> bool:
    """Let the village live until it is enough; False when that never comes."""
    ends = time.monotonic() + _PATIENCE
    while not enough():
        if not traffic.pump():
            wait_a_moment(0.02)
        if time.monotonic() > ends:
            return False
    return True


def case(scale: Scale, folder: Path) -> list[Row]:
    """All troubles, some beside each other: most of the time is waiting."""
    with ThreadPoolExecutor(5) as pool:
        places = [(one, folder / str(number)) for number, one in enumerate(TROUBLES)]
        return list(pool.map(lambda place: endure(place[0], scale, place[1]), places))
