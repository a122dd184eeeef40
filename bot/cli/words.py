"""What operators type, read strictly: moments in Viet Nam, units by code or name, agencies."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.domain.deadlines import VIETNAM
from bot.domain.words import fold

if TYPE_CHECKING:
    from bot.domain.province import Province
    from bot.domain.units import Unit

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[ T]+(\d{1,2}):(\d{2})")
_OURS = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) +(\d{1,2}):(\d{2})")


class Unclear(ValueError):
    """What was typed means nothing, or several things."""


def moment(text: str) -> datetime:
    """The moment typed as `2026-12-01 08:00` or `01/12/2026 8:00`, in Viet Nam. Raises Unclear."""
    typed = text.strip()
    if found := _ISO.fullmatch(typed):
        year, month, day, hour, minute = (int(part) for part in found.groups())
    elif found := _OURS.fullmatch(typed):
        day, month, year, hour, minute = (int(part) for part in found.groups())
    else:
        raise Unclear(f"{text!r} is not a moment: write 2026-12-01 08:00 or 01/12/2026 8:00 (Viet Nam time)")
    try:
        return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    except ValueError as why:
        raise Unclear(f"{text!r} is not a moment: {why}") from why


def day(text: str) -> date:
    """The day typed as `2026-12-01` or `01/12/2026`. Raises Unclear."""
    return moment(f"{text.strip()} 00:00").date()


def unit(province: Province, text: str, *, today: bool = False) -> Unit:
    """The unit of a code or a name, tones optional; with `today` by no name of the past. Raises Unclear, naming the candidates where there
    are several."""
    typed = text.strip()
    if (known := province.units.find(typed)) is not None:
        return known
    named = [one for one in province.units.all() if fold(typed) in (fold(one.name), fold(one.short))]
    exact = [one for one in named if typed.lower() in (one.name.lower(), one.short.lower())]
    found = exact or named
    if len(found) == 1 and found[0].level == "commune" and fold(typed) != fold(found[0].name):
        # A bare name may also be that of a former district or of several communes and is never guessed.
        reading = province.places.resolve(typed, "commune")
        found = [province.units.get(code) for code in dict.fromkeys([found[0].code, *(one.unit for one in reading.candidates)])]
    if not found:
        readings = [province.places.resolve(typed, level) for level in ("commune", "district")]
        if not today and len(sure := [one for one in readings if one.status == "one"]) == 1:
            return province.units.get(sure[0].candidates[0].unit)
        found = [province.units.get(one.unit) for reading in readings for one in reading.candidates]
        if today and found:
            raise Unclear(f"{text!r} is a name of the past or not exact: {_listed(found)}; give the name of today or the code")
    if len(found) == 1:
        return found[0]
    if not found:
        raise Unclear(f"no unit is called {text!r}")
    raise Unclear(f"{text!r} may be {_listed(found)}: give the code")


def _listed(found: list[Unit]) -> str:
    return ", ".join(f"{one.code} {one.name}" for one in dict.fromkeys(found))


def agency(province: Province, unit_code: str, text: str) -> str:
    """The code of an agency of a unit, from its code, the part behind the unit's code, or its name. Raises Unclear."""
    typed = text.strip()
    own = province.agencies.own(unit_code)
    for one in own:
        if typed in (one.code, one.code.partition(".")[2]) or fold(typed) == fold(one.name):
            return one.code
    listed = ", ".join(f"{one.code.partition('.')[2]} ({one.name})" for one in own)
    raise Unclear(f"{text!r} is no agency of {unit_code}: it has {listed or 'none'}")
