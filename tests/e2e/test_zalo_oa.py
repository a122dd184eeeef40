"""The real program and the people of a Zalo Official Account: the whole way of an opinion, and what waits for a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import story
from tests.e2e.people import Zalo
from tests.e2e.program import Program, furnish
from tests.e2e.story import Cast
from tests.fakes.zalo_oa_client import FakeZaloOa
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as one:
        yield one


@pytest.fixture(scope="module")
def program(fake: FakeZaloOa, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    home = furnish(tmp_path_factory.mktemp("zalo") / "home")
    settings = {
        "ZALO_OA_APP_ID": APP, "ZALO_OA_APP_SECRET": SECRET, "ZALO_OA_SECRET_KEY": KEY, "ZALO_OA_REFRESH_TOKEN": FIRST,
        "ZALO_OA_API_URL": fake.url, "ZALO_OA_OAUTH_URL": fake.url,
    }  # fmt: skip
    one = Program(home=home, settings=settings)
    one.start()
    fake.rules(hook=f"{one.url}/hooks/zalo-oa")
    yield one
    one.end()


def test_one_opinion_goes_the_whole_way(program: Program, fake: FakeZaloOa) -> None:
    cast = Cast(lan=Zalo(fake.user("Lan")), an=Zalo(fake.user("An")), ha=Zalo(fake.user("Hà")), son=Zalo(fake.user("Sơn")))
    story.enrol(program, cast)
    code = story.play(cast)
    assert program.rows("SELECT status, reopened FROM opinion WHERE code = :c", c=code) == [("closed", 1)]
    kept = program.rows("SELECT kind FROM attachment WHERE state = 'kept' ORDER BY rowid")
    assert [kind for (kind,) in kept] == ["photo", "photo", "voice", "photo"]
    assert FIRST not in program.log()


def test_ten_stickers_are_answered_with_another_way_and_not_each_time(program: Program, fake: FakeZaloOa) -> None:
    mo = fake.user("Mơ")
    for _ in range(10):
        mo.file("sticker", b"")
    mo.say("trợ giúp")
    mo.hears("/tracuu")
    assert 1 <= sum("chưa đọc được" in one for one in mo.screen()) <= 2, "two where the minute and a half just changes"
    assert not any(secret in program.log() for secret in (FIRST, SECRET, KEY, *fake.state()["refresh"], *fake.state()["access"]))
