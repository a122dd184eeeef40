"""Golden conversations with an office's group chat, played by a village of Telegram people and compared word for word."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people import ROLES
from tests.crowds import Crowd
from tests.talks import script
from tests.village import Chat, Heard, Village, village

WRITES = os.environ.get("TALKS") == "write"
TALKS = sorted((Path(__file__).parent / "groups").glob("*.talk"))
INSIDE = " trong nhóm"


@dataclass(slots=True)
class Inside:
    """Someone who speaks and presses in the group; what only they see for a moment stands in brackets."""

    crowd: Crowd
    chat: Chat

    async def say(self, text: str) -> list[Heard]:
        return await self.crowd.say(self.chat, text)

    async def press(self, label: str) -> list[Heard]:
        heard = await self.crowd.press(self.chat, label)
        return [*heard, Heard(text=f"({self.crowd.toasts[-1]})")]


@dataclass(slots=True)
class Stage:
    """What the script asks of a town, done by a village with one group chat, called `Nhóm`."""

    village: Village
    crowd: Crowd
    people: dict[str, Chat] = field(default_factory=dict)

    def villager(self, name: str) -> Chat | Crowd | Inside:
        if name == "Nhóm":
            return self.crowd
        if name.endswith(INSIDE):
            return Inside(crowd=self.crowd, chat=self.village.chat(name.removesuffix(INSIDE)))
        return self.people.setdefault(name, self.village.chat(name))

    async def enrol(self, name: str, role: str, unit: str, agency: str = "") -> None:
        code = next(one.code for one in self.village.province.units.all() if one.name == unit)
        self.people[name] = await self.village.enrol(name, next(one for one in ROLES if one == role), code, agency)

    async def wait(self, by: timedelta) -> None:
        await self.village.wait(by)


@pytest.mark.parametrize("path", TALKS, ids=[one.stem for one in TALKS])
async def test_talk(path: Path, tmp_path: Path) -> None:
    acts = script.read(path)
    async with village(tmp_path) as place:
        player = script.Player(Stage(village=place, crowd=Crowd(village=place)))  # type: ignore[arg-type]
        for act in acts:
            heard = await player.play(act)
            if WRITES:
                act.heard = heard
            else:
                assert heard == act.heard, f"after: {act.line}"
    if WRITES:
        script.write(path, acts)
