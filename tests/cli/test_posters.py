"""`doithoai posters`: real processes, A4 files, counts for people and programs."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.test_commands import add_dialogue, doithoai

PUBLIC = {"PUBLIC_URL": "https://doithoai.example"}


def test_a_file_for_each_commune_and_the_counts(tmp_path: Path) -> None:
    office = Path(__file__).parents[2] / "config" / "data" / "thai-nguyen" / "office.toml"
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "office.toml").write_text(office.read_text("utf-8").replace("sample = true", ""), "utf-8")
    short = str(add_dialogue(tmp_path)["short"])
    made = doithoai(tmp_path, "posters", short, "--to", "giấy", "--json", **PUBLIC)
    assert made.returncode == 0, made.stderr
    (told,) = json.loads(made.stdout)
    assert told["unit_name"] == "Xã Côn Minh" and told["link"] == f"https://doithoai.example/q/{told['short']}"
    file = tmp_path / told["file"]
    assert file.name == f"ap-phich-{told['short']}-xa-con-minh.pdf" and file.read_bytes().startswith(b"%PDF-")
    door = doithoai(tmp_path, "posters", short, "--to", "giấy", "--door", "--unit", "con minh")
    assert (
        door.returncode == 0 and "127.0.0.1" in door.stderr and (tmp_path / "giấy" / file.name.replace("ap-phich", "diem-danh")).is_file()
    )
    counted = json.loads(doithoai(tmp_path, "posters", short, "--counts", "--json").stdout)
    assert (counted["opened"], counted["written"], counted["attended"]) == (0, 0, None) and counted["posters"][0]["short"] == told["short"]


def test_what_cannot_be_printed_says_why(tmp_path: Path) -> None:
    assert doithoai(tmp_path, "posters", "ABCDEF").returncode == 2
    short = str(add_dialogue(tmp_path)["short"])
    elsewhere = doithoai(tmp_path, "posters", short, "--to", "a", "--unit", "xã chợ đồn")
    assert elsewhere.returncode == 65 and not (tmp_path / "a").exists()
    (tmp_path / "file").write_text("")
    assert doithoai(tmp_path, "posters", short, "--to", "file/below").returncode == 65
