"""Posters: what stands on them, where their codes lead, and that each is one A4 page however long its words are."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock, SeededMint
from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.reports import posters, typeset
from bot.reports.kinds import MAKERS
from bot.reports.posters import Kind
from storage.posters import Poster
from tests.scheduler.stage import COMMUNE, PROVINCE, province

AT = datetime(2026, 12, 8, 1, tzinfo=UTC)
STARTS = datetime(2026, 12, 21, 1, tzinfo=UTC)
POSTER = Poster(short="K7M4QX", dialogue="x", unit=COMMUNE)
PUBLIC = "https://doithoai.example"
TELEGRAM = "https://t.me/doi_thoai_bot?start="
DIALOGUE = Dialogue(
    id="x", short="ABC234", unit=COMMUNE, level="commune", kind="periodic", track="government", audience="", title="",
    chair="Chủ tịch Ủy ban nhân dân xã", place="Nhà văn hóa xã Côn Minh", format="", starts=STARTS, opens=AT - timedelta(days=3),
    closes=STARTS - timedelta(days=3), phase="intake", version=1,
)  # fmt: skip


ZALO = {"zalo_oa": "https://zalo.me/388613280878808645"}
NOTHING: Mapping[str, str] = {}


def act(*, public: str = PUBLIC, links: str = TELEGRAM, at: datetime = AT, openings: Mapping[str, str] = NOTHING) -> Act:
    clock = MovableClock(at)
    return Act(
        at=at, mint=SeededMint(clock, random.Random(1)), province=replace(province(), public=public, openings=openings), links=links, web="http://127.0.0.1:8000/?start=",
    )  # fmt: skip


def words(dialogue: Dialogue = DIALOGUE, kind: Kind = "invite", **how: object) -> str:
    found = posters.sheet(act(**how), dialogue, POSTER, kind)  # type: ignore[arg-type]
    return str(found.words)


def pages(pdf: bytes) -> int:
    return sum(int(one) for one in re.findall(rb"/Count (\d+)", pdf))


def test_where_a_code_leads() -> None:
    assert posters.link(act(), "K7M4QX", "invite") == f"{PUBLIC}/q/K7M4QX"
    assert posters.link(act(), "K7M4QX", "door") == f"{PUBLIC}/q/K7M4QX/diem-danh"
    assert posters.link(act(public=""), "K7M4QX", "invite") == f"{TELEGRAM}d_K7M4QX"
    assert posters.link(act(public=""), "K7M4QX", "door") == f"{TELEGRAM}a_K7M4QX"
    assert posters.link(act(public="", links=""), "K7M4QX", "invite") == "http://127.0.0.1:8000/?start=d_K7M4QX"


def test_when_where_how_and_the_three_steps() -> None:
    said = words()
    for one in (
        "Ủy ban nhân dân Xã Côn Minh", "Hội nghị đối thoại định kỳ\\ncủa Xã Côn Minh", "08:00 thứ Hai, 21/12/2026",
        "Nhà văn hóa xã Côn Minh (trực tiếp)", "Chủ tịch Ủy ban nhân dân xã", "K7M-4QX", "Mở máy ảnh", "Chọn cách gửi", "chọn Gửi",
        "Nhận ý kiến đến 08:00 thứ Sáu, 18/12/2026", "phát biểu trực tiếp", "tự động trả lời",
    ):  # fmt: skip
        assert one in said, one
    assert "Bắt đầu" in words(public="") and "Chọn cách gửi" not in words(public="")


def test_what_it_says_depends_on_the_day() -> None:
    assert "Nhận ý kiến từ" in words(at=DIALOGUE.opens - timedelta(days=1))
    assert "Đã hết thời gian" in words(at=DIALOGUE.closes)


def test_the_party_invites_in_its_own_name() -> None:
    assert "Đảng ủy Xã Côn Minh" in words(replace(DIALOGUE, track="party"))
    above = replace(DIALOGUE, track="party", unit=PROVINCE, level="province")
    assert "Tỉnh ủy Thái Nguyên" in words(above) and "Nơi dán: Xã Côn Minh" in words(above)


def test_the_sheet_at_the_door_says_check_in() -> None:
    said = words(kind="door")
    assert "Quét mã để điểm danh" in said and "DD K7M-4QX" in said and "Nhận ý kiến" not in said


def test_where_zalo_is_offered_the_code_to_type_stands_there() -> None:
    said = words(openings=ZALO)
    assert "Dùng Zalo hoặc không quét được, nhắn mã:" in said and "Zalo: zalo.me/388613280878808645" in said and "Chọn cách gửi" in said
    assert "Zalo" not in words()
    alone = act(public="", links="", openings=ZALO)
    assert posters.link(alone, "K7M4QX", "invite") == ZALO["zalo_oa"], "a code that opens Zalo is better than one that opens nothing"
    assert "Nhắn mã in dưới hình" in words(public="", links="", openings=ZALO)
    for kind in posters.KINDS:
        assert pages(posters.draw([posters.sheet(act(openings=ZALO), LONGEST, POSTER, kind)])) == 1


LONG = "Bồi thường, hỗ trợ, tái định cư " * 6


LONGEST = replace(DIALOGUE, title=LONG, chair=LONG, place=LONG, format=LONG, audience=LONG)


@pytest.mark.parametrize("long", [DIALOGUE, LONGEST])
@pytest.mark.parametrize("kind", posters.KINDS)
def test_each_is_one_page(long: Dialogue, kind: Kind) -> None:
    made = posters.draw([posters.sheet(act(), long, POSTER, kind)] * 3)
    assert made.startswith(b"%PDF-") and pages(made) == 3


def test_words_of_the_office_are_no_code_of_the_page() -> None:
    odd = replace(DIALOGUE, title='#eval("1") $x$ *đậm* \\ "trích" <a> [b] #image("/etc/passwd")', place="```#set page()```")
    assert pages(posters.draw([posters.sheet(act(), odd, POSTER, "invite")])) == 1


def test_the_code_is_as_large_as_its_place_and_quiet_around() -> None:
    drawn = typeset.qr(f"{PUBLIC}/q/K7M4QX").decode()
    assert drawn.startswith("<?xml") and 'class="qrline"' in drawn


def kinds_named() -> Iterator[str]:
    for path in (Path(__file__).parents[2] / "bot").rglob("*.py"):
        yield from re.findall(r"papers\.paper\(\s*work, act, \"(\w+)\"", path.read_text("utf-8"))


def test_every_paper_that_is_named_has_its_maker() -> None:
    assert set(kinds_named()) <= set(MAKERS) and "poster" in MAKERS
