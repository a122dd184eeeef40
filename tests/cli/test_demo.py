"""The demo's small parts: its folder, its hour, its words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.cli.demo import folder, picture
from bot.cli.demo.narrator import Narrator, excerpt, span
from bot.cli.demo.stage import COMMUNE, ROLES, daytime
from bot.clock import MovableClock
from bot.domain.deadlines import VIETNAM
from config.errors import ConfigurationError
from config.registers import load_province, province_folder
from storage import lock
from storage.database import AlreadyRunning

PROVINCE = load_province(province_folder("thai-nguyen"))


def vietnam(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of December 2026; the 4th is a Friday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=VIETNAM)


def test_a_new_folder_is_marked_and_emptied_the_next_time(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "demo"
    folder.fresh(home)
    assert (home / folder.MARK).is_file()
    (home / "doithoai.db").touch()
    (home / "media" / "a").mkdir(parents=True)
    folder.fresh(home)
    assert sorted(one.name for one in home.iterdir()) == sorted([folder.MARK, lock.NAME])


def test_a_folder_without_the_mark_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text("mine")
    with pytest.raises(ConfigurationError, match="left alone"):
        folder.fresh(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["office.toml"]


def test_a_folder_in_use_is_not_emptied(tmp_path: Path) -> None:
    folder.fresh(tmp_path)
    (tmp_path / "doithoai.db").touch()
    with lock.hold(tmp_path), pytest.raises(AlreadyRunning):
        folder.fresh(tmp_path)
    assert (tmp_path / "doithoai.db").exists()


@pytest.mark.parametrize(
    ("now", "start"),
    [
        (vietnam(4, 10), vietnam(4, 10)),
        (vietnam(5, 10), vietnam(5, 10)),  # people write on Saturdays too
        (vietnam(4, 20, 50), vietnam(7, 8)),  # Friday evening, almost quiet
        (vietnam(4, 23), vietnam(7, 8)),
        (vietnam(7, 3), vietnam(7, 8)),
        (vietnam(7, 6, 59), vietnam(7, 8)),
        (vietnam(7, 7), vietnam(7, 7)),
        (vietnam(7, 22), vietnam(8, 8)),
    ],
)
def test_the_story_never_meets_the_quiet_hours(now: datetime, start: datetime) -> None:
    assert daytime(now, PROVINCE) == start


def test_two_lines_a_step() -> None:
    lines: list[str] = []
    told = Narrator(MovableClock(datetime(2026, 12, 4, 2, 5, tzinfo=UTC)), lines.append)
    told.step("Bà Lan bấm Gửi.", "Bà Lan", "Đã gửi\nMã: YK", "Mã")
    told.note("")
    told.moved(timedelta(hours=1, minutes=30), "để thử")
    assert [one.replace("\x1b[0m", "") for one in lines if "09:05" in one]
    assert len(lines) == 3
    assert "Bà Lan bấm Gửi." in lines[0]
    assert "Bà Lan đọc: “Mã: YK”" in lines[1]
    assert "1 giờ 30 phút để thử; lúc này là 09:05 thứ Sáu, 04/12/2026" in lines[2]


def test_excerpts_are_one_line() -> None:
    assert excerpt("một\n\nhai\nba", "hai") == "hai / ba"
    assert excerpt("một\nhai", "không có") == "một / hai"
    assert len(excerpt("chữ " * 100, "")) <= 110


def test_spans() -> None:
    assert span(timedelta(minutes=2)) == "2 phút"
    assert span(timedelta(days=2, hours=9)) == "2 ngày 9 giờ"
    assert span(timedelta(seconds=10)) == "chưa đến 1 phút"


def test_the_photos_are_photos() -> None:
    before, after = picture.road(), picture.road(mended=True)
    assert before != after
    assert Image.open(BytesIO(before)).format == "JPEG"


def test_the_offices_are_in_the_registers() -> None:
    assert PROVINCE.units.get(COMMUNE).name == "Xã Côn Minh"
    assert [one.agency for one in ROLES if one.agency and PROVINCE.agencies.find(one.agency) is None] == []
