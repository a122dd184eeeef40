"""Which dialogues an official sees, and what is read before one: `/doithoai` and `/tonghop`."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.dialogues import COMING, Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.domain.permissions import Thing, is_permitted
from bot.flows.outcome import Keep, Outcome
from bot.notices import dialogue_offers as offers
from bot.notices import dialogues as notices
from bot.notices import leaders
from bot.talk.screen import Button, Fact, Words, button, column, say, screen
from storage import dialogues as rows
from storage import grants, opinions
from storage.work import Work

_SHOWN = 5  # dialogues on one screen
_LABEL_UNITS = 3


def _coming(work: Work, act: Act) -> list[Dialogue] | None:
    """The coming dialogues of the units that the person works for; None for those who hold no office."""
    held = grants.of_person(work, act.person)
    units = list(dict.fromkeys(code for grant in held for code in _units(act, grant)))
    return rows.coming(work, units, act.at) if units else None


def _units(act: Act, grant: Grant) -> list[str]:
    """The units whose dialogues a grant shows: its own and those above; for an overseer also all below."""
    if act.province.units.find(grant.unit) is None or not _may_list(act, grant, grant.unit):
        return []
    below = [one.code for one in act.province.units.all() if one.code != grant.unit and _may_list(act, grant, one.code)]
    return [*(one.code for one in act.province.units.chain(grant.unit)), *below]


def _may_list(act: Act, grant: Grant, unit: str) -> bool:
    return is_permitted([grant], "work.list", Thing(unit=unit), act.province.units)


def _running(work: Work, act: Act) -> list[Dialogue]:
    """What the person runs and citizens do not see: planned, put off, taking place, waiting for its end."""
    held = grants.of_person(work, act.person)
    units = list(dict.fromkeys(code for grant in held for code in _units(act, grant)))
    if not units:
        return []
    found = [*(one for one in rows.ahead(work, units, act.at) if one.phase not in COMING), *rows.unfinished(work, units, act.at)]
    return [one for one in found if offers.may(act, one, held, "dialogue.run", person=act.person)]


def dialogues(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/doithoai`: the coming dialogues, each with when, where, who leads it and how many opinions it will hear; then what the person
    runs besides."""
    coming = _coming(work, act)
    if coming is None:
        return _for_citizens()
    running = _running(work, act)
    if not coming and not running:
        return Keep(screens=(screen(say("dialogue-none")),))
    lines = [_line(work, act, one) for one in coming[:_SHOWN]]
    if len(coming) > _SHOWN:
        lines.append(say("dialogue-more", n=len(coming) - _SHOWN))
    rest = [say("card-dialogue-running", title=notices.title(act, one), starts=one.starts, phase=one.phase) for one in running[:_SHOWN]]
    head = [say("card-dialogues"), *lines] if coming else []
    tail = [say("card-dialogues-running"), *rest] if running else []
    return Keep(screens=(screen(*head, *tail, rows=column(*_cards(work, act, [*coming[:_SHOWN], *running[:_SHOWN]]))),))


def _line(work: Work, act: Act, one: Dialogue) -> Words:
    return say(
        "card-dialogue-line", title=notices.title(act, one), starts=one.starts, place=one.place, chair=one.chair,
        n=sum(n for _, n in opinions.of_dialogue(work, one.id)), closes=one.closes,
    )  # fmt: skip


def _cards(work: Work, act: Act, found: list[Dialogue]) -> list[Button]:
    """The way to each: its card for those who run it, else its summary."""
    held = grants.of_person(work, act.person)
    shown = []
    for one in found:
        facts: dict[str, Fact] = {"unit": act.province.units.get(one.unit).name, "starts": one.starts.date()}
        if offers.may(act, one, held, "dialogue.run", person=act.person):
            shown.append(button("button-conference", "conference", "open", one.id, **facts))
        else:
            shown.append(button("button-summary", "leader.summary", one.id, **facts))
    return shown


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
        return Keep(screens=(leaders.summary(work, act, (wanted or coming)[0]),))
    return Keep(screens=(screen(say("dialogue-which"), rows=column(*_doors(act, coming[:_SHOWN]))),))


def _for_citizens() -> Outcome:
    """Whoever holds no office is shown the way to what everyone may read."""
    return Keep(screens=(screen(say("dialogue-officials"), rows=column(button("menu-schedule", "schedule"))),))


def _doors(act: Act, coming: list[Dialogue]) -> list[Button]:
    return [
        button("button-summary", "leader.summary", one.id, unit=act.province.units.get(one.unit).name, starts=one.starts.date())
        for one in coming
    ]
