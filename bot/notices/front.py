"""What passes between the Front and those whose work it looks at, and what the Front hears of its area."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.supervision import Remark
from bot.notices import officials, seats, tell
from bot.talk.screen import Words, say, screen
from storage import grants
from storage.work import Work


def supervisors(work: Work, act: Act, opinion: Opinion) -> list[str]:
    """Who looks after an opinion for the Front: of the unit to which it belongs and of those above it."""
    unit = opinion.desk if opinion.contested else opinion.unit
    if unit not in act.province.units:
        return []
    return [one.person for above in act.province.units.chain(unit) for one in grants.holders(work, "front", above.code)]


def confirmed(work: Work, act: Act, opinion: Opinion, remark: Remark) -> None:
    """The Front found the result as it was answered: those who worked on it hear so."""
    shown = screen(say("notice-confirmed", code=opinion.code, office=seats.named(act, remark.seat)))
    for person in officials.others(act, officials.working(work, act, opinion)):
        tell.tell(work, act, person, shown, key=f"confirmed:{remark.id}:{person}", about=opinion.id)


def asked(work: Work, act: Act, opinion: Opinion, remark: Remark) -> None:
    """Those who deal with it get the question with the card on which they answer it."""
    _cards(work, act, opinion, officials.working(work, act, opinion), event=f"asked:{remark.id}", why=say("notice-asked"))


def reminded(work: Work, act: Act, opinion: Opinion, remark: Remark) -> None:
    """The answer to the Front is due soon."""
    _cards(work, act, opinion, officials.working(work, act, opinion), event=f"reminded:{remark.id}", why=say("notice-asked_soon"))


def unanswered(work: Work, act: Act, opinion: Opinion, remark: Remark) -> None:
    """The day passed without an answer: leaders and the one who asked hear so."""
    persons = [*officials.holding(work, "leader", opinion.desk), *_asker(work, act, opinion, remark)]
    _cards(work, act, opinion, persons, event=f"unanswered:{remark.id}", why=say("notice-asked_late"))


def explained(work: Work, act: Act, opinion: Opinion, remark: Remark) -> None:
    """The one who asked gets the answer; the Front of the area when they hold that office no more."""
    _cards(work, act, opinion, _asker(work, act, opinion, remark), event=f"explained:{remark.id}", why=say("notice-explained"))


def _asker(work: Work, act: Act, opinion: Opinion, remark: Remark) -> list[str]:
    held = [one.person for one in grants.holders(work, "front", remark.seat.unit)]
    return [remark.author] if remark.author in held else held or supervisors(work, act, opinion)


def sent_back(work: Work, act: Act, opinion: Opinion) -> None:
    """The Front asked to look at it again: those who work on it and the leaders get the card with the note."""
    persons = [*officials.working(work, act, opinion), *officials.holding(work, "leader", opinion.desk)]
    _cards(work, act, opinion, persons, event="reconsidered", why=say("notice-reconsidered"))


def rejected_again(work: Work, act: Act, opinion: Opinion) -> None:
    """Its author was turned away twice: the Front of the area gets the card."""
    _cards(work, act, opinion, supervisors(work, act, opinion), event="rejected_again", why=say("notice-rejected_again"))


def _cards(work: Work, act: Act, opinion: Opinion, persons: Iterable[str], *, event: str, why: Words) -> None:
    for person in officials.others(act, persons):
        officials.bring_card(work, act, opinion, person, event=event, why=why)
