"""`doithoai calendar` as operators run it: seen before it counts, in the running service at once, bad tables named line by line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import doithoai, service

TABLE = "date,kind,note\n2031-01-02,off,Hoán đổi\n2031-01-11,work,Làm bù\n"


def test_days_are_seen_set_and_unset(tmp_path: Path) -> None:
    table = tmp_path / "days.csv"
    table.write_text(TABLE, encoding="utf-8")
    with service(tmp_path):
        dry = json.loads(doithoai(tmp_path, "calendar", "import", str(table), "--dry-run", "--json").stdout)
        assert dry == {"days": {"2031-01-02": "off", "2031-01-11": "work"}, "moved": 0}
        assert json.loads(doithoai(tmp_path, "calendar", "list", "--json").stdout) == []
        assert "2031-01-02  off" in doithoai(tmp_path, "calendar", "import", str(table)).stdout
        assert doithoai(tmp_path, "calendar", "set", "02/01/2031", "off").stdout == "Nothing changes.\n"
        assert doithoai(tmp_path, "calendar", "unset", "2031-01-02").stdout.startswith("2031-01-02  work")
        kept = json.loads(doithoai(tmp_path, "calendar", "list", "--json").stdout)
        assert [(one["day"], one["kind"], one["note"]) for one in kept] == [("2031-01-11", "work", "Hoán đổi; Làm bù")]
        gone = doithoai(tmp_path, "calendar", "unset", "2031-01-02")
        assert gone.returncode == 65


def test_what_makes_no_sense_is_named(tmp_path: Path) -> None:
    table = tmp_path / "days.csv"
    table.write_text("date,kind,note\n2031-13-02,off,\n2031-01-11,holiday,\n", encoding="utf-8")
    ran = doithoai(tmp_path, "calendar", "import", str(table))
    assert ran.returncode == 65
    assert [line.partition("days.csv:")[2][:2] for line in ran.stderr.splitlines()] == ["2:", "3:"]
    assert doithoai(tmp_path, "calendar", "set", "ngày mai", "off").returncode == 2
    assert doithoai(tmp_path, "calendar", "set", "2020-01-02", "off").returncode == 65
