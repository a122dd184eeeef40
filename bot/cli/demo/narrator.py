"""How the story is told in the terminal: two lines a step, who does what and what is read then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import click

from bot.clock import Clock
from bot.domain.deadlines import VIETNAM
from bot.domain.words import shorten, squeeze
from bot.wording import dates

_WIDTH: Final = 110


class Narrator:
    """Tells steps, numbered, each with the hour that the demo's clock shows."""

    def __init__(self, clock: Clock, echo: Callable[[str], None] = click.echo) -> None:
        self._clock = clock
        self._echo = echo
        self._steps = 0

    def step(self, does: str, reader: str, text: str, words: str = "") -> None:
        """One step. What `reader` reads is the message that really came, from the line with `words` on."""
        self._steps += 1
        hour = f"{self._clock.now().astimezone(VIETNAM):%H:%M}"
        self._echo(click.style(f"{self._steps:>2}. {hour}  ", dim=True) + does)
        self._echo(" " * 11 + click.style(f"{reader} đọc: “{excerpt(text, words)}”", fg="green"))

    def moved(self, by: timedelta, why: str) -> None:
        """The demo's clock was moved."""
        now = dates.moment("vi", self._clock.now())
        self._echo(click.style(f"    Đồng hồ của bản chạy thử được chỉnh nhanh {span(by)} {why}; lúc này là {now}.", fg="yellow"))

    def note(self, text: str) -> None:
        """A line between the steps, if there is anything to say."""
        if text:
            self._echo(click.style(f"    {text}", fg="yellow"))


def excerpt(text: str, words: str) -> str:
    """The lines of a message from that with `words` on, as one line that is not too long."""
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if words in line), 0)
    return shorten(squeeze(" / ".join(line for line in lines[first:] if line.strip())), _WIDTH)


def span(by: timedelta) -> str:
    """How long in words: `9 giờ 30 phút`, `2 phút`."""
    minutes = round(by.total_seconds() / 60)
    hours, rest = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    told = [f"{n} {unit}" for n, unit in ((days, "ngày"), (hours, "giờ"), (rest, "phút")) if n]
    return " ".join(told) or "chưa đến 1 phút"
