"""What officials see of messages that do not reach the author of an opinion now: since when and why, never where they chat."""

from __future__ import annotations

from bot.domain.deadlines import local_day
from bot.domain.opinions import Opinion
from bot.talk.screen import Words, say
from storage import kept, villagers
from storage.work import Work


def line(work: Work, opinion: Opinion) -> list[Words]:
    """That something about an opinion waits for whoever reads for its author; nothing once it has left."""
    waits = kept.unheard(work, villagers.speaker(work, opinion), opinion.id)
    return [say(f"card-item-unheard_{waits.why}", since=local_day(waits.since))] if waits else []


def digest(work: Work, unit: str) -> list[Words]:
    """How many answers of a unit wait for their authors."""
    n = kept.answers(work, unit)
    return [say("card-digest-unheard", n=n)] if n else []
