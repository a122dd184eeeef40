"""What an official types about an opinion: a reason, a due date, the right commune."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import Action
from bot.flows.official import cards
from bot.flows.outcome import Answer, Done, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import items
from bot.services import handling, moves, triage
from bot.talk.screen import Screen, column, say, screen
from bot.wording import dates
from storage.work import Work

_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a draft answer goes back to its writer."""

    opinion: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A due date that is typed; `day` is what was understood, as ISO text."""

    opinion: str
    version: int
    agency: str
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The right commune: `found` are the codes that were understood."""

    opinion: str
    version: int
    found: tuple[str, ...] = ()


def _gone(work: Work, act: Act, opinion: str, action: Action = "opinion.read") -> Opinion | Done:
    """The opinion, or the end of the conversation where it is no longer theirs."""
    try:
        return moves.find(work, act, opinion, action)
    except RuleBroken as broken:
        return cards.given_up(broken)


def back(work: Work, act: Act, opinion: str) -> Done:
    """`Hủy`: nothing happens, the card comes again."""
    found = _gone(work, act, opinion)
    return found if isinstance(found, Done) else cards.done(work, act, found)


def _ask_reason(work: Work, act: Act, draft: Reason) -> Screen:
    return screen(say("official-ask-send_back"), rows=column(option("official-cancel", _CANCEL)))


def _take_reason(work: Work, act: Act, draft: Reason, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return back(work, act, draft.opinion)
    try:
        return cards.done(work, act, handling.send_back(work, act, draft.opinion, draft.version, answer.text))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _ask_day(work: Work, act: Act, draft: Due) -> Screen:
    return screen(say("official-ask-day"), rows=column(option("official-cancel", _CANCEL)))


def _take_day(work: Work, act: Act, draft: Due, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return back(work, act, draft.opinion)
    day = dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    return Goto(step="sure", draft=replace(draft, day=triage.due_day(act, day).isoformat()))


def _ask_due(work: Work, act: Act, draft: Due) -> Screen:
    words = say("official-ask-due", agency=items.agency_name(act, draft.agency), day=date.fromisoformat(draft.day))
    choices = [option("official-do-assign", "yes"), option("official-other_day", "other"), option("official-cancel", _CANCEL)]
    return screen(words, rows=column(*choices))


def _take_due(work: Work, act: Act, draft: Due, answer: Answer) -> Outcome:
    match answer.choice:
        case "yes":
            due = date.fromisoformat(draft.day)
            try:
                kept = triage.assign(work, act, draft.opinion, draft.version, agency=draft.agency, due=due)
            except RuleBroken as broken:
                return cards.given_up(broken)
            return cards.done(work, act, kept)
        case "other":
            return Goto(step="day", draft=draft)
        case "cancel":
            return back(work, act, draft.opinion)
        case _:
            return _take_day(work, act, draft, answer)


def _ask_place(work: Work, act: Act, draft: Place) -> Screen:
    return screen(say("official-ask-unit"), rows=column(option("official-cancel", _CANCEL)))


def _take_place(work: Work, act: Act, draft: Place, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return back(work, act, draft.opinion)
    if answer.choice:
        try:
            kept = triage.recommune(work, act, draft.opinion, draft.version, answer.choice)
        except RuleBroken as broken:
            return cards.given_up(broken)
        return cards.done(work, act, kept)
    reading = act.province.places.resolve(answer.text)
    if not reading.candidates:
        return Stay(why=say("official-unit_unread"))
    return Goto(step="which", draft=replace(draft, found=tuple(one.unit for one in reading.candidates)))


def _ask_which(work: Work, act: Act, draft: Place) -> Screen:
    choices = [option("official-pick", one, name=items.unit_name(act, one)) for one in draft.found]
    return screen(say("official-ask-which"), rows=column(*choices, option("official-cancel", _CANCEL)))


REASON: Final = Flow(name="official.reason", draft=Reason, first="why", steps={"why": Step(show=_ask_reason, take=_take_reason)})
DUE: Final = Flow(
    name="official.due",
    draft=Due,
    first="day",
    steps={"day": Step(show=_ask_day, take=_take_day), "sure": Step(show=_ask_due, take=_take_due)},
)
UNIT: Final = Flow(
    name="official.unit",
    draft=Place,
    first="name",
    steps={"name": Step(show=_ask_place, take=_take_place), "which": Step(show=_ask_which, take=_take_place)},
)
