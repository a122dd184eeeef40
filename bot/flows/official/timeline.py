"""`Nhật ký xử lý`: the whole story of one opinion, page by page, on its card."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.flows import pick
from bot.flows.official import cards
from bot.flows.outcome import Keep, Outcome
from bot.notices import items, supervised, timelines
from bot.services import moves
from bot.talk.screen import Button, button, column, say, screen
from storage import grants
from storage.work import Work

PAGE: Final = 8  # events
_VERB: Final = "journal"


def _journal(work: Work, act: Act, opinion: str, version: int, rest: tuple[str, ...]) -> Outcome:
    """The newest page first; who may read the opinion may read its story."""
    found = moves.find(work, act, opinion, "opinion.read")
    veiled = supervised.is_veiled(act, found, grants.of_person(work, act.person))
    told = timelines.events(work, act, found, veiled=veiled)
    last = max(0, (len(told) - 1) // PAGE)
    page = min(pick.number(rest, 0), last) if rest else last
    ways: list[Button] = []
    if page > 0:
        ways.append(button("official-previous", "item", _VERB, opinion, str(version), str(page - 1)))
    if page < last:
        ways.append(button("official-next", "item", _VERB, opinion, str(version), str(page + 1)))
    lines = [line for _, lines in told[page * PAGE : (page + 1) * PAGE] for line in lines]
    back = button("official-back", "item", "back", opinion)
    head = say("card-timeline", code=found.code)
    return Keep(screens=(screen(head, *lines, rows=(*column(*ways), (back,)), card=items.card(found)),))


VERBS: Final[dict[str, cards.Verb]] = {_VERB: _journal}
