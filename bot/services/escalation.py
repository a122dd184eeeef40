"""Climbing the ladder: nobody dealt with an opinion in time, so the next ones hear of it, and own it where the rule says so."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import escalation
from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.rules import Rung
from bot.notices import officials, reminding
from bot.services import clocks, moves
from storage import opinions as rows
from storage import timers
from storage.timers import Timer
from storage.work import Work


def climb(work: Work, act: Act, timer: Timer) -> None:
    """A rung's moment has come: told once, journaled, and the next one waits. One that no longer fits where it stands does nothing."""
    opinion = rows.get(work, timer.object)
    unit = act.province.units.find(opinion.desk) if opinion else None
    if opinion is None or unit is None:
        return
    ladder = escalation.ladder(opinion, unit.level, act.province.rules, act.province.calendar)
    stands = next(((moment, one) for moment, one in ladder if escalation.key(one, opinion) == timer.key), None)
    if stands is not None and stands[0] > act.at:  # the calendar changed meanwhile
        timers.push(work, replace(timer, due=stands[0]))
        return
    clocks.replan(work, act, _raised(work, act, opinion, stands[1]) if stands else opinion)


def _raised(work: Work, act: Act, opinion: Opinion, rung: Rung) -> Opinion:
    """Tell those whom the rung names; the desk above takes it over where the rung says so and there is one with an officer."""
    persons, told = reminding.persons(work, act, opinion, rung)
    facts = {"rung": rung.name, "told": ",".join(told)}
    above = act.province.units.get(opinion.desk).parent
    desk = moves.desk_of(work, act, above) if rung.moves and above else ""
    if desk:
        facts |= {"came": opinion.desk, "goes": desk}
        kept = moves.edit(work, act, opinion, "escalate", told=facts, desk=desk, sender=opinion.desk, entered_at=act.at)
        officials.refresh_new(work, act, opinion.desk)
        officials.new_opinion(work, act, kept)
    else:
        kept = opinion
        moves.note(work, act, kept, "escalate", **facts)
    reminding.tell(work, act, kept, rung, persons)
    return kept
