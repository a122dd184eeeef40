"""After the receipt: a phone number for whoever handles the opinion, if its author wants."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.flows import menu
from bot.flows.citizen.forms import OnOpinion
from bot.flows.outcome import Answer, Done, Enter, Flow, Outcome, Stay, Step, option
from bot.services import accounts, moves
from bot.talk.screen import Screen, button, column, say, screen
from storage.work import Work


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`Để lại số điện thoại` with the opinion, or `Bỏ qua` with nothing."""
    if not args or not args[0]:
        return Done(screens=(menu.shown(work, act),))
    return Enter(flow="phone", draft=OnOpinion(opinion=moves.own(work, act, args[0]).id))


def show(work: Work, act: Act, form: OnOpinion) -> Screen:
    """The request, with one tap where the channel can share a number."""
    return screen(say("phone-ask"), rows=column(option("button-skip", "skip")), asks="contact")


def take(work: Work, act: Act, form: OnOpinion, answer: Answer) -> Outcome:
    """A shared or typed number."""
    if answer.choice:
        return Done(screens=(menu.shown(work, act),))
    if not answer.contact and not answer.text:
        return Stay(why=say("broken-phone"))
    kept = accounts.leave_phone(work, act, form.opinion, answer.contact or answer.text)
    done = screen(say("phone-kept", code=kept.code), rows=column(button("button-open", "opinion", kept.id), button("button-menu", "menu")))
    return Done(screens=(done,))


FLOW: Final = Flow(name="phone", draft=OnOpinion, first="number", steps={"number": Step(show=show, take=take)})
