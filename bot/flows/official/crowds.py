"""The private answer to `/ganketnhom`: which office a group chat belongs to."""

from __future__ import annotations

from bot.domain.act import Act
from bot.flows.outcome import Keep, Outcome
from bot.notices import enrolment
from bot.services import crowds
from bot.talk.screen import say, screen
from storage.work import Work


def bind(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The office is chosen: the group is told of its work from now on."""
    grant = crowds.bind(work, act, args[0], args[1])
    return Keep(screens=(screen(say("group-bound_here", place=enrolment.place(act, grant)), card=f"bind:{args[0]}"),))


def unbind(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Bỏ gắn kết`."""
    crowds.unbind(work, act, args[0])
    return Keep(screens=(screen(say("group-unbound"), card=f"bind:{args[0]}"),))


def explain(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ganketnhom` typed in private: it works in a group only."""
    return Keep(screens=(screen(say("group-how")),))
