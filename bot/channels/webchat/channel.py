"""The web chat as a channel: a page, a socket, two routes for files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.channels.base import Receive
from bot.channels.webchat import frames
from bot.channels.webchat.page import Page
from bot.channels.webchat.session import Door, Rules
from bot.channels.webchat.socket import NOBODY, TOO_MANY, Hub, Socket
from bot.channels.webchat.uploads import Uploads
from bot.talk.incoming import Incoming, Media
from bot.talk.rendered import EVERY_FILE, Caps, File, Rendered, SendFailed
from storage import webchat, webchat_files
from storage.database import Database, StorageTrouble
from storage.keys import Keyring
from storage.webchat_files import Stored
from storage.work import Work

_SWEEP_SECONDS = 600.0


class WebChannel:
    """See `bot.channels.base.Channel`. All standing is in the store; open pages are only woken.

    `page_facts` gives what the page says about the house: `name` (the service's name), `notice` (a banner, or nothing),
    `sample` (anything: the office is a sample, which the page says in its own words)."""

    name = webchat.CHANNEL
    caps = Caps(
        text_max=8000, buttons=100, edit=True, deep_link=True, voice_in=True, location_in=True, files_out=EVERY_FILE, commands=False
    )

    def __init__(
        self,
        database: Database,
        *,
        keys: Keyring,
        home: Path,
        now: Callable[[], datetime],
        new_token: Callable[[int], str],
        page_facts: Callable[[], Mapping[str, str]],
        public_url: str = "",
        rules: Rules | None = None,
    ) -> None:
        self.account = webchat.ACCOUNT
        self.rules = rules or Rules()
        self._database = database
        self._now = now
        self._new_token = new_token
        self._door = Door(database, keys=keys, now=now, new_token=new_token, public_url=public_url, rules=self.rules)
        self._uploads = Uploads(home / "media" / "incoming", door=self._door, database=database, new_token=new_token)
        self._page = Page(door=self._door, facts=page_facts, file_max=self.rules.file_max)
        self._hub = Hub(self.rules.sockets)

    async def open(self) -> None:
        """Nothing to connect to: browsers come to us."""

    async def listen(self, receive: Receive) -> None:
        """Browsers come by `routes`; until cancelled this only deletes files that were erased or never used."""
        while True:
            try:
                while await self._uploads.sweep():
                    pass
            except (StorageTrouble, OSError):
                pass  # the next round does it
            await asyncio.sleep(_SWEEP_SECONDS)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The page, the socket, files up and down."""

        async def chat(websocket: WebSocket) -> None:
            await self._chat(websocket, receive)

        return [
            Route("/", self._page.show, methods=["GET"]),
            Route("/webchat/{version}/{piece:path}", self._page.piece, methods=["GET"]),
            Route("/upload", self._uploads.take, methods=["POST"]),
            Route("/files/{id}", self._uploads.give, methods=["GET"]),
            WebSocketRoute("/chat", chat),
        ]

    async def _chat(self, websocket: WebSocket, receive: Receive) -> None:
        if not self._door.is_ours(websocket):
            await websocket.close(1008)
            return
        await websocket.accept()
        visitor = self._door.visitor(websocket)
        if visitor is None:
            await websocket.close(NOBODY)
            return
        socket = Socket(websocket, visitor, door=self._door, database=self._database, receive=receive)
        with self._hub.joined(socket) as oldest:
            if oldest is not None:
                await oldest.shut(TOO_MANY)
            socket.wake()
            await socket.run()

    def parse(self, raw: bytes) -> list[Incoming]:
        """Read an update of ours. Raises ValueError for junk."""
        return frames.parse(raw)

    async def send(self, chat: str, message: Rendered) -> str:
        """Write a line into the visitor's history and wake the open pages; a toast goes to the open pages only.

        Returns the message id, the same when a line is changed. Raises SendFailed("unsent") when the store is in trouble.
        """
        visitor = self._door.known(chat)
        if message.ack:
            if message.text:
                self._hub.wake(visitor.chat, {"toast": message.text})
            return ""
        if message.commands:
            return ""
        files, at = [self._outgoing(file) for file in message.files], self._now()
        line = frames.bot_line(message, files)

        def write(work: Work) -> tuple[str, str]:
            there = webchat.whereabouts(work, visitor.chat)
            for file in files:
                webchat_files.keep(work, there, file, at)
            if message.edits and webchat.change(work, there, message.edits, line, at):
                return message.edits, there
            return str(webchat.add(work, there, line, at)), there

        try:
            number, there = await self._database.write(write)
        except StorageTrouble as trouble:
            raise SendFailed("unsent", str(trouble)) from trouble
        self._hub.wake(there)
        return number

    def _outgoing(self, file: File) -> Stored:
        size = file.path.stat().st_size if file.path.is_file() else 0
        return Stored(
            id=self._new_token(16), incoming=False, kind=file.kind, name=file.name, mime=file.mime, size=size, path=str(file.path.resolve())
        )

    async def show_typing(self, chat: str) -> None:
        """Nothing like it is known here."""

    async def fetch(self, media: Media) -> bytes:
        """The bytes of an upload. Raises SendFailed("rejected") when it is gone, ("unsent") when the store is in trouble."""
        try:
            found = await self._uploads.fetch(media.ref)
        except (StorageTrouble, OSError) as trouble:
            raise SendFailed("unsent", str(trouble)) from trouble
        if found is None:
            raise SendFailed("rejected", "the file is gone")
        return found

    async def sweep(self) -> int:
        """Delete files that were erased, or sent up and never used; returns how many."""
        return await self._uploads.sweep()

    def wake(self, chat: str) -> None:
        """Let the open pages of a visitor look at the store now: after an erasure, a move, or the end of a session."""
        self._hub.wake(self._door.known(chat).chat)

    async def close(self) -> None:
        """Close all open pages; they come back when the service does."""
        await self._hub.close()
