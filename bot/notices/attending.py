"""What someone reads of their own registration for a dialogue, and what they may do with it."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.act import Act
from bot.domain.attendance import Registration, is_registering
from bot.domain.dialogues import Dialogue
from bot.talk.screen import Button, Words, button, say
from storage import attendance
from storage.work import Work


def lines(work: Work, act: Act, dialogue: Dialogue, mine: Registration) -> list[Words]:
    """The seat or the place among those who wait, when to come, and whether they speak."""
    if mine.state == "waits":
        place = [one.id for one in attendance.waiting(work, dialogue.id)].index(mine.id) + 1
        return [say("notice-attend-waits", people=mine.people, place=place), *_turn(mine)]
    come = dialogue.starts - timedelta(minutes=act.province.rules.attendance.come_minutes)
    return [say("notice-attend-seat", people=mine.people), *_turn(mine), say("notice-attend-come", come=come)]


def _turn(mine: Registration) -> list[Words]:
    return [say("notice-attend-turn", turn=mine.turn)] if mine.turn and mine.state == "seat" else []


def entrance(act: Act, dialogue: Dialogue, mine: Registration | None) -> list[Button]:
    """The way to register, or to what is registered; nothing once it has begun."""
    if not is_registering(dialogue, act.at):
        return []
    return [button("button-attend" if mine is None else "button-seat", "attend", dialogue.id)]
