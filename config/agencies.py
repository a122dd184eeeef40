"""agencies.csv becomes the agencies of every unit, each field led by one of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.domain.fields import AGENCY_KINDS, Agencies, Agency
from bot.domain.levels import LEVELS
from bot.domain.units import Unit, Units
from config.errors import Problems
from config.tables import Row, read_table

_EVERY: Final = "*"


def load_agencies(path: Path, units: Units, fields: Collection[str], problems: Problems) -> list[Agency]:
    """Read agencies.csv: a line stands for one unit, for every unit of its level (`*`), or for those of a kind (`*phường`).

    Notes unknown names, an agency or a lead that stands twice in a unit, and fields that nobody leads."""
    found: dict[str, Agency] = {}
    leads: dict[tuple[str, str], str] = {}
    before = len(problems.found)
    for row in read_table(path, ("code", "name", "level", "unit", "kind", "fields"), problems):
        model = _agency(row, fields, problems)
        meant = _meant(row, units)
        if not meant:
            problems.add(path, row.line, f"no unit of level {row['level']!r} is {row['unit']!r}")
        for unit in meant:
            if model is None:
                break
            agency = replace(model, code=f"{unit.code}.{model.code}", unit=unit.code)
            if agency.code in found:
                problems.add(path, row.line, f"{agency.code} stands twice")
            for field in agency.fields:
                if leads.setdefault((unit.code, field), agency.code) != agency.code:
                    problems.add(path, row.line, f"{field} is led twice in {unit.code}: {leads[unit.code, field]}, {agency.code}")
            found[agency.code] = agency
    if len(problems.found) == before:
        _note_unled(path, Agencies(found.values(), units), units, fields, problems)
    return list(found.values())


def _agency(row: Row, fields: Collection[str], problems: Problems) -> Agency | None:
    """The line as an agency of no unit yet."""
    before = len(problems.found)
    level = next((level for level in LEVELS if level == row["level"]), None)
    kind = next((kind for kind in AGENCY_KINDS if kind == row["kind"]), None)
    led = tuple(row["fields"].split())
    if level is None:
        problems.add(row.path, row.line, f"level {row['level']!r} is not one of {', '.join(LEVELS)}")
    if kind is None:
        problems.add(row.path, row.line, f"kind {row['kind']!r} is not one of {', '.join(AGENCY_KINDS)}")
    if not row["name"] or not row["code"].replace("_", "").isalnum():
        problems.add(row.path, row.line, "a code of letters, digits and _, and a name are needed")
    for field in led:
        if field not in fields:
            problems.add(row.path, row.line, f"no field {field!r}")
    if level is None or kind is None or len(problems.found) > before:
        return None
    return Agency(code=row["code"], name=row["name"], level=level, unit="", kind=kind, fields=led)


def _meant(row: Row, units: Units) -> tuple[Unit, ...]:
    of_level = tuple(unit for unit in units.all() if unit.level == row["level"])
    if row["unit"] == _EVERY:
        return of_level
    if row["unit"].startswith(_EVERY):
        return tuple(unit for unit in of_level if unit.kind == row["unit"].removeprefix(_EVERY))
    return tuple(unit for unit in of_level if unit.code == row["unit"])


def _note_unled(path: Path, agencies: Agencies, units: Units, fields: Collection[str], problems: Problems) -> None:
    for field in fields:
        unled = [unit.code for unit in units.all("commune") if agencies.lead(field, unit.code) is None]
        if unled:
            problems.add(path, 0, f"nobody leads {field} in {len(unled)} communes, the first is {unled[0]}")
