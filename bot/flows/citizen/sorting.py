"""Loose words of someone whose opinion is being worked on: an addition to it, a new one, or nothing. The words wait in the draft."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.flows import menu
from bot.flows.citizen import route
from bot.flows.citizen.forms import Sorting
from bot.flows.citizen.judging import judge
from bot.flows.citizen.taking import piece_of, take_in
from bot.flows.outcome import Answer, Done, Flow, Outcome, Stay, Step, option
from bot.services import drafting, opinions
from bot.talk.screen import Button, Screen, button, column, say, screen
from storage import attachments, drafts
from storage import opinions as rows
from storage.work import Work


def show(work: Work, act: Act, form: Sorting) -> Screen:
    """`Bổ sung vào YK-…`, `Ý kiến mới`, `Hủy`; for a reply to an answer, the verdicts that need words."""
    buttons: list[Button] = []
    for one in _meant(work, act, form):
        if opinions.is_live(one) and not one.supporter:
            buttons.append(option("button-add-to", f"add:{one.id}", code=one.code))
        elif one.status == "answered":
            buttons += [
                option("button-dissatisfied", f"dissatisfied:{one.id}:{one.reopened}"),
                option("button-not_done", f"not_done:{one.id}:{one.reopened}"),
            ]
    return screen(say("sort-ask"), rows=column(*buttons, option("button-new", "new"), option("button-cancel", "drop")))


def _meant(work: Work, act: Act, form: Sorting) -> list[Opinion]:
    found = rows.get(work, form.opinion) if form.opinion else None
    return [found] if found is not None and found.author == act.person else opinions.live(work, act)


def take(work: Work, act: Act, form: Sorting, answer: Answer) -> Outcome:
    """Give the words to where they belong."""
    what, _, rest = answer.choice.partition(":")
    match what:
        case "add":
            kept = opinions.add_draft(work, act, rest)
            done = say("opinion-added", code=kept.code)
            return Done(screens=(screen(done, rows=column(button("button-open", "opinion", kept.id), button("button-menu", "menu"))),))
        case "dissatisfied" | "not_done":
            return _judged(work, act, what, rest)
        case "new":
            return route.go_on(work, act)
        case "drop":
            drafting.drop(work, act)
            return Done(screens=(menu.shown(work, act, say("draft-dropped")),))
        case _:
            return Stay() if answer.contact else take_in(work, act, piece_of(answer))


def _judged(work: Work, act: Act, verdict: str, rest: str) -> Outcome:
    """The words that wait are the reason."""
    opinion, _, number = rest.partition(":")
    draft = drafts.get(work, act.account)
    words = draft.text if draft else ""
    spoken = draft is not None and any(one.kind == "voice" for one in attachments.of(work, draft.id))
    outcome = judge(work, act, opinion, number=int(number), verdict=verdict, words=words or ("🎤" if spoken else ""))
    if draft is not None:
        attachments.give(work, draft.id, opinion)
        drafting.close(work, act, draft)
    return outcome


FLOW: Final = Flow(name="sort", draft=Sorting, first="which", steps={"which": Step(show=show, take=take)})
