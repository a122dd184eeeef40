"""What several commands share: settings, the province, output for people or for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

import click

from bot.cli.words import Unclear
from bot.domain.deadlines import VIETNAM

if TYPE_CHECKING:
    from bot.domain.province import Province
    from bot.web.acts import Plain
    from config.settings import Settings

F = TypeVar("F", bound=Callable[..., object])
T = TypeVar("T")


def as_json(command: F) -> F:
    """The option `--json`."""
    return click.option("--json", "json_", is_flag=True, help="Answer with JSON, for programs.")(command)


def settings() -> Settings:
    """The settings, with a quiet log. Raises ConfigurationError."""
    from bot import logs
    from config.settings import load_settings

    found = load_settings()
    logs.configure("warning", found.log_format)
    return found


def province(found: Settings) -> Province:
    """The province of the settings. Raises ConfigurationError."""
    from config.registers import load_province, province_folder

    return load_province(province_folder(found.province), found.home)


def read(option: str, reader: Callable[[str], T], text: str) -> T:
    """What an option means. Raises click.BadParameter in its name."""
    try:
        return reader(text)
    except Unclear as why:
        raise click.BadParameter(str(why), param_hint=option) from why


def show_json(value: Plain) -> None:
    """Print JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def local(text: Plain) -> str:
    """A moment of an answer as officials write it: `08:00 01/12/2026`."""
    return f"{datetime.fromisoformat(str(text)).astimezone(VIETNAM):%H:%M %d/%m/%Y}"
