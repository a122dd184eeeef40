"""The one table of `make faults`: what was tried, what was lost, what came twice; kept in docs/faults.md."""

from __future__ import annotations

import json
import platform
import sqlite3
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.deadlines import VIETNAM
from tests.e2e.program import ROOT

KEPT = ROOT / "build" / "faults.json"
PAGE = ROOT / "docs" / "faults.md"
HEADS = ("Case", "Tried", "Lost", "Doubled", "Extra copies", "Worst delay", "Note")

_WORDS = (
    "Made by `make faults` with the real program, a fake Telegram over HTTP and a real file; `make test` tries a short form of each"
    " case. *Lost*: a code that had left the program and is not stored, an update that was confirmed and is not in the inbox, or a"
    " letter that was never answered. *Doubled*: an opinion, a move or a notice that happened twice. *Extra copies*: a message sent"
    " once more because its answer never came. *Worst delay*: from the end of the trouble to the last answer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one case.

    `cases`: how often it was tried. `lost`: acknowledged things that are gone, and letters without their answer. `doubled`: effects
    that happened twice. `extra`: copies of a message beyond the first, of which `allowed` are within the promise. `worst_delay`:
    seconds from the moment at which the trouble was over until the last answer was there. `broken`: any other promise that was
    broken, in words. `skipped`: why it could not be tried here."""

    name: str
    cases: int = 0
    lost: int = 0
    doubled: int = 0
    extra: int = 0
    allowed: int = 0
    worst_delay: float | None = None
    note: str = ""
    broken: str = ""
    skipped: str = ""

    @property
    def kept(self) -> bool:
        """Whether every promise was kept."""
        return not (self.lost or self.doubled or self.broken or self.extra > self.allowed)

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        if self.skipped:
            return (self.name, "not tried", "", "", "", "", self.skipped)
        delay = "" if self.worst_delay is None else f"{self.worst_delay:.1f} s"
        note = "; ".join(one for one in (self.note, f"BROKEN: {self.broken}" if self.broken else "") if one)
        return (self.name, f"{self.cases:,}", str(self.lost), str(self.doubled), str(self.extra), delay, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much of everything is tried. `hold`: seconds for which a trouble lasts."""

    kills: int = 1000
    cuts: int = 1000
    flips: int = 100
    dues: int = 200
    messages: int = 60
    hold: float = 30.0
    points: int = 12  # places at which a call of the system is made to fail
    bursts: int = 20
    burst: int = 1500  # updates in one
    every: int = 1  # of the statements of a story, each so manieth is the last one


SHORT = Scale(kills=8, cuts=30, flips=4, dues=2, messages=8, hold=3.0, points=2, bursts=5, burst=60, every=80)
"""What `make test` tries."""


def killed(kills: int) -> Scale:
    """Everything in full, but so many random kills in each mode; where they are fewer than usual, so are all the other kills."""
    whole = Scale()
    bursts = max(5, whole.bursts * kills // whole.kills // 5 * 5)
    return replace(whole, kills=kills, bursts=min(whole.bursts, bursts), every=max(1, whole.kills // max(kills, 1)))


def show(rows: Iterable[Row]) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*HEADS, title="Faults")
    for row in rows:
        table.add_row(*row.cells, style="" if row.kept else "bold red")
    Console().print(table)


def machine() -> str:
    """What it ran on."""
    told = _lines("/proc/cpuinfo")
    processor = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), platform.machine())
    cores = sum(line.startswith("processor") for line in told)
    memory = next((int(line.split()[1]) // 1024 // 1024 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    made = f"Linux {platform.release()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{processor}, {cores} cores, {memory} GB, {made}"


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def keep(found: dict[str, list[Row]]) -> None:
    """Put the rows of these cases in the place of their older ones, and write the page anew."""
    shelf: dict[str, dict[str, object]] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    today = f"{datetime.now(UTC).astimezone(VIETNAM):%Y-%m-%d}"
    shelf |= {name: {"date": today, "rows": [asdict(row) for row in rows]} for name, rows in found.items()}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(shelf, ensure_ascii=False, indent=1), encoding="utf-8")
    PAGE.write_text(page(shelf), encoding="utf-8")


def page(shelf: dict[str, dict[str, object]]) -> str:
    """The page, in the order of the register."""
    from tests.faults.register import CASES

    lines = [
        "# What was done to the program, and what became of what it had promised",
        "",
        _WORDS,
        "",
        f"Machine: {machine()}. Commit: {_commit()}.",
        "",
        "| " + " | ".join((*HEADS, "Measured")) + " |",
        "|" + " --- |" * (len(HEADS) + 1),
    ]
    for name in CASES:
        kept = shelf.get(name)
        for plain in kept["rows"] if kept else ():  # type: ignore[attr-defined]
            cells = [cell.replace("|", "/").replace("\n", " ") for cell in Row(**plain).cells]
            lines.append("| " + " | ".join((*cells, str(kept["date"]) if kept else "")) + " |")
    return "\n".join([*lines, ""])


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=ROOT)
    return found.stdout.strip() or "unknown"
