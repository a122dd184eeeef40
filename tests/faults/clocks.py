"""The clock jumps and the machine stands in another time zone: nothing happens twice, and nothing is left out in silence."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from storage import journal, keys
from storage.lite import Lite
from storage.work import micros
from tests.fakes.process import wait_for
from tests.faults.almanac import MONDAY, Almanac, almanac, clock
from tests.faults.crowd import CARD, WITHIN, crowd, finish, seconds
from tests.faults.table import SHORT, Row, Scale

TUESDAY = MONDAY + timedelta(days=1)
_ZONES = ("UTC", "America/New_York", "Asia/Ho_Chi_Minh")


def case(scale: Scale, folder: Path) -> list[Row]:
    """See the module. The short form jumps on a machine of another time zone, where every wrong zone would show."""
    if scale.dues <= SHORT.dues:
        return _jumps(folder / "jumps", zone=_ZONES[1])
    return [*_jumps(folder / "jumps"), _zones(folder / "zones", _ZONES)]


def _jumps(folder: Path, *, zone: str = "") -> list[Row]:
    """Tuesday at nine; three days on while it runs; an hour back while it runs, then a kill and a start."""
    with almanac(folder, clock(TUESDAY, "09:00"), zone=zone) as one:
        one.program.start()
        one.people()
        one.announce(clock(TUESDAY + timedelta(days=4), "08:00"))
        one.until_done()
        since = one.now()
        one.set(since + timedelta(days=3))
        began = time.monotonic()
        wrong = _after_the_jump(one, since)
        states = Counter(one.timers(since=since, to=one.now()).values())
        told = f"of what was due meanwhile {states['done']} done, {states['skipped']} recorded as skipped and told"
        ahead = Row(
            name="The clock jumps 3 days ahead while it runs", cases=1, lost=len(wrong), doubled=one.copies(), worst_delay=seconds(began),
            note=told, broken="; ".join(wrong),
        )  # fmt: skip
        return [ahead, _back(one)]


def _after_the_jump(one: Almanac, since: datetime) -> list[str]:
    """What is wrong three days later."""
    days = [TUESDAY + timedelta(days=ahead) for ahead in (1, 2, 3)]
    ((person,),) = one.rows("SELECT person FROM granted WHERE role = 'officer'")
    keys = [f"digest:{person}:{day.isoformat()}" for day in days]

    def state(key: str) -> str:
        return "".join(row[0] for row in one.rows("SELECT state FROM timer WHERE key = :k", k=key))

    wait_for(lambda: state(keys[-1]) == "done", within=WITHIN, what="today's digest")
    one.until_done()
    wrong = [f"the digest of {key[-10:]} is {state(key) or 'not recorded'}" for key in keys if state(key) not in ("done", "skipped")]
    wrong += [f"{key} still waits" for key, found in one.timers(since=since, to=one.now()).items() if found == "waiting"]
    wrong += [f"{who.name} was not reminded" for who in one.some.people if one.told("Ngày mai có đối thoại.", who) != 1]
    if one.told("Bản tin ", one.officer) != 1:
        wrong.append("the officer did not get the digest of today alone")
    if not one.told("quá muộn", one.admin):
        wrong.append("the administrator was not told what was left out")
    return wrong


def _back(one: Almanac) -> Row:
    """An hour back: what was done is not done again, people are served, the journal goes on; also after a kill and a start."""
    ((last,),) = one.rows("SELECT max(seq) FROM journal")
    one.set(one.now() - timedelta(hours=1))
    began = time.monotonic()
    some = crowd(one.fake, 2)
    some.agree()
    some.write()
    some.hear(CARD)
    one.program.kill()
    one.program.start()
    found = finish(one.fake, one.program.home, some)
    one.until_done()
    delay = seconds(began)
    ring = keys.load(one.program.home / "doithoai.key")
    numbers = [seq for (seq,) in one.rows("SELECT seq FROM journal ORDER BY seq")]
    wrong = found.words or ("" if numbers == list(range(1, len(numbers) + 1)) and numbers[-1] > last else "the journal has a gap")
    with closing(sqlite3.connect(one.program.home / "doithoai.db")) as store:
        store.execute("BEGIN")
        wrong = wrong or ("the journal's chain is broken" if journal.verify_last(Lite(store, ring), count=10_000) else "")
    return Row(
        name="The clock goes 1 hour back while it runs, then kill -9", cases=1, lost=found.lost, doubled=found.doubled + one.copies(),
        extra=found.extra, allowed=1, worst_delay=delay, note="the journal stays one chain; the delay is that of two whole opinions",
        broken=wrong,
    )  # fmt: skip


def _zones(folder: Path, zones: tuple[str, ...]) -> Row:
    """The same dialogue and officer on machines of several time zones: the same moments, the same words."""
    found = {}
    for zone in zones:
        with almanac(folder / zone.replace("/", "-"), clock(TUESDAY, "09:00"), zone=zone) as one:
            one.program.start()
            one.people(admin=False)
            one.announce(clock(TUESDAY + timedelta(days=20), "08:00"))
            one.until_done()
            sql = "SELECT kind, due FROM timer WHERE due > :at AND kind IN ('dialogue_notice', 'digest', 'leader_summary', 'intake_closes')"
            moments = sorted(one.rows(sql + " ORDER BY kind, due", at=micros(clock(TUESDAY, "11:00"))))
            announced = [text for text in one.some.people[0].screen() if "Kính mời bà con" in text]
            found[zone] = (moments, announced)
    first = found[zones[0]]
    different = [zone for zone, one in found.items() if one != first]
    return Row(
        name="The time zone of the machine", cases=len(zones), note=f"{', '.join(zones)}: {len(first[0])} moments, all the same",
        broken=f"other moments in {different}" if different else "" if first[0] and first[1] else "nothing was planned",
    )  # fmt: skip
