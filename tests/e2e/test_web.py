"""The real program and people with browsers: the whole way on the web chat, over restarts and power cuts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e import story
from tests.e2e.people import Browser, code_of, hears, photo, press
from tests.e2e.program import Program, furnish
from tests.e2e.story import NAME, WORDS, Cast


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    one = Program(home=furnish(tmp_path / "home")).start()
    yield one
    one.end()


def test_one_opinion_goes_the_whole_way(program: Program) -> None:
    with (
        closing(Browser(program).open()) as lan, closing(Browser(program).open()) as an,
        closing(Browser(program).open()) as ha, closing(Browser(program).open()) as son,
    ):  # fmt: skip
        cast = Cast(lan=lan, an=an, ha=ha, son=son)
        story.enrol(program, cast)
        code = story.play(cast)
        assert program.rows("SELECT status, reopened FROM opinion WHERE code = :c", c=code) == [("closed", 1)]
        for one in (lan, an, ha, son):
            assert sorted(one.came) == sorted(set(one.came))
        seen = [bubble.text for bubble in lan.bubbles()]
        lan.reload()
        hears(lan, f"Cảm ơn Ông/Bà. Ý kiến {code} đã hoàn thành")
        assert [bubble.text for bubble in lan.bubbles()] == seen


def cut(program: Program) -> None:
    program.kill()
    program.start()


def restart(program: Program) -> None:
    assert program.stop() == 0
    program.start()


def test_a_power_cut_or_a_restart_at_every_step_changes_nothing(program: Program) -> None:
    with closing(Browser(program).open()) as lan:
        lan.open_link(f"c_{story.COMMUNE}")
        hears(lan, "Ông/Bà có đồng ý không?")
        cut(program)
        press(lan, "Tôi đồng ý cung cấp thông tin")
        hears(lan, "Ông/Bà gửi ý kiến về")
        restart(program)
        press(lan, NAME, under="Ông/Bà gửi ý kiến về")
        hears(lan, "Mời Ông/Bà viết")
        cut(program)
        lan.say(WORDS)
        hears(lan, f"Ý kiến gửi {NAME}", WORDS)
        restart(program)
        lan.open()
        lan.send_photos(photo())
        hears(lan, "Kèm 1 ảnh")
        cut(program)
        press(lan, "Gửi", under="Kèm 1 ảnh")
        code = code_of(lan)
        restart(program)
        lan.say(f"/tracuu {code}")
        hears(lan, f"{code}: Đã gửi")
        assert program.rows("SELECT text FROM opinion") == [(WORDS,)]
        assert program.rows("SELECT count(*) FROM attachment WHERE state = 'kept'") == [(1,)]
