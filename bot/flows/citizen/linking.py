"""`Kênh liên lạc`: the person's chats, a code for one more, where to hear us."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.citizen import route
from bot.flows.citizen.forms import Consent
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Replay, Resume, Stay, Step, option
from bot.notices import linked
from bot.services import linking
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import conversations, grants, outbox, people
from storage.work import Work

NAME: Final = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The mark of the code that was typed, and the letters that waited for consent when linking began: they are not lost with that
    question."""

    mark: str = ""
    letters: tuple[int, ...] = ()


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/lienket`, alone, with a code behind it, or pressed."""
    match args:
        case ("code",):
            code, ends = linking.offer(work, act)
            told = screen(say("link-code", code=code, ends=ends), say("link-how"))
            return Keep(screens=(replace(told, about=outbox.ONCE),))
        case ("type",):
            return Enter(flow=NAME, draft=Linking(letters=_waiting(work, act)))
        case ("part", account):
            return Keep(screens=(_part_asked(work, act, account),))
        case ("part", account, "yes"):
            return _parted(work, act, account)
        case ("prefer",):
            return Keep(screens=(_where(work, act),))
        case ("prefer", channel):
            linking.prefer(work, act, channel if channel != "last" else "")
            return Keep(screens=(shown(work, act, say("link-preferred")),))
        case (typed,) if typed:
            return Enter(flow=NAME, step="sure", draft=_found(work, act, typed, _waiting(work, act)))
        case _:
            return Keep(screens=(shown(work, act),))


def shown(work: Work, act: Act, *lines: Words) -> Screen:
    """The chats that are the person's, and what can be done."""
    person = people.get(work, act.person)
    chats = people.chats(work, act.person)
    names = linked.names(chats)
    told = [*lines, say("link-here", channel=names[act.account])]
    told += [say("link-other", channel=names[one.id]) for one in chats if one.id != act.account]
    if person is not None and person.prefers:
        told.append(say("link-prefers", channel=say(f"channel-{person.prefers}")))
    rows = [button("button-link-code", "link", "code"), button("button-link-type", "link", "type")]
    if grants.of_person(work, act.person):
        rows = [button("button-link-pass", "web")]
    if len(chats) > 1:
        rows.append(button("button-link-prefer", "link", "prefer"))
    goes = [one.id for one in linking.partable(work, act)]
    rows += [button("button-link-part", "link", "part", one, channel=names[one]) for one in goes if one != act.account]
    rows += [button("button-link-leave", "link", "part", one) for one in goes if one == act.account]
    return screen(*told, rows=column(*rows, button("button-menu", "menu")))


def _where(work: Work, act: Act) -> Screen:
    channels = list(dict.fromkeys(one.channel for one in people.accounts(work, act.person)))
    choices = [button("button-link-channel", "link", "prefer", one, channel=say(f"channel-{one}")) for one in channels]
    return screen(
        say("link-where"), rows=column(*choices, button("button-link-last", "link", "prefer", "last"), button("button-back", "link"))
    )


def _part_asked(work: Work, act: Act, account: str) -> Screen:
    """What parting means, before it is done."""
    found = next((one for one in linking.partable(work, act) if one.id == account), None)
    if found is None:
        raise RuleBroken("not_found")
    lines = [say("link-leave-ask"), say("link-leave-means")]
    if account != act.account:
        name = linked.names(people.chats(work, act.person))[account]
        lines = [say("link-part-ask", channel=name, at=found.joined), say("link-part-means")]
    yes = button("button-link-part-yes", "link", "part", account, "yes")
    return screen(*lines, rows=column(yes, button("button-link-part-no", "link")))


def _parted(work: Work, act: Act, account: str) -> Outcome:
    seat = linking.part(work, act, account)
    if seat.person == act.person:
        return Keep(screens=(shown(work, act, say("link-parted")),))
    act = replace(act, person=seat.person, account=seat.account)
    return Resume(act=act, screens=(screen(say("notice-unlinked", at=act.at), rows=column(button("button-menu", "menu"))),))


def _waiting(work: Work, act: Act) -> tuple[int, ...]:
    """The letters that wait for the person's consent."""
    standing = conversations.get(work, act.account)
    return tuple(json.loads(standing.draft).get("letters", ())) if standing.flow == "consent" else ()


def _found(work: Work, act: Act, typed: str, letters: tuple[int, ...]) -> Linking:
    return Linking(mark=linking.find(work, act, "".join(typed.split())), letters=letters)


def _over(work: Work, act: Act, form: Linking, said: Screen) -> Outcome:
    """Nothing was linked: what waited for consent is asked for again."""
    return replace(route.ask_consent(work, act, Consent(letters=form.letters)), screens=(said,)) if form.letters else Done(screens=(said,))


def _ask(work: Work, act: Act, form: Linking) -> Screen:
    return screen(say("link-ask"), rows=column(option("button-cancel", "cancel")))


def _take(work: Work, act: Act, form: Linking, answer: Answer) -> Outcome:
    if answer.choice == "cancel":
        return _over(work, act, form, shown(work, act))
    return Goto(step="sure", draft=_found(work, act, answer.text, form.letters)) if answer.text else Stay()


def _ask_sure(work: Work, act: Act, form: Linking) -> Screen:
    """What will happen, before it does; for whom is not said: whoever guessed the code must not learn it."""
    rows = column(option("button-link-yes", "yes"), option("button-link-no", "no"))
    return screen(say("link-sure"), say("link-sure-own"), rows=rows)


def _take_sure(work: Work, act: Act, form: Linking, answer: Answer) -> Outcome:
    if answer.choice == "no":
        return _over(work, act, form, shown(work, act, say("link-not")))
    if answer.choice != "yes":
        return Stay()
    try:
        seat = linking.join(work, act, form.mark)
    except RuleBroken as broken:  # the code ended meanwhile: to ask once more makes no sense
        return _over(work, act, form, screen(say(f"broken-{broken.code}", **broken.facts)))
    person = people.get(work, seat.person)
    act = replace(act, person=seat.person, account=seat.account, lang=person.lang if person else act.lang)
    done = (shown(work, act, say("link-done")),)  # what this chat was asked before, as nobody's, is over
    return Replay(letters=form.letters, screens=done) if form.letters else Done(screens=done)


FLOW: Final = Flow(
    name=NAME, draft=Linking, first="code", steps={"code": Step(show=_ask, take=_take), "sure": Step(show=_ask_sure, take=_take_sure)}
)
