"""What was promised: the citizen says whether it happened, with a sentence or a voice message when it did not."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.words import words as words_of
from bot.flows.citizen import route
from bot.flows.citizen.forms import OnReport
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step
from bot.services import commitments
from bot.talk.screen import Screen, button, column, say, screen
from storage.work import Work

_SENTENCE: Final = 2
"""Fewer words than this tell nothing."""


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Đã thực hiện` and `Chưa thực hiện`: (word, report, opinion). The service checks who may say it and until when."""
    word, report, opinion = (*args, "", "", "")[:3]
    if word == "done":
        kept = commitments.said(work, act, report, opinion, "done")
        return Keep(screens=(screen(say("promise-thanks", code=kept.code)),))
    commitments.asked_of(work, act, report, opinion)
    return Enter(flow="promise", draft=OnReport(report=report, opinion=opinion))


def show(work: Work, act: Act, form: OnReport) -> Screen:
    """What is missing."""
    return screen(say("verdict-why-not_done"), rows=column(route.leave()))


def take(work: Work, act: Act, form: OnReport, answer: Answer) -> Outcome:
    """A sentence or a voice message; pictures may come along."""
    spoken = any(one.kind in ("voice", "audio", "video") for one in answer.media)
    if not spoken and len(words_of(answer.text)) < _SENTENCE:
        return Stay(why=say("broken-verdict_reason"))
    kept = commitments.said(work, act, form.report, form.opinion, "not_done", words=answer.text, media=answer.media)
    rows = column(button("button-open", "opinion", kept.id), button("button-menu", "menu"))
    return Done(screens=(screen(say("promise-noted", code=kept.code), rows=rows),))


FLOW: Final = Flow(name="promise", draft=OnReport, first="why", steps={"why": Step(show=show, take=take)})
