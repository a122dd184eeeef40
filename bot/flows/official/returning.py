"""Officials on the web: a code for the page, and the door that takes it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.act import Act
from bot.flows.outcome import Done, Keep, Outcome, Resume
from bot.notices import enrolment, returns
from bot.services import passes, staff
from bot.talk.screen import button, column, say, screen
from storage import grants, people
from storage.work import Work


def web(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/web`: a code and a link for the web page. Who holds no office sees the menu."""
    if not grants.of_person(work, act.person):
        return Done()
    made = passes.ask(work, act)
    return Keep(screens=(returns.code(act, *made) if made else screen(say("pass-elsewhere")),))


def come_back(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The link `r_<token>`, or the same typed: the chat speaks for the official from now on, where they stood."""
    seat = passes.redeem(work, act, args[0] if args else "")
    person = people.get(work, seat.person)
    act = replace(act, person=seat.person, account=seat.account, lang=person.lang if person else act.lang)
    held = grants.of_person(work, seat.person)
    lines = [say("card-enrolled-role", role=enrolment.role(one), place=enrolment.place(act, one)) for one in held]
    head = say("card-returned" if act.channel == staff.WEB else "card-linked")
    return Resume(act=act, screens=(screen(head, *lines, rows=column(button("official-work", "viec"))),))
