"""Sentences of the catalogue on paper, and days as official papers write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

from bot.talk.screen import Words
from bot.wording.catalogue import Catalogue

Say: TypeAlias = Callable[[Words], str]
LOCALE: Final = Path(__file__).parents[2] / "config" / "locale"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@cache
def _catalogue() -> Catalogue:
    return Catalogue(LOCALE)


def said_in(lang: str) -> Say:
    """What words a sentence in a language."""
    return lambda words: _catalogue().text(lang, words)


def day(value: date) -> str:
    """A day inside the text of a paper: 05/3/2026."""
    return f"{value.day:02}/{value.month}/{value.year}" if value.month > 2 else f"{value.day:02}/{value.month:02}/{value.year}"


def roman(number: int) -> str:
    """A number below forty in Roman numerals."""
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
