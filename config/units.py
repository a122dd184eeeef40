"""units.csv and its neighbours: the units of today, which are open, and those they came from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.domain.gazetteer import Former, Sources
from bot.domain.levels import LEVELS, Level, is_above
from bot.domain.units import Unit, Units
from config.errors import Problems
from config.tables import Row, read_table

_COLUMNS: Final = ("code", "name", "kind", "level", "parent")
_YES_NO: Final = {"yes": True, "no": False}
_ALL: Final = "*"


def load_units(path: Path, registers: Path, problems: Problems) -> Units:
    """Read units.csv and registers.csv. Raises ConfigurationError at once, for everything else names units."""
    found: dict[str, Unit] = {}
    lines: dict[str, Row] = {}
    for row in read_table(path, _COLUMNS, problems):
        if unit := _unit(row, found, problems):
            found[unit.code] = unit
            lines[unit.code] = row
    for unit in found.values():
        above = found.get(unit.parent)
        if unit.parent and above is None:
            problems.add(path, lines[unit.code].line, f"{unit.code}: no unit {unit.parent} to be its parent")
        elif above is not None and not is_above(above.level, unit.level):
            problems.add(path, lines[unit.code].line, f"{unit.code}: its parent {above.code} is not of a higher level")
    roots = [unit for unit in found.values() if not unit.parent]
    if len(roots) != 1 or roots[0].level != "province":
        problems.add(path, 0, "exactly one unit, the province, must have no parent")
    _open(registers, found, problems)
    problems.settle()
    return Units(found.values())


def _unit(row: Row, found: dict[str, Unit], problems: Problems) -> Unit | None:
    level = _level(row)
    if level is None:
        problems.add(row.path, row.line, f"level {row['level']!r} is not one of {', '.join(LEVELS)}")
    if not row["code"] or not row["name"] or not row["kind"]:
        problems.add(row.path, row.line, "code, name and kind are needed")
    elif row["code"] in found:
        problems.add(row.path, row.line, f"{row['code']} stands twice")
    elif level:
        return Unit(code=row["code"], name=row["name"], kind=row["kind"], level=level, parent=row["parent"])
    return None


def _open(path: Path, units: dict[str, Unit], problems: Problems) -> None:
    """Apply registers.csv: the line of a unit stands above the line `*`; a unit that no line names is closed."""
    lines: dict[str, Row] = {}
    for row in read_table(path, ("unit", "open", "instead"), problems):
        if row["unit"] in lines:
            problems.add(path, row.line, f"{row['unit']} stands twice")
        elif row["unit"] != _ALL and row["unit"] not in units:
            problems.add(path, row.line, f"no unit {row['unit']!r}")
        elif row["open"] not in _YES_NO:
            problems.add(path, row.line, f"open is yes or no, not {row['open']!r}")
        else:
            lines[row["unit"]] = row
    for code, unit in units.items():
        row_or_none = lines.get(code) or lines.get(_ALL)
        if unit.level == "commune":
            opened = bool(row_or_none and _YES_NO[row_or_none["open"]])
            units[code] = replace(unit, opened=opened, instead=row_or_none["instead"] if row_or_none else "")


def _level(row: Row) -> Level | None:
    return next((level for level in LEVELS if level == row["level"]), None)


def load_sources(folder: Path, places: Path, units: Units, problems: Problems) -> Sources:
    """Read the former units of the folder with their successors, and places.csv; notes every code that is unknown."""
    former: dict[str, Former] = {}
    path = folder / "former_units.csv"
    rows = read_table(path, _COLUMNS, problems)
    for row in rows:
        level = _level(row)
        if level is None or not row["code"] or not row["name"] or row["code"] in former:
            problems.add(path, row.line, f"a code, once, a name and a level among {', '.join(LEVELS)} are needed")
        else:
            former[row["code"]] = Former(code=row["code"], name=row["name"], kind=row["kind"], level=level, parent=row["parent"])
    for row in rows:
        if row["parent"] and row["parent"] not in former and row["parent"] not in units:
            problems.add(path, row.line, f"{row['code']}: no unit {row['parent']} to be its parent")
    extra: list[tuple[str, str]] = []
    for row in read_table(places, ("name", "unit"), problems):
        if not row["name"] or row["unit"] not in units:
            problems.add(places, row.line, f"a name and the code of a unit are needed, not {row['name']!r}, {row['unit']!r}")
        else:
            extra.append((row["name"], row["unit"]))
    return Sources(units=units, former=former, successors=_successors(folder, former, units, problems), extra=tuple(extra))


def _successors(folder: Path, former: dict[str, Former], units: Units, problems: Problems) -> dict[str, tuple[str, ...]]:
    path = folder / "successors.csv"
    found: dict[str, tuple[str, ...]] = {}
    rows = read_table(path, ("old", "new", "partial"), problems)
    for row in rows:
        if row["old"] not in former or row["new"] not in units or row["new"] in found.get(row["old"], ()):
            problems.add(path, row.line, f"{row['old']} -> {row['new']} must lead from a former unit to one of today, once")
        else:
            found[row["old"]] = (*found.get(row["old"], ()), row["new"])
    for row in rows:
        if (row["partial"] == "1") != (len(found.get(row["old"], ())) > 1):
            problems.add(path, row.line, f"partial must be {int(len(found.get(row['old'], ())) > 1)}: {row['old']}")
    return found
