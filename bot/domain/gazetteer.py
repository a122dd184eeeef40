"""Every name that a unit of today can be found under: its own, those of former units and areas, and the office's additions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.domain.levels import Level
from bot.domain.units import Unit, Units, without_kind
from bot.domain.words import fold_place, toned, words

Why = Literal["current", "former", "extra", "district", "district_former"]
"""Why a name leads to a unit: its own, that of a part of it, an addition of the office, or that of an area in which it lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Former:
    """A unit of the past. `parent` is the code of a former unit or of one of today."""

    code: str
    name: str
    kind: str
    level: Level
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name. `units` are those it leads to at each level, `areas` the folded names of the areas in which it lies."""

    name: str
    kind: str
    level: Level
    why: Why
    syllables: tuple[str, ...]
    areas: frozenset[str]
    units: Mapping[Level, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the names come from: units of today, former ones by code, their successors, and (name, unit) pairs of the office."""

    units: Units
    former: Mapping[str, Former]
    successors: Mapping[str, tuple[str, ...]]
    extra: tuple[tuple[str, str], ...] = ()


def gather(sources: Sources) -> dict[str, tuple[Entry, ...]]:
    """All entries under their folded keys: in each, the names of today first, then former ones, additions, and areas.

    Raises KeyError when a successor or an addition names an unknown unit."""
    found: dict[str, tuple[Entry, ...]] = {}
    areas = _areas(sources)
    for short, entry in (*_current(sources, areas), *_former(sources), *_extra(sources, areas), *_wide(sources)):
        key = place_key(short)
        found[key] = (*found.get(key, ()), entry)
    return found


def place_key(name: str) -> str:
    """The folded name without spaces, under which it is looked up."""
    return "".join(fold_place(word) for word in words(name))


def _former_above(sources: Sources, code: str) -> Iterator[tuple[str, str]]:
    """The (code, key) of each area above a former unit."""
    parent = sources.former[code].parent
    while parent:
        one = sources.former.get(parent)
        if one is None:
            unit = sources.units.get(parent)
            yield unit.code, place_key(unit.short)
            parent = unit.parent
        else:
            yield one.code, place_key(without_kind(one.name, one.kind))
            parent = one.parent


def _areas(sources: Sources) -> dict[str, frozenset[str]]:
    """For each unit of today the keys of the areas in which it or a part of it lies or lay."""
    found = {unit.code: {place_key(above.short) for above in sources.units.chain(unit.code)[1:]} for unit in sources.units.all()}
    for old, new in sources.successors.items():
        for code in new:
            found[code].update(key for _, key in _former_above(sources, old))
    return {code: frozenset(keys) for code, keys in found.items()}


def _current(sources: Sources, areas: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Entry]]:
    for unit in sources.units.all():
        yield unit.short, _entry(unit, "current", areas[unit.code], {unit.level: (unit.code,)})


def _former(sources: Sources) -> Iterator[tuple[str, Entry]]:
    for one in sources.former.values():
        if one.level != "commune" or one.code not in sources.successors:
            continue
        short = without_kind(one.name, one.kind)
        areas = frozenset(key for _, key in _former_above(sources, one.code))
        yield short, _entry(one, "former", areas, {one.level: sources.successors[one.code]})


def _extra(sources: Sources, areas: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Entry]]:
    for name, code in sources.extra:
        unit = sources.units.get(code)
        kind = next((kind for kind in ("xã", "phường", "thị trấn") if without_kind(name, kind) != name), "")
        one = Former(code="", name=name, kind=kind, level=unit.level)
        yield without_kind(name, kind), _entry(one, "extra", areas[code], {unit.level: (code,)})


def _wide(sources: Sources) -> Iterator[tuple[str, Entry]]:
    """Districts, which lead to the communes in them; a province holds too many to be a choice."""
    for unit in sources.units.all("district"):
        inside = _ordered(unit.short, Counter(one.code for one in sources.units.communes(unit.code)), sources.units)
        yield unit.short, _entry(unit, "district", frozenset(), {"commune": inside})
    parts: dict[str, Counter[str]] = {}
    for old, new in sources.successors.items():
        for code, _ in _former_above(sources, old):
            parts.setdefault(code, Counter()).update(new)
    for one in sources.former.values():
        if one.level == "district" and one.code in parts:
            short = without_kind(one.name, one.kind)
            areas = frozenset(key for _, key in _former_above(sources, one.code))
            inside = _ordered(short, parts[one.code], sources.units)
            yield short, _entry(one, "district_former", areas, {"commune": inside})


def _ordered(short: str, parts: Counter[str], units: Units) -> tuple[str, ...]:
    """The unit of the area's own name first, then those which hold most of its parts, then as in the list."""
    key = place_key(short)

    def rank(unit: Unit) -> tuple[bool, int]:
        return place_key(unit.short) != key, -parts[unit.code]

    return tuple(unit.code for unit in sorted((units.get(code) for code in sorted(parts)), key=rank))


def _entry(one: Unit | Former, why: Why, areas: frozenset[str], units: Mapping[Level, tuple[str, ...]]) -> Entry:
    syllables = tuple(toned(word) for word in words(without_kind(one.name, one.kind)))
    return Entry(name=one.name, kind=one.kind.lower(), level=one.level, why=why, syllables=syllables, areas=areas, units=units)
