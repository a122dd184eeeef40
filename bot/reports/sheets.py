"""A table as a file: XLSX for offices, CSV for programs. Every cell is text or a number, never a formula."""

from __future__ import annotations

import csv as standard
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

import xlsxwriter

Cell: TypeAlias = "str | int | float | None"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when it opens a CSV."""
_WIDEST: Final = 60
_BOM: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: lines above it, the heads of its columns, its rows (the last one adds up), and notes below. `made` stands in the file."""

    name: str
    above: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    below: tuple[str, ...]
    made: datetime


def xlsx(sheet: Sheet) -> bytes:
    """The sheet as XLSX; equal sheets are equal bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": {"font_name": "Times New Roman", "font_size": 12}})
    book.set_properties({"created": sheet.made.replace(tzinfo=None)})
    page = book.add_worksheet(sheet.name)
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    plain, number = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
    part = book.add_format({"border": 1, "num_format": "0.00"})
    for nth, line in enumerate(sheet.above):
        page.write_string(nth, 0, line, bold)
    top = len(sheet.above) + 1
    for nth, name in enumerate(sheet.heads):
        page.write_string(top, nth, name, head)
        page.set_column(nth, nth, min(_WIDEST, max(len(word) for word in name.split()) + 4))
    for down, row in enumerate(sheet.rows, top + 1):
        for nth, cell in enumerate(row):
            if isinstance(cell, str) or cell is None:
                page.write_string(down, nth, cell or "", plain)
            else:
                page.write_number(down, nth, cell, part if isinstance(cell, float) else number)
    for down, line in enumerate(sheet.below, top + len(sheet.rows) + 2):
        page.write_string(down, 0, line)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def csv(sheet: Sheet) -> bytes:
    """The heads and rows as CSV in UTF-8 with the mark by which spreadsheets know it; what could be a formula is quoted."""
    out = io.StringIO()
    writer = standard.writer(out)
    writer.writerow([_safe(one) for one in sheet.heads])
    writer.writerows([_safe(cell) for cell in row] for row in sheet.rows)
    return (_BOM + out.getvalue()).encode()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
