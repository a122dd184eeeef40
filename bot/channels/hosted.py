"""Pictures of ours for platforms that fetch them: each at a signed address that is good for a while and names nobody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.talk.rendered import File

PATH: Final = "/anh/"
GOOD: Final = timedelta(hours=1)
"""How long an address is good: the platform fetches at once, the person's phone from the platform."""
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\.jpg")
_SIGNED: Final = re.compile(rf"photo\|(?P<ends>\d{{1,12}})\|(?P<name>{_NAME.pattern})")


class Hosted:
    """Signs addresses below `public_url` and serves what they name from `media`. `sign` and `read` are the keyring's: `read` gives None
    for what it did not sign. Only remade pictures (JPEG under a name of ours) are ever served."""

    def __init__(
        self, media: Path, *, public_url: str, sign: Callable[[str], str], read: Callable[[str], str | None], now: Callable[[], datetime]
    ) -> None:
        self._media = media
        self._public_url = public_url
        self._sign = sign
        self._read = read
        self._now = now

    @property
    def is_reachable(self) -> bool:
        """Whether anybody outside could find an address of ours."""
        return bool(self._public_url)

    def can(self, file: File) -> bool:
        """Whether this file can be shown so."""
        return self.is_reachable and file.kind == "photo" and _NAME.fullmatch(file.path.name) is not None

    def address(self, file: File) -> str:
        """Where the platform finds it until `GOOD` is over."""
        ends = int((self._now() + GOOD).timestamp())
        return f"{self._public_url}{PATH}{self._sign(f'photo|{ends}|{file.path.name}')}"

    def route(self) -> Route:
        """What the ASGI application serves."""
        return Route(PATH + "{signed}", self._serve, methods=["GET"])

    async def _serve(self, request: Request) -> Response:
        found = _SIGNED.fullmatch(self._read(request.path_params["signed"]) or "")
        if found is None or datetime.fromtimestamp(int(found["ends"]), UTC) <= self._now():
            return Response(status_code=404)
        place = self._media / found["name"]
        if not place.is_file():
            return Response(status_code=404)
        return FileResponse(place, media_type="image/jpeg", headers={"cross-origin-resource-policy": "cross-origin"})
