"""How an office is named where someone spoke from it: by its title, else by its role, with its unit."""

from __future__ import annotations

from bot.domain.act import Act
from bot.domain.supervision import Seat
from bot.talk.screen import Words, say


def named(act: Act, seat: Seat) -> Words:
    """The office in words; never the person."""
    found = act.province.units.find(seat.unit)
    unit = found.name if found else seat.unit
    if seat.title:
        return say("seat-title", title=seat.title, unit=unit)
    return say("seat-role", role=say("official-role", role=seat.role), unit=unit)
