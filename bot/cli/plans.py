"""The year's plan of dialogues as a table: XLSX or CSV, heads in Vietnamese or English, every mistake with its cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.cli import words
from bot.cli.words import Unclear
from bot.domain.deadlines import VIETNAM
from bot.domain.words import fold
from bot.wording import dates

if TYPE_CHECKING:
    from bot.domain.province import Province
    from bot.web.acts import Plain

Cell: TypeAlias = str | float | bool | date | time
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("don vi", "xa, phuong", "xa phuong", "unit", "commune"),
    "day": ("ngay", "date", "day"),
    "hour": ("gio", "time", "hour"),
    "place": ("dia diem", "place"),
    "chair": ("chu tri", "chair"),
    "kind": ("loai", "kind"),
    "reason": ("can cu", "reason"),
    "track": ("nhanh", "track"),
    "audience": ("thanh phan", "audience"),
    "title": ("tieu de", "ten goi", "title"),
    "format": ("hinh thuc", "format"),
}
"""Each column and what may stand above it, folded."""
NEEDED: Final = ("unit", "day", "hour")
VALUES: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "kind": {
        "periodic": ("", "định kỳ", "periodic"),
        "thematic": ("chuyên đề", "thematic"),
        "extraordinary": ("đột xuất", "extraordinary"),
    },
    "track": {
        "government": ("", "UBND", "ủy ban nhân dân", "chính quyền", "government"),
        "party": ("cấp ủy", "đảng ủy", "người đứng đầu cấp ủy", "bí thư", "party"),
    },
    "reason": {"": ("",), "voters": ("cử tri đề nghị", "cử tri", "voters"), "need": ("khi cần thiết", "cần thiết", "need")},
}
"""What may be written for each choice, tones optional."""
_MOST: Final = 2000  # rows
_HEAD_ROWS: Final = 10  # a title may stand above the heads
_LINE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A plan that was read: what is asked of the service, and the row of the file in which each stands."""

    plans: list[dict[str, Plain]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def read(path: Path, province: Province) -> Table:
    """The dialogues of a table. Raises BadInput with every mistake, each as file:row:column."""
    from bot.cli.endings import BadInput

    found, problems = Table(), list[str]()
    rows = list(_xlsx(path) if path.suffix.lower() in (".xlsx", ".xlsm", ".ods") else _csv(path))
    start, columns = _head(path, rows)
    seen: dict[tuple[Plain, ...], int] = {}
    for number, row in rows[start:]:
        if not any(_text(cell) for cell in row):
            continue
        cells = {name: row[column] if column < len(row) else "" for name, column in columns.items()}
        plan, wrong = _row(cells, province)
        problems += [f"{path}:{number}:{_letter(columns.get(name, 0))}: {why}" for name, why in wrong]
        key = (plan.get("unit"), str(plan.get("starts", ""))[:10], plan.get("track"))
        if "" not in key and None not in key and seen.setdefault(key, number) != number:
            problems.append(f"{path}:{number}:{_letter(columns['unit'])}: row {seen[key]} has this unit, day and track already")
        found.plans.append(plan)
        found.rows.append(number)
    if len(found.plans) > _MOST:
        problems.append(f"{path}: more than {_MOST} rows")
    if not found.plans:
        problems.append(f"{path}: no row below the heads")
    if problems:
        raise BadInput(*problems)
    return found


def _head(path: Path, rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, dict[str, int]]:
    """Where the rows below the heads begin, and which column is which. Raises BadInput."""
    from bot.cli.endings import BadInput

    for place, (_, row) in enumerate(rows[:_HEAD_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            text = fold(_text(cell)).partition("(")[0].strip(" *:")
            name = next((one for one, heads in HEADS.items() if text in heads), None)
            if name is not None:
                columns.setdefault(name, column)
        if all(one in columns for one in NEEDED):
            return place + 1, columns
    raise BadInput(f"{path}: no row of heads: đơn vị, ngày, giờ are needed (see --template)")


def _row(cells: Mapping[str, Cell], province: Province) -> tuple[dict[str, Plain], list[tuple[str, str]]]:
    """What a row asks for, and what is wrong in which column."""
    plan: dict[str, Plain] = {}
    wrong: list[tuple[str, str]] = []

    def take(name: str, reader: Callable[[Cell], Plain]) -> None:
        try:
            plan[name] = reader(cells.get(name, ""))
        except Unclear as why:
            wrong.append((name, str(why)))

    take("unit", lambda cell: words.unit(province, _named(cell, "unit"), today=True).code)
    take("day", lambda cell: _day(cell).isoformat())
    take("hour", lambda cell: f"{_hour(cell):%H:%M}")
    for name in VALUES:
        take(name, lambda cell, name=name: _choice(name, cell))  # type: ignore[misc]
    for name in ("place", "chair", "audience", "title", "format"):
        take(name, lambda cell: _line(_text(cell)))
    day, hour = plan.pop("day", None), plan.pop("hour", None)
    if isinstance(day, str) and isinstance(hour, str):
        plan["starts"] = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), VIETNAM).isoformat()
    return plan, wrong


def _named(cell: Cell, what: str) -> str:
    """The text of a cell that is needed; a code may have lost its zeros to the sheet."""
    text = _text(cell)
    if not text:
        raise Unclear(f"the {what} is missing")
    return text.zfill(5) if isinstance(cell, float) and len(text) > 2 else text


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return words.day(_named(cell, "day"))


def _hour(cell: Cell) -> time:
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    found = dates.read_hour(_named(cell, "hour"))
    if found is None:
        raise Unclear(f"{_text(cell)!r} is not an hour: write 8:00 or 8h30")
    return found


def _choice(name: str, cell: Cell) -> str:
    text = fold(_text(cell))
    found = next((one for one, said in VALUES[name].items() if text in map(fold, said)), None)
    if found is None:
        listed = ", ".join(next(one for one in said if one) for said in VALUES[name].values() if any(said))
        raise Unclear(f"{_text(cell)!r} is none of: {listed}")
    return found


def _line(text: str) -> str:
    if len(text) > _LINE:
        raise Unclear(f"longer than {_LINE} characters")
    return text


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if not isinstance(cell, bool) else ""


def _letter(column: int) -> str:
    """The column as a sheet names it: A, B, …, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _csv(path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    from bot.cli.endings import BadInput
    from config.errors import Problems
    from config.tables import read_text

    problems = Problems()
    text = read_text(path, problems)
    if text is None:
        raise BadInput(*problems.found)
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=";" if any(";" in one for one in lines[:_HEAD_ROWS]) else ",", strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [one.strip() for one in cells]
    except csv.Error as why:
        raise BadInput(f"{path}:{reader.line_num}: not a table: {why}") from why


def _xlsx(path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    from bot.cli.endings import BadInput

    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=_MOST + _HEAD_ROWS)
    except CalamineError as why:
        raise BadInput(f"{path}: not a sheet: {why}") from why
    for number, row in enumerate(rows, 1):
        yield number, [cell if isinstance(cell, (str, float, bool, date, time)) else str(cell) for cell in row]
