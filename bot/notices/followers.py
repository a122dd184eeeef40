"""What a card shows of a group of duplicates."""

from __future__ import annotations

from typing import Final

from bot.domain.opinions import Opinion
from bot.talk.screen import Words, say
from storage import opinions
from storage.work import Work

_NAMED: Final = 5
"""Codes that a card names; the others are counted."""


def lines(work: Work, opinion: Opinion) -> list[Words]:
    """Whom it follows, or how many follow it and by which codes."""
    if opinion.follows:
        lead = opinions.get(work, opinion.follows)
        return [say("card-item-follows", code=lead.code)] if lead else []
    codes = [one.code for one in opinions.followers(work, opinion.id)]
    if not codes:
        return []
    named = ", ".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")
    return [say("card-item-group", n=len(codes), codes=named)]
