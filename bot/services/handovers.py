"""Whoever leaves an office leaves work behind: it goes to the head of the desk, or up to one that has a head."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.people import Grant, Role
from bot.domain.permissions import is_permitted
from bot.notices import handovers as notices
from bot.services import moves
from storage import grants, opinions
from storage.work import Work

_HEADS: tuple[Role, ...] = ("leader",)
_DESK: tuple[Role, ...] = ("officer", "leader")


def hand_over(work: Work, act: Act, grant: Grant) -> None:
    """Give what the holder of an ended grant had taken on, and may work on no more, to the head of its desk; where the desk has none,
    it goes with its desk to the nearest unit above that has one. What lies on a desk that nobody sits at goes up too."""
    held = grants.of_person(work, grant.person)
    given: dict[tuple[str, str], list[str]] = {}
    for one in opinions.handled_by(work, grant.person):
        if is_permitted(held, "opinion.work", one.thing, act.province.units):
            continue
        desk, heir = _nearest(work, act, one.desk, _HEADS)
        kept = moves.edit(
            work, act, one, "hand_over", told={"came": one.desk, "goes": desk or one.desk}, handler=heir, desk=desk or one.desk
        )
        given.setdefault((kept.desk if heir else "", heir), []).append(kept.id)
    if grant.role in _DESK and not _sit(work, grant.unit, _DESK):
        desk, heir = _nearest(work, act, grant.unit, _DESK)
        for one in opinions.open_at(work, grant.unit) if desk else ():
            kept = moves.edit(work, act, one, "hand_over", told={"came": one.desk, "goes": desk}, desk=desk)
            given.setdefault((desk, heir), []).append(kept.id)
    for (desk, heir), items in given.items():
        notices.handed(work, act, grant, desk=desk, heir=heir, n=len(items))


def _nearest(work: Work, act: Act, desk: str, roles: tuple[Role, ...]) -> tuple[str, str]:
    """(unit, person): the desk itself, or the nearest unit above, where someone holds one of the roles; empty where nobody does."""
    for unit in act.province.units.chain(desk) if desk in act.province.units else ():
        if sitting := _sit(work, unit.code, roles):
            return unit.code, sitting
    return "", ""


def _sit(work: Work, unit: str, roles: tuple[Role, ...]) -> str:
    return next((one.person for role in roles for one in grants.holders(work, role, unit)), "")
