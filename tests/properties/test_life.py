"""The life of an opinion: everyone presses and types whatever they see, time passes, and the house stays right whatever happens."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.act import Act
from bot.domain.people import Role
from bot.domain.statuses import PHASES
from bot.flows import book
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import handling, triage
from storage import journal, opinions
from storage.work import Work
from tests import told
from tests.office import AGENCY, COMMUNE, PROVINCE, Office, Worker, catalogue, office

STAFF: Final[dict[str, tuple[Role, str, str]]] = {
    "An": ("officer", COMMUNE, ""),
    "Hà": ("handler", COMMUNE, AGENCY),
    "Sơn": ("leader", COMMUNE, ""),
    "Mai": ("front", COMMUNE, ""),
    "Tâm": ("officer", PROVINCE, ""),
    "Bình": ("leader", PROVINCE, ""),
    "Quân": ("admin", PROVINCE, ""),
}
CITIZENS: Final = ("Lan", "Cúc")
WORDS: Final = (
    "Xã đã sửa xong đoạn đường này.", "45/BC-UBND", "30/12/2026", "Thiếu địa điểm cụ thể, đề nghị nói rõ thôn nào", "Xã Chợ Đồn", "", "1",
    "Đường vẫn hỏng như cũ, chưa ai đến xem", "/viec", "/huy", "x" * 5000,
)  # fmt: skip
SPANS: Final = (timedelta(minutes=2), timedelta(hours=5), timedelta(days=1), timedelta(days=4), timedelta(days=11))


REPLY: Final = handling.Reply(id="", text="Xã đã sửa xong", outcome="done", document="45/BC-UBND")
WAY: Final[tuple[tuple[str, Callable[[Work, Act, str, int], object]], ...]] = (
    ("An", lambda work, act, one, version: triage.classify(work, act, one, version, "giao_thong")),
    ("An", triage.accept),
    ("An", lambda work, act, one, version: triage.assign(work, act, one, version, agency=AGENCY, due=act.today + timedelta(days=9))),
    ("Hà", handling.take_on),
    ("Hà", lambda work, act, one, version: handling.draft(work, act, one, version, replace(REPLY, id=act.mint.id()))),
    ("Sơn", handling.release),
)
"""Who does what on an opinion's usual way to its answer."""


class Life(RuleBasedStateMachine):
    """An office, two citizens with an opinion each, and chance."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.stack: AbstractAsyncContextManager[Office] = office(Path(self.folder.name))
        self.place = self.runner.run(self.stack.__aenter__())
        self.place.book = book.build(catalogue())
        self.people: dict[str, Worker] = {}
        self.timers = Timers(self.place.database, self.place.province, self.place.mint, KINDS, lambda: None)

    @initialize()
    def begin(self) -> None:
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        for name, (role, unit, agency) in STAFF.items():
            self.people[name] = await self.place.enrol(name, role, unit, agency)
        for name in CITIZENS:
            self.people[name] = await self.place.person(name)
            await self.place.write(
                lambda work, person=self.people[name].person: work.do("UPDATE person SET consent = 'v1' WHERE id = :p", p=person)  # type: ignore[misc]
            )
            for steps in range(len(WAY) + 1):
                one = await self.place.opinion(self.people[name], f"Ý kiến {steps} của {name}: đường thôn hỏng")
                await self.place.write(lambda work, one=one, steps=steps: self._bring(work, one.id, steps))  # type: ignore[misc]
        self.place.clock.advance(timedelta(minutes=2))
        await self._hear()

    def _bring(self, work: Work, opinion: str, steps: int) -> None:
        """Take an opinion so many steps along its usual way, so that chance begins everywhere."""
        for who, step in WAY[:steps]:
            found = opinions.get(work, opinion)
            assert found is not None
            step(work, self.people[who].act, opinion, found.version)

    async def _hear(self) -> None:
        for one in self.people.values():
            await one.hear()

    @rule(who=st.sampled_from([*STAFF, *CITIZENS]), n=st.integers(0, 10_000))
    def press(self, who: str, n: int) -> None:
        """Any button that ever was shown, the old ones too."""
        labels = sorted(self.people[who].shown)
        if labels:
            self.runner.run(self.people[who].press(labels[n % len(labels)]))

    @rule(who=st.sampled_from([*STAFF, *CITIZENS]), words=st.sampled_from(WORDS))
    def say(self, who: str, words: str) -> None:
        """Whatever they type."""
        self.runner.run(self.people[who].say(words))

    @rule(code=st.integers(0, 20), who=st.sampled_from(list(STAFF)), ways=st.lists(st.integers(0, 10_000), min_size=1, max_size=7))
    def work_on(self, code: int, who: str, ways: list[int]) -> None:
        """An official opens an opinion by its code and goes on from there: presses what is shown, or types where it is asked."""
        codes = self.look("SELECT code FROM opinion ORDER BY sent_at, id")
        heard = self.runner.run(self.people[who].say(f"/tim {codes[code % len(codes)][0]}"))
        for way in ways:
            shown = [label for label in (heard[-1].buttons if heard else ()) if label in self.people[who].shown]
            if shown and (way % 4 or len(shown) > 2):
                heard = self.runner.run(self.people[who].press(shown[way // 4 % len(shown)]))
            else:
                heard = self.runner.run(self.people[who].say(WORDS[way // 4 % len(WORDS)]))

    @rule(span=st.sampled_from(SPANS))
    def wait(self, span: timedelta) -> None:
        """Time passes, and what is due happens."""
        self.place.clock.advance(span)
        self.runner.run(self.timers.tick(self.place.clock.now()))
        self.runner.run(self._hear())

    def look(self, sql: str, **given: Any) -> list[tuple[Any, ...]]:
        return self.runner.run(self.place.read(lambda work: work.all(sql, **given)))

    @invariant()
    def phases_fit(self) -> None:
        for status, phase in self.look("SELECT status, phase FROM opinion"):
            assert PHASES[status] == phase

    @invariant()
    def counters_fit(self) -> None:
        kept = dict(self.look("SELECT status, sum(n) FROM counter GROUP BY status HAVING sum(n) <> 0"))
        assert kept == Counter(row[0] for row in self.look("SELECT status FROM opinion"))

    @invariant()
    def no_clock_runs_after_the_end(self) -> None:
        over = "SELECT t.key FROM timer t JOIN opinion o ON o.id = t.object WHERE t.state = 'waiting' AND o.phase = 'closed'"
        assert [key for (key,) in self.look(over) if not key.startswith(("verdict:", "commitment"))] == []

    @invariant()
    def work_has_someone_who_leads_it(self) -> None:
        assert self.look("SELECT id FROM opinion WHERE phase = 'working' AND lead = ''") == []

    @invariant()
    def the_journal_fits(self) -> None:
        assert self.runner.run(self.place.read(journal.verify)) == 0

    @invariant()
    def the_journal_tells_where_each_stands(self) -> None:
        self.runner.run(self.place.read(told.fits))

    @invariant()
    def seen(self) -> None:
        for (status,) in self.look("SELECT status FROM opinion"):
            event(f"reached {status}")  # shown by --hypothesis-show-statistics

    def teardown(self) -> None:
        """Whatever happened: the clock alone never leaves a timer that fails, and the house closes."""
        try:
            if self.people:
                self.place.clock.advance(timedelta(days=200))
                self.runner.run(self.timers.tick(self.place.clock.now()))
                assert self.look("SELECT key FROM timer WHERE tries > 0") == []
        finally:
            self.runner.run(self.stack.__aexit__(None, None, None))
            self.runner.close()
            self.folder.cleanup()


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=12, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
