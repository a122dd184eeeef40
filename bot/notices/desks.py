"""What officials hear when an opinion goes from one desk to another, and when they must say where it stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Role
from bot.notices import officials
from bot.talk.screen import say
from storage.work import Work

Event = Literal["transferred", "handed_back", "decided", "transfer_late"]


def passed_on(work: Work, act: Act, opinion: Opinion, event: Event, *, leaders: bool = False) -> None:
    """The officers of the desk where it lies now get its card; its leaders too where they are meant or where there is no officer."""
    persons = officials.holding(work, "officer", opinion.desk)
    if leaders or not persons:
        persons += officials.holding(work, "leader", opinion.desk)
    for person in officials.others(act, persons):
        officials.bring_card(work, act, opinion, person, event=event, why=say(f"notice-passed-{event}"))


def must_decide(work: Work, act: Act, opinion: Opinion, roles: Sequence[Role], *, nth: str = "0") -> int:
    """Those who must decide get the card; returns how many there are, whoever acts included."""
    persons = list(dict.fromkeys(person for role in roles for person in officials.holding(work, role, opinion.umpire)))
    for person in officials.others(act, persons):
        officials.bring_card(work, act, opinion, person, event=f"decide:{nth}", why=say("notice-must_decide", ruling=opinion.ruling))
    return len(persons)
