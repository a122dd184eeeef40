"""Every golden conversation, played by a whole house and compared word for word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.house import town
from tests.talks import script

WRITES = os.environ.get("TALKS") == "write"
TALKS = sorted(Path(__file__).parent.glob("*.talk"))


@pytest.mark.parametrize("path", TALKS, ids=[one.stem for one in TALKS])
async def test_talk(path: Path, tmp_path: Path) -> None:
    acts = script.read(path)
    async with town(tmp_path, at=script.moment_of(acts), province=script.heading(acts, "tỉnh", "thai-nguyen")) as place:
        player = script.Player(place)
        for act in acts:
            if act.line.startswith(("tỉnh: ", "giờ: ")):
                continue
            try:
                heard = await player.play(act)
            except AssertionError:
                if WRITES:
                    script.write(path, acts)
                raise
            if WRITES:
                act.heard = heard
            else:
                assert heard == act.heard, f"after: {act.line}"
    if WRITES:
        script.write(path, acts)
