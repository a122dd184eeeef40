"""What officials write for each other about an opinion; none of it ever reaches a citizen."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import typed
from bot.notices import helping
from bot.services import moves
from storage import grants, notes
from storage.notes import Kind, Note
from storage.work import Work

LONGEST: Final = 500
"""Characters of one line."""


def write(work: Work, act: Act, opinion_id: str, text: str) -> Opinion:
    """`Ghi chú nội bộ`, for those who act on it. Raises RuleBroken: "words_needed", "words_long", "not_found", "not_yours"; "stale"
    where its words were erased, for a note would bring them back."""
    found = moves.find(work, act, opinion_id, "opinion.note")
    if found.status == "diverted":
        raise RuleBroken("stale", status=found.status)
    _keep(work, act, found, "note", text)
    return found


def progress(work: Work, act: Act, opinion_id: str, text: str) -> Opinion:
    """`Cập nhật tiến độ`, in percent or words, while it is worked on; its author goes on reading the same status.

    Raises RuleBroken as `write`; "stale" where nobody works on it."""
    found = moves.find(work, act, opinion_id, "opinion.progress")
    if found.phase != "working":
        raise RuleBroken("stale", status=found.status)
    helping.progressed(work, act, found, _keep(work, act, found, "progress", text))
    return found


def _keep(work: Work, act: Act, opinion: Opinion, kind: Kind, text: str) -> str:
    note = Note(
        id=act.mint.id(),
        opinion=opinion.id,
        kind=kind,
        text=typed(text, LONGEST),
        office=_office(work, act, opinion),
        author=act.person,
        at=act.at,
    )
    notes.add(work, note)
    moves.note(work, act, opinion, kind, office=note.office)
    return note.id


def _office(work: Work, act: Act, opinion: Opinion) -> str:
    """For whom the one who acts speaks here: an agency that carries it, else their unit."""
    held = grants.of_person(work, act.person)
    carrying = [one.agency for one in held if one.agency in (opinion.lead, *opinion.supporting) and one.agency]
    return carrying[0] if carrying else next((one.unit for one in held if one.unit == opinion.desk), opinion.desk)
