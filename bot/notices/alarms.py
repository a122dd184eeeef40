"""What the administrators must know at once."""

from __future__ import annotations

from typing import Literal

from bot.domain.act import Act
from bot.notices import tell
from bot.talk.screen import say, screen
from storage import grants, journal, people
from storage.work import Work


def raise_alarm(work: Work, act: Act, kind: str, *, key: str, detail: str, besides: str = "") -> None:
    """Tell every administrator of the province, once per key; if possible not on the channel `besides`, which is what it is about.

    `detail` holds no person's words."""
    if journal.has(work, f"alarm.{kind}", key):
        return
    journal.add(work, at=act.at, actor="", verb=f"alarm.{kind}", object=key, detail=detail)
    for grant in grants.holders(work, "admin", act.province.units.root.code):
        _alarm(work, act, grant.person, kind, key=key, detail=detail, besides=besides)


def _alarm(work: Work, act: Act, person: str, kind: str, *, key: str, detail: str, besides: str = "") -> None:
    words = screen(say(f"alarm-{kind}", detail=detail))
    tell.tell(work, act, person, words, key=f"alarm:{key}:{person}", purpose="urgent", besides=besides)


def channel_refused(work: Work, act: Act, channel: str) -> None:
    """A platform does not take our token, or another program uses it: once a day for as long as it lasts."""
    raise_alarm(work, act, "auth", key=f"auth:{channel}:{act.today}", detail=channel, besides=channel)


def token_old(work: Work, act: Act, channel: str) -> None:
    """A token can soon not be replaced any more but by a person: once a day for as long as it lasts."""
    raise_alarm(work, act, "old", key=f"old:{channel}:{act.today}", detail=channel, besides=channel)


def allowance_used(work: Work, act: Act, channel: str) -> None:
    """Our allowance on a platform is used up: once a day for as long as it lasts."""
    raise_alarm(work, act, "quota", key=f"quota:{channel}:{act.today}", detail=channel, besides=channel)


def official_unreachable(work: Work, act: Act, account: str, kind: Literal["official", "official_silent"]) -> None:
    """An official blocked us on a chat (`official`), or was silent for so long that nothing reaches them (`official_silent`): the
    administrators and the unit's leaders learn it, so that someone else takes over.

    Citizens may leave quietly."""
    person = people.owner(work, account)
    for grant in grants.of_person(work, person) if person else ():
        unit = act.province.units.find(grant.unit)
        key, detail = f"gone:{account}:{grant.id}:{act.today}", f"{grant.role} {unit.name if unit else grant.unit}"
        raise_alarm(work, act, kind, key=key, detail=detail)
        for leader in grants.holders(work, "leader", grant.unit):
            if leader.person != person:
                _alarm(work, act, leader.person, kind, key=key, detail=detail)
