"""The fields of public life (lĩnh vực) and the agencies that answer for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from bot.domain.levels import Level
from bot.domain.units import Units

AgencyKind = Literal["office", "department", "centre", "police", "military", "health", "party", "front", "utility"]
AGENCY_KINDS: Final[tuple[AgencyKind, ...]] = get_args(AgencyKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field with its label in each language."""

    id: str
    vi: str
    en: str

    def label(self, lang: str) -> str:
        """The label in English for "en", else in Vietnamese."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency of one unit; `code` is "<unit>.<name in the list>"; `fields` are those that it leads by default."""

    code: str
    name: str
    level: Level
    unit: str
    kind: AgencyKind
    fields: tuple[str, ...] = ()


class Agencies:
    """The agencies of all units."""

    __slots__ = ("_agencies", "_leads", "_of_unit", "_units")

    def __init__(self, agencies: Iterable[Agency], units: Units) -> None:
        """Take agencies in the order in which buttons show them.

        Raises ValueError on two agencies of one code, an unknown unit, or two default leads of one field in one unit."""
        self._units = units
        self._agencies: dict[str, Agency] = {}
        self._of_unit: dict[str, list[Agency]] = {}
        self._leads: dict[tuple[str, str], Agency] = {}
        for agency in agencies:
            if agency.code in self._agencies or agency.unit not in units:
                message = f"{agency.code} stands twice, or its unit is unknown"
                raise ValueError(message)
            self._agencies[agency.code] = agency
            self._of_unit.setdefault(agency.unit, []).append(agency)
            for field in agency.fields:
                if self._leads.setdefault((agency.unit, field), agency) is not agency:
                    message = f"{agency.code} and {self._leads[agency.unit, field].code} both lead {field}"
                    raise ValueError(message)

    def __len__(self) -> int:
        """How many agencies there are."""
        return len(self._agencies)

    def get(self, code: str) -> Agency:
        """The agency of this code. Raises KeyError."""
        return self._agencies[code]

    def find(self, code: str) -> Agency | None:
        """The agency of this code, or None."""
        return self._agencies.get(code)

    def own(self, unit: str) -> tuple[Agency, ...]:
        """The unit's own agencies."""
        return tuple(self._of_unit.get(unit, ()))

    def of(self, unit: str) -> tuple[Agency, ...]:
        """The unit's own agencies first, then those of each unit above it. Raises KeyError on an unknown unit."""
        return tuple(agency for above in self._units.chain(unit) for agency in self.own(above.code))

    def lead(self, field: str, unit: str) -> Agency | None:
        """Who leads the field by default: the unit's own agency, else that of the nearest unit above. Raises KeyError."""
        return next((self._leads[above.code, field] for above in self._units.chain(unit) if (above.code, field) in self._leads), None)
