"""`Theo dõi giải quyết`: what is late, turned away, asked about, gone up and lately answered in an area, unit by unit."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.permissions import PERMITTED, Thing, authorise, is_permitted
from bot.domain.words import masked, shorten
from bot.flows import pick
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import items
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, outbox, watched
from storage.work import Work

CARD: Final = "watch"
PAGE: Final = 5
LISTS: Final = ("overdue", "dissatisfied", "asked", "escalated", "recent")
_ALARMING: Final = LISTS[:2]
"""What a unit is told by among the others."""
_BEGINNING: Final = 60  # characters of an opinion that a list shows
_TURN: Final = "giamsat.turn"


def watch(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/giamsat`, and a list opened from elsewhere: ("list", name, unit). Who looks after no area sees the menu."""
    if not _areas(work, act):
        return Done()
    outbox.drop_card(work, act.account, CARD)
    return turn(work, act, args)


def turn(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The same from a button of the card itself."""
    areas = _areas(work, act)
    match args:
        case ("list", name, unit, *rest) if name in LISTS:
            return _shown(_page(work, act, name, unit, after=rest[0] if rest else ""))
        case ("units", unit, page):
            return _shown(_units(work, act, unit, int(page)))
        case ("at", unit):
            return _shown(_overview(work, act, unit))
        case (typed,) if areas:
            return _shown(_overview(work, act, _named(act, typed)))
        case _ if len(areas) == 1:
            return _shown(_overview(work, act, areas[0]))
        case _ if areas:
            rows = [button("official-place", _TURN, "at", one, place=items.unit_name(act, one)) for one in areas]
            return _shown(screen(say("card-places"), rows=column(*rows), card=CARD))
        case _:
            return Done()


def _named(act: Act, typed: str) -> str:
    """`/giamsat Côn Minh`: the one unit of that name. Raises RuleBroken("not_found")."""
    reading = act.province.places.resolve(typed)
    if reading.status != "one":
        raise RuleBroken("not_found")
    return reading.candidates[0].unit


def _shown(one: Screen) -> Outcome:
    return Keep(screens=(one,))


def _areas(work: Work, act: Act) -> list[str]:
    """The units that the person looks after, each with all below it where their office reaches so far."""
    held = grants.of_person(work, act.person)
    roles = {role for role, _ in PERMITTED["supervision.list"]}
    return list(dict.fromkeys(one.unit for one in held if one.role in roles and one.unit in act.province.units))


def _within(work: Work, act: Act, unit: str) -> list[str]:
    """The units that lie in a unit, as far as the person may look. Raises RuleBroken("not_yours") for another's unit."""
    held = grants.of_person(work, act.person)
    authorise(held, "supervision.list", Thing(unit=unit), act.province.units)
    below = [one.code for one in act.province.units.below(unit)]
    return [one for one in below if is_permitted(held, "supervision.list", Thing(unit=one), act.province.units)]


def _since(act: Act) -> datetime:
    return act.at - timedelta(days=act.province.rules.supervision.recent_days)


def _count(work: Work, act: Act, name: str, units: list[str]) -> int:
    return sum(watched.counts(work, name, units, at=act.at, since=_since(act)).values())


def _overview(work: Work, act: Act, unit: str) -> Screen:
    """Every list that holds something, and the units below to choose from."""
    units = _within(work, act, unit)
    counted = [(name, n) for name in LISTS if (n := _count(work, act, name, units))]
    rows = [button("watch-open", _TURN, "list", name, unit, list=_list(name), n=n) for name, n in counted]
    if len(units) > 1:
        rows.append(button("button-choose-commune", _TURN, "units", unit, "0"))
    none = () if counted else (say("card-watch-none"),)
    return screen(say("card-watch", unit=items.unit_name(act, unit)), *none, rows=column(*rows), card=CARD)


def _list(name: str) -> Words:
    return say("watch-list", list=name)


def _units(work: Work, act: Act, unit: str, page: int) -> Screen:
    """The units of which a list holds something, those with most that is late or was turned away first."""
    units = _within(work, act, unit)
    found = {name: watched.counts(work, name, units, at=act.at, since=_since(act)) for name in LISTS}
    sums = {one: sum(found[name].get(one, 0) for name in _ALARMING) for one in units}
    order = sorted((one for one in units if any(one in each for each in found.values())), key=lambda one: -sums[one])
    choices = [button("watch-unit", _TURN, "at", one, unit=items.unit_name(act, one), n=sums[one]) for one in order]
    rows = pick.page(choices, page, lambda way, to: button(f"button-{way}", _TURN, "units", unit, str(to)), size=PAGE)
    back = column(button("official-back", _TURN, "at", unit))
    return screen(say("card-watch-units", unit=items.unit_name(act, unit)), rows=(*rows, *back), card=CARD)


def _page(work: Work, act: Act, name: str, unit: str, *, after: str) -> Screen:
    """A page of a list; the count above it is made with the list's own condition."""
    units = _within(work, act, unit)
    found = watched.listed(work, name, units, at=act.at, since=_since(act), after=after, limit=PAGE + 1)
    rows: list[Button] = [button("official-code", "item", "open", one.id, code=one.code) for one in found[:PAGE]]
    if len(found) > PAGE:
        rows.append(button("official-next", _TURN, "list", name, unit, found[PAGE - 1].id))
    rows.append(button("official-back", _TURN, "at", unit))
    head = say("card-watch-page", list=_list(name), n=_count(work, act, name, units), unit=items.unit_name(act, unit))
    lines = (line for one in found[:PAGE] for line in _lines(act, one))
    return screen(head, *lines, rows=column(*rows), card=CARD)


def _lines(act: Act, one: Opinion) -> tuple[Words, Words]:
    """Where it stands and how it begins, without numbers that its author wrote."""
    field = items.field_name(act, one, act.lang)
    head = say(
        "card-list-line", code=one.code, unit=items.unit_name(act, one.unit), at=one.sent_at,
        status=say("official-status", status=one.status), field=say("official-field", field=field) if field else say("official-no_field"),
    )  # fmt: skip
    text = shorten(masked(one.text), _BEGINNING)
    return head, say("card-item-text", text=text) if text else say("card-item-no_text")
