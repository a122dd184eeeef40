"""The rules of the door of a dialogue: how many register together, and when those who come are counted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRules:
    """Registration and check-in."""

    people_max: int  # people of one registration
    opens_hours: int  # hours before the beginning from which whoever comes is counted
    come_minutes: int  # minutes before the beginning by which those who registered are asked to come
