"""R0: python-telegram-bot as its documentation begins: an echo, polling, the default transport, 256 updates at once."""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main() -> None:
    """Poll until ended."""
    builder = ApplicationBuilder().token(os.environ["BENCH_TOKEN"]).base_url(f"{os.environ['BENCH_API_URL']}/bot")
    application: Application = builder.concurrent_updates(256).build()  # type: ignore[type-arg]
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
