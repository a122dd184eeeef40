"""Posters: hung with lasting codes, opened, written through, counted; never before the announcement, never for others."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from bot.app import web_app
from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.flows.dialogue import conference
from bot.services import dialogues, posters, sessions
from storage import journal, webchat, webchat_files
from storage import posters as rows
from storage.work import Work
from tests.e2e.program import OFFICE
from tests.house import Town, Villager, town
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, PROVINCE, START, Stage, plan, stage

STARTS = START + timedelta(days=20)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


@pytest_asyncio.fixture
async def house(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as one:
        await one.plan_dialogue("Xã Côn Minh", STARTS, "Nhà văn hóa")
        yield one


async def hang(house: Town, **args: Any) -> list[dict[str, Any]]:
    (found,) = await listed(house)
    told: Any = await house.house.perform("posters.hang", {"dialogue": found["short"], **args})
    return list(told)


async def listed(house: Town) -> list[dict[str, Any]]:
    told: Any = await house.house.perform("dialogue.list", {})
    return list(told)


async def counts(house: Town) -> tuple[int, int, int | None]:
    told: Any = await house.house.perform("posters.counts", {"dialogue": (await listed(house))[0]["short"]})
    return told["opened"], told["written"], told["attended"]


async def write(person: Villager, words: str = "Đề nghị sửa cầu treo thôn Bản Cuôn.") -> None:
    await person.press("Xã Côn Minh")
    await person.say(words)
    await person.press("Gửi")


async def test_a_dialogue_of_the_province_hangs_in_every_commune_and_its_codes_last(place: Stage) -> None:
    act = place.act
    one = (await place.write(lambda work: dialogues.add(work, act, plan(STARTS, unit=PROVINCE)))).dialogue
    units = posters.places(act, one)
    first = await place.write(lambda work: posters.hang(work, act, one, units))
    assert len(first) == len(units) == 92 and len({poster.short for poster in first}) == 92
    moved = (await place.write(lambda work: dialogues.move(work, act, one.id, starts=STARTS + timedelta(days=3)))).dialogue
    assert await place.write(lambda work: posters.hang(work, act, moved, units)) == first
    assert posters.places(act, one, COMMUNE) == [COMMUNE]


async def test_nothing_hangs_elsewhere_or_too_early(place: Stage) -> None:
    act = place.act
    one = (await place.write(lambda work: dialogues.add(work, act, plan(STARTS)))).dialogue
    for unit in (NEIGHBOUR, PROVINCE, "none"):
        with pytest.raises(RuleBroken, match="poster_elsewhere"):
            posters.places(act, one, unit)
    secret = await place.write(lambda work: dialogues.plan(work, act, plan(STARTS + timedelta(days=9))))
    with pytest.raises(RuleBroken, match="poster_early"):
        await place.write(lambda work: posters.hang(work, act, secret, [COMMUNE]))


@pytest.mark.parametrize(("role", "unit"), [("officer", NEIGHBOUR), ("leader", NEIGHBOUR), ("front", COMMUNE), ("hamlet_head", COMMUNE)])
async def test_only_who_runs_the_dialogue_prints_and_counts(place: Stage, role: Any, unit: str) -> None:
    one = (await place.write(lambda work: dialogues.add(work, place.act, plan(STARTS)))).dialogue
    foreign = replace(place.act, person=await place.official("Xa", role, unit))
    clerk = replace(place.act, person=await place.official("An"))
    for rest in ((), ("0", "invite"), ("0", "door")):
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, rest=rest: conference(work, foreign, ("qr", one.id, *rest)))  # type: ignore[misc]
        await place.write(lambda work, rest=rest: conference(work, clerk, ("qr", one.id, *rest)))  # type: ignore[misc]
    assert len(await place.read(lambda work: rows.of(work, one.id))) == 1


async def test_opened_and_written_are_counted_without_a_name(house: Town) -> None:
    (poster,) = await hang(house)
    assert await counts(house) == (0, 0, None)
    lan, hoa, mai = (house.villager(name) for name in ("Lan", "Hoa", "Mai"))
    await lan.start(f"d_{poster['short']}")
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await house.restart()
    await write(lan)
    await hoa.start(f"q_{poster['short'].lower()}")  # from the page, which has counted it
    await hoa.press("Tôi đồng ý cung cấp thông tin")
    await write(hoa, "Đề nghị sửa đường vào thôn Nà Làng.")
    await mai.say(f" {poster['short'][:3].lower()} {poster['short'][3:]} ")
    await mai.press("Không đồng ý")
    assert await counts(house) == (2, 2, None)
    await lan.say("/guiykien")
    await write(lan, "Một việc khác, không qua áp phích nào cả.")
    assert await counts(house) == (2, 2, None)
    facts = await house.read(lambda work: work.all("SELECT * FROM poster"))
    assert len(facts) == 1 and not any(person in str(facts) for person in ("Lan", "Hoa", lan.visitor))


async def test_what_is_thrown_away_was_not_written(house: Town) -> None:
    (poster,) = await hang(house)
    lan = house.villager("Lan")
    await lan.start(f"d_{poster['short']}")
    await lan.press("Tôi đồng ý cung cấp thông tin")
    await lan.press("Xã Côn Minh")
    await lan.say("Đề nghị sửa cầu treo thôn Bản Cuôn.")
    await lan.press("Hủy")
    await lan.press("Gửi ý kiến")
    await write(lan)
    assert await counts(house) == (1, 0, None)


async def test_who_came_is_the_newest_line_of_the_journal(place: Stage) -> None:
    one = (await place.write(lambda work: dialogues.add(work, place.act, plan(STARTS)))).dialogue
    assert (await place.read(lambda work: posters.tally(work, one.id))).attended is None
    for n in ("41", "43"):
        await place.write(lambda work, n=n: sessions.note(work, place.act, one, "attended", n=n))  # type: ignore[misc]
    assert (await place.read(lambda work: posters.tally(work, one.id))).attended == 43
    assert await place.read(journal.verify) == 0


async def test_a_code_is_never_given_twice(place: Stage) -> None:
    one = (await place.write(lambda work: dialogues.add(work, place.act, plan(STARTS)))).dialogue
    other = (await place.write(lambda work: dialogues.add(work, place.act, plan(STARTS + timedelta(days=9))))).dialogue
    draws = iter(["K7M4QX", "K7M4QX", "Z7Z4ZZ"])

    class Drawn:
        def id(self) -> str:
            return place.mint.id()

        def pick(self, alphabet: str, n: int) -> str:
            return next(draws)

    act = Act(at=place.clock.now(), mint=Drawn(), province=place.province)
    found = [await place.write(lambda work, one=one: posters.hang(work, act, one, [COMMUNE])) for one in (one, other)]  # type: ignore[misc]
    assert [poster.short for (poster,) in found] == ["K7M4QX", "Z7Z4ZZ"]


async def test_the_file_lies_with_whoever_asked_for_it(house: Town) -> None:
    await house.enrol("An", "officer", "Xã Côn Minh")
    an, lan = house.villager("An"), house.villager("Lan")
    await an.say("/doithoai")
    await an.press("Xã Côn Minh, thứ Hai, 21/12/2026")
    await an.press("Việc khác")
    await an.press("Mã QR")
    (heard,) = await an.press("In áp phích")
    assert heard.files == 1

    def given(work: Work, who: Villager) -> list[str]:
        chat = webchat.index(work, who.visitor)
        found = [webchat_files.find(work, chat, row[0]) for row in work.all("SELECT id FROM webchat_file")]
        return [one.path for one in found if one is not None]

    assert await house.read(lambda work: given(work, lan)) == []
    (path,) = await house.read(lambda work: given(work, an))
    assert Path(path).read_bytes().startswith(b"%PDF-") and Path(path).parent == (house.home / "media" / "papers").resolve()


async def test_the_whole_way_from_the_printed_code_to_the_counts(tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(OFFICE, "utf-8")
    async with town(tmp_path, public="https://doithoai.example") as house:
        await house.plan_dialogue("Xã Côn Minh", STARTS, "Nhà văn hóa")
        (poster,) = await hang(house)
        assert poster["link"] == f"https://doithoai.example/q/{poster['short']}"
        wire = httpx.ASGITransport(app=web_app(house.house))
        async with httpx.AsyncClient(transport=wire, base_url="https://doithoai.example") as client:
            shown = await client.get(f"/q/{poster['short']}")
            payload = re.findall(r'href="/\?start=([^"]+)"', shown.text)[0]
            assert (await client.post(f"/q/{poster['short']}")).status_code == 204
            lan = house.villager("Lan")
            await lan.start(payload)
            await lan.press("Tôi đồng ý cung cấp thông tin")
            await write(lan)
            assert await counts(house) == (1, 1, None)
            assert (await client.get("/healthz")).status_code == 200
            await house.wait(timedelta(days=7))
            notice = (await lan.hear())[-1]
            calendar = lan.shown["Thêm vào lịch"]
            assert notice.buttons[-1] == "Thêm vào lịch" and calendar.startswith("https://doithoai.example/lich/")
            assert (await client.get(calendar)).content.startswith(b"BEGIN:VCALENDAR")
            await lan.say("/lich")
            assert lan.shown["Thêm vào lịch"] == calendar
