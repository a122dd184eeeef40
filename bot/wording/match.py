"""Which button a person means who types instead of pressing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from bot.domain.words import fold, toned, words

_NUMBER = re.compile(r"(?:so ?)?(\d{1,3}) ?[.):]?")
_LISTED = re.compile(r"\s*(\d{1,3})\s*[.):\s]\s*(?=\S)")
_KEYCAPS = dict.fromkeys((0xFE0F, 0x20E3))
_COUNT = re.compile(r"\s*\(\d+\)$")
_EDGES = re.compile(r"^(?:(?!\+\d)[\W_])+|[\W_]+$")  # `+5` is no five


def match(text: str, labels: Sequence[str]) -> int | None:
    """The index of the label that `text` means, or None.

    `2`, `2.`, `số 2` mean the second; so does its label in any case, with or without tones, with or without the emoji or
    number before it, or the count behind it (`Ý kiến mới (2)`). Where several labels are the same without tones, the tones decide;
    where they do not, None. A number beside the words of another label, or which is itself the words of another label, means neither."""
    typed = text.translate(_KEYCAPS)
    if numbered := _NUMBER.fullmatch(fold(typed)):
        place = int(numbered[1]) - 1
        named = _named(typed, labels)
        return named if not 0 <= place < len(labels) else place if named in (None, place) else None
    named = _named(typed, labels)
    listed = _LISTED.match(typed)
    if named is None and listed:
        named = _named(typed[listed.end() :], labels)
        return named if named == int(listed[1]) - 1 else None
    return named


def is_number(text: str) -> bool:
    """Whether it is a number alone: `2`, `2.`, `số 2`."""
    return _NUMBER.fullmatch(fold(text.translate(_KEYCAPS))) is not None


def _named(text: str, labels: Sequence[str]) -> int | None:
    """The one label with these words."""
    same = _same(_plain(text), labels, _plain) or _same(_plain(text), labels, _stem)
    if len(same) > 1:
        same = [same[one] for one in _same(_toned(text), [labels[one] for one in same], _toned)]
    return same[0] if len(same) == 1 else None


def _same(wanted: str, labels: Sequence[str], form: Callable[[str], str]) -> list[int]:
    return [place for place, label in enumerate(labels) if wanted and form(label) == wanted]


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """The words without tones, emoji, bullets and full stops around them; of signs alone, the signs."""
    folded = fold(text)
    return _EDGES.sub("", folded) or folded


@lru_cache(maxsize=4096)
def _stem(label: str) -> str:
    """The plain words without the count behind them."""
    return _plain(_COUNT.sub("", label))


def _toned(text: str) -> str:
    """The words with their tones, wherever the tone sign stands (`Huỷ`, `Hủy`)."""
    return " ".join(toned(word) for word in words(text))
