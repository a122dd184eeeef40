"""What is usual when a dialogue is planned, what was typed for it, and how the whole reads before it counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import add_working_days, local_day
from bot.domain.dialogues import KINDS, REASONS, TRACKS, Dialogue, moments
from bot.domain.words import typed
from bot.flows.outcome import option
from bot.notices import items
from bot.notices.dialogues import title
from bot.services import dialogues
from bot.services.dialogues import Plan, Planned
from bot.talk.screen import Button, Fact, Words, say
from bot.wording import dates
from storage import dialogues as rows
from storage import opinions
from storage.work import Work

_LINE: Final = 200
_USUAL: Final = "*"
_OFFERED: Final = 3


def facts(act: Act, name: str) -> dict[str, Fact]:
    """What the question names besides."""
    return {"percent": act.province.rules.dialogue.voters_percent} if name == "reason" else {}


def choices(work: Work, act: Act, name: str, unit: str, found: tuple[str, ...]) -> list[Button]:
    """What is usual, as buttons."""
    rules = act.province.rules
    match name:
        case "unit":
            return [option("official-pick", one, name=items.unit_name(act, one)) for one in found]
        case "day":
            near = (act.today + timedelta(days=rules.dialogue.notice_days * weeks) for weeks in range(2, 2 + _OFFERED))
            days = dict.fromkeys(add_working_days(day, 0, act.province.calendar) for day in near)
            return [option("plan-day", day.isoformat(), day=day) for day in days]
        case "hour":
            hours = [f"{one:%H:%M}" for one in (rules.hours.morning_starts, rules.hours.afternoon_starts)]
            return [option("plan-hour", one, hour=one) for one in hours]
        case "place" | "chair":
            before = dict.fromkeys(getattr(one, name) for one in rows.usual(work, unit))
            return [option("plan-as_before", one, text=one) for one in before if one][:_OFFERED]
        case "kind":
            return [option("plan-kind", one, kind=one) for one in KINDS]
        case "reason":
            return [option("plan-reason", one, reason=one, percent=rules.dialogue.voters_percent) for one in REASONS]
        case "track":
            return [option("plan-track", one, track=one) for one in TRACKS]
        case "audience":
            return [option("plan-everyone", _USUAL)]
        case "title":
            return [option("plan-usual_title", _USUAL)]
        case _:
            return []


def read(act: Act, name: str, choice: str, text: str) -> str | Words:
    """What was answered, as it is kept, or why it cannot be. Raises RuleBroken: "words_needed", "words_long"."""
    known = {"kind": KINDS, "reason": REASONS, "track": TRACKS}
    if name in known:
        return choice if choice in known[name] else say("plan-choose")
    if choice:
        return "" if choice == _USUAL else choice
    if name == "day":
        day = dates.read(text, act.today)
        if day is None:
            return say("official-day_unread")
        return day.isoformat() if day >= act.today else say("broken-dialogue_past")
    if name == "hour":
        hour = dates.read_hour(text)
        return f"{hour:%H:%M}" if hour else say("plan-hour_unread")
    return typed(text, _LINE, one_line=True)


def units(act: Act, text: str) -> tuple[str, ...]:
    """The units that a typed name may mean."""
    sure = [act.province.places.resolve(text, level) for level in ("commune", "province")]
    exact = [one for one in sure if one.status == "one"]
    return tuple(dict.fromkeys(each.unit for one in exact or sure for each in one.candidates))


def read_over(act: Act, unit: str, plan: Plan) -> list[Words]:
    """The whole plan before it is kept, with what should be thought of."""
    sketched = dialogues.sketch(act, plan)
    one = sketched.dialogue
    lines = [
        say("card-plan", unit=items.unit_name(act, unit)),
        say("card-plan-when", starts=plan.starts),
        say("card-plan-place", place=plan.place or say("plan-open")),
        say("card-plan-chair", chair=plan.chair or say("plan-open")),
        say("card-conference-kind", kind=plan.kind, track=plan.track, reason=plan.reason or "none"),
        say("card-plan-audience", audience=plan.audience or say("plan-people")),
        say("card-plan-intake", opens=one.opens, closes=one.closes),
    ]
    if plan.title:
        lines.insert(1, say("notice-dialogue-title", title=plan.title))
    return [*lines, *_doubts(act, local_day(plan.starts)), *_short(act, sketched.short_notice)]


def _doubts(act: Act, day: date) -> list[Words]:
    return [] if act.province.calendar.is_working(day) else [say("plan-day_off", day=day)]


def _short(act: Act, days: int | None) -> list[Words]:
    rules = act.province.rules
    source = rules.sources.get("dialogue.notice_days", "")
    return [] if days is None else [say("conference-short_notice", days=days, least=rules.dialogue.notice_days, source=source)]


def replanned(work: Work, act: Act, one: Dialogue, looked: Planned) -> list[Words]:
    """What a move does: the old and the new date, the intake, the reminders, the opinions that stay."""
    new = looked.dialogue
    ahead = [moment.due for moment in moments(new, act.province.rules) if moment.kind == "dialogue_notice" and moment.due > act.at]
    kept = sum(n for _, n in opinions.of_dialogue(work, one.id))
    return [
        say("card-move", title=title(act, one), came=one.starts, goes=new.starts),
        say("card-move-place", place=new.place),
        say("card-move-intake", closes=new.closes),
        say("card-move-reminders", n=len(ahead), first=min(ahead)) if ahead else say("card-move-no_reminders"),
        say("card-move-kept", n=kept),
        *_doubts(act, local_day(new.starts)),
        *_short(act, looked.short_notice),
        say("card-move-told"),
    ]
