"""What passes between an inviter and a new official, and the commands that a chat shows for the roles held."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.people import Grant, Invite, Role
from bot.notices import items, tell
from bot.talk.screen import Button, Screen, Words, button, column, say, screen
from storage import grants, outbox, people
from storage.work import Work

_CITIZEN: Final = ("guiykien", "ykien", "tracuu", "lich", "ketqua", "xa", "dulieu", "ngonngu", "gapcanbo", "huy", "trogiup")
EVERYWHERE: Final = tuple((one, say(f"command-{one}")) for one in _CITIZEN)
"""The commands that every chat shows."""
_OFFICIAL: Final[dict[Role, tuple[str, ...]]] = {
    "officer": ("moi", "viec", "quahan", "tim", "doithoai", "tonghop", "baocao", "nhapho", "thon", "bantin", "nhacviec", "nghiphep", "web"),
    "leader": ("viec", "quahan", "tim", "doithoai", "tonghop", "baocao", "bantin", "nhacviec", "nghiphep", "quantri", "canbo", "web"),
    "handler": ("viec", "quahan", "tim", "bantin", "nhacviec", "nghiphep", "web"),
    "hamlet_head": ("nhapho", "thon", "phobien"),
    "front": ("giamsat", "doanthe", "viec", "quahan", "tim", "doithoai", "tonghop", "baocao", "bantin", "web"),
    "admin": ("viec", "ngaynghi", "quahan", "tim", "doithoai", "tonghop", "baocao", "quantri", "canbo", "web"),
}
_WORKS: Final = tuple(one for one in _OFFICIAL if one != "hamlet_head")


def place(act: Act, one: Grant | Invite) -> str:
    """Where a role is held: the agency with its unit, or the unit."""
    return items.agency_name(act, one.agency) if one.agency else items.unit_name(act, one.unit)


def role(one: Grant | Invite) -> Words:
    """A role in words."""
    return say("official-role", role=one.role)


def greeting(act: Act, one: Grant | Invite) -> Screen:
    """What a new official reads: what they hold, and what to press first."""
    lines = [say("card-enrolled", role=role(one), place=place(act, one))]
    if one.role == "hamlet_head":
        first = (button("menu-behalf", "behalf"), button("menu-hamlet", "behalf.mine"), button("menu-spread", "spread"))
        return screen(*lines, say("card-enrolled-hamlet"), rows=column(*first))
    if one.role not in _WORKS:
        return screen(*lines)
    lines.append(say("card-enrolled-next"))
    return screen(*lines, rows=column(button("official-work", "viec")))


def offered(act: Act, invite: Invite, token: str) -> Screen:
    """A new invite, shown once to whoever made it; its words are forgotten here as soon as they have left."""
    lines = [
        say("card-invite", role=role(invite), place=place(act, invite), expires=invite.expires),
        say("card-pass-code", code=f"i_{token}"),
    ]
    lines += [say("card-invite-link", link=f"{link}i_{token}") for link in dict.fromkeys((act.links, act.web)) if link]
    return replace(screen(*lines, say("card-invite-then")), about=outbox.ONCE)


def asks_inviter(work: Work, act: Act, invite: Invite, name: str) -> None:
    """The inviter is asked whether this is the person meant."""
    rows = column(button("official-confirm", "invite.confirm", invite.sha), button("official-deny", "invite.deny", invite.sha))
    shown = screen(
        say("card-claimed", name=name or "none", role=role(invite), place=place(act, invite)), rows=rows, card=f"invite:{invite.sha[:16]}"
    )
    tell.tell(work, act, invite.made_by, shown, key=f"claimed:{invite.sha}", wakes=True)


def welcome(work: Work, act: Act, invite: Invite) -> None:
    """The inviter confirmed: the new official may begin."""
    tell.tell(work, act, invite.person, greeting(act, invite), key=f"enrolled:{invite.sha}", wakes=True)


def refused(work: Work, act: Act, invite: Invite) -> None:
    """The inviter did not know the person."""
    tell.tell(work, act, invite.person, screen(say("notice-invite_refused")), key=f"denied:{invite.sha}", wakes=True)


def revoked(work: Work, act: Act, grant: Grant) -> None:
    """The role has ended."""
    shown = screen(say("notice-revoked", role=role(grant), place=place(act, grant)))
    tell.tell(work, act, grant.person, shown, key=f"revoked:{grant.id}")


def commands(work: Work, act: Act, person: str) -> None:
    """The command menu of the person's chats follows the roles held now, and the language; the citizens' own stands everywhere already
    (see `channels.telegram`)."""
    names: list[str] = []
    for grant in grants.of_person(work, person):
        names += _OFFICIAL.get(grant.role, ())
    listed = tuple(dict.fromkeys((*names, *_CITIZEN)))
    rows = tuple((Button(words=say(f"command-{name}"), does=(name,)),) for name in listed)
    for account in people.accounts(work, person):
        tell.put(work, act, account.id, Screen(lines=(), rows=rows), key=f"commands:{account.id}:{act.mint.id()}", purpose="commands")
