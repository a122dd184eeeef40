"""Opinions by their words, for whoever may read them: the reach of the question comes from the permission table itself."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.permissions import PERMITTED, Scope, is_permitted
from storage import grants, opinions, search
from storage.search import Reach
from storage.work import Work


def find(work: Work, act: Act, asked: str, *, before: int = 0, limit: int) -> list[tuple[int, Opinion]]:
    """A page of what has all the words of a `search.question`: (where the next page goes on, opinion)."""
    held = grants.of_person(work, act.person)
    reaches = [
        reach for grant in held for role, scope in PERMITTED["opinion.read"] if role == grant.role for reach in _reaches(act, grant, scope)
    ]
    hits = search.find(work, asked, reaches, before=before, limit=limit) if reaches else []
    found = [(hit.place, one) for hit in hits if (one := opinions.get(work, hit.opinion)) is not None]
    return [(place, one) for place, one in found if is_permitted(held, "opinion.read", one.thing, act.province.units)]


def _reaches(act: Act, grant: Grant, scope: Scope) -> list[Reach]:
    """The desks where a grant lets its holder read. What an agency leads or helps with lies on the desk of its own unit, of one below
    or, once it was raised, of one above; the province's agencies are asked for everywhere at once."""
    units = act.province.units
    if scope == "all" or (scope in ("area", "watch") and grant.unit == units.root.code):
        return [Reach()]
    if grant.unit not in units:
        return []
    below = tuple(one.code for one in units.all() if units.within(one.code, grant.unit))
    above = tuple(one.code for one in units.chain(grant.unit)[1:])
    match scope:
        case "umpire":  # stands in the list of what waits for a decision
            return []
        case "unit":
            return [Reach(desk=grant.unit)]
        case "area":
            return [Reach(desk=one) for one in below]
        case "watch":
            return [*(Reach(desk=one) for one in below), *(Reach(desk=one, homes=below) for one in above)]
        case "agency" | "support" if grant.unit == units.root.code:
            return [Reach(agencies=(grant.agency,))]
        case "agency" | "support":
            return [Reach(desk=one, agencies=(grant.agency,)) for one in (*below, *above)]
