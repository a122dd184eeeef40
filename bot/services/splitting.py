"""Splitting one message into several opinions, each with its own code (khoản 4 Điều 14 Nghị định 154/2026/NĐ-CP), and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.statuses import may_move
from bot.domain.words import squeeze, typed, without
from bot.notices import citizens, officials, parting
from bot.services import moves, opinions
from storage import attachments, outbox
from storage import opinions as rows
from storage.work import Work


def may_split(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The opinion of which a part may become one of its own: taken in or not, but neither handed over nor itself such a part.

    Raises RuleBroken: "stale", "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if found.status not in ("sent", "accepted") or found.parent or found.follows:
        raise RuleBroken("stale", status=found.status)
    return found


def check(act: Act, opinion: Opinion, part: str) -> tuple[str, str | None]:
    """The part made clean, and what is left of the text without it; None where the part does not stand in it word for word.

    Raises RuleBroken: "words_needed", "words_long"; "split_whole" where nothing would be left."""
    words = typed(part, act.province.rules.draft.text_max)
    rest = without(opinion.text, words)
    if rest == "":
        raise RuleBroken("split_whole")
    return words, rest


def split(work: Work, act: Act, opinion_id: str, version: int, part: str, *, cut: bool) -> tuple[Opinion, Opinion]:
    """A part of an opinion becomes one of its own: same author, unit, dialogue and clock, its own code, which its author is told once.

    With `cut` the part leaves the text that it was taken from; the files stay there and are seen from both. Returns the opinion and the
    new one. Raises RuleBroken as `may_split` and `check`."""
    found = may_split(work, act, opinion_id, version)
    words, rest = check(act, found, part)
    child = replace(found, id=act.mint.id(), code=opinions.new_code(act), text=words, title="", parent=found.id, version=1)
    while not moves.begin(work, act, child, "split_off"):
        child = replace(child, code=opinions.new_code(act))
    kept = moves.edit(work, act, found, "split", told={"child": child.id}, text=rest if cut and rest else found.text)
    leaves = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    citizens.split(work, act, kept, child, leaves)
    officials.refresh_new(work, act, kept.desk)
    return kept, child


def unsplit(work: Work, act: Act, child_id: str, version: int) -> Opinion:
    """Take a split back while neither of the two was answered or refused: words, additions and files go back, the code closes.

    Its author hears so if they were told the code; the agency that had it already does too. Returns the opinion that has it all again.
    Raises RuleBroken: "stale", "not_found", "not_yours"."""
    child = moves.find(work, act, child_id, "opinion.triage", version=version)
    parent = moves.find(work, act, child.parent, "opinion.triage")
    if not is_undoable(child) or parent.reopened or not may_move(parent.status, "unsplit"):
        raise RuleBroken("stale", status=child.status)
    worked = officials.carriers(work, act, child) if child.lead else []
    whole = squeeze(child.text) in squeeze(parent.text)
    text = parent.text if whole else f"{parent.text}\n{child.text}".strip()
    rows.rehang(work, child.id, parent.id)
    attachments.give(work, child.id, parent.id)
    moves.move(work, act, child, "unsplit", text="", said="", title="", lead="", handler="", supporting=(), due=None, closed_as="unsplit")
    kept = moves.edit(work, act, parent, "unsplit_back", told={"child": child.id}, text=text)
    if not outbox.unsend(work, f"split:{child.id}:", child.sent_at):
        citizens.unsplit(work, act, kept, child)
    parting.taken_back(work, act, kept, child, worked)
    officials.refresh_new(work, act, kept.desk)
    return kept


def is_undoable(child: Opinion) -> bool:
    """Whether the split that made it may be taken back, as far as it goes itself."""
    return bool(child.parent) and not child.follows and child.reopened == 0 and may_move(child.status, "unsplit")
