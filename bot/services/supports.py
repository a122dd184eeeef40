"""Which agencies help the one that leads: they read, write notes and progress, and never answer."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.notices import helping
from bot.services import moves
from storage import extensions, supports
from storage.work import Work


def _found(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    found = moves.find(work, act, opinion_id, "opinion.assign", version=version)
    if found.phase != "working" or not found.lead:
        raise RuleBroken("stale", status=found.status)
    return found


def add(work: Work, act: Act, opinion_id: str, version: int, agency: str) -> Opinion:
    """An agency helps the lead from now on; its handlers get the card.

    Raises RuleBroken: "not_found" for an agency that does not serve the unit, "supports_already" for the lead and for one that
    helps already, "stale", "not_yours"."""
    found = _found(work, act, opinion_id, version)
    if agency not in {one.code for one in act.province.agencies_of(moves.place_of(act, found))}:
        raise RuleBroken("not_found")
    if not supports.add(work, found.id, agency, by=act.person, at=act.at):
        raise RuleBroken("supports_already")
    kept = moves.edit(work, act, found, "support", told={"agency": agency}, supporting=supports.of(work, found.id))
    helping.asked(work, act, kept, agency)
    return kept


def drop(work: Work, act: Act, opinion_id: str, version: int, agency: str) -> Opinion:
    """It helps no more. Raises RuleBroken: "not_found" where it did not help, else as `add`."""
    found = _found(work, act, opinion_id, version)
    if not supports.drop(work, found.id, agency):
        raise RuleBroken("not_found")
    return moves.edit(work, act, found, "unsupport", told={"agency": agency}, supporting=supports.of(work, found.id))


def settle(work: Work, act: Act, before: Opinion, opinion: Opinion) -> Opinion:
    """After it was handed over: where the new lead helped before, the old one takes its place among those who help; a request for
    more time that still waited is over, for there is a new day."""
    if (asked := extensions.waiting(work, opinion.id)) is not None:
        extensions.decide(work, asked.id, "lapsed", by="", at=act.at)
    if before.lead and opinion.lead in before.supporting and supports.add(work, opinion.id, before.lead, by=act.person, at=act.at):
        moves.note(work, act, opinion, "support", agency=before.lead)
    return replace(opinion, supporting=supports.of(work, opinion.id))
