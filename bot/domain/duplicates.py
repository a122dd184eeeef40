"""Which opinions say nearly the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process

from bot.domain.words import fold, words

_WORDS: Final = 3
"""Fewer words than these say too little to be compared."""


def alike(text: str, others: Mapping[str, str], *, percent: int, limit: int) -> list[str]:
    """The keys of the texts that are alike by at least so many percent, the most alike first; tones, marks and order do not count."""
    wanted = _plain(text)
    if not wanted:
        return []
    plain = {key: shown for key, other in others.items() if (shown := _plain(other))}
    found = process.extract(wanted, plain, scorer=fuzz.token_set_ratio, score_cutoff=percent, limit=limit)
    return [key for _, _, key in found]


def _plain(text: str) -> str:
    said = words(fold(text))
    return " ".join(said) if len(said) >= _WORDS else ""
