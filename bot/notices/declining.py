"""Who hears of a refusal in typed words: the leaders who decide, and whoever proposed it."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import items, officials, tell
from bot.talk.screen import say, screen
from storage import grants
from storage.work import Work


def waits(work: Work, act: Act, opinion: Opinion) -> None:
    """The leaders of the desk get the card; where there is none, the desk's officers hear that nobody can decide."""
    leaders = officials.holding(work, "leader", opinion.desk)
    for person in officials.others(act, leaders):
        officials.bring_card(work, act, opinion, person, event="refuse_ask", why=say("notice-refuse_ask"))
    if not leaders:
        words = say("notice-no_leader", code=opinion.code, unit=items.unit_name(act, opinion.desk))
        for person in officials.holding(work, "officer", opinion.desk):  # who proposed it too: they could not know
            tell.tell(work, act, person, screen(words), key=f"no_leader:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def decided(work: Work, act: Act, opinion: Opinion, proposer: str, *, agreed: bool) -> None:
    """Whoever proposed it hears the leader's word; the desk's officers where that one holds no office any more."""
    persons = [proposer] if grants.of_person(work, proposer) else officials.holding(work, "officer", opinion.desk)
    for person in officials.others(act, persons):
        why = say("notice-refuse_ok" if agreed else "notice-refuse_back")
        officials.bring_card(work, act, opinion, person, event="refuse_decided", why=why)
