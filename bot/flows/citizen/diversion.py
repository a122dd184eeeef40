"""The doors for what is no opinion: complaints, denunciations, danger. Never closed on the machine's guess alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.flows import menu
from bot.flows.citizen import route
from bot.flows.citizen.forms import Consent, Diversion
from bot.flows.citizen.taking import piece_of, take_in
from bot.flows.outcome import Answer, Done, Flow, Outcome, Replay, Stay, Step, option
from bot.notices import guidance
from bot.services import drafting, privacy
from bot.talk.screen import Screen, Words, column, say, screen
from storage import people, webchat
from storage.work import Work


def show(work: Work, act: Act, form: Diversion) -> Screen:
    """The guidance: where and when, by which law; in danger whom to call, before anything else."""
    buttons = [option("button-understood", "clear"), option("button-contest", "contest")]
    if form.kind == "denunciation":
        buttons.insert(1, option("button-forget", "forget"))
    return screen(*guidance.at_door(act, form.kind, told=form.told), rows=column(*buttons))


def take(work: Work, act: Act, form: Diversion, answer: Answer) -> Outcome:
    """`contest` goes on with the words, marked for the province's desk; anything else lets go of them."""
    match answer.choice:
        case "contest":
            return _contested(work, act, form)
        case "clear":
            _let_go(work, act, form)
            return _back(work, act, form, say("divert-done"))
        case "forget":
            _let_go(work, act, form)
            webchat.erase(work, people.chat_index(work, act.account))
            return _back(work, act, form, say("divert-forgotten"))
        case _:
            return Stay() if answer.contact else take_in(work, act, piece_of(answer))


def _back(work: Work, act: Act, form: Diversion, words: Words) -> Outcome:
    """To the menu, or to the question of consent that still waits."""
    if form.waiting or form.unit or form.dialogue:
        asked = route.ask_consent(work, act, Consent(letters=form.waiting, unit=form.unit, dialogue=form.dialogue, poster=form.poster))
        return replace(asked, screens=(screen(words),))
    return Done(screens=(menu.shown(work, act, words),))


def _contested(work: Work, act: Act, form: Diversion) -> Outcome:
    letters = (*form.waiting, *((form.letter,) if form.letter else ()))
    if form.letter:
        privacy.release(work, act, form.letter)
    if not route.agreed(work, act):
        asked = Consent(letters=letters, unit=form.unit, dialogue=form.dialogue, contested=form.kind, poster=form.poster)
        return route.ask_consent(work, act, asked)
    drafting.opened(work, act, contested=form.kind)
    return Replay(letters=letters) if letters else route.go_on(work, act)


def _let_go(work: Work, act: Act, form: Diversion) -> None:
    """Danger is no secret and its letter goes with the others; the rest is blanked now."""
    if form.kind == "urgent":
        return
    if form.letter:
        privacy.release(work, act, form.letter)
        privacy.forget_letters(work, (form.letter,))
    else:
        drafting.drop(work, act)


FLOW: Final = Flow(name="divert", draft=Diversion, first="show", steps={"show": Step(show=show, take=take)})
