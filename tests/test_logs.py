"""No token reaches a log line, whoever writes it and whatever the shape."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest

from bot.logs import Redacting, redact

TOKEN = "123456789:AAE" + "x-Y_" * 8
STORY = """
import logging, sys, threading
import structlog
from bot.logs import configure
TOKEN = "123456789:AAE" + "x-Y_" * 8
configure("info", sys.argv[1])
log = structlog.get_logger("bot.test")
log.info("sent " + TOKEN, url=f"https://example.vn/bot{TOKEN}/getMe", more={"deep": [TOKEN]}, đường="Nà Phặc")
log.debug("hidden")
logging.getLogger("httpx").info("GET %s", TOKEN)
logging.getLogger("lib").warning("GET %s", TOKEN.replace(":", "%3A"))
def fail():
    key = TOKEN
    raise ValueError("refused " + key)
for logger in (log, logging.getLogger("lib")):
    try:
        fail()
    except ValueError:
        logger.exception("failed")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


@pytest.mark.parametrize("fmt", ["json", "console"])
def test_a_process_that_logs_its_token_everywhere(fmt: str) -> None:
    ran = subprocess.run([sys.executable, "-W", "error", "-c", STORY, fmt], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "AAEx" not in ran.stderr
    assert ran.stderr.count("ValueError: refused <token>") == 4
    assert "hidden" not in ran.stderr
    assert "httpx" not in ran.stderr
    assert "Nà Phặc" in ran.stderr
    if fmt == "json":
        lines = [json.loads(line) for line in ran.stderr.splitlines()]
        assert [line["event"] for line in lines] == ["sent <token>", "GET <token>", "failed", "failed", "uncaught", "uncaught"]
        assert all({"level", "timestamp", "logger"} <= line.keys() for line in lines)


def test_the_filter_serves_handlers_that_are_not_ours() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "GET %s", (TOKEN,), None)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        record.exc_info = sys.exc_info()
    assert Redacting().filter(record)
    line = logging.Formatter().format(record)
    assert "AAEx" not in line
    assert line.startswith("GET <token>\n")


def test_the_tokens_of_zalo_look_otherwise() -> None:
    for token in ("459283740012345678:QdKLoWxrbVNpMtAy-Zz", "aBcD-eF_9" * 30):
        for text in (
            token,
            f"https://bot-api.zaloplatforms.com/bot{token}/getMe",
            f"access_token: {token}",
            f'{{"refresh_token":"{token}"}}',
        ):
            assert token not in redact(text) and "<token>" in redact(text)


def test_what_is_no_token_stays() -> None:
    for text in (
        "YK-26-ABC234-K",
        "2026-11-25T07:30:00.000000Z",
        "12:34",
        "việc 12: " + "x" * 40,
        "/opt/doithoai/.venv/lib/python3.11/site-packages/" * 3,
        "e3b0c442" * 8,
    ):
        assert redact(text) == text


def test_the_room_can_be_entered_without_loading_structlog() -> None:
    assert subprocess.run([sys.executable, "-c", "import sys, bot.logs; sys.exit('structlog' in sys.modules)"], check=False).returncode == 0
