"""Ready-made answers: texts with holes that are filled from the opinion, from the answer, or by the one who writes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.statuses import Outcome

FILLED: Final = ("ma", "don_vi", "ngay", "xa", "linh_vuc", "so_van_ban", "ngay_hen")
"""Holes that fill themselves: code, agency, today, commune and field of the opinion; document number and promised day of the answer."""
TYPED: Final = ("noi_dung", "ly_do", "co_quan")
"""Holes for which the writer is asked, one after the other."""
_HOLE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A ready-made answer of one outcome; `fields` are those that it is meant for, empty for all."""

    id: str
    title: str
    outcome: Outcome
    fields: tuple[str, ...]
    text: str


def holes(text: str) -> tuple[str, ...]:
    """The names of the holes that are still open, each once, in the order in which they stand."""
    return tuple(dict.fromkeys(found[1] for found in _HOLE.finditer(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every hole filled for which there is a value that is not empty; the others stay open."""
    return _HOLE.sub(lambda found: values.get(found[1]) or found[0], text)


def offered(templates: Sequence[Template], field: str, outcome: str) -> list[Template]:
    """The templates for an answer of this outcome to an opinion of this field, those made for the field first."""
    fitting = [one for one in templates if one.outcome == outcome and (not one.fields or field in one.fields)]
    return sorted(fitting, key=lambda one: not one.fields)
