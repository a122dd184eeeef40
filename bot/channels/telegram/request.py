"""The wire to the Bot API: the request class of python-telegram-bot on aiohttp, which also keeps answers short.

The default transport costs up to nine times the work, and building a whole Message of each answer as much again; of
an answer to a send only the id is read.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import orjson
from aiohttp import FormData
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.wire import JSON, Reply, TooMuch, Wire, WireFailed

UPLOAD = 60.0  # seconds more for a request that carries files
PAUSE = 5.0  # seconds to wait when the platform asks for a pause without saying how long
TOO_MANY, TOO_LARGE, OK = 429, 413, 200


class Paused(TelegramError):
    """The platform asks us to wait `after` seconds. A class of our own: the library's RetryAfter needs a length and warns when made."""

    def __init__(self, after: float) -> None:
        super().__init__(f"Too Many Requests: retry after {after:g}")
        self.after = after


class Missing(TelegramError):
    """A file that cannot be brought in: it is gone, or larger than the caller takes."""


class AiohttpRequest(BaseRequest):
    """A pool of at most `connections`, waiting `read` seconds for an answer. `url` is the API's root: a proxy named in the
    environment is honoured unless the root is on this machine."""

    def __init__(self, url: str, *, connections: int, read: float) -> None:
        self._wire = Wire(url, connections=connections)
        self._read = read

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer where the caller names none."""
        return self._read

    async def initialize(self) -> None:
        """Open the pool; again after it was closed."""
        await self._wire.open()

    async def shutdown(self) -> None:
        """Close all connections."""
        await self._wire.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer, and cut a sent message down to what is read of it."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = None
        if not isinstance(answer, dict) or (answer.get("ok") is not False and "result" not in answer):
            raise TelegramError("Invalid server response")
        result = answer.get("result")
        if isinstance(result, dict) and "message_id" in result:
            answer["result"] = shortened(result)
        elif isinstance(result, list):
            answer["result"] = [shortened(one) if isinstance(one, dict) and "message_id" in one else one for one in result]
        return answer

    async def do_request(  # noqa: PLR0917 - the shape is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request. Raises TimedOut and NetworkError whose cause tells whether it ever left (`never_left`)."""
        upload = request_data is not None and request_data.contains_files
        read = float(read_timeout) if isinstance(read_timeout, (int, float)) else self._read
        body, headers = body_of(request_data)
        return await self._exchange(method, url, body, headers, read, UPLOAD if upload else 0.0)

    async def ask(self, url: str, parameters: dict[str, object], *, read: float) -> tuple[int, bytes]:
        """Call a method with JSON and give the answer as it came. Raises as `do_request`."""
        return await self._exchange("POST", url, orjson.dumps(parameters), JSON, read, 0.0)

    async def _exchange(  # noqa: PLR0917 - as above
        self, method: str, url: str, body: bytes | FormData | None, headers: dict[str, str], read: float, more: float
    ) -> tuple[int, bytes]:
        reply = await _answered(self._wire.ask(method, url, body, headers=headers, read=read, more=more))
        if reply.status == TOO_MANY:
            raise Paused(pause_in(reply.body))
        if reply.status == TOO_LARGE:  # the library would take it for trouble on the way and have it tried again for ever
            raise BadRequest("Request Entity Too Large")
        return reply.status, reply.body

    async def download(self, url: str, most: int, *, said: int = 0) -> bytes:
        """Bring in a file of at most `most` bytes, `said` to have so many. Raises Missing, Paused, TimedOut and NetworkError,
        and never names the address: it holds the token."""
        if said > most:
            raise Missing("too large")
        try:
            reply = await _answered(self._wire.bring(url, most, read=self._read))
        except TooMuch:
            raise Missing("too large") from None
        if reply.status == TOO_MANY:
            raise Paused(pause_in(reply.body))
        if reply.status != OK:
            raise (Missing if 400 <= reply.status < 500 else NetworkError)(f"status {reply.status}")
        return reply.body


async def _answered(request: Awaitable[Reply]) -> Reply:
    """The answer, or the library's error for a wire that failed, which stays its cause (`never_left`)."""
    try:
        return await request
    except WireFailed as why:
        timed = "Timeout" in str(why)
        raise (TimedOut(str(why)) if timed else NetworkError(str(why))) from why


def never_left(why: BaseException) -> bool:
    """Tell whether a failed request certainly never reached the platform: no connection was made."""
    return isinstance(why.__cause__, WireFailed) and not why.__cause__.left


def body_of(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """The body and its headers: JSON, or a form where files go along. File names are clean already (`render.file_name`)."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return data.json_payload, JSON
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, {}


def pause_in(payload: bytes) -> float:
    """The pause that a refusal asks for, or our own where it says nothing readable."""
    try:
        after = orjson.loads(payload)["parameters"]["retry_after"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return PAUSE
    return float(after) if isinstance(after, (int, float)) and after > 0 else PAUSE


def shortened(message: dict[str, Any]) -> dict[str, Any]:
    """The least of a message that the library takes for one. Raises TelegramError when it has no proper id."""
    if not isinstance(message["message_id"], int):
        raise TelegramError("Invalid server response")
    return {"message_id": message["message_id"], "date": 0, "chat": {"id": 0, "type": "private"}}
