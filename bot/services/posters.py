"""Posters: hung for a commune with a lasting code, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.act import Act
from bot.domain.codes import new_poster
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from storage import journal
from storage import posters as rows
from storage.posters import Poster
from storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of the posters of a dialogue: each one's counts by unit, and the people who came (None: not counted yet)."""

    posters: tuple[Poster, ...]
    attended: int | None

    @property
    def opened(self) -> int:
        """How often all were opened."""
        return sum(one.opened for one in self.posters)

    @property
    def written(self) -> int:
        """How many opinions came through all."""
        return sum(one.written for one in self.posters)


def places(act: Act, dialogue: Dialogue, unit: str = "") -> list[str]:
    """The communes where posters of a dialogue hang: all of its unit in which the service is open, or the one that is asked for.

    Raises RuleBroken: "poster_elsewhere" for one that the dialogue does not concern or where the service is not open."""
    found = [one.code for one in act.province.units.communes(dialogue.unit) if one.opened]
    if unit:
        found = [one for one in found if one == unit]
    if not found:
        raise RuleBroken("poster_elsewhere")
    return found


def hang(work: Work, act: Act, dialogue: Dialogue, units: list[str]) -> list[Poster]:
    """The posters of a dialogue for these communes; those that hang already keep their code for ever.

    Raises RuleBroken("poster_early") while the dialogue is not announced."""
    if dialogue.phase == "planned":
        raise RuleBroken("poster_early")
    return [_hung(work, act, dialogue.id, one) for one in units]


def _hung(work: Work, act: Act, dialogue: str, unit: str) -> Poster:
    while (found := rows.hanging(work, dialogue, unit)) is None:
        rows.add(work, Poster(short=new_poster(act.mint.pick), dialogue=dialogue, unit=unit), act.at)
    return found


def tally(work: Work, dialogue: str) -> Tally:
    """What came of the posters of a dialogue."""
    told = [one.facts.get("n", "") for one in journal.of(work, dialogue) if one.verb == "dialogue.attended"]
    return Tally(posters=tuple(rows.of(work, dialogue)), attended=int(told[-1]) if told and told[-1].isdigit() else None)
