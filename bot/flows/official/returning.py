"""Officials on the web: a code for the page, the door that takes it, and the list from which an inviter gives a new link."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.domain.permissions import Thing, is_permitted
from bot.flows.outcome import Done, Keep, Outcome, Resume
from bot.notices import enrolment, items, returns
from bot.services import passes, staff
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, outbox, people
from storage.work import Work

PAGE: Final = 6
CARD: Final = "staff"


def web(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/web`: a code and a link for the web page. Who holds no office sees the menu."""
    if not grants.of_person(work, act.person):
        return Done()
    made = passes.ask(work, act)
    return Keep(screens=(returns.code(act, *made) if made else screen(say("pass-elsewhere")),))


def come_back(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The link `r_<token>`, or the same typed: the chat speaks for the official from now on, where they stood."""
    seat = passes.redeem(work, act, args[0] if args else "")
    person = people.get(work, seat.person)
    act = replace(act, person=seat.person, account=seat.account, lang=person.lang if person else act.lang)
    held = grants.of_person(work, seat.person)
    lines = [say("card-enrolled-role", role=enrolment.role(one), place=enrolment.place(act, one)) for one in held]
    head = say("card-returned" if act.channel == staff.WEB else "card-linked")
    return Resume(act=act, screens=(screen(head, *lines, rows=column(button("official-work", "viec"))),))


def colleagues(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/canbo`, `/canbo TÊN XÃ`: the officials of a unit, to those who may invite there; others see the menu."""
    own = _units(work, act)
    match args:
        case ("at", unit, page):
            return Keep(screens=(_page(work, act, unit, int(page)),))
        case _ if not own:
            return Done()
        case (typed,):
            found = [one.unit for one in act.province.places.resolve(typed).candidates if _may_look(work, act, one.unit)]
        case _:
            found = own
    if not found:
        raise RuleBroken("staff_unit")
    outbox.drop_card(work, act.account, CARD)
    if len(found) == 1:
        return Keep(screens=(_page(work, act, found[0], 0),))
    rows = [button("official-place", "canbo", "at", one, "0", place=items.unit_name(act, one)) for one in found]
    return Keep(screens=(screen(say("card-places"), rows=column(*rows), card=CARD),))


def _units(work: Work, act: Act) -> list[str]:
    """The units on which the person holds an office that invites."""
    return list(dict.fromkeys(one.unit for one in grants.of_person(work, act.person) if one.role in ("leader", "admin")))


def _may_look(work: Work, act: Act, unit: str) -> bool:
    return is_permitted(grants.of_person(work, act.person), "invite.officer", Thing(unit=unit), act.province.units)


def _page(work: Work, act: Act, unit: str, page: int) -> Screen:
    if not _may_look(work, act, unit):
        raise RuleBroken("not_yours")
    held = [one for one in grants.of_unit(work, unit) if one.person != act.person and _may_invite(work, act, one)]
    seen: Counter[tuple[str, str]] = Counter()
    rows: list[Button] = []
    for one in held:
        title = one.title or enrolment.place(act, one)
        seen[one.role, title] += 1
        rows.append(button("staff-one", "canbo.one", one.id, label=_label(one, title, seen[one.role, title])))
    shown = rows[page * PAGE : (page + 1) * PAGE]
    if page:
        shown.append(button("official-previous", "canbo", "at", unit, str(page - 1)))
    if len(rows) > (page + 1) * PAGE:
        shown.append(button("official-next", "canbo", "at", unit, str(page + 1)))
    name = items.unit_name(act, unit)
    head = say("card-staff", unit=name, n=len(rows)) if rows else say("card-staff-none", unit=name)
    more = (say("card-staff-more"),) if any(one.role == "admin" for one in grants.of_person(work, act.person)) else ()
    return screen(head, *more, rows=column(*shown), card=CARD)


def _may_invite(work: Work, act: Act, one: Grant) -> bool:
    try:
        staff.check_inviter(work, act, one.role, one.unit)
    except RuleBroken:
        return False
    return True


def _label(one: Grant, title: str, n: int) -> Words:
    if n > 1:
        return say("staff-label_n", role=enrolment.role(one), title=title, n=n)
    return say("staff-label", role=enrolment.role(one), title=title)


def colleague(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """One official, by what the platform calls them and what they hold."""
    found = passes.find(work, act, args[0])
    held = grants.of_person(work, found.person)
    lines = [say("card-enrolled-role", role=enrolment.role(one), place=enrolment.place(act, one)) for one in held]
    called = passes.name(work, act, found)
    head = say("card-colleague", name=called) if called else say("card-colleague-nameless")
    rows = column(button("staff-link", "canbo.link", found.id), button("official-back", "canbo", "at", found.unit, "0"))
    return Keep(screens=(screen(head, *lines, rows=rows, card=CARD),))


def link(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gửi lại liên kết`: a fresh pass, to be handed to the official."""
    token, _, ends = passes.give(work, act, args[0])
    return Keep(screens=(screen(say("pass-given")), returns.code(act, token, ends)))
