"""What an opinion's card says of the ladder: when it was raised, and to whom."""

from __future__ import annotations

from typing import get_args

from bot.domain.opinions import Opinion
from bot.domain.rules import Told
from bot.talk.screen import Words, say
from storage.journal import Entry

_ORDER: tuple[str, ...] = get_args(Told)
_SHOWN = 3


def raised(opinion: Opinion, story: list[Entry]) -> list[Words]:
    """The last times at which the present state was raised, each with the highest who was told."""
    if opinion.phase not in ("waiting", "working"):
        return []
    begins = max((place for place, one in enumerate(story) if one.verb != "escalate" and "goes" in one.facts), default=0)
    told = [one for one in story[begins:] if one.verb == "escalate"]
    return [say("card-item-raised", at=one.at, to=max(one.facts["told"].split(","), key=_ORDER.index)) for one in told[-_SHOWN:]]
