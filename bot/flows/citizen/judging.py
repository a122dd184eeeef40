"""The verdict on an answer: one tap when content, a sentence or a voice message when not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, cast

from bot.domain.act import Act
from bot.domain.words import words as words_of
from bot.flows.citizen import route
from bot.flows.citizen.forms import Judging
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, Toast
from bot.notices import citizens
from bot.services import agenda, ratings
from bot.talk.incoming import Media
from bot.talk.screen import Screen, button, column, say, screen
from storage.work import Work

_UNHAPPY: Final = ("dissatisfied", "not_done")
_SENTENCE: Final = 2
"""Fewer words than this give no reason."""


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """A verdict's button: (verdict, opinion, round). The service checks round and window, not the button."""
    verdict, opinion, number = (*args, "", "", "")[:3]
    if not number.isascii() or not number.isdigit() or verdict not in (*_UNHAPPY, "satisfied"):
        return Toast(words=say("button-old"))
    if verdict == "satisfied":
        kept = ratings.satisfied(work, act, opinion, int(number))
        return Keep(screens=(screen(say("verdict-satisfied", code=kept.code)),))
    ratings.judged(work, act, opinion, int(number))
    return Enter(
        flow="judge", draft=Judging(opinion=opinion, round=int(number), verdict=cast("Literal['dissatisfied', 'not_done']", verdict))
    )


def show(work: Work, act: Act, form: Judging) -> Screen:
    """Why."""
    return screen(say(f"verdict-why-{form.verdict}"), rows=column(route.leave()))


def take(work: Work, act: Act, form: Judging, answer: Answer) -> Outcome:
    """A sentence or a voice message; pictures may come along."""
    spoken = any(one.kind in ("voice", "audio", "video") for one in answer.media)
    if not spoken and len(words_of(answer.text)) < _SENTENCE:
        return Stay(why=say("broken-verdict_reason"))
    return judge(
        work, act, form.opinion, number=form.round, verdict=form.verdict, words=answer.text, media=answer.media
    )  # fmt: skip


def judge(
    work: Work, act: Act, opinion: str, *, number: int, verdict: str, words: str, media: Sequence[Media] = ()
) -> Outcome:  # fmt: skip
    """Give the verdict and say what follows: opened again, or which ways are left."""
    kept = ratings.dissatisfied(work, act, opinion, number, "not_done" if verdict == "not_done" else "dissatisfied", words, media=media)
    rows = column(button("button-open", "opinion", kept.id), button("button-menu", "menu"))
    if kept.status == "reopened":
        agency = act.province.agencies.find(kept.lead)
        done = say("verdict-reopened", code=kept.code, agency=agency.name if agency else act.province.office.body)
    elif kept.supporter:
        done = say("verdict-counted", code=kept.code)
    else:
        done = say("verdict-last", code=kept.code, times=kept.reopened)
    again = agenda.dialogue_of(work, kept.id)
    lines = (done, citizens.agenda_line(act, kept, again[1])) if again else (done,)
    return Done(screens=(screen(*lines, rows=rows),))


FLOW: Final = Flow(name="judge", draft=Judging, first="why", steps={"why": Step(show=show, take=take)})
