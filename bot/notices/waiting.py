"""Whoever waited for a seat hears that there is one."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.attendance import Registration
from bot.domain.dialogues import Dialogue
from bot.notices import attending, dialogues, tell
from bot.talk.screen import column, say, screen
from storage.work import Work


def seated(work: Work, act: Act, dialogue: Dialogue, one: Registration) -> None:
    """There is a seat now; once for each place in the order, unless it is their own press that brought it."""
    if one.person == act.person or not one.account:
        return
    head = say("notice-attend-moved_up", title=dialogues.title(act, dialogue), starts=dialogue.starts)
    shown = screen(head, *attending.lines(work, act, dialogue, one), rows=column(*attending.entrance(act, dialogue, one)))
    key = f"{dialogues.keys_of(dialogue)}{dialogue.version}:seat:{one.id}:{one.no}"
    tell.tell(work, act, one.person, shown, key=key)
