"""`Đơn vị và tài khoản`: who holds what in a unit, page by page, and what whoever may invite there can do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant
from bot.domain.permissions import Thing, is_permitted
from bot.domain.words import fold
from bot.flows import pick
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.notices import enrolment, items, returns
from bot.services import checkups, idling, passes
from bot.services import staff as service
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, outbox
from storage.work import Work

PAGE: Final = 6
CARD: Final = "staff"
_CANCEL: Final = "cancel"


def overview(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/quantri`: for an administrator the way to every unit, and to the communes that lack an officer; a leader's own unit at once."""
    if not any(one.role == "admin" for one in grants.of_person(work, act.person)):
        return colleagues(work, act, ())
    bare = checkups.without_officer(work, act)
    rows = [button("admin-staff", "canbo")]
    if bare:
        rows.append(button("admin-missing", "canbo.missing", "0", n=len(bare)))
    rows.append(button("menu-calendar", "calendar"))
    head = say("card-admin", province=act.province.name, n=len(bare)) if bare else say("card-admin-full", province=act.province.name)
    return Keep(screens=(screen(head, rows=column(*rows)),))


def missing(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The open communes without an active officer, each the way to its page; only those where the person may invite."""
    bare = [one for one in checkups.without_officer(work, act) if _may_look(work, act, one.code)]
    choices = [button("official-place", "canbo", "at", one.code, "0", place=one.name) for one in bare]

    def way(where: str, number: int) -> Button:
        return button("official-previous" if where == "before" else "official-next", "canbo.missing", str(number))

    rows = pick.page(choices, pick.number(args, 0), way, size=PAGE)
    return Keep(screens=(screen(say("card-admin-missing", n=len(bare)), rows=rows, card=CARD),))


def colleagues(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/canbo`, `/canbo TÊN XÃ`: the officials of a unit, to those who may invite there; others see the menu."""
    own = _units(work, act)
    match args:
        case ("at", unit, page):
            return Keep(screens=(page_of(work, act, unit, int(page)),))
        case _ if not own:
            return Done()
        case (typed,):
            found = named(work, act, typed)
        case _:
            found = own
    if not found:
        raise RuleBroken("staff_unit")
    outbox.drop_card(work, act.account, CARD)
    return Keep(screens=(_one_or_which(work, act, found),))


def _one_or_which(work: Work, act: Act, found: list[str]) -> Screen:
    if len(found) == 1:
        return page_of(work, act, found[0], 0)
    rows = [button("official-place", "canbo", "at", one, "0", place=items.unit_name(act, one)) for one in found]
    return screen(say("card-places"), rows=column(*rows), card=CARD)


def named(work: Work, act: Act, typed: str) -> list[str]:
    """The units that a typed name may mean, of those where the person may invite."""
    root = act.province.units.root
    named = [one.unit for one in act.province.places.resolve(typed).candidates]
    return [one for one in dict.fromkeys([*([root.code] if fold(typed) == fold(root.name) else []), *named]) if _may_look(work, act, one)]


def _units(work: Work, act: Act) -> list[str]:
    """The units on which the person holds an office that invites."""
    return list(dict.fromkeys(one.unit for one in grants.of_person(work, act.person) if one.role in ("leader", "admin")))


def _may_look(work: Work, act: Act, unit: str) -> bool:
    return is_permitted(grants.of_person(work, act.person), "invite.officer", Thing(unit=unit), act.province.units)


def may_give(work: Work, act: Act, grant: Grant) -> bool:
    """Whether the person may invite to this office."""
    try:
        service.check_inviter(work, act, grant.role, grant.unit)
    except RuleBroken:
        return False
    return True


def page_of(work: Work, act: Act, unit: str, number: int) -> Screen:
    """A page of the officials of a unit. Raises RuleBroken("not_yours") for those who may not invite there."""
    if not _may_look(work, act, unit):
        raise RuleBroken("not_yours")
    held = [one for one in grants.of_unit(work, unit) if one.person != act.person and may_give(work, act, one)]
    seen: Counter[tuple[str, str]] = Counter()
    rows: list[Button] = []
    for one in held:
        title = one.title or enrolment.place(act, one)
        seen[one.role, title] += 1
        rows.append(button("staff-one", "canbo.one", one.id, label=_label(one, title, seen[one.role, title])))
    shown = rows[number * PAGE : (number + 1) * PAGE]
    if number:
        shown.append(button("official-previous", "canbo", "at", unit, str(number - 1)))
    if len(rows) > (number + 1) * PAGE:
        shown.append(button("official-next", "canbo", "at", unit, str(number + 1)))
    shown.append(button("staff-invite", "canbo.invite", unit))
    if any(one.role == "admin" for one in grants.of_person(work, act.person)):
        shown.append(button("staff-place", "canbo.place"))
    name = items.unit_name(act, unit)
    head = say("card-staff", unit=name, n=len(rows)) if rows else say("card-staff-none", unit=name)
    return screen(head, rows=column(*shown), card=CARD)


def _label(one: Grant, title: str, n: int) -> Words:
    words = say("staff-label", role=enrolment.role(one), title=title)
    if n > 1:
        words = say("staff-label_n", role=enrolment.role(one), title=title, n=n)
    return say("staff-label_asleep", label=words) if one.asleep else words


def colleague(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """One official, by what the platform calls them and what they hold, with what can be done."""
    found = passes.find(work, act, args[0])
    held = grants.of_person(work, found.person)
    lines = [say("card-enrolled-role", role=enrolment.role(one), place=enrolment.place(act, one)) for one in held]
    called = passes.name(work, act, found)
    head = say("card-colleague", name=called) if called else say("card-colleague-nameless")
    back = button("official-back", "canbo", "at", found.unit, "0")
    gone = button("staff-revoke", "canbo.revoke", found.id)
    if found.asleep:
        lines.append(say("card-colleague-asleep", role=enrolment.role(found), place=enrolment.place(act, found)))
        rows = column(button("staff-wake", "canbo.wake", found.id), gone, back)
    else:
        rows = column(button("staff-link", "canbo.link", found.id), button("staff-move", "canbo.move", found.id), gone, back)
    return Keep(screens=(screen(head, *lines, rows=rows, card=CARD),))


def link(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Gửi lại liên kết`: a fresh pass, to be handed to the official."""
    token, _, ends = passes.give(work, act, args[0])
    return Keep(screens=(screen(say("pass-given")), returns.code(act, token, ends)))


def revoke(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Thu hồi`: asked once more, with what will become of the work."""
    found = passes.find(work, act, args[0])
    role, place = enrolment.role(found), enrolment.place(act, found)
    if args[1:] == ("yes",):
        service.revoke(work, act, found)
        done = say("staff-revoked", role=role, place=place)
        return Keep(screens=(replace(page_of(work, act, found.unit, 0), lines=(done,)),))
    sure = button("staff-revoke_sure", "canbo.revoke", found.id, "yes")
    words = say("card-revoke_sure", role=role, place=place)
    return Keep(screens=(screen(words, rows=column(sure, button("official-back", "canbo.one", found.id)), card=CARD),))


def wake(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Mở lại`, from the list or from the notice that told of it."""
    found = idling.wake(work, act, args[0])
    return Keep(screens=(screen(say("staff-woken", role=enrolment.role(found), place=enrolment.place(act, found)), card=CARD),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The unit that is looked for: `found` are the codes that the typed name may mean."""

    found: tuple[str, ...] = ()


def other_place(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Xã, phường khác`."""
    if not _units(work, act):
        raise RuleBroken("not_yours")
    return Enter(flow=PLACE.name, draft=Wanted())


def _ask_place(work: Work, act: Act, draft: Wanted) -> Screen:
    choices = [option("official-place", one, place=items.unit_name(act, one)) for one in draft.found]
    words = say("card-places") if draft.found else say("staff-ask-place")
    return screen(words, rows=column(*choices, option("official-cancel", _CANCEL)))


def _take_place(work: Work, act: Act, draft: Wanted, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return Done(screens=(screen(say("menu-cancelled")),))
    found = [answer.choice] if answer.choice in draft.found else named(work, act, answer.text)
    if not found:
        return Stay(why=say("broken-staff_unit"))
    if len(found) > 1:
        return Goto(step="name", draft=Wanted(found=tuple(found[:PAGE])))
    outbox.drop_card(work, act.account, CARD)
    return Done(screens=(page_of(work, act, found[0], 0),))


PLACE: Final = Flow(name="admin.place", draft=Wanted, first="name", steps={"name": Step(show=_ask_place, take=_take_place)})


def page(work: Work, act: Act, unit: str) -> Screen:
    """The officials of a unit, as a new message below what was typed."""
    outbox.drop_card(work, act.account, CARD)
    return page_of(work, act, unit, 0)
