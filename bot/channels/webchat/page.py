"""The page of the web chat and what it is made of, read once and served from memory."""

from __future__ import annotations

import gzip
import hashlib
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.channels.webchat.session import Door

STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".txt": "text/plain"}
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    body: bytes
    zipped: bytes
    type: str


class Page:
    """Serves `/` and `/webchat/<version>/<piece>`; the version is a hash, so a piece may be kept for ever."""

    def __init__(self, *, door: Door, facts: Callable[[], Mapping[str, str]], file_max: int) -> None:
        self._door = door
        self._facts = facts
        self._file_max = file_max
        self._template = Template((STATIC / "page.html").read_text("utf-8"))
        self._pieces = {path.relative_to(STATIC).as_posix(): _piece(path) for path in sorted(STATIC.rglob("*")) if path.suffix in _TYPES}
        whole = hashlib.sha256(b"".join(piece.body for piece in self._pieces.values()))
        self._version = whole.hexdigest()[:16]

    async def show(self, request: Request) -> Response:
        """GET /: the page, with a cookie for whoever has none. `start` is handed to the page, which sends it once."""
        visitor, is_new = await self._door.welcome(request)
        facts = self._facts()
        start = request.query_params.get("start", "")
        lang = "en" if request.query_params.get("lang") == "en" else "vi"
        values = {
            "version": self._version, "lang": lang, "name": facts.get("name", "Đối thoại trực tuyến"), "notice": facts.get("notice", ""),
            "hidden": "" if facts.get("notice") else "hidden", "start": start if _START.fullmatch(start) else "",
            "sample": facts.get("sample", ""),
            "chat": hashlib.sha256(visitor.chat.encode()).hexdigest()[:16], "file_max": str(self._file_max),
        }  # fmt: skip
        response = HTMLResponse(self._template.substitute({name: html.escape(value) for name, value in values.items()}))
        if is_new:
            self._door.give(request, response, visitor)
        return response

    async def piece(self, request: Request) -> Response:
        """GET /webchat/<version>/<piece>: scripts, styles, pictures; only what was read at the start can be asked for."""
        piece = self._pieces.get(request.path_params["piece"])
        if piece is None or request.path_params["version"] != self._version:
            return PlainTextResponse("", 404)
        headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding", "content-type": piece.type}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(piece.zipped, headers={**headers, "content-encoding": "gzip"})
        return Response(piece.body, headers=headers)


def _piece(path: Path) -> _Piece:
    body = path.read_bytes()
    return _Piece(body=body, zipped=gzip.compress(body, mtime=0), type=_TYPES[path.suffix])
