"""What is done beside the answer while an opinion is worked on: who helps, how far it is, notes, and more time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days
from bot.domain.errors import RuleBroken
from bot.flows.official import cards, typed
from bot.flows.outcome import Answer, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import items
from bot.services import extensions, moves, notes, supports
from bot.talk.screen import Screen, button, column, say, screen
from bot.wording import dates
from storage.work import Work

_CANCEL: Final = "cancel"
_DAYS: Final = (3, 5)  # working days after the present due date that have a button; so has the most that the rules allow


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is typed: `verb` is "note", "progress" or "extend_no"."""

    verb: str
    opinion: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer:
    """More time that is asked for: the new day (ISO), the reason's code."""

    opinion: str
    version: int
    day: str = ""
    reason: str = ""


def _support(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Đơn vị phối hợp`: who helps now, and who may."""
    match rest:
        case ("add", agency):
            return cards.show(work, act, supports.add(work, act, opinion, version, agency))
        case ("drop", agency):
            return cards.show(work, act, supports.drop(work, act, opinion, version, agency))
        case _:
            return _agencies(work, act, opinion, version, int(rest[1]) if rest[:1] == ("page",) else 0)


def _agencies(work: Work, act: Act, opinion: str, version: int, page: int) -> Outcome:
    found = moves.find(work, act, opinion, "opinion.assign", version=version)
    deed = ("item", "support", opinion, str(version))
    helping = [button("official-unsupport", *deed, "drop", one, name=items.agency_name(act, one)) for one in found.supporting]
    others = [one for one in act.province.agencies_of(moves.place_of(act, found)) if one.code not in (found.lead, *found.supporting)]
    choices = [
        button("official-pick", *deed, "add", one.code, name=one.name if one.unit == found.unit else items.agency_name(act, one.code))
        for one in others
    ]
    return cards.asks(found, say("card-item-choose_support", code=found.code), cards.paged([*helping, *choices], page, *deed))


def _typed(verb: str) -> cards.Verb:
    def ask(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
        moves.find(work, act, opinion, "opinion.note" if verb == "note" else "opinion.progress")
        return Enter(flow="official.line", draft=Line(verb=verb, opinion=opinion, version=version))

    return ask


def _extend(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """`Xin gia hạn`."""
    extensions.check(work, act, moves.find(work, act, opinion, "opinion.work", version=version))
    return Enter(flow="official.extend", draft=Longer(opinion=opinion, version=version))


def _extend_yes(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    return cards.show(work, act, extensions.grant(work, act, opinion, version))


def _extend_no(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    moves.clearing(work, act, opinion, version)
    return Enter(flow="official.line", draft=Line(verb="extend_no", opinion=opinion, version=version))


def _ask_line(work: Work, act: Act, draft: Line) -> Screen:
    return screen(say(f"official-ask-{draft.verb}"), rows=column(option("official-cancel", _CANCEL)))


def _take_line(work: Work, act: Act, draft: Line, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    try:
        if draft.verb == "extend_no":
            return cards.done(work, act, extensions.decline(work, act, draft.opinion, draft.version, answer.text))
        deed = notes.write if draft.verb == "note" else notes.progress
        return cards.done(work, act, deed(work, act, draft.opinion, answer.text))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _ask_day(work: Work, act: Act, draft: Longer) -> Screen:
    found = moves.find(work, act, draft.opinion, "opinion.work")
    due, rules = extensions.due_of(found), act.province.rules.extension
    counts = sorted({*(n for n in _DAYS if n < rules.max_days), rules.max_days})
    days = [(add_working_days(max(due, act.today), n, act.province.calendar), n) for n in counts]
    choices = [option("official-later", day.isoformat(), day=day, n=n) for day, n in days]
    return screen(say("official-ask-later", due=due), rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_day(work: Work, act: Act, draft: Longer, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    day = date.fromisoformat(answer.choice) if answer.choice else dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    try:
        found = moves.find(work, act, draft.opinion, "opinion.work")
        return Goto(step="reason", draft=replace(draft, day=extensions.check_day(act, found, day).isoformat()))
    except RuleBroken as broken:
        return cards.given_up(broken)


def _ask_reason(work: Work, act: Act, draft: Longer) -> Screen:
    choices = [option("official-pick", one, name=say(f"extension-reason-{one}")) for one in act.province.rules.extension.reasons]
    return screen(say("official-ask-later_why"), rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_reason(work: Work, act: Act, draft: Longer, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    if answer.choice not in act.province.rules.extension.reasons:
        return Stay(why=say("official-ask-later_press"))
    return Goto(step="words", draft=replace(draft, reason=answer.choice))


def _ask_words(work: Work, act: Act, draft: Longer) -> Screen:
    return screen(say("official-ask-later_words"), rows=column(option("official-cancel", _CANCEL)))


def _take_words(work: Work, act: Act, draft: Longer, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return typed.back(work, act, draft.opinion)
    wish = extensions.Wish(day=date.fromisoformat(draft.day), reason=draft.reason, words=answer.text)
    try:
        return cards.done(work, act, extensions.ask(work, act, draft.opinion, draft.version, wish))
    except RuleBroken as broken:
        return cards.given_up(broken)


VERBS: Final[dict[str, cards.Verb]] = {
    "support": _support, "note": _typed("note"), "progress": _typed("progress"), "extend": _extend, "extend_yes": _extend_yes,
    "extend_no": _extend_no,
}  # fmt: skip
FLOWS: Final = (
    Flow(name="official.line", draft=Line, first="words", steps={"words": Step(show=_ask_line, take=_take_line)}),
    Flow(
        name="official.extend",
        draft=Longer,
        first="day",
        steps={
            "day": Step(show=_ask_day, take=_take_day),
            "reason": Step(show=_ask_reason, take=_take_reason),
            "words": Step(show=_ask_words, take=_take_words),
        },
    ),
)
