"""An office binds its group chat: asked in the group, confirmed in private by the one who asked."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant, Role
from bot.notices import crowds as notices
from storage import crowds, grants, journal
from storage.work import Work

_BINDS: Final[tuple[Role, ...]] = ("officer", "leader", "handler")


def ask(work: Work, act: Act, account: str, key: str) -> None:
    """An official typed the command in a group; whoever holds no such office, or is not known, is only asked to write privately."""
    held = _offices(work, act)
    if not held:
        notices.hint(work, act, account, key)
        return
    group = crowds.know(work, account, act.at)
    crowds.ask(work, account, act.person)
    notices.asks(work, act, account, held, bound=bool(group.unit), key=key)


def _offices(work: Work, act: Act) -> list[Grant]:
    """One grant for each office that the person may bind a group to."""
    held = [one for one in grants.of_person(work, act.person) if one.role in _BINDS] if act.person else []
    return list({(one.unit, one.agency): one for one in held}.values())


def bind(work: Work, act: Act, account: str, grant_id: str) -> Grant:
    """The group belongs to this office of the one who was asked. Raises RuleBroken: "not_yours", "group_gone"."""
    _asked(work, act, account)
    grant = next((one for one in grants.of_person(work, act.person) if one.id == grant_id and one.role in _BINDS), None)
    if grant is None:
        raise RuleBroken("not_yours")
    notices.farewell(work, act, account)
    crowds.bind(work, account, unit=grant.unit, agency=grant.agency, by=act.person, at=act.at)
    journal.add(
        work, at=act.at, actor=act.person, verb="group.bind", object=f"group:{account}", unit=grant.unit, agency=grant.agency
    )  # fmt: skip
    notices.welcome(work, act, account, grant)
    return grant


def unbind(work: Work, act: Act, account: str) -> None:
    """The group is told nothing more. Raises RuleBroken: "not_yours", "group_gone"."""
    _asked(work, act, account)
    notices.farewell(work, act, account)


def _asked(work: Work, act: Act, account: str) -> None:
    group = crowds.get(work, account)
    if group is None or not group.asked_by:
        raise RuleBroken("group_gone")
    if act.person != group.asked_by or not _offices(work, act):
        raise RuleBroken("not_yours")
