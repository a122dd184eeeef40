"""The shipped provinces, what an operator changes, and how mistakes are named."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from config.errors import ConfigurationError
from config.registers import DATA, load_province, province_folder, province_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a shipped province that may be broken."""
    return Path(shutil.copytree(DATA / "thai-nguyen", tmp_path / "thai-nguyen"))


def problems(folder: Path, home: Path | None = None) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load_province(folder, home)
    return [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]


def append(path: Path, line: str) -> int:
    """Add a line and tell its number."""
    text = path.read_text(encoding="utf-8") + line + "\n"
    path.write_text(text, encoding="utf-8")
    return text.count("\n")


def test_what_is_shipped() -> None:
    assert province_keys() == ("bac-kan-2021", "thai-nguyen")
    with pytest.raises(ConfigurationError, match="'ha-noi' is not one of bac-kan-2021, thai-nguyen"):
        province_folder("ha-noi")


def test_thai_nguyen() -> None:
    province = load_province(province_folder("thai-nguyen"))
    assert (province.key, province.name) == ("thai-nguyen", "Tỉnh Thái Nguyên")
    assert (len(province.units.all("commune")), len(province.units.all("district"))) == (92, 0)
    assert all(unit.opened for unit in province.units.all())
    assert len(province.fields) == 19
    assert province.fields["dien"].label("vi") == "Điện lưới"
    assert province.fields["dien"].label("en") == "Electricity"
    assert province.office.sample
    assert [one.number for one in province.office.emergency] == ["112", "113", "114", "115", "111"]


def test_bac_kan_2021() -> None:
    province = load_province(province_folder("bac-kan-2021"))
    units = province.units
    assert (len(units.all("commune")), len(units.all("district"))) == (108, 8)
    assert {unit.parent for unit in units.all("district")} == {"06"}
    assert all(units.get(unit.parent).level == "district" for unit in units.all("commune"))
    assert units.get("058").name == "Thành phố Bắc Kạn"
    assert [unit.name for unit in units.chain("02143")] == ["Xã Lương Thượng", "Huyện Na Rì", "Tỉnh Bắc Kạn"]


def test_default_leads() -> None:
    province = load_province(province_folder("thai-nguyen"))
    lead = {field: province.agency_for(field, "02026") for field in province.fields}
    assert {field: agency.code for field, agency in lead.items() if agency} == {
        **dict.fromkeys(
            ("giao_thong", "nuoc", "dat_dai", "xay_dung", "moi_truong", "nong_nghiep", "thien_tai", "kinh_te"), "02026.kinh_te"
        ),
        **dict.fromkeys(("y_te", "giao_duc", "an_sinh", "dan_toc", "van_hoa"), "02026.van_hoa_xa_hoi"),
        "thu_tuc": "02026.hanh_chinh_cong",
        "an_ninh": "02026.cong_an",
        "can_bo": "02026.dang_uy",
        "vien_thong": "02026.van_phong",
        "khac": "02026.van_phong",
        "dien": "19.dien_luc",
    }
    ward = province.agency_for("giao_thong", "01840")
    assert ward
    assert ward.name == "Phòng Kinh tế, Hạ tầng và Đô thị"
    units = [agency.unit for agency in province.agencies_of("02026")]
    assert units == sorted(units, key=lambda unit: unit == "19")
    assert set(units) == {"02026", "19"}


def test_every_field_is_led_everywhere() -> None:
    for key in province_keys():
        province = load_province(province_folder(key))
        for unit in province.units.all():
            for field in province.fields:
                assert province.agency_for(field, unit.code), (key, unit.code, field)


def test_an_operator_edits_under_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "registers.csv").write_text(
        "\ufeffunit;open;instead\n*;no;Gọi 0209\n02143;yes;\n", encoding="utf-8"
    )  # as a spreadsheet saves it
    (home / "places.csv").write_text("name,unit\nHương Nê,01960\n", encoding="utf-8")
    (home / "overrides.csv").write_text(
        "date,kind,note\n2026-02-13,off,Nghỉ Tết sớm\n2026-02-14,work,Làm bù\n2026-09-02,work,\n2026-08-22,off,\n", encoding="utf-8"
    )
    (home / "office.toml").write_text(
        'body = "UBND"\naddress = "Số 1"\nphone = "0208"\nreception_place = "Số 2"\nreception_days = "Thứ Hai"\n'
        '[[emergency]]\nnumber = "114"\nname = "Cháy"\n',
        encoding="utf-8",
    )
    (home / "screening.toml").write_text("not even toml", encoding="utf-8")  # not one of the operator's files
    province = load_province(province_folder("thai-nguyen"), home)
    assert [unit.code for unit in province.units.all("commune") if unit.opened] == ["02143"]
    assert province.units.get("02155").instead == "Gọi 0209"
    assert province.units.root.opened
    assert province.places.resolve("huong ne").candidates[0].unit == "01960"
    assert not province.calendar.is_working(date(2026, 2, 13))
    assert province.calendar.is_working(date(2026, 2, 14))
    assert province.calendar.is_working(date(2026, 9, 2))
    assert not province.calendar.is_working(date(2026, 8, 22))  # a make-up day that the office does not keep
    assert not province.office.sample
    assert province.office.body == "UBND"


def test_without_an_office_file_there_is_a_blank_sample(folder: Path) -> None:
    (folder / "office.toml").unlink()
    assert load_province(folder).office.sample


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("units.csv", "99999,Xã X,xã,commune,77", "99999: no unit 77 to be its parent"),
        ("units.csv", "99999,Xã X,xã,commune,02143", "99999: its parent 02143 is not of a higher level"),
        ("units.csv", "02143,Xã X,xã,commune,19", "02143 stands twice"),
        ("units.csv", "99999,Xã X,xã,village,19", "level 'village' is not one of province, district, commune"),
        ("units.csv", "99999,,xã,commune,19", "code, name and kind are needed"),
        ("units.csv", "99999,Xã X,xã", "3 cells where 5 are needed"),
        ("registers.csv", "12345,yes,", "no unit '12345'"),
        ("registers.csv", "02143,ja,", "open is yes or no, not 'ja'"),
        ("registers.csv", "*,yes,", "* stands twice"),
        ("former_units.csv", "99999,Xã X,xã,commune,77", "99999: no unit 77 to be its parent"),
        ("former_units.csv", "058,Xã X,xã,commune,", "a code, once, a name and a level among province, district, commune are needed"),
        ("successors.csv", "01834,99999,0", "01834 -> 99999 must lead from a former unit to one of today, once"),
        ("successors.csv", "058,02143,1", "partial must be 0: 058"),
        ("places.csv", "Hương Nê,99999", "a name and the code of a unit are needed, not 'Hương Nê', '99999'"),
        ("overrides.csv", "31-01-2026,off,", "'31-01-2026' is not a date like 2026-01-31"),
        ("overrides.csv", "2026-01-02,off,", "2026-01-02 stands twice"),
        ("overrides.csv", "2026-03-02,holiday,", "'holiday' is neither off nor work"),
        ("fields.csv", "dien,Điện,Power", "id, vi and en are needed, and each id once"),
        ("fields.csv", "x,,", "id, vi and en are needed, and each id once"),
        ("agencies.csv", "x,X,commune,*,office,nothing", "no field 'nothing'"),
        (
            "agencies.csv",
            "x,X,commune,*,bureau,",
            "kind 'bureau' is not one of office, department, centre, police, military, health, party, front, utility",
        ),
        ("agencies.csv", "x y,X,commune,*,office,", "a code of letters, digits and _, and a name are needed"),
        ("agencies.csv", "x,X,commune,99999,office,", "no unit of level 'commune' is '99999'"),
        ("agencies.csv", "kinh_te,X,commune,02143,office,", "02143.kinh_te stands twice"),
        ("agencies.csv", "x,X,commune,02143,office,dat_dai", "dat_dai is led twice in 02143: 02143.kinh_te, 02143.x"),
    ],
)
def test_a_mistake_is_named_with_its_line(folder: Path, file: str, line: str, said: str) -> None:
    number = append(folder / file, line)
    assert f"{file}:{number}: {said}" in problems(folder)


def test_a_field_that_nobody_leads(folder: Path) -> None:
    path = folder / "agencies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",utility,dien", ",utility,"), encoding="utf-8")
    assert problems(folder) == ["agencies.csv: nobody leads dien in 92 communes, the first is 01840"]


def test_a_wrong_header_and_a_wrong_encoding(folder: Path) -> None:
    (folder / "fields.csv").write_text("id,vi\n", encoding="utf-8")
    (folder / "places.csv").write_bytes("name,unit\nXã Hương Nê,01960\n".encode("utf-16"))
    found = problems(folder)
    assert "fields.csv:1: the columns must be id, vi, en" in found
    assert "places.csv:1: not UTF-8: save the file as UTF-8" in found


def test_all_files_are_reported_at_once(folder: Path) -> None:
    append(folder / "places.csv", "X,1")
    append(folder / "overrides.csv", "x,off,")
    (folder / "screening.toml").unlink()
    (folder / "rules.toml").write_text("[dialogue]\nnotice_days = = 1\n", encoding="utf-8")
    found = " ".join(problems(folder))
    for file in ("places.csv:2", "overrides.csv:4", "screening.toml: cannot be read", "rules.toml:2: not TOML"):
        assert file in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('phone = "Chưa khai báo"', 'fone = "1"', "office.toml:7: fone: unknown key"),
        ('phone = "Chưa khai báo"', 'phone = ""', "office.toml:7: phone is missing"),
        ('phone = "Chưa khai báo"', "phone = 208", "office.toml:7: phone: input should be a valid string"),
        ('number = "113"', "number = 113", "office.toml:24: emergency.1.number: input should be a valid string"),
        ('number = "113"', 'number = "113"\nnum = "1"', "office.toml:25: emergency.num: unknown key"),
        ("[[emergency]]", "[[x]]", "office.toml:19: x: unknown key"),
    ],
)
def test_mistakes_in_the_office(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / "office.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert said in problems(folder)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('[[sign]]\nkind = "odd"\nany = ["x"]', "sign.9.kind: input should be"),
        ('[[sign]]\nkind = "spam"\nany = ["@nobody"]', "@nobody: no such group"),
        ('[[sign]]\nkind = "spam"\nany = []', "a sign needs at least one phrase"),
        ('[[sign]]\nkind = "spam"\nany = ["="]', "an empty phrase"),
        ('[[sign]]\nkind = "spam"\nany = ["x"]\nall = []', "sign.9.all: extra inputs are not permitted"),
    ],
)
def test_mistakes_in_the_screening(folder: Path, extra: str, said: str) -> None:
    number = append(folder / "screening.toml", extra)
    [problem] = problems(folder)
    assert said in problem
    assert number - 4 <= int(problem.split(":")[1]) <= number
