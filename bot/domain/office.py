"""Who runs the service, where people find the office, and whom to call in danger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """A number to call at once."""

    number: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What citizens are told about those behind the service. `sample` marks one that no office has confirmed yet."""

    sample: bool
    body: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    reception_place: str = ""  # where complaints and denunciations are taken
    reception_days: str = ""
    duty_phone: str = ""
    emergency: tuple[Emergency, ...] = ()
