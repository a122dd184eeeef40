"""office.toml becomes Office: who runs the service and whom to call in danger."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from bot.domain.office import Emergency, Office
from config.errors import Problems
from config.tables import Toml, read_toml

_NEEDED: Final = ("body", "address", "phone", "reception_place", "reception_days")


def load_office(path: Path, problems: Problems) -> Office:
    """Read office.toml; without the file an empty Office that counts as a sample. Notes what is missing or unknown."""
    if not path.exists():
        return Office(sample=True)
    toml = read_toml(path, problems)
    if toml is None:
        return Office(sample=True)
    _note_unknown(toml, problems)
    try:
        office = TypeAdapter(Office).validate_json(json.dumps({"sample": False} | toml.table, default=str), strict=True)
    except ValidationError as why:
        for error in why.errors():
            problems.add(path, toml.line(*error["loc"]), f"{'.'.join(str(part) for part in error['loc'])}: {error['msg'].lower()}")
        return Office(sample=True)
    for name in _NEEDED:
        if not getattr(office, name).strip():
            problems.add(path, toml.line(name), f"{name} is missing")
    if not office.emergency:
        problems.add(path, 1, "at least one [[emergency]] with number and name is needed")
    return office


def _note_unknown(toml: Toml, problems: Problems) -> None:
    for key in toml.table.keys() - {one.name for one in fields(Office)}:
        problems.add(toml.path, toml.line(key), f"{key}: unknown key")
    numbers = toml.table.get("emergency")
    for nth, one in enumerate(numbers if isinstance(numbers, list) else []):
        for key in (one.keys() if isinstance(one, dict) else set()) - {field.name for field in fields(Emergency)}:
            problems.add(toml.path, toml.line("emergency", nth, key), f"emergency.{key}: unknown key")
