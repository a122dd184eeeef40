"""The conversation in which an answer is written: words, outcome, proof, a look at the whole, and `Hoàn thành`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer as Given
from bot.domain.opinions import Opinion
from bot.domain.statuses import OUTCOMES
from bot.domain.words import clean
from bot.flows.official import cards
from bot.flows.official.writing import CANCEL, STEPS, Writing, cancelled, files, keep_files, on, whole_text
from bot.flows.outcome import Answer, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import items
from bot.services import handling
from bot.talk.incoming import Media
from bot.talk.screen import Screen, column, say, screen
from bot.wording import dates
from storage.work import Work

NAME: Final = "official.answer"
_SAMPLE: Final = "sample"
_DOCUMENT: Final = 200
_SHOWN: Final = 1500  # characters of the answer in its review


def begin(act: Act, opinion: Opinion, before: Given | None) -> Enter:
    """Begin an answer, or take up the draft of this round at its review."""
    if before is None:
        return Enter(flow=NAME, draft=Writing(opinion=opinion.id, code=opinion.code, version=opinion.version, id=act.mint.id()))
    draft = Writing(
        opinion=opinion.id, code=opinion.code, version=opinion.version, id=act.mint.id(), before=before.id, text=before.text,
        outcome=before.outcome, promised=before.promised, document=before.document, no_proof=before.no_proof,
    )  # fmt: skip
    return Enter(flow=NAME, draft=draft, step="review")


def _kept(work: Work, act: Act, draft: Writing, media: tuple[Media, ...]) -> bool:
    return keep_files(work, act, files(work, draft), draft.id, media)


def _ask_text(work: Work, act: Act, draft: Writing) -> Screen:
    choices = [option("official-sample", _SAMPLE)] if act.province.templates else []
    return screen(say("official-ask-answer", code=draft.code), rows=column(*choices, option("official-cancel", CANCEL)))


def _take_text(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    if answer.choice == _SAMPLE:
        return Goto(step="kind", draft=draft)
    came = _kept(work, act, draft, answer.media)
    text = clean(answer.text, act.province.rules.draft.text_max)
    if not text:
        return Stay(why=say("official-files_kept", n=len(files(work, draft))) if came else say("broken-answer_needed"))
    return on(work, replace(draft, text=text))


def _ask_outcome(work: Work, act: Act, draft: Writing) -> Screen:
    choices = [option("official-outcome", one, outcome=one) for one in OUTCOMES]
    return screen(say("official-ask-outcome"), rows=column(*choices, option("official-cancel", CANCEL)))


def _take_outcome(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    if answer.choice not in OUTCOMES:
        return Stay(why=say("broken-outcome_needed"))
    return on(work, replace(draft, outcome=answer.choice, promised=""))


def _ask_date(work: Work, act: Act, draft: Writing) -> Screen:
    return screen(say("official-ask-promise"), rows=column(option("official-cancel", CANCEL)))


def _take_date(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    day = dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    if day <= act.today:
        raise RuleBroken("promise_past")
    return on(work, replace(draft, promised=day.isoformat()))


def _ask_proof(work: Work, act: Act, draft: Writing) -> Screen:
    return screen(say("official-ask-proof"), rows=column(option("official-no_proof", "none"), option("official-cancel", CANCEL)))


def _take_proof(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    match answer.choice:
        case "cancel":
            return cancelled(work, act, draft)
        case "none":
            return Goto(step="reason", draft=draft)
        case _:
            came = _kept(work, act, draft, answer.media)
            document = clean(answer.text, _DOCUMENT)
            if not came and not document:
                return Stay(why=say("broken-proof_needed"))
            return on(work, replace(draft, document=document or draft.document, no_proof=""))


def _ask_reason(work: Work, act: Act, draft: Writing) -> Screen:
    return screen(say("official-ask-no_proof"), rows=column(option("official-cancel", CANCEL)))


def _take_reason(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    if answer.choice == CANCEL:
        return cancelled(work, act, draft)
    if _kept(work, act, draft, answer.media):
        return on(work, draft)
    why = clean(answer.text, _DOCUMENT)
    if not why:
        raise RuleBroken("reason_needed")
    return on(work, replace(draft, no_proof=why, document=""))


def _show_review(work: Work, act: Act, draft: Writing) -> Screen:
    choices = [
        option("official-complete", "complete"),
        option("official-edit_text", "text"),
        option("official-edit_outcome", "outcome"),
        option("official-edit_proof", "proof"),
        option("official-cancel", CANCEL),
    ]
    shown = replace(draft, text=whole_text(work, act, draft))
    lines = items.answer_lines(work, _given(act, shown), limit=_SHOWN, files=len(files(work, draft)))
    return screen(say("card-review", code=draft.code), *lines, rows=column(*choices))


def _given(act: Act, draft: Writing) -> Given:
    return Given(
        id=draft.id, opinion=draft.opinion, round=0, text=draft.text, document=draft.document, no_proof=draft.no_proof,
        outcome=next(one for one in OUTCOMES if one == draft.outcome), promised=draft.promised, author=act.person, at=act.at,
    )  # fmt: skip


def _take_review(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    match answer.choice:
        case "complete":
            return _hand_in(work, act, draft)
        case "cancel":
            return cancelled(work, act, draft)
        case "text" | "outcome" | "proof":
            return Goto(step=answer.choice, draft=draft)
        case _:
            came = _kept(work, act, draft, answer.media)
            return Stay(why=None if came else say("official-review_press"))


def _hand_in(work: Work, act: Act, draft: Writing) -> Outcome:
    reply = handling.Reply(
        id=draft.id, text=draft.text, outcome=draft.outcome, promised=draft.promised, document=draft.document, no_proof=draft.no_proof
    )
    try:
        return cards.done(work, act, handling.draft(work, act, draft.opinion, draft.version, reply))
    except RuleBroken as broken:
        return cards.given_up(broken)


FLOW: Final = Flow(
    name=NAME,
    draft=Writing,
    first="text",
    steps={
        **STEPS,
        "text": Step(show=_ask_text, take=_take_text),
        "outcome": Step(show=_ask_outcome, take=_take_outcome),
        "date": Step(show=_ask_date, take=_take_date),
        "proof": Step(show=_ask_proof, take=_take_proof),
        "reason": Step(show=_ask_reason, take=_take_reason),
        "review": Step(show=_show_review, take=_take_review),
    },
)
