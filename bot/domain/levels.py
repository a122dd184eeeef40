"""The levels of administration, from the province down to the commune."""

from __future__ import annotations

from typing import Final, Literal, get_args

Level = Literal["province", "district", "commune"]
"""`district` lives on in history only: it was abolished on 1 July 2025."""

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""Every level, the highest first."""


def is_above(one: Level, other: Level) -> bool:
    """Whether `one` is a higher level than `other`."""
    return LEVELS.index(one) < LEVELS.index(other)
