"""What officials hear when what an author was asked for came, or did not."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import officials
from bot.talk.screen import say
from storage.work import Work


def more_came(work: Work, act: Act, opinion: Opinion, asker: str, *, silent: bool) -> None:
    """The wait for its author is over (`silent`: nothing came): who asked hears it, and whoever has it now."""
    persons = officials.working(work, act, opinion)
    if asker in [*officials.desk_of(work, opinion), *officials.carriers(work, act, opinion)]:
        persons.append(asker)
    for person in officials.others(act, persons):
        why = say("notice-more_silent" if silent else "notice-more_came")
        officials.bring_card(work, act, opinion, person, event="more", why=why)
