"""What officials hear when an opinion joins a group of duplicates or leaves it."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import officials, tell
from bot.talk.screen import say, screen
from storage.work import Work


def joined(work: Work, act: Act, before: Opinion, lead: Opinion) -> None:
    """Whoever worked on one that follows another now hears to whom it went."""
    if before.lead and before.lead != lead.lead:
        for person in officials.others(act, officials.handlers_of(work, act, before)):
            words = say("notice-joined_away", code=before.code, lead=lead.code)
            tell.tell(work, act, person, screen(words), key=f"joined_away:{before.id}:{before.version}:{person}", about=before.id)


def left(work: Work, act: Act, opinion: Opinion) -> None:
    """It lies on its desk by itself again: the officers get its card."""
    for person in officials.others(act, officials.holding(work, "officer", opinion.desk)):
        officials.bring_card(work, act, opinion, person, event="left", why=say("notice-left_group"))
