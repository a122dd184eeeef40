"""The folder of a province becomes one Province, or every mistake in it is named at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bot.domain.fields import Agencies, Field
from bot.domain.places import Places
from bot.domain.province import Province
from bot.domain.rules import Rules
from config.agencies import load_agencies
from config.errors import ConfigurationError, Problems
from config.offices import load_office
from config.replies import load_replies
from config.rules import load_rules
from config.screenings import load_screening
from config.tables import read_table
from config.units import load_sources, load_units
from config.working_days import load_calendar

DATA: Final = Path(__file__).parent / "data"
_OWN_FILES: Final = frozenset({"office.toml", "places.csv", "registers.csv", "overrides.csv", "replies.toml"})


def province_keys() -> tuple[str, ...]:
    """The provinces that are shipped."""
    return tuple(sorted(folder.name for folder in DATA.iterdir() if (folder / "units.csv").exists()))


def province_folder(key: str) -> Path:
    """The folder of a shipped province. Raises ConfigurationError when there is none of this name."""
    if key not in province_keys():
        raise ConfigurationError((f"DOITHOAI_PROVINCE: {key!r} is not one of {', '.join(province_keys())}",))
    return DATA / key


def load_province(folder: Path, home: Path | None = None) -> Province:
    """Read a province. Files of the operator in `home` take the place of those of the same name.

    Raises ConfigurationError with every mistake, each with its file and line."""
    problems = Problems()

    def at(name: str) -> Path:
        own = home / name if home and name in _OWN_FILES else None
        return own if own and own.exists() else folder / name

    units = load_units(at("units.csv"), at("registers.csv"), problems)
    problems.settle()  # everything else names units
    fields = _fields(at("fields.csv"), problems)
    rules = load_rules(folder / "rules.toml", problems, home / "rules.toml" if home else None)
    screening = load_screening(at("screening.toml"), problems)
    office = load_office(at("office.toml"), problems)
    calendar = load_calendar(at("overrides.csv"), problems)
    sources = load_sources(folder, at("places.csv"), units, problems)
    agencies = load_agencies(at("agencies.csv"), units, fields, problems)
    if rules is not None:
        _note_due_fields(folder / "rules.toml", rules, fields, problems)
    templates = load_replies(at("replies.toml"), fields, rules.draft.text_max if rules else 4000, problems)
    if problems.found or rules is None or screening is None:
        raise ConfigurationError(tuple(problems.found))
    return Province(
        key=folder.name,
        name=units.root.name,
        rules=rules,
        units=units,
        places=Places(sources),
        fields=fields,
        agencies=Agencies(agencies, units),
        office=office,
        screening=screening,
        calendar=calendar,
        templates=templates,
        papers=str(home / "templates") if home else "",
    )


def _fields(path: Path, problems: Problems) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for row in read_table(path, ("id", "vi", "en"), problems):
        if not all(row.cells.values()) or row["id"] in found:
            problems.add(path, row.line, "id, vi and en are needed, and each id once")
        else:
            found[row["id"]] = Field(id=row["id"], vi=row["vi"], en=row["en"])
    if not found:
        problems.add(path, 0, "no field at all")
    return found


def _note_due_fields(path: Path, rules: Rules, fields: dict[str, Field], problems: Problems) -> None:
    for field in rules.due.fields.keys() - fields.keys():
        problems.add(path, 0, f"due.fields.{field}: no such field in fields.csv")
