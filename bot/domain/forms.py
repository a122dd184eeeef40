"""The form of the statistics: how opinions end, and in which column each end counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

End = Literal[
    "done", "explained", "unfounded", "scheduled", "scheduled_confirmed", "not_ours", "not_ours_taken", "refused", "withdrawn", "diverted",
]  # fmt: skip
"""How an opinion came to an end, as far as a form may ask."""
Column = Literal["resolved", "remaining", "apart"]
"""`resolved` Đã giải quyết, `remaining` Còn lại; what is told apart is no opinion of the table."""
ENDS: tuple[End, ...] = get_args(End)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRules:
    """Where each end of an opinion counts in the form."""

    columns: Mapping[End, Column]
