"""A village for tests: citizens with chats of any ability, the whole book of conversations, a real store, every turn through the inbox."""

from __future__ import annotations

import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.clock import MovableClock, SeededMint
from bot.delivery import arrivals
from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.domain.province import Province
from bot.flows import book
from bot.scheduler.kinds import KINDS
from bot.services import dialogues, staff
from bot.talk import codec
from bot.talk.incoming import Incoming, Media, Peer, Raw
from bot.talk.rendered import EVERY_FILE, Caps
from bot.turns.take import Desk, take
from bot.wording.render import labels
from storage import drafts, inbox, migrate, opinions, outbox, people, timers
from storage.keys import Keyring
from storage.sqlite import Sqlite, open_database
from storage.work import Work, micros
from tests.office import START, catalogue, province

T = TypeVar("T")
COMMUNE = "02185"  # Xã Côn Minh
NEIGHBOUR = "02020"  # Xã Chợ Đồn
ROAD = "Đường vào thôn Nà Làng hỏng nặng, xe không đi được"
AGREE = "Tôi đồng ý cung cấp thông tin"
_CAPS = Caps(text_max=4096, buttons=100, edit=True, deep_link=True, voice_in=True, location_in=True, files_out=EVERY_FILE, commands=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message in words. `again` says that an older one was changed; `id` is what a reply names."""

    text: str
    buttons: tuple[str, ...] = ()
    files: int = 0
    again: bool = False
    id: str = ""


def _parse(body: bytes) -> list[Incoming]:
    plain: dict[str, Any] = json.loads(body)
    if not plain:
        return []
    plain["peer"] = Peer(**plain["peer"])
    plain["at"] = datetime.fromisoformat(plain["at"])
    plain["media"] = tuple(Media(**one) for one in plain["media"])
    plain["place"] = tuple(plain["place"]) if plain["place"] else None
    return [Incoming(**plain)]


@dataclass(slots=True)
class Village:
    """A store, a clock, and everyone with a chat."""

    path: Path
    database: Sqlite
    clock: MovableClock
    mint: SeededMint
    desk: Desk
    names: dict[str, Chat] = field(default_factory=dict)
    messages: int = 0

    @property
    def province(self) -> Province:
        return self.desk.province

    @property
    def act(self) -> Act:
        """An act of the operator or the clock, now."""
        return Act(at=self.clock.now(), mint=self.mint, province=self.province)

    async def write(self, act: Callable[[Work], T]) -> T:
        return await self.database.write(act)

    async def read(self, look: Callable[[Work], T]) -> T:
        return await self.database.read(look)

    def chat(self, name: str, *, channel: str = "telegram") -> Chat:
        """Someone with a chat; `plain` is a channel that cannot change what it showed."""
        peer = Peer(channel=channel, account="bot", chat=f"chat-{name}", user=name, name=f"{name} Nguyễn")
        return self.names.setdefault(name, Chat(village=self, name=name, peer=peer))

    async def enrol(self, name: str, role: Role, unit: str = COMMUNE, agency: str = "") -> Chat:
        """Someone who opened an invite of the server."""
        token = staff.new_token(self.mint)
        await self.write(lambda work: staff.offer(work, self.act, role=role, unit=unit, agency=agency, token=token))
        chat = self.chat(name)
        await chat.start(f"i_{token}")
        return chat

    async def plan(self, starts: datetime, *, unit: str = COMMUNE, opens: datetime | None = None, closes: datetime | None = None) -> Any:
        """Announce a dialogue."""
        plan = dialogues.Plan(unit=unit, starts=starts, place="Nhà văn hóa", chair="Chủ tịch", opens=opens, closes=closes)
        return (await self.write(lambda work: dialogues.add(work, self.act, plan))).dialogue

    async def wait(self, by: timedelta) -> None:
        """Let time pass; every timer that is due is taken at its own moment."""
        target = self.clock.now() + by
        while await self.write(lambda work: self._tick(work, target)):
            pass
        self.clock.advance(target - self.clock.now())

    def _tick(self, work: Work, target: datetime) -> bool:
        due = timers.due(work, target, 1)
        if not due:
            return False
        (timer,) = due
        self.clock.advance(max(timer.due - self.clock.now(), timedelta()))
        timers.finish(work, timer.key, "done", self.clock.now())
        KINDS[timer.kind].handle(work, self.act, timer)
        return True

    async def all_opinions(self) -> list[Opinion]:
        """Every opinion that is stored."""
        rows = await self.read(lambda work: work.all("SELECT id FROM opinion ORDER BY id"))
        found = [await self.read(lambda work, one=row[0]: opinions.get(work, one)) for row in rows]  # type: ignore[misc]
        return [one for one in found if one is not None]

    async def count(self, table: str) -> int:
        """How many rows a table holds."""
        row = await self.read(lambda work: work.one(f"SELECT count(*) FROM {table}"))
        assert row is not None
        return int(row[0])


@dataclass(slots=True)
class Chat:
    """One person's chat."""

    village: Village
    name: str
    peer: Peer
    shown: dict[str, str] = field(default_factory=dict)  # label -> what its newest button sends
    said: int = 0
    deaf: bool = False

    async def who(self) -> tuple[str, str]:
        """(person, account), empty before the first message."""
        peer = self.peer
        found = await self.village.read(lambda work: people.find(work, people.index(work, peer.channel, peer.account, peer.chat)))
        return (found[0].id, found[1].id) if found else ("", "")

    async def act(self) -> Act:
        """An act of this person, now."""
        person, account = await self.who()
        return replace(self.village.act, person=person, account=account, channel=self.peer.channel, name=self.peer.name)

    async def say(self, text: str, *, replied: str = "", name: str = "") -> list[Heard]:
        """Type a message; `name` is its platform id, for later changes."""
        return await self._turn(kind="text", text=text, replied=replied, message=name or self._next())

    async def edit(self, name: str, text: str) -> list[Heard]:
        """Change an earlier message."""
        return await self._turn(kind="edited", text=text, message=name)

    async def press(self, label: str) -> list[Heard]:
        """Press the newest button of this label."""
        assert label in self.shown, f"{self.name} sees no {label!r}, only {sorted(self.shown)}"
        return await self._turn(kind="press", press=self.shown[label], ack="q")

    async def start(self, payload: str = "") -> list[Heard]:
        """Open a link."""
        return await self._turn(kind="start", start=payload)

    async def send(self, kind: str = "photo", *, text: str = "", size: int = 1000, album: str = "", replied: str = "") -> list[Heard]:
        """Send a file."""
        self.said += 1
        media = [{"kind": kind, "ref": f"ref-{self.said}", "size": size}]
        return await self._turn(kind="media", media=media, text=text, album=album, replied=replied, message=self._next())

    async def share(self, *, place: tuple[float, float] | None = None, phone: str = "") -> list[Heard]:
        """Share a place or a phone number."""
        return await self._turn(kind="location" if place else "contact", place=place, text=phone, message=self._next())

    def _next(self) -> str:
        self.said += 1
        return f"{self.name}-{self.said}"

    async def _turn(self, **what: Any) -> list[Heard]:
        await self.hear()
        await self.take(await self.sends(**what))
        return await self.hear()

    async def sends(self, **what: Any) -> int:
        """A letter reaches us; its turn is not taken yet."""
        village = self.village
        village.clock.advance(timedelta(seconds=1))
        village.messages += 1
        peer = {name: getattr(self.peer, name) for name in ("channel", "account", "chat", "user", "name")}
        plain = {"peer": peer, "at": village.clock.now().isoformat(), "media": [], "place": None, **what}
        raw = Raw(
            channel=self.peer.channel, account="bot", key=str(village.messages), chat=self.peer.chat, body=json.dumps(plain).encode()
        )  # fmt: skip
        ((letter, _),) = await village.write(lambda work: inbox.store(work, [raw], village.clock.now()))
        return letter

    async def take(self, letter: int) -> None:
        """The turn of a letter."""
        village = self.village
        await village.write(lambda work: take(work, village.desk, village.mint, letter, village.clock.now()))

    async def hear(self) -> list[Heard]:
        """What was due and is delivered now; nothing while the chat is `deaf`."""
        return [] if self.deaf else await self.village.write(self._deliver)

    def _deliver(self, work: Work) -> list[Heard]:
        at = self.village.clock.now()
        found = people.find(work, people.index(work, self.peer.channel, self.peer.account, self.peer.chat))
        if found is None:
            return []
        account = found[1].id
        work.do("UPDATE outbox SET state = 'new' WHERE state = 'held' AND due <= :at", at=micros(at))
        heard = []
        for (row,) in work.all("SELECT id FROM outbox WHERE account = :a AND state = 'new' ORDER BY id", a=account):
            parcel = outbox._take(work, row)
            assert parcel is not None
            again = bool(parcel.shown) and self.village.desk.caps[self.peer.channel].edit
            self.village.messages += 1
            message = parcel.shown if again else f"bot-{self.village.messages}"
            shown = codec.load(parcel.payload)
            said = labels(catalogue(), found[0].lang, shown)
            arrivals.keep(work, parcel, message, at, labels=said, edited=again)
            if parcel.purpose == "commands" or (shown.ack and not shown.lines):
                continue
            if parcel.menu:
                self.shown |= {label: f"{parcel.menu}:{place}" for place, label in enumerate(said)}
            text = "\n".join(catalogue().text(found[0].lang, one) for one in shown.lines)
            heard.append(Heard(text=text, buttons=said, files=len(shown.files), again=again, id=message))
        return heard

    async def agree(self, unit: str = COMMUNE) -> list[Heard]:
        """From the poster of a commune to the request for words."""
        await self.start(f"c_{unit}")
        await self.press(AGREE)
        return await self.press(self.village.province.units.get(unit).name)

    async def opinion(self, text: str = ROAD, unit: str = COMMUNE) -> Opinion:
        """Send an opinion; the first one from the poster of its commune."""
        person, _ = await self.who()
        known = await self.village.read(lambda work: people.get(work, person))
        if known is None or not known.consent:
            await self.agree(unit)
        else:
            await self.start(f"c_{unit}")
            name = self.village.province.units.get(unit).name
            if name in self.shown:
                await self.press(name)
        await self.say(text)
        await self.press("Gửi")
        person, account = await self.who()
        assert await self.village.read(lambda work: drafts.get(work, account)) is None
        return (await self.village.read(lambda work: opinions.of_author(work, person, limit=1)))[0]


@asynccontextmanager
async def village(folder: Path, *, key: str = "thai-nguyen", keep: Callable[[Province], Province] | None = None) -> AsyncIterator[Village]:
    """A village on a fresh store, on a Tuesday at eight. `keep` may change what the province decided."""
    path = folder / "village.db"
    migrate.upgrade(path)
    clock = MovableClock(START)
    database = await open_database(path, Keyring(b"k" * 32))
    found = keep(province(key)) if keep else province(key)
    channels = ("telegram", "webchat", "plain")
    desk = Desk(
        book=book.build(catalogue()), province=found, parsers=dict.fromkeys(channels, _parse),
        caps={name: replace(_CAPS, edit=name != "plain", buttons=0 if name == "plain" else 100) for name in channels}, links={},
    )  # fmt: skip
    try:
        yield Village(path=path, database=database, clock=clock, mint=SeededMint(clock, random.Random(7)), desk=desk)
    finally:
        await database.close()
