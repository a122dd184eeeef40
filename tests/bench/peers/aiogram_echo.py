"""aiogram 3 as its documentation begins: an echo by polling."""
# mypy: disable-error-code="import-not-found,untyped-decorator,misc"

from __future__ import annotations

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text or "")


def connected() -> Bot:
    """A bot on the server of the benchmark."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BENCH_API_URL"]))
    return Bot(token=os.environ["BENCH_TOKEN"], session=session)


async def main() -> None:
    """Poll until ended."""
    await dispatcher.start_polling(connected())


if __name__ == "__main__":
    asyncio.run(main())
