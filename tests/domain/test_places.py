"""A typed place: every trap of names that moved, merged or are spelled in two ways."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.places import Places, Reading, Sources
from bot.domain.province import Province
from bot.domain.units import Unit, Units
from config.registers import province_folder


def names(province: Province, reading: Reading) -> list[str]:
    return [province.units.get(one.unit).name for one in reading.candidates]


ONE = [
    ("xã Na Rì", "Xã Na Rì", "current"),
    ("XA NA RI", "Xã Na Rì", "current"),
    ("p. duc xuan", "Phường Đức Xuân", "current"),
    ("P.Đức Xuân", "Phường Đức Xuân", "current"),
    ("đức xuân", "Phường Đức Xuân", "current"),  # kept the name of a part: no question
    ("ducxuan", "Phường Đức Xuân", "current"),
    ("xa Con Minh", "Xã Côn Minh", "current"),
    ("phường Bắc Kạn", "Phường Bắc Kạn", "current"),
    ("TT Chợ Rã", "Xã Chợ Rã", "former"),
    ("thi tran cho ra", "Xã Chợ Rã", "former"),
    ("Thị trấn Đu", "Xã Phú Lương", "former"),
    ("du", "Xã Phú Lương", "former"),
    ("Văn Lang", "Xã Văn Lang", "current"),
    ("văn lăng", "Xã Văn Lăng", "current"),
    ("van lăng", "Xã Văn Lăng", "current"),
    ("Hoà Mục", "Xã Tân Kỳ", "former"),
    ("Hòa Mục", "Xã Tân Kỳ", "former"),
    ("Liêm Thủy", "Xã Xuân Dương", "former"),
    ("Liêm Thuỷ", "Xã Xuân Dương", "former"),
    ("Sĩ Bình", "Xã Vĩnh Thông", "former"),
    ("Sỹ Bình", "Xã Vĩnh Thông", "former"),
    ("sy binh", "Xã Vĩnh Thông", "former"),
    ("Thần Xa", "Xã Thần Sa", "former"),
    ("Thần Sa", "Xã Thần Sa", "current"),
    ("Bằng Phúc", "Xã Đồng Phúc", "former"),  # left the group of its district
    ("Đồng Thắng", "Xã Bạch Thông", "former"),
    ("xã Định Hoá", "Xã Định Hóa", "current"),
    ("xã Tân Thành", "Xã Tân Thành", "current"),
    ("phường Tân Thành", "Phường Tích Lương", "former"),
    ("xã Tân Lập", "Xã Quảng Bạch", "former"),
    ("phường Tân Lập", "Phường Tích Lương", "former"),
    ("Tân Lập, Chợ Đồn", "Xã Quảng Bạch", "former"),
    ("Tân Lập, thành phố Thái Nguyên", "Phường Tích Lương", "former"),
    ("Yến Lạc", "Xã Na Rì", "former"),
    ("Yên Lạc", "Xã Phú Lương", "former"),
    ("phuong vien", "Xã Chợ Đồn", "former"),  # begins like "phường"
    ("xã Phương Viên", "Xã Chợ Đồn", "former"),
    ("phường Huyền Tụng", "Phường Đức Xuân", "former"),  # has "huyện" inside
    ("phuong huyen tung", "Phường Đức Xuân", "former"),
    ("xã Đào Xá", "Xã Tân Khánh", "former"),  # has "xã" inside
    ("xa dao xa", "Xã Tân Khánh", "former"),
    ("thôn Nà Đon, xã Văn Lang, huyện Na Rì, tỉnh Bắc Kạn", "Xã Văn Lang", "current"),
    ("xã Văn Lang huyện Na Rì", "Xã Văn Lang", "current"),
    ("huyện Na Rì xã Văn Minh", "Xã Trần Phú", "former"),
    ("thôn Nam Cường xã Chợ Đồn", "Xã Chợ Đồn", "current"),
    ("thôn Văn Lang, Cường Lợi", "Xã Cường Lợi", "current"),  # a hamlet of the name of a commune
    ("tổ 5 phường Sông Cầu", "Phường Bắc Kạn", "former"),
    ("nhà tôi ở xã Côn Minh ạ", "Xã Côn Minh", "current"),
]


@pytest.mark.parametrize(("typed", "unit", "why"), ONE)
def test_exactly_one(thai_nguyen: Province, typed: str, unit: str, why: str) -> None:
    reading = thai_nguyen.places.resolve(typed)
    assert (reading.status, names(thai_nguyen, reading)) == ("one", [unit])
    assert reading.candidates[0].why == why


SEVERAL = [
    ("Na Rì", ["Xã Na Rì", "Xã Văn Lang", "Xã Trần Phú", "Xã Côn Minh", "Xã Xuân Dương", "Xã Cường Lợi"], 0),
    ("ở Na Rì", ["Xã Na Rì", "Xã Văn Lang", "Xã Trần Phú", "Xã Côn Minh", "Xã Xuân Dương", "Xã Cường Lợi"], 0),
    ("huyện Pác Nặm", ["Xã Bằng Thành", "Xã Cao Minh", "Xã Nghiên Loan"], 0),
    ("thành Phố Bắc Kạn", ["Phường Bắc Kạn", "Phường Đức Xuân", "Xã Phong Quang"], 0),
    ("TP. Bắc Kạn", ["Phường Bắc Kạn", "Phường Đức Xuân", "Xã Phong Quang"], 0),
    ("bac kan", ["Phường Bắc Kạn", "Phường Đức Xuân", "Xã Phong Quang"], 0),
    ("van lang", ["Xã Văn Lang", "Xã Văn Lăng"], 0),
    ("sông cầu", ["Phường Bắc Kạn", "Xã Đồng Hỷ"], 0),
    ("tân lập", ["Xã Quảng Bạch", "Phường Tích Lương"], 0),
    ("yen lac", ["Xã Na Rì", "Xã Phú Lương"], 0),
    ("Trung Thành", ["Phường Trung Thành", "Phường Tích Lương"], 0),
    ("phường Trung Thành", ["Phường Trung Thành", "Phường Tích Lương"], 0),
    ("Tân Thành", ["Xã Tân Thành", "Phường Tích Lương"], 0),
    ("Gia Sàng", ["Phường Gia Sàng", "Phường Phan Đình Phùng"], 0),
    ("Cam Giá", ["Phường Gia Sàng", "Phường Tích Lương"], 0),
    ("Thượng Đình", ["Xã Phú Bình", "Xã Điềm Thụy"], 0),
]


@pytest.mark.parametrize(("typed", "units", "more"), SEVERAL)
def test_asked_which(thai_nguyen: Province, typed: str, units: list[str], more: int) -> None:
    reading = thai_nguyen.places.resolve(typed)
    assert (reading.status, names(thai_nguyen, reading), reading.more) == ("several", units, more)


NEAR = [
    ("con mnh", ["Xã Côn Minh"]),
    ("xã Con Mnh", ["Xã Côn Minh"]),
    ("duc xuna", ["Phường Đức Xuân"]),
    ("duk xuam", ["Phường Đức Xuân"]),
    ("Bắc Cạn", ["Phường Bắc Kạn", "Phường Đức Xuân", "Xã Phong Quang"]),
    ("xã Bắc Kạn", ["Phường Bắc Kạn", "Phường Đức Xuân", "Xã Phong Quang"]),  # there never was one
    ("xã Yến Lạc", ["Xã Na Rì"]),  # it was a thị trấn
    ("Vân Lâng", ["Xã Văn Lang", "Xã Văn Lăng"]),
]


@pytest.mark.parametrize(("typed", "units"), NEAR)
def test_close_but_not_as_typed(thai_nguyen: Province, typed: str, units: list[str]) -> None:
    reading = thai_nguyen.places.resolve(typed)
    assert (reading.status, names(thai_nguyen, reading)) == ("near", units)


@pytest.mark.parametrize(
    "typed",
    [
        "Hương Nê",
        "Lãng Ngâm",
        "Ân Tình",
        "Hảo Nghĩa",
        "Hữu Thác",
        "",
        "???",
        "123",
        "Hà Nội",
        "tôi muốn hỏi về con đường",
        "xã",
        "x" * 5000,
    ],
)
def test_nothing_to_offer(thai_nguyen: Province, typed: str) -> None:
    assert thai_nguyen.places.resolve(typed).status == "none"


def test_every_district_name_is_asked(thai_nguyen: Province) -> None:
    units = {unit.short: unit for unit in thai_nguyen.units.all("commune")}
    shared = [
        one.name.split(" ", 2 if one.kind == "thành phố" else 1)[-1]
        for one in thai_nguyen.places.sources.former.values()
        if one.level == "district"
    ]
    asked = [name for name in shared if name in units]
    assert len(asked) == 15
    for name in asked:
        reading = thai_nguyen.places.resolve(name)
        assert reading.status == "several", name
        assert reading.candidates[0].unit == units[name].code
        prefixed = thai_nguyen.places.resolve(units[name].name)
        assert (prefixed.status, prefixed.candidates[0].unit) == ("one", units[name].code), name


def test_at_most_six_are_shown_and_the_rest_is_counted(thai_nguyen: Province) -> None:
    reading = thai_nguyen.places.resolve("Chợ Đồn")
    assert (reading.status, len(reading.candidates), reading.more) == ("several", 6, 2)


@pytest.mark.parametrize("province", ["thai_nguyen", "bac_kan"])
def test_every_full_name_finds_its_unit(province: str, request: pytest.FixtureRequest) -> None:
    here: Province = request.getfixturevalue(province)
    for unit in here.units.all("commune"):
        found = here.places.resolve(unit.name)
        assert found.status in {"one", "several"}, unit.name
        assert found.candidates[0].unit == unit.code, unit.name


def test_every_former_name_leads_to_its_successors(thai_nguyen: Province) -> None:
    sources = thai_nguyen.places.sources
    assert len(sources.successors) == 280
    for code, new in sources.successors.items():
        former = sources.former[code]
        found = thai_nguyen.places.resolve(f"{former.name}, {sources.former[former.parent].name}")
        assert set(new) <= {one.unit for one in found.candidates}, former.name
        if len(new) > 1:
            assert found.status == "several", former.name


def test_three_levels(bac_kan: Province) -> None:
    assert bac_kan.units.get(bac_kan.places.resolve("xã Văn Lang, Na Rì").candidates[0].unit).name == "Xã Văn Lang"
    district = bac_kan.places.resolve("Na Rì")
    assert (district.status, len(district.candidates), district.more) == ("several", 6, 11)
    assert {one.why for one in district.candidates} == {"district"}
    assert bac_kan.places.resolve("Na Rì", "district").status == "one"
    assert bac_kan.places.resolve("tỉnh Bắc Kạn", "province").status == "one"


def test_the_office_adds_names(thai_nguyen: Province) -> None:
    old = thai_nguyen.places.sources
    places = Places(
        Sources(
            units=old.units,
            former=old.former,
            successors=old.successors,
            extra=(("Xã Lương Hạ", "02155"), ("Hương Nê", "01960"), ("Chợ Huyện", "01840"), ("Chợ Huyện", "01843")),
        )
    )
    found = places.resolve("xa luong ha")
    assert (found.status, found.candidates[0].unit, found.candidates[0].why) == ("one", "02155", "extra")
    assert places.resolve("Hương Nê").candidates[0].said == "Hương Nê"
    assert places.resolve("chợ huyện").status == "several"


@given(st.text(max_size=200))
def test_anything_may_be_typed(thai_nguyen: Province, text: str) -> None:
    reading = thai_nguyen.places.resolve(text)
    assert len(reading.candidates) <= 6
    assert (reading.status == "none") == (not reading.candidates)


def successors() -> Iterator[dict[str, str]]:
    with (province_folder("thai-nguyen") / "successors.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_the_shipped_successions() -> None:
    rows = list(successors())
    assert len({row["old"] for row in rows}) == 280
    assert sum(row["partial"] == "1" for row in rows) == 6


def test_the_list_for_those_who_do_not_type_leads_to_every_commune(thai_nguyen: Province, bac_kan: Province) -> None:
    for province in (thai_nguyen, bac_kan):
        listed = {code for area in province.places.areas for code in area.units}
        assert listed == {unit.code for unit in province.units.all("commune")}
        assert all(area.units for area in province.places.areas)
    pac_nam = next(one for one in thai_nguyen.places.areas if one.name == "Huyện Pác Nặm")
    assert [thai_nguyen.units.get(code).short for code in pac_nam.units] == ["Bằng Thành", "Cao Minh", "Nghiên Loan"]


def test_a_province_without_districts_is_one_list() -> None:
    root = Unit(code="1", name="Tỉnh X", kind="tỉnh", level="province")
    units = Units([root, Unit(code="2", name="Xã A", kind="xã", level="commune", parent="1")])
    assert [(one.name, one.units) for one in Places(Sources(units=units, former={}, successors={})).areas] == [("Tỉnh X", ("2",))]
