"""The web chat on a loopback port, over a real database, with a small answering machine where the conversation would be."""

from __future__ import annotations

import asyncio
import json
import secrets
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import aiohttp
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

from bot.channels.http import build_app, server_settings
from bot.channels.webchat import Rules, WebChannel
from bot.talk.incoming import Incoming, Raw
from bot.talk.rendered import Rendered, Tap
from storage import inbox
from storage.database import Unavailable
from storage.keys import Keyring
from storage.migrate import upgrade
from storage.sqlite import Sqlite, open_database

PATIENCE = 20.0


async def until(question: Callable[[], bool]) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(PATIENCE):
        while not question():  # noqa: ASYNC110 - what is asked about has no event of its own
            await asyncio.sleep(0.01)


class Stand:
    """One house with nothing but the web chat; `stop` and `start` are a restart on the same data and port."""

    def __init__(self, home: Path, rules: Rules) -> None:
        self.home = home
        self.rules = rules
        self.now = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
        self.keys = Keyring(bytes(range(32)))
        self.heard: list[Incoming] = []
        self.raws: list[Raw] = []
        self.facts: Mapping[str, str] = {"name": "Đối thoại với Nhân dân tỉnh Thái Nguyên", "notice": ""}
        self.closed_store = False
        self.cards: dict[str, str] = {}
        self.port = 0
        self.database: Sqlite
        self.channel: WebChannel
        self._server: uvicorn.Server
        self._serving: asyncio.Task[None]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.home.mkdir(exist_ok=True)
        path = self.home / "house.db"
        upgrade(path)
        self.database = await open_database(path, self.keys)
        self.channel = WebChannel(
            self.database, keys=self.keys, home=self.home, now=self.tick, new_token=secrets.token_hex,
            page_facts=lambda: self.facts, rules=self.rules,
        )  # fmt: skip
        listener = socket.create_server(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        config = server_settings(build_app(self.channel.routes(self.receive)), host="127.0.0.1", port=self.port)
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listener]))
        await until(lambda: self._server.started)

    async def stop(self) -> None:
        await self.channel.close()
        self._server.should_exit = True
        await self._serving
        await self.database.close()

    def tick(self) -> datetime:
        """Every look at the clock is a millisecond later."""
        self.now += timedelta(milliseconds=1)
        return self.now

    async def receive(self, raws: Sequence[Raw]) -> None:
        """Store as the house does, then answer what is new."""
        if self.closed_store:
            raise Unavailable("the disk is full")
        kept = await self.database.write(lambda work: inbox.store(work, raws, self.now))
        if not kept:
            return
        self.raws.extend(raws)
        for raw in raws:
            for one in self.channel.parse(raw.body):
                self.heard.append(one)
                await self.answer(one)

    async def answer(self, one: Incoming) -> None:
        chat = one.peer.chat
        if one.kind == "start":
            await self.channel.send(chat, MENU if not one.start else Rendered(text=f"Ông/Bà đến từ {one.start}"))
        elif one.kind == "press":
            await self.channel.send(chat, Rendered(text=f"Đã bấm {one.text}", ack=one.ack))
            card = self.cards.get(chat, "")
            self.cards[chat] = await self.channel.send(chat, replace(CARD, text=f"Thẻ: {one.text}", edits=card))
        elif one.kind == "media":
            await self.channel.send(chat, Rendered(text=f"Đã nhận {one.media[0].kind} {one.media[0].name} {one.album}".strip()))
        elif one.kind == "location" and one.place:
            await self.channel.send(chat, Rendered(text=f"Vị trí {one.place[0]:.2f}"))
        else:
            await self.channel.send(chat, Rendered(text=f"Đã ghi: {one.text}"))

    def texts(self) -> list[str]:
        return [one.text for one in self.heard if one.kind == "text"]


MENU = Rendered(
    text="Kính chào Ông/Bà! Đây là kênh tiếp nhận ý kiến trước đối thoại.\nÔng/Bà muốn làm gì?",
    rows=(
        (Tap(label="Gửi ý kiến", data="abcdefghijkl:0"),),
        (Tap(label="Tra cứu", data="abcdefghijkl:1"), Tap(label="Lịch đối thoại", data="abcdefghijkl:2")),
    ),
)
CARD = Rendered(
    text="",
    rows=((Tap(label="Gửi", data="mnopqrstuvwx:0"), Tap(label="Sửa", data="mnopqrstuvwx:1"), Tap(label="Hủy", data="mnopqrstuvwx:2")),),
)


@asynccontextmanager
async def standing(home: Path, rules: Rules | None = None) -> AsyncIterator[Stand]:
    stand = Stand(home, rules or Rules(heartbeat=0.2, per_second=1000.0))
    await stand.start()
    try:
        yield stand
    finally:
        await stand.stop()


class Site(Protocol):
    """Where a browser goes."""

    @property
    def url(self) -> str: ...


class Browser:
    """A visitor without a screen: cookie, page, socket."""

    def __init__(self, stand: Site) -> None:
        self.stand = stand
        self.cookie = ""
        self.frames: list[dict[str, Any]] = []
        self.socket: ClientConnection
        self._reading: asyncio.Task[None] | None = None

    async def visit(self) -> str:
        async with aiohttp.ClientSession() as session, session.get(self.stand.url, headers={"Cookie": self.cookie}) as page:
            if "doithoai" in page.cookies:
                self.cookie = f"doithoai={page.cookies['doithoai'].value}"
            return await page.text()

    async def open(self, after: int = 0) -> None:
        self.socket = await self.connect()
        self._reading = asyncio.create_task(self._read())
        await self.say(type="resume", after=after)
        await self.got(lambda frame: "ready" in frame)

    async def connect(self, origin: str | None = None) -> ClientConnection:
        """A bare socket; `origin` is the page it pretends to be on ("" for none)."""
        given = self.stand.url if origin is None else origin
        address = self.stand.url.replace("http", "ws") + "/chat"
        return await connect(address, origin=Origin(given) if given else None, additional_headers={"Cookie": self.cookie})

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.socket:
                self.frames.append(json.loads(text))

    async def say(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def got(self, fits: Callable[[dict[str, Any]], bool], count: int = 1) -> dict[str, Any]:
        await until(lambda: sum(map(fits, self.frames)) >= count)
        return [frame for frame in self.frames if fits(frame)][count - 1]

    async def acked(self, id: str) -> None:
        await self.got(lambda frame: frame.get("ack") == id)

    async def line(self, text: str) -> dict[str, Any]:
        return await self.got(lambda frame: frame.get("text") == text)

    def lines(self) -> list[str]:
        return [frame["text"] for frame in self.frames if "seq" in frame]

    async def upload(self, content: bytes, name: str, mime: str, origin: str | None = None) -> tuple[int, dict[str, Any]]:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("file", content, filename=name, content_type=mime)
        headers = {"Cookie": self.cookie, "Origin": origin or self.stand.url}
        async with aiohttp.ClientSession() as session, session.post(self.stand.url + "/upload", data=form, headers=headers) as answer:
            return answer.status, await answer.json()

    async def file(self, id: str) -> tuple[int, bytes, Mapping[str, str]]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{self.stand.url}/files/{id}", headers={"Cookie": self.cookie}) as answer,
        ):
            return answer.status, await answer.read(), answer.headers

    async def close(self) -> None:
        await self.socket.close()
        if self._reading:
            await self._reading
