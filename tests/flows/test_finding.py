"""Filters of lists, the search by words, and the log of an item, as officials use them."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.services import triage
from storage import opinions
from storage.work import Work
from tests.office import AGENCY, Office, Worker, catalogue, office

ROOT = Path(__file__).parents[2]


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


async def classed(place: Office, officer: Worker, field: str, text: str = "Đường hỏng") -> str:
    one = await place.opinion(await place.person("Lan"), text)
    await place.write(lambda work: triage.classify(work, officer.act, one.id, one.version, field))
    return one.code


async def test_a_list_is_narrowed_turned_and_widened_again(place: Office) -> None:
    an = await place.enrol("An", "officer")
    power = [await classed(place, an, "dien") for _ in range(6)]
    roads = [await classed(place, an, "giao_thong") for _ in range(2)]
    await an.say("mới")
    assert (await an.press("Lọc"))[-1].buttons == ("Lĩnh vực", "Trạng thái", "Xã, phường", "Đơn vị chủ trì", "Thời gian gửi", "Quay lại")
    assert (await an.press("Lĩnh vực"))[-1].buttons == ("Điện lưới (6)", "Giao thông, cầu đường (2)", "Quay lại")
    page = (await an.press("Điện lưới (6)"))[-1]
    assert page.text.splitlines()[:2] == ["Ý kiến mới (6) · Xã Côn Minh", "Lĩnh vực: Điện lưới"]
    rest = (await an.press("Trang sau"))[-1]
    assert [code for code in power if code in page.text + rest.text] == power
    assert not any(code in page.text + rest.text for code in roads)
    await an.press("Lọc")
    await an.press("Thời gian gửi")
    place.clock.advance(timedelta(days=20))
    assert (await an.press("7 ngày gần đây"))[-1].text.startswith("Ý kiến mới (0)")
    await an.press("Lọc")
    assert (await an.press("Bỏ lọc"))[-1].text.startswith("Ý kiến mới (8)")


async def test_a_filter_opens_no_foreign_list(place: Office) -> None:
    an, khanh = await place.enrol("An", "officer"), await place.enrol("Khánh", "officer", "02020")
    for _ in range(6):
        await classed(place, an, "dien")
    await an.say("mới")
    await an.press("Lọc")
    held = await place.read(lambda work: work.all("SELECT account FROM menu WHERE id = :m", m=an.shown["Lĩnh vực"].split(":")[0]))
    await place.write(lambda work: work.do("UPDATE menu SET account = :k WHERE account = :a", k=khanh.account, a=held[0][0]))
    assert (await khanh.tap(an.shown["Lĩnh vực"]))[-1].text == "Ông/Bà không còn quyền thực hiện việc này."


async def test_words_are_found_page_by_page_and_kept_nowhere(place: Office) -> None:
    an = await place.enrol("An", "officer")
    sent = [await classed(place, an, "dien", "Cột điện ở Khuổi Nhầu đổ") for _ in range(7)]
    first = (await an.say("/tim khuoi nhầu"))[-1]
    second = (await an.press("Trang sau"))[-1]
    assert sorted(sent) == sorted(code for code in sent if code in first.text + second.text) and second.again
    stored = await place.read(lambda work: work.all("SELECT items FROM menu"))
    assert not any("khuoi" in row[0] for row in stored)
    assert (await an.say("/tim không có ở đâu cả"))[-1].text == "Không tìm thấy."
    assert "gõ /tim" in (await an.say("/tim"))[-1].text and "gõ /tim" in (await an.say("/tim ?!"))[-1].text


async def test_the_log_of_an_item_tells_all_and_names_nobody(place: Office) -> None:
    an = await place.enrol("An", "officer")
    lan = await place.person("Lan")
    one = await place.opinion(lan, "Cầu treo đứt")

    def story(work: Work) -> None:
        kept = triage.classify(work, an.act, one.id, one.version, "giao_thong")
        kept = triage.accept(work, an.act, one.id, kept.version)
        due = place.act.today + timedelta(days=9)
        triage.assign(work, an.act, one.id, kept.version, agency=AGENCY, due=due)
        opinions.add_to(work, id="a", opinion=one.id, text="Thêm: 0912345678", author=lan.person, at=place.clock.now())

    await place.write(story)
    await an.say("/viec")
    await an.press(next(label for label in an.shown if label.startswith("Chưa giải quyết xong")))
    await an.press(one.code)
    await an.press("Việc khác")
    log = (await an.press("Nhật ký xử lý"))[-1]
    assert [line.split(" · ", 1)[1] for line in log.text.splitlines()] == [
        "Nhật ký xử lý", "Đã gửi", "Phân loại: Giao thông, cầu đường", "Tiếp nhận", "Chuyển đơn vị: Phòng Kinh tế (Xã Côn Minh)",
        "Người gửi bổ sung: “Thêm: 0912345678”",
    ]  # fmt: skip
    assert log.again and log.buttons == ("Quay lại",) and not {an.person, lan.person, "An Test", "Lan Test"} & set(log.text.split())
    front = await place.enrol("Mặt trận", "front")
    await front.say("/viec")
    await front.press(next(label for label in front.shown if label.startswith("Chưa giải quyết xong")))
    await front.press(one.code)
    await front.press("Việc khác")
    assert "0912345678" not in (await front.press("Nhật ký xử lý"))[-1].text


async def test_a_long_log_is_turned(place: Office) -> None:
    an = await place.enrol("An", "officer")
    one = await place.opinion(await place.person("Lan"))
    for n in range(20):
        at = place.clock.now() + timedelta(minutes=n)
        await place.write(lambda work, n=n, at=at: opinions.add_to(work, id=f"{n:02}", opinion=one.id, text=f"lần {n}.", author="x", at=at))  # type: ignore[misc]
    await an.say("mới")
    await an.press(one.code)
    await an.press("Việc khác")
    newest = (await an.press("Nhật ký xử lý"))[-1]
    assert "lần 19." in newest.text and newest.buttons == ("Trang trước", "Quay lại")
    assert "lần 8." in (await an.press("Trang trước"))[-1].text
    assert "Đã gửi" in (await an.press("Trang trước"))[-1].text


def test_every_verb_of_the_journal_has_words() -> None:
    """What is journaled about an opinion is worded in the log, or told by another source of it (bot/notices/timelines.py)."""
    verbs = set()
    for path in (ROOT / "bot" / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("moves.move", "moves.edit", "moves.note") and len(node.args) > 3:
                verbs |= {one.value for one in ast.walk(node.args[3]) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    from bot.notices.timelines import _ELSEWHERE

    wanted = {one.replace(".", "_") for one in verbs - set(_ELSEWHERE) if not one.endswith((".", "_"))}
    for lang in catalogue().languages:
        text = (ROOT / "config" / "locale" / lang / "finding.ftl").read_text(encoding="utf-8")
        assert wanted - set(re.findall(r"^    \[(\w+)\]", text, re.MULTILINE)) == set(), lang
