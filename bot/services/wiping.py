"""What officials wrote about an opinion goes when its author's words go: any of it may name or quote them."""

from __future__ import annotations

from storage import asked, commitments, extensions, marks, notes, reasons, refusals, remarks, transcripts
from storage.work import Work


def forget_words(work: Work, opinion: str) -> None:
    """Erase reasons, remarks, notes, progress, questions to its author, typed refusals, the words around extensions and promises,
    what was heard in a voice note, and what was noted in the room.

    That they were written stays in the journal."""
    for kept in (reasons, remarks, notes, extensions, asked, refusals, commitments, transcripts, marks):
        kept.forget(work, opinion)
