"""The real program and Telegram's people: one opinion goes the whole way, and what may go wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e import story
from tests.e2e.people import Phone, hears, press
from tests.e2e.program import Program, furnish
from tests.e2e.story import Cast
from tests.fakes.telegram_client import FakeTelegram


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as one:
        yield one


@pytest.fixture(scope="module")
def program(fake: FakeTelegram, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    home = furnish(tmp_path_factory.mktemp("e2e") / "home")
    one = Program(home=home, settings={"TELEGRAM_TOKEN": fake.token, "TELEGRAM_API_URL": fake.url})
    one.start()
    yield one
    one.stop()


def phone(fake: FakeTelegram, name: str) -> Phone:
    return Phone(fake.user(name))


def test_one_opinion_goes_the_whole_way(program: Program, fake: FakeTelegram) -> None:
    cast = Cast(lan=phone(fake, "Lan"), an=phone(fake, "An"), ha=phone(fake, "Hà"), son=phone(fake, "Sơn"))
    story.enrol(program, cast)
    code = story.play(cast)
    assert program.rows("SELECT status, reopened FROM opinion WHERE code = :c", c=code) == [("closed", 1)]
