"""`doithoai demo`: what the operator may say about it, and where it runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from config.settings import Settings

_HOME: Final = Path("data/demo")


@click.command()
@click.option("--once", is_flag=True, help="End when the story is told.")
def command(*, once: bool) -> None:
    """Play one opinion from the poster to the citizen's verdict on the web chat, then stay up so that anyone can join in.

    The data stand in DOITHOAI_HOME, else in data/demo; what an earlier demo left there is removed, any other folder is left
    alone. No other channel is opened, whatever tokens are set. The demo's clock is moved now and then; the terminal says when."""
    from bot import app
    from bot.cli.demo.playing import demo

    app.run_until_stopped(demo(_settings(), once=once))


def _settings() -> Settings:
    """The operator's address and folder, and nothing that reaches the outside."""
    from bot.cli import common
    from bot.cli.demo.stage import PROVINCE
    from config.settings import Settings

    found = common.settings()
    home = _HOME if found.home == Settings.model_fields["home"].default else found.home
    own = {"home": home, "key_file": home / "doithoai.key", "province": PROVINCE}
    return found.model_copy(update={**own, "public_url": "", "telegram_token": None, "metrics_port": 0})
