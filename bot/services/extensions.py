"""More time for an opinion: its handler asks, the one who clears its answer decides, its author hears the new day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, end_of_working_day, local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import typed
from bot.notices import citizens, extending
from bot.services import moves
from storage import extensions
from storage.extensions import Extension
from storage.work import Work

_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for: the new day, a code of `extension.reasons`, and the reason in the asker's own words."""

    day: date
    reason: str
    words: str


def due_of(opinion: Opinion) -> date:
    """The day on which it is due. Raises RuleBroken("stale") where it is not: nobody works on it."""
    if opinion.due is None or opinion.status not in ("in_progress", "reopened"):
        raise RuleBroken("stale", status=opinion.status)
    return local_day(opinion.due)


def latest(act: Act, opinion: Opinion) -> date:
    """The last day that may be asked for."""
    return add_working_days(max(due_of(opinion), act.today), act.province.rules.extension.max_days, act.province.calendar)


def check(work: Work, act: Act, opinion: Opinion) -> None:
    """Whether more time may be asked for now.

    Raises RuleBroken: "stale"; "extension_waits" while a request waits; "extension_often" after `extension.max_times` in this round."""
    due_of(opinion)
    if current(work, opinion) is not None:
        raise RuleBroken("extension_waits")
    limit = act.province.rules.extension.max_times
    if extensions.granted(work, opinion.id, opinion.reopened) >= limit:
        raise RuleBroken("extension_often", limit=limit)


def check_day(act: Act, opinion: Opinion, day: date) -> date:
    """The working day that is meant. Raises RuleBroken: "extension_early" unless it lies after the present one, "extension_far"."""
    day = add_working_days(day, 0, act.province.calendar)
    if day <= due_of(opinion) or day < act.today:
        raise RuleBroken("extension_early")
    if day > latest(act, opinion):
        raise RuleBroken("extension_far", limit=act.province.rules.extension.max_days)
    return day


def current(work: Work, opinion: Opinion) -> Extension | None:
    """The request that waits, of those who carry it now."""
    found = extensions.waiting(work, opinion.id)
    return found if found and (found.round, found.agency) == (opinion.reopened, opinion.lead) else None


def ask(work: Work, act: Act, opinion_id: str, version: int, wish: Wish) -> Opinion:
    """`Xin gia hạn`. Raises RuleBroken as `check` and `check_day`; "words_needed", "words_long"; "not_found" for an unknown
    reason's code."""
    found = moves.find(work, act, opinion_id, "opinion.work", version=version)
    check(work, act, found)
    day = check_day(act, found, wish.day)
    words = typed(wish.words, _LONGEST)
    if wish.reason not in act.province.rules.extension.reasons:
        raise RuleBroken("not_found")
    if (old := extensions.waiting(work, found.id)) is not None:  # asked by an agency that carries it no more
        extensions.decide(work, old.id, "lapsed", by="", at=act.at)
    extensions.ask(
        work,
        Extension(
            id=act.mint.id(), opinion=found.id, round=found.reopened, agency=found.lead, day=day.isoformat(), reason=wish.reason,
            words=words, state="asked", asked_by=act.person, asked_at=act.at,
        ),
    )  # fmt: skip
    kept = moves.edit(work, act, found, "extension_ask", told={"day": day.isoformat(), "reason": wish.reason})
    extending.asked(work, act, kept)
    return kept


def _waiting(work: Work, act: Act, opinion_id: str, version: int) -> tuple[Opinion, Extension]:
    found = moves.clearing(work, act, opinion_id, version)
    wish = current(work, found)
    if wish is None or found.phase != "working":
        raise RuleBroken("stale", status=found.status)
    return found, wish


def grant(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The new day holds: journaled, the asker and the author hear it, the author only the reason's code.

    Raises RuleBroken: "stale", "not_yours"; "extension_early" where the day came meanwhile."""
    found, wish = _waiting(work, act, opinion_id, version)
    day = date.fromisoformat(wish.day)
    if day < act.today:
        raise RuleBroken("extension_early")
    extensions.decide(work, wish.id, "granted", by=act.person, at=act.at)
    told = {"came": found.due.isoformat() if found.due else "", "day": wish.day, "reason": wish.reason}
    kept = moves.edit(work, act, found, "extend", told=told, due=end_of_working_day(day, act.province.rules.hours))
    extending.decided(work, act, kept, wish.asked_by, granted=True)
    citizens.extended(work, act, kept, day, wish)
    return kept


def decline(work: Work, act: Act, opinion_id: str, version: int, answer: str) -> Opinion:
    """The day stays; the asker hears why. Raises RuleBroken as `grant`, "words_needed", "words_long"."""
    found, wish = _waiting(work, act, opinion_id, version)
    words = typed(answer, _LONGEST)
    extensions.decide(work, wish.id, "declined", by=act.person, at=act.at, answer=words)
    kept = moves.edit(work, act, found, "extension_decline", told={"day": wish.day})
    extending.decided(work, act, kept, wish.asked_by, granted=False)
    return kept
