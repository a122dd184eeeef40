"""One person, several channels: a code of six digits from one chat, typed in another, makes both theirs."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Account
from bot.notices import alarms, enrolment, linked
from bot.services.passes import Seated
from storage import grants, journal, kept, links, people, seats
from storage.work import Work

CODE: Final = re.compile(r"\d{6}")
_TRY: Final = "link"
_ALL: Final = "*"
"""Under this name the wrong codes of all chats are counted."""
_DIGITS: Final = "0123456789"
_HOUR: Final = timedelta(hours=1)


def offer(work: Work, act: Act) -> tuple[str, datetime]:
    """A code for this person, good once and for `link.code_minutes`; the one before is worth nothing. Returned with the moment it ends."""
    ends = act.at + timedelta(minutes=act.province.rules.link.code_minutes)
    code = act.mint.pick(_DIGITS, 6)
    while not links.offer(work, act.person, code, ends, act.at):
        code = act.mint.pick(_DIGITS, 6)
    journal.add(work, at=act.at, actor=act.person, verb="link.offer", object=act.person, channel=act.channel)
    return code, ends


def join(work: Work, act: Act, code: str) -> Seated:
    """This chat speaks for the person whose code it is from now on; their other chats hear of it.

    Raises RuleBroken: "link_locked" after `link.tries` wrong ones of this chat in an hour, "link_paused" after `link.tries_all` of all
    chats together (whoever guesses has as many chats as they like), "link_wrong" (also for one that was used or is over),
    "link_own" for one's own, "link_busy" where this chat has a history of its own: two persons are never made one, the code has to be
    asked for here and typed in the other chat."""
    person = _owner(work, act, code)
    if person == act.person:
        raise RuleBroken("link_own")
    if not seats.is_free(work, act.person, act.account):
        raise RuleBroken("link_busy")
    links.take(work, code, act.at)
    seats.adopt(work, act.account, person, act.at)
    people.keep_name(work, act.account, person, act.name)
    journal.add(work, at=act.at, actor=person, verb="link.join", object=person, channel=act.channel)
    linked.told(work, act, person=person, account=act.account)
    if grants.of_person(work, person):
        enrolment.commands(work, act, person)
    return Seated(person=person, account=act.account)


def _owner(work: Work, act: Act, code: str) -> str:
    """Whose living code this is; wrong ones are counted. Raises as `join`."""
    rules = act.province.rules.link
    if grants.misses(work, act.account, _TRY, act.at, _HOUR) >= rules.tries:
        raise RuleBroken("link_locked")
    if (missed := grants.misses(work, _ALL, _TRY, act.at, _HOUR)) >= rules.tries_all:
        raise RuleBroken("link_paused")
    person = links.owner(work, code, act.at) if CODE.fullmatch(code) else ""
    if not person:
        for chat in (act.account, _ALL):
            grants.missed(work, chat, _TRY, act.at)
        if missed + 1 == rules.tries_all:
            alarms.raise_alarm(work, act, "links", key=f"links:{act.at:%Y%m%d%H}", detail=str(rules.tries_all))
        raise RuleBroken("link_wrong")
    return person


def others(work: Work, act: Act) -> list[Account]:
    """The person's other chats that they did not stop, the one used last first."""
    return [one for one in people.accounts(work, act.person) if one.id != act.account]


def part(work: Work, act: Act, account: str) -> None:
    """One of the person's other chats is theirs no more: nothing of what they sent goes along, what waits for it comes elsewhere.

    Raises RuleBroken("not_found") for a chat that is not one of the others."""
    found = next((one for one in others(work, act) if one.id == account), None)
    if found is None:
        raise RuleBroken("not_found")
    kept.rehome(work, account, act.account)
    linked.parted(work, act, account)
    people.detach(work, account, person=act.mint.id(), at=act.at, lang=act.lang)
    journal.add(work, at=act.at, actor=act.person, verb="link.part", object=act.person, channel=found.channel)


def prefer(work: Work, act: Act, channel: str) -> None:
    """Where the person would rather hear us; empty: where they wrote last. Raises RuleBroken("not_found") for a channel without a chat."""
    if channel and channel not in {one.channel for one in people.accounts(work, act.person)}:
        raise RuleBroken("not_found")
    people.prefer(work, act.person, channel=channel)
