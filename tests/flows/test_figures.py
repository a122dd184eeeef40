"""`/baocao`: whose area, which year, and what it says of several levels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.flows import engine, figures
from bot.flows.outcome import Done, Keep
from bot.services import dialogues, sessions
from bot.talk.screen import Screen
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, _home, catalogue, office


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name, role, unit in (
            ("An", "officer", COMMUNE), ("Tâm", "leader", PROVINCE), ("Mai", "front", PROVINCE), ("Quân", "admin", PROVINCE),
            ("Kiểm", "auditor", PROVINCE), ("Trưởng", "hamlet_head", COMMUNE),
        ):  # fmt: skip
            await one.enrol(name, role, unit)  # type: ignore[arg-type]
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.person("Lan")
        one.book = engine.bind(catalogue(), (figures.ROOM,), first_looks=(), last_looks=(), home=_home)
        yield one


async def hold(place: Office, unit: str, people: int, opinions: int) -> None:
    plan = dialogues.Plan(unit=unit, starts=place.clock.now() + timedelta(days=7), place="Nhà văn hóa", chair="Chủ tịch")
    one = (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue
    for _ in range(opinions):
        await place.opinion(place.names["Lan"], unit=unit, dialogue=one.id)
    place.clock.advance(timedelta(days=8))
    begun = await place.write(lambda work: sessions.run(work, place.act, one.id, "begin"))
    await place.write(lambda work: sessions.note(work, place.act, begun, "attended", n=str(people)))


async def opened(place: Office, who: str, *args: str) -> Screen | None:
    """What a button with these arguments answers; None for the menu."""
    act = place.names[who].act
    found = await place.write(lambda work: figures.report(work, act, args))
    assert isinstance(found, Keep) or found == Done()
    return found.screens[0] if found.screens else None


async def text(place: Office, who: str, *args: str) -> str:
    found = await opened(place, who, *args)
    assert found is not None
    return "\n".join(catalogue().text("vi", one) for one in found.lines)


async def test_a_province_reads_each_level_and_a_commune_its_own(place: Office) -> None:
    await hold(place, COMMUNE, 45, 2)
    await hold(place, PROVINCE, 120, 1)
    for who in ("Tâm", "Mai", "Quân", "Kiểm"):
        said = await text(place, who)
        assert "2 cuộc (2 định kỳ, 0 chuyên đề, đột xuất), 165 lượt người dự" in said
        assert "Cấp tỉnh: 1 cuộc, 120 lượt người; giải quyết 0/1 ý kiến, 0,00 %; còn 1, quá hạn 0" in said
        assert "Cấp xã: 1 cuộc, 45 lượt người; giải quyết 0/2 ý kiến, 0,00 %; còn 2, quá hạn 0" in said
        assert len(said.splitlines()) <= 8
    said = await text(place, "An")
    assert "1 cuộc (1 định kỳ" in said and "Cấp" not in said
    assert (await text(place, "Tâm", COMMUNE)).splitlines()[1:] == said.splitlines()[1:]


@pytest.mark.parametrize("who", ["Hà", "Lan", "Trưởng"])
async def test_others_see_the_menu(place: Office, who: str) -> None:
    assert await opened(place, who) is None
    with pytest.raises(RuleBroken, match="not_yours"):
        await opened(place, who, COMMUNE, "2026")


@pytest.mark.parametrize(
    ("unit", "code"), [(NEIGHBOUR, "not_yours"), (PROVINCE, "not_yours"), (COMMUNE[:-1], "not_found"), ("", "not_found")]
)
async def test_nobody_reads_what_is_not_their_area(place: Office, unit: str, code: str) -> None:
    an = place.names["An"].act
    for door in (figures.report, figures.sheet):
        with pytest.raises(RuleBroken, match=code):
            await place.write(lambda work, door=door: door(work, an, (unit, "2026")))  # type: ignore[misc]


@pytest.mark.parametrize(("typed", "year"), [("", 2026), ("x", 2026), ("9999", 2026), ("1999", 2000), ("20255", 2026), ("2025", 2025)])
async def test_a_year_that_cannot_be_is_the_nearest_one(place: Office, typed: str, year: int) -> None:
    assert f"năm {year} ·" in await text(place, "An", COMMUNE, typed)


async def test_the_sheet_is_named_and_drawn_later(place: Office) -> None:
    await place.names["An"].say("/baocao")
    assert "Tệp Excel" not in place.names["An"].shown
    await hold(place, COMMUNE, 45, 1)
    await place.names["An"].say("/baocao")
    heard = await place.names["An"].press("Tệp Excel")
    assert [(one.text, one.files) for one in heard] == [("Biểu thống kê năm 2026 · Xã Côn Minh", 1)]
    kept = await place.read(lambda work: work.one("SELECT kind, name, words FROM paper"))
    assert kept == ("periodic", "thong-ke-doi-thoai-2026.xlsx", 0)
