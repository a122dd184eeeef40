"""Who is measured: our program and its peers, how each is started, and what each must have stored afterwards."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.bench.server import TOKEN

ROOT = Path(__file__).resolve().parents[2]
PEERS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
OFFICE = """\
sample = false
body = "Ủy ban nhân dân tỉnh Thái Nguyên"
address = "Số 18 đường Nha Trang"
phone = "0208 000 000"
reception_place = "Trụ sở tiếp công dân"
reception_days = "thứ Hai đến thứ Sáu"

[[emergency]]
number = "112"
name = "Tìm kiếm cứu nạn"
"""

Stored = Callable[[Path], dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A bot to be measured. `stored` reads tracking code -> text from what it left behind; None for an echo."""

    name: str
    label: str
    expect: Literal["echo", "intake"]
    python: Path
    module: str
    stored: Stored | None = None
    prepare: Callable[[Path], None] = lambda _: None

    def environment(self, home: Path, url: str) -> dict[str, str]:
        """What it is started with; no proxy and no setting of the caller leaks in."""
        kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower() and not name.startswith("DOITHOAI_")}
        ours = {"HOME": str(home), "HTTP_PORT": "0", "TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": url}
        peers = {"HOME": str(home), "TOKEN": TOKEN, "API_URL": url}
        kept |= {f"DOITHOAI_{name}": value for name, value in ours.items()}
        return kept | {f"BENCH_{name}": value for name, value in peers.items()}


def _office(home: Path) -> None:
    (home / "office.toml").write_text(OFFICE, encoding="utf-8")


def _reader(file: str) -> Stored:
    def stored(home: Path) -> dict[str, str]:
        connection = sqlite3.connect(home / file)
        try:
            return dict(connection.execute("SELECT code, text FROM opinion"))
        finally:
            connection.close()

    return stored


HERE = Path(sys.executable)
SUBJECTS: Mapping[str, Subject] = {
    one.name: one
    for one in (
        Subject(
            name="ours", label="Đối thoại: the full intake, durable", expect="intake", python=HERE, module="tests.bench.program",
            stored=_reader("doithoai.db"), prepare=_office,
        ),
        Subject(
            name="r0", label="R0: python-telegram-bot, bare echo, default transport", expect="echo", python=HERE,
            module="tests.bench.peers.ptb_echo",
        ),
        Subject(
            name="r1", label="R1: python-telegram-bot, bare echo, aiohttp + orjson + uvloop", expect="echo", python=HERE,
            module="tests.bench.peers.ptb_aiohttp_echo",
        ),
        Subject(
            name="aiogram_echo", label="aiogram, bare echo", expect="echo", python=PEERS_PYTHON, module="tests.bench.peers.aiogram_echo",
        ),
        Subject(
            name="r2", label="R2: aiogram + SQLAlchemy ORM, an intake as tutorials teach", expect="intake", python=PEERS_PYTHON,
            module="tests.bench.peers.aiogram_orm", stored=_reader("bot.db"),
        ),
    )
}  # fmt: skip
