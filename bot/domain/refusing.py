"""Why an opinion may be refused, as the province decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReason:
    """Why an opinion may be refused: the words that officers and authors read, and the law or the practice behind them.

    With `words` the reason itself is typed each time, and the leader decides."""

    vi: str
    en: str
    source: str
    words: bool = False

    def label(self, lang: str) -> str:
        """The words in English for "en", else in Vietnamese."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalRules:
    """The reasons, in the order of the buttons; exactly one of them is typed."""

    reasons: Mapping[str, RefusalReason]

    @property
    def typed(self) -> str:
        """The name of the reason that is typed."""
        return next(name for name, one in self.reasons.items() if one.words)
