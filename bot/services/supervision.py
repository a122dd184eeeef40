"""What the Front does: confirms that something was really done, asks why, and has an answer looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, at_local, before_working_days, end_of_working_day, local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, is_leaving
from bot.domain.supervision import Remark, RemarkKind, Seat, seat_of
from bot.domain.words import typed
from bot.notices import citizens, front
from bot.services import moves, triage
from storage import grants, opinions, remarks, timers
from storage.timers import Timer
from storage.work import Work

_TEXT: Final = 1000
_DONE: Final = ("answered", "closed")
_OUT: Final = ("refused", "withdrawn", "diverted")
REMINDS: Final = "question_reminds"
LATE: Final = "question_late"


def confirm(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The result was looked at and is as it was answered; those who worked on it hear so.

    Raises RuleBroken: "stale", "not_found", "not_yours"; "not_left" while the answer can be called back; "remark_twice" when this
    office confirmed the present answer before."""
    found = _answered(work, act, opinion_id, version)
    seat = _seat(work, act)
    if any(one.kind == "confirm" and one.round == found.reopened and one.seat.unit == seat.unit for one in remarks.of(work, found.id)):
        raise RuleBroken("remark_twice")
    front.confirmed(work, act, found, _keep(work, act, found, "confirm", ""))
    return found


def question(work: Work, act: Act, opinion_id: str, version: int, text: str) -> Opinion:
    """Ask those who deal with it; an answer is due in `supervision.answer_days` working days, and they are reminded before.

    Raises RuleBroken: "reason_needed" without words, "words_long"; "question_open" while an earlier one is not
    answered, "stale" once it was refused or withdrawn, else as `confirm`."""
    found = may_question(work, act, opinion_id, version)
    remark = _keep(work, act, found, "question", _needed(text))
    _plan(work, act, remark)
    front.asked(work, act, found, remark)
    return found


def _plan(work: Work, act: Act, remark: Remark) -> None:
    rules = act.province.rules
    if remark.due is None:
        return
    before = before_working_days(local_day(remark.due), rules.supervision.remind_days, act.province.calendar)
    for kind, due in ((REMINDS, at_local(before, rules.hours.morning_starts)), (LATE, remark.due)):
        timers.plan(work, Timer(key=f"{kind}:{remark.id}", kind=kind, due=max(due, act.at), object=remark.id, args={}))


def explain(work: Work, act: Act, opinion_id: str, text: str) -> Opinion:
    """Whoever deals with it answers the open question; the Front gets the answer.

    Raises RuleBroken: "not_found", "not_yours", "reason_needed"; "question_gone" where none is open."""
    found = moves.find(work, act, opinion_id, "opinion.explain")
    words = _needed(text)
    asked = remarks.question(work, found.id)
    seat = _answering(work, act)
    if asked is None or seat is None or not remarks.answer(work, asked.id, words, by=act.person, seat=seat, at=act.at):
        raise RuleBroken("question_gone")
    for kind in (REMINDS, LATE):
        timers.cancel(work, asked.id, kind, act.at)
    moves.note(work, act, found, "remark.explain", remark=asked.id, mark=remarks.mark(work, words))
    front.explained(work, act, found, asked)
    return found


def _answering(work: Work, act: Act) -> Seat | None:
    """The office from which someone answers: a handler without a title speaks for their agency."""
    held = grants.of_person(work, act.person)
    seat = seat_of(held, "handler", "officer", "leader")
    agency = next((act.province.agencies.find(one.agency) for one in held if one.role == "handler"), None)
    return replace(seat, title=agency.name) if seat and seat.role == "handler" and not seat.title and agency else seat


def may_reconsider(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """An answered or closed opinion that the Front may send back now. Raises as `reconsider` does."""
    found = _answered(work, act, opinion_id, version)
    rules = act.province.rules.supervision
    if act.at >= found.entered_at + timedelta(days=rules.window_days):
        raise RuleBroken("reconsider_late", days=rules.window_days)
    if sum(one.kind == "reconsider" for one in remarks.of(work, found.id)) >= rules.max_reopens:
        raise RuleBroken("reconsider_often", times=rules.max_reopens)
    return found


def may_question(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """An opinion that the Front may ask about now. Raises as `question` does."""
    found = moves.find(work, act, opinion_id, "opinion.supervise", version=version)
    if found.status in _OUT:
        raise RuleBroken("stale", status=found.status)
    if remarks.question(work, found.id) is not None:
        raise RuleBroken("question_open")
    return found


def reconsider(work: Work, act: Act, opinion_id: str, version: int, text: str) -> Opinion:
    """Send an answer or a closure back with a note: it is opened again with a new due date, its author hears so.

    Raises RuleBroken: "reason_needed"; "reconsider_late" after `supervision.window_days`, "reconsider_often" after
    `supervision.max_reopens` times; else as `confirm`."""
    found = may_reconsider(work, act, opinion_id, version)
    words = _needed(text)
    rules = act.province.rules
    remark = _keep(work, act, found, "reconsider", words)
    due = end_of_working_day(triage.default_due(act, found.field), rules.hours)
    kept = moves.move(
        work, act, found, "reconsider", told={"remark": remark.id}, reopened=found.reopened + 1, due=due, outcome="", closed_as=""
    )
    timers.cancel(work, kept.id, "verdict_window", act.at)
    citizens.reopened(work, act, kept)
    front.sent_back(work, act, kept)
    return kept


def remind(work: Work, act: Act, timer: Timer) -> None:
    """A question is due soon: those who owe the answer hear it once more."""
    _tick(work, act, timer, late=False)


def late(work: Work, act: Act, timer: Timer) -> None:
    """A question was not answered in time: the leaders hear it, and the Front."""
    _tick(work, act, timer, late=True)


def _tick(work: Work, act: Act, timer: Timer, *, late: bool) -> None:
    asked = remarks.get(work, timer.object)
    found = opinions.get(work, asked.opinion) if asked else None
    if asked is None or found is None or not asked.is_open or found.status in _OUT:
        return
    if late:
        moves.note(work, act, found, "remark.late", remark=asked.id)
        front.unanswered(work, act, found, asked)
    else:
        front.reminded(work, act, found, asked)


def _answered(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    found = moves.find(work, act, opinion_id, "opinion.supervise", version=version)
    if found.status not in _DONE:
        raise RuleBroken("stale", status=found.status)
    if is_leaving(found, act.at, act.province.rules):
        raise RuleBroken("not_left")
    return found


def _seat(work: Work, act: Act) -> Seat:
    seat = seat_of(grants.of_person(work, act.person), "front")
    if seat is None:
        raise RuleBroken("not_yours")
    return seat


def _keep(work: Work, act: Act, opinion: Opinion, kind: RemarkKind, text: str) -> Remark:
    """Keep a remark under its writer's office; the journal signs it by the keyed mark of its words."""
    rules = act.province.rules
    due = None
    if kind == "question":
        due = end_of_working_day(add_working_days(act.today, rules.supervision.answer_days, act.province.calendar), rules.hours)
    remark = Remark(
        id=act.mint.id(), opinion=opinion.id, kind=kind, round=opinion.reopened, text=text, author=act.person, seat=_seat(work, act),
        at=act.at, due=due,
    )  # fmt: skip
    remarks.add(work, remark)
    moves.note(work, act, opinion, f"remark.{kind}", remark=remark.id, office=remark.seat.unit, mark=remarks.mark(work, text))
    return remark


def _needed(text: str) -> str:
    return typed(text, _TEXT, missing="reason_needed")
