"""Consent in plain words, before anything of a person is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.flows import menu
from bot.flows.citizen import attending, route
from bot.flows.citizen.forms import Consent, Diversion, Voice
from bot.flows.citizen.taking import divert
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Outcome, Replay, Stay, Step, option
from bot.services import accounts, privacy
from bot.talk.screen import Screen, button, column, say, screen
from storage import inbox, outbox
from storage.work import Work


def show(work: Work, act: Act, form: Consent) -> Screen:
    """Who runs it, what is stored, who sees it, that a program answers, how to erase: at most eight lines."""
    office = act.province.office
    lines = [say("consent-text", body=office.body), *((say("consent-sample"),) if office.sample else ()), say("consent-ask")]
    rows = column(option("button-agree", "yes"), option("button-disagree", "no"))
    return screen(*lines, rows=rows, card="consent")


def take(work: Work, act: Act, form: Consent, answer: Answer) -> Outcome:
    """Yes: the letters are read as if they had just come. No: they are blanked. Anything else waits for the answer."""
    if answer.choice == "yes":
        accounts.agree(work, act, route.CONSENT_VERSION)
        again = any(inbox.again(work, one) for one in form.letters)
        if form.attend and not again:
            return attending.begin(work, act, form.attend)
        if form.voice and not again:
            return Enter(flow="voice", draft=Voice(dialogue=form.dialogue, opinion=form.voice))
        route.aim(work, act, unit=form.unit, dialogue=form.dialogue, contested=form.contested, poster=form.poster)
        if again:
            return Replay(letters=form.letters, screens=attending.offered(work, act, form.attend))
        lost = (screen(say("consent-late")),) if form.letters else ()
        return replace(route.go_on(work, act), screens=lost)
    if answer.choice == "no":
        privacy.refuse(work, act, form.letters)
        return Done(screens=(other_ways(act),))
    if answer.contact:
        return Stay()
    if (diverted := divert(work, act, answer.text)) is not None:
        if isinstance(diverted, Enter) and isinstance(diverted.draft, Diversion):
            waits = replace(diverted.draft, waiting=form.letters, unit=form.unit, dialogue=form.dialogue, poster=form.poster)
            return replace(diverted, draft=waits)
        return diverted
    if len(form.letters) <= 1:
        outbox.drop_card(work, act.account, "consent_more")
    return Goto(step="more", draft=replace(form, letters=(*form.letters, act.letter)))


def show_more(work: Work, act: Act, form: Consent) -> Screen:
    """The question again, shorter, after more came in; one message for all that comes."""
    rows = column(option("button-agree", "yes"), option("button-disagree", "no"))
    return screen(say("consent-more", n=len(form.letters)), rows=rows, card="consent_more")


def other_ways(act: Act) -> Screen:
    """Where people go who do not want to write here."""
    return screen(say("consent-refused"), *menu.office_lines(act), rows=column(button("button-menu", "menu")))


FLOW: Final = Flow(
    name="consent", draft=Consent, first="ask", steps={"ask": Step(show=show, take=take), "more": Step(show=show_more, take=take)}
)
