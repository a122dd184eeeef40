"""Who hears of a dialogue that is only planned: the leader who announces it, and the one who runs it."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.permissions import Thing, is_permitted
from bot.notices import conferences, officials
from bot.talk.screen import say
from storage import grants
from storage.work import Work


def announcers(work: Work, act: Act, dialogue: Dialogue) -> list[str]:
    """The unit's leaders, else the administrators of its area."""
    if found := officials.holding(work, "leader", dialogue.unit):
        return found
    above = [one for unit in act.province.units.chain(dialogue.unit) for one in officials.holding(work, "admin", unit.code)]
    thing = Thing(unit=dialogue.unit)
    return [one for one in above if is_permitted(grants.of_person(work, one), "dialogue.announce", thing, act.province.units)]


def proposed(work: Work, act: Act, dialogue: Dialogue) -> int:
    """The card comes to those who may announce it; returns to how many."""
    found = officials.others(act, announcers(work, act, dialogue))
    for person in found:
        key = f"conference_propose:{dialogue.id}:{dialogue.version}:{person}"
        conferences.bring(work, act, dialogue, person, key=key, why=say("notice-conference-proposed"))
    return len(found)


def appointed(work: Work, act: Act, dialogue: Dialogue) -> None:
    """The clerk gets the card."""
    if dialogue.clerk and dialogue.clerk != act.person:
        key = f"conference_clerk:{dialogue.id}:{act.mint.id()}"
        conferences.bring(work, act, dialogue, dialogue.clerk, key=key, why=say("notice-conference-clerk"))
