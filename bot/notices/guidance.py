"""Where a complaint or a denunciation belongs: told to whoever sent one here."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import tell
from bot.talk.screen import say, screen
from storage.work import Work


def diverted(work: Work, act: Act, opinion: Opinion) -> None:
    """The author hears that it is no opinion, that its words were erased, and where and when such papers are taken."""
    office = act.province.office
    shown = screen(
        say("notice-diverted", code=opinion.code),
        say("notice-diverted-where", place=office.reception_place or office.address, days=office.reception_days, phone=office.phone),
    )
    tell.tell(work, act, opinion.author, shown, key=f"diverted:{opinion.id}:{opinion.version}", about=opinion.id)
