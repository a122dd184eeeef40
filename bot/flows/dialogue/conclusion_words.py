"""What is typed or sent for a conclusion: its number, day and signer, general words, the words of an item, a day, the signed paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.dialogue.concluding import NAME, Writing, hub, onward
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.notices import conclusion_cards as shown
from bot.notices.concluding import Notice
from bot.services import conclusions
from bot.talk.screen import Screen, column, say, screen
from bot.wording import dates
from storage import outbox
from storage.work import Work

_CANCEL: Final = "cancel"
_DONE: Final = "done"
_AFTER: Final = {"number": "day", "day": "signer"}
"""The head is asked for in one go."""
_GONE: Final = ("conclusion_out", "dialogue_phase", "not_found", "not_yours")


def _ask(work: Work, act: Act, draft: Writing) -> Screen:
    return screen(say("conclusion-ask", part=draft.part), rows=column(option("official-cancel", _CANCEL)))


def _take(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    """Words for the present part; a day is read first."""
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    text = answer.text
    if draft.part in ("day", "due"):
        day = dates.read(text, act.today)
        if day is None:
            return Stay(why=say("official-day_unread"))
        text = day.isoformat()
    try:
        _keep(work, act, draft, text)
    except RuleBroken as broken:
        if broken.code in _GONE:
            return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
        raise
    if (following := _AFTER.get(draft.part)) is not None:
        return Goto(step=following, draft=replace(draft, part=following))
    return _back(work, act, draft)


def _keep(work: Work, act: Act, draft: Writing, text: str) -> None:
    if draft.opinion:
        name = "day" if draft.part == "due" else draft.part
        conclusions.put(work, act, draft.conclusion, draft.opinion, **{name: text})
    else:
        name = "words" if draft.part == "general" else draft.part
        conclusions.write_head(work, act, draft.conclusion, **{name: text})


def _back(work: Work, act: Act, draft: Writing) -> Outcome:
    """To what comes next of the item, or to the whole, as a new message below what was typed."""
    one, dialogue = conclusions.find(work, act, draft.conclusion)
    outbox.drop_card(work, act.account, shown.card(dialogue.id))
    if not draft.opinion:
        return Done(screens=(hub(work, act, dialogue),))
    outcome = onward(work, act, Notice(conclusion=one, dialogue=dialogue), draft.opinion)
    if isinstance(outcome, Enter):  # what comes next is typed too
        return Goto(step=outcome.step or FLOW.first, draft=outcome.draft)
    return Done(screens=outcome.screens if isinstance(outcome, Keep) else (hub(work, act, dialogue),))


def _ask_file(work: Work, act: Act, draft: Writing) -> Screen:
    held = conclusions.signed(work, conclusions.find(work, act, draft.conclusion)[0])
    words = say("conclusion-files", n=len(held)) if draft.part == "file_more" else say("conclusion-ask", part=draft.part)
    return screen(words, rows=column(option("conclusion-file_done", _DONE), option("official-cancel", _CANCEL)))


def _take_file(work: Work, act: Act, draft: Writing, answer: Answer) -> Outcome:
    """Pages come one after another; the first of them takes the place of what was there."""
    if answer.choice in (_CANCEL, _DONE):
        return _back(work, act, draft)
    if not answer.media:
        return Stay()
    conclusions.attach(work, act, draft.conclusion, answer.media, more=draft.part == "file_more")
    return Goto(step="file", draft=replace(draft, part="file_more"))


FLOW: Final = Flow(
    name=NAME,
    draft=Writing,
    first="text",
    steps={
        "text": Step(show=_ask, take=_take),
        "number": Step(show=_ask, take=_take),
        "day": Step(show=_ask, take=_take),
        "signer": Step(show=_ask, take=_take),
        "file": Step(show=_ask_file, take=_take_file),
    },
)
