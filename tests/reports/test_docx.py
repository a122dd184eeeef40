"""The two official layouts, in the XML: Phụ lục I Nghị định 30/2020/NĐ-CP and Hướng dẫn 05-HD/VPTW 2026."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reports import layouts, templates
from bot.reports.docx import TEMPLATES, Kind, Layout, TemplateBroken, render, template
from tests.reports.papers import W, body, lines, paper, paragraph, part, text, value

PAPERS = templates.names()


def mm(twips: str | None) -> int:
    assert twips is not None
    return round(int(twips) / 1440 * 25.4)


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_the_templates_are_what_the_script_makes(kind: Kind, layout: Layout) -> None:
    made, kept = templates.build(kind, layout, layouts.load()), template(kind, layout).read_bytes()
    with zipfile.ZipFile(io.BytesIO(made)) as one, zipfile.ZipFile(io.BytesIO(kept)) as other:
        assert {name: one.read(name) for name in one.namelist()} == {name: other.read(name) for name in other.namelist()}


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_paper_and_margins(kind: Kind, layout: Layout) -> None:
    """A4; State: 20-25, 20-25, 30-35, 15-20 mm; Party: 20, 20, 30, 15 mm, mirrored; on its side only where the table is wide."""
    document = render(paper(kind, layout))
    section = part(document).find(f"{W}body/{W}sectPr")
    assert section is not None
    size = (mm(value(section, "pgSz", "w")), mm(value(section, "pgSz", "h")))
    assert size == ((297, 210) if kind in ("question_book", "results") else (210, 297))
    top, bottom, left, right = (mm(value(section, "pgMar", one)) for one in ("top", "bottom", "left", "right"))
    if layout == "state":
        assert 20 <= top <= 25
        assert 20 <= bottom <= 25
        assert 30 <= left <= 35
        assert 15 <= right <= 20
    else:
        assert (top, bottom, left, right) == (20, 20, 30, 15)
    assert (part(document, "word/settings.xml").find(f"{W}mirrorMargins") is not None) == (layout == "party")


@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_the_page_number_stands_on_top_but_not_on_the_first_page(kind: Kind, layout: Layout) -> None:
    document = render(paper(kind, layout))
    section = part(document).find(f"{W}body/{W}sectPr")
    assert section is not None
    assert section.find(f"{W}titlePg") is not None
    assert mm(value(section, "pgMar", "header")) == 10
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        headers = [part(document, name) for name in packed.namelist() if name.startswith("word/header")]
    numbered = [one for one in headers if "PAGE" in "".join(said.text or "" for said in one.iter(f"{W}instrText"))]
    assert len(headers) == 2
    assert len(numbered) == 1
    line = next(numbered[0].iter(f"{W}p"))
    assert value(line, "pPr/jc") == "center"
    assert value(line, "r/rPr/sz") == "28"


@pytest.mark.parametrize("layout", ["state", "party"])
def test_every_letter_is_times_new_roman_and_black(layout: Layout) -> None:
    document = render(paper(layout=layout))
    styles = part(document, "word/styles.xml")
    for one in [*styles.iter(f"{W}rPrDefault"), next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")]:
        fonts = next(one.iter(f"{W}rFonts"))
        assert fonts.attrib == {f"{W}{name}": "Times New Roman" for name in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert value(next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Normal"), "rPr/color") == "000000"
    assert list(part(document).iter(f"{W}rFonts")) == []


LOOKS: list[tuple[Layout, str, int, bool, bool]] = [  # words, size in points, bold, italic
    ("state", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
    ("state", "Độc lập - Tự do - Hạnh phúc", 13, True, False),
    ("state", "XÃ PHỦ THÔNG", 12, True, False),
    ("state", "Số: 05/BC-UBND", 13, False, False),
    ("state", "Phủ Thông, ngày 05 tháng 3 năm 2026", 13, False, True),
    ("state", "BÁO CÁO", 14, True, False),
    ("state", "Tổng hợp ý kiến", 14, True, False),
    ("state", "TM. ỦY BAN NHÂN DÂN", 14, True, False),
    ("state", "CHỦ TỊCH", 14, True, False),
    ("state", "Nơi nhận:", 12, True, True),
    ("state", "- Lưu: VT.", 11, False, False),
    ("party", "ĐẢNG CỘNG SẢN VIỆT NAM", 15, True, False),
    ("party", "XÃ PHỦ THÔNG", 14, True, False),
    ("party", "ĐẢNG BỘ TỈNH THÁI NGUYÊN", 14, False, False),
    ("party", "*", 14, False, False),
    ("party", "Số 05-BC/ĐU", 14, False, False),
    ("party", "Phủ Thông, ngày 05 tháng 3 năm 2026", 14, False, True),
    ("party", "BÁO CÁO", 16, True, False),
    ("party", "Tổng hợp ý kiến", 15, True, False),
    ("party", "-----", 15, False, False),
    ("party", "TM. ỦY BAN NHÂN DÂN", 14, True, False),
    ("party", "CHỦ TỊCH", 14, False, False),
    ("party", "Nơi nhận:", 14, False, False),
    ("party", "- Lưu: VT.", 12, False, False),
]


@pytest.mark.parametrize(("layout", "words", "size", "bold", "italic"), LOOKS, ids=[f"{one[0]}: {one[1]}" for one in LOOKS])
def test_sizes_of_the_head_and_the_foot(layout: Layout, words: str, size: int, bold: bool, italic: bool) -> None:
    found = paragraph(body(paper(layout=layout, above="ĐẢNG BỘ TỈNH THÁI NGUYÊN" if layout == "party" else "")), words)
    runs = [one for one in found.iter(f"{W}r") if text(one)]
    for run in runs:
        assert value(run, "rPr/sz") == str(size * 2)
        assert (run.find(f"{W}rPr/{W}b[@{W}val='0']") is None) == bold
        assert (run.find(f"{W}rPr/{W}i[@{W}val='0']") is None) == italic
    if words == "Nơi nhận:" and layout == "party":
        assert value(runs[0], "rPr/u") == "single"


@pytest.mark.parametrize("layout", ["state", "party"])
def test_the_body(layout: Layout) -> None:
    """Justified, 13-15 points, indent 10-12.7 mm, at least 6 points between paragraphs; the Party's lines exactly 18-22 points."""
    document = render(paper(layout=layout))
    styles = {one.get(f"{W}styleId"): one for one in part(document, "word/styles.xml").iter(f"{W}style")}
    used = paragraph(part(document), "Đường vào thôn hỏng.")
    style = styles[value(used, "pPr/pStyle")]
    assert value(styles["Normal"], "rPr/sz") == "28"
    assert value(style, "pPr/jc") == "both"
    indent = int(value(style, "pPr/ind", "firstLine") or 0) / 1440 * 25.4
    assert 9.9 <= indent <= 12.8
    space = int(value(style, "pPr/spacing", "before") or 0) + int(value(style, "pPr/spacing", "after") or 0)
    assert space >= 6 * 20
    rule, line = value(style, "pPr/spacing", "lineRule"), int(value(style, "pPr/spacing", "line") or 0)
    assert (rule, 18 * 20 <= line <= 22 * 20) == ("exact", True) if layout == "party" else (rule, 240 <= line <= 360) == ("auto", True)


@pytest.mark.parametrize("layout", ["state", "party"])
def test_heads_are_tables_without_borders_and_rules_are_borders_of_paragraphs(layout: Layout) -> None:
    found = body(paper(layout=layout))
    head, table, foot = found.iter(f"{W}tbl")
    for one in (head, foot):
        borders = one.find(f"{W}tblPr/{W}tblBorders")
        assert borders is not None
        assert {side.get(f"{W}val") for side in borders} == {"nil"}
        assert len(one.findall(f"{W}tblGrid/{W}gridCol")) == 2
    framed = table.find(f"{W}tblPr/{W}tblBorders")
    assert framed is not None
    assert {side.get(f"{W}val") for side in framed} == {"single"}
    rules = [one for one in found.iter(f"{W}p") if one.find(f"{W}pPr/{W}pBdr") is not None]
    assert [text(one) for one in rules] == [""] * (3 if layout == "state" else 1)  # issuer, motto, title; the Party's name alone
    assert {value(one, "pPr/pBdr/top") for one in rules} == {"single"}
    assert list(found.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}drawing")) == []


@pytest.mark.parametrize(
    ("layout", "number", "shown"),
    [
        ("state", 5, "Số: 05/BC-UBND"), ("state", 12, "Số: 12/BC-UBND"), ("state", 105, "Số: 105/BC-UBND"),
        ("state", None, "Số: /BC-UBND"), ("party", 5, "Số 05-BC/ĐU"), ("party", None, "Số -BC/ĐU"),
    ],
)  # fmt: skip
def test_numbers(layout: Layout, number: int | None, shown: str) -> None:
    """A nought below ten; no colon with the Party; room to write where it is not known."""
    found = lines(body(paper(layout=layout, number=number)))
    [said] = [one for one in found if "BC" in one]
    assert " ".join(said.split()) == shown
    assert number is not None or "      " in said


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 1, 9), "Phủ Thông, ngày 09 tháng 01 năm 2026"), (date(2026, 2, 10), "Phủ Thông, ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 1), "Phủ Thông, ngày 01 tháng 3 năm 2026"), (date(2026, 11, 30), "Phủ Thông, ngày 30 tháng 11 năm 2026"),
        (None, "Phủ Thông, ngày tháng năm 2026"),
    ],
)  # fmt: skip
def test_days(day: date | None, shown: str) -> None:
    """A nought before days below ten and before January and February only."""
    assert shown in [" ".join(one.split()) for one in lines(body(paper(day=day)))]


HOSTILE = (
    "{{ 7 * 7 }} {% for one in body %}x{% endfor %} {# gone #} {_{ a }_} {_% b %_} <w:p/> </w:t> & &amp; ]]> =1+1 \\n",
    "</w:t></w:r></w:p><w:p/> a & b < c &lt; ]]>",
    "một\x00hai\x0bba\x1f bốn\ud800 năm\ufffe",
    "\u202eđảo ngược\u202c \u2066x\u2069",
    "dòng một\r\ndòng hai\tthụt",
    "👨‍👩‍👧 " * 300,
    "",
    "x" * 20_000,
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(("kind", "layout"), PAPERS)
def test_one_bad_opinion_never_breaks_a_paper(kind: Kind, layout: Layout, words: str) -> None:
    said = text(body(paper(kind, layout, content=words)))
    assert "49" not in said
    assert not set(said) & set("\u202e\u202c\u2066\u2069\x00")


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters() | st.sampled_from("{}%#_<>&\n\t"), max_size=60))
def test_words_come_out_as_they_went_in(words: str) -> None:
    """But for what no XML may hold, what turns the direction of the text around, and white space of another kind."""
    gone = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
    breaks = dict.fromkeys((0x0D, 0x2028, 0x2029), "\n") | {0x09: " "}
    lost = dict.fromkeys([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\ufffd")
    assert words.replace("\r\n", "\n").translate(gone | breaks | lost) in lines(body(paper(content=words)))


def test_an_office_puts_its_own_template_in_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "question_book.state.docx").write_bytes((TEMPLATES / "conclusion_notice.state.docx").read_bytes())
    assert template("question_book", "state", own=tmp_path).parent == tmp_path
    assert template("question_book", "party", own=tmp_path).parent == TEMPLATES
    with pytest.raises(TemplateBroken, match=r"question_book\.state\.docx.*conclusion"):
        render(paper(), own=tmp_path)
    (tmp_path / "question_book.state.docx").write_bytes(b"no document")
    with pytest.raises(TemplateBroken):
        render(paper(), own=tmp_path)


def test_equal_papers_are_equal_bytes() -> None:
    assert render(paper()) == render(paper())
