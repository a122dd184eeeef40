"""A store, a province and a clock for tests of what happens by itself: real files, no channels."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from bot.clock import MovableClock, SeededMint
from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Density, Grant, Role
from bot.domain.province import Province
from bot.services.dialogues import Plan
from bot.talk import codec
from bot.talk.incoming import Peer
from bot.talk.screen import Screen
from config.registers import load_province, province_folder
from storage import grants, migrate, opinions, people
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work

T = TypeVar("T")
START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # 08:00 of a Tuesday in Viet Nam
COMMUNE = "02185"
NEIGHBOUR = "01840"
PROVINCE = "19"
_provinces: dict[str, Province] = {}


def province(key: str = "thai-nguyen") -> Province:
    """The province as it is shipped, read once for all tests of a process."""
    if key not in _provinces:
        _provinces[key] = load_province(province_folder(key))
    return _provinces[key]


@dataclass(slots=True)
class Stage:
    """What a test stands on."""

    database: Sqlite
    clock: MovableClock
    mint: SeededMint
    province: Province
    people: dict[str, str] = field(default_factory=dict)  # name -> person

    @property
    def act(self) -> Act:
        """An act of the clock, or of the operator, now."""
        return Act(at=self.clock.now(), mint=self.mint, province=self.province)

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    async def citizen(self, name: str, commune: str = COMMUNE, *, density: Density = "every", consent: str = "1") -> str:
        """Someone who wrote for a commune before."""

        def act(work: Work) -> str:
            peer = Peer(channel="webchat", account="web", chat=name, user=name, name=name)
            person, _ = people.add(work, person=self.mint.id(), account=self.mint.id(), peer=peer, at=self.clock.now(), lang="vi")
            if consent:
                people.agree(work, person.id, version=consent, channel="webchat", at=self.clock.now())
            people.settle(work, person.id, commune)
            people.prefer(work, person.id, density=density)
            return person.id

        self.people[name] = await self.write(act)
        return self.people[name]

    async def official(self, name: str, role: Role = "officer", unit: str = COMMUNE, agency: str = "") -> str:
        """Someone who holds an office and lives nowhere in particular."""
        person = await self.citizen(name, commune="", consent="")
        grant = Grant(id=self.mint.id(), person=person, role=role, unit=unit, agency=agency)
        await self.write(lambda work: grants.add(work, grant, at=self.clock.now(), made_by=""))
        return person

    async def opinion(self, author: str, dialogue: str = "", unit: str = COMMUNE, **changes: object) -> Opinion:
        """An opinion that was sent now."""
        at = self.clock.now()
        one = Opinion(
            id=self.mint.id(), code=f"YK-26-{self.mint.pick('ABCDEFGH', 6)}-A", dialogue=dialogue, unit=unit, said="", desk=unit, field="",
            text="Đường vào thôn hỏng", visibility="public", source="self", author=author, account="", contested="", status="sent",
            phase="waiting", entered_at=at, due=None, lead="", handler="", outcome="", reopened=0, version=1, phone_shared=False,
            sent_at=at,
        )  # fmt: skip
        kept = replace(one, **changes)  # type: ignore[arg-type]
        assert await self.write(lambda work: opinions.add(work, kept))
        return kept

    async def sent(self) -> None:
        """All that may leave has left."""
        await self.write(lambda work: work.do("UPDATE outbox SET state = 'sent' WHERE state = 'new'"))

    async def told(self, prefix: str = "") -> dict[str, tuple[Screen, datetime, str]]:
        """Every message written so far whose key begins so: key -> (screen, when it may leave, its state)."""
        rows = await self.read(
            lambda work: work.all(
                "SELECT key, payload, due, state FROM outbox WHERE substr(key, 1, :n) = :p ORDER BY id", n=len(prefix), p=prefix
            )
        )
        return {row[0]: (codec.load(row[1]), datetime.fromtimestamp(row[2] / 1e6, UTC), row[3]) for row in rows}

    async def heard(self, name: str) -> list[tuple[str, str]]:
        """(head sentence, state) of every message for a person, in order."""
        rows = await self.read(
            lambda work: work.all(
                "SELECT o.payload, o.state FROM outbox o JOIN account a ON a.id = o.account WHERE a.person = :p ORDER BY o.id",
                p=self.people[name],
            )
        )
        return [(codec.load(payload).lines[0].id, state) for payload, state in rows]

    async def timers(self, state: str = "waiting") -> list[str]:
        """The keys of timers in a state, by due."""
        rows = await self.read(lambda work: work.all("SELECT key FROM timer WHERE state = :s ORDER BY due, key", s=state))
        return [row[0] for row in rows]


def plan(starts: datetime, unit: str = COMMUNE, **more: object) -> Plan:
    """A dialogue at its usual place."""
    return Plan(unit=unit, starts=starts, place="Nhà văn hóa xã", chair="Bí thư Đảng ủy", **more)  # type: ignore[arg-type]


@asynccontextmanager
async def stage(home: Path, *, at: datetime = START, key: str = "thai-nguyen") -> AsyncIterator[Stage]:
    """An open store on a new file."""
    migrate.upgrade(home / "doithoai.db")
    database = await open_database(home / "doithoai.db", Keyring(bytes(32)))
    clock = MovableClock(at)
    try:
        yield Stage(database=database, clock=clock, mint=SeededMint(clock, random.Random(1)), province=province(key))
    finally:
        await database.close()
