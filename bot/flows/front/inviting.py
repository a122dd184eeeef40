"""`Giấy mời, thông báo` of a head of a hamlet: the coming dialogues, each as a text to be read out."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices import loudspeaker
from bot.notices.dialogues import deeds
from bot.services import behalf
from bot.talk.screen import button, column, say, screen
from storage import attendance
from storage import dialogues as rows
from storage.work import Work

_SHOWN: Final = 3


def invite(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """The soonest ones of the units that the person writes for, and of those above. Who writes for none sees the menu."""
    units = {above.code: None for one in behalf.units(work, act, "opinion.enter") for above in act.province.units.chain(one)}
    if not units:
        return Done()
    coming = [one for one in rows.coming(work, list(units), act.at) if not one.audience][:_SHOWN]
    if not coming:
        return Keep(screens=(screen(say("dialogue-none"), rows=column(button("button-menu", "menu"))),))
    return Keep(
        screens=tuple(
            screen(
                say("loud-head"), *loudspeaker.text(act, one, lang=act.lang),
                rows=deeds(act, one, attendance.get(work, one.id, act.person)),
            )
            for one in coming
        )
    )  # fmt: skip
