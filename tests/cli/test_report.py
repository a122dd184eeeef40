"""`doithoai report periodic` prints the five years of Bắc Kạn from their events, beside a running service or alone."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.cli.test_commands import doithoai
from tests.house import town
from tests.reports import five_years

PERIOD = ("report", "periodic", "--from", "01/01/2016", "--to", "2020-12-31")


async def fill(home: Path) -> None:
    found = five_years.events()
    async with town(home / "data", province="bac-kan-2021") as place:
        for first in range(0, len(found), 2_000):
            page = found[first : first + 2_000]
            await place.house.database.write(lambda work, page=page: five_years.write(work, page))  # type: ignore[misc]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("bac-kan")
    asyncio.run(fill(found))
    return found


def test_the_table_of_bac_kan(home: Path) -> None:
    ran = doithoai(home, *PERIOD, PROVINCE="bac-kan-2021")
    assert ran.returncode == 0, ran.stderr
    rows = {line.split()[0]: line.split()[1:] for line in ran.stdout.splitlines() if line.split()[:1] and line.split()[0].islower()}
    assert (rows["province"][0], rows["province"][3:5], rows["province"][6:8]) == ("298", ["4,774", "130"], ["130", "100.00"])
    assert (rows["district"][0], rows["district"][3:5], rows["district"][6:8]) == ("114", ["4,326", "977"], ["931", "95.29"])
    assert (rows["commune"][0], rows["commune"][3:5], rows["commune"][6:8]) == ("1,791", ["18,915", "4,743"], ["4,699", "99.07"])
    assert rows["total"][:5] == ["2,203", "1,955", "248", "28,015", "5,850"]
    assert rows["total"][6:9] == ["5,760", "98.46", "90"]


def test_programs_read_the_same(home: Path) -> None:
    ran = doithoai(home, *PERIOD, "--json", PROVINCE="bac-kan-2021")
    found = json.loads(ran.stdout)
    assert [row["level"] for row in found["rows"]] == ["province", "district", "commune"]
    assert [row["rate"] for row in found["rows"]] == [100, 95.29, 99.07]
    total = found["total"]
    assert (total["dialogues"], total["opinions"], total["resolved"], total["rate"]) == (2_203, 5_850, 5_760, 98.46)
    early = json.loads(doithoai(home, *PERIOD, "--json", "--at", "2018-06-30", "--unit", "Ba Bể", PROVINCE="bac-kan-2021").stdout)
    assert (early["unit"], early["at"]) == ("061", "2018-06-30T17:00:00+00:00")
    assert 0 < early["total"]["dialogues"] < 298


def test_the_form_is_written_into_files(home: Path) -> None:
    xlsx, csv = home / "bieu.xlsx", home / "bieu.csv"
    ran = doithoai(home, *PERIOD, "--by", "kind", "--xlsx", str(xlsx), "--csv", str(csv), PROVINCE="bac-kan-2021")
    assert ran.returncode == 0, ran.stderr
    rows = CalamineWorkbook.from_path(xlsx).get_sheet_by_index(0).to_python()
    assert [row[:2] for row in rows if row[0] in ("Định kỳ", "Cộng")] == [["Định kỳ", 1955.0], ["Cộng", 2203.0]]
    assert csv.read_text("utf-8-sig").splitlines()[-1].startswith("Cộng,2203,1955,248,28015,5850,")


@pytest.mark.parametrize(
    "args",
    [
        ("--from", "2016-01-01"), ("--from", "2016-01-01", "--to", "2015-12-31"), ("--from", "soon", "--to", "2020-12-31"),
        ("--from", "2016-02-30", "--to", "2020-12-31"), ("--from", "2016-01-01", "--to", "2016-02-01", "--unit", "nowhere"),
        ("--from", "2016-01-01", "--to", "2016-02-01", "--by", "age"),
        ("--from", "2016-01-01", "--to", "2016-02-01", "--xlsx", "nowhere/x.xlsx"),
    ],
)  # fmt: skip
def test_wrong_use_is_2(home: Path, args: tuple[str, ...]) -> None:
    ran = doithoai(home, "report", "periodic", *args, PROVINCE="bac-kan-2021")
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
