"""Typed text: cleaned, folded, shortened."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import apart, clean, fold, fold_place, sentence, shorten, squeeze, toned, words

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1fb\U0001f1f3"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x1b[31mb", "a[31mb"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("a\tb", "a b"),
        ("a\ud800b\udfff", "ab"),
        ("\u202eđảo\u202c \u2066x\u2069", "đảo x"),
        (unicodedata.normalize("NFD", "Đường hỏng"), "Đường hỏng"),
        (FAMILY, FAMILY),
        ("  \n chữ \n ", "chữ"),
        ("a\x7f\x85b", "ab"),
    ],
)
def test_clean_leaves_what_every_store_bears(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_clean_bounds_the_length() -> None:
    assert clean("á" * 50, 10) == "á" * 10
    assert clean("abc" + FAMILY, 5) == "abc"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_can_be_stored(text: str) -> None:
    once = clean(text, 40)
    assert clean(once, 40) == once
    assert len(once) <= 40
    once.encode()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Đường  Ấp\nBắc", "duong ap bac"), ("ĐẶNG THUỲ", "dang thuy"), (unicodedata.normalize("NFD", "ướt"), "uot"), ("Hoà Hòa", "hoa hoa")],
)
def test_fold_strips_tones_marks_and_case(typed: str, plain: str) -> None:
    assert fold(typed) == plain


def test_words_have_no_punctuation() -> None:
    assert words("P.Đức Xuân, (TP) Bắc-Kạn!") == ["p", "đức", "xuân", "tp", "bắc", "kạn"]


def test_squeeze() -> None:
    assert squeeze(" a \n\t b ") == "a b"


@pytest.mark.parametrize(("one", "other"), [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("Sĩ", "Sỹ"), ("hoá", "HÓA"), ("Quý", "Quí"), ("Lý", "lí")])
def test_spellings_of_one_sound_are_the_same(one: str, other: str) -> None:
    assert toned(one) == toned(other)
    assert fold_place(one) == fold_place(other)


@pytest.mark.parametrize(("one", "other"), [("Lang", "Lăng"), ("Yên", "Yến"), ("Hải", "Hãi"), ("Đu", "Du"), ("tuy", "tui"), ("hay", "hai")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert toned(one) != toned(other)


def test_a_y_after_a_vowel_stays() -> None:
    assert fold_place("Tuy") != fold_place("Tui")


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("ngắn", 10, "ngắn"),
        ("đường vào thôn bị hỏng", 15, "đường vào thôn…"),
        ("xin chào " + FAMILY, 12, "xin chào…"),
        ("xin chào" + FLAG * 2, 10, "xin chào…"),
        ("e\u0323\u0302" * 3, 4, "e\u0323\u0302…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("👍🏽👍🏽", 2, "…"),
        ("abcdef", 1, "…"),
    ],
)
def test_shorten_tears_nothing_apart(text: str, limit: int, shown: str) -> None:
    assert shorten(text, limit) == shown


def test_shorten_needs_room_for_its_ellipsis() -> None:
    with pytest.raises(ValueError, match="0"):
        shorten("abc", 0)


@given(st.text(), st.integers(min_value=1, max_value=30))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@pytest.mark.parametrize(
    ("text", "left", "numbers"),
    [
        ("Bà Hoa, 0912345678: cầu hỏng", "Bà Hoa: cầu hỏng", ("0912345678",)),
        ("Ông Tư (đt 0912.345.678) đề nghị sửa mương", "Ông Tư đề nghị sửa mương", ("0912.345.678",)),
        ("0912 345 678 cầu hỏng", "cầu hỏng", ("0912 345 678",)),
        ("Cầu hỏng\nSĐT: +84912345678\nmong sửa", "Cầu hỏng\nmong sửa", ("+84912345678",)),
        ("Kinh phí 120000000 đồng, 0,5 ha", "Kinh phí 120000000 đồng, 0,5 ha", ()),
    ],
)
def test_telephone_numbers_are_taken_apart(text: str, left: str, numbers: tuple[str, ...]) -> None:
    assert apart(text) == (left, numbers)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("sửa trước mùa lũ", "sửa trước mùa lũ."), ("Đã sửa.", "Đã sửa."), ("Sửa ngay! ", "Sửa ngay!"), ("Bao giờ xong?", "Bao giờ xong?"),
        ("Cầu, kênh,", "Cầu, kênh."), ("Gọi là “cầu Đá”", "Gọi là “cầu Đá”."), ("Nói “đã sửa.”", "Nói “đã sửa.”"), ("", ""),
        ("như sau:", "như sau."), ("còn nữa…", "còn nữa…"),
    ],
)  # fmt: skip
def test_words_of_a_clerk_become_whole_sentences(typed: str, told: str) -> None:
    assert sentence(typed) == told
