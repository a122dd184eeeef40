"""`Chọn xã, phường` without typing: the districts people remember, then the communes of one, a page at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.places import Area
from bot.flows import pick
from bot.flows.citizen import route
from bot.flows.citizen.card import unit_name
from bot.flows.citizen.forms import Commune
from bot.flows.outcome import Answer, Goto, option
from bot.talk.screen import Button, Screen, column, say, screen
from storage.work import Work

_SIZE: Final = 6
_LISTED: Final = "listed"


def choice() -> Button:
    """The button that opens the list where a name is asked for."""
    return option("button-choose-commune", _LISTED)


def begin(act: Act, form: Commune) -> Goto[Commune]:
    """To the districts; where there is only one, to its communes."""
    areas = act.province.places.areas
    if len(areas) == 1:
        return Goto(step="listed", draft=replace(form, area=areas[0].name, page=0))
    return Goto(step="area", draft=replace(form, area="", page=0))


def opens(answer: Answer) -> bool:
    """Whether the list was asked for."""
    return answer.choice == _LISTED


def show_area(work: Work, act: Act, form: Commune) -> Screen:
    """The districts of today and of the past."""
    choices = [option("button-area", f"area:{place}", name=one.name) for place, one in enumerate(act.province.places.areas)]
    return screen(say("commune-area"), rows=(*pick.page(choices, form.page, _turn, size=_SIZE), *column(route.leave())))


def show_listed(work: Work, act: Act, form: Commune) -> Screen:
    """The communes of one district."""
    choices = [option("button-commune", f"unit:{code}", unit=unit_name(act, code)) for code in _units(act, form.area)]
    back = option("button-back", _LISTED)
    return screen(
        say("commune-listed", area=form.area), rows=(*pick.page(choices, form.page, _turn, size=_SIZE), *column(back, route.leave()))
    )


def _turn(way: str, page: int) -> Button:
    return option(f"button-{way}", f"page:{page}")


def _units(act: Act, name: str) -> tuple[str, ...]:
    found: Area | None = next((one for one in act.province.places.areas if one.name == name), None)
    return found.units if found else ()


def take(act: Act, form: Commune, answer: Answer) -> Goto[Commune] | None:
    """Another page, a district, or a commune to be confirmed; None for what was not chosen from the list."""
    what, _, value = answer.choice.partition(":")
    areas = act.province.places.areas
    match what:
        case "listed":
            return begin(act, form) if len(areas) > 1 else Goto(step="typed", draft=form)
        case "page" if value.isdigit():
            return Goto(step="listed" if form.area else "area", draft=replace(form, page=int(value)))
        case "area" if value.isdigit() and int(value) < len(areas):
            return Goto(step="listed", draft=replace(form, area=areas[int(value)].name, page=0))
        case "unit" if act.province.units.find(value) is not None:
            return Goto(step="choose", draft=replace(form, codes=(value,), names=("",), said="", near=False, more=0))
        case _:
            return None
