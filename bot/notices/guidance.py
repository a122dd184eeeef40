"""Where a complaint or a denunciation belongs: told to whoever sent one here."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.opinions import Opinion
from bot.notices import tell
from bot.talk.screen import Words, say, screen
from storage import villagers
from storage.work import Work


def at_door(act: Act, kind: str, *, told: bool) -> list[Words]:
    """What whoever brings something else than an opinion reads: where and when, by which law; in danger whom to call, before anything
    else, and whether someone on duty was `told`."""
    office = act.province.office
    if kind == "spam":
        return [say("notice-divert-spam")]
    if kind == "urgent":
        numbers = [say("notice-emergency", number=one.number, name=one.name) for one in office.emergency]
        duty = [say("notice-emergency-duty", number=office.duty_phone)] if office.duty_phone else []
        return [say("notice-divert-urgent"), *numbers, *duty, say(f"notice-divert-urgent-{'told' if told else 'alone'}")]
    reception = say("notice-divert-reception", place=office.reception_place, days=office.reception_days)
    if kind == "complaint":
        return [say("notice-divert-complaint"), reception, say("notice-divert-complaint-law")]
    return [say("notice-divert-denunciation"), reception, say("notice-divert-denunciation-law"), say("notice-divert-denunciation-delete")]


def diverted(work: Work, act: Act, opinion: Opinion) -> None:
    """The author hears that it is no opinion, that its words were erased, and where and when such papers are taken."""
    office = act.province.office
    shown = screen(
        say("notice-diverted", code=opinion.code),
        say("notice-diverted-where", place=office.reception_place or office.address, days=office.reception_days, phone=office.phone),
    )
    tell.tell(work, act, villagers.speaker(work, opinion), shown, key=f"diverted:{opinion.id}:{opinion.version}", about=opinion.id)
