"""`Dữ liệu của tôi`: what is held about the person, how much they hear, and how they take it all back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from bot.domain.act import Act
from bot.domain.people import Density
from bot.flows.citizen.card import unit_name
from bot.flows.citizen.forms import Plain
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, option
from bot.services import accounts, privacy
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import attendance, opinions, people
from storage.work import Work

_DENSITIES: Final[tuple[Density, ...]] = ("every", "result", "off")
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/dulieu` and its buttons."""
    match args:
        case ("erase", *_):
            return Enter(flow="erase", draft=Plain())
        case ("phone", *_):
            accounts.drop_phone(work, act)
            return Keep(screens=(shown(work, act, say("data-phone-dropped")),))
        case ("hear",):
            buttons = [button(f"density-{one}", "data", "hear", one) for one in _DENSITIES]
            return Keep(screens=(screen(say("data-hear-ask"), rows=column(*buttons, button("button-back", "data"))),))
        case ("hear", density) if density in _DENSITIES:
            accounts.hear(work, act, density)
            return Keep(screens=(shown(work, act, say("data-hear-kept")),))
        case _:
            return Keep(screens=(shown(work, act),))


def shown(work: Work, act: Act, *lines: Words) -> Screen:
    """All that is held, in at most eight lines."""
    person = people.get(work, act.person)
    at = people.agreed_at(work, act.person)
    phone = people.phone(work, act.person)
    held = [say("data-channel", channel=say(f"channel-{act.channel}"))]
    if name := people.name(work, act.account):
        held.append(say("data-name", name=name))
    if person is not None and person.commune:
        held.append(say("data-commune", unit=unit_name(act, person.commune)))
    held.append(say("data-agreed", at=at) if at else say("data-not-agreed"))
    held.append(say("data-opinions", n=opinions.sent_since(work, act.person, _EVER)))
    if seats := len(attendance.of_person(work, act.person)):
        held.append(say("data-seats", n=seats))
    held.append(say("data-phone", tail=phone[-3:]) if phone else say("data-no-phone"))
    held.append(say("data-density", density=say(f"density-{person.density if person else 'every'}")))
    buttons = [
        button("button-hear", "data", "hear"),
        button("button-language", "language"),
        button("button-link", "link"),
        button("button-erase", "data", "erase"),
    ]
    if phone:
        buttons.insert(0, button("button-drop-phone", "data", "phone"))
    return screen(*lines, *held, rows=column(*buttons, button("button-menu", "menu")))


def show_sure(work: Work, act: Act, form: Plain) -> Screen:
    """What goes, and what stays without a name."""
    return screen(say("erase-ask"), rows=column(option("button-erase-yes", "yes"), option("button-erase-no", "no")))


def take_sure(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    """Yes erases at once."""
    if answer.choice == "yes":
        privacy.erase(work, act)
        return Done(screens=(screen(say("erase-done")),))
    return Done(screens=(shown(work, act),)) if answer.choice else Stay()


FLOW: Final = Flow(name="erase", draft=Plain, first="sure", steps={"sure": Step(show=show_sure, take=take_sure)})
