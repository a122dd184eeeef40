"""The golden conversations on every channel: the same acts by the same people, on Telegram as on the page, on Zalo by numbers.

What is heard on Telegram is what is heard on the page, on both Zalo families what stands in `zalo/`; a file in the folder of a channel
holds the lines after which something else is heard there."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot import app
from bot.wording.catalogue import Catalogue
from config.registers import load_province
from tests.apps import FAKES, on
from tests.fakes.process import FakePlatform
from tests.house import town
from tests.talks import script
from tests.talks.test_talks import TALKS

WRITES = os.environ.get("TALKS") == "write"
ONLY_PAGE = {
    "quay-lai-trang-web": "the way back to a web page that was closed",
    "lien-ket-kenh": "presses buttons that name the page; two platforms are linked in tests/e2e",
}
"""Talks that no other channel can play, and why."""
ONLY_BUTTONS = {
    "can-bo-tu-choi": "presses under a card that a colleague changed: the words of a button out of sight decide about nothing",
    "tu-choi-ly-do-khac": "the same, after a leader disagreed",
}
"""Talks that cannot be played by numbers and words, and why."""
SAMPLE = ("Bản chạy thử: thông tin đơn vị chưa được xác nhận.", "Trial version: the office has not been confirmed.")
EVERYWHERE = [one for one in TALKS if one.stem not in ONLY_PAGE]
CHANNELS = ("telegram", "zalo_bot", "zalo_oa")
PLAYED = [(one, channel) for one in EVERYWHERE for channel in CHANNELS if channel == "telegram" or one.stem not in ONLY_BUTTONS]
SHARED = {"telegram": ".", "zalo_bot": "zalo", "zalo_oa": "zalo"}
WRITER = "zalo_bot"
"""The channel whose answers are written into the golden files of both Zalo families."""


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences and registers are files that no run changes: reading them at each of some hundred starts would only take time."""
    monkeypatch.setattr(app, "load_province", functools.cache(load_province))
    monkeypatch.setattr(app, "Catalogue", functools.cache(Catalogue))


@pytest.fixture(scope="session")
def platforms() -> Iterator[Callable[[str], FakePlatform]]:
    """The platform of a channel, where nobody has spoken yet: one process for all talks."""
    with ExitStack() as stack:
        start = functools.cache(lambda channel: stack.enter_context(FAKES[channel]()))

        def fresh(channel: str) -> FakePlatform:
            found: FakePlatform = start(channel)
            found.reset()
            return found

        yield fresh


def as_confirmed(heard: list[str]) -> list[str]:
    """The lines of an office that is no sample."""
    return [line for line in heard if line.strip() not in SAMPLE]


@pytest.mark.parametrize(("path", "channel"), PLAYED, ids=[f"{one.stem}-{channel}" for one, channel in PLAYED])
async def test_talk(path: Path, channel: str, platforms: Callable[[str], FakePlatform], tmp_path: Path) -> None:
    acts = script.read(path)
    province = script.heading(acts, "tỉnh", "thai-nguyen")
    shared = path.parent / SHARED[channel] / path.name
    expected = _expected(acts, shared)
    own = path.parent / channel / path.name
    script.overlay(expected, own)
    async with town(tmp_path, at=script.moment_of(acts), province=province, **on(platforms(channel), tmp_path, province)) as place:
        player = script.Player(place)
        for act, then in zip(expected, [*[one.line for one in expected[1:]], ""], strict=True):
            if act.line.startswith(("tỉnh: ", "giờ: ")):
                continue
            heard = await player.played(act, then)
            assert WRITES or heard == act.heard, f"after: {act.line}"
            act.heard = heard
    if WRITES and channel == WRITER:
        script.write(shared, expected)
    elif WRITES:
        script.write_own(own, _expected(acts, shared), expected)


def _expected(acts: list[script.Act], shared: Path) -> list[script.Act]:
    """What is heard on most channels of a family."""
    if WRITES and not shared.exists():
        return [script.Act(line=one.line) for one in acts]
    expected = script.read(shared)
    if not WRITES:
        assert [one.line for one in expected] == [one.line for one in acts], "the same script on every channel"
    return [script.Act(line=one.line, heard=as_confirmed(one.heard)) for one in expected]
