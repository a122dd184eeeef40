"""The register of promises: made with an answer of `Có lộ trình`, asked for on its day, cleared, and confirmed by the citizens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.commitments import Commitment, Report, Word
from bot.domain.deadlines import add_working_days, at_local, before_working_days, end_of_working_day, local_day
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.domain.permissions import Action
from bot.domain.words import clean, typed
from bot.notices import promises
from bot.services import drafting, moves
from bot.talk.incoming import Media
from storage import attachments, journal, opinions, timers
from storage import commitments as rows
from storage.timers import Timer
from storage.work import Work

REMIND: Final = "promise_reminder"
ASK: Final = "promise_asked"
OVER: Final = "promise_over"
SILENCE: Final = "promise_silence"
_LONGEST: Final = 500
_DOCUMENT: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is reported as done: `id` owns its files."""

    id: str
    text: str
    document: str = ""
    no_proof: str = ""


def made(work: Work, act: Act, opinion: Opinion, answer: Answer) -> None:
    """An answer that promises a day was released: the promise is kept in mind from now on."""
    if answer.outcome != "scheduled" or not answer.promised or opinion.follows:
        return
    day = date.fromisoformat(answer.promised)
    one = Commitment(
        id=act.mint.id(), opinion=opinion.id, round=answer.round, desk=opinion.desk, agency=opinion.lead, first=day, day=day, state="open",
        at=act.at,
    )  # fmt: skip
    if rows.make(work, one):
        moves.note(work, act, opinion, "promise", day=answer.promised)
        _plan(work, act, one)


def taken_back(work: Work, act: Act, opinion: Opinion) -> None:
    """The release was called back before anyone heard of it: so is its promise."""
    one = rows.of(work, opinion.id, opinion.reopened)
    if one is not None:
        for kind in (REMIND, ASK, OVER):
            timers.cancel(work, one.id, kind, act.at)
        rows.drop(work, one.id)


def _plan(work: Work, act: Act, one: Commitment) -> None:
    rules, calendar = act.province.rules, act.province.calendar
    first = before_working_days(one.day, rules.commitment.remind_days, calendar)
    over = end_of_working_day(add_working_days(one.day, rules.commitment.grace_days, calendar), rules.hours)
    due = {REMIND: at_local(first, rules.commitment.ask_at), ASK: at_local(one.day, rules.commitment.ask_at), OVER: over}
    for kind, at in due.items():
        if at > act.at:
            key = f"{kind}:{one.id}:{one.day.isoformat()}"
            timers.plan(work, Timer(key=key, kind=kind, due=at, object=one.id, args={"day": one.day.isoformat()}))


def _due(work: Work, timer: Timer) -> tuple[Commitment, Opinion] | None:
    """The promise of a timer while it is still to be done on the day that the timer knows."""
    one = rows.get(work, timer.object)
    found = opinions.get(work, one.opinion) if one else None
    if one is None or found is None or not is_owed(one, found) or one.day.isoformat() != timer.args["day"]:
        return None
    return one, found


def is_owed(one: Commitment, opinion: Opinion) -> bool:
    """Whether it is still to be done: not where the opinion was opened again since."""
    return one.is_owed and opinion.reopened == one.round and opinion.phase in ("answered", "closed") and opinion.outcome == "scheduled"


def remind(work: Work, act: Act, timer: Timer) -> None:
    """Some days before: its agency is reminded."""
    if found := _due(work, timer):
        promises.near(work, act, *found)


def ask(work: Work, act: Act, timer: Timer) -> None:
    """On the day: its agency is asked, unless it spoke before."""
    found = _due(work, timer)
    if found and not _waits(work, found[0]):
        promises.asked(work, act, *found)


def _waits(work: Work, one: Commitment) -> bool:
    last = rows.last_report(work, one.id)
    return last is not None and last.state == "waiting"


def over(work: Work, act: Act, timer: Timer) -> None:
    """Nothing was heard: it counts as broken, leaders and the Front hear it. What waits to be cleared gets another day, and those who
    clear it hear so."""
    found = _due(work, timer)
    if found is None or found[0].state == "broken":
        return
    one, opinion = found
    if _waits(work, one):
        due = end_of_working_day(add_working_days(act.today, 1, act.province.calendar), act.province.rules.hours)
        timers.push(work, Timer(key=timer.key, kind=timer.kind, due=due, object=timer.object, args=timer.args))
        promises.reported(work, act, one, opinion, again=act.today.isoformat())
        return
    promises.broken(work, act, _kept(work, act, opinion, one, "promise_broken", why="silent", state="broken"), opinion)


def _kept(work: Work, act: Act, opinion: Opinion, one: Commitment, verb: str, *, why: str = "", **changes: object) -> Commitment:
    kept = rows.change(work, replace(one, **changes))  # type: ignore[arg-type]
    if kept is None:
        raise RuleBroken("stale", status="")
    moves.note(work, act, opinion, verb, day=kept.day.isoformat(), state=kept.state, **({"why": why} if why else {}))
    return kept


def find(work: Work, act: Act, commitment: str, action: Action, *, version: int | None = None) -> tuple[Commitment, Opinion]:
    """A promise and its opinion. Raises RuleBroken: "not_found", "not_yours"; "stale" where it changed since."""
    one = rows.get(work, commitment)
    if one is None:
        raise RuleBroken("not_found")
    found = moves.find(work, act, one.opinion, action)
    if version is not None and version != one.version:
        raise RuleBroken("stale", status="")
    return one, found


def _owed(work: Work, act: Act, commitment: str, version: int) -> tuple[Commitment, Opinion]:
    one, found = find(work, act, commitment, "opinion.work", version=version)
    if not is_owed(one, found):
        raise RuleBroken("promise_settled")
    return one, found


def done(work: Work, act: Act, commitment: str, version: int, given: Done) -> Commitment:
    """`Đã thực hiện xong`: with words and a proof as an answer needs; it waits to be cleared before a citizen is asked.

    Raises RuleBroken: "promise_settled", "words_needed", "words_long", "proof_needed", else as `find`."""
    one, found = _owed(work, act, commitment, version)
    text = typed(given.text, _LONGEST)
    if not (given.document or given.no_proof or attachments.of(work, given.id)):
        raise RuleBroken("proof_needed")
    report = Report(
        id=given.id, commitment=one.id, kind="done", text=text, document=clean(given.document, _DOCUMENT),
        no_proof=clean(given.no_proof, _LONGEST), author=act.person, at=act.at,
    )  # fmt: skip
    return _handed_in(work, act, found, one, report)


def check_day(act: Act, one: Commitment, day: date) -> None:
    """Raise RuleBroken: "promise_later" unless the day comes after today and after the one that holds, "promise_often" where it was
    put off as often as the rules allow."""
    limit = act.province.rules.commitment.max_postponed
    if one.postponed >= limit:
        raise RuleBroken("promise_often", limit=limit)
    if day <= max(act.today, one.day):
        raise RuleBroken("promise_later")


def later(work: Work, act: Act, commitment: str, version: int, *, day: date, why: str) -> Commitment:
    """`Chưa, hẹn lại`: a later day with its reason; it holds, and the citizens hear it, once it was cleared. Raises as `done` and
    `check_day`."""
    one, found = _owed(work, act, commitment, version)
    check_day(act, one, day)
    text = typed(why, _LONGEST)
    report = Report(id=act.mint.id(), commitment=one.id, kind="later", text=text, day=day.isoformat(), author=act.person, at=act.at)
    return _handed_in(work, act, found, one, report)


def _handed_in(work: Work, act: Act, opinion: Opinion, one: Commitment, report: Report) -> Commitment:
    rows.hand_in(work, report)
    kept = _kept(work, act, opinion, one, f"promise_{report.kind}")
    promises.reported(work, act, kept, opinion)
    return kept


def _clearing(work: Work, act: Act, commitment: str, version: int) -> tuple[Commitment, Opinion, Report]:
    one, found = find(work, act, commitment, "opinion.release", version=version)
    moves.clearing(work, act, found.id, found.version)
    report = rows.last_report(work, one.id)
    if report is None or report.state != "waiting" or not is_owed(one, found):
        raise RuleBroken("stale", status="")
    return one, found, report


def clear(work: Work, act: Act, commitment: str, version: int) -> Commitment:
    """`Duyệt, báo người dân`: a later day holds from now on; of what was done the citizens are asked whether it happened.

    Raises RuleBroken as `find`; "promise_later" where the later day came meanwhile."""
    one, found, report = _clearing(work, act, commitment, version)
    if report.kind == "later" and date.fromisoformat(report.day) <= act.today:
        raise RuleBroken("promise_later")
    rows.decide(work, report.id, "cleared", by=act.person, at=act.at)
    if report.kind == "later":
        kept = _kept(work, act, found, one, "promise_postponed", day=date.fromisoformat(report.day), postponed=one.postponed + 1)
        _plan(work, act, kept)
        promises.postponed(work, act, kept, found, report)
        return kept
    on_time = one.state == "open" and local_day(report.at) <= one.first
    kept = _kept(work, act, found, one, "promise_reported", state="kept" if on_time else "late")
    ends = act.at + timedelta(days=act.province.rules.commitment.reply_days)
    timers.plan(work, Timer(key=f"{SILENCE}:{report.id}", kind=SILENCE, due=ends, object=one.id, args={"report": report.id}))
    promises.done(work, act, kept, found, report)
    return kept


def undo(work: Work, act: Act, commitment: str, version: int) -> Commitment:
    """`Hoàn tác` of a clearing, before anyone heard of it: everything stands as when the report was handed in.

    Raises RuleBroken: "undo_late", else as `clear`."""
    one, found = find(work, act, commitment, "opinion.release", version=version)
    moves.clearing(work, act, found.id, found.version)
    report = rows.last_report(work, one.id)
    if report is None or report.decided_at is None or not promises.is_leaving(act, report):
        raise RuleBroken("undo_late")
    if not promises.unsent(work, report, report.decided_at):
        raise RuleBroken("undo_late")
    handed_in = [entry.facts for entry in journal.of(work, found.id) if entry.verb == f"promise_{report.kind}"][-1]
    rows.undecide(work, report.id)
    day, postponed = date.fromisoformat(handed_in["day"]), one.postponed - (report.kind == "later")
    return _kept(work, act, found, one, "promise_undo", day=day, state=handed_in["state"], postponed=postponed)


def send_back(work: Work, act: Act, commitment: str, version: int, why: str) -> Commitment:
    """The report does not clear: its writer reads why. Raises as `clear`, "words_needed", "words_long"."""
    one, found, report = _clearing(work, act, commitment, version)
    rows.decide(work, report.id, "back", by=act.person, at=act.at, answer=typed(why, _LONGEST))
    kept = _kept(work, act, found, one, "promise_back")
    promises.sent_back(work, act, kept, found, report)
    return kept


def said(work: Work, act: Act, report: str, opinion: str, word: Word, *, words: str = "", media: Sequence[Media] = ()) -> Opinion:
    """A citizen says whether it happened: the author, or one whose opinion follows it. `Chưa thực hiện` needs a sentence or a voice
    message, breaks the promise, and is told to those who answer for it.

    Raises RuleBroken: "not_found"; "promise_over" when nobody asks any more or they spoke before; "verdict_reason"."""
    found, one, lead = asked_of(work, act, report, opinion)
    if word == "not_done":
        if not words.strip() and not any(one.kind in ("voice", "audio", "video") for one in media):
            raise RuleBroken("verdict_reason")
        words = drafting.check_addition(work, act, opinion, words, media)
    if not rows.confirm(work, report, opinion, person=act.person, word=word, words=words, at=act.at):
        raise RuleBroken("promise_over", number=found.code)
    for piece in media:
        attachments.add(work, id=act.mint.id(), owner=opinion, account=act.account, channel=act.channel, media=piece, at=act.at)
    if word == "not_done":
        kept = _kept(work, act, lead, one, "promise_broken", why="citizen", state="broken", confirmed="", confirmed_at=None)
        promises.broken(work, act, kept, lead)
    elif one.state != "broken" and not one.confirmed:
        _kept(work, act, lead, one, "promise_confirmed", why="citizen", confirmed="citizen", confirmed_at=act.at)
    return found


def asked_of(work: Work, act: Act, report: str, opinion: str) -> tuple[Opinion, Commitment, Opinion]:
    """(the person's opinion, the promise, the opinion that it was made to) while they may say whether it happened. Raises as `said`."""
    found = moves.spoken(work, act, opinion)
    told = rows.report(work, report)
    one = rows.get(work, told.commitment) if told else None
    lead = opinions.get(work, one.opinion) if one else None
    if told is None or one is None or lead is None or lead.id not in (found.id, found.follows):
        raise RuleBroken("not_found")
    last = rows.last_report(work, one.id)
    ends = (told.decided_at or act.at) + timedelta(days=act.province.rules.commitment.reply_days)
    if told.kind != "done" or told.state != "cleared" or last is None or last.id != told.id or act.at >= ends:
        raise RuleBroken("promise_over", number=found.code)
    return found, one, lead


def silence(work: Work, act: Act, timer: Timer) -> None:
    """Nobody objected in time: that confirms it, counted apart."""
    one = rows.get(work, timer.object)
    last = rows.last_report(work, one.id) if one else None
    lead = opinions.get(work, one.opinion) if one else None
    if one and lead and last and last.id == timer.args["report"] and one.state in ("kept", "late") and not one.confirmed:
        _kept(work, act, lead, one, "promise_confirmed", why="silence", confirmed="silence", confirmed_at=act.at)
