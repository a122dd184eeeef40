"""What the agencies that help with an opinion hear, and what all who carry it hear of each other's work."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import items, officials, tell
from bot.talk.screen import button, column, say, screen
from storage.work import Work


def asked(work: Work, act: Act, opinion: Opinion, agency: str) -> None:
    """The agency's handlers get the card; where nobody is enrolled there, the desk hears it."""
    handlers = officials.handlers_at(work, act, agency)
    for person in officials.others(act, handlers):
        officials.bring_card(work, act, opinion, person, event="support", why=say("notice-support"))
    if not handlers:
        words = say("notice-no_support", code=opinion.code, agency=items.agency_name(act, agency))
        for person in officials.desk_of(work, opinion):
            tell.tell(work, act, person, screen(words), key=f"no_support:{opinion.id}:{opinion.version}:{person}", about=opinion.id)


def progressed(work: Work, act: Act, opinion: Opinion, note: str) -> None:
    """A step was written down: the others who work on it hear that; leaders and the Front read it where they look."""
    see = column(button("official-see", "item", "open", opinion.id))
    for person in officials.others(act, officials.carriers(work, act, opinion)):
        shown = screen(say("notice-progress", code=opinion.code), rows=see)
        tell.tell(work, act, person, shown, key=f"progress:{note}:{person}", about=opinion.id)
