"""The golden conversations on every channel: on Telegram word for word as on the page, on Zalo by numbers, in golden files of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.apps import platform
from tests.house import town
from tests.talks import script
from tests.talks.test_talks import TALKS

WRITES = os.environ.get("TALKS") == "write"
ONLY_PAGE = ("mở lại trang", "mở trình duyệt mới", "/web", "/lienket")  # the last names the channel
SAMPLE = "Bản chạy thử: thông tin đơn vị chưa được xác nhận."
EVERYWHERE = [one for one in TALKS if not any(word in one.read_text(encoding="utf-8") for word in ONLY_PAGE)]


def as_confirmed(heard: list[str]) -> list[str]:
    """The lines of an office that is no sample."""
    return [line for line in heard if line.strip() != SAMPLE]


@pytest.mark.parametrize("channel", ["telegram", "zalo_bot", "zalo_oa"])
@pytest.mark.parametrize("path", EVERYWHERE, ids=[one.stem for one in EVERYWHERE])
async def test_talk(path: Path, channel: str, tmp_path: Path) -> None:
    acts = script.read(path)
    golden = path if channel == "telegram" else path.parent / "zalo" / path.name
    expected = script.read(golden) if golden.exists() else [script.Act(line=one.line) for one in acts]
    assert [one.line for one in expected] == [one.line for one in acts], "the same script on every channel"
    province = script.heading(acts, "tỉnh", "thai-nguyen")
    with platform(channel, tmp_path, province) as more:
        async with town(tmp_path, at=script.moment_of(acts), province=province, **more) as place:
            player = script.Player(place)
            for act in expected:
                if act.line.startswith(("tỉnh: ", "giờ: ")):
                    continue
                heard = await player.play(act)
                if WRITES and channel == "zalo_bot":
                    act.heard = heard
                else:
                    assert heard == as_confirmed(act.heard), f"after: {act.line}"
    if WRITES and channel == "zalo_bot":
        golden.parent.mkdir(exist_ok=True)
        script.write(golden, expected)
