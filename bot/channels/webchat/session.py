"""Who is at the other end: a visitor id in a signed cookie, and whether it still speaks for an official."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from storage import web_sessions, webchat
from storage.database import Database
from storage.keys import Keyring
from storage.work import Work

COOKIE = "doithoai"
_MARK = "visitor:"
_VISITOR = re.compile(r"[A-Za-z0-9_-]{16,64}")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The bounds of the web chat: an official's session, files, and how fast one browser may talk."""

    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    file_max: int = 20 * 1024 * 1024
    megapixels: int = 40
    files_an_hour: int = 30
    sockets: int = 8  # open pages of one visitor
    burst: int = 20  # messages of one page at once
    per_second: float = 1.0
    loose_files: timedelta = field(default=timedelta(days=1))  # an upload that no message named is deleted after this
    heartbeat: float = 20.0  # seconds between looks at the store when nobody woke the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A browser: its id, which is a secret, and the blind index under which all is kept."""

    id: str
    chat: str


class Door:
    """Knows visitors by their cookie and strangers' pages by their origin."""

    def __init__(
        self,
        database: Database,
        *,
        keys: Keyring,
        now: Callable[[], datetime],
        new_token: Callable[[int], str],
        public_url: str,
        rules: Rules,
    ) -> None:
        self._database = database
        self._keys = keys
        self._new_token = new_token
        self._public = urlsplit(public_url)
        self.now = now
        self.rules = rules

    def visitor(self, connection: HTTPConnection) -> Visitor | None:
        """Who holds this cookie; None for no cookie or one that we did not sign."""
        text = self._keys.verify(connection.cookies.get(COOKIE, "")) or ""
        name = text.removeprefix(_MARK)
        return self.known(name) if text.startswith(_MARK) and _VISITOR.fullmatch(name) else None

    def known(self, id: str) -> Visitor:
        """The visitor of this id."""
        return Visitor(id=id, chat=self._keys.index("chat", webchat.CHANNEL, webchat.ACCOUNT, id))

    async def welcome(self, connection: HTTPConnection) -> tuple[Visitor, bool]:
        """The visitor behind a request, a new one where there is none or the official's session is over. True when new."""
        found = self.visitor(connection)
        if found is not None and not await self.is_over(found):
            return found, False
        return self.known(self._new_token(16)), True

    async def is_over(self, visitor: Visitor) -> bool:
        """Whether this id speaks for nobody any more."""
        return await self._database.read(lambda work: self.over(work, visitor.chat))

    def over(self, work: Work, chat: str) -> bool:
        """The same inside a transaction."""
        return web_sessions.is_over(work, chat, self.now(), idle=self.rules.idle, longest=self.rules.longest)

    def give(self, connection: HTTPConnection, response: Response, visitor: Visitor) -> None:
        """Hand the cookie to a browser. Lax, not strict: else the first click on a poster's link would come without it."""
        value = self._keys.sign(_MARK + visitor.id)
        secure = connection.url.scheme == "https" or self._public.scheme == "https"
        response.set_cookie(COOKIE, value, max_age=_YEAR, path="/", httponly=True, samesite="lax", secure=secure)

    def is_ours(self, connection: HTTPConnection) -> bool:
        """Whether a page of ours is asking. Browsers name the origin on every POST and WebSocket, so none is refused too."""
        origin = urlsplit(connection.headers.get("origin", ""))
        if origin.scheme not in {"http", "https"} or not origin.netloc:
            return False
        return origin.netloc in {connection.headers.get("host", ""), self._public.netloc}
