"""An office for tests: a real store and the real conversations of officials, without channels; each turn is one transaction."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from bot.clock import MovableClock, SeededMint
from bot.delivery import arrivals
from bot.domain import codes
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.domain.province import Province
from bot.flows import admin, dialogue, engine, official
from bot.flows.outcome import Done, Outcome
from bot.notices import officials
from bot.services import moves, staff
from bot.talk import codec
from bot.talk.incoming import Incoming, Media, Peer
from bot.talk.screen import say, screen
from bot.wording.catalogue import Catalogue
from bot.wording.render import labels
from config.registers import load_province, province_folder
from storage import migrate, opinions, outbox, people
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work

T = TypeVar("T")
Deed = Callable[..., Opinion]
START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # 08:00 of a Tuesday in Viet Nam
LOCALE = Path(__file__).parents[1] / "config" / "locale"
COMMUNE = "02185"  # Xã Côn Minh
NEIGHBOUR = "02020"  # Xã Chợ Đồn
PROVINCE = "19"
AGENCY = f"{COMMUNE}.kinh_te"
TEXT = "Cầu treo thôn Nà Làng bị đứt dây"
_made: dict[str, Province | Catalogue] = {}


def province(key: str = "thai-nguyen") -> Province:
    """The province as it is shipped, read once for all tests of a process."""
    if key not in _made:
        _made[key] = load_province(province_folder(key))
    found = _made[key]
    assert isinstance(found, Province)
    return found


def catalogue() -> Catalogue:
    """The sentences, read once for all tests of a process."""
    if "locale" not in _made:
        _made["locale"] = Catalogue(LOCALE, strict=True)
    found = _made["locale"]
    assert isinstance(found, Catalogue)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message in words. `again` says that an older one was changed."""

    text: str
    buttons: tuple[str, ...] = ()
    files: int = 0
    again: bool = False


@dataclass(slots=True)
class Office:
    """A store and everyone who works or writes here."""

    database: Sqlite
    clock: MovableClock
    mint: SeededMint
    province: Province
    book: engine.Book
    names: dict[str, Worker] = field(default_factory=dict)
    turns: int = 0

    @property
    def act(self) -> Act:
        """An act of the operator, now."""
        return Act(at=self.clock.now(), mint=self.mint, province=self.province)

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    async def person(self, name: str) -> Worker:
        """Someone with a chat; the same name is the same person."""
        if name not in self.names:
            peer = Peer(channel="telegram", account="bot", chat=name, user=name, name=f"{name} Test")
            ids = (self.mint.id(), self.mint.id())
            await self.write(lambda work: people.add(work, person=ids[0], account=ids[1], peer=peer, at=self.clock.now(), lang="vi"))
            self.names[name] = Worker(office=self, name=name, person=ids[0], account=ids[1], peer=peer)
        return self.names[name]

    async def enrol(self, name: str, role: Role, unit: str = COMMUNE, agency: str = "") -> Worker:
        """Someone who opened an invite of the server."""
        worker = await self.person(name)
        token = staff.new_token(self.mint)
        await self.write(lambda work: staff.offer(work, self.act, role=role, unit=unit, agency=agency, token=token))
        await worker.start(f"i_{token}")
        return worker

    async def opinion(self, author: Worker, text: str = TEXT, *, unit: str = COMMUNE, contested: str = "", dialogue: str = "") -> Opinion:
        """An opinion that its author sends now; its desk hears of it."""

        def send(work: Work) -> Opinion:
            act = author.act
            desk = self.province.units.root.code if contested else moves.desk_of(work, act, unit)
            one = Opinion(
                id=self.mint.id(), code=codes.build(2026, self.mint.pick("ABCDEFGH", 6)), dialogue=dialogue, unit=unit, said="", desk=desk,
                field="", text=text, visibility="officials", source="self", author=author.person, account=author.account,
                contested=contested, status="sent", phase="waiting", entered_at=act.at, due=None, lead="", handler="", outcome="",
                reopened=0, version=1, phone_shared=False, sent_at=act.at,
            )  # fmt: skip
            assert moves.begin(work, act, one)
            officials.new_opinion(work, act, one)
            return one

        self.clock.advance(timedelta(seconds=1))
        return await self.write(send)

    async def now(self, opinion: Opinion) -> Opinion:
        """The opinion as it stands now."""
        found = await self.read(lambda work: opinions.get(work, opinion.id))
        assert found is not None
        return found


@dataclass(slots=True)
class Worker:
    """A person with one chat on a channel that can change what it showed."""

    office: Office
    name: str
    person: str
    account: str
    peer: Peer
    shown: dict[str, str] = field(default_factory=dict)  # label -> what its newest button sends
    messages: int = 0

    @property
    def act(self) -> Act:
        """An act of this person, now."""
        office = self.office
        return Act(
            at=office.clock.now(), mint=office.mint, province=office.province, person=self.person, account=self.account,
            channel=self.peer.channel, name=self.peer.name,
        )  # fmt: skip

    async def say(self, text: str) -> list[Heard]:
        """Type a message."""
        return await self._turn(Incoming(peer=self.peer, kind="text", at=self.office.clock.now(), text=text))

    async def press(self, label: str) -> list[Heard]:
        """Press the newest button of this label."""
        assert label in self.shown, f"{self.name} sees no {label!r}, only {sorted(self.shown)}"
        return await self.tap(self.shown[label])

    async def tap(self, data: str) -> list[Heard]:
        """Press a button by what it sends."""
        return await self._turn(Incoming(peer=self.peer, kind="press", at=self.office.clock.now(), press=data, ack="q"))

    async def start(self, payload: str) -> list[Heard]:
        """Open a link."""
        return await self._turn(Incoming(peer=self.peer, kind="start", at=self.office.clock.now(), start=payload))

    async def send_photo(self) -> list[Heard]:
        """Send a picture."""
        media = (Media(kind="photo", ref="f", size=100),)
        return await self._turn(Incoming(peer=self.peer, kind="media", at=self.office.clock.now(), media=media))

    async def _turn(self, incoming: Incoming) -> list[Heard]:
        self.office.turns += 1
        key = str(self.office.turns)
        self.office.clock.advance(timedelta(seconds=1))
        await self.hear()
        await self.office.write(lambda work: engine.handle(work, self.act, self.office.book, incoming, key=key))
        return await self.hear()

    async def hear(self) -> list[Heard]:
        """What was due and is delivered now."""
        return await self.office.write(self._deliver)

    def _deliver(self, work: Work) -> list[Heard]:
        at = self.office.clock.now()
        work.do("UPDATE outbox SET state = 'new' WHERE state = 'held' AND due <= :at", at=int(at.timestamp() * 1_000_000))
        heard = []
        rows = work.all("SELECT id FROM outbox WHERE account = :a AND state = 'new' ORDER BY id", a=self.account)
        for (row,) in rows:
            parcel = outbox._take(work, row)
            assert parcel is not None
            self.messages += 1
            message = parcel.shown or f"{self.name}{self.messages}"
            said = labels(catalogue(), "vi", codec.load(parcel.payload))
            arrivals.keep(work, parcel, message, at, labels=said, edited=bool(parcel.shown))
            if (one := self._worded(parcel)) is not None:
                heard.append(one)
        return heard

    def _worded(self, parcel: outbox.Parcel) -> Heard | None:
        shown = codec.load(parcel.payload)
        if parcel.purpose == "commands" or (shown.ack and not shown.lines):
            return None
        said = labels(catalogue(), "vi", shown)
        if parcel.menu:
            self.shown |= {label: f"{parcel.menu}:{place}" for place, label in enumerate(said)}
        text = "\n".join(catalogue().text("vi", one) for one in shown.lines)
        return Heard(text=text, buttons=said, files=len(shown.files), again=bool(parcel.shown))


async def do(place: Office, who: str, deed: Deed, one: Opinion, *args: object, **named: object) -> Opinion:
    """One act on the opinion as it stands now."""
    now = await place.now(one)
    act = place.names[who].act
    return await place.write(lambda work: deed(work, act, one.id, now.version, *args, **named))


async def refused(place: Office, who: str, deed: Deed, one: Opinion, *args: object, **named: object) -> str:
    """The code of the refusal that the same act meets."""
    with pytest.raises(RuleBroken) as broken:
        await do(place, who, deed, one, *args, **named)
    return broken.value.code


def _home(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    return Done(screens=(screen(say("card-places")),))


@asynccontextmanager
async def office(folder: Path, *, key: str = "thai-nguyen") -> AsyncIterator[Office]:
    """An office on a fresh store, on a Tuesday at eight."""
    path = folder / "office.db"
    migrate.upgrade(path)
    clock = MovableClock(START)
    book = engine.bind(catalogue(), (official.ROOM, dialogue.ROOM, admin.ROOM), first_looks=(), last_looks=(), home=_home)
    database = await open_database(path, Keyring(b"k" * 32))
    try:
        yield Office(database=database, clock=clock, mint=SeededMint(clock, random.Random(7)), province=province(key), book=book)
    finally:
        await database.close()
