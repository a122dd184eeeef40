"""The command line's door: a real socket, real transactions."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.web.acts import ACTS, Plain
from bot.web.control import LONGEST, NAME, Perform, performer, reachable, serve
from storage import dialogues, grants
from tests.scheduler.stage import COMMUNE, PROVINCE, START, Stage, stage

LINKS = {"webchat": "http://127.0.0.1:8000/?start="}


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


class Desk:
    """A performer on the stage; counts its pokes."""

    def __init__(self, place: Stage) -> None:
        self.pokes = 0
        self.perform: Perform = performer(place.database, place.province, place.clock, place.mint, links=LINKS, poke=self.poke)

    def poke(self) -> None:
        self.pokes += 1

    async def one(self, name: str, args: Mapping[str, Plain]) -> dict[str, Plain]:
        answer = await self.perform(name, args)
        assert isinstance(answer, dict)
        return answer

    async def many(self, name: str, args: Mapping[str, Plain]) -> list[dict[str, Plain]]:
        answer = await self.perform(name, args)
        assert isinstance(answer, list)
        return [one for one in answer if isinstance(one, dict)]


@asynccontextmanager
async def door(path: Path, perform: Perform) -> AsyncIterator[None]:
    task = asyncio.create_task(serve(path, perform))
    async with asyncio.timeout(30):
        while not path.exists():  # noqa: ASYNC110  the door opens when it opens
            await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def say(path: Path, line: bytes) -> dict[str, Plain]:
    with reachable(path) as name:
        reader, writer = await asyncio.open_unix_connection(name, limit=LONGEST)
    writer.write(line + b"\n")
    with suppress(ConnectionError):
        await writer.drain()
    answer = await reader.readline()
    writer.close()
    told: dict[str, Plain] = json.loads(answer) if answer else {}
    return told


async def test_a_question_and_its_answer(place: Stage, tmp_path: Path) -> None:
    desk = Desk(place)
    path = tmp_path / NAME
    async with door(path, desk.perform):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        answer = await say(path, json.dumps({"name": "invite", "args": {"role": "admin", "unit": PROVINCE}}).encode())
        assert answer["ok"] is True
        refused = await say(path, json.dumps({"name": "invite", "args": {"role": "king", "unit": PROVINCE}}).encode())
        assert refused == {"ok": False, "code": "invite_role", "facts": {}}
        unknown = await say(path, json.dumps({"name": "rm -rf", "args": {}}).encode())
        assert unknown == {"ok": False, "code": "not_found", "facts": {}}
    assert not path.exists()
    assert desk.pokes == 1


@pytest.mark.parametrize("line", [b"", b"junk", b"[]", b'{"name": 1}', b'{"name": "dialogue.add", "args": {"starts": "nonsense"}}'])
async def test_junk_gets_an_answer_and_the_door_stays_open(place: Stage, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / NAME
    async with door(path, Desk(place).perform):
        answer = await say(path, line)
        assert answer["ok"] is False
        assert (await say(path, b'{"name": "dialogue.list", "args": {}}')) == {"ok": True, "result": []}


async def test_too_long_a_question_is_hung_up_on(place: Stage, tmp_path: Path) -> None:
    path = tmp_path / NAME
    async with door(path, Desk(place).perform):
        assert await say(path, b"x" * (LONGEST + 10)) == {}
        assert (await say(path, b'{"name": "dialogue.list", "args": {}}'))["ok"] is True


async def test_the_socket_of_a_dead_one_is_replaced_however_deep_the_folder(place: Stage, tmp_path: Path) -> None:
    path = tmp_path / ("sâu" * 20) / ("hơn" * 20) / NAME
    path.parent.mkdir(parents=True)
    path.touch()
    async with door(path, Desk(place).perform):
        async with asyncio.timeout(30):
            while not stat.S_ISSOCK(path.stat().st_mode):  # noqa: ASYNC110
                await asyncio.sleep(0)
        assert (await say(path, b'{"name": "grants", "args": {}}'))["ok"] is True


async def test_a_dialogue_through_the_door(place: Stage) -> None:
    desk = Desk(place)
    starts = START + timedelta(days=6)
    args: dict[str, Plain] = {"unit": COMMUNE, "starts": starts.isoformat(), "place": "Nhà văn hóa", "chair": "Chủ tịch"}
    added = await desk.one("dialogue.add", args)
    assert (added["short_notice"], added["notice_days"], added["source"]) == (6, 7, "Điều 43 Luật 72/2025/QH15")
    moved = await desk.one("dialogue.move", {"dialogue": added["short"], "starts": (starts + timedelta(days=7)).isoformat()})
    assert (moved["version"], moved["place"], "short_notice" in moved) == (2, "Nhà văn hóa", False)
    assert [one["short"] for one in await desk.many("dialogue.list", {"unit": COMMUNE})] == [added["short"]]
    gone = await desk.one("dialogue.cancel", {"dialogue": added["id"]})
    assert (gone["phase"], gone["heir"]) == ("cancelled", None)
    stored = await place.read(lambda work: dialogues.get(work, str(added["id"])))
    assert stored is not None and stored.phase == "cancelled"


async def test_invites_page_by_page_all_or_none(place: Stage) -> None:
    desk = Desk(place)
    good: dict[str, Plain] = {"role": "officer", "unit": COMMUNE, "agency": "", "title": "Công chức"}
    handler: dict[str, Plain] = {"role": "handler", "unit": COMMUNE, "agency": f"{COMMUNE}.kinh_te"}
    made = await desk.many("invite.many", {"invites": [good, handler]})
    assert [one["role"] for one in made] == ["officer", "handler"]
    assert made[0]["links"] == {"webchat": f"{LINKS['webchat']}{made[0]['code']}"}
    assert len({one["code"] for one in made}) == 2
    with pytest.raises(RuleBroken, match="invite_agency"):
        await desk.perform("invite.many", {"invites": [good, {"role": "handler", "unit": COMMUNE}]})
    assert await place.read(lambda work: work.one("SELECT count(*) FROM invite")) == (2,)


async def test_roles_are_listed_and_ended(place: Stage) -> None:
    desk = Desk(place)
    an = await place.official("An")
    await place.official("Bí thư", "leader", PROVINCE)
    listed = await desk.many("grants", {"unit": COMMUNE})
    assert [(one["role"], one["unit_name"]) for one in listed] == [("officer", "Xã Côn Minh")]
    await desk.perform("revoke", {"grant": listed[0]["id"]})
    assert await place.read(lambda work: grants.of_person(work, an)) == ()


async def test_the_doctor_finds_who_is_missing(place: Stage) -> None:
    await place.official("An")
    await place.official("Quản trị", "admin", PROVINCE)
    found = await Desk(place).one("doctor", {})
    missing = found["no_officer"]
    assert isinstance(missing, list) and len(missing) == 91
    assert COMMUNE not in {one["unit"] for one in missing if isinstance(one, dict)}
    assert found["channels"] == {}
    assert (found["admins"], found["dialogues"], found["old"], found["poison"], found["overdue_timers"]) == (1, 0, 0, 0, 0)


async def test_what_only_looks_cannot_write(place: Stage) -> None:
    assert {name for name, one in ACTS.items() if one.looks} == {
        "calendar.list",
        "dialogue.list",
        "dialogue.coverage",
        "dialogue.import.look",
        "posters.counts",
        "report.periodic",
        "report.results",
        "book",
        "grants",
        "doctor",
    }
