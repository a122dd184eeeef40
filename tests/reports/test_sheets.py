"""Sheets that offices open: the words of the form, numbers as numbers, and nothing that could be a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

from python_calamine import CalamineWorkbook

from bot.domain.counts import Figures
from bot.reports import form, sheets
from bot.reports.form import Filled
from bot.reports.sheets import Sheet

AT = datetime(2021, 1, 4, 10, tzinfo=UTC)
ROWS = {
    "province": Figures(periodic=298, people=4_774, opinions=130, merged=130, resolved=130),
    "commune": Figures(periodic=1_700, special=91, people=18_915, opinions=4_743, merged=4_500, resolved=4_699, overdue=9, refused=2),
}


def filled() -> Sheet:
    total = sum(ROWS.values(), Figures())
    rows = [(name, form.row(row)) for name, row in ROWS.items()]
    return form.sheet(
        Filled(
            unit="Tỉnh Bắc Kạn", first=date(2016, 1, 1), last=date(2020, 12, 31), at=AT, by="level", rows=rows, total=form.row(total)
        )
    )  # fmt: skip


def read(data: bytes) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()]


def test_the_form_as_an_office_reads_it() -> None:
    rows = read(sheets.xlsx(filled()))
    assert [row[0] for row in rows[:3]] == [
        "BIỂU THỐNG KÊ HỘI NGHỊ TIẾP XÚC, ĐỐI THOẠI TRỰC TIẾP", "Tỉnh Bắc Kạn, từ ngày 01/01/2016 đến ngày 31/12/2020",
        "Số liệu tính đến 17:00 04/01/2021",
    ]  # fmt: skip
    assert rows[4] == [
        "Cấp", "Số cuộc", "Định kỳ", "Chuyên đề, đột xuất", "Lượt người", "Lượt ý kiến", "Ý kiến sau khi gộp", "Đã giải quyết", "Tỷ lệ %",
        "Còn lại", "Quá hạn",
    ]  # fmt: skip
    assert rows[5] == ["Tỉnh", 298.0, 298.0, 0.0, 4774.0, 130.0, 130.0, 130.0, 100.0, 0.0, 0.0]
    assert rows[6] == ["Xã", 1791.0, 1700.0, 91.0, 18915.0, 4743.0, 4500.0, 4699.0, 99.07, 44.0, 9.0]
    assert rows[7][:2] == ["Cộng", 2089.0]
    assert rows[9][0] == "Ngoài biểu: 2 ý kiến không tiếp nhận, 0 đã rút, 0 đã hướng dẫn khiếu nại, tố cáo."
    assert str(rows[10][0]).startswith("Đã giải quyết: ")


def test_a_program_reads_the_same() -> None:
    data = sheets.csv(filled())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Cấp", "Tỉnh", "Xã", "Cộng"]
    assert rows[2][5:9] == ["4743", "4500", "4699", "99.07"]


def test_nothing_is_ever_a_formula() -> None:
    bad = ("=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "http://a.vn")
    one = replace(filled(), heads=bad, rows=(tuple(bad),), above=bad[:1], below=bad[:1])
    assert read(sheets.xlsx(one))[3] == list(bad)
    with zipfile.ZipFile(io.BytesIO(sheets.xlsx(one))) as parts:
        page = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in page and b"hyperlink" not in page
    written = list(csv.reader(io.StringIO(sheets.csv(one).decode("utf-8-sig"))))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in written)


def test_equal_sheets_are_equal_bytes() -> None:
    assert sheets.xlsx(filled()) == sheets.xlsx(filled())


def test_what_has_no_rate_stays_empty() -> None:
    empty = form.row(Figures(periodic=1))
    one = form.sheet(Filled(unit="Xã Côn Minh", first=date(2026, 1, 1), last=date(2026, 1, 2), at=AT, by="kind", rows=[], total=empty))
    assert read(sheets.xlsx(one))[5][8] == ""
