"""One fake Telegram per test process, emptied for every test; failures are logged as the service does."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from tests.fakes.telegram_client import FakeTelegram


@pytest.fixture(scope="session")
def one_fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def fake(one_fake: FakeTelegram) -> FakeTelegram:
    one_fake.reset()
    return one_fake


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    logs.configure("critical")
    yield
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    structlog.reset_defaults()
