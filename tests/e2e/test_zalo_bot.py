"""The real program and Zalo's people: one opinion goes the whole way without a single button."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import story
from tests.e2e.people import Zalo
from tests.e2e.program import Program, free_port, furnish
from tests.e2e.story import Cast
from tests.fakes.zalo_bot_client import FakeZaloBot

SECRET = "bi-mat-cua-zalo-trong-thu-nghiem"


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as one:
        yield one


@pytest.fixture(scope="module", params=["polling", "webhook"])
def program(fake: FakeZaloBot, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Program]:
    home, port = furnish(tmp_path_factory.mktemp("zalo") / "home"), free_port()
    settings = {
        "ZALO_BOT_TOKEN": fake.token, "ZALO_BOT_API_URL": fake.url, "ZALO_BOT_MODE": request.param, "ZALO_BOT_WEBHOOK_SECRET": SECRET,
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    one = Program(home=home, settings=settings, port=port)
    one.start()
    yield one
    one.end()


def test_one_opinion_goes_the_whole_way(program: Program, fake: FakeZaloBot) -> None:
    cast = Cast(lan=Zalo(fake.user("Lan")), an=Zalo(fake.user("An")), ha=Zalo(fake.user("Hà")), son=Zalo(fake.user("Sơn")))
    story.enrol(program, cast)
    code = story.play(cast)
    assert program.rows("SELECT status, reopened FROM opinion WHERE code = :c", c=code) == [("closed", 1)]
    kept = program.rows("SELECT kind, path FROM attachment WHERE state = 'kept' ORDER BY rowid")
    assert [kind for kind, _ in kept] == ["photo", "photo", "voice", "photo"]


def test_what_the_platform_hides_is_answered_with_another_way_and_not_each_time(program: Program, fake: FakeZaloBot) -> None:
    mo = fake.user("Mơ")
    for _ in range(10):
        mo.hidden()
    mo.say("trợ giúp")
    mo.hears("/tracuu")
    told = [one for one in mo.screen() if "chưa đọc được" in one]
    assert len(told) <= 2, "two where the minute and a half just changes"
    assert program.url in told[0]
    assert fake.token.partition(":")[2] not in program.log()
    assert SECRET not in program.log()
