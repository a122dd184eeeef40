"""The empty sheet of a year's plan: heads, lists to choose from, every cell a text."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Final

import xlsxwriter

_COLUMNS: Final[tuple[tuple[str, int, tuple[str, ...]], ...]] = (
    ("Đơn vị", 24, ()),
    ("Ngày", 14, ()),
    ("Giờ", 8, ()),
    ("Địa điểm", 36, ()),
    ("Chủ trì", 32, ()),
    ("Loại", 14, ("định kỳ", "chuyên đề", "đột xuất")),
    ("Căn cứ (nếu đột xuất)", 22, ("cử tri đề nghị", "khi cần thiết")),
    ("Nhánh (UBND / cấp ủy)", 22, ("UBND", "cấp ủy")),
    ("Thành phần", 24, ("Nhân dân",)),
    ("Tiêu đề", 36, ()),
    ("Hình thức", 18, ("trực tiếp", "trực tuyến", "trực tiếp và trực tuyến")),
)
_ROWS: Final = 500
_FREE: Final = ("Thành phần", "Hình thức")  # what stands in their lists is usual, and something else may be written


def empty(units: Sequence[str]) -> bytes:
    """The sheet, with these units to choose from."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, lists = book.add_worksheet("Kế hoạch"), book.add_worksheet("Danh mục")
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "font_name": "Times New Roman"})
        text = book.add_format({"num_format": "@", "font_name": "Times New Roman"})
        for row, name in enumerate(units):
            lists.write_string(row, 0, name)
        for column, (name, width, values) in enumerate(_COLUMNS):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, name, head)
            source: list[str] | str = list(values) if column else f"='Danh mục'!$A$1:$A${len(units)}"
            if source:
                kind = "warning" if name in _FREE else "stop"
                sheet.data_validation(1, column, _ROWS, column, {"validate": "list", "source": source, "error_type": kind})
        sheet.freeze_panes(1, 1)
    return made.getvalue()
