"""`Đăng ký tham dự`: how many come, whether they speak, about what, called by name or by number; and the code at the door."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.attendance import Registration, is_registering, opens_at
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.words import shorten
from bot.flows import menu
from bot.flows.citizen import route
from bot.flows.citizen.forms import Attending, Consent
from bot.flows.citizen.taking import divert
from bot.flows.outcome import Answer, Done, Enter, Flow, Goto, Keep, Outcome, Stay, Step, option
from bot.notices import attending as notices
from bot.notices.dialogues import calendar, facts, title
from bot.services import attending, sessions
from bot.services.attending import Wish
from bot.talk.screen import Button, Screen, button, column, say, screen
from storage import attendance, opinions, outbox, people
from storage import dialogues as rows
from storage.work import Work

_OFFERED: Final = 4  # own opinions of this dialogue, newest first
_LOOKED: Final = 50  # own opinions that are looked through
_BEGINNING: Final = 30
_ROW: Final = 3
_COUNT: Final = re.compile(r"(\d{1,3})(?:\s*người)?\.?", re.IGNORECASE)


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """(dialogue, what): what is registered, or the way to register; `change` and `leave` change it and take it back."""
    name, what = (*args, "", "")[:2]
    mine = attendance.get(work, name, act.person)
    if what == "leave" and mine is not None:
        return Enter(flow="attend", draft=Attending(dialogue=attending.find(work, act, name).id), step="leave")
    if what == "" and mine is not None:
        return Keep(screens=(_card(work, act, _told(work, name), mine),))
    return begin(work, act, name)


def begin(work: Work, act: Act, name: str) -> Outcome:
    """The first question; consent before it."""
    dialogue = attending.find(work, act, name)
    if not route.agreed(work, act):
        return route.ask_consent(work, act, Consent(attend=dialogue.id))
    return Enter(flow="attend", draft=Attending(dialogue=dialogue.id))


def offered(work: Work, act: Act, name: str) -> tuple[Screen, ...]:
    """The way back to registering, for whoever wrote something else meanwhile."""
    dialogue = rows.get(work, name) if name else None
    if dialogue is None or not is_registering(dialogue, act.at):
        return ()
    return (screen(say("attend-later", title=title(act, dialogue)), rows=column(*notices.entrance(act, dialogue, None))),)


def poster(work: Work, act: Act, dialogue: Dialogue) -> tuple[Screen, ...]:
    """What a poster's code opens first: which dialogue it is, and the way to register."""
    mine = attendance.get(work, dialogue.id, act.person)
    return (screen(*facts(act, dialogue), rows=column(*notices.entrance(act, dialogue, mine))),)


def _told(work: Work, name: str) -> Dialogue:
    dialogue = rows.get(work, name)
    if dialogue is None:
        raise RuleBroken("not_found")
    return dialogue


def _card(work: Work, act: Act, dialogue: Dialogue, mine: Registration) -> Screen:
    """What is registered. The outbox keeps no word of it once it has left."""
    if dialogue.phase in ("postponed", "cancelled"):
        fate = say("broken-dialogue_phase", phase=dialogue.phase)
        mine_now = say("notice-attend-kept" if dialogue.phase == "postponed" else "notice-attend-over")
        return screen(say("notice-dialogue-title", title=title(act, dialogue)), fate, mine_now, rows=column(button("button-menu", "menu")))
    about = [say("notice-dialogue-title", title=title(act, dialogue)), say("notice-dialogue-when", starts=dialogue.starts)]
    where = say("notice-dialogue-where-only", place=dialogue.place)
    subject = []
    if mine.turn:
        own = opinions.get(work, mine.opinion) if mine.opinion else None
        words = say("attend-about-code", code=own.code) if own else say("attend-about", subject=mine.subject) if mine.subject else None
        subject = [*([words] if words else []), say("attend-called" if mine.named else "attend-numbered")]
    deeds: list[Button] = []
    if is_registering(dialogue, act.at):
        deeds = [button("button-reattend", "attend", dialogue.id, "change"), button("button-unattend", "attend", dialogue.id, "leave")]
    rows_ = (*column(*deeds), *calendar(act, dialogue), *column(button("button-menu", "menu")))
    shown = screen(*about, where, *notices.lines(work, act, dialogue, mine), *subject, rows=rows_)
    return replace(shown, about=outbox.ONCE)


def show_people(work: Work, act: Act, form: Attending) -> Screen:
    """How many come."""
    dialogue = attending.find(work, act, form.dialogue)
    choices = [option("attend-n", str(n), n=n) for n in range(1, act.province.rules.attendance.people_max + 1)]
    choices.append(option("attend-more", "more"))  # whoever types a larger number is told, and not sent away
    lined = tuple(tuple(choices[place : place + _ROW]) for place in range(0, len(choices), _ROW))
    ask = say("attend-people", title=title(act, dialogue), starts=dialogue.starts)
    return screen(ask, rows=(*lined, (route.leave(),)))


def take_people(work: Work, act: Act, form: Attending, answer: Answer) -> Outcome:
    """One to as many as one registration may bring."""
    found = _COUNT.fullmatch(answer.choice or answer.text.strip())
    most = act.province.rules.attendance.people_max
    if found is None or not 1 <= int(found[1]) <= most:
        return Stay(why=say("broken-attend_people", most=most))
    return Goto(step="speak", draft=replace(form, people=int(found[1])))


def show_speak(work: Work, act: Act, form: Attending) -> Screen:
    """Whether they want to speak."""
    attending.find(work, act, form.dialogue)
    return screen(say("attend-speak"), rows=column(option("attend-yes", "yes"), option("attend-no", "no"), route.leave()))


def take_speak(work: Work, act: Act, form: Attending, answer: Answer) -> Outcome:
    """Yes leads on; no is the end."""
    if answer.choice == "yes":
        return Goto(step="subject", draft=form)
    return _kept(work, act, form, Wish(people=form.people)) if answer.choice == "no" else Stay()


def _own(work: Work, act: Act, dialogue: str) -> list[Opinion]:
    held = opinions.of_author(work, act.person, limit=_LOOKED)
    return [one for one in held if one.dialogue == dialogue and one.status not in ("withdrawn", "refused", "diverted")][:_OFFERED]


def show_subject(work: Work, act: Act, form: Attending) -> Screen:
    """About what: an own opinion of this dialogue, or a few words."""
    attending.find(work, act, form.dialogue)
    own = _own(work, act, form.dialogue)
    choices = [option("attend-opinion", one.id, code=one.code, text=shorten(one.text, _BEGINNING)) for one in own]
    return screen(say("attend-subject" if own else "attend-subject-typed"), rows=column(*choices, option("button-skip", "skip")))


def take_subject(work: Work, act: Act, form: Attending, answer: Answer) -> Outcome:
    """What is typed is looked at as an opinion's words are."""
    if answer.choice:
        return Goto(step="name", draft=replace(form, opinion="" if answer.choice == "skip" else answer.choice, subject=""))
    if not answer.text.strip() or answer.media:
        return Stay(why=say("attend-words"))
    if (diverted := divert(work, act, answer.text)) is not None:
        return diverted
    return Goto(step="name", draft=replace(form, subject=attending.subject(answer.text), opinion=""))


def show_name(work: Work, act: Act, form: Attending) -> Screen:
    """Whether the clerk may call them by name; without their yes the clerk sees a number."""
    attending.find(work, act, form.dialogue)
    name = people.name(work, act.account)
    yes = [option("attend-name-yes", "yes", name=name)] if name else []
    ask = say("attend-name") if name else say("attend-name-unknown")
    return replace(screen(ask, rows=column(*yes, option("attend-name-no", "no"))), about=outbox.ONCE)


def take_name(work: Work, act: Act, form: Attending, answer: Answer) -> Outcome:
    """A name that is typed is kept where names are, and nowhere else."""
    if answer.media or answer.contact or not (answer.choice or answer.text.strip()):
        return Stay()
    if not answer.choice:
        attending.call_me(work, act, answer.text)
    wish = Wish(people=form.people, speaks=True, subject=form.subject, opinion=form.opinion, named=answer.choice != "no")
    return _kept(work, act, form, wish)


def _kept(work: Work, act: Act, form: Attending, wish: Wish) -> Outcome:
    try:
        mine = attending.register(work, act, form.dialogue, wish)
    except RuleBroken as broken:
        if broken.code != "attend_full":
            return Done(screens=(screen(say(f"broken-{broken.code}", **broken.facts)),))
        why = screen(say(f"broken-{broken.code}", **broken.facts))
        return Enter(flow="attend", draft=Attending(dialogue=form.dialogue), screens=(why,))
    return Done(screens=(_card(work, act, _told(work, form.dialogue), mine),))


def show_leave(work: Work, act: Act, form: Attending) -> Screen:
    """Whether that is meant."""
    dialogue = attending.find(work, act, form.dialogue)
    sure = say("attend-leave", title=title(act, dialogue), starts=dialogue.starts)
    return screen(sure, rows=column(option("button-unattend", "yes"), option("button-back", "no")))


def take_leave(work: Work, act: Act, form: Attending, answer: Answer) -> Outcome:
    """Yes takes it back."""
    if answer.choice == "yes":
        attending.withdraw(work, act, form.dialogue)
        return Done(screens=(menu.shown(work, act, say("attend-left")),))
    mine = attendance.get(work, form.dialogue, act.person)
    if not answer.choice or mine is None:
        return Stay()
    return Done(screens=(_card(work, act, _told(work, form.dialogue), mine),))


def check_in(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`a_<short>`: the poster at the door. Whatever was being written stays open."""
    found = sessions.named(work, (args[0] if args else "").strip().partition("-")[0])
    if found is None or found.phase == "planned":
        return Keep(screens=(menu.shown(work, act, say("link-unknown")),))
    if found.phase in ("postponed", "cancelled"):
        return Keep(screens=(screen(say("broken-dialogue_phase", phase=found.phase), rows=column(button("button-menu", "menu"))),))
    stands, first = attending.check_in(work, act, found)
    name = title(act, found)
    if stands == "early":
        lines = [say("checkin-early", title=name, opens=opens_at(found, act.province.rules), starts=found.starts)]
    elif stands == "over":
        lines = [say("checkin-over", title=name, starts=found.starts)]
    else:
        lines = [say("checkin-done" if first else "checkin-again", title=name)]
    mine = attendance.get(work, found.id, act.person)
    if stands == "open" and mine is not None and mine.turn and mine.state == "seat":
        lines.append(say("notice-attend-turn", turn=mine.turn))
    more = notices.entrance(act, found, mine) if stands == "early" else []
    return Keep(screens=(screen(*lines, rows=column(*more, button("button-menu", "menu"))),))


FLOW: Final = Flow(
    name="attend",
    draft=Attending,
    first="people",
    steps={
        "people": Step(show=show_people, take=take_people),
        "speak": Step(show=show_speak, take=take_speak),
        "subject": Step(show=show_subject, take=take_subject),
        "name": Step(show=show_name, take=take_name),
        "leave": Step(show=show_leave, take=take_leave),
    },
)
