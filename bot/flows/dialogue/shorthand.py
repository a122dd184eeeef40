"""What a clerk types instead of pressing: `3 hẹn 30/12 lời đã nói`, `giao kinh tế 30/12 …`, tones optional."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.marks import Kind
from bot.domain.words import fold
from bot.wording import dates

_CALL: Final = re.compile(r"\s*/?ghi\b\s*", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\s*(?:(?:mục|muc|số|so|chủ đề|chu de)\s+)?(\d{1,3})\b[.):]?\s*(?![/\-]\d)", re.IGNORECASE)
_VERBS: Final[Mapping[str, Kind]] = {
    "da tra loi": "answered", "tra loi": "answered", "tl": "answered", "hen": "promised", "giao": "assigned",
    "chua den luot": "not_reached", "chua": "not_reached",
}  # fmt: skip
"""In the order in which they are tried: the longer ones first."""
_WORDS: Final = 8  # words that a day or the name of an agency may have
_EDGE: Final = " .,;:–-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was understood: the number of the topic (0: the one in hand), what became of it, and all that stands behind."""

    no: int
    kind: Kind | None
    rest: str


def read(text: str) -> Typed:
    """The number and the verb. What cannot be read has no `kind`, and stays whole in `rest`."""
    plain = text[called.end() :] if (called := _CALL.match(text)) else text
    numbered = _NUMBER.match(plain)
    behind = plain[numbered.end() :] if numbered else plain
    no = int(numbered[1]) if numbered else 0
    for verb, kind in _VERBS.items():
        if fold(_first(behind, len(verb.split()))).strip(_EDGE) == verb:
            return Typed(no=no, kind=kind, rest=_behind(behind, len(verb.split())))
    return Typed(no=no, kind=None, rest=plain.strip())


def day(text: str, today: date) -> tuple[date | None, str]:
    """The day at the beginning of a text, as long as one can be read, and what stands behind it."""
    for n in range(min(_WORDS, len(text.split())), 0, -1):
        if (found := dates.read(_first(text, n).strip(_EDGE), today)) is not None:
            return found, _behind(text, n)
    return None, text


def agency(text: str, names: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The code of the agency (of code and name) whose name, or a part of it that no other has, stands at the beginning; and the rest."""
    for n in range(min(_WORDS, len(text.split())), 0, -1):
        said = fold(_first(text, n)).strip(_EDGE)
        found = [code for code, name in names if f" {said} " in f" {fold(name)} "] if said else []
        whole = [code for code, name in names if fold(name) == said]
        if len(whole) == 1 or len(found) == 1:
            return (whole or found)[0], _behind(text, n)
    return "", text


def _first(text: str, n: int) -> str:
    return " ".join(text.split()[:n])


def _behind(text: str, n: int) -> str:
    """What stands behind the first words, as it was typed."""
    found = re.match(rf"\s*(?:\S+\s*){{{n}}}", text)
    return text[found.end() :].strip().lstrip(_EDGE) if found else ""
