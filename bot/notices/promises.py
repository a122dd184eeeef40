"""What is said about promises: the card of one, who is reminded, asked and told, and what the citizens are asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.commitments import Commitment, Report
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.permissions import is_clearing, is_permitted
from bot.domain.words import shorten
from bot.notices import citizens, dossier, followers, front, items, officials, supervised, tell
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import answers, attachments, commitments, grants, outbox, people
from storage.work import Work

_LONG: Final = 300


def name(one: Commitment) -> str:
    """The name of a promise's live card."""
    return f"promise:{one.id}"


def keys(report: Report) -> str:
    """How the outbox keys of all that a cleared report tells begin."""
    return f"promise:{report.id}:"


def unsent(work: Work, report: Report, since: datetime) -> bool:
    """Take back what a cleared report told, while nothing of it has left."""
    return outbox.unsend(work, keys(report), since)


def is_leaving(act: Act, report: Report) -> bool:
    """Whether what a cleared report tells can still be called back."""
    until = timedelta(seconds=act.province.rules.release.undo_seconds)
    return report.state == "cleared" and report.decided_at is not None and act.at < report.decided_at + until


def card(work: Work, act: Act, one: Commitment, opinion: Opinion, *, person: str, why: Words | None = None) -> Screen:
    """A promise as an official reads it, with what this one may do about it now."""
    held = grants.of_person(work, person)
    report = commitments.last_report(work, one.id)
    lines = [*((why,) if why else ()), *_facts(act, one, opinion)]
    answer = answers.answered(work, opinion.id, one.round)
    if answer:
        lines.append(say("card-item-answer", text=shorten(answer.text, _LONG)))
    if report:
        lines += _report(work, report, veiled=supervised.is_veiled(act, opinion, held))
    return screen(
        *lines,
        rows=column(*_buttons(act, one, opinion, report, held, files=bool(report and attachments.of(work, report.id)))),
        card=name(one),
    )


def _facts(act: Act, one: Commitment, opinion: Opinion) -> list[Words]:
    lines = [
        say("card-promise", code=opinion.code, state=dossier.promise_state(act, one), unit=items.unit_name(act, opinion.unit)),
        say("card-promise-agency", agency=items.agency_name(act, one.agency)),
        say("card-promise-day", day=one.day),
    ]
    if one.postponed:
        lines.append(say("card-promise-first", day=one.first, n=one.postponed))
    return lines


def reported_line(report: Report, *, veiled: bool) -> Words:
    """What an agency said of its promise, and whether that was cleared."""
    text = dossier.said(report.text, veiled=veiled)
    if report.kind == "later":
        return say("card-promise-later", state=report.state, day=date.fromisoformat(report.day), text=text)
    return say("card-promise-done", state=report.state, text=text)


def _report(work: Work, report: Report, *, veiled: bool) -> list[Words]:
    lines = [reported_line(report, veiled=veiled), *(_proof(work, report) if report.kind == "done" else ())]
    if report.answer:
        lines.append(say("card-promise-back", text=shorten(report.answer, _LONG)))
    words = commitments.confirmations(work, report.id)
    if words:
        yes = sum(word == "done" for word, _ in words)
        lines.append(say("card-promise-said", yes=yes, no=len(words) - yes))
        lines += [say("card-promise-no", text=dossier.said(text, veiled=veiled)) for word, text in words if word == "not_done" and text][
            -2:
        ]
    return lines


def _proof(work: Work, report: Report) -> list[Words]:
    lines = []
    if report.document:
        lines.append(say("card-item-document", document=report.document))
    if files := len(attachments.of(work, report.id)):
        lines.append(say("card-item-proof", n=files))
    if report.no_proof:
        lines.append(say("card-item-no_proof", why=report.no_proof))
    return lines


def _buttons(act: Act, one: Commitment, opinion: Opinion, report: Report | None, held: Sequence[Grant], *, files: bool) -> list[Button]:
    units, found = act.province.units, list[Button]()
    about = (one.id, str(one.version))
    waits = report is not None and report.state == "waiting"
    clears = is_clearing(held, opinion.thing, units, act.province.rules.release.clears)
    if report is not None and is_leaving(act, report) and clears:
        found.append(button("official-undo", "promise", "undo", *about))
    if one.is_owed and opinion.reopened == one.round and opinion.outcome == "scheduled":
        if waits and clears:
            found += [button("promise-clear", "promise", "clear", *about), button("official-do-send_back", "promise", "back", *about)]
        if is_permitted(held, "opinion.work", opinion.thing, units):
            found += [button("promise-done", "promise", "done", *about), button("promise-later", "promise", "later", *about)]
    if report is not None and files:
        found.append(button("official-files", "promise", "files", *about))
    return [*found, button("promise-opinion", "item", "open", opinion.id)]


def _bring(work: Work, act: Act, one: Commitment, opinion: Opinion, persons: Sequence[str], *, event: str, again: str = "") -> None:
    """The card as a new message to each, once for an event; `again` names a repetition."""
    for person in officials.others(act, persons):
        if account := people.reach(work, person):
            outbox.drop_card(work, account, name(one))
            shown = card(work, act, one, opinion, person=person, why=say(f"notice-promise_{event}"))
            tell.tell(work, act, person, shown, key=f"promise_{event}:{one.id}:{one.version}:{again}:{person}", about=opinion.id)


def near(work: Work, act: Act, one: Commitment, opinion: Opinion) -> None:
    """The day comes near: the agency is reminded, and those that help it."""
    _bring(work, act, one, opinion, _agency(work, act, opinion), event="near")


def asked(work: Work, act: Act, one: Commitment, opinion: Opinion) -> None:
    """It is the day: the agency is asked whether it was done."""
    _bring(work, act, one, opinion, _agency(work, act, opinion), event="asked")


def _agency(work: Work, act: Act, opinion: Opinion) -> list[str]:
    return officials.carriers(work, act, opinion) or officials.holding(work, "officer", opinion.desk)


def reported(work: Work, act: Act, one: Commitment, opinion: Opinion, *, again: str = "") -> None:
    """Those who clear answers clear what is said of promises too; `again` names the day on which they are told once more."""
    _bring(work, act, one, opinion, officials.clearing(work, act, opinion), event="reported", again=again)


def sent_back(work: Work, act: Act, one: Commitment, opinion: Opinion, report: Report) -> None:
    """Whoever wrote a report gets it back, or the agency where they hold no office any more."""
    persons = [report.author] if grants.of_person(work, report.author) else _agency(work, act, opinion)
    _bring(work, act, one, opinion, persons, event="back")


def broken(work: Work, act: Act, one: Commitment, opinion: Opinion) -> None:
    """It was not kept: the leaders of the desk, the Front of the area and the agency hear it."""
    persons = [
        *officials.holding(work, "leader", opinion.desk), *front.supervisors(work, act, opinion), *_agency(work, act, opinion)
    ]  # fmt: skip
    _bring(work, act, one, opinion, persons, event="broken")


def postponed(work: Work, act: Act, one: Commitment, opinion: Opinion, report: Report) -> None:
    """The later day holds: the citizens hear it with its reason, which was cleared, and whoever asked for it."""
    due = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    for each in (opinion, *followers.sharing(work, opinion)):
        shown = screen(say("notice-promise_later", code=each.code, day=one.day), say("notice-promise_later-why", why=report.text))
        citizens.result(work, act, each, shown, key=f"{keys(report)}{each.id}", due=due)
    _answer(work, act, one, opinion, report, due=due)


def _answer(work: Work, act: Act, one: Commitment, opinion: Opinion, report: Report, *, due: datetime) -> None:
    """Whoever reported hears with the citizens that it was cleared."""
    account = people.reach(work, report.author)
    if account and report.author != act.person:
        outbox.drop_card(work, account, name(one))
        shown = card(work, act, one, opinion, person=report.author, why=say("notice-promise_cleared"))
        tell.tell(work, act, report.author, shown, key=f"{keys(report)}card", due=due, about=opinion.id)


def done(work: Work, act: Act, one: Commitment, opinion: Opinion, report: Report) -> None:
    """It was reported done and that was cleared: each citizen is asked whether it happened."""
    due = act.at + timedelta(seconds=act.province.rules.release.undo_seconds)
    files = tuple(piece.id for piece in attachments.of(work, report.id))
    agency = act.province.called(one.agency)
    for each in (opinion, *followers.sharing(work, opinion)):
        about = (report.id, each.id)
        choices = (button("promise-yes", "promise.said", "done", *about), button("button-not_done", "promise.said", "not_done", *about))
        lines = [say("notice-promise_done", code=each.code, agency=agency), say("notice-answered-text", text=report.text)]
        if report.document:
            lines.append(say("notice-answered-document", document=report.document))
        if report.no_proof:
            lines.append(say("notice-answered-no_proof", why=report.no_proof))
        lines.append(say("notice-promise_ask", days=act.province.rules.commitment.reply_days))
        citizens.result(work, act, each, screen(*lines, rows=column(*choices), files=files), key=f"{keys(report)}{each.id}", due=due)
    _answer(work, act, one, opinion, report, due=due)
