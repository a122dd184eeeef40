"""The command line as operators run it: real processes, a real service beside it, exit codes of the outside contract."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "telegram", "uvicorn", "starlette", "rich", "pydantic", "aiohttp", "apscheduler", "structlog", "typst", "PIL", "rapidfuzz", "fluent",
}  # fmt: skip
FAR = "2030-12-02 08:00"


def doithoai(home: Path, *args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *args], cwd=home, env=environment(home, **settings), capture_output=True, text=True, check=False,
        timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def environment(home: Path, **settings: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DOITHOAI_")}
    chosen = {"HOME": str(home / "data"), "HTTP_PORT": "0", **settings}
    return plain | {"PYTHONPATH": str(ROOT)} | {f"DOITHOAI_{name}": value for name, value in chosen.items()}


def answer(ran: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    found = told[0] if isinstance(told, list) else told
    assert isinstance(found, dict)
    return found


def add_dialogue(home: Path) -> dict[str, object]:
    args = ("--unit", "con minh", "--starts", FAR, "--place", "Nhà văn hóa", "--chair", "Bí thư", "--json")
    return answer(doithoai(home, "dialogue", "add", *args))


@contextmanager
def service(home: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    """The real service, ready."""
    log = (home / "log").open("w")
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=home, env=environment(home, **settings), stdout=subprocess.PIPE, stderr=log, text=True
    )
    try:
        until_listening(running)
        yield running
    finally:
        running.terminate()
        running.wait(timeout=60)
        assert running.stdout is not None
        running.stdout.close()
        log.close()


def until_listening(running: subprocess.Popen[str]) -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if line.startswith("Listening"):
            return
    raise AssertionError("the service ended")


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    program = "import sys\nfrom bot.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert all(name in ran.stdout for name in COMMANDS)
    assert HEAVY & set(ran.stdout.split()) == set()


DIALOGUE = [f"dialogue {one}" for one in ("add", "announce", "cancel", "clerk", "coverage", "import", "list", "move", "postpone")]


@pytest.mark.parametrize("command", ["", *COMMANDS, "admin create", *DIALOGUE])
def test_every_command_explains_itself(command: str) -> None:
    from click.testing import CliRunner

    from bot.cli import cli

    ran = CliRunner().invoke(cli, [*command.split(), "--help"])
    assert ran.exit_code == 0
    assert "Usage:" in ran.output


@pytest.mark.parametrize(
    "args",
    [
        ("fly",), ("dialogue", "add"), ("invite", "officer"), ("invite", "king", "--unit", "19"),
        ("dialogue", "move", "X", "--starts", "now"), ("invite", "officer", "--unit", "van lang"), ("admin", "create", "--nothing"),
    ],
)  # fmt: skip
def test_wrong_use_is_2(tmp_path: Path, args: tuple[str, ...]) -> None:
    ran = doithoai(tmp_path, *args)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)


def test_wrong_settings_are_78_all_at_once(tmp_path: Path) -> None:
    ran = doithoai(tmp_path, "check", HTTP_PORT="no", PROVINCES="x", LOG_LEVEL="loud")
    assert ran.returncode == 78
    assert all(name in ran.stderr for name in ("HTTP_PORT", "DOITHOAI_PROVINCES", "LOG_LEVEL"))
    ran = doithoai(tmp_path, "run", PUBLIC_URL="https://doithoai.example.vn")
    assert (ran.returncode, "office.toml" in ran.stderr) == (78, True)


def test_check_is_content_with_what_is_shipped(tmp_path: Path) -> None:
    for province in ("thai-nguyen", "bac-kan-2021"):
        ran = doithoai(tmp_path, "check", PROVINCE=province)
        assert (ran.returncode, ran.stderr) == (0, "")
        assert "units" in ran.stdout
    assert not (tmp_path / "data").exists(), "it only looks"


def test_check_names_file_and_line_of_bad_data(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "registers.csv").write_text("unit,open,instead\n*,yes,\n99999,perhaps,\n", encoding="utf-8")
    ran = doithoai(tmp_path, "check")
    assert ran.returncode == 65
    assert re.search(r"registers\.csv:3: ", ran.stderr)


def test_the_same_acts_with_and_without_a_running_service(tmp_path: Path) -> None:
    alone = add_dialogue(tmp_path)
    with service(tmp_path):
        beside = add_dialogue(tmp_path)
        assert "already running" in (second := doithoai(tmp_path, "run")).stderr
        assert second.returncode == 75
        listed = json.loads(doithoai(tmp_path, "dialogue", "list", "--json").stdout)
        assert {one["short"] for one in listed} == {alone["short"], beside["short"]}
        refused = doithoai(tmp_path, "dialogue", "cancel", "NOBODY", "--yes")
        assert (refused.returncode, refused.stderr.strip()) == (65, "Not found.")
        moved = doithoai(tmp_path, "dialogue", "move", str(alone["short"]), "--starts", "03/12/2030 8:00")
        assert (moved.returncode, "08:00 03/12/2030" in moved.stdout) == (0, True)
    assert answer(doithoai(tmp_path, "doctor", "--json"))["dialogues"] == 2


def test_cancelling_asks_first(tmp_path: Path) -> None:
    assert doithoai(tmp_path, "dialogue", "cancel", "X").returncode == 130


def test_a_lock_whose_owner_is_mute_is_75(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli import reach
    from config.settings import Settings
    from storage.database import AlreadyRunning
    from storage.lock import hold

    monkeypatch.setattr(reach, "PATIENCE", 0.0)
    with hold(tmp_path), pytest.raises(AlreadyRunning):
        reach.ask(Settings(home=tmp_path), "doctor", {})


def test_the_service_may_still_be_starting(tmp_path: Path) -> None:
    """The folder is locked and the door not yet open: the command waits for it."""
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_locked(tmp_path / "data" / "doithoai.lock")
        assert doithoai(tmp_path, "dialogue", "list").returncode == 0
    finally:
        running.terminate()
        running.wait(timeout=60)


def until_locked(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists() or not path.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_table_is_checked_whole_before_anyone_is_invited(tmp_path: Path) -> None:
    table = tmp_path / "officials.csv"
    rows = ("role,unit,agency,title", "officr,Xã Côn Minh,,x", "handler,02185,,x", "officer,nowhere,,", "officer,02185,,")
    table.write_text("\n".join(rows), encoding="utf-8")
    ran = doithoai(tmp_path, "invite", "--from", str(table))
    assert ran.returncode == 65
    assert [line.partition("officials.csv:")[2][0] for line in ran.stderr.splitlines()] == ["2", "3", "4"]
    assert not (tmp_path / "data").exists()


def test_a_table_becomes_invites_and_slips(tmp_path: Path) -> None:
    table = tmp_path / "officials.csv"
    rows = ["officer,Xã Côn Minh,,Công chức Văn phòng", "handler,con minh,kinh_te,Trưởng phòng", "leader,Phường Bắc Kạn,,Chủ tịch"] * 3
    table.write_text("\n".join(("role,unit,agency,title", *rows)) + "\n", encoding="utf-8")
    dry = doithoai(tmp_path, "invite", "--from", str(table), "--dry-run")
    assert (dry.returncode, dry.stdout.splitlines()[-1]) == (0, "9 invites would be made")
    assert not (tmp_path / "data").exists()
    pdf = tmp_path / "slips.pdf"
    ran = doithoai(tmp_path, "invite", "--from", str(table), "--slips", str(pdf), "--json")
    assert ran.returncode == 0, ran.stderr
    made = json.loads(ran.stdout)
    assert len({one["code"] for one in made}) == 9
    assert pdf.stat().st_mode & 0o077 == 0
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert pdf.read_bytes().count(b"/Type/Page/") + pdf.read_bytes().count(b"/Type /Page\n") in {0, 2}, "six on a page"


def test_an_administrator_is_made_without_any_service(tmp_path: Path) -> None:
    ran = doithoai(tmp_path, "admin", "create", "--title", "Quản trị tỉnh")
    assert ran.returncode == 0
    assert re.search(r"http://127\.0\.0\.1:\d+/\?start=i_[A-Za-z0-9_-]{22}\n", ran.stdout)
    assert "admin 19 Quản trị tỉnh" in ran.stdout


def test_the_only_administrator_gets_a_fresh_link(tmp_path: Path) -> None:
    made = answer(doithoai(tmp_path, "admin", "create", "--json"))
    with service(tmp_path) as running:
        assert running.poll() is None
        for args in (("admin", "create"), ("invite",)):
            ran = doithoai(tmp_path, *args, "--return", "01ABCDEF")
            assert (ran.returncode, ran.stderr.strip()) == (65, "Not found.")
    assert str(made["code"]).startswith("i_")
    assert doithoai(tmp_path, "invite", "officer", "--unit", "02185", "--return", "X").returncode == 2


def test_a_bug_is_70_and_says_so(tmp_path: Path) -> None:
    from bot.cli.endings import end

    assert end(KeyError("x")) == 70


def test_a_token_never_reaches_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    from bot.cli.endings import end
    from bot.talk.rendered import SendFailed

    token = "123456789:" + "A" * 35
    assert end(SendFailed("auth", f"https://api.example/bot{token}/getMe")) == 78
    assert token not in capsys.readouterr().err
