"""Calls of the Zalo Official Account OpenAPI v3: an HTTP 200 is no success before its `error` is 0."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Any, Final

import orjson
from aiohttp import FormData

from bot.channels.wire import JSON, Wire, WireFailed
from bot.domain.deadlines import VIETNAM
from bot.talk.rendered import FailKind, Knock, SendFailed

PAUSE: Final = 60.0  # seconds to wait when a limit of the app is reached: the platform counts by the minute
_HOUR: Final = 3600.0
MORNING: Final = time(6, 0)
"""When the platform's night ends, in Viet Nam."""
NIGHT: Final = -234
STALE: Final = (-216, -220)
"""The access token is over or was replaced: take the new one and ask again."""
KINDS: Final[dict[int, FailKind]] = {
    -32: "busy",
    -211: "quota",
    -218: "quota",
    -213: "window",  # no follower, and no window open
    -230: "window",
    -232: "window",
    NIGHT: "busy",
    -227: "gone",
    -244: "gone",
    -201: "rejected",
    -224: "auth",  # the account's package ended
    -216: "auth",
    -220: "auth",
    -14020: "auth",  # a refresh token that was used before
}
"""error -> what it means for a message (public descriptions of the OpenAPI's codes)."""


class Refused(Exception):
    """An answer whose `error` is not 0. Of the platform's own words, which may name a person, nothing is kept."""

    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


class Calls:
    """Calls the OpenAPI with the access token of the moment; `fresh` brings another one where the platform says that it is stale."""

    def __init__(
        self, wire: Wire, root: str, *, token: Callable[[], Awaitable[str]], fresh: Callable[[str], Awaitable[str]], read: float
    ) -> None:
        self._wire = wire
        self._root = root
        self._token = token
        self._fresh = fresh
        self._read = read

    async def post(self, path: str, body: dict[str, object]) -> Any:
        """What a call gave as `data`. Raises Refused, WireFailed, and what getting a token raises."""
        return await self._ask(path, lambda: orjson.dumps(body), JSON)

    async def upload(self, path: str, name: str, data: bytes, mime: str) -> Any:
        """The same of a file that is brought. Raises as `post`."""

        def form() -> FormData:
            made = FormData(quote_fields=False)
            made.add_field("file", data, filename=name, content_type=mime)
            return made

        return await self._ask(path, form, {}, more=60.0)

    async def _ask(self, path: str, body: Callable[[], bytes | FormData], headers: dict[str, str], *, more: float = 0.0) -> Any:
        token = await self._token()
        try:
            return await self._once(path, body(), headers | {"access_token": token}, more)
        except Refused as why:
            if why.code not in STALE:
                raise
        token = await self._fresh(token)
        return await self._once(path, body(), headers | {"access_token": token}, more)

    async def _once(self, path: str, body: bytes | FormData, headers: dict[str, str], more: float) -> Any:
        reply = await self._wire.ask("POST", f"{self._root}{path}", body, headers=headers, read=self._read, more=more)
        answer = read_answer(reply.body, reply.status)
        if answer.get("error", 0) == 0:
            return answer.get("data", {})
        raise Refused(int(answer["error"]))


def of_knock(knock: Knock) -> dict[str, object]:
    """A word that asks to write, as a transaction message: its window is a year. Its table's first name must begin with `Mã`."""
    elements = [
        {"type": "header", "content": knock.head[:100], "align": "left"},
        {"type": "text", "content": knock.text[:250], "align": "left"},
        {"type": "table", "content": [{"key": knock.label[:25], "value": knock.number[:100]}]},
    ]
    payload = {"template_type": "transaction_event", "language": "VI", "elements": elements, "buttons": []}
    return {"type": "template", "payload": payload}


def read_answer(body: bytes, status: int) -> dict[str, Any]:
    """An answer of the platform. Raises WireFailed where it is none."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict) or not isinstance(answer.get("error", 0), int) or status >= 500:
        raise WireFailed(f"status {status}, no answer of the platform", left=True)
    return answer


def failed(why: Refused | WireFailed, at: datetime) -> SendFailed:
    """What a refusal or a broken wire means for the message: what came in the night waits for the morning, what our allowance does not
    allow is tried every hour."""
    if isinstance(why, WireFailed):
        return SendFailed("unknown" if why.left else "unsent", str(why))
    kind = KINDS.get(why.code, "rejected")
    pause = _until_morning(at) if why.code == NIGHT else PAUSE
    after = {"busy": pause, "quota": _HOUR}.get(kind, 0.0)
    return SendFailed(kind, str(why), after=after)


def _until_morning(at: datetime) -> float:
    here = at.astimezone(VIETNAM)
    morning = here.replace(hour=MORNING.hour, minute=MORNING.minute, second=0, microsecond=0)
    return ((morning if morning > here else morning + timedelta(days=1)) - here).total_seconds()
