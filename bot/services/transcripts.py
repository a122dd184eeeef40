"""`Ghi lại lời`: what is heard in a voice note stands beside it in words, so that it can be read, found and put into the question book."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import typed
from bot.notices import items
from bot.services import moves
from storage import transcripts
from storage.transcripts import Transcript
from storage.work import Work


def write(work: Work, act: Act, opinion_id: str, version: int, text: str) -> Opinion:
    """Write down what is heard, in place of what was written down before. The voice stays; its author is not told.

    Raises RuleBroken: "words_needed", "words_long"; "stale" where it is closed, has words or no voice, or changed; "not_found",
    "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if found.phase == "closed" or not items.spoken(work, found):
        raise RuleBroken("stale", status=found.status)
    heard = typed(text, act.province.rules.draft.text_max)
    transcripts.keep(work, Transcript(opinion=found.id, text=heard, author=act.person, at=act.at))
    return moves.edit(work, act, found, "transcribe")
