"""What a card tells of supervision: who wrote an opinion down, what the Front said of it, and what the Front itself may not see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.domain.permissions import is_permitted
from bot.domain.supervision import Remark
from bot.domain.words import masked, shorten
from bot.notices import seats
from bot.talk.screen import Words, say
from storage import agendas, remarks, villagers
from storage.work import Work

_SHOWN: Final = 300  # characters of a remark
_RECENT: Final = 3


def is_veiled(act: Act, opinion: Opinion, held: Sequence[Grant]) -> bool:
    """Whether an opinion is read for the Front alone: without numbers that its author wrote, without their voice."""
    others = [one for one in held if one.role != "front"]
    return not is_permitted(others, "opinion.read", opinion.thing, act.province.units)


def shown(text: str, *, veiled: bool) -> str:
    """A text as it may be read."""
    return masked(text) if veiled else text


def origin(work: Work, act: Act, opinion: Opinion) -> list[Words]:
    """Who wrote it down, for which organisation, and whether a dialogue must hear it again."""
    lines = []
    entry = villagers.entry(work, opinion.id) if opinion.entered_by else None
    if entry is not None and entry.organisation:
        lines.append(say("card-item-organisation", organisation=entry.organisation, office=seats.named(act, entry.seat)))
    elif entry is not None:
        lines.append(say("card-item-entered", office=seats.named(act, entry.seat)))
    if agendas.second(work, opinion.id) is not None:
        lines.append(say("card-item-again"))
    return lines


def said(work: Work, act: Act, opinion: Opinion, *, veiled: bool) -> list[Words]:
    """What the Front said lately, and what it was answered."""
    return [line for one in remarks.of(work, opinion.id)[-_RECENT:] for line in lines(act, one, veiled=veiled)]


def lines(act: Act, one: Remark, *, veiled: bool) -> list[Words]:
    """One remark of the Front in words, with the answer it got."""
    office = seats.named(act, one.seat)
    if one.kind == "confirm":
        return [say("card-item-confirmed", at=one.at, office=office)]
    text = shorten(shown(one.text, veiled=veiled), _SHOWN)
    if one.kind == "reconsider":
        return [say("card-item-reconsidered", at=one.at, office=office, text=text)]
    lines = [say("card-item-asked", at=one.at, office=office, text=text)]
    if one.answered_by is not None:
        answer = shorten(shown(one.answer, veiled=veiled), _SHOWN)
        lines.append(say("card-item-explained", office=seats.named(act, one.answered_by), text=answer))
    elif one.due is not None:
        lines.append(say("card-item-asked_due", due=one.due, late="yes" if one.due < act.at else "no"))
    return lines
