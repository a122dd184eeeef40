"""`Chưa đối thoại trong năm`: the communes of an area that have not held what the law asks of them in a year."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.deadlines import local_day
from bot.domain.dialogues import shown_phase
from bot.domain.errors import RuleBroken
from bot.domain.permissions import Thing, is_permitted
from bot.flows import pick
from bot.flows.outcome import Keep, Outcome
from bot.notices import duties
from bot.notices.duties import Cover
from bot.talk.screen import Button, Words, button, say, screen
from storage import grants
from storage.work import Work

_PAGE: Final = 10
CARD: Final = "coverage"


def door(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """(year, page): who has none yet, those without a plan first; the latest year unless one is named."""
    typed = args[0] if args else ""
    year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else act.today.year
    found = [one for unit in _areas(work, act) for one in duties.coverage(work, act, unit, year)]
    lacking = sorted((one for one in found if one.owed.standing != "kept"), key=lambda one: not one.lacking)
    head = say("card-coverage", n=len(lacking), all=len(found), year=str(year))
    page = min(pick.number(args, 1), max(0, (len(lacking) - 1) // _PAGE))
    lines = [_line(act, one) for one in lacking[page * _PAGE : (page + 1) * _PAGE]]
    return Keep(screens=(screen(head, *lines, rows=_ways(len(lacking), page, year), card=CARD),))


def _areas(work: Work, act: Act) -> list[str]:
    """The units over which the person looks, none of them within another. Raises RuleBroken("not_yours") for those who look over none."""
    units = act.province.units
    found = [
        one.unit for one in grants.of_person(work, act.person) if is_permitted([one], "dialogue.cover", Thing(unit=one.unit), units)
    ]  # fmt: skip
    if not found:
        raise RuleBroken("not_yours")
    return [one for one in dict.fromkeys(found) if not any(one != other and units.within(one, other) for other in found)]


def _line(act: Act, one: Cover) -> Words:
    if not one.dialogues:
        return say("card-coverage-none", unit=one.unit.name)
    last = one.dialogues[-1]
    return say("card-coverage-one", unit=one.unit.name, day=local_day(last.starts), phase=shown_phase(last, act.at))


def _ways(n: int, page: int, year: int) -> tuple[tuple[Button, ...], ...]:
    before = (button("official-previous", "conference.coverage", str(year), str(page - 1)),) if page > 0 else ()
    after = (button("official-next", "conference.coverage", str(year), str(page + 1)),) if (page + 1) * _PAGE < n else ()
    ways = (*before, *after)
    return (ways,) if ways else ()
