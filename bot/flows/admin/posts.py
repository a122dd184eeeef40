"""A new office, step by step: for someone who is invited, or for an official who changes jobs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import GRANTABLE, Grant, Role
from bot.flows import pick
from bot.flows.admin import staff
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Outcome, Stay, Step, option
from bot.notices import enrolment, items
from bot.services import passes
from bot.services import posts as service
from bot.services import staff as staffing
from bot.talk.screen import Button, Screen, column, say, screen
from storage import grants
from storage.work import Work

_CANCEL: Final = "cancel"
_SKIP: Final = "skip"
_SIZE: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What was chosen so far. `grant` is the office that is given up for it, empty for an invite; `found` units that a typed name may
    mean, `page` of the agencies."""

    unit: str
    grant: str = ""
    role: str = ""
    agency: str = ""
    title: str = ""
    found: tuple[str, ...] = ()
    page: int = 0


def invite(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Mời cán bộ` to a unit."""
    if not _roles(work, act, args[0]):
        raise RuleBroken("not_yours")
    return Enter(flow=FLOW.name, draft=Post(unit=args[0]))


def move(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Chuyển nhiệm vụ` of an official; only an administrator reaches more than one unit."""
    found = passes.find(work, act, args[0])
    wide = any(one.role == "admin" for one in grants.of_person(work, act.person))
    return Enter(flow=FLOW.name, draft=Post(unit=found.unit, grant=found.id), step="unit" if wide else "role")


def _roles(work: Work, act: Act, unit: str) -> list[Role]:
    """The roles that the person may give on a unit."""
    known = act.province.units.find(unit) is not None
    may = [role for role in GRANTABLE if known and staff.may_give(work, act, Grant(id="", person="", role=role, unit=unit))]
    return [role for role in may if role != "handler" or act.province.agencies.own(unit)]


def _cancel() -> Button:
    return option("official-cancel", _CANCEL)


def _back(work: Work, act: Act, draft: Post) -> Outcome:
    return Done(screens=(staff.page(work, act, draft.unit),))


def _ask_unit(work: Work, act: Act, draft: Post) -> Screen:
    choices = [option("official-place", one, place=items.unit_name(act, one)) for one in draft.found or (draft.unit,)]
    return screen(say("staff-ask-unit"), rows=column(*choices, _cancel()))


def _take_unit(work: Work, act: Act, draft: Post, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    found = [answer.choice] if answer.choice in (*draft.found, draft.unit) else staff.named(work, act, answer.text)
    if not found:
        return Stay(why=say("broken-staff_unit"))
    if len(found) > 1:
        return Goto(step="unit", draft=replace(draft, found=tuple(found[:_SIZE])))
    return Goto(step="role", draft=replace(draft, unit=found[0], found=()))


def _ask_role(work: Work, act: Act, draft: Post) -> Screen:
    choices = [option("staff-role", role, role=say("official-role", role=role)) for role in _roles(work, act, draft.unit)]
    return screen(say("staff-ask-role", unit=items.unit_name(act, draft.unit)), rows=column(*choices, _cancel()))


def _take_role(work: Work, act: Act, draft: Post, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    if answer.choice not in _roles(work, act, draft.unit):
        return Stay(why=say("staff-press"))
    return Goto(step="agency" if answer.choice == "handler" else "title", draft=replace(draft, role=answer.choice, agency=""))


def _ask_agency(work: Work, act: Act, draft: Post) -> Screen:
    choices = [option("official-pick", one.code, name=one.name) for one in act.province.agencies.own(draft.unit)]

    def way(where: str, number: int) -> Button:
        return option("official-previous" if where == "before" else "official-next", f"page {number}")

    return screen(say("staff-ask-agency"), rows=(*pick.page(choices, draft.page, way, size=_SIZE), (_cancel(),)))


def _take_agency(work: Work, act: Act, draft: Post, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    if answer.choice.startswith("page "):
        return Goto(step="agency", draft=replace(draft, page=pick.number(answer.choice.split(), 1)))
    if answer.choice not in {one.code for one in act.province.agencies.own(draft.unit)}:
        return Stay(why=say("staff-press"))
    return Goto(step="title", draft=replace(draft, agency=answer.choice))


def _ask_title(work: Work, act: Act, draft: Post) -> Screen:
    return screen(say("staff-ask-title"), rows=column(option("button-skip", _SKIP), _cancel()))


def _take_title(work: Work, act: Act, draft: Post, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    if answer.choice != _SKIP and not answer.text.strip():
        return Stay()
    draft = replace(draft, title="" if answer.choice == _SKIP else answer.text)
    return Goto(step="sure", draft=draft) if draft.grant else _offer(work, act, draft)


def _role(draft: Post) -> Role:
    found = next((one for one in GRANTABLE if one == draft.role), None)
    if found is None:
        raise RuleBroken("invite_role")
    return found


def _offer(work: Work, act: Act, draft: Post) -> Outcome:
    token = staffing.new_token(act.mint)
    made = staffing.offer(work, act, role=_role(draft), unit=draft.unit, agency=draft.agency, title=draft.title, token=token)
    return Done(screens=(enrolment.offered(act, made, token),))


def _ask_sure(work: Work, act: Act, draft: Post) -> Screen:
    came = grants.get(work, draft.grant)
    if came is None:
        raise RuleBroken("not_found")
    goes = replace(came, role=_role(draft), unit=draft.unit, agency=draft.agency)
    words = say(
        "card-move_sure", role=enrolment.role(came), place=enrolment.place(act, came), role_now=enrolment.role(goes),
        place_now=enrolment.place(act, goes),
    )  # fmt: skip
    return screen(words, rows=column(option("staff-move_sure", "yes"), _cancel()))


def _take_sure(work: Work, act: Act, draft: Post, answer: Answer) -> Outcome:
    if answer.choice == _CANCEL:
        return _back(work, act, draft)
    if answer.choice != "yes":
        return Stay(why=say("staff-press"))
    try:
        made = service.move(work, act, draft.grant, role=_role(draft), unit=draft.unit, agency=draft.agency, title=draft.title)
    except RuleBroken as broken:
        return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
    return Done(screens=(screen(say("staff-moved", role=enrolment.role(made), place=enrolment.place(act, made))),))


FLOW: Final = Flow(
    name="admin.post",
    draft=Post,
    first="role",
    steps={
        "unit": Step(show=_ask_unit, take=_take_unit),
        "role": Step(show=_ask_role, take=_take_role),
        "agency": Step(show=_ask_agency, take=_take_agency),
        "title": Step(show=_ask_title, take=_take_title),
        "sure": Step(show=_ask_sure, take=_take_sure),
    },
)
