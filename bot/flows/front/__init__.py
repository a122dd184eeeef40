"""What stands beside the offices: the Front, which looks after how opinions are dealt with, and those who write for others."""

from __future__ import annotations

from typing import Final

from bot.flows.front import entering, inviting, slips, spreading, watching
from bot.flows.outcome import Room

ROOM: Final = Room(
    flows=(entering.FLOW,),
    doors={
        "giamsat": watching.watch, "giamsat.turn": watching.turn, "organise": entering.organise, "behalf": entering.begin,
        "behalf.mine": slips.listed, "behalf.one": slips.one, "behalf.erase": slips.erase, "behalf.slip": slips.again,
        "spread": spreading.spread, "invitation": inviting.invite,
    },
    harmless=frozenset({"giamsat", "giamsat.turn", "behalf.mine", "behalf.one", "spread"}),
    commands={
        "giamsat": ("giamsat",), "theodoigiaiquyet": ("giamsat",), "guiykiencuadoanthe": ("organise",), "doanthe": ("organise",),
        "nhapho": ("behalf",), "guithaybacon": ("behalf",), "ykiencuathon": ("behalf.mine",), "thon": ("behalf.mine",),
        "noidungcanphobien": ("spread",), "phobien": ("spread",), "giaymoi,thongbao": ("invitation",),
        "giaymoi": ("invitation",),
    },
)  # fmt: skip
