"""What the templates are drawn with: lines, rules, tables, and the marks that the template engine reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bot.reports.layouts import Line

Place: TypeAlias = "Document | _Cell"
LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
JUSTIFIED: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
CELL: Final = "Paper cell"
_THIN: Final = "6"  # eighths of a point
_PADDING: Final = 1.2  # mm beside the words of a cell
_TWIPS: Final = 1440 / 25.4  # in a mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How letters look."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False


def line(place: Place, words: str, look: Look, *, at: WD_ALIGN_PARAGRAPH = CENTRE) -> Paragraph:
    """A line of its own."""
    drawn = place.add_paragraph()
    drawn.alignment = at
    _letters(drawn, words, look)
    return drawn


def _letters(drawn: Paragraph, words: str, look: Look) -> None:
    run = drawn.add_run(words)
    run.font.size, run.font.bold, run.font.italic, run.font.underline = Pt(look.size), look.bold, look.italic, look.underline


def under(place: Place, above: Line, width: float) -> None:
    """What stands under a line of the head in a column of so many mm: a rule (the border of an empty paragraph), or marks."""
    if above.marks:
        line(place, above.marks, Look(size=above.size))
    if not above.rule:
        return
    drawn = place.add_paragraph()
    shape = drawn.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - above.rule) / 2)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(2), Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", _THIN), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    drawn._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001  python-docx has no word for it


def field(drawn: Paragraph, code: str, look: Look) -> None:
    """What the reader's program works out itself, such as the page number."""
    for kind in ("begin", "", "end"):
        _letters(drawn, "", look)
        run = drawn.runs[-1]._r  # noqa: SLF001  the same
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run.append(mark)


def logic(place: Place, *tags: str) -> None:
    """Marks of the template engine, each in a paragraph that goes away: "p if part.title"."""
    for tag in tags:
        place.add_paragraph(f"{{%{tag} %}}")


def row_logic(table: Table, *tags: str) -> None:
    """The same in rows that go away: "tr for row in rows"."""
    for tag in tags:
        row(table)[0].text = f"{{%{tag} %}}"


def row(table: Table) -> tuple[_Cell, ...]:
    """The cells of a new row."""
    added: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return added.cells


def frame(table: Table, widths: Sequence[float], *, lines: bool) -> None:
    """A table of fixed widths in mm, with lines around every cell or with none at all."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr  # noqa: SLF001  the same
    for old in [*properties.findall(qn("w:tblStyle")), *properties.findall(qn("w:tblLook"))]:
        properties.remove(old)
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single" if lines else "nil"), ("sz", "4" if lines else "0"), ("space", "0"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    _after_layout(properties, borders, _margins(_PADDING if lines else 0))
    for column, mm in zip(table.columns, widths, strict=True):
        column.width = Mm(mm)


def _after_layout(properties: BaseOxmlElement, borders: BaseOxmlElement, margins: BaseOxmlElement) -> None:
    """The order of the schema: borders, layout, margins."""
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    layout.addnext(margins)


def _margins(mm: float) -> BaseOxmlElement:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(round(mm * _TWIPS)))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    return margins


def mark_row(table: Table, name: str) -> None:
    """Say something of the last row: "w:tblHeader" repeats it on each page, "w:cantSplit" keeps it on one."""
    table.rows[-1]._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  the same


def columns(document: Document, *widths: float) -> tuple[_Cell, _Cell]:
    """Two columns without lines, empty, that stay on one page."""
    table = document.add_table(1, 2)
    frame(table, widths, lines=False)
    mark_row(table, "w:cantSplit")
    first, second = table.rows[0].cells
    first.width, second.width = Mm(widths[0]), Mm(widths[1])
    return first, second


def cell(place: _Cell, words: str, *, centred: bool, bold: bool) -> None:
    """The words of a cell of the paper's table."""
    drawn = place.paragraphs[0]
    drawn.style, drawn.alignment = CELL, CENTRE if centred else LEFT
    drawn.add_run(words).font.bold = bold or None


def drop_first(place: _Cell) -> None:
    """A cell begins with an empty paragraph; it goes once there are others."""
    first = place.paragraphs[0]._p  # noqa: SLF001  the same
    first.getparent().remove(first)
