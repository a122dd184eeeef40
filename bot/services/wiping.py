"""What officials wrote about an opinion goes when its author's words go: any of it may name or quote them."""

from __future__ import annotations

from storage import asked, extensions, notes, reasons, refusals, remarks
from storage.work import Work


def forget_words(work: Work, opinion: str) -> None:
    """Erase reasons, remarks, notes, progress, questions to its author, typed refusals and the words around extensions.

    That they were written stays in the journal."""
    reasons.forget(work, opinion)
    remarks.forget(work, opinion)
    notes.forget(work, opinion)
    extensions.forget(work, opinion)
    asked.forget(work, opinion)
    refusals.forget(work, opinion)
