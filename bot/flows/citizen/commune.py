"""Which commune: offered, typed, asked back where a name may mean several, always confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.places import Candidate, Reading
from bot.domain.words import words
from bot.flows.citizen import areas, route
from bot.flows.citizen.card import unit_name
from bot.flows.citizen.forms import Commune
from bot.flows.citizen.taking import piece_of, take_in
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.services import drafting, opinions
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import drafts, people
from storage.work import Work

_NAME_WORDS: Final = 6
"""A place has at most so many words; more are part of what the person wants to say."""


def show_which(work: Work, act: Act, form: Commune) -> Screen:
    """The last commune first, another one second; the first time only the question."""
    last = _last(work, act, form)
    if not last:
        return show_typed(work, act, form)
    return screen(
        say("commune-again", unit=unit_name(act, last)),
        rows=column(option("button-commune", "last", unit=unit_name(act, last)), option("button-other", "other"), route.leave()),
    )


def _last(work: Work, act: Act, form: Commune) -> str:
    """The commune the person wrote for last, if it can be offered."""
    person = people.get(work, act.person)
    found = act.province.units.find(person.commune) if person and form.purpose == "opinion" else None
    return found.code if found and found.opened and found.level == "commune" else ""


def show_typed(work: Work, act: Act, form: Commune) -> Screen:
    """The question for the name, and the list for those who do not type."""
    question = "commune-which" if form.purpose == "opinion" else "commune-name"
    return screen(say(question), rows=column(areas.choice(), route.leave()))


def take_which(work: Work, act: Act, form: Commune, answer: Answer) -> Outcome:
    """The offered one, another one, or a name typed at once."""
    if answer.choice == "last" and (last := _last(work, act, form)):
        return _chosen(work, act, form, last, unit_name(act, last))
    if answer.choice and not areas.opens(answer):
        return Goto(step="typed", draft=form)
    return take_typed(work, act, form, answer)


def take_typed(work: Work, act: Act, form: Commune, answer: Answer) -> Outcome:
    """Find the name. What is no name is part of the opinion: nothing that was typed is lost."""
    if areas.opens(answer):
        return areas.begin(act, form)
    if answer.place is not None and not answer.text:
        return Stay(why=say("commune-place"))
    if answer.contact:
        return Stay()
    name = not answer.media and len(words(answer.text)) <= _NAME_WORDS
    reading = act.province.places.resolve(answer.text)
    if not name or (reading.status == "none" and _goes_on(work, act, form, answer.text)):
        if form.purpose != "opinion":
            return Stay(why=say("commune-unknown"))
        return _joined(work, act, form, answer)
    if reading.status == "none":
        return Stay(why=say("commune-unknown"))
    return Goto(step="choose", draft=_found(act, form, reading))


def _found(act: Act, form: Commune, reading: Reading) -> Commune:
    return replace(
        form, codes=tuple(one.unit for one in reading.candidates), names=tuple(_label(act, one) for one in reading.candidates),
        said=reading.said, near=reading.status == "near", more=reading.more,
    )  # fmt: skip


def _goes_on(work: Work, act: Act, form: Commune, text: str) -> bool:
    """Whether words that are no place go on with what was written a moment ago, or are long enough to be an opinion."""
    draft = drafts.get(work, act.account)
    rules = act.province.rules.draft
    burst = draft is not None and bool(draft.pieces) and (act.at - draft.touched_at).total_seconds() <= rules.burst_seconds
    return form.purpose == "opinion" and (burst or len(words(text)) >= rules.words_min)


def _joined(work: Work, act: Act, form: Commune, answer: Answer) -> Outcome:
    """The words join the opinion; a commune that they name is offered."""
    outcome = take_in(work, act, piece_of(answer))
    if not isinstance(outcome, Keep):
        return outcome
    reading = act.province.places.resolve(answer.text)
    if answer.text and reading.status == "one":
        return Goto(step="choose", draft=replace(_found(act, form, reading), said=reading.candidates[0].said))
    return Stay(why=say("commune-first")) if answer.text else Keep()


def _label(act: Act, found: Candidate) -> str:
    """The name under which it was found, empty when it is the unit's own."""
    return "" if found.said == unit_name(act, found.unit) else found.said


def show_choose(work: Work, act: Act, form: Commune) -> Screen:
    """One: confirm. Several, or near: which."""
    if len(form.codes) == 1:
        name = unit_name(act, form.codes[0])
        question: Words
        if form.near:
            question = say("commune-near", said=form.said, unit=name)
        elif form.names[0]:
            question = say("commune-former", said=form.names[0], unit=name)
        else:
            question = say("commune-confirm", unit=name)
        return screen(question, rows=column(option("button-right", "0"), option("button-other", "other"), route.leave()))
    buttons = [_candidate(act, form, place) for place in range(len(form.codes))]
    question = say("commune-several-more" if form.more else "commune-near-several" if form.near else "commune-several", said=form.said)
    return screen(question, rows=column(*buttons, option("button-other", "other"), route.leave()))


def _candidate(act: Act, form: Commune, place: int) -> Button:
    name = unit_name(act, form.codes[place])
    if form.names[place]:
        return option("button-commune-former", str(place), unit=name, said=form.names[place])
    return option("button-commune", str(place), unit=name)


def take_choose(work: Work, act: Act, form: Commune, answer: Answer) -> Outcome:
    """The chosen one, or another name."""
    if answer.choice == "other":
        return Goto(step="typed", draft=replace(form, codes=(), names=(), said=""))
    if answer.choice.isdigit() and int(answer.choice) < len(form.codes):
        return _chosen(work, act, form, form.codes[int(answer.choice)], form.said)
    return take_typed(work, act, form, answer)


def take_listed(work: Work, act: Act, form: Commune, answer: Answer) -> Outcome:
    """A choice of the list, or a name typed after all."""
    return areas.take(act, form, answer) or take_typed(work, act, form, answer)


def _chosen(work: Work, act: Act, form: Commune, unit: str, said: str) -> Outcome:
    try:
        return _applied(work, act, form, unit, said)
    except RuleBroken as broken:
        if broken.code != "commune_closed":
            raise
        # Not open there: say where to go, keep the words, ask for another commune.
        again = replace(form, codes=(), names=(), said="")
        return Enter(flow="commune", draft=again, step="typed", screens=(screen(say("broken-commune_closed", **broken.facts)),))


def _applied(work: Work, act: Act, form: Commune, unit: str, said: str) -> Outcome:
    match form.purpose:
        case "opinion":
            if not route.agreed(work, act):
                return route.begin(work, act, unit=unit)
            drafting.place(work, act, unit=unit, said=said)
            people.settle(work, act.person, unit)
            return route.go_on(work, act)
        case "recommune":
            kept = opinions.recommune(work, act, form.opinion, unit, said)
            done = say("opinion-recommuned", code=kept.code, unit=unit_name(act, unit))
            return Done(screens=(screen(done, rows=column(button("button-open", "opinion", kept.id), button("button-menu", "menu"))),))
        case "settle":
            drafting.check_open(act, unit)
            if route.agreed(work, act):
                people.settle(work, act.person, unit)
            done = say("commune-kept", unit=unit_name(act, unit))
            schedule = button("menu-schedule", "schedule", unit)
            return Done(
                screens=(screen(done, rows=column(schedule, button("menu-write", "write", "c", unit), button("button-menu", "menu"))),)
            )


def choose(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/xa`: the commune whose dialogues are shown and which is offered first."""
    form = Commune(purpose="settle")
    if not args or not args[0]:
        return Enter(flow="commune", draft=form, step="typed")
    reading = act.province.places.resolve(args[0])
    if reading.status == "none":
        return Enter(flow="commune", draft=form, step="typed", screens=(screen(say("commune-unknown")),))
    return Enter(flow="commune", draft=_found(act, form, reading), step="choose")


FLOW: Final = Flow(
    name="commune",
    draft=Commune,
    first="which",
    steps={
        "which": Step(show=show_which, take=take_which),
        "typed": Step(show=show_typed, take=take_typed),
        "choose": Step(show=show_choose, take=take_choose),
        "area": Step(show=areas.show_area, take=take_listed),
        "listed": Step(show=areas.show_listed, take=take_listed),
    },
)
