"""Numbers, days and hours as they are read out, and how long the call for a dialogue takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.notices import loudspeaker
from bot.services import dialogues
from bot.wording import spoken
from tests.office import catalogue
from tests.scheduler.stage import PROVINCE, START, plan, stage


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "không"), (1, "một"), (5, "năm"), (10, "mười"), (11, "mười một"), (15, "mười lăm"), (20, "hai mươi"), (21, "hai mươi mốt"),
        (24, "hai mươi tư"), (25, "hai mươi lăm"), (31, "ba mươi mốt"), (55, "năm mươi lăm"), (100, "một trăm"), (105, "một trăm linh năm"),
        (310, "ba trăm mười"), (1000, "một nghìn"), (2005, "hai nghìn không trăm linh năm"), (2026, "hai nghìn không trăm hai mươi sáu"),
        (2115, "hai nghìn một trăm mười lăm"),
    ],
)  # fmt: skip
def test_numbers(value: int, said: str) -> None:
    assert spoken.number(value) == said


@pytest.mark.parametrize("value", [-1, 10_000])
def test_numbers_that_nobody_reads_out(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        spoken.number(value)


def test_days() -> None:
    said = spoken.day("vi", date(2026, 12, 21))
    assert said == "thứ Hai, ngày hai mươi mốt tháng mười hai năm hai nghìn không trăm hai mươi sáu"
    assert spoken.day("vi", date(2027, 4, 4), year=False) == "Chủ nhật, ngày mùng bốn tháng tư"
    assert spoken.day("en", date(2026, 12, 21)) == "Mon 21 Dec 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(1, 0, "tám giờ sáng"), (0, 30, "bảy giờ ba mươi phút sáng"), (5, 0, "mười hai giờ trưa"), (7, 5, "hai giờ năm phút chiều"),
     (12, 15, "bảy giờ mười lăm phút tối")],
)  # fmt: skip
def test_hours_of_viet_nam(hour: int, minute: int, said: str) -> None:
    assert spoken.hour("vi", datetime(2026, 12, 21, hour, minute, tzinfo=UTC)) == said


@pytest.mark.parametrize("track", ["government", "party"])
@pytest.mark.parametrize("days", [2, 20])
async def test_the_call_lasts_twenty_to_forty_seconds(tmp_path: Path, track: str, days: int) -> None:
    """Some four syllables a second are read over a loudspeaker; hour, day and place come twice, and no figure is left to be read."""
    async with stage(tmp_path) as place:
        wanted = replace(plan(START + timedelta(days=days), track=track), place="Nhà văn hóa thôn Nà Làng")
        one = (await place.write(lambda work: dialogues.add(work, place.act, wanted))).dialogue
        high = (await place.write(lambda work: dialogues.add(work, place.act, replace(wanted, unit=PROVINCE)))).dialogue
        for found in (one, high):
            lines = [catalogue().text("vi", line) for line in loudspeaker.text(place.act, found, lang="vi")]
            text = " ".join(lines)
            assert 80 <= len(text.split()) <= 160, text
            assert text.count("Nhà văn hóa thôn Nà Làng") == 2 and text.count("tám giờ sáng") >= 2
            assert not any(one.isdigit() for one in text)
            body = {"government": "Ủy ban nhân dân", "party": "Đảng ủy xã" if found is one else "Tỉnh ủy"}[track]
            assert body in lines[0]
            moved = loudspeaker.text(place.act, found, lang="vi", moved=True)
            assert "đổi sang lịch mới" in catalogue().text("vi", moved[0])
