"""Reading the tables and TOML files of an office, with the line of every value at hand."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from config.errors import Problems

_SECTION = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?")
_KEY = re.compile(r"\s*\"?([\w.\-]+)\"?\s*=")
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a table: its cells by column, stripped."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of this column."""
        return self.cells[column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toml:
    """A TOML file and where its keys stand: "section.key", and "section.0.key" in a list of tables."""

    path: Path
    table: dict[str, object]
    lines: dict[str, int] = field(default_factory=dict)
    over: Toml | None = None  # the operator's file, whose values stand in `table` already

    def place(self, *names: str | int) -> tuple[Path, int]:
        """The file and line of a key: the operator's where they set it."""
        own = self.over if self.over is not None and ".".join(str(name) for name in names) in self.over.lines else self
        return own.path, own.line(*names)

    def line(self, *names: str | int) -> int:
        """The line of a key, else that of the nearest thing around it, else 1."""
        for end in range(len(names), 0, -1):
            found = self.lines.get(".".join(str(name) for name in names[:end]))
            if found:
                return found
        return 1


def overlaid(shipped: Toml, own: Toml) -> Toml:
    """The shipped file with single values of the operator's in their place."""
    table: dict[str, object] = dict(shipped.table)
    for section, values in own.table.items():
        before = table.get(section)
        table[section] = {**before, **values} if isinstance(before, dict) and isinstance(values, dict) else values
    return Toml(path=shipped.path, table=table, lines=shipped.lines, over=own)


def read_text(path: Path, problems: Problems) -> str | None:
    """The text of a UTF-8 file, or None after noting why not."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as why:
        problems.add(path, path.read_bytes()[: why.start].count(b"\n") + 1, "not UTF-8: save the file as UTF-8")
    except OSError as why:
        problems.add(path, 0, f"cannot be read: {why.strerror}")
    return None


def read_table(path: Path, columns: Sequence[str], problems: Problems) -> list[Row]:
    """The lines of a CSV file (commas or semicolons) whose header names exactly these columns. Empty lines are passed over."""
    text = read_text(path, problems)
    if text is None:
        return []
    first = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in first else ",", strict=True)
    rows: list[Row] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if header != list(columns):
            problems.add(path, 1, f"the columns must be {', '.join(columns)}")
            return []
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problems.add(path, reader.line_num, f"{len(cells)} cells where {len(header)} are needed")
                continue
            rows.append(Row(path=path, line=reader.line_num, cells={name: cell.strip() for name, cell in zip(header, cells, strict=True)}))
    except csv.Error as why:
        problems.add(path, reader.line_num, f"not a table: {why}")
    return rows


def read_toml(path: Path, problems: Problems) -> Toml | None:
    """A TOML file, or None after noting why not."""
    text = read_text(path, problems)
    if text is None:
        return None
    try:
        table: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        at = _AT_LINE.search(str(why))
        problems.add(path, int(at[1]) if at else text.count("\n") + 1, f"not TOML: {why}")
        return None
    return Toml(path=path, table=table, lines=_lines(text))


def _lines(text: str) -> dict[str, int]:
    """Where each key stands. Keys inside long strings and lists are not told apart: the first of a name wins."""
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := _SECTION.fullmatch(line.partition("#")[0].rstrip()):
            section = head[2]
            if head[1] == "[[":
                nth = counts.get(section, 0)
                counts[section] = nth + 1
                found.setdefault(section, number)
                section = f"{section}.{nth}"
            found.setdefault(section, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{section}.{key[1]}" if section else key[1], number)
    return found
