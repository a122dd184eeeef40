"""The drill: the real program hears citizens by webhook, is backed up meanwhile, dies, and comes back with all it had acknowledged."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bot.cli import main
from storage import keys, migrate
from tests.e2e.program import OFFICE, PATIENCE, ROOT, Program, until
from tests.fakes.telegram_client import FakeTelegram

SECRET = "Bi_mat-0123456789"
OFFICE_AND_HELP = OFFICE if "[[emergency]]" in OFFICE else OFFICE + '[[emergency]]\nnumber = "113"\nname = "Công an"\n'


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram(local=True) as fake:
        yield fake


def house(home: Path, fake: FakeTelegram) -> Program:
    """A program that Telegram calls."""
    home.mkdir(mode=0o700)
    (home / "office.toml").write_text(OFFICE_AND_HELP, encoding="utf-8")
    program = Program(home=home)
    program.settings = {
        "TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url, "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": SECRET,
        "PUBLIC_URL": program.url,
    }  # fmt: skip
    return program


def run(program: Program, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], env=program.environment(), capture_output=True, text=True, timeout=PATIENCE * 2, cwd=ROOT,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def stored(home: Path) -> set[str]:
    """The blind names of all updates in a database."""
    connection = sqlite3.connect(home / "doithoai.db")
    found = {row[0] for row in connection.execute("SELECT key FROM inbox")}
    connection.close()
    return found


def acknowledged(fake: FakeTelegram, home: Path) -> set[str]:
    """The same names of all updates that Telegram heard 200 for."""
    ring = keys.load(home / "doithoai.key")
    return {ring.index("key", str(one["update"])) for one in fake.deliveries() if one.get("status") == 200}


def test_the_drill(tmp_path: Path, fake: FakeTelegram) -> None:
    program = house(tmp_path / "home", fake).start()
    people = [fake.user(f"Người {number}") for number in range(6)]
    enough = Event()

    def talk(number: int) -> None:
        while not enough.is_set():
            if fake.state()["pending"] < 20:
                people[number].say("Đường vào xóm hỏng ba năm nay, đi lại rất khó khăn")

    try:
        with ThreadPoolExecutor(6) as threads:
            talks = [threads.submit(talk, number) for number in range(6)]
            try:
                until(lambda: len(acknowledged(fake, program.home)) > 50, "citizens to be heard")
                before = acknowledged(fake, program.home)
                made = json.loads(program.command("backup", "--json"))
                until(lambda: len(acknowledged(fake, program.home)) > len(before) + 20, "more citizens to be heard")
            finally:
                enough.set()
            for one in talks:
                one.result()
        after = acknowledged(fake, program.home)
        refused = run(program, "restore", made["path"], "--replace")
        assert (refused.returncode, "already running" in refused.stderr) == (75, True)
        program.kill()
        assert after <= stored(program.home)
        assert run(program, "restore", made["path"]).returncode == 2
        told = json.loads(run(program, "restore", made["path"], "--dry-run", "--json").stdout)
        assert (told["aside"], told["erased"]) == ("", 0)
        done = run(program, "restore", made["path"], "--replace")
        assert done.returncode == 0, done.stderr
        assert "What happened after it is lost" in done.stdout
        assert before <= stored(program.home)
        program.start()
        people[0].say("còn nghe không ạ?")
        until(lambda: fake.state()["pending"] == 0, "the restored house to hear")
    finally:
        if program.process is not None and program.process.poll() is None:
            program.stop()


def here(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The same command in this process: its exit code and all it said."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out + said.err


def test_what_cannot_be_restored_is_refused_with_its_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    key = home / "doithoai.key"
    keys.load_or_create(key)
    migrate.upgrade(home / "doithoai.db")
    monkeypatch.setenv("DOITHOAI_HOME", str(home))
    code, said = here(capsys, "backup", "--to", str(tmp_path / "far"), "--json")
    assert code == 0, said
    made = json.loads(said)["path"]
    body = Path(made).read_bytes()
    for name, content, words in (
        ("flipped", body[:500] + bytes([body[500] ^ 4]) + body[501:], "damaged or cut short"),
        ("cut", body[:-1], "damaged or cut short"),
        ("other", b"hello", "no backup of doithoai"),
    ):
        path = tmp_path / f"{name}.backup"
        path.write_bytes(content)
        code, said = here(capsys, "restore", str(path), "--replace")
        assert (code, words in said, "Traceback" in said) == (65, True, False)
    key.rename(tmp_path / "old.key")
    assert here(capsys, "restore", made, "--replace")[0] == 78
    assert here(capsys, "backup")[0] == 78
    keys.load_or_create(key)
    code, said = here(capsys, "restore", made, "--replace")
    assert (code, "sealed with the key" in said) == (78, True)
    key.unlink()
    (tmp_path / "old.key").rename(key)
    code, said = here(capsys, "restore", made)
    assert (code, "--replace" in said) == (2, True)
    (home / "doithoai.db").write_bytes(b"x" * 9000)
    assert here(capsys, "backup")[0] == 65
    code, said = here(capsys, "restore", made, "--replace")
    assert (code, "cannot be told" in said) == (0, True), said
    assert here(capsys, "backup")[0] == 0
