"""`Tra cứu`: an opinion by its code. Its author sees all; everyone else reads the same sentence, whether the code is right or wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain import codes
from bot.domain.act import Act
from bot.domain.words import words as words_of
from bot.flows.citizen import mine, route
from bot.flows.citizen.forms import Plain
from bot.flows.citizen.taking import piece_of, take_in
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step
from bot.talk.screen import Screen, button, column, say, screen
from storage import grants
from storage import opinions as rows
from storage.work import Work

_HOUR: Final = timedelta(hours=1)
_MISS: Final = "track"
_LOCK: Final = "track_lock"


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/tracuu`, alone or with a code behind it."""
    return look_up(work, act, args[0]) if args and args[0] else Enter(flow="track", draft=Plain())


def look_up(work: Work, act: Act, text: str) -> Outcome:
    """Show the opinion of this code to its author; count every other try. Five in an hour lock this chat's tracking."""
    limits = act.province.rules.limits
    ways = column(button("menu-opinions", "mine"), button("button-menu", "menu"))
    if grants.misses(work, act.account, _LOCK, act.at, timedelta(minutes=limits.tracking_lock_minutes)):
        return Keep(screens=(screen(say("track-locked"), rows=ways),))
    code = codes.find(text)
    found = rows.by_code(work, code) if code else None
    if found is not None and found.author == act.person:
        return Keep(screens=(mine.story(work, act, found),))
    grants.missed(work, act.account, _MISS, act.at)
    if grants.misses(work, act.account, _MISS, act.at, _HOUR) >= limits.tracking_misses_per_hour:
        grants.missed(work, act.account, _LOCK, act.at)
    return Keep(screens=(screen(say("track-none"), rows=ways),))


def show(work: Work, act: Act, form: Plain) -> Screen:
    """The request for the code."""
    return screen(say("track-ask"), rows=column(route.leave()))


def take(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """A code is looked up; what is plainly something else is an opinion that begins."""
    if codes.looks_like(answer.text) or codes.find(answer.text):
        outcome = look_up(work, act, answer.text)
        return Done(screens=outcome.screens) if isinstance(outcome, Keep) else outcome
    if answer.media or len(words_of(answer.text)) >= act.province.rules.draft.words_min:
        return take_in(work, act, piece_of(answer))
    return Stay(why=say("track-odd"))


FLOW: Final = Flow(name="track", draft=Plain, first="code", steps={"code": Step(show=show, take=take)})
