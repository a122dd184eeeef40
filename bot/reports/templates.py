"""The templates of the papers as an office may change them, made from the numbers of their layouts."""

from __future__ import annotations

import io
from typing import Final, get_args

from docx import Document
from docx.document import Document as Sheets
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table

from bot.reports.docx import Kind, Layout, repacked
from bot.reports.drawing import (
    CELL,
    CENTRE,
    JUSTIFIED,
    LEFT,
    Look,
    cell,
    columns,
    drop_first,
    field,
    frame,
    line,
    logic,
    mark_row,
    row,
    row_logic,
    under,
)
from bot.reports.layouts import Column, Layouts, Numbers, Sheet

FONT: Final = "Times New Roman"
_SHORT: Final = 210
_LONG: Final = 297
_SIGN_HERE: Final = 4  # empty lines between the office and the name
_BODY: Final = "Paper body"
_PART: Final = "Paper part"


def names() -> list[tuple[Kind, Layout]]:
    """Every template that there is."""
    return [(kind, layout) for kind in get_args(Kind) for layout in get_args(Layout)]


def build(kind: Kind, layout: Layout, known: Layouts) -> bytes:
    """The template of a paper in a layout: the same bytes each time."""
    numbers, sheet = known.layouts[layout], known.papers[kind]
    document = Document()
    _strip(document)
    width = _page(document, numbers, sheet)
    _styles(document, numbers)
    _head(document, numbers, width)
    _title(document, numbers, width)
    _body(document, sheet, width)
    _foot(document, numbers, width)
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def _strip(document: Sheets) -> None:
    """Nothing of whoever drew the empty document stays."""
    properties = document.core_properties
    for name in ("author", "comments", "title", "subject", "keywords", "category", "last_modified_by"):
        setattr(properties, name, "")


def _page(document: Sheets, numbers: Numbers, sheet: Sheet) -> float:
    """Paper, margins and page number; returns the width of the text in mm."""
    section = document.sections[0]
    width, height = (_LONG, _SHORT) if sheet.landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(numbers.top), Mm(numbers.bottom)
    section.left_margin, section.right_margin = Mm(numbers.left), Mm(numbers.right)
    section.header_distance = section.footer_distance = Mm(numbers.page_from_top)
    section.different_first_page_header_footer = True
    if numbers.mirrored:
        document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    line = section.header.paragraphs[0]
    line.alignment = CENTRE
    field(line, "PAGE", Look(size=numbers.page_size))
    section.first_page_header.is_linked_to_previous = False
    return width - numbers.left - numbers.right


def _styles(document: Sheets, numbers: Numbers) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _fonts(defaults)
    normal = _paragraphs(document, "Normal")
    _fonts(normal.element.get_or_add_rPr())
    normal.font.size, normal.font.color.rgb = Pt(numbers.body.size), RGBColor(0, 0, 0)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = _paragraphs(document, _BODY)
    shape = body.paragraph_format
    shape.alignment, shape.first_line_indent = JUSTIFIED, Mm(numbers.body.indent)
    shape.space_before, shape.space_after = Pt(numbers.body.before), Pt(numbers.body.after)
    if numbers.body.exact:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(numbers.body.exact)
    else:
        shape.line_spacing = numbers.body.lines
    part = _paragraphs(document, _PART, body)
    part.font.bold, part.paragraph_format.keep_with_next = True, True
    small = _paragraphs(document, CELL)
    small.font.size = Pt(numbers.cell.size)
    small.paragraph_format.space_before = small.paragraph_format.space_after = Pt(2)


def _paragraphs(document: Sheets, name: str, like: ParagraphStyle | None = None) -> ParagraphStyle:
    found = document.styles[name] if name in document.styles else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(found, ParagraphStyle):
        raise TypeError(name)
    if name != "Normal":
        found.base_style = like or _paragraphs(document, "Normal")
    return found


def _fonts(properties: BaseOxmlElement) -> None:
    for name in ("w:rFonts", "w:lang"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    language.set(qn("w:val"), "vi-VN")
    properties.insert(0, fonts)
    properties.append(language)


def _head(document: Sheets, numbers: Numbers, width: float) -> None:
    """Two columns without borders: who issues it and its number; the country or the Party and the day."""
    left, right = numbers.left_column, width - numbers.left_column
    first, second = columns(document, left, right)
    logic(first, "p if head.above")
    line(first, "{{ head.above }}", Look(size=numbers.above.size))
    logic(first, "p endif", "p for one in head.issuer")
    line(first, "{{ one }}", Look(size=numbers.issuer.size, bold=True))
    logic(first, "p endfor")
    under(first, numbers.issuer, left)
    number = numbers.number
    line(first, f"{number.before}{{{{ head.number }}}}{number.between}{{{{ head.sign }}}}", Look(size=number.size))
    if numbers.country:
        line(second, numbers.country.words, Look(size=numbers.country.size, bold=True))
    line(second, numbers.motto.words, Look(size=numbers.motto.size, bold=True))
    under(second, numbers.motto, right)
    line(second, _DAY, Look(size=numbers.day.size, italic=True))
    drop_first(first)
    drop_first(second)


_DAY: Final = "{{ head.place }}, ngày {{ head.day }} tháng {{ head.month }} năm {{ head.year }}"


def _title(document: Sheets, numbers: Numbers, width: float) -> None:
    gap = document.add_paragraph()
    gap.paragraph_format.space_before = Pt(6)
    line(document, "{{ head.title }}", Look(size=numbers.title.size, bold=True))
    line(document, "{{ head.about }}", Look(size=numbers.about.size, bold=True))
    under(document, numbers.about, width)
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _body(document: Sheets, sheet: Sheet, width: float) -> None:
    """Parts, each with a title, paragraphs and the table, as far as it has them; a paper without columns has no table."""
    logic(document, "p for part in body", "p if part.title")
    document.add_paragraph("{{ part.title }}", style=_PART)
    logic(document, "p endif", "p for one in part.lines")
    document.add_paragraph("{{ one }}", style=_BODY)
    logic(document, "p endfor")
    if sheet.columns:
        logic(document, "p if part.groups")
        _table(document, sheet.columns, width)
        document.add_paragraph().paragraph_format.line_spacing = Pt(6)
        logic(document, "p endif")
    logic(document, "p endfor")


def _table(document: Sheets, held: tuple[Column, ...], width: float) -> None:
    whole = sum(one.width for one in held)
    table = document.add_table(0, len(held))
    frame(table, [one.width / whole * width for one in held], lines=True)
    _cells(table, [(one.head, True) for one in held], bold=True)
    mark_row(table, "w:tblHeader")
    row_logic(table, "tr for group in part.groups", "tr if group.title")
    titles = row(table)
    for place, words, centred in ((titles[0], "{{ group.no }}", True), (titles[1].merge(titles[-1]), "{{ group.title }}", False)):
        cell(place, words, centred=centred, bold=True)
        place.paragraphs[0].paragraph_format.keep_with_next = True
    row_logic(table, "tr endif", "tr for row in group.rows")
    _cells(table, [(f"{{{{ row.{one.name} }}}}", one.centred) for one in held], bold=False)
    mark_row(table, "w:cantSplit")
    row_logic(table, "tr endfor", "tr endfor")


def _cells(table: Table, said: list[tuple[str, bool]], *, bold: bool) -> None:
    for place, (words, centred) in zip(row(table), said, strict=True):
        cell(place, words, centred=centred, bold=bold)


def _foot(document: Sheets, numbers: Numbers, width: float) -> None:
    """Who gets it on the left, who signs on the right; both stay on one page."""
    document.add_paragraph().paragraph_format.line_spacing = Pt(6)
    first, second = columns(document, width / 2, width / 2)
    who = numbers.recipients
    look = Look(size=who.size, bold=who.bold, italic=who.italic, underline=who.underline)
    line(first, who.words, look, at=LEFT)
    logic(first, "p for one in recipients")
    line(first, "- {{ one }}{{ '.' if loop.last else ';' }}", Look(size=who.list), at=LEFT)
    logic(first, "p endfor")
    size = numbers.signature.size
    logic(second, "p for one in signature.on_behalf")
    line(second, "{{ one }}", Look(size=size, bold=True))
    logic(second, "p endfor")
    line(second, "{{ signature.title }}", Look(size=size, bold=numbers.office_bold))
    for _ in range(_SIGN_HERE):
        line(second, "", Look(size=size))
    line(second, "{{ signature.name }}", Look(size=size, bold=True))
    drop_first(first)
    drop_first(second)
