"""`Ý kiến tại chỗ`: what someone says in the room is written down at once, by the one mechanism of `behalf`, and becomes a topic."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import GRANTABLE
from bot.domain.supervision import seat_of
from bot.domain.words import apart
from bot.services import accounts, behalf, drafting, marking, topics
from bot.services.behalf import Dictated
from storage import grants
from storage.work import Work

CONSENT: Final = "2026-11-room"
"""The version of the words that are read out when the conference is opened: what is said is written down, so that it can be answered."""


def unit_of(act: Act, dialogue: Dialogue) -> str:
    """The commune to which what is said belongs, without asking: that of the dialogue; empty where it is one of a level above."""
    return dialogue.unit if dialogue.level == "commune" else ""


def check_unit(act: Act, dialogue: Dialogue, unit: str) -> None:
    """Raise RuleBroken: "commune_needed" for what is no commune of the dialogue, "commune_closed"."""
    found = act.province.units.find(unit)
    if found is None or found.level != "commune" or not act.province.units.within(unit, dialogue.unit):
        raise RuleBroken("commune_needed")
    drafting.check_open(act, unit)


def speak(work: Work, act: Act, name: str, dictated: Dictated) -> Opinion:
    """Keep what someone said in the room: bound to this dialogue although its intake is closed, a topic of its own behind the others.

    A telephone number in it is kept apart, sealed, and not in the words. What its speaker denied to be a complaint is read by the
    province's desk first, as ever, and stands on no agenda.
    Raises RuleBroken: "draft_empty", "text_long"; else as `marking.room` and `check_unit`."""
    dialogue = marking.room(work, act, name).dialogue
    check_unit(act, dialogue, dictated.unit)
    seat = seat_of(grants.of_person(work, act.person), *GRANTABLE)
    if seat is None:
        raise RuleBroken("not_yours")
    text, numbers = apart(dictated.text)
    phone = next((one for one in numbers if accounts.plain_number(one)), "")
    said = replace(dictated, text=text, phone=phone)
    kept = behalf.keep(work, act, said, seat, source="oral", dialogue=dialogue.id, version=CONSENT)
    return kept if kept.contested else topics.begin(work, act, dialogue.id, kept.id)
