"""The cases of the table, in its order: each a module here with `case(scale, folder) -> Row | list[Row]`."""

from __future__ import annotations

from typing import Final

CASES: Final = (
    "kills",  # killed at a random moment, again and again
    "zalo",  # the same behind the webhooks of Zalo
    "bursts",  # killed over hundreds of answers
    "statements",  # killed at every statement and commit of one whole story
    "power",  # power cuts
    "full",  # a full disk
    "refusals",  # a folder that cannot be written, calls of the system that fail
    "locked",  # another program holds the lock of the file
    "corrupt",  # flipped bytes
    "clocks",  # the clock jumps, other time zones
    "due",  # killed in the minute in which something is due
    "migrations",  # killed at every statement of a migration
    "pairs",  # two processes on one folder
    "ending",  # stopped under load
    "platforms",  # the platform is busy, broken, silent, cut off
    "poison",  # updates that cannot be read, turns that fail
)
