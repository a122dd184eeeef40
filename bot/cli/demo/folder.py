"""The folder of the demo: emptied before each play, but only when the demo itself made it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from config.errors import ConfigurationError
from storage import lock

MARK: Final = "BAN-CHAY-THU.txt"
_TEXT: Final = "Dữ liệu của bản chạy thử (doithoai demo). Cả thư mục này bị xóa mỗi lần chạy lại.\n"


def fresh(home: Path) -> None:
    """Make `home` an empty folder that is marked as the demo's.

    Raises ConfigurationError for a folder that holds something and is not marked: it may be real, so it is left as it is;
    AlreadyRunning when a service uses it."""
    found = [one for one in home.iterdir() if one.name != lock.NAME] if home.is_dir() else []
    if found and not (home / MARK).is_file():
        raise ConfigurationError((f"{home}: not empty and not made by the demo, so it is left alone; set DOITHOAI_HOME to another folder",))
    with lock.hold(home):
        # The mark goes in first and is never removed: a demo that is killed here can begin again.
        (home / MARK).write_text(_TEXT, encoding="utf-8")
        for one in found:
            if one.name == MARK:
                continue
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()
