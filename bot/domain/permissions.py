"""Who may do what: one table, asked by every act in its own transaction. What is not in it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.errors import RuleBroken
from bot.domain.levels import Level
from bot.domain.people import Grant, Role
from bot.domain.units import Units

Scope = Literal["unit", "area", "agency", "support", "umpire", "watch", "all"]
Action = Literal[
    "calendar.set",
    "opinion.read", "opinion.triage", "opinion.merge", "opinion.assign", "opinion.decide_desk", "opinion.decide_agency", "opinion.work",
    "opinion.answer", "opinion.release", "opinion.phone", "opinion.supervise", "opinion.explain", "opinion.enter", "opinion.organise",
    "supervision.list", "opinion.note", "opinion.progress", "opinion.ask", "opinion.refuse",
    "dialogue.plan", "dialogue.announce", "dialogue.run", "dialogue.conclude", "dialogue.cover",
    "invite.officer", "invite.any", "work.list", "report.read",
]  # fmt: skip

PERMITTED: dict[Action, tuple[tuple[Role, Scope], ...]] = {
    "opinion.read": (
        ("officer", "unit"),
        ("leader", "unit"),
        ("handler", "agency"),
        ("handler", "support"),
        ("front", "watch"),
        ("admin", "area"),
        ("leader", "umpire"),
        ("officer", "umpire"),
    ),
    "opinion.triage": (("officer", "unit"), ("leader", "unit"), ("admin", "area")),
    "opinion.merge": (("officer", "unit"), ("leader", "unit"), ("handler", "agency"), ("admin", "area")),
    "opinion.decide_desk": (("leader", "umpire"), ("officer", "umpire"), ("admin", "area")),
    "opinion.decide_agency": (("leader", "umpire"), ("admin", "area")),
    "opinion.assign": (("officer", "unit"), ("leader", "unit"), ("admin", "area")),
    "opinion.work": (("handler", "agency"), ("officer", "unit"), ("leader", "unit")),
    "opinion.answer": (("handler", "agency"), ("officer", "unit"), ("leader", "unit")),
    "opinion.release": (("leader", "unit"), ("officer", "unit")),  # who may at all; whose turn it is: `is_clearing`
    "opinion.phone": (("handler", "agency"), ("leader", "unit")),
    "opinion.supervise": (("front", "watch"),),
    "opinion.explain": (("handler", "agency"), ("officer", "unit"), ("leader", "unit")),  # answer a question of the Front
    "opinion.enter": (("hamlet_head", "unit"), ("officer", "unit")),  # write one down for someone else
    "opinion.organise": (("front", "unit"),),  # send one of an organisation
    "supervision.list": (("front", "area"), ("admin", "area")),
    "opinion.note": (("handler", "agency"), ("handler", "support"), ("officer", "unit"), ("leader", "unit"), ("admin", "area")),
    "opinion.progress": (("handler", "agency"), ("handler", "support"), ("officer", "unit"), ("leader", "unit")),
    "opinion.refuse": (("leader", "unit"),),  # for a reason that is in no list
    "opinion.ask": (("officer", "unit"), ("leader", "unit"), ("handler", "agency"), ("admin", "area")),
    "dialogue.plan": (("officer", "unit"), ("leader", "unit"), ("admin", "area")),
    "dialogue.announce": (("leader", "unit"), ("admin", "area")),  # and move, postpone, call off what was announced
    "dialogue.run": (("officer", "unit"), ("leader", "unit"), ("admin", "area")),  # the clerk's work; a named clerk besides
    "dialogue.conclude": (("leader", "unit"),),
    "dialogue.cover": (("leader", "area"), ("front", "area"), ("admin", "area")),  # which communes have none this year
    "calendar.set": (("admin", "area"),),
    "invite.officer": (("leader", "unit"), ("admin", "area")),
    "invite.any": (("admin", "area"),),
    "report.read": (("officer", "area"), ("leader", "area"), ("front", "area"), ("auditor", "area"), ("admin", "area")),
    "work.list": (("officer", "unit"), ("leader", "unit"), ("handler", "unit"), ("front", "area"), ("admin", "area")),
}
"""action -> (role, how far it reaches). `unit`: exactly the unit of the grant; `area`: that unit and all below it;
`agency`: what the agency of the grant leads; `support`: what it helps with; `umpire`: what the unit of the grant has to decide, or
decided; `watch`: what lies in the area or belongs to it, wherever it is dealt with."""


OFFICES: Final[tuple[Role, ...]] = ("officer", "leader", "handler")
"""Who may be the named clerk of a dialogue."""
_CLERKS: Final[tuple[Action, ...]] = ("dialogue.plan", "dialogue.run")
"""What its named clerk may."""
_OWN: frozenset[Action] = frozenset({"calendar.set", "invite.officer", "invite.any"})
"""What nobody does in another's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What is acted upon, as far as permission cares: the unit whose desk it lies on, the agency that leads it, those that help, and the
    unit that decides when desks or agencies could not agree; `home` is the unit to which it belongs."""

    unit: str
    agency: str = ""
    supporting: tuple[str, ...] = ()
    umpire: str = ""
    home: str = ""


def _reaches(grant: Grant, scope: Scope, thing: Thing, units: Units) -> bool:
    match scope:
        case "all":
            return True
        case "unit":
            return grant.unit == thing.unit
        case "area":
            return units.within(thing.unit, grant.unit)
        case "agency":
            return bool(grant.agency) and grant.agency == thing.agency
        case "support":
            return bool(grant.agency) and grant.agency in thing.supporting
        case "umpire":
            return grant.unit == thing.umpire
        case "watch":
            return units.within(thing.unit, grant.unit) or units.within(thing.home, grant.unit)


def is_permitted(grants: Sequence[Grant], action: Action, thing: Thing, units: Units) -> bool:
    """Whether any of the grants allows the action on the thing."""
    table = PERMITTED[action]
    grants = [one for one in grants if not one.instead] if action in _OWN else grants
    return any(grant.role == role and _reaches(grant, scope, thing, units) for grant in grants for role, scope in table)


def runs(clerk: str, person: str, action: Action, grants: Sequence[Grant]) -> bool:
    """Whether this is done by the named clerk of a dialogue: wherever they hold an office now, not only in its unit. Who is left with a
    part that is no office of the administration is no clerk any more."""
    return bool(person) and person == clerk and action in _CLERKS and is_in_office(grants)


def is_in_office(grants: Sequence[Grant]) -> bool:
    """Whether any of the grants is an office from which a dialogue can be run."""
    return any(one.role in OFFICES for one in grants)


def authorise(grants: Sequence[Grant], action: Action, thing: Thing, units: Units) -> None:
    """Raise RuleBroken("not_yours") unless a grant allows the action on the thing."""
    if not is_permitted(grants, action, thing, units):
        raise RuleBroken("not_yours")


def is_clearing(grants: Sequence[Grant], thing: Thing, units: Units, clears: Mapping[Level, str]) -> bool:
    """Whether any of the grants clears answers on this desk: its role is the one that the province names for the desk's level
    (`release.clears`), and the table lets that role release there. Raises KeyError on an unknown unit."""
    role = clears[units.get(thing.unit).level]
    return is_permitted([one for one in grants if one.role == role], "opinion.release", thing, units)
