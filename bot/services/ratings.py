"""What its author thinks of an answer: satisfied, dissatisfied, not done; or silence, which closes it too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import end_of_working_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion, is_leaving
from bot.domain.statuses import Verdict
from bot.notices import citizens, officials
from bot.services import agenda, commitments, drafting, moves, triage
from bot.talk.incoming import Media
from storage import answers, attachments, kept, outbox, timers, villagers
from storage import commitments as promises
from storage import opinions as rows
from storage.timers import Timer
from storage.work import Work

_LATE: Final = timedelta(days=1)  # what waited no longer than a night was heard in time


def judged(work: Work, act: Act, opinion: str, round: int) -> Opinion:
    """An opinion whose author, or whoever wrote it down while its author has not come for it, may judge the answer of this round now.

    Raises RuleBroken: "not_found"; "verdict_over" when it is not answered (any more, or not yet for its author), when a newer answer
    came or a verdict is there;
    "verdict_late" after the window of the rules."""
    found = moves.spoken(work, act, opinion)
    answered = found.status == "answered" and found.reopened == round and not is_leaving(found, act.at, act.province.rules)
    if not answered or answers.verdict_of(work, opinion, round) is not None:
        raise RuleBroken("verdict_over", number=found.code)
    waits = timers.waiting(work, f"verdict:{found.id}:{found.reopened}")
    if act.at >= max(found.entered_at + _window(act), waits.due if waits else found.entered_at):
        raise RuleBroken("verdict_late", days=act.province.rules.verdict.window_days)
    return found


def _window(act: Act) -> timedelta:
    return timedelta(days=act.province.rules.verdict.window_days)


def _ends(work: Work, act: Act, opinion: Opinion) -> datetime:
    """When the window ends as it looks now: it begins with the answer, or when its author hears it at last, and is not put off for ever."""
    if kept.unheard(work, villagers.speaker(work, opinion), opinion.id):
        longest = opinion.entered_at + timedelta(days=act.province.rules.verdict.unheard_days)
        return max(opinion.entered_at + _window(act), min(act.at + _window(act), longest))
    heard = outbox.left_at(work, f"answered:{opinion.id}:") or opinion.entered_at
    return (heard if heard - opinion.entered_at > _LATE else opinion.entered_at) + _window(act)


def satisfied(work: Work, act: Act, opinion: str, round: int) -> Opinion:
    """The author is content: it is closed. Raises as `judged` does."""
    found = judged(work, act, opinion, round)
    _rate(work, act, found, "satisfied", "")
    closed = moves.move(work, act, found, "satisfied", closed_as="satisfied")
    if not closed.supporter:  # counted on the card of the opinion that they support
        officials.verdict_given(work, act, closed)
    return closed


def dissatisfied(work: Work, act: Act, opinion: str, round: int, verdict: Verdict, words: str, *, media: Sequence[Media] = ()) -> Opinion:  # noqa: PLR0917  fmt: skip
    """The author is not content, or says that nothing was done: it goes back to the agency that leads it, with a new due date.

    A reason is needed, written or spoken. The second time the unit's next dialogue hears it. Where its author reopened it as often as
    the rules allow, the verdict is kept and it stays answered: the caller reads that from the status. So does that of whoever only
    supports an opinion: it is counted and shown, and opens nothing.
    Raises as `judged` does, and "verdict_reason"."""
    found = judged(work, act, opinion, round)
    if not words.strip() and not any(one.kind in ("voice", "audio", "video") for one in media):
        raise RuleBroken("verdict_reason")
    words = drafting.check_addition(work, act, opinion, words, media)
    for one in media:
        attachments.add(work, id=act.mint.id(), owner=opinion, account=act.account, channel=act.channel, media=one, at=act.at)
    before = answers.rejections(work, opinion)
    _rate(work, act, found, verdict, words)
    if found.supporter:
        return found
    stands = found if before >= act.province.rules.verdict.max_reopens else _reopened(work, act, found, verdict)
    if before == 1:
        agenda.again(work, act, stands)
    return stands


def _reopened(work: Work, act: Act, found: Opinion, verdict: Verdict) -> Opinion:
    due = end_of_working_day(triage.default_due(act, found.field), act.province.rules.hours)
    told = {"verdict": verdict, "round": str(found.reopened)}
    again = moves.move(work, act, found, "reopen", told=told, reopened=found.reopened + 1, due=due, outcome="")
    officials.verdict_given(work, act, again)
    return again


def _rate(work: Work, act: Act, opinion: Opinion, verdict: Verdict, words: str) -> None:
    via: answers.Via = "" if opinion.author == act.person else "enterer"
    if not answers.rate(
        work, opinion=opinion.id, round=opinion.reopened, verdict=verdict, words=words, person=act.person, at=act.at, via=via
    ):
        raise RuleBroken("verdict_over", number=opinion.code)
    moves.note(work, act, opinion, "verdict", verdict=verdict, round=str(opinion.reopened), via=via)


def close_silent(work: Work, act: Act, timer: Timer) -> None:
    """The window is over: what is still answered is closed, as `no_reply`, or as the verdict that could not reopen it any more.

    Nobody is silent about an answer that did not reach them: their window begins when it does."""
    found = rows.get(work, timer.object)
    if found is None or found.status != "answered" or str(found.reopened) != timer.args.get("round"):
        return
    ends = _ends(work, act, found)
    if act.at < ends:  # released again after an undo, or heard late: its window began later
        timers.push(work, Timer(key=timer.key, kind=timer.kind, due=ends, object=timer.object, args=timer.args))
        return
    given = answers.verdict_of(work, found.id, found.reopened)
    closed = moves.move(work, act, found, "silence", closed_as=given or "no_reply")
    citizens.closed(work, act, closed, promised=_owed(work, found))


def _owed(work: Work, opinion: Opinion) -> date | None:
    """The day that was promised with the answer, of it or of the one that it follows, while that is still to be done."""
    lead = rows.get(work, opinion.follows) if opinion.follows else opinion
    one = promises.of(work, lead.id, lead.reopened) if lead else None
    return one.day if one and lead and commitments.is_owed(one, lead) else None
