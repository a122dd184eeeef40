"""Working on an opinion: taking it on, answering it, and letting the answer out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import SECOND, Answer, Opinion
from bot.domain.statuses import OUTCOMES, Outcome
from bot.domain.words import clean
from bot.notices import citizens, officials
from bot.services import commitments, groups, moves, rulings, templates, triage
from bot.services.rulings import Because
from storage import answers, attachments, journal, opinions, reasons, timers
from storage.work import Work

_REASON: Final = 500
_DOCUMENT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer as it is handed in. `id` owns the files that came with it, besides those of a draft before it.

    `promised` is the ISO date of what is only scheduled."""

    id: str
    text: str
    outcome: str
    promised: str = ""
    document: str = ""
    no_proof: str = ""


def take_on(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """Take it on. Raises RuleBroken: "stale", "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.work", version=version)
    return moves.move(work, act, found, "take_on", handler=act.person)


def give_back(work: Work, act: Act, opinion_id: str, version: int, because: Because) -> Opinion:
    """The agency is not competent, for one of `returns.agency` and in its own words: back to the desk, which hears why. The second
    return calls for the superior of both agencies and of the desk, whose choice stands (FEATURES row 27).

    Raises RuleBroken: "reason_needed", "not_found" for another reason, "decided" where that choice was made, else as `take_on`."""
    found = moves.find(work, act, opinion_id, "opinion.work", version=version)
    if found.lead_stands:
        raise RuleBroken("decided")
    why = rulings.reason(act.province.rules.returns.agency, because)
    called = rulings.called(work, act, "agency", _givers(work, act, found)) if found.returned + 1 >= SECOND else {"due": None}
    told = {"agency": found.lead, "reason": because.code}
    kept = moves.move(work, act, found, "return", told=told, lead="", handler="", returned=found.returned + 1, **called)
    reasons.keep(work, kept.id, kept.version, why)
    if kept.ruling:
        rulings.begin(work, act, kept)
    else:
        officials.handed_back(work, act, kept)
    return kept


def _givers(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """The units of all agencies that gave it back, this one included, and that of its desk."""
    before = [one.facts["agency"] for one in journal.of(work, opinion.id) if one.verb == "return"]
    known = [act.province.agencies.find(one) for one in (*before, opinion.lead)]
    return [opinion.desk, *(one.unit for one in known if one)]


def check(act: Act, reply: Reply, files: int) -> Outcome:
    """The outcome of an answer that is whole: words, an outcome, a date where one is promised, and a proof or a reason for none
    (citizens' first grievance elsewhere: answers without a picture or a paper).

    Raises RuleBroken: "answer_needed", "placeholder", "outcome_needed", "promise_needed", "promise_past", "proof_needed"."""
    if not clean(reply.text):
        raise RuleBroken("answer_needed")
    templates.check(reply.text)
    outcome = next((one for one in OUTCOMES if one == reply.outcome), None)
    if outcome is None:
        raise RuleBroken("outcome_needed")
    if outcome == "scheduled":
        if not reply.promised:
            raise RuleBroken("promise_needed")
        if date.fromisoformat(reply.promised) <= act.today:
            raise RuleBroken("promise_past")
    if not (reply.document or files or reply.no_proof):
        raise RuleBroken("proof_needed")
    return outcome


def draft(work: Work, act: Act, opinion_id: str, version: int, reply: Reply) -> Opinion:
    """Hand the answer in: it waits for those who clear it, its author hears nothing yet. Raises RuleBroken as `check` and `take_on`."""
    found = moves.find(work, act, opinion_id, "opinion.answer", version=version)
    text = templates.filled(act, found, reply.text, document=reply.document, promised=reply.promised)
    before = answers.answered(work, found.id, found.reopened)
    held = [*attachments.of(work, reply.id), *(attachments.of(work, before.id) if before else ())]
    outcome = check(act, replace(reply, text=text), len(held))
    kept = moves.move(work, act, found, "draft", told={"outcome": outcome})
    if before is not None:
        attachments.give(work, before.id, reply.id)
    answers.keep(
        work,
        Answer(
            id=reply.id, opinion=kept.id, round=kept.reopened, text=clean(text, act.province.rules.draft.text_max),
            document=clean(reply.document, _DOCUMENT), no_proof=clean(reply.no_proof, _REASON), outcome=outcome,
            promised=reply.promised if outcome == "scheduled" else "", author=act.person, at=act.at,
        ),
    )  # fmt: skip
    officials.answer_waits(work, act, kept)
    return kept


def _drafted(work: Work, opinion: Opinion) -> Answer:
    found = answers.answered(work, opinion.id, opinion.reopened)
    if found is None:
        raise RuleBroken("stale", status=opinion.status)
    return found


def send_back(work: Work, act: Act, opinion_id: str, version: int, note: str) -> Opinion:
    """The draft does not clear: its writer gets it back with a note. Raises RuleBroken: "reason_needed", else as `take_on`."""
    found = moves.clearing(work, act, opinion_id, version)
    why = rulings.worded(note)
    kept = moves.move(work, act, found, "send_back")
    reasons.keep(work, kept.id, kept.version, why)
    officials.sent_back(work, act, kept, _drafted(work, kept).author)
    return kept


def release(work: Work, act: Act, opinion_id: str, version: int, *, seen: int = 0) -> Opinion:
    """Let the answer out. It leaves when the moment in which it can be called back is over, and the author's time to judge begins.

    `seen` is how many pieces that its author added after the answer was handed in were read by whoever lets it out.
    Raises RuleBroken: "added_since" when there are more, else as `take_on`."""
    found = moves.clearing(work, act, opinion_id, version)
    answer = _drafted(work, found)
    if opinions.added_since(work, found.id, answer.at) > seen:
        raise RuleBroken("added_since")
    kept = moves.move(work, act, found, "release", told={"outcome": answer.outcome, "round": str(answer.round)}, outcome=answer.outcome)
    answers.release(work, kept.id, answer.round, act.person, act.at)
    groups.give(work, act, kept, answer)
    leaves = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    commitments.made(work, act, kept, answer)
    citizens.answered(work, act, kept, answer, leaves)
    return kept


def undo_release(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """Call a released answer back while it has not left. Raises RuleBroken: "undo_late", else as `take_on`."""
    found = moves.clearing(work, act, opinion_id, version)
    if found.status != "answered":
        raise RuleBroken("stale", status=found.status)
    group = moves.together(work, found, found.status)
    for one in (found, *group):
        triage.recall(work, act, one, "answered")
    commitments.taken_back(work, act, found)
    kept = moves.move(work, act, found, "undo_release", outcome="")
    answers.unrelease(work, kept.id, kept.reopened)
    timers.cancel(work, kept.id, "verdict_window", act.at)
    groups.take_back(work, act, group)
    return kept
