"""What an official was reminded of and is still open."""

from __future__ import annotations

from bot.domain.act import Act
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import reminding
from bot.talk.screen import say, screen
from storage import grants, outbox, reminders
from storage.work import Work


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/nhacviec`: all of it, page by page. Who holds no office sees the menu."""
    if not grants.of_person(work, act.person):
        return Done()
    found = reminders.of(work, act.person)
    if not found:
        return Keep(screens=(screen(say("reminders-none")),))
    first = int(args[0]) if args and args[0].isdecimal() else 0
    if not first:
        outbox.drop_card(work, act.account, reminding.CARD)
    return Keep(screens=(reminding.listed(work, act, act.person, found, first=min(first, len(found) - 1)),))
