"""Which dialogues an official sees, and what is read before one: `/doithoai` and `/tonghop`."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import COMING, Dialogue, shown_phase
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.domain.permissions import Thing, is_permitted
from bot.flows.outcome import Keep, Outcome
from bot.notices import conferences, leaders
from bot.notices import dialogue_offers as offers
from bot.notices import dialogues as notices
from bot.talk.screen import Button, Words, button, column, say, screen
from storage import dialogues as rows
from storage import grants, opinions
from storage.work import Work

_SHOWN = 5  # dialogues on one screen
_LABEL_UNITS = 3


def _near(work: Work, act: Act) -> list[Dialogue] | None:
    """What is near of the units that the person works for, in one query; None for those who hold no office."""
    held = grants.of_person(work, act.person)
    units = list(dict.fromkeys(code for grant in held for code in _units(act, grant)))
    return rows.near(work, units, act.at) if units else None


def _coming(work: Work, act: Act) -> list[Dialogue] | None:
    near = _near(work, act)
    return near and _announced(act, near)


def _announced(act: Act, near: list[Dialogue]) -> list[Dialogue]:
    return [one for one in near if one.phase in COMING and one.starts > act.at]


def _units(act: Act, grant: Grant) -> list[str]:
    """The units whose dialogues a grant shows: its own and those above; for an overseer also all below."""
    if act.province.units.find(grant.unit) is None or not _may_list(act, grant, grant.unit):
        return []
    below = [one.code for one in act.province.units.all() if one.code != grant.unit and _may_list(act, grant, one.code)]
    return [*(one.code for one in act.province.units.chain(grant.unit)), *below]


def _may_list(act: Act, grant: Grant, unit: str) -> bool:
    return is_permitted([grant], "work.list", Thing(unit=unit), act.province.units)


def dialogues(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/doithoai`: the coming dialogues, each with when, where, who leads it and how many opinions it will hear; then what the person
    runs besides."""
    near = _near(work, act)
    if near is None:
        return _for_citizens()
    held = grants.of_person(work, act.person)
    coming = _announced(act, near)
    running = [one for one in near if one not in coming and offers.may(act, one, held, "dialogue.run", person=act.person)]
    ways = column(*_cards(act, held, [*coming[:_SHOWN], *running[:_SHOWN]]), *_besides(act, held))
    if not coming and not running:
        return Keep(screens=(screen(say("dialogue-none"), rows=ways),))
    lines = [_line(work, act, one) for one in coming[:_SHOWN]]
    rest = [
        say("card-dialogue-running", title=notices.title(act, one), starts=one.starts, phase=shown_phase(one, act.at))
        for one in running[:_SHOWN]
    ]
    head = [say("card-dialogues"), *lines, *_more(coming)] if coming else []
    tail = [say("card-dialogues-running"), *rest, *_more(running)] if running else []
    return Keep(screens=(screen(*head, *tail, rows=ways),))


def _more(found: list[Dialogue]) -> list[Words]:
    return [say("dialogue-more", n=len(found) - _SHOWN)] if len(found) > _SHOWN else []


def _besides(act: Act, held: Sequence[Grant]) -> list[Button]:
    """The ways to plan one, and to the communes that have none, for those who may."""
    units = act.province.units
    plans = any(is_permitted(held, "dialogue.plan", Thing(unit=grant.unit), units) for grant in held)
    watches = any(is_permitted([one], "dialogue.cover", Thing(unit=one.unit), units) and len(units.communes(one.unit)) > 1 for one in held)
    return [
        *((button("conference-plan", "conference.plan"),) if plans else ()),
        *((button("conference-coverage", "conference.coverage"),) if watches else ()),
    ]


def _line(work: Work, act: Act, one: Dialogue) -> Words:
    return say(
        "card-dialogue-line", title=notices.title(act, one), starts=one.starts, place=one.place, chair=one.chair,
        n=sum(n for _, n in opinions.of_dialogue(work, one.id)), closes=one.closes, phase=shown_phase(one, act.at),
    )  # fmt: skip


def _cards(act: Act, held: Sequence[Grant], found: list[Dialogue]) -> list[Button]:
    """The way to each: its card for those who run it, else its summary."""
    return [
        conferences.way(act, one) if offers.may(act, one, held, "dialogue.run", person=act.person) else _door(act, one) for one in found
    ]


def summary(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/tonghop`: the summary of the coming dialogue; of several, asks which. A named one must be among them."""
    coming = _coming(work, act)
    if coming is None:
        return _for_citizens()
    wanted = [one for one in coming if args and args[0].upper() in (one.id, one.short)]
    if args and args[0] and not wanted:
        raise RuleBroken("not_found")
    if not coming:
        return Keep(screens=(screen(say("dialogue-none")),))
    if wanted or len(coming) == 1:
        return Keep(screens=(leaders.summary(work, act, (wanted or coming)[0], person=act.person),))
    return Keep(screens=(screen(say("dialogue-which"), rows=column(*(_door(act, one) for one in coming[:_SHOWN]))),))


def _for_citizens() -> Outcome:
    """Whoever holds no office is shown the way to what everyone may read."""
    return Keep(screens=(screen(say("dialogue-officials"), rows=column(button("menu-schedule", "schedule"))),))


def _door(act: Act, one: Dialogue) -> Button:
    unit = act.province.units.get(one.unit).name
    return button("button-summary", "leader.summary", one.id, unit=unit, starts=local_day(one.starts))
