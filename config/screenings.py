"""screening.toml becomes Screening: the signs by which a message is shown another door."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.domain.screening import Kind, Screening, Sign, phrases
from config.errors import Problems
from config.tables import read_toml


class _Sign(BaseModel):
    """One [[sign]] of the file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Kind
    any: tuple[str, ...]
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class _File(BaseModel):
    """The whole file. A list may name groups of phrases with a leading "@"."""

    model_config = ConfigDict(extra="forbid", strict=True)

    groups: dict[str, tuple[str, ...]] = {}
    sign: tuple[_Sign, ...]


def load_screening(path: Path, problems: Problems) -> Screening | None:
    """Read screening.toml; None after noting what is wrong."""
    toml = read_toml(path, problems)
    if toml is None:
        return None
    try:
        file = _File.model_validate_json(json.dumps(toml.table, default=str), strict=True)
    except ValidationError as why:
        for error in why.errors():
            problems.add(path, toml.line(*error["loc"]), f"{'.'.join(str(part) for part in error['loc'])}: {error['msg'].lower()}")
        return None
    before = len(problems.found)
    signs: list[Sign] = []
    for nth, sign in enumerate(file.sign):
        lists: dict[str, tuple[str, ...]] = {}
        for name, listed in (("any", sign.any), ("also", sign.also), ("unless", sign.unless), ("ignore", sign.ignore)):
            unknown = [one for one in listed if one.startswith("@") and one[1:] not in file.groups]
            for one in unknown:
                problems.add(path, toml.line("sign", nth, name), f"{one}: no such group")
            lists[name] = tuple(phrase for one in listed for phrase in (file.groups.get(one[1:], ()) if one.startswith("@") else (one,)))
            if any(not phrase.strip("= ") for phrase in lists[name]):
                problems.add(path, toml.line("sign", nth, name), "an empty phrase")
        if not sign.any:
            problems.add(path, toml.line("sign", nth), "a sign needs at least one phrase in `any`")
        signs.append(Sign(kind=sign.kind, **{name: phrases(listed) for name, listed in lists.items()}))
    return Screening(signs=tuple(signs)) if len(problems.found) == before else None
