"""A scripted person's browser: the cookie of the page, its socket and its uploads, and what it shows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import aiohttp
from pydantic import BaseModel, ConfigDict, Field

PATIENCE: Final = 20.0
"""Seconds for which a person waits for what the story says comes next."""
T = TypeVar("T")


class Tap(BaseModel):
    """A button as it comes over the wire."""

    model_config = ConfigDict(frozen=True)

    label: str
    data: str = ""


class Frame(BaseModel):
    """What the socket brings: a line of the chat, or a word about what was sent."""

    model_config = ConfigDict(frozen=True)

    seq: int = 0
    edit_of: int = 0
    sender: str = Field(default="", alias="from")
    text: str = ""
    buttons: list[list[Tap]] = Field(default_factory=list)
    ready: bool = False
    ended: bool = False
    refused: str = ""
    slow: str = ""


class Stuck(Exception):
    """The story cannot go on: what should come did not come."""


class Browser:
    """One person at the page. Only what came since they last did something counts as an answer to it."""

    def __init__(self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse, address: str, name: str) -> None:
        self.name = name
        self._http = http
        self._socket = socket
        self._address = address
        self._lines: dict[int, Frame] = {}  # by the number that a line had first
        self._news = asyncio.Event()
        self._end = ""
        self._ready = False
        self._mark = self._last = self._said = 0

    async def listen(self) -> None:
        """Take in frames until the socket closes."""
        await self._socket.send_json({"type": "resume", "after": 0})
        async for message in self._socket:
            self._take(Frame.model_validate_json(message.data))
            self._news.set()
        self._end = self._end or "the socket was closed"
        self._news.set()

    def _take(self, frame: Frame) -> None:
        self._ready = self._ready or frame.ready
        if frame.ended or frame.refused or frame.slow:
            self._end = f"the page was told: {frame.model_dump_json(exclude_defaults=True)}"
        if frame.seq:
            self._last = max(self._last, frame.seq)
            self._lines[frame.edit_of or frame.seq] = frame

    async def opened(self) -> None:
        """Wait until the page shows all that there is."""
        await self._until(lambda: self._ready or None, "the page")

    async def start(self, payload: str) -> None:
        """Come by the link of a poster or an invite."""
        await self._say({"type": "start", "data": payload})

    async def write(self, text: str) -> None:
        """Type a message."""
        await self._say({"type": "text", "text": text})

    async def press(self, label: str, *, part: bool = False) -> str:
        """Press the newest button of this label, or one with these words in it; returns the whole label."""
        tap = await self._until(lambda: self._button(label, part=part), f"the button {label!r}")
        await self._say({"type": "tap", "text": tap.label, "data": tap.data})
        return tap.label

    async def show(self, picture: bytes, name: str) -> None:
        """Send a photo up, and then as a message."""
        form = aiohttp.FormData()
        form.add_field("file", picture, filename=name, content_type="image/jpeg")
        async with self._http.post(f"{self._address}/upload", data=form, headers={"Origin": self._address}) as answer:
            told = await answer.json()
        if "file_id" not in told:
            raise Stuck(f"{self.name}: the photo was refused: {told}")
        await self._say({"type": "file", "file_id": told["file_id"]})

    async def sees(self, words: str) -> str:
        """Wait for a message with these words; returns it."""
        return await self._until(lambda: next((one.text for one in self._news_from_us() if words in one.text), None), repr(words))

    def _news_from_us(self) -> list[Frame]:
        """What came or changed since the last act, newest first."""
        fresh = [one for one in self._lines.values() if one.seq > self._mark and one.sender == "bot"]
        return sorted(fresh, key=lambda one: -one.seq)

    def _button(self, label: str, *, part: bool) -> Tap | None:
        taps = [tap for line in self._news_from_us() for row in line.buttons for tap in row]
        return next((tap for tap in taps if tap.label == label or (part and label in tap.label)), None)

    async def _say(self, frame: Mapping[str, str]) -> None:
        self._said += 1
        self._mark = self._last
        await self._socket.send_str(json.dumps({"id": f"demo-{self._said}", **frame}, ensure_ascii=False))

    async def _until(self, look: Callable[[], T | None], what: str) -> T:
        try:
            async with asyncio.timeout(PATIENCE):
                while (found := look()) is None:
                    if self._end:
                        raise Stuck(f"{self.name} waits for {what}, but {self._end}")
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            seen = " | ".join(one.text for one in self._news_from_us())
            raise Stuck(f"{self.name} waits in vain for {what}; reads: {seen or 'nothing new'}") from None
        return found


@asynccontextmanager
async def browser(address: str, name: str) -> AsyncIterator[Browser]:
    """Someone with a browser of their own, the page open. `address` is without the slash at its end."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:  # unsafe: a cookie of a bare IP address
        async with http.get(f"{address}/") as page:
            page.raise_for_status()
        async with http.ws_connect(f"{address}/chat", origin=address) as socket:
            one = Browser(http, socket, address, name)
            listening = asyncio.create_task(one.listen())
            try:
                await one.opened()
                yield one
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
