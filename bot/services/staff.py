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
from bot.notices import alarms, crowds, enrolment, officials
from bot.services import handovers, moves
from storage import grants, journal, opinions, outbox, passes, people, timers, web_sessions
from storage.timers import Timer
from storage.work import Work

SERVER: Final = "server"
"""Who makes an invite on the server itself: an operator, whose word needs no confirmation."""
TOKEN_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"  # noqa: S105  the letters of secrets, none itself
TOKEN_LETTERS: Final = 22  # of 64 letters: 132 bits
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{22}")
TITLE: Final = 100
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
    check_post(work, act, role, unit, agency)
    invite = Invite(
        sha=digest(token), role=role, unit=unit, agency=agency, title=squeeze(clean(title, TITLE)),
        expires=act.at + timedelta(hours=act.province.rules.limits.invite_hours), made_by=act.person or SERVER, person="", state="open",
    )  # fmt: skip
    grants.offer(work, invite, act.at)
    _note(work, act, "invite", invite)
    return invite


def check_post(work: Work, act: Act, role: Role, unit: str, agency: str) -> None:
    """Raise RuleBroken: "invite_role", "invite_unit", "invite_agency", "not_yours" unless the one who acts may give this role there."""
    if role not in GRANTABLE:
        raise RuleBroken("invite_role")
    if act.province.units.find(unit) is None:
        raise RuleBroken("invite_unit")
    known = act.province.agencies.find(agency)
    if (role == "handler") != bool(agency) or (agency and (known is None or known.unit != unit)):
        raise RuleBroken("invite_agency")
    check_inviter(work, act, role, unit)


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
    if grants.misses(work, act.account, _TRY, act.at, timedelta(hours=1)) >= limit:
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
    grants.missed(work, act.account, _TRY, act.at)
    if grants.misses(work, act.account, _TRY, act.at, timedelta(hours=1)) == limit:
        alarms.raise_alarm(work, act, "invites", key=f"invites:{act.account}:{act.at:%Y%m%d%H}", detail=act.channel)


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
    """Grant what was offered, once."""
    held = grants.own(work, invite.person)
    if any((one.role, one.unit, one.agency) == (invite.role, invite.unit, invite.agency) for one in held):
        return
    grant = Grant(id=act.mint.id(), person=invite.person, role=invite.role, unit=invite.unit, agency=invite.agency, title=invite.title)
    give(work, act, grant, made_by=invite.made_by)
    note(work, act, "grant", grant)
    arrived(work, act, grant)


def give(work: Work, act: Act, grant: Grant, *, made_by: str) -> None:
    """A new grant, with the clock that sees whether it is used."""
    grants.add(work, grant, at=act.at, made_by=made_by)
    watch(work, act, grant.id)


def watch(work: Work, act: Act, grant: str) -> None:
    """Look whether a grant is used when its holder would have to be told (`bot.services.idling`)."""
    rules = act.province.rules.staff
    due = act.at + timedelta(days=rules.idle_days - rules.warn_days)
    timers.plan(work, Timer(key=f"idle:{grant}:{due.isoformat()}", kind="idle", due=due, object=grant, args={}))


def note(work: Work, act: Act, verb: str, grant: Grant, **told: str) -> None:
    """Journal what became of a grant."""
    journal.add(
        work, at=act.at, actor=act.person or SERVER, verb=verb, object=grant.id, unit=grant.unit, role=grant.role, person=grant.person,
        **told,
    )  # fmt: skip


def arrived(work: Work, act: Act, grant: Grant) -> None:
    """A grant counts from now on: the browser's session is an official's, the commands follow, and what lies higher up only for want of
    an officer comes down."""
    for account in people.accounts(work, grant.person):
        if account.channel == WEB and not is_over(work, act, account.id):
            web_sessions.mark_official(work, people.chat_index(work, account.id), act.at)
    if grant.role == "officer":
        resettle(work, act, grant.unit)
    enrolment.commands(work, act, grant.person)


def is_over(work: Work, act: Act, account: str) -> bool:
    """Whether the web session of an official's chat has ended; what has ended is woken by nothing but a pass."""
    rules = act.province.rules.session
    idle, longest = timedelta(minutes=rules.idle_minutes), timedelta(hours=rules.max_hours)
    return web_sessions.is_over(work, people.chat_index(work, account), act.at, idle=idle, longest=longest)


def revoke(work: Work, act: Act, grant: Grant) -> None:
    """End a grant at once: what waits for the person is given up, sessions end with the last grant, open items find another hand.

    Raises RuleBroken: "own_post" for one's own, "not_yours"; "not_found" when it was not open."""
    check_inviter(work, act, grant.role, grant.unit)
    if grant.person == act.person:
        raise RuleBroken("own_post")
    if not grants.close(work, grant.id, act.at):
        raise RuleBroken("not_found")
    note(work, act, "revoke", grant)
    departed(work, act, grant)
    enrolment.revoked(work, act, grant)


def departed(work: Work, act: Act, grant: Grant) -> None:
    """A grant counts no more: what waited for its holder is given up, their sessions end with the last one, the commands follow, and
    the work goes to other hands."""
    last = not grants.own(work, grant.person)
    for account in people.accounts(work, grant.person):
        outbox.quiet(work, account.id, "revoked")
        if last and account.channel == WEB:
            web_sessions.end(work, people.chat_index(work, account.id), act.at)
    if last:
        passes.drop(work, grant.person)
    enrolment.commands(work, act, grant.person)
    if grant.role == "officer":
        resettle(work, act, grant.unit)
    handovers.hand_over(work, act, grant)


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
                if (lies := opinions.get(work, moved)) is not None:
                    crowds.changed(work, act, lies)
                filled[desk] = filled.get(desk, 0) + 1
                filled.setdefault(above.code, 0)
    for desk, n in filled.items():
        if n:
            officials.desk_filled(work, act, desk)
        else:
            officials.refresh_new(work, act, desk)
