"""The life of a dialogue under chance: whatever is pressed and however time passes, nothing is sent before an announcement, nobody is told
twice, every date happens once, and no opinion is lost."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.dialogues import HELD
from bot.domain.errors import RuleBroken
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import dialogues, planning, sessions
from storage import dialogues as rows
from storage import journal
from storage.work import Work
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, Stage, plan, stage

EVE: Final = datetime(2027, 1, 4, 1, tzinfo=UTC)  # a month before Tết
CITIZENS: Final = {"Lan": COMMUNE, "Cúc": COMMUNE, "xa": NEIGHBOUR}
SPANS: Final = (
    timedelta(seconds=20), timedelta(minutes=2), timedelta(hours=9), timedelta(days=3), timedelta(days=12), timedelta(days=40),
)  # fmt: skip
ACTS: Final = ("announce", "edit", "move", "postpone", "cancel", "propose", "begin", "end")


class Lives(RuleBasedStateMachine):
    """One commune, a few dialogues, three citizens."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.stack: AbstractAsyncContextManager[Stage] = stage(Path(self.folder.name), at=EVE)
        self.place = self.runner.run(self.stack.__aenter__())
        self.timers = Timers(self.place.database, self.place.province, self.place.mint, KINDS, lambda: None)
        self.made: list[str] = []
        self.sent: list[str] = []

    @initialize()
    def begin(self) -> None:
        self.runner.run(self._begin())

    async def _begin(self) -> None:
        for name, commune in CITIZENS.items():
            await self.place.citizen(name, commune)
        await self.place.official("An")
        await self.place.official("Sơn", "leader")

    @rule(days=st.integers(1, 60))
    def plans(self, days: int) -> None:
        if len(self.made) < 3:
            wanted = plan(self.place.clock.now() + timedelta(days=days))
            one = self.runner.run(self.place.write(lambda work: dialogues.plan(work, self.place.act, wanted)))
            self.made.append(one.id)

    @rule(which=st.integers(0, 2), verb=st.sampled_from(ACTS), days=st.integers(0, 60), clerk=st.booleans())
    def acts(self, which: int, verb: str, days: int, *, clerk: bool) -> None:
        if self.made:
            one = self.made[which % len(self.made)]
            with suppress(RuleBroken):
                self.runner.run(self.place.write(lambda work: self._act(work, one, verb, days, clerk=clerk)))

    def _act(self, work: Work, one: str, verb: str, days: int, *, clerk: bool) -> None:
        act, starts = self.place.act, self.place.clock.now() + timedelta(days=days)
        if clerk:
            planning.appoint(work, act, one, self.place.people["An"])
        match verb:
            case "announce":
                dialogues.announce(work, act, one)
            case "edit":
                dialogues.edit(work, act, one, plan(starts))
            case "move":
                dialogues.move(work, act, one, starts=starts)
            case "postpone":
                dialogues.postpone(work, act, one)
            case "cancel":
                dialogues.cancel(work, act, one)
            case "propose":
                planning.propose(work, replace(act, person=self.place.people["An"]), one)
            case "begin" | "end":
                sessions.run(work, act, one, verb)
            case _:
                raise AssertionError(verb)

    @rule(name=st.sampled_from(sorted(CITIZENS)))
    def writes(self, name: str) -> None:
        def send(work: Work) -> str:
            heard = dialogues.for_unit(work, self.place.act, COMMUNE)
            return heard.id if heard else ""

        heard = self.runner.run(self.place.read(send))
        self.sent.append(self.runner.run(self.place.opinion(self.place.people[name], heard)).id)

    @rule(span=st.sampled_from(SPANS))
    def waits(self, span: timedelta) -> None:
        self.runner.run(self._wait(self.place.clock.now() + span))

    async def _wait(self, until: datetime) -> None:
        while True:
            due = await self.place.read(lambda work: work.one("SELECT min(due) FROM timer WHERE state = 'waiting'"))
            if due is None or due[0] is None or due[0] > until.timestamp() * 1e6:
                break
            self.place.clock.set(max(self.place.clock.now(), datetime.fromtimestamp(due[0] / 1e6, UTC)))
            await self.timers.tick(self.place.clock.now())
            await self.place.sent()
        self.place.clock.set(until)

    @invariant()
    def stands(self) -> None:
        self.runner.run(self.place.read(self._check))

    def _check(self, work: Work) -> None:
        told = Counter[tuple[str, str, str, str]]()
        for key, account in work.all("SELECT key, account FROM outbox WHERE substr(key, 1, 9) = 'dialogue:' AND state <> 'dead'"):
            _, name, version, what, _ = key.split(":")
            told[account, name, version, what] += 1
            public = {line.facts["version"] for line in journal.of(work, name) if line.verb in ("dialogue.announce", "dialogue.move")}
            assert public, "nothing is sent before the announcement"
        assert not told or max(told.values()) == 1, "nobody is told twice"
        for one in self.made:
            self._once(work, one)
        for (dialogue,) in work.all("SELECT dialogue FROM opinion"):
            found = rows.get(work, dialogue) if dialogue else None
            assert found is None or found.phase not in ("cancelled", "planned"), "an opinion is heard by no dialogue or by one that is held"
        assert len(work.all("SELECT 1 FROM opinion")) == len(self.sent)

    def _once(self, work: Work, one: str) -> None:
        """What happens at a date happens for the present date alone, and once."""
        found = rows.get(work, one)
        assert found is not None
        waiting = work.all("SELECT key, kind FROM timer WHERE object = :o AND state = 'waiting'", o=one)
        for key, kind in waiting:
            if kind in sessions.TIMED:
                assert key.split(":")[2] == str(found.version), "what was planned for an earlier date is called off"
        if found.phase in HELD or found.phase == "cancelled":
            assert [kind for _, kind in waiting if kind == "duty"] == []
        for verb in ("announce", "begin", "end", "cancel"):
            assert sum(line.verb == f"dialogue.{verb}" for line in journal.of(work, one)) <= 1, verb

    def teardown(self) -> None:
        self.runner.run(self.stack.__aexit__(None, None, None))
        self.runner.close()
        self.folder.cleanup()


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    derandomize=True,
)  # fmt: skip
