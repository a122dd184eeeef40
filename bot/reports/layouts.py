"""The numbers of the two official layouts and the columns of each paper, read from `config/templates/papers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from bot.reports.docx import TEMPLATES, Kind, Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the head. Under it stands a rule so many mm long, or these marks."""

    size: float
    words: str = ""
    rule: float = 0
    marks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """What stands before the number and between it and the sign: "Số: 05/BC-UBND", "Số 05-BC/ĐU"."""

    size: float
    before: str
    between: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Paragraphs: the indent of the first line in mm, the space around each, and how far apart lines are: a multiple, or exactly so many
    points."""

    size: float
    indent: float
    before: float
    after: float
    lines: float = 0
    exact: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """`Nơi nhận`, and the size of the list under it."""

    words: str
    size: float
    list: float
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """All of one layout. Margins and widths in mm, sizes in points; `page_from_top` is where the page number stands. `mirrored` changes
    left and right on the back of a sheet; `country` is a line that only the State's head has."""

    source: str
    top: float
    bottom: float
    left: float
    right: float
    mirrored: bool
    page_size: float
    page_from_top: float
    left_column: float
    number: Number
    above: Line
    issuer: Line
    motto: Line
    day: Line
    title: Line
    about: Line
    body: Body
    cell: Line
    signature: Line
    office_bold: bool
    recipients: Recipients
    country: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name in the template, its head, its width against the others."""

    name: str
    head: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper: whether it lies on its side (only for wide tables), and its table; a letter has none."""

    landscape: bool
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layouts:
    """Everything that templates are made from."""

    layouts: dict[Layout, Numbers]
    papers: dict[Kind, Sheet]


def load(path: Path = TEMPLATES / "papers.toml") -> Layouts:
    """Read them. Raises ValueError on a mistake, OSError where there is no such file."""
    return TypeAdapter(Layouts).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
