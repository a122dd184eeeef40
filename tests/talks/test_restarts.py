"""Every golden conversation with restarts between its lines: the same step, the same draft, the same words.

The way of one opinion, that to a dialogue and what is noted in the room are restarted after every line, the others after every sixth
(RESTARTS=1 for all; each begins at another)."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import pytest

from bot import app
from bot.wording.catalogue import Catalogue
from config.registers import load_province
from tests.house import town
from tests.talks import script
from tests.talks.test_talks import TALKS

AGAIN = script.Act(line="khởi động lại")
EVERY = int(os.environ.get("RESTARTS", "6"))
WHOLE = ("mot-y-kien-di-tron-duong", "gui-y-kien", "dang-ky-tham-du", "ke-hoach-doi-thoai", "trong-hoi-nghi", "ca-mot-ky-doi-thoai")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences and registers are files that no run changes: reading them at each of some hundred starts would only take time."""
    monkeypatch.setattr(app, "load_province", functools.cache(load_province))
    monkeypatch.setattr(app, "Catalogue", functools.cache(Catalogue))


@pytest.mark.parametrize("path", TALKS, ids=[one.stem for one in TALKS])
async def test_a_restart_is_not_noticed(path: Path, tmp_path: Path) -> None:
    acts = script.read(path)
    every = 1 if path.stem in WHOLE else EVERY
    async with town(tmp_path, at=script.moment_of(acts), province=script.heading(acts, "tỉnh", "thai-nguyen")) as place:
        player = script.Player(place)
        for number, act in enumerate(acts, len(path.stem)):
            if not act.line.strip() or act.line.startswith(("#", "tỉnh: ", "giờ: ")):
                continue
            assert await player.play(act) == act.heard, f"after: {act.line}"
            if not number % every:
                await player.play(AGAIN)
