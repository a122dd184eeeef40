"""Files of the web chat: taken in under names of our own, given out to their own visitor only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response

from bot.channels import pictures
from bot.channels.webchat.session import Door, Visitor
from bot.talk.incoming import MediaKind
from storage import web_sessions, webchat_files
from storage.database import Database, StorageTrouble
from storage.webchat_files import Stored
from storage.work import Work

_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_AROUND = 64 * 1024  # what multipart adds to a file
_SHOWN = {"image/jpeg", "image/png", "image/webp", "image/gif"}
_SHEET = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


class TooLarge(Exception):
    """More bytes came than a file may have."""


class Uploads:
    """The incoming folder and the two routes to it."""

    def __init__(self, folder: Path, *, door: Door, database: Database, new_token: Callable[[int], str]) -> None:
        self._folder = folder
        self._door = door
        self._database = database
        self._new_token = new_token

    async def take(self, request: Request) -> Response:
        """POST /upload: one file of at most `file_max` bytes; answers {file_id} or {error} with a word the page knows."""
        visitor = self._door.visitor(request)
        if visitor is None or not self._door.is_ours(request):
            return _refusal(403, "foreign")
        if await self._door.is_over(visitor):
            return _refusal(401, "ended")
        if await self._has_sent_enough(visitor):
            return _refusal(429, "too_many")
        try:
            return await self._store(request, visitor)
        except TooLarge:
            return _refusal(413, "too_large")
        except (MultiPartException, KeyError, ClientDisconnect):
            return _refusal(400, "unreadable")
        except (StorageTrouble, OSError):
            return _refusal(503, "later")

    async def _has_sent_enough(self, visitor: Visitor) -> bool:
        since = self._door.now() - timedelta(hours=1)
        count = await self._database.read(lambda work: webchat_files.sent_up_since(work, visitor.chat, since))
        return count >= self._door.rules.files_an_hour

    async def _store(self, request: Request, visitor: Visitor) -> Response:
        most = self._door.rules.file_max
        told = request.headers.get("content-length", "")
        if told.isdigit() and int(told) > most + _AROUND:
            raise TooLarge
        form = await MultiPartParser(request.headers, _bounded(request, most + _AROUND), max_files=1, max_fields=4).parse()
        try:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise MultiPartException("no file")
            if (file.size or 0) > most:
                raise TooLarge
            return await self._keep(file, visitor, voice=form.get("kind") == "voice")
        finally:
            await form.close()

    async def _keep(self, file: UploadFile, visitor: Visitor, *, voice: bool) -> Response:
        token, at = self._new_token(16), self._door.now()
        head = await file.read(16)
        await file.seek(0)
        kind, mime = sniff(head, file.content_type or "", voice=voice)
        stored = Stored(id=token, incoming=True, kind=kind, name=clean_name(file.filename or ""), mime=mime, size=file.size or 0, path="")
        # A photo is made anew before it touches the disk, so that no place and no camera is ever kept.
        if not stored.size:
            return _refusal(400, "empty")
        if kind == "photo":
            try:
                clean = await asyncio.to_thread(lambda: pictures.remake(file.file.read(), self._door.rules.megapixels))
            except pictures.BadPicture:
                return _refusal(400, "unreadable")
            stored = replace(stored, mime="image/jpeg", size=len(clean))
            source: IO[bytes] = BytesIO(clean)
        else:
            source = file.file

        def keep(work: Work) -> None:
            webchat_files.keep(work, visitor.chat, stored, at)
            web_sessions.touch(work, visitor.chat, at)

        await asyncio.to_thread(self._copy, source, token)
        await self._database.write(keep)
        return JSONResponse({"file_id": token, "kind": kind, "name": stored.name, "size": stored.size})

    def _copy(self, source: IO[bytes], id: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.place(id).open("xb") as target:
            while piece := source.read(256 * 1024):
                target.write(piece)

    def place(self, id: str) -> Path:
        """Where the file of this id lies. Raises ValueError for what is not an id: so no id can leave the folder."""
        if not _ID.fullmatch(id):
            raise ValueError("not an id of ours")
        return self._folder / id

    async def give(self, request: Request) -> Response:
        """GET /files/<id>: the file, to the visitor whose it is; the same answer for all others as for none."""
        visitor, asked = self._door.visitor(request), request.path_params["id"]
        file = await self._database.read(lambda work: self._find(work, visitor, asked)) if visitor and _ID.fullmatch(asked) else None
        path = (self.place(asked) if file.incoming else Path(file.path)) if file else None
        if file is None or path is None or not await asyncio.to_thread(path.is_file):
            return PlainTextResponse("Không tìm thấy tệp.", 404)
        opens = file.mime in _SHOWN or file.kind in {"voice", "audio", "video"}
        return FileResponse(
            path, media_type=file.mime, filename=file.name or asked, content_disposition_type="inline" if opens else "attachment",
            headers={"content-security-policy": _SHEET, "cache-control": "private, no-store"},
        )  # fmt: skip

    def _find(self, work: Work, visitor: Visitor, id: str) -> Stored | None:
        return None if self._door.over(work, visitor.chat) else webchat_files.find(work, visitor.chat, id)

    async def fetch(self, id: str) -> bytes | None:
        """The bytes of an upload; None when it was erased."""
        if not _ID.fullmatch(id) or not await self._database.read(lambda work: webchat_files.uploaded(work, id)):
            return None
        try:
            return await asyncio.to_thread(self.place(id).read_bytes)
        except FileNotFoundError:
            return None

    async def sweep(self) -> int:
        """Delete what was erased, and uploads that no message named in time; returns how many."""
        before = self._door.now() - self._door.rules.loose_files
        found = await self._database.read(lambda work: webchat_files.orphans(work, before))
        for name, incoming in found:
            if incoming:
                await asyncio.to_thread(self.place(name).unlink, missing_ok=True)

        def drop(work: Work) -> None:
            for name, _ in found:
                webchat_files.drop(work, name)

        if found:
            await self._database.write(drop)
        return len(found)


async def _bounded(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    count = 0
    async for piece in request.stream():
        count += len(piece)
        if count > most:
            raise TooLarge
        yield piece


def sniff(head: bytes, told: str, *, voice: bool) -> tuple[MediaKind, str]:
    """What a file is: pictures by their first bytes, the rest by what the browser says; never something a page could run."""
    pictures = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"))
    for magic, mime in pictures:
        if head.startswith(magic):
            return "photo", mime
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "photo", "image/webp"
    mime = told.partition(";")[0].strip().lower()
    if not _MIME.fullmatch(mime) or mime.startswith(("text/", "image/")) or any(word in mime for word in ("html", "xml", "script", "svg")):
        mime = "application/octet-stream"
    if voice and mime.startswith(("audio/", "video/")):
        return "voice", mime.replace("video/", "audio/")
    if mime.startswith("audio/"):
        return "audio", mime
    return ("video" if mime.startswith("video/") else "document"), mime


def clean_name(name: str) -> str:
    """The last part of a file name, without signs that break headers, for showing only."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(one for one in last if one.isprintable() and one not in '"<>|:*?' and not "\ud800" <= one <= "\udfff").strip(" .")[:120]


def _refusal(status: int, error: str) -> JSONResponse:
    headers = {"connection": "close"} if status == 413 else {}
    return JSONResponse({"error": error}, status, headers=headers)
