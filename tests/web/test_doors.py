"""What a poster's code opens, over real requests: what is offered, what is counted, and what nobody learns."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.app import LOCALE
from bot.channels.http import build_app
from bot.domain import codes
from bot.domain.dialogues import Dialogue
from bot.services import dialogues, posters
from bot.web.doors import Doors
from bot.wording.catalogue import Catalogue
from storage import posters as rows
from storage.posters import Poster
from tests.reports.test_ics import read
from tests.scheduler.stage import COMMUNE, START, Stage, plan, stage

PUBLIC = "https://doithoai.example"
LINKS = {"webchat": f"{PUBLIC}/?start=", "telegram": "https://t.me/doi_thoai_bot?start="}
_catalogue = Catalogue(LOCALE, strict=True)


@dataclass(slots=True)
class Hall:
    """A store with a dialogue and its poster, and the pages before it."""

    place: Stage
    dialogue: Dialogue
    poster: Poster
    links: Mapping[str, str]
    openings: Mapping[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[httpx.AsyncClient]:
        province = replace(self.place.province, public=PUBLIC, openings=self.openings)
        doors = Doors(self.place.database, _catalogue, province, clock=self.place.clock, mint=self.place.mint, links=self.links)
        app = build_app(doors.routes(), https=True)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=PUBLIC) as client:
            yield client

    async def get(self, path: str) -> httpx.Response:
        async with self.browser() as client:
            return await client.get(path)

    async def opened(self) -> int:
        found = await self.place.read(lambda work: rows.get(work, self.poster.short))
        assert found is not None
        return found.opened


@pytest_asyncio.fixture
async def hall(tmp_path: Path) -> AsyncIterator[Hall]:
    async with stage(tmp_path) as place:
        planned = await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=20))))
        (poster,) = await place.write(lambda work: posters.hang(work, place.act, planned.dialogue, [COMMUNE]))
        yield Hall(place=place, dialogue=planned.dialogue, poster=poster, links=LINKS)


async def test_it_offers_what_exists_and_nothing_else(hall: Hall) -> None:
    page = await hall.get(f"/q/{hall.poster.short}")
    said = page.text
    assert page.status_code == 200
    for one in (
        "Hội nghị đối thoại định kỳ của Xã Côn Minh", "08:00 thứ Hai, 21/12/2026", "Nhà văn hóa xã", "Gửi qua Telegram",
        f"https://t.me/doi_thoai_bot?start=q_{hall.poster.short}", f"/?start=q_{hall.poster.short}", "Gửi trên trang web này",
        f"/lich/{hall.poster.short}.ics",
    ):  # fmt: skip
        assert one in said, one
    assert "Zalo" not in said
    hall.openings = {"zalo_oa": "https://zalo.me/388613280878808645"}
    said = (await hall.get(f"/q/{hall.poster.short.lower()}")).text
    code = codes.shown_poster(hall.poster.short)
    assert f'href="https://zalo.me/388613280878808645">Gửi qua Zalo<b>rồi nhắn mã {code}</b>' in said
    assert f"<b>rồi nhắn mã DD {code}</b>" in (await hall.get(f"/q/{hall.poster.short}/diem-danh")).text
    hall.links = {"webchat": LINKS["webchat"]}
    assert "Telegram" not in (await hall.get(f"/q/{hall.poster.short}")).text


async def test_nothing_from_elsewhere_and_nothing_kept(hall: Hall) -> None:
    page = await hall.get(f"/q/{hall.poster.short}")
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    assert "set-cookie" not in page.headers and page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert len(page.content) < 6000, "a weak phone loads it at once"
    assert "src=" not in page.text and "<link" not in page.text and "@import" not in page.text


async def test_looking_at_a_link_counts_nothing_and_the_page_counts_once(hall: Hall) -> None:
    async with hall.browser() as client:
        for agent in ("TelegramBot (like TwitterBot)", "facebookexternalhit/1.1", "ZaloPC-linkpreview"):
            await client.get(f"/q/{hall.poster.short}", headers={"user-agent": agent})
            assert (await client.head(f"/q/{hall.poster.short}", headers={"user-agent": agent})).status_code == 200
        assert await hall.opened() == 0
        told = await client.post(f"/q/{hall.poster.short}", headers={"sec-fetch-site": "same-origin"})
        assert (told.status_code, told.content, "set-cookie" in told.headers) == (204, b"", False)
        assert await hall.opened() == 1
        assert (await client.post(f"/q/{hall.poster.short}", headers={"sec-fetch-site": "cross-site"})).status_code == 403
        assert (await client.post("/q/ZZZ222")).status_code == 404
    assert await hall.opened() == 1


async def test_the_door_leads_to_the_check_in_and_is_no_open(hall: Hall) -> None:
    page = (await hall.get(f"/q/{hall.poster.short}/diem-danh")).text
    assert "Quét mã để điểm danh" in page and f"start=a_{hall.poster.short}" in page and 'data-count=""' in page


async def test_the_own_code_of_a_dialogue_opens_the_page_and_counts_nothing(hall: Hall) -> None:
    page = (await hall.get(f"/q/{hall.dialogue.short}")).text
    assert f"start=d_{hall.dialogue.short}" in page and 'data-count=""' in page


@pytest.mark.parametrize("short", ["NOSUCH", "x" * 200, "%3Cscript%3E", "..%2f..%2fetc"])
async def test_an_unknown_code_says_so(hall: Hall, short: str) -> None:
    for path in (f"/q/{short}", f"/q/{short}/diem-danh", f"/lich/{short}.ics"):
        page = await hall.get(path)
        assert page.status_code == 404 and "<script>alert" not in page.text


async def test_nobody_hears_of_what_is_only_planned(hall: Hall) -> None:
    wanted = plan(START + timedelta(days=40), title="Chưa ai được biết")
    secret = await hall.place.write(lambda work: dialogues.plan(work, hall.place.act, wanted))
    for path in (f"/q/{secret.short}", f"/q/{secret.short}/diem-danh", f"/lich/{secret.short}.ics"):
        page = await hall.get(path)
        assert page.status_code == 404 and "Chưa ai được biết" not in page.text


async def test_called_off_or_over_it_says_so_and_still_lets_people_write(hall: Hall) -> None:
    hall.place.clock.advance(timedelta(days=21))
    assert "Hội nghị đã diễn ra" in (await hall.get(f"/q/{hall.poster.short}")).text
    hall.place.clock.advance(timedelta(days=-21))
    await hall.place.write(lambda work: dialogues.cancel(work, hall.place.act, hall.dialogue.id))
    page = (await hall.get(f"/q/{hall.poster.short}")).text
    assert "không tổ chức nữa" in page and "Gửi qua Telegram" in page and "/lich/" not in page


async def test_the_calendar_follows_the_dialogue(hall: Hall) -> None:
    for short in (hall.dialogue.short, hall.poster.short, hall.dialogue.short.lower()):
        file = await hall.get(f"/lich/{short}.ics")
        assert file.headers["content-type"] == "text/calendar; charset=utf-8" and ".ics" in file.headers["content-disposition"]
        event = read(file.content)
        assert (event["SEQUENCE"], event["STATUS"], event["LOCATION"]) == ("1", "CONFIRMED", "Nhà văn hóa xã")
    later = START + timedelta(days=25)
    await hall.place.write(lambda work: dialogues.move(work, hall.place.act, hall.dialogue.id, starts=later))
    moved = read((await hall.get(f"/lich/{hall.dialogue.short}.ics")).content)
    assert moved["UID"] == event["UID"] and int(moved["SEQUENCE"]) > 1 and moved["DTSTART"] == "20261226T010000Z"
    await hall.place.write(lambda work: dialogues.cancel(work, hall.place.act, hall.dialogue.id))
    assert read((await hall.get(f"/lich/{hall.dialogue.short}.ics")).content)["STATUS"] == "CANCELLED"


async def test_words_of_the_office_stay_words(hall: Hall) -> None:
    odd = plan(START + timedelta(days=30), unit="01840", title='<script>alert(1)</script>" onload="x')
    made = await hall.place.write(lambda work: dialogues.add(work, hall.place.act, odd))
    page = (await hall.get(f"/q/{made.dialogue.short}")).text
    assert "<script>alert" not in page and "&lt;script&gt;" in page and ' onload="x' not in page


async def test_codes_are_hard_to_guess_and_never_words(hall: Hall) -> None:
    draws = random.Random(3)
    for _ in range(2000):
        made = codes.new_poster(lambda letters, n: "".join(draws.choices(letters, k=n)))
        assert codes.poster(made) == codes.poster(codes.shown_poster(made).lower()) == codes.poster(f" {made[:3]} {made[3:]} ") == made
    for text in ("NGUYEN", "ABC-DEF", "K7M4Q", "K7M4QXX", "K7M--4QX", "YK-26-ABCDEF-G", "đường", "K7M4Q0", "", "234-56"):
        assert codes.poster(text) == ""
