"""`Nghỉ phép, ủy quyền`: an official says from when to when they are away, and who stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.notices import away
from bot.services import absences as service
from bot.talk.screen import Screen, Words, button, column, say, screen
from bot.wording import dates
from storage import absences, grants
from storage.work import Work

_CANCEL: Final = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave:
    """What was said so far; days as ISO text, `deputy` a person."""

    post: str = ""
    first: str = ""
    last: str = ""
    deputy: str = ""


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/nghiphep`: what is asked for and on, and a new one. Who holds no office sees the menu."""
    held = service.posts(work, act)
    if not held:
        return Done()
    if args == ("new",) or not absences.of_person(work, act.person):
        return _begin(work, held[0].id) if len(held) == 1 else Enter(flow=FLOW.name, draft=Leave())
    return Keep(screens=(overview(work, act),))


def _begin(work: Work, post: str) -> Outcome:
    """The days of a leave from this post. Raises RuleBroken("leave_twice") where one is asked for already."""
    _check_free(work, post)
    return Enter(flow=FLOW.name, draft=Leave(post=post), step="first")


def _check_free(work: Work, post: str) -> None:
    if absences.of_post(work, post) is not None:
        raise RuleBroken("leave_twice")


def overview(work: Work, act: Act, *lines: Words) -> Screen:
    """Every leave that is not over, with the way to end it."""
    found = absences.of_person(work, act.person)
    said = [
        say("card-leave", post=away.post_of(act, grants.get(work, one.post)), first=one.first, last=one.last, state=one.state)
        for one in found
    ]
    rows = [button("leave-end", "nghiphep.end", one.id, state=one.state, first=one.first) for one in found]
    return screen(*lines, say("card-leaves"), *said, rows=column(*rows, button("leave-new", "nghiphep", "new")))


def agree(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Nhận xử lý thay`, by whoever was asked."""
    one = service.agree(work, act, args[0])
    return Keep(screens=(screen(say("leave-agreed", first=one.first, last=one.last), card=f"leave:{one.id}"),))


def decline(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Không nhận được`."""
    one = service.decline(work, act, args[0])
    return Keep(screens=(screen(say("leave-declined"), card=f"leave:{one.id}"),))


def end(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Tôi đã đi làm lại`, or the leave is called off."""
    service.end(work, act, args[0])
    return Keep(screens=(overview(work, act, say("leave-ended")),))


def _over(work: Work, act: Act) -> Done:
    return Done(screens=(overview(work, act),)) if absences.of_person(work, act.person) else Done()


def _ask_post(work: Work, act: Act, draft: Leave) -> Screen:
    choices = [option("leave-person", one.id, post=away.post_of(act, one)) for one in service.posts(work, act)]
    return screen(say("leave-ask-post"), rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_post(work: Work, act: Act, draft: Leave, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _over(work, act)
    if not answer.choice:
        return Stay()
    _check_free(work, answer.choice)
    return Goto(step="first", draft=replace(draft, post=answer.choice))


def _ask_first(work: Work, act: Act, draft: Leave) -> Screen:
    return screen(say("leave-ask-first"), rows=column(option("official-cancel", _CANCEL)))


def _ask_last(work: Work, act: Act, draft: Leave) -> Screen:
    return screen(say("leave-ask-last"), rows=column(option("official-cancel", _CANCEL)))


def _take_day(work: Work, act: Act, draft: Leave, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _over(work, act)
    day = dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    if not draft.first:
        service.check_days(act, day, day)
        return Goto(step="last", draft=replace(draft, first=day.isoformat()))
    service.check_days(act, date.fromisoformat(draft.first), day)
    return Goto(step="deputy", draft=replace(draft, last=day.isoformat()))


def _candidates(work: Work, act: Act, draft: Leave) -> list[tuple[Grant, Words]]:
    post = next((one for one in service.posts(work, act) if one.id == draft.post), None)
    if post is None:
        raise RuleBroken("not_yours")
    found = [(one, away.post_of(act, one)) for one in service.candidates(work, act, post)]
    alike = [words for _, words in found]
    return [
        (one, say("leave-person_n", post=words, n=place) if alike.count(words) > 1 else say("leave-person", post=words))
        for place, (one, words) in enumerate(found, 1)
    ]


def _ask_deputy(work: Work, act: Act, draft: Leave) -> Screen:
    found = _candidates(work, act, draft)
    choices = [option(words.id, one.person, **words.facts) for one, words in found]
    return screen(say("leave-ask-deputy") if found else say("leave-nobody"), rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_deputy(work: Work, act: Act, draft: Leave, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _over(work, act)
    return Goto(step="sure", draft=replace(draft, deputy=answer.choice)) if answer.choice else Stay()


def _ask_sure(work: Work, act: Act, draft: Leave) -> Screen:
    deputy = next((words for one, words in _candidates(work, act, draft) if one.person == draft.deputy), None)
    if deputy is None:
        raise RuleBroken("leave_deputy")
    words = say("leave-ask-sure", first=date.fromisoformat(draft.first), last=date.fromisoformat(draft.last), deputy=deputy)
    return screen(words, rows=column(option("leave-send", "yes"), option("official-cancel", _CANCEL)))


def _take_sure(work: Work, act: Act, draft: Leave, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _over(work, act)
    if answer.choice != "yes":
        return Stay()
    service.ask(work, act, draft.post, draft.deputy, first=date.fromisoformat(draft.first), last=date.fromisoformat(draft.last))
    return Done(screens=(overview(work, act, say("leave-sent")),))


FLOW: Final = Flow(
    name="official.leave",
    draft=Leave,
    first="post",
    steps={
        "post": Step(show=_ask_post, take=_take_post),
        "first": Step(show=_ask_first, take=_take_day),
        "last": Step(show=_ask_last, take=_take_day),
        "deputy": Step(show=_ask_deputy, take=_take_deputy),
        "sure": Step(show=_ask_sure, take=_take_sure),
    },
)
