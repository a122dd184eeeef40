"""Everything that one province decided, in one value that never changes while the service runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.deadlines import Calendar
from bot.domain.fields import Agencies, Agency, Field
from bot.domain.office import Office
from bot.domain.places import Places
from bot.domain.replies import Template
from bot.domain.rules import Rules
from bot.domain.screening import Screening
from bot.domain.units import Units


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province: `key` names its folder, `fields` stand in the order in which buttons show them."""

    key: str
    name: str
    rules: Rules
    units: Units
    places: Places
    fields: Mapping[str, Field]
    agencies: Agencies
    office: Office
    screening: Screening
    calendar: Calendar
    templates: tuple[Template, ...] = ()
    papers: str = ""  # the folder of the office's own templates of papers
    public: str = ""  # the address of our pages on the internet, without a slash at the end; empty where there is none
    openings: Mapping[str, str] = field(default_factory=dict)  # channel without deep links -> what opens a chat with us there

    def called(self, code: str) -> str:
        """The name of an agency or a unit; the code itself where it is no longer in the lists."""
        found = self.agencies.find(code) or self.units.find(code)
        return found.name if found else code

    def agency_for(self, field: str, unit: str) -> Agency | None:
        """Who leads the field by default: the unit's own agency, else that of the nearest unit above. Raises KeyError."""
        return self.agencies.lead(field, unit)

    def agencies_of(self, unit: str) -> tuple[Agency, ...]:
        """The unit's own agencies first, then those of each unit above it. Raises KeyError on an unknown unit."""
        return self.agencies.of(unit)
