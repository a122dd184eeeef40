"""A dialogue that is announced also hears what was sent to its unit before, outside any dialogue, and waits for an answer."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue, is_for_all
from bot.services import moves
from storage import outside
from storage.work import Work

_MOST: Final = 500  # one turn must stay short


def adopt(work: Work, act: Act, dialogue: Dialogue) -> int:
    """Take in what was sent since its intake opens, where the rules say so; each journaled. Returns how many. Their authors read it in
    the announcement."""
    if not act.province.rules.dialogue.adopts or not is_for_all(dialogue):
        return 0
    found = outside.waiting(work, dialogue.unit, dialogue.opens, _MOST)
    for one in found:
        outside.take(work, one.id, dialogue.id)
        moves.note(work, act, one, "adopted", heard=dialogue.id)
    return len(found)
