"""Passing an opinion on to another unit's desk, which takes it over or gives it back, until a superior decides."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import SECOND, Opinion
from bot.notices import citizens, desks, officials
from bot.services import moves, rulings
from bot.services.rulings import Because
from storage import grants, reasons, timers
from storage import opinions as rows
from storage.timers import Timer
from storage.work import Work, micros

LATE: Final = "transfer_late"


def desk_for(work: Work, act: Act, opinion: Opinion, unit: str) -> str:
    """The desk that takes it in when it is passed on to a unit.

    Raises RuleBroken: "not_found" for an unknown unit, "same_desk" where it lies already, "desk_closed" where no officer would see it."""
    found = act.province.units.find(unit)
    if found is None:
        raise RuleBroken("not_found")
    if unit == opinion.desk:
        raise RuleBroken("same_desk")
    desk = moves.desk_of(work, act, unit)
    if desk == opinion.desk or not grants.holders(work, "officer", desk):
        raise RuleBroken("desk_closed", unit=found.name)
    return desk


def may_pass_on(work: Work, act: Act, opinion_id: str, version: int | None) -> Opinion:
    """An opinion that this official may pass on now. Raises RuleBroken: "stale", "not_found", "not_yours", "field_needed" before it was
    classed, "decided" where a superior gave it to this desk."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    if not found.field:
        raise RuleBroken("field_needed")
    if found.desk_stands:
        raise RuleBroken("decided")
    return found


def transfer(work: Work, act: Act, opinion_id: str, version: int, unit: str) -> Opinion:
    """Pass it on to the desk of a unit with the authority for it: that one's officers must take it over, its author hears where it lies.

    The unit that its author wrote for stays known. Raises RuleBroken as `may_pass_on` and `desk_for`."""
    found = may_pass_on(work, act, opinion_id, version)
    desk = desk_for(work, act, found, unit)
    due = rulings.day_ends(act, act.province.rules.returns.accept_days)
    kept = moves.move(work, act, found, "transfer", told={"from": found.desk, "to": desk}, desk=desk, sender=found.desk, due=due)
    args = {"since": str(micros(kept.entered_at)), "step": "remind"}
    timers.push(work, Timer(key=f"transfer:{kept.id}:{kept.version}", kind=LATE, due=due, object=kept.id, args=args))
    citizens.lies(work, act, kept, "transferred")
    desks.passed_on(work, act, kept, "transferred")
    if found.status == "sent":
        officials.refresh_new(work, act, found.desk)
    return kept


def take_over(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The receiving desk takes it over; its author hears so. Raises RuleBroken: "stale", "not_found", "not_yours", "undecided"."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    kept = moves.move(work, act, found, "take_over", told={"to": found.desk}, due=None)
    timers.cancel(work, kept.id, LATE, act.at)
    citizens.lies(work, act, kept, "taken_over")
    return kept


def hand_back(work: Work, act: Act, opinion_id: str, version: int, because: Because) -> Opinion:
    """The receiving desk is not competent either, for one of `returns.desk` and in its own words: back to the desk that it came from.
    The second time the superior of both desks is called, who decides for good.

    Raises RuleBroken: "reason_needed", "not_found" for another reason, "desk_closed" where nobody would see it, else as `take_over`."""
    found = moves.find(work, act, opinion_id, "opinion.triage", version=version)
    why = rulings.reason(act.province.rules.returns.desk, because)
    desk = desk_for(work, act, found, found.sender)
    called = rulings.called(work, act, "desk", (desk, found.desk)) if found.bounced + 1 >= SECOND else {"due": None}
    kept = moves.move(
        work, act, found, "hand_back", told={"from": found.desk, "to": desk, "reason": because.code}, desk=desk, sender=found.desk,
        bounced=found.bounced + 1, **called,
    )  # fmt: skip
    timers.cancel(work, kept.id, LATE, act.at)
    reasons.keep(work, kept.id, kept.version, why)
    if kept.ruling:
        citizens.lies(work, act, kept, "undecided")
        rulings.begin(work, act, kept)
    else:
        citizens.lies(work, act, kept, "handed_back")
        desks.passed_on(work, act, kept, "handed_back")
    return kept


def may_decide(work: Work, act: Act, opinion_id: str, version: int | None) -> Opinion:
    """An opinion whose desk this official must choose now. Raises RuleBroken: "stale", "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.decide_desk", version=version)
    if found.ruling != "desk":
        raise RuleBroken("stale", status=found.status)
    return found


def decide(work: Work, act: Act, opinion_id: str, version: int, unit: str) -> Opinion:
    """The superior says which desk deals with it; that desk cannot pass it on again. Author and desk hear so.

    Raises RuleBroken as `may_decide`; "not_found", "desk_closed" as `desk_for`."""
    found = may_decide(work, act, opinion_id, version)
    desk = found.desk if unit == found.desk else desk_for(work, act, found, unit)
    sender = found.sender if desk == found.desk else found.desk
    kept = moves.move(
        work, act, found, "decide", told={"to": desk}, desk=desk, sender=sender, due=None, ruling="", bounced=max(SECOND, found.bounced)
    )
    timers.cancel(work, kept.id, LATE, act.at)
    rulings.over(work, act, kept)
    citizens.lies(work, act, kept, "decided")
    desks.passed_on(work, act, kept, "decided")
    return kept


def late(work: Work, act: Act, timer: Timer) -> None:
    """Nobody took it over in time: the receiving desk and its leaders are told; when that does not help, the superior of both decides."""
    found = rows.get(work, timer.object)
    if found is None or found.status != "transferred" or found.ruling or str(micros(found.entered_at)) != timer.args["since"]:
        return
    if timer.args["step"] == "remind" and found.due and found.due > act.at:  # the calendar changed meanwhile
        timers.push(work, replace(timer, due=found.due))
    elif timer.args["step"] == "remind":
        desks.passed_on(work, act, found, "transfer_late", leaders=True)
        due = rulings.day_ends(act, act.province.rules.returns.overdue_days)
        args = timer.args | {"step": "decide"}
        timers.push(work, Timer(key=f"{timer.key}:decide", kind=LATE, due=due, object=found.id, args=args))
    else:
        kept = moves.edit(work, act, found, "transfer_late", told=None, **rulings.called(work, act, "desk", (found.sender, found.desk)))
        rulings.begin(work, act, kept)
