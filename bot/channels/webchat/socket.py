"""One open page: what it says is stored before it is acknowledged, what is new for it is read from the store."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.base import Receive
from bot.channels.http import FRAME_MAX
from bot.channels.webchat import frames
from bot.channels.webchat.frames import Resume, Said, Seen
from bot.channels.webchat.session import Door, Visitor
from bot.talk.incoming import Raw
from storage import web_sessions, webchat, webchat_files
from storage.database import Database, StorageTrouble
from storage.webchat import Line
from storage.webchat_files import Stored
from storage.work import Work

NOBODY, ENDED, TOO_MANY = 4403, 4401, 4429
_SEND_SECONDS = 30.0
_NOTES = 64
_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    over: bool
    reset: bool
    lines: list[Line]
    cursor: int
    more: bool
    empty: bool


class Socket:
    """One WebSocket. Nothing waits in memory for a slow browser but a few notes: the store is the queue."""

    def __init__(self, websocket: WebSocket, visitor: Visitor, *, door: Door, database: Database, receive: Receive) -> None:
        self.visitor = visitor
        self._websocket = websocket
        self._door = door
        self._database = database
        self._receive = receive
        self._wake = asyncio.Event()
        self._notes: deque[dict[str, Any]] = deque(maxlen=_NOTES)  # an acknowledgement that falls out is asked for again
        self._asked: int | None = None
        self._cursor: int | None = None
        self._greeted = True
        self._allowance = float(door.rules.burst)
        self._counted = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Serve until either side has had enough."""
        tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._tell())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect | StorageTrouble | TimeoutError):
                raise result

    def wake(self, note: dict[str, Any] | None = None) -> None:
        """There is something new in the store, or a note that is not worth storing."""
        if note is not None:
            self._notes.append(note)
        self._wake.set()

    async def shut(self, code: int) -> None:
        """Close for a reason the page knows."""
        await self._websocket.close(code)

    async def _hear(self) -> None:
        while True:
            text = await self._websocket.receive_text()
            if len(text) > FRAME_MAX:
                await self.shut(1009)
                return
            try:
                frame = frames.read(text)
            except ValueError:
                self.wake({"refused": _named(text), "why": "unreadable"})
                continue
            match frame:
                case Resume(after=after):
                    self._asked = after
                    self.wake()
                case Seen(seq=seq):
                    await self._looked(seq)
                case Said():
                    await self._take(frame)

    async def _looked(self, seq: int) -> None:
        chat = self.visitor.chat
        await self._database.write(lambda work: webchat.mark_seen(work, chat, seq))

    async def _take(self, said: Said) -> None:
        """Store what was said, then say so. What is refused for its speed stays in the browser and comes again."""
        wait = self._too_fast()
        if wait:
            self.wake({"slow": said.id, "after": round(wait, 1)})
            return
        try:
            heard = await self._database.write(lambda work: self._write(work, said))
            if heard is None:
                self.wake()
                return
            number, stored = heard
            if said.file and stored is None:
                self.wake({"refused": said.id, "why": "file"})
                return
            body = frames.body(self.visitor.id, number, said, stored)
            raw = Raw(channel=webchat.CHANNEL, account=webchat.ACCOUNT, key=said.id, chat=self.visitor.id, body=body)
            await self._receive([raw])
        except StorageTrouble:
            self.wake({"slow": said.id, "after": 5})
            return
        self.wake({"ack": said.id})

    def _write(self, work: Work, said: Said) -> tuple[int, Stored | None] | None:
        """Into the visitor's own history, once, before the update goes in: an answer never stands above its question."""
        chat, at = self.visitor.chat, self._door.now()
        if self._door.over(work, chat):
            return None
        stored = webchat_files.find(work, chat, said.file) if said.file else None
        if said.file and stored is None:
            return 0, None
        web_sessions.touch(work, chat, at)
        if stored is not None:
            webchat_files.mark_used(work, stored.id)
        line = webchat.heard(work, chat, said.id, frames.own_line(said, stored), at, shown=said.type != "start")
        return line.first, webchat_files.find(work, chat, line.frame["files"][0]["id"]) if stored else None

    def _too_fast(self) -> float:
        """Seconds to wait, 0.0 when there is allowance left."""
        now, rules = asyncio.get_running_loop().time(), self._door.rules
        self._allowance = min(float(rules.burst), self._allowance + (now - self._counted) * rules.per_second)
        self._counted = now
        if self._allowance >= 1.0:
            self._allowance -= 1.0
            return 0.0
        return (1.0 - self._allowance) / rules.per_second

    async def _tell(self) -> None:
        while True:
            with suppress(TimeoutError):  # look all the same: a session may have ended, another process may have written
                await asyncio.wait_for(self._wake.wait(), self._door.rules.heartbeat)
            self._wake.clear()
            if self._asked is not None:
                self._cursor, self._asked, self._greeted = self._asked, None, False
            news = await self._news()
            if news.over:
                await self._send({"ended": True})
                await self.shut(ENDED)
                return
            await self._bring(news)

    async def _bring(self, news: _News) -> None:
        if news.reset:
            await self._send({"reset": True})
        for line in news.lines:
            await self._send(frames.line_frame(line))
        if self._cursor is not None:
            self._cursor = news.cursor
        while self._notes:
            await self._send(self._notes.popleft())
        if news.more:
            self._wake.set()
        elif self._cursor is not None and not self._greeted:
            self._greeted = True
            await self._send({"ready": True, "empty": news.empty})

    async def _news(self) -> _News:
        cursor, chat = self._cursor, self.visitor.chat

        def look(work: Work) -> _News:
            over, marks = self._door.over(work, chat), webchat.marks(work, chat)
            if over or cursor is None:
                return _News(over=over, reset=False, lines=[], cursor=0, more=False, empty=False)
            if cursor == 0 or cursor < marks.cleared or cursor > marks.last:
                lines = webchat.newest(work, chat)
                return _News(over=False, reset=cursor > 0, lines=lines, cursor=marks.last, more=False, empty=marks.last == 0)
            lines = webchat.after(work, chat, cursor, _PAGE)
            reached = lines[-1].seq if lines else cursor
            return _News(over=False, reset=False, lines=lines, cursor=reached, more=len(lines) == _PAGE, empty=False)

        return await self._database.read(look)

    async def _send(self, frame: dict[str, Any]) -> None:
        text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
        await asyncio.wait_for(self._websocket.send_text(text), _SEND_SECONDS)


def _named(text: str) -> str:
    """The id in a frame that could not be read, so that the browser stops sending it."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    name = given.get("id") if isinstance(given, dict) else None
    return name[:64] if isinstance(name, str) else ""


class Hub:
    """The open pages, by visitor."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, list[Socket]] = {}

    @contextmanager
    def joined(self, socket: Socket) -> Iterator[Socket | None]:
        """Count a page in while it is open; gives the oldest page of the same visitor when there are too many."""
        mine = self._open.setdefault(socket.visitor.chat, [])
        oldest = mine[0] if len(mine) >= self._most else None
        mine.append(socket)
        try:
            yield oldest
        finally:
            mine.remove(socket)
            if not mine:
                self._open.pop(socket.visitor.chat, None)

    def wake(self, chat: str, note: dict[str, Any] | None = None) -> None:
        """Tell every page of a visitor."""
        for socket in self._open.get(chat, ()):
            socket.wake(note)

    async def close(self) -> None:
        """Close every page, in the way that makes them come back."""
        for socket in [one for mine in self._open.values() for one in mine]:
            with suppress(RuntimeError, WebSocketDisconnect):  # it was closing already
                await socket.shut(1012)
