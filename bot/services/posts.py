"""A change of job: one office takes the place of another, in one act."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant, Role
from bot.domain.words import clean, squeeze
from bot.notices import handovers
from bot.services import staff
from storage import grants
from storage.work import Work


def move(work: Work, act: Act, grant_id: str, *, role: Role, unit: str, agency: str = "", title: str = "") -> Grant:
    """Close a grant and open another for the same person: chats, sessions and the command menu follow, the work stays with the desk.

    Raises RuleBroken: "not_found" for a grant that does not count, "own_post" for one's own, "post_held" where the person holds the
    new one already, "not_yours" unless the one who acts may invite to both, else as `staff.check_post`."""
    came = grants.get(work, grant_id)
    if came is None or came.asleep:
        raise RuleBroken("not_found")
    staff.check_inviter(work, act, came.role, came.unit)
    if came.person == act.person:
        raise RuleBroken("own_post")
    staff.check_post(work, act, role, unit, agency)
    held = {(one.role, one.unit, one.agency) for one in grants.own(work, came.person)}
    if (role, unit, agency) in held:
        raise RuleBroken("post_held")
    title = squeeze(clean(title, staff.TITLE))
    goes = Grant(id=act.mint.id(), person=came.person, role=role, unit=unit, agency=agency, title=title)
    grants.close(work, came.id, act.at)
    staff.give(work, act, goes, made_by=act.person or staff.SERVER)
    staff.note(work, act, "move", came, goes=goes.id)
    staff.note(work, act, "grant", goes, came=came.id)
    staff.departed(work, act, came)
    staff.arrived(work, act, goes)
    handovers.moved(work, act, came, goes)
    return goes
