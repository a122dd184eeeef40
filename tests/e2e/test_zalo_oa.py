"""The real program and the people of a Zalo Official Account: the whole way of an opinion, and what waits for a window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e import story
from tests.e2e.people import Browser, Zalo, hears, newest
from tests.e2e.program import Program, furnish, until
from tests.e2e.story import Cast
from tests.fakes.zalo_oa_client import FakeZaloOa
from tests.fakes.zalo_oa_world import APP, FIRST, KEY, SECRET

DONE = "Xã đã thay ván và siết lại cáp cầu treo."


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


def test_what_a_closed_window_holds_comes_on_the_next_word_also_after_a_restart(program: Program, fake: FakeZaloOa) -> None:
    """Eight days pass on the platform only: the program's clock is the machine's."""
    officials = [Browser(program).open() for _ in range(3)]
    lan = Zalo(fake.user("Bà Lan"))
    cast = Cast(lan=lan, an=officials[0], ha=officials[1], son=officials[2])
    story.enrol(program, cast)
    story.begin(lan)
    code = story.write(lan)
    story.take_in(cast, code)
    fake.wait(24 * 8)
    fake.sim("renew_tokens")  # as the program would have done each day
    seen = newest(lan)
    story.release(cast, DONE, about=story.WORDS, number="46/BC-UBND")
    hers = "SELECT 1 FROM account a JOIN opinion o ON o.author = a.person WHERE o.code = :c AND a.shut_at > 0"
    until(lambda: program.rows(hers, c=code), "the window to be found closed")
    cast.ha.say(f"/tim {code}")
    hears(cast.ha, "Chưa gửi được tin cho người gửi từ", "chỉ cho gửi khi họ nhắn lại")
    program.stop()
    program.start()
    lan.say("alo")
    hears(lan, "Mời Ông/Bà chọn việc cần làm", after=seen)
    shown = [one.text for one in lan.bubbles(seen)]
    assert [DONE in one for one in shown] == [True, False], "the answer, then the reply to the word"
    before = newest(cast.ha)
    cast.ha.say(f"/tim {code}")
    assert "Chưa gửi được" not in hears(cast.ha, story.WORDS, after=before)
    for one in officials:
        one.close()
