"""One person, several channels: a code of six digits from one chat, typed in another, makes both theirs. Officials use a pass."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Account
from bot.notices import alarms, enrolment, linked
from bot.services import drafting
from bot.services.passes import Seated
from bot.services.staff import WEB
from storage import grants, journal, kept, links, passes, people, seats, web_sessions
from storage.work import Work

CODE: Final = re.compile(r"\d{6}")
_TRY: Final = "link"
_DIGITS: Final = "0123456789"
_HOUR: Final = timedelta(hours=1)


def offer(work: Work, act: Act) -> tuple[str, datetime]:
    """A code for this person, good once and for `link.code_minutes`; the one before is worth nothing. Returned with the moment it ends.

    Raises RuleBroken: "link_office" for those who hold an office, "link_paused" while too many codes were guessed."""
    _check(work, act)
    ends = act.at + timedelta(minutes=act.province.rules.link.code_minutes)
    code = act.mint.pick(_DIGITS, 6)
    while not links.offer(work, act.person, code, ends, act.at):
        code = act.mint.pick(_DIGITS, 6)
    journal.add(work, at=act.at, actor=act.person, verb="link.offer", object=act.person, channel=act.channel)
    return code, ends


def _check(work: Work, act: Act) -> int:
    """How many wrong codes came from all chats in an hour. Raises as `offer`."""
    if grants.is_held(work, act.person):
        raise RuleBroken("link_office")
    if (missed := grants.all_misses(work, _TRY, act.at, _HOUR)) >= act.province.rules.link.tries_all:
        raise RuleBroken("link_paused")
    return missed


def find(work: Work, act: Act, code: str) -> str:
    """The mark of a living code by which this chat may `join`; wrong codes are counted.

    Raises RuleBroken: "link_locked" after `link.tries` wrong ones of this chat in an hour, "link_paused" after `link.tries_all` of all
    chats together (whoever guesses has as many chats as they like; no code is good any more then), "link_wrong" (also for one that was
    used or is over); and as `join`."""
    rules = act.province.rules.link
    missed = _check(work, act)
    if grants.misses(work, act.account, _TRY, act.at, _HOUR) >= rules.tries:
        raise RuleBroken("link_locked")
    mark = links.mark(work, code) if CODE.fullmatch(code) else ""
    if not _owner(work, act, mark):
        grants.missed(work, act.account, _TRY, act.at)
        if missed + 1 == rules.tries_all:
            links.drop_all(work)
            alarms.raise_alarm(work, act, "links", key=f"links:{act.at:%Y%m%d%H}", detail=str(rules.tries_all))
        raise RuleBroken("link_wrong")
    _whose(work, act, mark)
    return mark


def _owner(work: Work, act: Act, mark: str) -> str:
    """Whose living code a mark is of. An office is never entered by six digits, also not where it came after the code."""
    person = links.owner(work, mark, act.at) if mark else ""
    return person if person and not grants.is_held(work, person) else ""


def _whose(work: Work, act: Act, mark: str) -> str:
    person = _owner(work, act, mark)
    if not person:
        raise RuleBroken("link_wrong")
    if person == act.person:
        raise RuleBroken("link_own")
    if not seats.is_free(work, act.person, act.account):
        raise RuleBroken("link_busy")
    return person


def join(work: Work, act: Act, mark: str) -> Seated:
    """This chat speaks for the person whose code it is from now on; their other chats hear of it.

    Raises RuleBroken: "link_wrong" where the code is good no more, "link_own" for one's own, "link_busy" where this chat has a history of
    its own: two persons are never made one, the code has to be asked for here and typed in the other chat."""
    person = _whose(work, act, mark)
    links.drop(work, person)
    seats.adopt(work, act.account, person, act.at)
    found = people.get(work, person)
    if found is not None and found.consent:
        people.keep_name(work, act.account, person, act.name)
    journal.add(work, at=act.at, actor=person, verb="link.join", object=person, channel=act.channel)
    linked.told(work, act, person=person, account=act.account)
    return Seated(person=person, account=act.account)


def partable(work: Work, act: Act) -> list[Account]:
    """The chats that this one may part from its person, where that leaves any: itself, and those that joined later. What joined later
    parts no earlier one: else whoever got in by a code could put the person out."""
    chats = people.chats(work, act.person)
    joined = next(one.joined for one in chats if one.id == act.account)
    return [one for one in chats if one.id == act.account or one.joined > joined] if len(chats) > 1 else []


def part(work: Work, act: Act, account: str) -> Seated:
    """One of the person's chats is theirs no more, and is nobody's. What was sent from it stays theirs, its open draft and what waits for
    it come elsewhere; a code or a pass that was asked for there may not bring it back. Returns who speaks from the acting chat now.

    Raises RuleBroken("not_found") for a chat that this one may not part."""
    found = next((one for one in partable(work, act) if one.id == account), None)
    if found is None:
        raise RuleBroken("not_found")
    chats = people.chats(work, act.person)
    rest = [one for one in chats if one.id != account]
    name, chat, held = linked.names(chats)[account], people.chat_index(work, account), grants.is_held(work, act.person)
    goes = act.account if account != act.account else next((one.id for one in people.accounts(work, act.person) if one in rest), rest[0].id)
    drafting.carry(work, act, account, goes)
    kept.rehome(work, account, goes, act.at)
    if all(one.state == "blocked" for one in rest):
        kept.park(work, goes, "blocked")
    nobody = Seated(person=act.mint.id(), account=act.mint.id())
    seats.part(work, account, person=nobody.person, heir=nobody.account, at=act.at, lang=act.lang)
    links.drop(work, act.person)
    passes.drop(work, act.person)
    if held:
        enrolment.commands(work, act, nobody.person)
    if held and found.channel == WEB:
        web_sessions.end(work, chat, act.at)
    _forget_preference(work, act.person, rest)
    journal.add(work, at=act.at, actor=act.person, verb="link.part", object=act.person, channel=found.channel)
    linked.left(work, act, [one for one in rest if one.id != act.account], name)
    if account == act.account:
        return nobody
    linked.parted(work, act, nobody.account)
    return Seated(person=act.person, account=act.account)


def _forget_preference(work: Work, person: str, rest: list[Account]) -> None:
    found = people.get(work, person)
    if found is not None and found.prefers not in {one.channel for one in rest}:
        people.prefer(work, person, channel="")


def prefer(work: Work, act: Act, channel: str) -> None:
    """Where the person would rather hear us; empty: where they wrote last. Raises RuleBroken("not_found") for a channel without a chat."""
    if channel and channel not in {one.channel for one in people.accounts(work, act.person)}:
        raise RuleBroken("not_found")
    people.prefer(work, act.person, channel=channel)
