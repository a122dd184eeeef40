"""What was promised with an answer, and how the agency and the citizens say what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Standing = Literal["open", "kept", "late", "broken"]
Confirmed = Literal["", "citizen", "silence"]
ReportKind = Literal["done", "later"]
Word = Literal["done", "not_done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promise of an answer's round: `first` is the day that was promised, `day` the one that holds now.

    `state` is `kept` or `late` once its agency reported it done and that was cleared, by whether it was done on the first day that
    was promised; `broken` when the day passed without a word, or a citizen says that it was not done. `confirmed` says by whom."""

    id: str
    opinion: str
    round: int
    desk: str
    agency: str
    first: date
    day: date
    state: Standing
    at: datetime
    postponed: int = 0
    confirmed: Confirmed = ""
    confirmed_at: datetime | None = None
    version: int = 1

    @property
    def is_owed(self) -> bool:
        """Whether it is still to be done."""
        return self.state in ("open", "broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What an agency says of its promise: done, with its proof, or a later day with the reason. `answer` is why it was sent back.

    Its id owns the files that came with it."""

    id: str
    commitment: str
    kind: ReportKind
    text: str
    author: str
    at: datetime
    day: str = ""
    document: str = ""
    no_proof: str = ""
    state: Literal["waiting", "cleared", "back"] = "waiting"
    decided_at: datetime | None = None
    answer: str = ""
