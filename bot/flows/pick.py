"""Long lists on small screens: one page of buttons, and the ways to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.talk.screen import Button

SIZE = 5
"""Choices on one page: a citizen's screen holds six with what leads on."""


def page(
    choices: Sequence[Button], number: int, way: Callable[[str, int], Button], *, size: int = SIZE
) -> tuple[tuple[Button, ...], ...]:  # fmt: skip
    """The rows of one page, from 0; `way` makes the button "before" or "after" to a page. A number out of bounds shows the nearest page."""
    last = max(0, (len(choices) - 1) // size)
    number = min(max(number, 0), last)
    rows = [(one,) for one in choices[number * size : (number + 1) * size]]
    ways = [way("before", number - 1)] if number > 0 else []
    ways += [way("after", number + 1)] if number < last else []
    return (*rows, tuple(ways)) if ways else tuple(rows)


def number(args: Sequence[str], place: int) -> int:
    """The page named in a door's arguments; the first when it is missing or no number."""
    text = args[place] if place < len(args) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
