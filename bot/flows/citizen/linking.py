"""`Kênh liên lạc`: the person's chats, a code for one more, where to hear us."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.flows.citizen.forms import Plain
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay, Step, option
from bot.services import linking
from bot.talk.screen import Screen, Words, button, column, say, screen
from storage import outbox, people
from storage.work import Work

NAME: Final = "link"


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/lienket`, alone, with a code behind it, or pressed."""
    match args:
        case ("code",):
            code, ends = linking.offer(work, act)
            told = screen(say("link-code", code=code, ends=ends), say("link-how"))
            return Keep(screens=(replace(told, about=outbox.ONCE),))
        case ("type",):
            return Enter(flow=NAME, draft=Plain())
        case ("part", account):
            linking.part(work, act, account)
            return Keep(screens=(shown(work, act, say("link-parted")),))
        case ("prefer",):
            return Keep(screens=(_where(work, act),))
        case ("prefer", channel):
            linking.prefer(work, act, channel if channel != "last" else "")
            return Keep(screens=(shown(work, act, say("link-preferred")),))
        case (typed,) if typed:
            return _joined(work, act, typed)
        case _:
            return Keep(screens=(shown(work, act),))


def shown(work: Work, act: Act, *lines: Words) -> Screen:
    """The chats that are the person's, and what can be done."""
    person = people.get(work, act.person)
    others = linking.others(work, act)
    told = [*lines, say("link-here", channel=say(f"channel-{act.channel}"))]
    told += [say("link-other", channel=say(f"channel-{one.channel}")) for one in others]
    if person is not None and person.prefers:
        told.append(say("link-prefers", channel=say(f"channel-{person.prefers}")))
    rows = [button("button-link-code", "link", "code"), button("button-link-type", "link", "type")]
    if others:
        rows.append(button("button-link-prefer", "link", "prefer"))
        rows += [button("button-link-part", "link", "part", one.id, channel=say(f"channel-{one.channel}")) for one in others]
    return screen(*told, rows=column(*rows, button("button-menu", "menu")))


def _where(work: Work, act: Act) -> Screen:
    channels = list(dict.fromkeys(one.channel for one in people.accounts(work, act.person)))
    choices = [button("button-link-channel", "link", "prefer", one, channel=say(f"channel-{one}")) for one in channels]
    return screen(
        say("link-where"), rows=column(*choices, button("button-link-last", "link", "prefer", "last"), button("button-back", "link"))
    )


def _joined(work: Work, act: Act, typed: str) -> Outcome:
    seat = linking.join(work, act, "".join(typed.split()))
    person = people.get(work, seat.person)
    act = replace(act, person=seat.person, account=seat.account, lang=person.lang if person else act.lang)
    return Done(screens=(shown(work, act, say("link-done")),))  # what this chat was asked before, as nobody's, is over


def _ask(work: Work, act: Act, form: Plain) -> Screen:
    return screen(say("link-ask"), rows=column(option("button-cancel", "cancel")))


def _take(work: Work, act: Act, form: Plain, answer: Answer) -> Outcome:
    if answer.choice == "cancel":
        return Done(screens=(shown(work, act),))
    return _joined(work, act, answer.text) if answer.text else Stay()


FLOW: Final = Flow(name=NAME, draft=Plain, first="code", steps={"code": Step(show=_ask, take=_take)})
