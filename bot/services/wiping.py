"""What officials wrote about an opinion goes when its author's words go: any of it may name or quote them."""

from __future__ import annotations

from storage import asked, books, commitments, conclusions, extensions, marks, notes, reasons, refusals, remarks, transcripts, unsaid
from storage.work import Work


def forget_words(work: Work, opinion: str) -> None:
    """Erase reasons, remarks, notes, progress, questions to its author, typed refusals, the words around extensions and promises,
    what was heard in a voice note, what was noted in the room, what stands in versions of the question book, and what the agenda and
    the room showed of it.

    That they were written stays in the journal."""
    for kept in (reasons, remarks, notes, extensions, asked, refusals, commitments, conclusions, transcripts, marks, books, unsaid):
        kept.forget(work, opinion)
