"""The digest of a working day: what waits for an official in every office, what they were reminded of, and which days changed."""

from __future__ import annotations

from datetime import datetime

from bot.domain.act import Act
from bot.domain.people import Grant
from bot.notices import followups, items, officials, unheard, warnings
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import absences, days, grants, lists, reminders, watched
from storage.work import Work

_DIGESTS: dict[str, tuple[str, ...]] = {
    "officer": ("decide", "overdue", "soon", "new", "transferred", "accepted", "reopened"),
    "leader": ("decide", "drafted", "extensions", "refusals", "overdue", "soon", "new", "transferred", "reopened"),
    "handler": ("mine_overdue", "mine_soon", "mine_new", "mine_reopened"),
    "front": ("overdue", "dissatisfied"),
}
"""role -> the lists of its digest (FEATURES row 34: overdue, due soon, new, dissatisfied)."""


def shown(work: Work, act: Act, person: str, since: datetime, until: datetime) -> Screen | None:
    """What an official should know this morning, in one message for all that they hold; None where there is nothing to say.

    `since` and `until` are this digest's hour and that of the one before: what happened between them is told once."""
    away = absences.deputies(work, person)
    offices = [one for one in grants.of_person(work, person) if one.id not in away or one.instead]
    if not offices:  # on leave
        return None
    held = [one for one in offices if one.role in _DIGESTS]
    lines: list[Words] = _days(work, person, since, until) if held else []
    rows: list[Button] = []
    for grant in held:
        said, doors = of_post(work, act, grant)
        lines += said
        rows += doors
    if n := reminders.count(work, person):
        lines.append(say("card-digest-reminded", n=n))
        rows.append(button("official-reminded", "nhacviec", n=n))
    if not lines:
        return None
    return screen(say("card-digest-head", day=act.today), *lines, rows=column(*rows))


def of_post(work: Work, act: Act, grant: Grant) -> tuple[list[Words], list[Button]]:
    """What waits for the holder of one post, with the ways to it; nothing where nothing waits."""
    key = grant.agency or grant.unit
    counted = [(name, _waiting(work, act, grant, name)) for name in _DIGESTS.get(grant.role, ())]
    lines, doors = warnings.digest(work, act, grant.unit) if grant.role in ("officer", "leader") else ([], [])
    if grant.role == "officer":
        lines = [*lines, *unheard.digest(work, grant.unit)]
    if grant.role == "leader" and (overdue := followups.overdue_in(work, act, grant.unit)):
        lines = [*lines, say("card-digest-conclusion", n=overdue)]
    told = [(say("watch-list" if grant.role == "front" else "official-list", list=name), name, n) for name, n in counted if n]
    if not told and not lines:
        return [], []
    name = items.agency_name(act, grant.agency) if grant.agency else items.unit_name(act, grant.unit)
    lines = [say("card-digest-place", place=name), *(say("card-digest", list=words, n=n) for words, _, n in told), *lines]
    door = ("giamsat", "list") if grant.role == "front" else ("viec",)
    return lines, [*(button("official-list-open", *door, one, key, list=words, n=n) for words, one, n in told), *doors]


def _days(work: Work, person: str, since: datetime, until: datetime) -> list[Words]:
    """The days that someone else made worked or free since the last digest."""
    found = [one for one in days.changed_between(work, since, until) if one.made_by != person]
    return [say("card-digest-worked", day=one.day) if one.working else say("card-digest-free", day=one.day) for one in found]


def _waiting(work: Work, act: Act, grant: Grant, name: str) -> int:
    """How many a list of the digest holds: of the unit or agency; for the Front of its whole area."""
    if grant.role != "front":
        return lists.count(work, name, grant.agency or grant.unit, act.at, officials.soon(act))
    desks = [one.code for one in act.province.units.below(grant.unit)]
    return sum(watched.counts(work, name, desks, at=act.at, since=act.at).values())
