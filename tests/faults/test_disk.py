"""The disk that forgets and the reader of strace's log, on calls written by hand."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults.disk import SECTOR, Cut, Disk
from tests.faults.tape import read


def hexed(text: bytes) -> str:
    return "".join(f"\\x{one:02x}" for one in text)


def log(folder: Path, *lines: str) -> Path:
    """A log in which `@name` is a path below the folder's `home`, and 'words' are the bytes of a string."""
    path = folder / "calls"
    home = folder / "home"
    shown = []
    for line in lines:
        parts = []
        for word in line.split("|"):
            quoted = word.startswith("'") and word.endswith("'")
            inside = word.startswith("@")
            path_of = str(home / word[1:]) if word[1:] else str(home)
            parts.append(f'"{hexed(word[1:-1].encode())}"' if quoted else hexed(path_of.encode()) if inside else word)
        shown.append("".join(parts))
    path.write_text("\n".join([*shown, ""]), encoding="ascii")
    return path


OPEN = '7 openat(AT_FDCWD<\\x2f>, "|@a|", O_CREAT, 0600) = 3<|@a|>'
FOLDER = '7 openat(AT_FDCWD<\\x2f>, "|@|", O_RDONLY) = 4<|@|>'


def left(folder: Path, lines: list[str], how: Cut, seed: int = 0) -> dict[str, bytes]:
    home = folder / "home"
    home.mkdir(exist_ok=True)
    disk = Disk(home)
    for call in read(log(folder, *lines)):
        disk.do(call)
    target = folder / f"cut-{how}-{seed}"
    disk.cut(target, how, random.Random(seed))
    return {path.name: path.read_bytes() for path in target.iterdir()}


def opened(*more: str) -> list[str]:
    return [OPEN, *more]


def test_what_was_synced_stays_and_the_rest_may_go(tmp_path: Path) -> None:
    lines = opened(
        "7 write(3<|@a|>, |'firm'|, 4) = 4",
        "7 fsync(3<|@a|>) = 0",
        FOLDER,
        "7 fsync(4<|@|>) = 0",
        "7 pwrite64(3<|@a|>, |'gone'|, 4, 4) = 4",
    )
    assert left(tmp_path, lines, "dropped") == {"a": b"firm"}


def test_a_name_needs_its_folder_synced(tmp_path: Path) -> None:
    lines = opened("7 write(3<|@a|>, |'firm'|, 4) = 4", "7 fsync(3<|@a|>) = 0")
    assert left(tmp_path, lines, "dropped") == {}
    assert {len(left(tmp_path, lines, "torn", seed)) for seed in range(20)} == {0, 1}


def test_a_sync_covers_what_was_written_before_it_began(tmp_path: Path) -> None:
    lines = opened(
        "7 write(3<|@a|>, |'firm'|, 4) = 4",
        "7 fdatasync(3<|@a|> <unfinished ...>",
        "8 pwrite64(3<|@a|>, |'late'|, 4, 4) = 4",
        "7 <... fdatasync resumed>) = 0",
        FOLDER,
        "7 fsync(4<|@|>) = 0",
    )
    assert left(tmp_path, lines, "dropped") == {"a": b"firm"}


def test_a_sync_that_did_not_return_covers_nothing(tmp_path: Path) -> None:
    lines = opened(FOLDER, "7 fsync(4<|@|>) = 0", "7 write(3<|@a|>, |'gone'|, 4) = 4", "7 fsync(3<|@a|> <unfinished ...>")
    assert left(tmp_path, lines, "dropped") == {"a": b""}


@pytest.mark.parametrize("how", ["torn", "reordered"])
def test_a_write_is_torn_between_sectors(tmp_path: Path, how: Cut) -> None:
    words = "x" * (4 * SECTOR)
    lines = opened(FOLDER, "7 fsync(4<|@|>) = 0", f"7 write(3<|@a|>, |'{words}'|, {len(words)}) = {len(words)}")
    sizes = {len(left(tmp_path, lines, how, seed)["a"]) for seed in range(30)}
    assert sizes == {0, SECTOR, 2 * SECTOR, 3 * SECTOR, 4 * SECTOR}


def test_a_rename_is_there_or_not(tmp_path: Path) -> None:
    lines = opened(
        "7 write(3<|@a|>, |'whole'|, 5) = 5", "7 fsync(3<|@a|>) = 0", FOLDER, "7 fsync(4<|@|>) = 0", '7 rename("|@a|", "|@b|") = 0',
    )  # fmt: skip
    found = [left(tmp_path, lines, "torn", seed) for seed in range(20)]
    assert {b"whole"} == {content for names in found for content in names.values()}
    assert {tuple(names) for names in found} >= {("a",), ("b",)}
    assert left(tmp_path, lines, "dropped") == {"a": b"whole"}
