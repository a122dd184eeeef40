"""How the real program starts, and how it says that it cannot."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e import story
from tests.e2e.people import Browser, Phone, code_of, hears, press
from tests.e2e.program import PATIENCE, Program, free_port, furnish, until
from tests.e2e.story import NAME
from tests.fakes.telegram_client import FakeTelegram
from tests.fakes.zalo_bot_client import FakeZaloBot


def ended(program: Program) -> int:
    """The exit code of a program that does not stay."""
    assert program.process is not None
    return program.process.wait(PATIENCE)


def test_a_second_process_on_the_same_folder_says_so_and_ends_with_75(tmp_path: Path) -> None:
    first = Program(home=furnish(tmp_path / "home")).start()
    before = first.log()
    second = Program(home=first.home).start(ready=False)
    assert ended(second) == 75
    said = first.log().removeprefix(before)
    assert str(first.home) in said
    assert "Traceback" not in said
    assert first.is_ready()
    assert first.stop() == 0
    assert second.start().stop() == 0


def test_a_wrong_token_ends_with_78_and_is_never_printed(tmp_path: Path) -> None:
    wrong = "7000000002:AAwrong-token_for-tests-0123456789abcdef"
    with FakeTelegram() as fake:
        program = Program(home=furnish(tmp_path / "home"), settings={"TELEGRAM_TOKEN": wrong, "TELEGRAM_API_URL": fake.url})
        assert ended(program.start(ready=False)) == 78
    assert "token" in program.log()
    assert wrong not in program.log()
    assert "Traceback" not in program.log()


def test_one_refused_token_of_two_is_told_and_stops_nothing_else(tmp_path: Path) -> None:
    token = "459283740012345678:fake-zalo-bot-token-for-tests"
    with FakeTelegram() as telegram, FakeZaloBot() as zalo:
        settings = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url, "ZALO_BOT_API_URL": zalo.url}
        program = Program(home=furnish(tmp_path / "home"), settings=settings | {"ZALO_BOT_TOKEN": f"{token}-wrong"}).start(ready=False)
        try:
            tho = Phone(telegram.user("Thọ"))
            until(lambda: _lives(program), "the web chat to answer")
            tho.open_link("")
            hears(tho, "Kính chào Ông/Bà")
            with pytest.raises(urllib.error.HTTPError) as unready:
                urllib.request.urlopen(f"{program.url}/readyz", timeout=5)
            with unready.value as answer:
                assert (answer.code, json.load(answer)["troubles"]) == (503, {"channel zalo_bot": "auth"})
            assert program.stop() == 0
        finally:
            program.end()
    assert "zalo_bot" in program.log()
    assert token not in program.log()


def test_a_sample_office_is_refused_with_78_where_citizens_could_come(tmp_path: Path) -> None:
    program = Program(home=tmp_path / "home", settings={"TELEGRAM_TOKEN": "7000000001:AAfake-token_for-tests-0123456789abcdef"})
    assert ended(program.start(ready=False)) == 78
    assert "office.toml" in program.log()
    assert Program(home=tmp_path / "home").start().stop() == 0


def test_while_telegram_cannot_be_reached_the_web_chat_works_and_telegram_comes_later(tmp_path: Path) -> None:
    port = free_port()
    token = "7000000001:AAfake-token_for-tests-0123456789abcdef"
    settings = {"TELEGRAM_TOKEN": token, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
    program = Program(home=furnish(tmp_path / "home"), settings=settings).start(ready=False)
    try:
        until(lambda: _lives(program), "the web chat to answer")
        assert not program.is_ready()
        with closing(Browser(program).open()) as lan:
            story.begin(lan)
            lan.say("Kênh mương tắc, ruộng thiếu nước tưới")
            press(lan, "Gửi", under=f"Ý kiến gửi {NAME}")
            code_of(lan)
        with FakeTelegram(port=port, token=token) as fake:
            until(program.is_ready, "the program to find Telegram")
            tho = Phone(fake.user("Thọ"))
            tho.open_link("")
            hears(tho, "Kính chào Ông/Bà")
            assert program.stop() == 0
    finally:
        program.end()


def _lives(program: Program) -> bool:
    try:
        with urllib.request.urlopen(f"{program.url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
