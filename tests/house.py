"""A whole house on a temporary folder, with a clock that is moved by hand and villagers who use the web chat."""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot import app
from bot.app import House
from bot.channels.http import Quiet, server_settings
from bot.channels.webchat import frames
from bot.channels.webchat.frames import Said
from bot.clock import MovableClock, SeededMint
from bot.talk.incoming import MediaKind, Raw
from config.settings import Settings
from storage import outbox, timers, web_sessions, webchat, webchat_files
from storage.webchat_files import Stored
from storage.work import Work, micros, moment

START = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)  # 08:00 of a Tuesday in Viet Nam
PATIENCE = 2000  # looks at the store before a test gives up waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message as a villager sees it. `again` says that an older message was changed."""

    text: str
    buttons: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    files: int = 0
    again: bool = False


@dataclass(slots=True)
class Town:
    """The house and its people."""

    home: Path
    clock: MovableClock
    mint: SeededMint
    province: str
    public: str = ""
    channel: str = "webchat"
    settings: Mapping[str, Any] = field(default_factory=dict)
    make: Callable[[Town, str], Villager] | None = None
    door: socket.socket | None = None
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    house: House = field(init=False)
    tasks: list[asyncio.Task[None]] = field(default_factory=list)
    people: dict[str, Villager] = field(default_factory=dict)

    async def start(self) -> None:
        """Build the house and start everything but the clock's ticks and the sockets."""
        settings = Settings(home=self.home, province=self.province, **{"public_url": self.public, **self.settings})
        self.house = await app.build(settings, self.stack, clock=self.clock, mint=self.mint, strict=True)
        if self.channel != "webchat":
            await self.house.listeners.open()
        if self.door is not None:
            self._serve(self.door)
        self.tasks = [asyncio.create_task(one()) for one in (self.house.sender.run, self.house.fetcher.run, self.house.worker.run)]

    def _serve(self, door: socket.socket) -> None:
        """Serve the pages, where a platform fetches pictures from us."""
        host, port = door.getsockname()
        server = Quiet(server_settings(app.web_app(self.house), host=host, port=port))
        task = asyncio.create_task(server.serve([door.dup()]))

        async def close() -> None:
            server.should_exit = True
            await task

        self.stack.push_async_callback(close)

    async def stop(self) -> None:
        """Stop as a process does on SIGTERM."""
        for task in reversed(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.stack.aclose()
        self.stack = AsyncExitStack()

    async def restart(self) -> None:
        """Stop and start on the same folder."""
        await self.stop()
        await self.start()

    def villager(self, name: str) -> Villager:
        """Someone with a browser, or with the app of the town's channel; the same name is the same person."""
        if name not in self.people:
            visitor = random.Random(name).randbytes(16).hex()
            self.people[name] = self.make(self, name) if self.make else Villager(town=self, name=name, visitor=visitor)
        return self.people[name]

    async def until_settled(self) -> None:
        """Wait until every turn is taken, every message that is due was sent, and every file brought in."""
        for _ in range(PATIENCE):
            await self.house.worker.idle()
            self.house.poke()
            if not await self.house.database.read(partial(_busy, at=self.clock.now())):
                return
            for task in self.tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0.002)
        raise AssertionError("the house did not settle")

    async def wait(self, by: timedelta) -> None:
        """Let time pass, stopping at every moment at which something is due, as a running house would."""
        target = self.clock.now() + by
        while True:
            due = await self.house.database.read(_next_moment)
            now = self.clock.now()
            step = min(target, max(due, now)) if due else target
            self.clock.advance(step - now)
            await self.house.metronome.tick()
            await self.until_settled()
            if step >= target and not await self.house.database.read(lambda work: timers.due(work, self.clock.now(), 1)):
                return

    async def enrol(self, name: str, role: str, unit: str, agency: str = "") -> None:
        """Give a villager an office by the invite that the command line would print."""
        told = await self.house.perform("invite", {"role": role, "unit": self.unit(unit), "agency": agency, "title": ""})
        await self.villager(name).start(str(told["code"]))  # type: ignore[index,call-overload]

    async def plan_dialogue(self, unit: str, starts: datetime, place: str) -> None:
        """Announce a dialogue as the command line would."""
        plan = {"unit": self.unit(unit), "starts": starts.isoformat(), "place": place, "chair": "Chủ tịch Ủy ban nhân dân"}
        await self.house.perform("dialogue.add", plan)
        await self.until_settled()

    def unit(self, name: str) -> str:
        """The code of a unit of this very name, or the code itself."""
        return next((one.code for one in self.house.province.units.all() if one.name == name), name)

    async def read(self, look: Any) -> Any:
        """Look into the store."""
        return await self.house.database.read(look)


def _busy(work: Work, *, at: datetime) -> bool:
    """Whether anything is under way."""
    row = work.one(
        "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox WHERE state IN ('new', 'sending'))"
        " + (SELECT count(*) FROM outbox WHERE state = 'held' AND due <= :at)"
        " + (SELECT count(*) FROM attachment WHERE state = 'waiting' AND retry_at = 0) + (SELECT count(*) FROM doomed_file)",
        at=micros(at),
    )
    return bool(row and row[0])


def _next_moment(work: Work) -> datetime | None:
    first = work.one("SELECT min(due) FROM timer WHERE state = 'waiting'")
    moments = [one for one in (moment(first[0]) if first and first[0] else None, outbox.next_due(work)) if one]
    return min(moments) if moments else None


@dataclass(slots=True)
class Villager:
    """A person with one browser."""

    town: Town
    name: str
    visitor: str
    seen: int = 0
    said: int = 0
    browsers: int = 1
    shown: dict[str, str] = field(default_factory=dict)  # label -> what pressing it sends, of all messages so far

    async def say(self, text: str) -> list[Heard]:
        """Type a message (a command too); returns what is heard."""
        return await self._send(Said(id=self._id(), type="text", text=text))

    async def start(self, payload: str = "") -> list[Heard]:
        """Open the link of a poster or an invite."""
        return await self._send(Said(id=self._id(), type="start", data=payload))

    def open_browser(self) -> None:
        """Sit down at another browser, which knows nothing."""
        self.browsers += 1
        self.visitor = random.Random(f"{self.name} {self.browsers}").randbytes(16).hex()
        self.seen, self.shown = 0, {}

    async def open_page(self) -> bool:
        """Load the page again, as the browser does: an ended official's session gets a fresh cookie. True when that was so."""
        rules, at = self.town.house.province.rules.session, self.town.clock.now()
        idle, longest = timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.max_hours)

        def over(work: Work) -> bool:
            return web_sessions.is_over(work, webchat.index(work, self.visitor), at, idle=idle, longest=longest)

        if not await self.town.house.database.read(over):
            return False
        self.open_browser()
        return True

    async def press(self, label: str) -> list[Heard]:
        """Press the newest button of this label."""
        if label not in self.shown:
            raise AssertionError(f"{self.name} sees no button {label!r}, only {sorted(self.shown)}")
        return await self._send(Said(id=self._id(), type="tap", text=label, data=self.shown[label]))

    async def send_file(
        self, data: bytes, *, kind: MediaKind = "photo", name: str = "anh.jpg", mime: str = "image/jpeg", album: str = ""
    ) -> list[Heard]:
        """Send a photo, a voice message or a document."""
        ref = f"{self.visitor[:16]}{self.said:08d}"
        folder = self.town.home / "media" / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ref).write_bytes(data)
        stored = Stored(id=ref, incoming=True, kind=kind, name=name, mime=mime, size=len(data), path="")
        at = self.town.clock.now()

        def keep(work: Work) -> None:
            if webchat_files.uploaded(work, ref) is None:  # else it was brought up before the program died
                webchat_files.keep(work, webchat.index(work, self.visitor), stored, at)

        await self.town.house.database.write(keep)
        return await self._send(Said(id=self._id(), type="file", file=ref, album=album), stored)

    def _id(self) -> str:
        self.said += 1
        return f"m{self.said}"

    async def _send(self, said: Said, stored: Stored | None = None) -> list[Heard]:
        at = micros(self.town.clock.now()) + self.said
        body = frames.body(self.visitor, at, said, stored)
        await self.town.house.database.write(
            lambda work: web_sessions.touch(work, webchat.index(work, self.visitor), self.town.clock.now())
        )
        await self.town.house.receive([Raw(channel="webchat", account="web", key=said.id, chat=self.visitor, body=body)])
        await self.town.until_settled()
        return await self.hear()

    async def hear(self) -> list[Heard]:
        """What is new or changed on the page since the last look, which is a look now."""
        lines = await self.town.house.database.read(lambda work: webchat.after(work, webchat.index(work, self.visitor), self.seen))
        heard = []
        if lines:
            await self.town.house.database.write(lambda work: webchat.mark_seen(work, webchat.index(work, self.visitor), lines[-1].seq))
        for line in lines:
            self.seen = line.seq
            if line.frame["from"] != "bot":
                continue
            buttons = [one for row in line.frame.get("buttons", ()) for one in row]
            self.shown |= {one["label"]: one.get("data", one.get("url", "")) for one in buttons}
            heard.append(
                Heard(
                    text=line.frame["text"], buttons=tuple(one["label"] for one in buttons),
                    data=tuple(one.get("data", "") for one in buttons), files=len(line.frame.get("files", ())),
                    again=line.first != line.seq,
                )
            )  # fmt: skip
        return heard


@asynccontextmanager
async def town(
    home: Path, *, at: datetime = START, province: str = "thai-nguyen", seed: int = 1, **more: Any
) -> AsyncIterator[Town]:  # fmt: skip
    """A running house whose clock stands at `at`; `more` says on which channel its people are (tests.apps)."""
    clock = MovableClock(at)
    one = Town(home=home, clock=clock, mint=SeededMint(clock, random.Random(seed)), province=province, **more)
    await one.start()
    try:
        yield one
    finally:
        await one.stop()
        if one.door is not None:
            one.door.close()


def picture(width: int = 64, height: int = 48) -> bytes:
    """A small JPEG that carries a place in its EXIF."""
    image = Image.new("RGB", (width, height), (90, 140, 60))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (22.0, 8.0, 0.0), 3: "E", 4: (105.0, 50.0, 0.0)}
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()
