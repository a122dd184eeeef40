"""The few calls that make up nearly all traffic, without the library's objects in between; their errors are the library's."""

from __future__ import annotations

from typing import Any

import orjson
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.channels.telegram.request import AiohttpRequest

_KINDS: dict[int, type[TelegramError]] = {400: BadRequest, 403: Forbidden, 409: Conflict}
_TOKEN_REFUSED = (401, 404)


class Calls:
    """Calls methods of one bot over a wire. `root` is the API's address with the token, which no error ever names."""

    def __init__(self, wire: AiohttpRequest, root: str, *, read: float) -> None:
        self._wire = wire
        self._root = root
        self._read = read

    async def call(self, method: str, **parameters: object) -> Any:
        """The result of a method; parameters that are None are left out. Raises the library's errors, as its own calls would."""
        given = {name: value for name, value in parameters.items() if value is not None}
        status, payload = await self._wire.ask(f"{self._root}/{method}", given, read=self._read)
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = {}
        if status < 300 and isinstance(answer, dict) and "result" in answer:
            return answer["result"]
        raise refused(status, answer if isinstance(answer, dict) else {})


def refused(status: int, answer: dict[str, Any]) -> TelegramError:
    """What a refusal means, by its status and parameters."""
    said = str(answer.get("description", f"status {status}"))
    parameters = answer.get("parameters")
    if isinstance(parameters, dict) and isinstance(moved := parameters.get("migrate_to_chat_id"), int):
        return ChatMigrated(moved)
    if status in _TOKEN_REFUSED:
        return InvalidToken("refused")
    return _KINDS.get(status, NetworkError)(said)
