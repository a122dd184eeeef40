"""`doithoai demo` as a newcomer starts it: a process, a port, and what it leaves in the store."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

from bot import app
from bot.cli.demo.browser import browser
from bot.cli.demo.folder import MARK
from bot.domain.opinions import Opinion
from config.settings import Settings
from storage import attachments, journal, opinions
from storage.work import Work
from tests.e2e.program import ROOT, Program, until

LIMIT = 120  # seconds before a play that hangs is given up


def play(program: Program, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the demo to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "demo", *words], env=program.environment(), capture_output=True, text=True, timeout=LIMIT,
        check=False, cwd=ROOT,
    )  # fmt: skip


@contextmanager
def playing(program: Program) -> Iterator[None]:
    """The demo that stays up, for as long as the test needs it."""
    program.home.mkdir(parents=True)
    out = program.home.with_suffix(".log")
    with out.open("wb") as log:
        program.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo"], env=program.environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=ROOT
        )
    try:
        yield
    finally:
        if program.process.poll() is None:
            program.kill()


async def stored(home: Path, code: str) -> tuple[Opinion, list[str], int, int]:
    """The opinion, the verbs of its journal, the first broken link of the chain, and how many files hang on it."""

    def look(work: Work) -> tuple[Opinion, list[str], int, int]:
        found = opinions.by_code(work, code)
        assert found is not None
        return found, [one.verb for one in journal.of(work, found.id)], journal.verify(work), len(attachments.of(work, found.id))

    async with AsyncExitStack() as stack:
        house = await app.build(Settings(home=home), stack)
        return await house.database.read(look)


async def test_the_story_is_told_and_true(tmp_path: Path) -> None:
    program = Program(home=tmp_path / "demo", settings={"TELEGRAM_TOKEN": "1:never-used", "PUBLIC_URL": "https://never-used.example"})
    done = play(program, "--once")
    assert done.returncode == 0, done.stderr + done.stdout
    lines = done.stdout.splitlines()
    steps = [place for place, line in enumerate(lines) if re.match(r"[ \d]\d\. \d\d:\d\d  ", line)]
    assert [int(lines[place][:2]) for place in steps] == list(range(1, len(steps) + 1))
    assert all(" đọc: “" in lines[place + 1] for place in steps)
    told = [" ".join(lines[place : place + 2]) for place in steps]
    order = [
        "quét mã QR", "Mời Ông/Bà viết", "Hội nghị đối thoại", "gửi kèm một ảnh", "Đã ghi nhận ý kiến", "Ý kiến mới (1)",
        "đã được tiếp nhận", "đã được chuyển Phòng Kinh tế", "45/BC-UBND", "Câu trả lời chờ Ông/Bà duyệt", "còn hoàn tác được",
        "Phòng Kinh tế trả lời ý kiến", "Đã mở lại ý kiến", "Người gửi chưa hài lòng", "trả lời lần hai", "Duyệt, gửi",
        "đổ bê tông đoạn dốc", "bấm Hài lòng", "Ông Sơn đọc: “Tổng hợp ý kiến trước đối thoại",
    ]  # fmt: skip
    place = -1
    for words in order:
        place = next(later for later in range(place + 1, len(told) + 1) if later == len(told) or words in told[later])
        assert place < len(told), f"{words!r} is not told where it belongs: {told}"
    assert sum("Đồng hồ của bản chạy thử" in line for line in lines) >= 2
    code = re.search(r"Mã tra cứu: (YK-\S+)", done.stdout)
    assert code is not None
    found, verbs, broken, files = await stored(program.home, code[1])
    assert (found.status, found.reopened, found.outcome, found.unit) == ("closed", 1, "done", "02185")
    assert found.dialogue
    assert files == 1
    assert broken == 0
    assert len(verbs) > 10


async def test_it_stays_up_and_anyone_may_join(tmp_path: Path) -> None:
    program = Program(home=tmp_path / "demo")
    with playing(program):
        log = program.home.with_suffix(".log")
        assert program.process is not None
        until(lambda: "Ctrl-C" in log.read_text(encoding="utf-8") or program.process.poll() is not None, "the invitation")  # type: ignore[union-attr]
        text = log.read_text(encoding="utf-8")
        links = re.findall(r"http://\S+/\?start=\S+", text)
        assert [link.partition("=")[2][:2] for link in links] == ["c_", "i_", "i_", "i_", "i_"]
        assert len(set(links)) == len(links)
        for link, words in zip(links, ("đồng ý không", "công chức tiếp nhận", "cán bộ giải quyết", "lãnh đạo", "quản trị"), strict=True):
            async with browser(program.url, words) as visitor:
                await visitor.start(link.partition("?start=")[2])
                await visitor.sees(words)
        assert f"{links[1].partition('i_')[0]}i_" in program.command("invite", "officer", "--unit", "02185")
        program.process.send_signal(signal.SIGINT)
        assert program.process.wait(30) == 0


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "doithoai.db").write_bytes(b"precious")
    done = play(Program(home=tmp_path), "--once")
    assert done.returncode == 78
    assert "left alone" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["doithoai.db"]


def test_the_next_play_begins_anew(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    home.mkdir()
    (home / MARK).touch()
    (home / "doithoai.db").write_bytes(b"half a database")
    (home / "media").mkdir()
    (home / "media" / "old.jpg").write_bytes(b"old")
    beside = tmp_path / "beside.txt"
    beside.write_text("mine")
    (home / "link").symlink_to(tmp_path)
    done = play(Program(home=home), "--once")
    assert done.returncode == 0, done.stderr + done.stdout
    assert not (home / "media" / "old.jpg").exists()
    assert beside.read_text() == "mine"
    assert not (home / "link").exists()


def test_a_taken_port_is_a_setting_to_change(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = play(Program(home=tmp_path / "demo", port=taken.getsockname()[1]), "--once")
    assert done.returncode == 78
    assert "DOITHOAI_HTTP_PORT" in done.stderr
