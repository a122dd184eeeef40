"""Reminders of the ladder: whom a rung tells, and one message a person however many opinions it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import day_bounds
from bot.domain.escalation import accept_due
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.domain.permissions import is_permitted
from bot.domain.rules import Rung, Told
from bot.notices import away, items, officials
from bot.notices import tell as telling
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import grants, outbox, people, reminders
from storage.work import Work

CARD: Final = "reminders"
PAGE: Final = 5
_BELOW: Final[tuple[Role, ...]] = ("leader", "officer")
_GATHER: Final = timedelta(seconds=60)
"""What is raised within this time is one message."""


def _assignee(work: Work, act: Act, opinion: Opinion) -> list[str]:
    match opinion.phase, opinion.status:
        case "working", "drafted":
            return officials.clearing(work, act, opinion)
        case "working", _:
            return officials.working(work, act, opinion)
        case _:
            return _officer(work, act, opinion)


def _officer(work: Work, act: Act, opinion: Opinion) -> list[str]:
    return officials.holding(work, "officer", opinion.desk)


def _leader(work: Work, act: Act, opinion: Opinion) -> list[str]:
    return officials.holding(work, "leader", opinion.desk)


def _superior(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """The leaders of the nearest unit above that has any."""
    _, *above = act.province.units.chain(opinion.desk)
    return next((found for one in above if (found := officials.holding(work, "leader", one.code))), [])


def _admin(work: Work, act: Act, opinion: Opinion) -> list[str]:
    return officials.holding(work, "admin", act.province.units.root.code)


_WHO: Final[Mapping[Told, Callable[[Work, Act, Opinion], list[str]]]] = {
    "assignee": _assignee, "officer": _officer, "leader": _leader, "superior": _superior, "admin": _admin,
}  # fmt: skip
_ORDER: Final[tuple[Told, ...]] = tuple(_WHO)


def persons(work: Work, act: Act, opinion: Opinion, rung: Rung) -> tuple[list[str], list[Told]]:
    """Whom the rung tells, and as what; where nobody of a role can be reached, the next higher one that can."""
    found: dict[str, None] = {}
    told: list[Told] = []
    for wanted in rung.tells:
        for role in _ORDER[_ORDER.index(wanted) :]:
            reached = [one for one in _WHO[role](work, act, opinion) if people.reach(work, one)]
            if reached:
                found.update(dict.fromkeys(reached))
                told += [role] if role not in told else []
                break
    return list(found), told


def tell(work: Work, act: Act, opinion: Opinion, rung: Rung, told: list[str]) -> None:
    """Each person gets one message for all that was raised to them within a minute."""
    for person in told:
        reminders.keep(work, person=person, opinion=opinion.id, rung=rung.name, at=act.at)
        account = people.reach(work, person)
        outbox.drop_card(work, account, CARD)
        shown = listed(work, act, person, reminders.of(work, person, since=day_bounds(act.today)[0]))
        key = f"rung:{opinion.id}:{rung.name}:{act.mint.id()}:{person}"
        telling.tell(work, act, person, shown, key=key, purpose="reminder", due=act.at + _GATHER)


def listed(work: Work, act: Act, person: str, found: list[Opinion], *, first: int = 0) -> Screen:
    """Opinions that wait, without their authors' words: who is told of one from below may have no right to read it, and reads whom to
    call instead."""
    shown = found[first : first + PAGE]
    held = grants.of_person(work, person)
    opens = {one.id for one in shown if is_permitted(held, "opinion.read", one.thing, act.province.units)}
    rows = [button("official-code", "item", "open", one.id, code=one.code) for one in shown if one.id in opens]
    if len(found) > first + PAGE:
        rows.append(button("official-next", "nhacviec", str(first + PAGE)))
    lines = [words for one in shown for words in (line(act, one), *(() if one.id in opens else _whom(work, act, one)))]
    return screen(say("card-reminders", n=len(found)), *lines, rows=column(*rows), card=CARD)


def _whom(work: Work, act: Act, opinion: Opinion) -> list[Words]:
    """Who answers for it below: the leader of its desk, else its officer, by the post."""
    posts = [one for role in _BELOW for one in grants.holders(work, role, opinion.desk)]
    return [say("card-reminder-whom", post=away.post_of(act, posts[0]))] if posts else []


def line(act: Act, opinion: Opinion) -> Words:
    """Where an opinion stands, with whom, and until when."""
    rules, calendar = act.province.rules, act.province.calendar
    place = items.agency_name(act, opinion.lead) if opinion.lead else items.unit_name(act, opinion.unit)
    due = opinion.due if opinion.phase == "working" else accept_due(opinion, rules, calendar) if opinion.status != "accepted" else None
    status = say("official-status", status=opinion.status)
    if due is None:
        return say("card-reminder-since", code=opinion.code, status=status, place=place, at=opinion.entered_at)
    return say("card-reminder-due", code=opinion.code, status=status, place=place, due=due, late="yes" if due < act.at else "no")
