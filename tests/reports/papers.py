"""Papers that tests render, and what stands in their XML."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Final
from xml.etree import ElementTree as ET

from bot.reports.docx import Group, Head, Kind, Layout, Paper, Row, Section, Signature, render
from bot.reports.layouts import load

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def paper(
    kind: Kind = "question_book", layout: Layout = "state", *, number: int | None = 5, day: date | None = date(2026, 3, 5),
    content: str = "Đường vào thôn hỏng.", above: str = "",
) -> Paper:  # fmt: skip
    """A small paper whose words hold `content` everywhere."""
    row: Row = {one.name: content for one in load().papers[kind].columns}
    return Paper(
        kind=kind,
        layout=layout,
        head=Head(
            issuer=("ỦY BAN NHÂN DÂN", "XÃ PHỦ THÔNG"), sign="BC-UBND" if layout == "state" else "BC/ĐU", place="Phủ Thông", year=2026,
            title="BÁO CÁO", about="Tổng hợp ý kiến", number=number, day=day, above=above,
        ),
        body=(Section(title="I. Nội dung", lines=(content,), groups=(Group(no="I", title=content, rows=(row, row)), Group(rows=(row,)))),),
        signature=Signature(on_behalf=("TM. ỦY BAN NHÂN DÂN",), title="CHỦ TỊCH"),
        recipients=("Ủy ban MTTQ Việt Nam xã", "Lưu: VT"),
    )  # fmt: skip


def part(document: bytes, name: str = "word/document.xml") -> ET.Element:
    """A part of a document."""
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        return ET.fromstring(packed.read(name))


def body(made: Paper) -> ET.Element:
    """The XML of what a paper says."""
    return part(render(made))


def text(element: ET.Element) -> str:
    """Its words, a line break as a newline."""
    return "".join("\n" if one.tag == f"{W}br" else one.text or "" for one in element.iter() if one.tag in (f"{W}t", f"{W}br"))


def lines(element: ET.Element) -> list[str]:
    """The words of each paragraph."""
    return [text(one) for one in element.iter(f"{W}p")]


def paragraph(element: ET.Element, words: str) -> ET.Element:
    """The paragraph that says exactly this."""
    return next(one for one in element.iter(f"{W}p") if re.sub(r"\s+", " ", text(one)) == words)


def value(element: ET.Element, path: str, name: str = "val") -> str | None:
    """An attribute of something below an element: `value(p, "pPr/jc")`."""
    found = element.find("/".join(f"{W}{one}" for one in path.split("/")))
    return None if found is None else found.get(f"{W}{name}")
