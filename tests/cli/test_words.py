"""What operators type, read strictly."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import click
import pytest

from bot.cli import common, words
from bot.cli.words import Unclear
from tests.scheduler.stage import COMMUNE, province


@pytest.mark.parametrize("text", ["2026-12-01 08:00", "2026-12-1 8:00", "2026-12-01T08:00", " 01/12/2026 8:00 ", "1/12/2026 08:00"])
def test_moments_are_those_of_viet_nam(text: str) -> None:
    assert words.moment(text) == datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "2026-12-01", "01-12-2026 8:00", "2026-13-01 08:00", "31/02/2026 8:00", "1/12/26 8:00", "2026-12-01 24:00"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="is not a moment"):
        words.moment(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("02185", "02185"), ("19", "19"), ("Xã Côn Minh", "02185"), ("con minh", "02185"), ("CÔN MINH", "02185"), ("Văn Lăng", "05665"),
        ("Xã Văn Lang", "02143"), ("thai nguyen", "19"), ("Yến Lạc", "02155"),
    ],
)  # fmt: skip
def test_units_by_code_or_name(text: str, code: str) -> None:
    assert words.unit(province(), text).code == code


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("van lang", ["02143 Xã Văn Lang", "05665 Xã Văn Lăng"]),
        ("nowhere at all", ["no unit"]),
        ("na ri", ["02155 Xã Na Rì", "02185 Xã Côn Minh"]),  # a commune of today, and a former district
        ("Chợ Đồn", ["02020 Xã Chợ Đồn", "give the code"]),
        ("gia sàng", ["05467", "05443"]),  # a commune of today, and a former one with two heirs
    ],
)
def test_a_unit_that_is_unclear_lists_its_candidates(text: str, listed: list[str]) -> None:
    with pytest.raises(Unclear) as why:
        words.unit(province(), text)
    assert all(one in str(why.value) for one in listed)


def test_the_whole_name_says_which() -> None:
    assert [words.unit(province(), one).code for one in ("xã na rì", "Xã Chợ Đồn", "phuong bac kan")] == ["02155", "02020", "01843"]


def test_a_plan_names_units_as_they_are_called_today() -> None:
    assert words.unit(province(), "Xã Na Rì", today=True).code == "02155"
    with pytest.raises(Unclear, match="a name of the past or not exact: 02155 Xã Na Rì"):
        words.unit(province(), "Yến Lạc", today=True)


@pytest.mark.parametrize("text", [f"{COMMUNE}.kinh_te", "kinh_te", "phong kinh te", "Phòng Kinh tế"])
def test_agencies_by_code_or_name(text: str) -> None:
    assert words.agency(province(), COMMUNE, text) == f"{COMMUNE}.kinh_te"


def test_an_unknown_agency_lists_those_of_the_unit() -> None:
    with pytest.raises(Unclear, match=r"kinh_te \(Phòng Kinh tế\)"):
        words.agency(province(), COMMUNE, "phòng nào đó")


def test_a_wrong_option_is_named() -> None:
    with pytest.raises(click.BadParameter) as why:
        common.read("--unit", partial(words.unit, province()), "van lang")
    assert why.value.param_hint == "--unit"
