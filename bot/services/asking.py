"""Asking the author of an opinion for more: what is missing, the wait with its reminder, and going on with or without it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import typed
from bot.notices import answering, citizens, officials
from bot.services import moves
from storage import asked, people, timers, villagers
from storage import opinions as rows
from storage.asked import Asked
from storage.timers import Timer
from storage.work import Work

LONGEST: Final = 500  # characters of a question


def ask(work: Work, act: Act, opinion_id: str, version: int, question: str) -> Opinion:
    """Ask its author, and those whose opinions follow it, for what is missing; its clock stands still until one of them answers, an
    official goes on, or the days of the rules are over.

    The question reaches the author as it is typed, at once and without a leader's press: it is a question and no answer, so it must
    be neutral and hold nothing from inside the office. Raises RuleBroken: "words_needed", "words_long"; "asked_often" after
    `asking.times_max` questions; "nobody_to_ask" when its author was erased; "stale" (also while a question waits), "not_found",
    "not_yours"."""
    found = may_ask(work, act, opinion_id, version)
    rules = act.province.rules.asking
    one = Asked(
        opinion=found.id, n=asked.count(work, found.id) + 1, text=typed(question, LONGEST), person=act.person, came=found.status,
        due=found.due, entered_at=found.entered_at, at=act.at, ends=act.at + timedelta(days=rules.goes_on_days),
    )  # fmt: skip
    kept = moves.move(work, act, found, "ask_more", told={"n": str(one.n)}, due=None)
    asked.add(work, one)
    args = {"n": str(one.n), "ends": one.ends.isoformat()}
    remind = act.at + timedelta(days=rules.remind_days)
    timers.plan(work, Timer(key=f"more:{kept.id}:{one.n}:remind", kind="more_reminder", due=remind, object=kept.id, args=args))
    timers.plan(work, Timer(key=f"more:{kept.id}:{one.n}:over", kind="more_over", due=one.ends, object=kept.id, args=args))
    for each in _asked(work, kept, one):
        citizens.asked(work, act, each, one)
    if one.came == "sent":
        officials.refresh_new(work, act, kept.desk)
    return kept


def _asked(work: Work, lead: Opinion, one: Asked) -> list[Opinion]:
    """Everyone who wrote about it: its author, and those whose own words follow it; any of them may know what is missing."""
    return [lead, *(each for each in moves.together(work, lead, one.came) if not each.supporter)]


def may_ask(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """The opinion whose author may be asked now. Raises RuleBroken as `ask`, but for the words."""
    found = moves.find(work, act, opinion_id, "opinion.ask", version=version)
    if found.status == "more_asked":
        raise RuleBroken("stale", status=found.status)
    if not people.every_account(work, villagers.speaker(work, found)):
        raise RuleBroken("nobody_to_ask")
    limit = act.province.rules.asking.times_max
    if asked.count(work, found.id) >= limit:
        raise RuleBroken("asked_often", limit=limit)
    return found


def go_on(work: Work, act: Act, opinion_id: str, version: int) -> Opinion:
    """An official does not wait for the answer any longer; its author hears so. Raises RuleBroken: "stale", "not_found", "not_yours"."""
    found = moves.find(work, act, opinion_id, "opinion.ask", version=version)
    kept, waits = _resumed(work, act, found)
    for each in _asked(work, kept, waits):
        citizens.resumed(work, act, each, waits)
    return kept


def _resumed(work: Work, act: Act, opinion: Opinion) -> tuple[Opinion, Asked]:
    waits = asked.waiting(work, opinion.id)
    if waits is None:
        raise RuleBroken("stale", status=opinion.status)
    # The clock of the state goes on where it stood, so that asking again and again buries nothing.
    kept = moves.move(work, act, opinion, f"go_on_{waits.came}", entered_at=waits.entered_at + (act.at - waits.at))
    if waits.came == "sent":
        officials.refresh_new(work, act, kept.desk)
    return kept, waits


def answered(work: Work, act: Act, opinion: Opinion) -> Opinion:
    """Its author added something or moved it: the pause is over at once, and those who work on it hear that."""
    kept, waits = _resumed(work, act, opinion)
    answering.more_came(work, act, kept, waits.person, silent=False)
    return kept


def remind(work: Work, act: Act, timer: Timer) -> None:
    """The author has not answered yet: they hear the question once more."""
    found, waits = rows.get(work, timer.object), asked.waiting(work, timer.object)
    if found is not None and waits is not None and str(waits.n) == timer.args["n"]:
        for each in _asked(work, found, waits):
            citizens.asked(work, act, each, waits, again=True)


def over(work: Work, act: Act, timer: Timer) -> None:
    """Nobody answered within the days of the rules: it goes on with what there is; its author and those who work on it hear so."""
    found, waits = rows.get(work, timer.object), asked.waiting(work, timer.object)
    if found is None or waits is None or str(waits.n) != timer.args["n"]:
        return
    kept, _ = _resumed(work, act, found)
    for each in _asked(work, kept, waits):
        citizens.resumed(work, act, each, waits)
    answering.more_came(work, act, kept, waits.person, silent=True)
