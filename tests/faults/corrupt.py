"""Flipped bytes: a file that fails quick_check is never served, and the operator is told the way back."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.fakes.telegram_client import FakeTelegram
from tests.faults.crowd import crowd, stage, until_quiet
from tests.faults.table import Row, Scale
from tests.faults.tools import Bent

_BAD_DATA = 65
_PAGE = 4096


def is_sound(path: Path) -> bool:
    """Whether quick_check finds nothing."""
    with closing(sqlite3.connect(path)) as store:
        try:
            return store.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
        except sqlite3.DatabaseError:
            return False


def spoil(path: Path, chance: random.Random) -> None:
    """Flip a few bytes in one page: at its head, where its structure stands, or anywhere in it."""
    data = bytearray(path.read_bytes())
    start = chance.randrange(len(data) // _PAGE) * _PAGE
    reach = chance.choice((24, 120, _PAGE))
    for _ in range(chance.randint(4, 16)):
        data[start + chance.randrange(reach)] ^= chance.randint(1, 255)
    path.write_bytes(data)


def case(scale: Scale, folder: Path) -> Row:
    """See the module."""
    chance = random.Random(7)
    refused = served = 0
    wrong = ""
    with stage(folder) as (fake, program):
        program.start()
        some = crowd(fake, 4)
        some.opinions()
        until_quiet(fake, program.home)
        program.end()
        good = folder / "good.db"
        shutil.copy(program.home / "doithoai.db", good)
        while refused < scale.flips and not wrong:
            copy = folder / "copy.db"
            shutil.copy(good, copy)
            spoil(copy, chance)
            if is_sound(copy):
                served += 1  # the bytes lay in somebody's words or in an empty place: nothing that a check could see
                continue
            for beside in ("-wal", "-shm"):
                copy.with_name(f"copy.db{beside}").unlink(missing_ok=True)
                (program.home / f"doithoai.db{beside}").unlink(missing_ok=True)
            shutil.copy(copy, program.home / "doithoai.db")
            wrong = _refusal(fake, program)
            refused += 1
    told = f"all end with {_BAD_DATA} and name `doithoai restore`, no update confirmed, nobody answered"
    return Row(
        name="Flipped bytes: the file fails quick_check", cases=refused,
        note=f"{told}; {served} more were in words or empty places, where no check sees them",
        broken=wrong,
    )  # fmt: skip


def _refusal(fake: FakeTelegram, program: Bent) -> str:
    """Start it on the spoiled file while somebody writes; what it did that it may not do."""
    fake.user("Người viết").say("Đèn đường thôn tôi hỏng đã lâu")
    confirmed, sent = int(fake.state()["confirmed"]), len(_sends(fake))
    said = len(program.log())
    program.start(ready=False)
    code = program.ended()
    words = program.log()[said:]
    if code != _BAD_DATA or "doithoai restore" not in words:
        return f"it ended with {code} and said: {words[-300:]}"
    if int(fake.state()["confirmed"]) != confirmed:
        return "it confirmed updates into a damaged file"
    if len(_sends(fake)) != sent:
        return "it answered out of a damaged file"
    return ""


def _sends(fake: FakeTelegram) -> list[object]:
    return [call for call in fake.calls() if call["method"].startswith(("send", "edit"))]
