"""A number, a label or a label without tones means its button, and nothing means two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.words import fold
from bot.wording.match import match

MENU = ("📝 Gửi ý kiến", "Ý kiến của tôi", "Lịch đối thoại", "❌ Hủy")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1", 0), ("1.", 0), (" 2) ", 1), ("số 3", 2), ("so 3", 2), ("Số 3.", 2), ("SO3", 2), ("4️⃣", 3),
        ("Gửi ý kiến", 0), ("gui y kien", 0), ("GỬI Ý KIẾN", 0), ("📝 Gửi ý kiến", 0), ("1. Gửi ý kiến", 0), ("1 gui y kien", 0),
        ("lich  doi thoai", 2), ("Lịch đối thoại.", 2), ("huy", 3), ("Huỷ", 3), ("HỦY!", 3), ("hu\u0309y", 3),
        ("0", None), ("5", None), ("12", None), ("", None), ("  ", None), ("❌", None), ("kiến", None), ("2. Gửi ý kiến", None),
        ("Con đường hỏng", None), ("-1", None), ("1 2", None), ("/huy2", None),
    ],
)  # fmt: skip
def test_menu(text: str, place: int | None) -> None:
    assert match(text, MENU) == place


def test_tones_decide_between_labels_alike_without_them() -> None:
    labels = ("Sửa", "Sữa", "Hòa", "Hoá")
    assert [match(text, labels) for text in ("sửa", "SỮA", "sua", "hoà", "Hóa", "hoa", "1")] == [0, 1, None, 2, 3, None, 0]
    assert match("Hủy", ("Hủy", "Hủy")) is None


def test_the_count_behind_a_label_may_be_missing() -> None:
    labels = ("Ý kiến mới (2)", "Quá hạn (2)", "Tiếp nhận (YK-26-QYJX7M-A)")
    assert [match(text, labels) for text in ("ý kiến mới", "y kien moi (2)", "2. Quá hạn", "tiếp nhận")] == [0, 0, 1, None]
    assert match("Mới", ("Mới (2)", "Mới (3)")) is None and match("Mới", ("Mới (2)", "Mới")) == 1


def test_labels_that_are_numbers() -> None:
    assert match("7", ("6", "7", "8")) == 1
    assert [match(text, ("có mặt", "+1", "+5", "+10", "Nhập số")) for text in ("5", "+5", "1", "10")] == [4, 2, 0, None]
    assert match("2", ("1", "2", "3")) == 1
    assert match("2", ("2", "1")) is None
    assert match("3 ngày", ("5 ngày", "3 ngày")) == 1
    assert match("30/11", ("29/11", "30/11")) == 1


@given(some.lists(some.text(min_size=1, max_size=12), max_size=8), some.text(max_size=14))
def test_any_text_means_one_button_or_none(labels: list[str], text: str) -> None:
    found = match(text, labels)
    assert found is None or 0 <= found < len(labels)


@given(some.integers(0, len(MENU) - 1))
def test_every_label_means_itself(place: int) -> None:
    for spelling in (MENU[place], MENU[place].upper(), fold(MENU[place])):
        assert match(spelling, MENU) == place
