"""Taking an opinion in: what it is about, whether it is accepted, and who must deal with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, end_of_working_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, is_leaving
from bot.notices import citizens, guidance, items, officials
from bot.services import dialogues, moves, rulings, supports, unsaying, wiping
from storage import answers, asked, attachments, counts, journal, opinions, outbox, papers, villagers
from storage.work import Work

_TRIAGED: Final = ("sent", "accepted")
_FARTHEST: Final = 366  # days ahead that a due date may lie


def classify(work: Work, act: Act, opinion_id: str, version: int, field: str) -> Opinion:
    """Say which field it belongs to. Raises RuleBroken: "stale", "not_found", "not_yours"; "not_found" for an unknown field."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if asked.standing(work, found) not in _TRIAGED:
        raise RuleBroken("stale", status=found.status)
    if field not in act.province.fields:
        raise RuleBroken("not_found")
    return moves.edit(work, act, found, "classify", told={"field": field}, field=field)


def accept(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """Accept it; its author hears so. Raises RuleBroken: "field_needed" before it was classed, else as `classify`."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if not found.field:
        raise RuleBroken("field_needed")
    kept = moves.move(work, act, found, "accept")
    citizens.accepted(work, act, kept)
    officials.refresh_new(work, act, kept.desk)
    return kept


def refuse(work: Work, act: Act, opinion_id: str, version: int, reason: str) -> Opinion:
    """Refuse it for one of the reasons of the rules that need no words; its author hears why when the moment in which it can be called
    back is over.

    Raises RuleBroken as `classify`; "not_found" for another reason."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    known = act.province.rules.refusal.reasons.get(reason)
    if known is None or known.words:
        raise RuleBroken("not_found")
    return refused(work, act, found, reason, known.label(items.language(work, villagers.speaker(work, found))))


def refused(work: Work, act: Act, opinion: Opinion, reason: str, why: str) -> Opinion:
    """It is refused for a reason of the rules; `why` is what its author reads. Raises RuleBroken("stale")."""
    kept = moves.move(work, act, opinion, "refuse", told={"reason": reason}, closed_as=reason)
    due = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    citizens.refused(work, act, kept, why, due)
    officials.refresh_new(work, act, kept.desk)
    return kept


def undo_refuse(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """Call a refusal back while its notice has not left. Raises RuleBroken: "undo_late", else as `classify`."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if found.status != "refused":
        raise RuleBroken("stale", status=found.status)
    recall(work, act, found, "refused")
    refused = [one for one in journal.of(work, found.id) if one.verb == "refuse"][-1]
    verb = "undo_refuse" if refused.facts["came"] == "accepted" else "undo_refuse_new"
    kept = moves.move(work, act, found, verb, closed_as="")
    officials.refresh_new(work, act, kept.desk)
    return kept


def recall(work: Work, act: Act, opinion: Opinion, event: str) -> None:
    """Take the notice of an event back. Raises RuleBroken("undo_late") when its moment is over or it has left."""
    if not is_leaving(opinion, act.at, act.province.rules) or not outbox.unsend(work, f"{event}:{opinion.id}:", opinion.entered_at):
        raise RuleBroken("undo_late")


def recommune(work: Work, act: Act, opinion_id: str, version: int, unit: str) -> Opinion:
    """Put it under another unit, whose desk gets it. Only before it was accepted.

    Raises RuleBroken: "not_found" for an unknown unit, "same_unit" for its own, else as `classify`."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if asked.standing(work, found) != "sent":
        raise RuleBroken("stale", status=found.status)
    if act.province.units.find(unit) is None:
        raise RuleBroken("not_found")
    if unit == found.unit:
        raise RuleBroken("same_unit")
    heard = dialogues.for_unit(work, act, unit)
    desk = found.desk if found.contested else moves.desk_of(work, act, unit)
    kept = moves.edit(
        work, act, found, "recommune", told={"came": found.unit, "goes": unit}, unit=unit, desk=desk, dialogue=heard.id if heard else ""
    )
    officials.refresh_new(work, act, found.desk)
    if desk != found.desk:
        officials.new_opinion(work, act, kept)
    return kept


def divert(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """It is a complaint or a denunciation: its author is told where to go, words and files are erased, on the screens of officials too;
    code and count stay.

    (Luật Khiếu nại, Luật Tố cáo: neither may be kept as an opinion.) Raises RuleBroken as `classify`."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    unsaying.unsay(work, act, found)
    kept = moves.move(work, act, found, "divert", text="", said="", title="", phone_shared=False, closed_as="diverted")
    attachments.drop(work, kept.id)
    for draft in answers.drop_drafts(work, kept.id):
        attachments.drop(work, draft)
    opinions.forget_additions(work, kept.id)
    answers.forget_words(work, kept.id)
    wiping.forget_words(work, kept.id)
    papers.forget_words(work)
    counts.tally(work, day=act.today, unit=kept.unit, kind="diverted")
    guidance.diverted(work, act, kept)
    officials.refresh_new(work, act, kept.desk)
    return kept


def default_due(act: Act, field: str) -> date:
    """The day on which an opinion of a field is due when it is handed over today."""
    return add_working_days(act.today, act.province.rules.due_days(field), act.province.calendar)


def due_day(act: Act, day: date) -> date:
    """The working day that is meant by a chosen day: itself, or the next one. Raises RuleBroken("due_past"), ("due_far")."""
    if day < act.today:
        raise RuleBroken("due_past")
    if day > act.today + timedelta(days=_FARTHEST):
        raise RuleBroken("due_far")
    return add_working_days(day, 0, act.province.calendar)


def assignable(work: Work, act: Act, opinion_id: str, version: int | None) -> Opinion:
    """An opinion that this official may hand to an agency now: the desk's, or, after agencies gave it back twice, the umpire's.

    Raises RuleBroken as `classify`, "undecided" where a superior must speak first, "decided" where only it may hand it to another."""
    found = moves.find(work, act, opinion_id, "opinion.read", version=version)
    if not found.lead_stands or found.ruling == "desk":
        return moves.find(work, act, opinion_id, "opinion.assign", version=version)
    try:
        return moves.find(work, act, opinion_id, "opinion.decide_agency", version=version)
    except RuleBroken as broken:
        raise RuleBroken("undecided", unit=act.province.units.get(found.umpire).name) if found.ruling else broken from broken


def assign(work: Work, act: Act, opinion_id: str, version: int, *, agency: str, due: date) -> Opinion:
    """Hand it to the one agency that leads it, with a due date; agency and author hear so, and whoever worked on it until now.

    Raises RuleBroken: "not_found" for an agency that does not serve its place, "same_agency" for the one that works on it, "due_past",
    "due_far", else as `assignable`."""
    found = assignable(work, act, opinion_id, version)
    if agency not in {one.code for one in act.province.agencies_of(moves.place_of(act, found))}:
        raise RuleBroken("not_found")
    day = due_day(act, due)
    if found.status == "in_progress" and agency == found.lead:
        raise RuleBroken("same_agency")
    ends = end_of_working_day(day, act.province.rules.hours)
    told = {"agency": agency, "due": day.isoformat()}
    kept = moves.move(work, act, found, "assign", told=told, lead=agency, handler="", due=ends, ruling="")
    rulings.over(work, act, kept)
    kept = supports.settle(work, act, found, kept)
    citizens.assigned(work, act, kept)
    officials.handed_over(work, act, kept)
    if found.status == "in_progress":
        officials.taken_away(work, act, found, kept)
    return kept
