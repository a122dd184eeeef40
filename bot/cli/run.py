"""`doithoai run`: serve until stopped."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from config.settings import Settings


@click.command()
def command() -> None:
    """Serve until stopped by SIGTERM or Ctrl-C.

    Without a channel token the web chat alone is served, on DOITHOAI_HTTP_HOST and DOITHOAI_HTTP_PORT."""
    from bot import app, logs
    from config.settings import load_settings

    settings = load_settings()
    logs.configure(settings.log_level, settings.log_format)
    app.run_until_stopped(_serve(settings))


async def _serve(settings: Settings) -> None:
    from bot import app

    async with AsyncExitStack() as stack:
        house = await app.build(settings, stack)
        await app.serve(house, ready=lambda address: click.echo(f"Listening on {address}"))
