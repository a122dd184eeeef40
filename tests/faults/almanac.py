"""A program whose clock the case sets, and people to whom something falls due: an officer, an administrator, citizens, a dialogue."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.deadlines import VIETNAM, at_local
from storage.work import micros
from tests.e2e.story import COMMUNE, NAME
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import Citizen, FakeTelegram
from tests.faults.crowd import WITHIN, Crowd, crowd, query, stage
from tests.faults.tools import Bent, faketime

_NOTICE = re.compile(r"Bản tin \S|có đối thoại\.|Kính mời bà con|Tổng hợp ý kiến trước đối thoại")
MONDAY = date(2026, 11, 30)
_RULES = """\
[dialogue]
notice_offsets = [{offsets}]

[sending]
per_chat_per_second = 1000
glance_seconds = 0
"""


@dataclass(slots=True)
class Almanac:
    """The stage and who stands on it. `watch` is the file that says how far the program's clock is ahead."""

    fake: FakeTelegram
    program: Bent
    watch: Path
    officer: Citizen
    admin: Citizen
    some: Crowd
    dialogue: str = ""
    seen: int = 0  # calls of the program that were looked at

    def set(self, at: datetime) -> None:
        """Let the program's clock show this moment, now."""
        draft = self.watch.with_suffix(".new")
        draft.write_text(f"{at.timestamp() - time.time():+.3f}\n", encoding="ascii")
        draft.replace(self.watch)

    def now(self) -> datetime:
        """What the program's clock shows."""
        return datetime.now(UTC) + timedelta(seconds=float(self.watch.read_text(encoding="ascii")))

    def people(self, *, admin: bool = True) -> None:
        """Officials enrol, citizens send one opinion each, which nobody takes in."""
        wanted = [(self.admin, ("admin", "create"))] if admin else []
        for one, words in (*wanted, (self.officer, ("invite", "officer", "--unit", COMMUNE))):
            one.start(json.loads(self.program.command(*words, "--json"))[0]["code"])
            one.hears("Đã ghi nhận Ông/Bà là", within=WITHIN)
        self.some.opinions()
        self.officer.hears(f"Ý kiến mới ({len(self.some.people)}) · {NAME}", within=WITHIN)

    def announce(self, starts: datetime) -> None:
        """Announce a dialogue of the commune; everyone heard of it."""
        local = starts.astimezone(VIETNAM)
        self.program.command(
            "dialogue", "add", "--unit", COMMUNE, "--starts", f"{local:%Y-%m-%d %H:%M}", "--place", "Nhà văn hóa", "--chair", "Chủ tịch"
        )
        self.some.hear("Kính mời bà con tham dự đối thoại")
        ((self.dialogue,),) = query(self.program.home, "SELECT id FROM dialogue")

    def timers(self, *, since: datetime, to: datetime) -> dict[str, str]:
        """What was due in this time -> what became of it."""
        sql = "SELECT key, state FROM timer WHERE due > :since AND due <= :to"
        return dict(query(self.program.home, sql, since=micros(since), to=micros(to)))

    def until_done(self) -> None:
        """Wait until nothing is due that waits, and nothing is on its way out."""
        sql = (
            "SELECT (SELECT count(*) FROM timer WHERE state = 'waiting' AND due <= :now)"
            " + (SELECT count(*) FROM outbox WHERE state IN ('new', 'wait', 'sending') OR (state = 'held' AND due <= :now))"
            " + (SELECT count(*) FROM inbox WHERE state = 'new')"
        )
        wait_for(
            lambda: query(self.program.home, sql, now=micros(self.now())) == [(0,)], within=WITHIN, what="everything that is due to be done"
        )

    def told(self, words: str, who: Citizen) -> int:
        """How often these words were sent to someone."""
        calls = [call["parameters"] for call in self.fake.calls("sendMessage") if call.get("status") == 200]
        return sum(str(one.get("chat_id")) == who.chat and words in str(one.get("text")) for one in calls)

    def copies(self) -> int:
        """How many notices came once more, word for word, to the same person: each names its day."""
        calls = [call["parameters"] for call in self.fake.calls("sendMessage") if call.get("status") == 200]
        shown = Counter((str(one.get("chat_id")), str(one.get("text"))) for one in calls if _NOTICE.search(str(one.get("text"))))
        return sum(n - 1 for n in shown.values())

    def rows(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        """What stands in the store."""
        return query(self.program.home, sql, **given)


def clock(day: date, hour: str) -> datetime:
    """A moment of Viet Nam."""
    return at_local(day, datetime.strptime(hour, "%H:%M").time())  # noqa: DTZ007  only its time of day is read


@contextmanager
def almanac(folder: Path, at: datetime, *, offsets: str = "-14, -7, -3, -1", citizens: int = 2, zone: str = "") -> Iterator[Almanac]:
    """The stage, with the clock set but nothing started. `zone` is the TZ of the machine. Raises Absent without faketime."""
    folder.mkdir(parents=True, exist_ok=True)
    watch = folder / "watch"
    more = {
        "LD_PRELOAD": faketime(), "FAKETIME_TIMESTAMP_FILE": str(watch), "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1", **({"TZ": zone} if zone else {}),
    }  # fmt: skip
    with stage(folder, rules=_RULES.format(offsets=offsets), more=more) as (fake, program):
        one = Almanac(
            fake=fake, program=program, watch=watch, officer=fake.user("Cán bộ An"), admin=fake.user("Quản trị Minh"),
            some=crowd(fake, citizens),
        )  # fmt: skip
        one.set(at)
        yield one
