"""Arrows go down: every contract is kept by the tree and breaks when someone plants a violation."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLANTS = {  # contract: (file, what it imports, how the report names the arrow)
    "Floors: arrows go down": ("bot/domain/planted.py", "import storage", "bot.domain.planted -> storage"),
    "Every room of bot has its floor": ("bot/attic/__init__.py", "", "attic"),
    "Flows do not know each other": ("bot/flows/citizen/planted.py", "import bot.flows.official", "citizen.planted -> bot.flows.official"),
    "Channels do not know each other": ("bot/channels/webchat/planted.py", "import bot.channels.telegram", "-> bot.channels.telegram"),
    "The domain is pure": ("bot/domain/planted_os.py", "import os", "bot.domain.planted_os -> os"),
    "Only places and duplicates compare with rapidfuzz": ("bot/domain/planted_fuzz.py", "import rapidfuzz", "planted_fuzz -> rapidfuzz"),
    "The vocabulary does no input or output": ("bot/talk/planted.py", "import socket", "bot.talk.planted -> socket"),
    "A turn is a plain function": ("bot/services/planted.py", "import asyncio", "bot.services.planted -> asyncio"),
    "Only channels, the app and the command line know Telegram": ("bot/turns/planted.py", "import telegram", "turns.planted -> telegram"),
    "Nobody below the edge reads the clock": ("bot/flows/planted.py", "import bot.clock", "bot.flows.planted -> bot.clock"),
    "What we remember, decide and say knows only the vocabulary and the domain": (
        "storage/planted.py", "import bot.logs", "storage.planted -> bot.logs",
    ),
    "Only storage knows a database": ("bot/web/planted.py", "import sqlite3", "bot.web.planted -> sqlite3"),
    "Nobody opens a transaction inside a turn": ("bot/notices/planted.py", "import storage.sqlite", "planted -> storage.sqlite"),
    "A report writes to nobody": ("bot/reports/planted.py", "import storage.outbox", "bot.reports.planted -> storage.outbox"),
}  # fmt: skip
ASYNC_ROOMS = ("bot/channels/", "bot/web/", "bot/delivery/", "bot/scheduler/", "bot/turns/", "bot/app.py", "bot/cli/", "storage/")
PURE = {
    "__future__", "abc", "bisect", "collections", "contextlib", "copy", "dataclasses", "datetime", "enum", "fractions", "functools",
    "graphlib", "hashlib", "heapq", "hmac", "itertools", "math", "operator", "re", "string", "types", "typing", "unicodedata", "bot",
}  # fmt: skip


def linted(tree: Path) -> tuple[int, str]:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree, capture_output=True, text=True, check=False, timeout=240, env={**os.environ, "COLUMNS": "400"},
    )  # fmt: skip
    return ran.returncode, re.sub(r"\x1b\[[0-9;]*m", "", ran.stdout + ran.stderr)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str]:
    tree = tmp_path_factory.mktemp("tree")
    for room in ("bot", "storage", "config"):
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__", "data", "static", "node_modules"))
    shutil.copy(ROOT / "pyproject.toml", tree)
    for file, line, _ in PLANTS.values():
        path = tree / file
        path.parent.mkdir(parents=True, exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(f'"""Planted."""\n{line}\n', encoding="utf-8")
    for room in ("bot/flows/official", "bot/channels/telegram"):
        (tree / room).mkdir(exist_ok=True)
        (tree / room / "__init__.py").touch()
    return linted(tree)


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [str(one["name"]) for one in settings["tool"]["importlinter"]["contracts"]]


def test_every_contract_has_its_plant() -> None:
    assert sorted(contracts()) == sorted(PLANTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_violation_breaks_its_contract(planted: tuple[int, str], contract: str) -> None:
    code, report = planted
    assert code != 0
    assert re.search(rf"^{re.escape(contract)} BROKEN", report, re.MULTILINE), report
    section = re.split(r"\n\n\n(?=[^\n]+\n-{10,}\n)", report.split("\nBroken contracts\n", 1)[1].split(f"\n{contract}\n", 1)[1])[0]
    assert PLANTS[contract][2] in section


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name the whole way"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_the_domain_takes_only_what_is_pure() -> None:
    for path in sources("bot/domain"):
        also = {"rapidfuzz"} if path.name in ("places.py", "duplicates.py") else set()
        assert {name.split(".")[0] for name in imported(path)} <= PURE | also, path


def test_only_the_command_line_knows_the_app() -> None:
    for path in sources("bot", "storage", "config"):
        if path.relative_to(ROOT).parts[:2] != ("bot", "cli"):
            assert "bot.app" not in imported(path), path


def test_async_only_at_the_edge() -> None:
    for path in sources("bot", "storage", "config"):
        if path.relative_to(ROOT).as_posix().startswith(ASYNC_ROOMS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)), f"{path}:{node.lineno}"


def test_rooms_that_came_later_are_in_the_contracts() -> None:
    """`reports` must not read the clock either; a contract may not name a room that does not exist yet."""
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if (ROOT / "bot/reports").exists():
        assert '"bot.domain", "bot.services", "bot.reports"' in settings
    known = {"flows": ("citizen", "official", "dialogue", "front", "admin"), "channels": ("telegram", "zalo_bot", "zalo_oa", "webchat")}
    for room, names in known.items():
        found = {path.name for path in (ROOT / "bot" / room).iterdir() if path.is_dir() and path.name != "__pycache__"}
        assert found <= set(names), f"name {found} among the independent rooms of bot/{room} in pyproject.toml"


def test_help_loads_neither_the_sentences_nor_a_platform() -> None:
    code = (
        "import contextlib, io, sys, bot.cli\n"
        "sys.argv = ['doithoai', '--help']\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()) as shown:\n    bot.cli.main()\n"
        "assert 'Commands:' in shown.getvalue()\n"
        "heavy = {'fluent', 'babel', 'telegram', 'aiohttp', 'pydantic', 'structlog', 'starlette', 'PIL', 'rich', 'holidays'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
