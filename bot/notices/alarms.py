"""What the administrators must know at once."""

from __future__ import annotations

from bot.domain.act import Act
from bot.notices import tell
from bot.talk.screen import say, screen
from storage import grants, journal, people
from storage.work import Work


def raise_alarm(work: Work, act: Act, kind: str, *, key: str, detail: str) -> None:
    """Tell every administrator of the province, once per key. `detail` holds no person's words."""
    journal.add(work, at=act.at, actor="", verb=f"alarm.{kind}", object=key, detail=detail)
    for grant in grants.holders(work, "admin", act.province.units.root.code):
        tell.tell(work, act, grant.person, screen(say(f"alarm-{kind}", detail=detail)), key=f"alarm:{key}:{grant.person}", purpose="urgent")


def official_unreachable(work: Work, act: Act, account: str) -> None:
    """An official blocked us on a chat: the administrators learn it, so that someone else takes over. Citizens may leave quietly."""
    person = people.owner(work, account)
    for grant in grants.of_person(work, person) if person else ():
        unit = act.province.units.find(grant.unit)
        raise_alarm(work, act, "official", key=f"gone:{account}:{act.today}", detail=f"{grant.role} {unit.name if unit else grant.unit}")
