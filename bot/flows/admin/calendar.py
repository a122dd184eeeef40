"""`Thời hạn, ngày nghỉ`: what the time limits are and where they come from, and the days that are worked other than the list says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.services import calendars
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from bot.wording import dates
from storage import days, grants
from storage.work import Work

_CANCEL: Final = "cancel"
_SKIP: Final = "skip"
_SHOWN: Final = 6
CARD: Final = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A day that is to be worked ("work"), free ("off"), or as the list says ("list"); `day` as ISO text."""

    kind: str
    day: str = ""
    note: str = ""


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ngaynghi` and its buttons. Who holds no office sees the menu."""
    if not grants.of_person(work, act.person):
        return Done()
    calendars.check(work, act)
    match args:
        case ("limits",):
            return Keep(screens=(limits(act),))
        case ("off" | "work" as kind,):
            return Enter(flow=FLOW.name, draft=Change(kind=kind))
        case ("list", day):
            return Enter(flow=FLOW.name, draft=Change(kind="list", day=day), step="sure")
        case _:
            return Keep(screens=(overview(work, act),))


def overview(work: Work, act: Act, *lines: Words) -> Screen:
    """The next days that differ from the list of holidays, and the ways to change some."""
    found = days.listed(work, act.today)[:_SHOWN]
    said = [_line(one) for one in found]
    drops = [button("calendar-drop", "calendar", "list", one.day.isoformat(), day=one.day) for one in found]
    rows = [
        button("calendar-off", "calendar", "off"), button("calendar-work", "calendar", "work"), *drops,
        button("calendar-limits", "calendar", "limits"),
    ]  # fmt: skip
    head = say("card-days") if found else say("card-days-none")
    return screen(*lines, head, *said, rows=column(*rows))


def _line(one: days.Day) -> Words:
    kind = _kind(working=one.working)
    return say("card-day-note", day=one.day, kind=kind, note=one.note) if one.note else say("card-day", day=one.day, kind=kind)


def _kind(*, working: bool) -> Words:
    return say("calendar-is-work") if working else say("calendar-is-off")


def limits(act: Act) -> Screen:
    """The time limits in force, each with the law behind it where there is one."""
    rules = act.province.rules
    fields = tuple(
        say("card-limit-field", field=act.province.fields[name].label(act.lang), n=n) for name, n in sorted(rules.due.fields.items())
    )
    told = [
        say("card-limit-accept", n=rules.due.accept_hours),
        say("card-limit-due", n=rules.due.normal_days),
        *fields,
        say("card-limit-verdict", n=rules.verdict.window_days),
        say("card-limit-notice", n=rules.dialogue.notice_days, source=rules.sources.get("dialogue.notice_days", "")),
        say("card-limit-result", n=rules.dialogue.result_days, source=rules.sources.get("dialogue.result_days", "")),
        say("card-limit-year", n=rules.dialogue.min_per_year, source=rules.sources.get("dialogue.min_per_year", "")),
    ]
    return screen(say("card-limits"), *told, rows=column(button("official-back", "calendar")))


def _cancel() -> Button:
    return option("official-cancel", _CANCEL)


def _ask_day(work: Work, act: Act, draft: Change) -> Screen:
    return screen(say("calendar-ask-off") if draft.kind == "off" else say("calendar-ask-work"), rows=column(_cancel()))


def _take_day(work: Work, act: Act, draft: Change, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return Done(screens=(overview(work, act),))
    day = dates.read(answer.text, act.today)
    if day is None:
        return Stay(why=say("official-day_unread"))
    if not calendars.preview(work, act, {day: draft.kind == "work"}).days:
        return Stay(why=say("calendar-same", day=day, kind=_kind(working=draft.kind == "work")))
    return Goto(step="note", draft=replace(draft, day=day.isoformat()))


def _ask_note(work: Work, act: Act, draft: Change) -> Screen:
    return screen(say("calendar-ask-note"), rows=column(option("button-skip", _SKIP), _cancel()))


def _take_note(work: Work, act: Act, draft: Change, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return Done(screens=(overview(work, act),))
    if answer.choice != _SKIP and not answer.text.strip():
        return Stay()
    return Goto(step="sure", draft=replace(draft, note="" if answer.choice == _SKIP else answer.text[:200]))


def _preview(work: Work, act: Act, draft: Change) -> calendars.Preview:
    day = date.fromisoformat(draft.day)
    if draft.kind != "list":
        return calendars.preview(work, act, {day: draft.kind == "work"})
    found = days.find(work, day)
    if found is None:
        raise RuleBroken("not_found")
    return calendars.preview(work, act, {day: found.was})


def _ask_sure(work: Work, act: Act, draft: Change) -> Screen:
    found = _preview(work, act, draft)
    day = date.fromisoformat(draft.day)
    working = found.days.get(day, act.province.calendar.is_working(day))
    words = say("calendar-ask-sure", day=day, kind=_kind(working=working), n=found.moved)
    return screen(words, rows=column(option("calendar-apply", "yes"), _cancel()))


def _take_sure(work: Work, act: Act, draft: Change, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return Done(screens=(overview(work, act),))
    if answer.choice != "yes":
        return Stay()
    day = date.fromisoformat(draft.day)
    undoes = draft.kind == "list"
    found = calendars.drop(work, act, day) if undoes else calendars.put(work, act, {day: draft.kind == "work"}, draft.note)
    return Done(screens=(overview(work, act, say("calendar-applied", day=day, n=found.moved)),))


FLOW: Final = Flow(
    name="calendar",
    draft=Change,
    first="day",
    steps={
        "day": Step(show=_ask_day, take=_take_day),
        "note": Step(show=_ask_note, take=_take_note),
        "sure": Step(show=_ask_sure, take=_take_sure),
    },
)
