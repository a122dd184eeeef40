"""R1: the same echo over aiohttp, orjson and uvloop: the best that python-telegram-bot gives with all of its own machinery."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import orjson
import uvloop
from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from tests.bench.peers.ptb_echo import echo

JSON = {"Content-Type": "application/json"}
WAITS = ClientTimeout(total=75, connect=10)


class AiohttpRequest(BaseRequest):
    """The least that python-telegram-bot needs of a transport: whole answers, read with orjson, nothing left out."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return 20.0

    async def initialize(self) -> None:
        if self._session is None:
            self._session = ClientSession(connector=TCPConnector(limit=self._connections), cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError as why:
            raise TelegramError("Invalid server response") from why
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
        assert self._session is not None
        body = orjson.dumps(request_data.parameters) if request_data else None
        try:
            async with self._session.request(method, url, data=body, headers=JSON, timeout=WAITS) as answer:
                return answer.status, await answer.read()
        except TimeoutError as why:
            raise TimedOut from why
        except ClientError as why:
            raise NetworkError(str(why)) from why


def main() -> None:
    """Poll until ended."""
    asyncio.set_event_loop(uvloop.new_event_loop())
    builder = ApplicationBuilder().token(os.environ["BENCH_TOKEN"]).base_url(f"{os.environ['BENCH_API_URL']}/bot")
    builder = builder.request(AiohttpRequest(256)).get_updates_request(AiohttpRequest(1))
    application: Application = builder.concurrent_updates(256).build()  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
