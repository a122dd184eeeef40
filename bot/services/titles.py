"""The short title that an officer gives an opinion: the only words about it that may be read outside the office's own cards."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import masked, typed
from bot.services import moves
from storage.work import Work

_LONGEST: Final = 80  # characters: one line of a phone


def retitle(work: Work, act: Act, opinion_id: str, version: int, words: str) -> Opinion:
    """Give it a title of one line, in place of any before. Its author is never told: it is the office's own word for it;
    it is read in groups and in the hamlets, so it holds no telephone number.

    Raises RuleBroken: "words_needed", "words_long"; "stale" when it is answered, closed or changed, "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if found.phase not in ("waiting", "working"):
        raise RuleBroken("stale", status=found.status)
    return moves.edit(work, act, found, "title", title=worded(words))


def worded(words: str) -> str:
    """A title as it is kept. Raises RuleBroken: "words_needed", "words_long"."""
    return masked(typed(words, _LONGEST, one_line=True))
