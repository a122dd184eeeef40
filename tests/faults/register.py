"""The cases of the table, in its order: each a module here with `case(scale, folder) -> Row | list[Row]`."""

from __future__ import annotations

from typing import Final

CASES: Final = (
    "kills",  # killed at a random moment, again and again
    "bursts",  # killed over hundreds of answers
    "power",  # power cuts
)
