"""`Giấy mời`: who invites, to what, in the layout of the State or of the Party."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.reports import kinds
from bot.reports.docx import TEMPLATES
from bot.services import dialogues
from tests.reports.papers import lines, part, value
from tests.scheduler.stage import COMMUNE, PROVINCE, START, plan, stage

STARTS = START + timedelta(days=20, minutes=30)


async def made(home: Path, **more: object) -> bytes:
    async with stage(home) as place:
        wanted = replace(plan(STARTS), **more)  # type: ignore[arg-type]
        one = (await place.write(lambda work: dialogues.add(work, place.act, wanted))).dialogue
        draw = await place.read(lambda work: kinds.MAKERS["invitation"](work, place.act, {"dialogue": one.id}))
        return draw()


async def test_the_state_invites(tmp_path: Path) -> None:
    said = lines(part(await made(tmp_path, format="trực tuyến qua https://hop.example")))
    text = "\n".join(said)
    for one in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN", "XÃ CÔN MINH", "GIẤY MỜI", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
        "Thời gian: 08:30 thứ Hai, 21/12/2026", "Chủ trì: Bí thư Đảng ủy", "Nơi nhận:", "- Như trên;", "- Lưu: VT.",
    ):  # fmt: skip
        assert one in said, text
    assert "/GM-UBND" in text and "Ủy ban nhân dân xã Côn Minh trân trọng kính mời:" in text and "https://hop.example" in text
    assert "STT" not in text, "a letter has no table"


@pytest.mark.parametrize(
    ("unit", "expected"),
    [(COMMUNE, ("ĐẢNG BỘ TỈNH THÁI NGUYÊN", "ĐẢNG ỦY XÃ CÔN MINH", "-GM/ĐU")), (PROVINCE, ("TỈNH ỦY THÁI NGUYÊN", "-GM/TU"))],
)
async def test_the_party_invites(tmp_path: Path, unit: str, expected: tuple[str, ...]) -> None:
    text = "\n".join(lines(part(await made(tmp_path, track="party", unit=unit))))
    for one in ("ĐẢNG CỘNG SẢN VIỆT NAM", "BÍ THƯ", "T/M BAN THƯỜNG VỤ", *expected):
        assert one in text, text
    assert "CỘNG HÒA" not in text


async def test_what_is_typed_stays_words(tmp_path: Path) -> None:
    text = "\n".join(
        lines(part(await made(tmp_path, title="<w:p/>{{ head }}{% for %}", place="\x0b={1+1}", audience="Hội viên & đoàn viên")))
    )
    assert "<w:p/>{{ head }}{% for %}" in text and "{1+1}" in text and "Thành phần: Hội viên & đoàn viên" in text


def test_margins_of_both_layouts() -> None:
    for layout, right in (("state", "1134"), ("party", "850")):
        page = part((TEMPLATES / f"invitation.{layout}.docx").read_bytes())
        section = next(iter(page.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sectPr")))
        assert value(section, "pgMar", "left") == "1701"
        assert abs(int(value(section, "pgMar", "right") or 0) - int(right)) <= 1


async def test_a_dialogue_that_is_gone_is_said(tmp_path: Path) -> None:
    async with stage(tmp_path) as place:
        with pytest.raises(LookupError):
            await place.read(lambda work: kinds.MAKERS["invitation"](work, place.act, {"dialogue": "nothing"}))
