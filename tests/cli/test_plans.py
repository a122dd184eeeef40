"""The year's plan as a sheet: heads and values of both languages, every mistake with its cell, nothing made twice."""

from __future__ import annotations

import json
from datetime import datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from bot.cli import plans
from bot.cli.endings import BadInput
from bot.reports import plan_sheet
from tests.cli.test_commands import answer, doithoai
from tests.scheduler.stage import province

HEAD = "Đơn vị,Ngày,Giờ,Địa điểm,Chủ trì,Loại,Nhánh (UBND / cấp ủy),Thành phần,Tiêu đề,Hình thức"
GOOD = "Xã Côn Minh,15/3/2030,8h30,Nhà văn hóa,Chủ tịch,định kỳ,UBND,Nhân dân,,trực tiếp"


def sheet(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "ke-hoach.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def wrong(path: Path) -> list[str]:
    with pytest.raises(BadInput) as why:
        plans.read(path, province())
    return [one.removeprefix(f"{path}:") for one in why.value.problems]


def test_a_row_says_what_is_planned(tmp_path: Path) -> None:
    (plan,) = plans.read(sheet(tmp_path, GOOD), province()).plans
    assert plan == {
        "unit": "02185", "kind": "periodic", "track": "government", "reason": "", "place": "Nhà văn hóa", "chair": "Chủ tịch",
        "audience": "Nhân dân", "title": "", "format": "trực tiếp", "starts": "2030-03-15T08:30:00+07:00",
    }  # fmt: skip


def test_heads_and_values_may_be_english_and_in_any_order(tmp_path: Path) -> None:
    path = sheet(tmp_path, "14:00,2030-03-15,02185,extraordinary,party,voters", head="time,date,unit,kind,track,reason")
    (plan,) = plans.read(path, province()).plans
    assert (plan["kind"], plan["track"], plan["reason"], plan["starts"]) == (
        "extraordinary", "party", "voters", "2030-03-15T14:00:00+07:00",
    )  # fmt: skip


def test_every_mistake_is_named_with_its_cell(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        "na ri,15/3/2030,8h30,,,,,,,",
        "Yến Lạc,15/3/2030,8h30,,,,,,,",
        "Xã Côn Minh,31/2/2030,25:00,,,hằng quý,tỉnh,,,",
        ",,,,,,,,,x",
        GOOD,
        "",
        "xa con minh,15/03/2030,14:00,,,chuyên đề,ubnd,,,",
        f"Xã Chợ Đồn,15/3/2030,8h,{'x' * 201},,,,,,",
    )
    found = wrong(path)
    assert [one.partition(": ")[0] for one in found] == ["2:A", "3:A", "4:B", "4:C", "4:F", "4:G", "5:A", "5:B", "5:C", "8:A", "9:D"]
    assert "02155 Xã Na Rì" in found[0]
    assert "02155 Xã Na Rì; give the name of today" in found[1]
    assert "is none of: định kỳ, chuyên đề, đột xuất" in found[4]
    assert found[9].endswith("row 6 has this unit, day and track already")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no row of heads"),
        ("Đơn vị,Ngày\nXã Côn Minh,15/3/2030", "no row of heads"),
        (HEAD, "no row below"),
        (f'{HEAD}\n"x', "not a table"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    assert says in "\n".join(wrong(path))


def test_a_broken_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    assert "not a sheet" in wrong(path)[0]


def test_the_template_is_read_back_with_its_own_heads(tmp_path: Path) -> None:
    path = tmp_path / "mau.xlsx"
    path.write_bytes(plan_sheet.empty(["Xã Côn Minh"]))
    assert "no row below the heads" in wrong(path)[0]


def test_dates_hours_and_codes_of_a_sheet(tmp_path: Path) -> None:
    """A sheet keeps days and hours as its own kinds, takes zeros off codes, and may have a title above the heads."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        day, hour = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        page.write_string(0, 0, "KẾ HOẠCH ĐỐI THOẠI NĂM 2030")
        for column, name in enumerate(("Đơn vị", "Ngày", "Giờ", "Địa điểm")):
            page.write_string(2, column, name)
        page.write_number(3, 0, 2185)
        page.write_datetime(3, 1, datetime(2030, 3, 15), day)  # noqa: DTZ001  a sheet knows no zones
        page.write_datetime(3, 2, time(8, 30), hour)
        page.write_string(3, 3, "=1+1")
    found = plans.read(path, province())
    assert found.rows == [4]
    assert (found.plans[0]["unit"], found.plans[0]["starts"], found.plans[0]["place"]) == ("02185", "2030-03-15T08:30:00+07:00", "=1+1")


def test_a_plan_is_taken_once_all_or_nothing(tmp_path: Path) -> None:
    """Through the real command: looked at, refused with its row, taken, taken again; then announced, put off, listed, and who has none."""
    path = sheet(tmp_path, GOOD, "Xã Chợ Đồn,16/3/2030,8h,,,,,,,")
    looked = doithoai(tmp_path, "dialogue", "import", str(path), "--dry-run")
    assert (looked.returncode, looked.stdout.splitlines()[-1]) == (0, "2 dialogues would be planned, 0 known already")
    refused = doithoai(tmp_path, "dialogue", "import", str(path), "--announce")
    assert refused.returncode == 65
    assert f"{path}:3: " in refused.stderr
    assert json.loads(doithoai(tmp_path, "dialogue", "list", "--json").stdout) == []
    for said in ("2 dialogues planned, 0 known already", "0 dialogues planned, 2 known already"):
        taken = doithoai(tmp_path, "dialogue", "import", str(path))
        assert (taken.returncode, taken.stdout.splitlines()[-1]) == (0, said), taken.stderr
    listed = json.loads(doithoai(tmp_path, "dialogue", "list", "--phase", "planned", "--json").stdout)
    assert [one["unit"] for one in listed] == ["02185", "02020"]
    announced = answer(doithoai(tmp_path, "dialogue", "announce", listed[0]["short"], "--json"))
    assert announced["phase"] == "announced"
    assert answer(doithoai(tmp_path, "dialogue", "postpone", listed[0]["short"], "--json"))["phase"] == "postponed"
    covered = json.loads(doithoai(tmp_path, "dialogue", "coverage", "--year", "2030", "--json").stdout)
    assert len(covered) == 92
    assert [one["unit"] for one in covered if not one["lacking"]] == ["02020"], "what is put off counts for no year"
    assert doithoai(tmp_path, "dialogue", "import", str(tmp_path / "none.csv")).returncode == 65
    assert doithoai(tmp_path, "dialogue", "import").returncode == 2
    assert doithoai(tmp_path, "dialogue", "clerk", listed[0]["short"], "nobody").returncode == 65
