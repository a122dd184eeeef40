"""Cutting long texts, captions and file names."""

from __future__ import annotations

import unicodedata

from aiohttp import FormData
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.pieces import shorten, split, units
from bot.channels.telegram.render import TEXT, file_name, plan
from bot.talk.rendered import Rendered, Tap

FAMILY = "👨\u200d👩\u200d👧"
SIGNS = st.sampled_from(["a", "ắ", "a\u0306\u0301", "🇻🇳", FAMILY, "👍🏽", "\n", "\n\n", " ", "\r\n", "x" * 70, "\u200d", "e\u0301"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(SIGNS, max_size=120).map("".join))


@given(TEXTS, st.integers(min_value=20, max_value=120))
def test_the_parts_are_small_and_make_the_same_text_again(text: str, limit: int) -> None:
    parts = split(text, limit)
    assert "".join(parts) == text
    assert all(parts)
    assert all(len(part.encode("utf-16-le", "surrogatepass")) // 2 <= limit for part in parts)


@given(st.lists(st.sampled_from([FAMILY, "🇻🇳", "👍🏽", "a\u0306\u0301", "b", " "]), max_size=200), st.integers(min_value=20, max_value=60))
def test_no_sign_is_cut(signs: list[str], limit: int) -> None:
    for part in split("".join(signs), limit)[1:]:
        assert unicodedata.category(part[0]) not in ("Mn", "Me")
        assert part[0] not in "\u200d🏽"
    for part in split("".join(signs), limit)[:-1]:
        assert not part.endswith("\u200d")
        flags = len(part) - len(part.rstrip("🇻🇳"))
        assert flags % 2 == 0


def test_cuts_stand_at_paragraphs_lines_and_words() -> None:
    assert split("Một đoạn.\n\nHai đoạn dài hơn.", 20) == ["Một đoạn.\n\n", "Hai đoạn dài hơn."]
    assert split("dòng một\ndòng hai", 12) == ["dòng một\n", "dòng hai"]
    assert split("từng chữ một thôi", 10) == ["từng chữ ", "một thôi"]
    assert [len(part) for part in split("x" * 9000, TEXT)] == [4096, 4096, 808]
    assert [units(part) for part in split(FAMILY * 1000, TEXT)] == [4096, 3904]


def test_a_toast_is_shortened() -> None:
    assert shorten("ngắn", 200) == "ngắn"
    assert units(shorten("👍" * 200, 200)) <= 200
    assert shorten("👍" * 200, 200).endswith("…")


def test_wide_rows_are_folded() -> None:
    rows = (tuple(Tap(label=str(number), data=f"m:{number}") for number in range(19)),)
    (step,) = plan(Rendered(text="x", rows=rows))
    assert step.markup is not None
    assert [len(row) for row in step.markup.to_dict()["inline_keyboard"]] == [8, 8, 3]


@given(st.text())
def test_any_file_name_gets_through(name: str) -> None:
    made = file_name(name, "document")
    assert made
    assert len(made) <= 71
    assert not set(made) & set('";\\/\r\n\0')
    form = FormData(quote_fields=False)
    form.add_field("document", b"x", filename=made, content_type="application/pdf")
    form()


def test_file_names_keep_what_they_say() -> None:
    assert file_name("Báo cáo.pdf", "x") == "Báo cáo.pdf"
    assert file_name("../../etc/passwd", "x") == "passwd"
    assert file_name("C:\\tệp.docx", "x") == "tệp.docx"
    assert file_name("\r\n", "voice") == "voice"
