"""Calls of the Zalo Bot Platform: an answer of HTTP 200 is no success before its `ok` says so."""

from __future__ import annotations

from typing import Any, Final

import orjson

from bot.channels.fields import loads
from bot.channels.wire import JSON, Wire, WireFailed
from bot.talk.rendered import FailKind, SendFailed

NOT_FOUND: Final = 404
NOTHING: Final = 408
"""The code of a poll that heard nothing, and of a request that took too long."""
PAUSE: Final = 5.0  # seconds to wait when the platform asks for a pause: it never says how long
KINDS: Final[dict[int, FailKind]] = {
    400: "rejected",
    401: "auth",
    403: "unsent",  # the platform calls it "internal server error"
    NOT_FOUND: "unsent",  # nothing of that name: whether it is the chat is asked (`ZaloBotChannel`)
    408: "unknown",
    429: "quota",
    500: "unsent",
}
"""error_code -> what it means for a message (the platform's list, 2026-08)."""


class Refused(Exception):
    """An answer that is not `ok`. Of the platform's own words, which may name a person, nothing is kept."""

    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


class Calls:
    """Calls methods of one bot. `root` is the platform's address without the token, which no error ever names."""

    def __init__(self, wire: Wire, root: str, token: str, *, read: float) -> None:
        self._wire = wire
        self._base = f"{root}/bot{token}"
        self._read = read

    async def call(self, method: str, *, read: float | None = None, **parameters: object) -> Any:
        """The result of a method. Raises Refused, and WireFailed where nothing readable came back."""
        reply = await self._wire.ask(
            "POST", f"{self._base}/{method}", orjson.dumps(parameters), headers=JSON, read=self._read if read is None else read
        )
        try:
            answer = loads(reply.body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or not isinstance(answer.get("ok"), bool):
            if reply.status in (401, 429):
                raise Refused(reply.status)
            raise WireFailed(f"status {reply.status}, no answer of the platform", left=True)
        if answer["ok"]:
            return answer.get("result")
        code = answer.get("error_code")
        raise Refused(code if isinstance(code, int) else reply.status)


def failed(why: Refused | WireFailed) -> SendFailed:
    """What a refusal or a broken wire means for the message."""
    if isinstance(why, WireFailed):
        return SendFailed("unknown" if why.left else "unsent", str(why))
    kind = KINDS.get(why.code, "unknown" if why.code >= 500 else "rejected")
    return SendFailed(kind, str(why), after=PAUSE if kind == "quota" else 0.0)
