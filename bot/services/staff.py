"""Officials: invited, enrolled, confirmed, and taking their leave."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Final

from bot.domain.act import Act, Mint
from bot.domain.errors import RuleBroken
from bot.domain.people import GRANTABLE, Grant, Invite, Role
from bot.domain.permissions import Action, Thing, authorise
from bot.domain.words import clean, squeeze
from bot.notices import alarms, enrolment, officials
from bot.services import moves
from storage import grants, journal, opinions, outbox, passes, people, web_sessions
from storage.work import Work

SERVER: Final = "server"
"""Who makes an invite on the server itself: an operator, whose word needs no confirmation."""
TOKEN_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"  # noqa: S105  the letters of secrets, none itself
TOKEN_LETTERS: Final = 22  # of 64 letters: 132 bits
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_TITLE: Final = 100
_LED: Final[tuple[Role, ...]] = ("officer", "handler", "hamlet_head")
"""Whom a leader may invite: those who work under them (FAULTS §4.1)."""
_TRY: Final = "invite"
WEB: Final = "webchat"
"""Where an official's session is bounded, since a browser may be anyone's."""


def new_token(mint: Mint) -> str:
    """The secret of a new invite, for `offer` and for the link `i_<token>`."""
    return mint.pick(TOKEN_ALPHABET, TOKEN_LETTERS)


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def offer(work: Work, act: Act, *, role: Role, unit: str, agency: str = "", title: str = "", token: str) -> Invite:
    """Offer a role to whoever brings the token within `limits.invite_hours`; only its hash is kept. Without a person the server offers.

    Raises RuleBroken: "invite_role" for a role that is not granted, "invite_unit" for an unknown unit, "invite_agency" where a
    handler has no agency of that unit or anyone else has one, "not_yours" where the one who acts may not invite so."""
    if role not in GRANTABLE:
        raise RuleBroken("invite_role")
    if act.province.units.find(unit) is None:
        raise RuleBroken("invite_unit")
    known = act.province.agencies.find(agency)
    if (role == "handler") != bool(agency) or (agency and (known is None or known.unit != unit)):
        raise RuleBroken("invite_agency")
    check_inviter(work, act, role, unit)
    invite = Invite(
        sha=digest(token), role=role, unit=unit, agency=agency, title=squeeze(clean(title, _TITLE)),
        expires=act.at + timedelta(hours=act.province.rules.limits.invite_hours), made_by=act.person or SERVER, person="", state="open",
    )  # fmt: skip
    grants.offer(work, invite, act.at)
    _note(work, act, "invite", invite)
    return invite


def check_inviter(work: Work, act: Act, role: Role, unit: str) -> None:
    """Raise RuleBroken("not_yours") unless the one who acts may invite to this role; the server may."""
    if act.person:
        action: Action = "invite.officer" if role in _LED else "invite.any"
        authorise(grants.of_person(work, act.person), action, Thing(unit=unit), act.province.units)


def _note(work: Work, act: Act, verb: str, invite: Invite) -> None:
    told = {"role": invite.role, "agency": invite.agency, "made_by": invite.made_by}
    journal.add(work, at=act.at, actor=act.person or SERVER, verb=verb, object=f"invite:{invite.sha[:16]}", unit=invite.unit, **told)


def claim(work: Work, act: Act, token: str) -> Invite:
    """Someone opens the link of an invite. From the server it is theirs at once; an official's waits for the inviter's word.

    Raises RuleBroken: "invite_locked" after `limits.invite_tries_per_hour` wrong ones (the administrators hear of it),
    "invite_wrong", "invite_expired", "invite_used"."""
    limit = act.province.rules.limits.invite_tries_per_hour
    if grants.misses(work, act.person, _TRY, act.at, timedelta(hours=1)) >= limit:
        raise RuleBroken("invite_locked")
    found = grants.offered(work, digest(token)) if TOKEN.fullmatch(token) else None
    if found is None:
        _miss(work, act, limit)
        raise RuleBroken("invite_wrong")
    if found.state != "open":
        if found.person == act.person and found.state in ("claimed", "confirmed"):
            return found
        raise RuleBroken("invite_used")
    if act.at >= found.expires:
        raise RuleBroken("invite_expired")
    people.keep_name(work, act.account, act.person, act.name)
    at_once = found.made_by == SERVER
    grants.advance(work, found.sha, came="open", goes="confirmed" if at_once else "claimed", person=act.person)
    claimed = grants.offered(work, found.sha) or found
    _note(work, act, "claim", claimed)
    if at_once:
        _enrol(work, act, claimed)
    else:
        enrolment.asks_inviter(work, act, claimed, people.name(work, act.account))
    return claimed


def _miss(work: Work, act: Act, limit: int) -> None:
    grants.missed(work, act.person, _TRY, act.at)
    if grants.misses(work, act.person, _TRY, act.at, timedelta(hours=1)) == limit:
        alarms.raise_alarm(work, act, "invites", key=f"invites:{act.person}:{act.at:%Y%m%d%H}", detail=act.channel)


def confirm(work: Work, act: Act, sha: str) -> Invite:
    """The inviter knows the person: the role is theirs. Raises RuleBroken: "not_yours" for anyone but the inviter, "invite_used"."""
    found = _claimed(work, act, sha, goes="confirmed")
    _enrol(work, act, found)
    enrolment.welcome(work, act, found)
    return found


def deny(work: Work, act: Act, sha: str) -> Invite:
    """The inviter does not know the person: nothing is granted, and who claimed it hears so. Raises as `confirm`."""
    found = _claimed(work, act, sha, goes="refused")
    account = people.reach(work, found.person)
    person = people.get(work, found.person)
    if account and person and not person.consent and not grants.of_person(work, found.person):
        people.keep_name(work, account, found.person, "")
    enrolment.refused(work, act, found)
    return found


def _claimed(work: Work, act: Act, sha: str, *, goes: str) -> Invite:
    found = grants.offered(work, sha)
    if found is None or found.made_by != act.person:
        raise RuleBroken("not_yours")
    check_inviter(work, act, found.role, found.unit)
    if not grants.advance(work, sha, came="claimed", goes=goes, person=found.person):
        raise RuleBroken("invite_used")
    _note(work, act, goes, found)
    return found


def _enrol(work: Work, act: Act, invite: Invite) -> None:
    """Grant what was offered, once; what lies higher up only for want of an officer comes down."""
    held = grants.of_person(work, invite.person)
    if any((one.role, one.unit, one.agency) == (invite.role, invite.unit, invite.agency) for one in held):
        return
    grant = Grant(id=act.mint.id(), person=invite.person, role=invite.role, unit=invite.unit, agency=invite.agency, title=invite.title)
    grants.add(work, grant, at=act.at, made_by=invite.made_by)
    journal.add(
        work, at=act.at, actor=act.person or SERVER, verb="grant", object=grant.id, unit=grant.unit, role=grant.role, person=grant.person
    )
    for account in people.accounts(work, invite.person):
        if account.channel == WEB and not is_over(work, act, account.id):
            web_sessions.mark_official(work, people.chat_index(work, account.id), act.at)
    if invite.role == "officer":
        resettle(work, act, invite.unit)
    enrolment.commands(work, act, invite.person)


def is_over(work: Work, act: Act, account: str) -> bool:
    """Whether the web session of an official's chat has ended; what has ended is woken by nothing but a pass."""
    rules = act.province.rules.session
    idle, longest = timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.max_hours)
    return web_sessions.is_over(work, people.chat_index(work, account), act.at, idle=idle, longest=longest)


def revoke(work: Work, act: Act, grant: Grant) -> None:
    """End a grant at once: what waits for the person is given up, sessions end with the last grant, new opinions find another desk.

    Raises RuleBroken: "not_yours"; "not_found" when it was not open."""
    check_inviter(work, act, grant.role, grant.unit)
    if not grants.close(work, grant.id, act.at):
        raise RuleBroken("not_found")
    journal.add(
        work, at=act.at, actor=act.person or SERVER, verb="revoke", object=grant.id, unit=grant.unit, role=grant.role, person=grant.person
    )
    last = not grants.of_person(work, grant.person)
    for account in people.accounts(work, grant.person):
        outbox.quiet(work, account.id, "revoked")
        if last and account.channel == WEB:
            web_sessions.end(work, people.chat_index(work, account.id), act.at)
    if last:
        passes.drop(work, grant.person)
    enrolment.revoked(work, act, grant)
    enrolment.commands(work, act, grant.person)
    if grant.role == "officer":
        resettle(work, act, grant.unit)


def resettle(work: Work, act: Act, unit: str) -> None:
    """Officers came or went: what is new for the unit and those below lies on the nearest desk that has an officer (DESIGN §9).

    What its author denied to be a complaint stays where it is."""
    filled: dict[str, int] = {}
    for one in act.province.units.all():
        if not act.province.units.within(one.code, unit):
            continue
        desk = moves.desk_of(work, act, one.code)
        for above in act.province.units.chain(one.code):
            if above.code == desk:
                continue
            for moved in opinions.settle(work, unit=one.code, came=above.code, goes=desk):
                journal.add(work, at=act.at, actor=act.person or SERVER, verb="resettle", object=moved, unit=desk, came=above.code)
                filled[desk] = filled.get(desk, 0) + 1
                filled.setdefault(above.code, 0)
    for desk, n in filled.items():
        if n:
            officials.desk_filled(work, act, desk)
        else:
            officials.refresh_new(work, act, desk)
