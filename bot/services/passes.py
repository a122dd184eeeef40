"""How an official's person comes to another chat: a one-time pass, asked for or given, and its use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Account, Grant
from bot.notices import alarms, enrolment, returns
from bot.services import staff
from bot.services.staff import SERVER, WEB
from storage import grants, journal, passes, people, seats, web_sessions, webchat
from storage.passes import Pass
from storage.work import Work

_TRY: Final = "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Who speaks from the chat now, and under which account."""

    person: str
    account: str


def ask(work: Work, act: Act) -> tuple[str, datetime] | None:
    """An official asks for a pass for themselves, good for `session.pass_minutes`.

    On a chat that is no browser it is returned with the moment it ends, to be shown there. In a browser, which may be anyone's, it
    goes to another linked chat of the person, and None is returned. Raises RuleBroken: "not_yours" for those who hold no office,
    "pass_alone" where a browser is all they have."""
    if not grants.of_person(work, act.person):
        raise RuleBroken("not_yours")
    elsewhere = next((one for one in people.accounts(work, act.person) if one.channel != WEB), None)
    if act.channel == WEB and elsewhere is None:
        raise RuleBroken("pass_alone")
    ends = act.at + timedelta(minutes=act.province.rules.session.pass_minutes)
    token = _issue(work, act, act.person, ends)
    if act.channel != WEB or elsewhere is None:
        return token, ends
    returns.bring(work, act, elsewhere.id, token, ends)
    return None


def give(work: Work, act: Act, grant: str) -> tuple[str, Grant, datetime]:
    """An inviter, or the server, gives a pass to the person who holds this grant, good for `limits.invite_hours`.

    The pass opens all that the person holds, so whoever gives it must be one who may invite to all of it. Raises RuleBroken:
    "not_found" for a grant that is not open, "pass_own" for one's own (which `ask` is for), "not_yours"."""
    found = find(work, act, grant)
    if found.person == act.person:
        raise RuleBroken("pass_own")
    for one in grants.of_person(work, found.person):
        staff.check_inviter(work, act, one.role, one.unit)
    ends = act.at + timedelta(hours=act.province.rules.limits.invite_hours)
    return _issue(work, act, found.person, ends), found, ends


def find(work: Work, act: Act, grant: str) -> Grant:
    """A grant that is open and that the one who acts may invite to. Raises RuleBroken: "not_found", "not_yours"."""
    found = grants.get(work, grant)
    if found is None:
        raise RuleBroken("not_found")
    staff.check_inviter(work, act, found.role, found.unit)
    return found


def name(work: Work, act: Act, grant: Grant) -> str:
    """What the platform calls an official, for the one who may invite them. Looking is journaled. Empty where it says nothing."""
    journal.add(work, at=act.at, actor=act.person or SERVER, verb="name.read", object=grant.id, unit=grant.unit, person=grant.person)
    return next((found for one in people.accounts(work, grant.person) if (found := people.name(work, one.id))), "")


def _issue(work: Work, act: Act, person: str, ends: datetime) -> str:
    token = staff.new_token(act.mint)
    one = Pass(sha=staff.digest(token), person=person, expires=ends, made_by=act.person or SERVER)
    passes.issue(work, one, act.at)
    _note(work, act, "pass", one, actor=one.made_by)
    return token


def _note(work: Work, act: Act, verb: str, one: Pass, *, actor: str) -> None:
    told = {"person": one.person, "made_by": one.made_by, "channel": act.channel}
    journal.add(work, at=act.at, actor=actor, verb=verb, object=f"pass:{one.sha[:16]}", **told)


def redeem(work: Work, act: Act, token: str) -> Seated:
    """Someone brings a pass to a chat: from now on the chat speaks for the person it was made for.

    A browser takes the place of the one the person used before, whose session is over with that: history, cards and what waits move.
    The other chats of the person, and who made the pass, hear of it. Raises RuleBroken: "pass_locked" after
    `limits.invite_tries_per_hour` wrong ones, "pass_wrong", "pass_used", "pass_expired", "pass_here" where the chat is the person's
    already and is no browser, "pass_busy" where someone who is not nobody speaks from it: two persons are never made one."""
    found = _brought(work, act, token)
    if found.person == act.person:
        if act.channel != WEB:
            raise RuleBroken("pass_here")
        if found.used:
            return Seated(person=act.person, account=act.account)
    if found.used:
        raise RuleBroken("pass_used")
    if act.at >= found.expires or not grants.of_person(work, found.person):
        raise RuleBroken("pass_expired")
    if found.person != act.person and not seats.is_free(work, act.person, act.account):
        raise RuleBroken("pass_busy")
    passes.use(work, found.sha, act.at)
    passes.drop(work, found.person)
    _note(work, act, "return", found, actor=found.person)
    account = act.account if found.person == act.person else _seat(work, act, found.person)
    if act.channel == WEB:
        web_sessions.mark_official(work, people.chat_index(work, account), act.at)
    enrolment.commands(work, act, found.person)
    returns.told(work, act, person=found.person, account=account, made_by=found.made_by, sha=found.sha)
    return Seated(person=found.person, account=account)


def _brought(work: Work, act: Act, token: str) -> Pass:
    limit = act.province.rules.limits.invite_tries_per_hour
    tries = grants.misses(work, act.account, _TRY, act.at, timedelta(hours=1))
    if tries >= limit:
        raise RuleBroken("pass_locked")
    found = passes.find(work, staff.digest(token)) if staff.TOKEN.fullmatch(token) else None
    if found is None:
        grants.missed(work, act.account, _TRY, act.at)
        if tries + 1 == limit:
            alarms.raise_alarm(work, act, "passes", key=f"passes:{act.account}:{act.at:%Y%m%d%H}", detail=act.channel)
        raise RuleBroken("pass_wrong")
    return found


def _seat(work: Work, act: Act, person: str) -> str:
    """The account under which the person speaks from this chat."""
    browsers = [one for one in people.accounts(work, person) if one.channel == WEB] if act.channel == WEB else []
    if not browsers:
        seats.adopt(work, act.account, person, act.at)
        people.keep_name(work, act.account, person, act.name)
        return act.account
    return _succeed(work, act, browsers)


def _succeed(work: Work, act: Act, browsers: list[Account]) -> str:
    """One office, one browser: the new one takes the seat that was used last, and every earlier session is over for good."""
    kept = browsers[0].id
    was = [people.chat_index(work, one.id) for one in browsers]
    seats.succeed(work, kept, act.account, act.at)
    webchat.rebind(work, was[0], people.chat_index(work, kept), act.at)
    for chat in was:
        web_sessions.end(work, chat, act.at)
    return kept
