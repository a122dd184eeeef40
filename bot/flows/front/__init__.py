"""What stands beside the offices: the Front, which looks after how opinions are dealt with."""

from __future__ import annotations

from typing import Final

from bot.flows.front import watching
from bot.flows.outcome import Room

ROOM: Final = Room(
    doors={"giamsat": watching.watch, "giamsat.turn": watching.turn},
    commands={"giamsat": ("giamsat",), "theodoigiaiquyet": ("giamsat",)},
)
