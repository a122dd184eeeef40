"""Refusing in typed words: an officer proposes, the leader of the desk confirms or sends it back."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import is_permitted
from bot.domain.statuses import moved
from bot.domain.words import typed
from bot.notices import declining
from bot.services import moves, triage
from storage import asked, grants, reasons, refusals
from storage.refusals import Refusal
from storage.work import Work

_LONGEST: Final = 300


def propose(work: Work, act: Act, opinion_id: str, version: int, words: str) -> Opinion:
    """Refuse it for a reason that is in no list. A leader's own words count at once; an officer's wait for the leader, and its author hears
    nothing until then.

    Raises RuleBroken: "words_needed", "words_long"; "stale", "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    moved(asked.standing(work, found), "refuse")
    one = Refusal(
        opinion=found.id,
        reason=act.province.rules.refusal.typed,
        text=typed(words, _LONGEST),
        person=act.person,
    )
    if is_permitted(grants.of_person(work, act.person), "opinion.refuse", found.thing, act.province.units):
        refusals.keep(work, one, waits=False)
        return triage.refused(work, act, found, one.reason, one.text)
    kept = moves.edit(work, act, found, "refuse_ask", told={"reason": one.reason})
    refusals.keep(work, one, waits=True)
    declining.waits(work, act, kept)
    return kept


def _waiting(work: Work, act: Act, opinion_id: str, version: int) -> tuple[Opinion, Refusal]:
    found = moves.find(work, act, opinion_id, "opinion.refuse", version=version)
    waits = refusals.waiting(work, found.id)
    if waits is None:
        raise RuleBroken("stale", status=found.status)
    return found, waits


def confirm(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The leader agrees: it is refused in those words, which leave when the moment to call them back is over.

    Raises RuleBroken: "stale" also where nothing waits, "not_found", "not_yours"."""
    found, waits = _waiting(work, act, opinion_id, version)
    kept = triage.refused(work, act, found, waits.reason, waits.text)
    declining.decided(work, act, kept, waits.person, agreed=True)
    return kept


def decline(work: Work, act: Act, opinion_id: str, version: int, note: str) -> Opinion:
    """The leader does not agree, and says why to whoever proposed it: it stays where it is. Raises RuleBroken as `propose`."""
    found, waits = _waiting(work, act, opinion_id, version)
    why = typed(note, _LONGEST)
    kept = moves.edit(work, act, found, "refuse_back")
    refusals.forget(work, kept.id)
    reasons.keep(work, kept.id, kept.version, why)
    declining.decided(work, act, kept, waits.person, agreed=False)
    return kept
