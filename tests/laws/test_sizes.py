"""Small rooms with a caption, nothing half done, and nothing that belongs to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = sorted(path for room in ("bot", "storage", "config") for path in (ROOT / room).rglob("*.py"))
ALL = [*HOUSE, *sorted((ROOT / "tests").rglob("*.py"))]
MAY_ASK_TIME_AND_CHANCE = {"bot/clock.py", "bot/app.py"}
# The engine keeps flows of different drafts on one shelf; moves passes named changes on to dataclasses.replace (docs/decisions/0006).
MAY_HAVE_ANY = ("storage/", "bot/channels/", "bot/flows/engine.py", "bot/flows/outcome.py", "bot/services/moves.py")
BANNED_CALLS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("uuid", "uuid4"), ("uuid", "uuid1"),
}  # fmt: skip
# One letter of each stands in brackets, so that this file does not find itself.
UNDONE = re.compile(r"\b(?:TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b|NotImplemented[E]rror")
FOREIGN = re.compile(r"/wor[k]/|/roo[t]/|/hom[e]/\w|/User[s]/\w|bash_job[s]|pypi\.or[g]|pythonhoste[d]|/simpl[e]/|--(?:extra-)?index-ur[l]")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def tracked() -> Iterator[Path]:
    """What git holds, and what it would hold if everything not ignored were added."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for one in filter(None, listed.stdout.split("\0")):
        if (ROOT / one).is_file():
            yield ROOT / one


def lines_with(unwanted: re.Pattern[str]) -> list[str]:
    found = []
    for path in tracked():
        body = path.read_bytes()
        if b"\0" in body[:8000]:
            continue
        lines = enumerate(body.decode("utf-8", "replace").splitlines(), 1)
        found += [f"{name(path)}:{number}: {line.strip()[:100]}" for number, line in lines if unwanted.search(line)]
    return found


def test_rooms_have_at_most_300_lines() -> None:
    assert [f"{name(path)}: {count}" for path in HOUSE if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300] == []


def test_functions_have_at_most_40_lines() -> None:
    assert [
        f"{name(path)}:{node.lineno} {node.name}: {length(node)}"
        for path in HOUSE
        for node in ast.walk(tree(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and length(node) > 40
    ] == []


def test_every_module_has_a_caption() -> None:
    """One sentence, on the first line."""
    wrong = []
    for path in ALL:
        caption = (ast.get_docstring(tree(path)) or "").split("\n\n")[0].strip()
        if not caption.endswith(".") or not path.read_text(encoding="utf-8").startswith('"""'):
            wrong.append(name(path))
    assert wrong == []


def test_time_and_chance_come_in_as_arguments() -> None:
    wrong = []
    for path in HOUSE:
        if name(path) in MAY_ASK_TIME_AND_CHANCE:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, (ast.Name, ast.Attribute)):
                owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                if (owner, node.attr) in BANNED_CALLS:
                    wrong.append(f"{name(path)}:{node.lineno} {owner}.{node.attr}")
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                roots = {alias.name.split(".")[0] for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
                names = {(node.module or "", alias.name) for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
                if roots & {"random", "secrets"} or names & BANNED_CALLS:
                    wrong.append(f"{name(path)}:{node.lineno} import")
    assert wrong == []


def test_any_only_where_rows_and_platforms_are_read() -> None:
    assert [
        f"{name(path)}:{node.lineno}"
        for path in HOUSE
        if not name(path).startswith(MAY_HAVE_ANY)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "typing" and any(alias.name == "Any" for alias in node.names)
    ] == []


def test_values_are_frozen_slotted_and_named() -> None:
    wrong = []
    for path in HOUSE:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            for one in node.decorator_list:
                called = one.func if isinstance(one, ast.Call) else one
                if not (isinstance(called, ast.Name) and called.id == "dataclass"):
                    continue
                given = {keyword.arg: ast.unparse(keyword.value) for keyword in one.keywords} if isinstance(one, ast.Call) else {}
                if given.get("slots") != "True" or given.get("kw_only") != "True" or given.get("frozen") != "True":
                    wrong.append(f"{name(path)}:{node.lineno} {node.name}")
    assert wrong == []


def test_nothing_is_half_done() -> None:
    assert [one for one in lines_with(UNDONE) if "/vendor/" not in one and not one.startswith("requirements")] == []


def test_no_sleep_stands_for_synchronisation() -> None:
    """Only `sleep(0)` (let others run) and the polling helpers named `until...` may sleep in tests."""
    wrong = []
    for path in (ROOT / "tests").rglob("*.py"):
        allowed: set[int] = set()
        for node in ast.walk(tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith(("until", "_until", "wait", "_wait")):
                allowed |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sleep") and node.lineno not in allowed:
                wrong += [f"{name(path)}:{node.lineno}" for pause in node.args if ast.unparse(pause) != "0"]
    assert [one for one in wrong if "/fakes/" not in one and "/bench/" not in one] == []  # a bench measures time


def test_nothing_belongs_to_one_machine() -> None:
    """No machine's paths and no package index: the locks carry hashes only."""
    assert lines_with(FOREIGN) == []


def test_tests_mirror_the_source() -> None:
    """A folder of tests is a room of the house, or one of the named kinds of test."""
    kinds = {"bench", "browser", "cluster", "e2e", "fakes", "faults", "laws", "papers", "properties", "talks", "storage", "config"}
    rooms = {path.name for path in (ROOT / "bot").iterdir() if path.is_dir()}
    found = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found - kinds - rooms == set()
