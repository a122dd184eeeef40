"""The slip of an opinion that was written down for someone: what its author takes home to read the answer and to claim it."""

from __future__ import annotations

from datetime import datetime

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import dialogues as notices
from bot.notices import items
from bot.talk.screen import Words, say
from storage import dialogues as rows
from storage.work import Work


def slip(work: Work, act: Act, opinion: Opinion, secret: str, ends: datetime) -> list[Words]:
    """Its lines. They hold the secret: whoever shows them forgets them as soon as they have left."""
    lines: list[Words] = [say("card-slip", code=opinion.code, unit=items.unit_name(act, opinion.unit), at=opinion.sent_at)]
    heard = rows.get(work, opinion.dialogue) if opinion.dialogue else None
    if heard is not None:
        lines.append(say("notice-receipt-dialogue", title=notices.title(act, heard), starts=heard.starts))
    lines.append(say("card-slip-secret", secret=f"k_{secret}", expires=ends.astimezone(act.at.tzinfo).date()))
    if links := act.links or (act.web if act.province.public else ""):
        lines.append(say("card-slip-link", link=f"{links}k_{secret}"))
    return lines
