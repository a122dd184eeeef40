"""What needs no consent: the dialogues to come, and the language."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.units import Unit
from bot.flows import menu
from bot.flows.outcome import Done, Keep, Outcome
from bot.notices.dialogues import about, deeds
from bot.services import accounts, voices
from bot.talk.screen import Screen, button, column, say, screen
from storage import attendance, people
from storage import dialogues as rows
from storage.work import Work

_SHOWN: Final = 3
LANGUAGES: Final = ("vi", "en")


def schedule(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/lich`: the coming dialogues of a commune (the person's last one, unless one is named) and of the units above it."""
    person = people.get(work, act.person)
    wanted = (args[0] if args else "") or (person.commune if person else "")
    unit = act.province.units.find(wanted) or _named(act, wanted) or act.province.units.root
    coming = rows.coming(work, [one.code for one in act.province.units.chain(unit.code)], act.at)
    other = button("button-choose-commune", "commune")
    if not coming:
        none = say("schedule-none", unit=unit.name)
        return Keep(screens=(screen(none, rows=column(other, button("menu-write", "write"), button("button-menu", "menu"))),))
    cards = tuple(_dialogue(work, act, one) for one in coming[:_SHOWN])
    last = screen(say("schedule-more", n=len(coming), unit=unit.name), rows=column(other, button("button-menu", "menu")))
    return Keep(screens=(*cards, last))


def _named(act: Act, typed: str) -> Unit | None:
    """`/lich Phủ Thông`: the one commune of that name."""
    reading = act.province.places.resolve(typed)
    return act.province.units.get(reading.candidates[0].unit) if reading.status == "one" else None


def _dialogue(work: Work, act: Act, dialogue: Dialogue) -> Screen:
    rows_ = deeds(act, dialogue, attendance.get(work, dialogue.id, act.person))
    said = column(button("button-voices", "voices", dialogue.id)) if voices.said(work, act, dialogue.id) else ()
    return screen(*about(act, dialogue), rows=(*rows_, *said))


def language(work: Work, act: Act, args: tuple[str, ...]) -> Outcome:
    """`/ngonngu`: asks, or takes the language named."""
    wish = (args[0] if args else "").strip().lower()
    if wish in LANGUAGES:
        accounts.speak(work, act, wish)
        return Done(screens=(menu.shown(work, act, say("language-kept")),))
    buttons = (button("button-vietnamese", "language", "vi"), button("button-english", "language", "en"), button("button-menu", "menu"))
    return Keep(screens=(screen(say("language-ask"), rows=column(*buttons)),))
