"""Papers that are drawn when they leave: on the strict fake and the web chat, through kills, broken makers and erasures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.fetch import Fetcher
from bot.delivery.printing import MIMES
from bot.domain.act import Act
from bot.notices import papers as hand
from bot.talk.screen import say, screen
from storage import attachments, outbox, papers
from storage.work import Work
from tests.delivery.stand import Stand, stand
from tests.delivery.test_sender import admin
from tests.fakes.process import wait_for
from tests.fakes.telegram_client import FakeTelegram
from tests.office import province

DOCX = "tong-hop.docx"


class Press:
    """A maker that counts, reads the store and breaks when it is told to."""

    def __init__(self) -> None:
        self.drawn = 0
        self.breaks = 0
        self.meanwhile: Callable[[], None] = lambda: None

    def make(self, work: Work, act: Act, args: Mapping[str, str]) -> Callable[[], bytes]:
        people = work.all("SELECT count(*) FROM person")[0][0]

        def draw() -> bytes:
            self.drawn += 1
            if self.breaks:
                self.breaks -= 1
                raise KeyError("no such row")
            self.meanwhile()
            return f"PK {args['book']} {people} {act.links}".encode()

        return draw


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
async def place(tmp_path: Path, fake: FakeTelegram, press: Press) -> AsyncIterator[Stand]:
    async with stand(tmp_path, fake, makers={"book": press.make}) as one:
        yield one


async def ask(place: Stand, name: str, *, words: bool = True, poke: bool = True, key: str = "") -> tuple[str, str]:
    """Someone is handed a paper; (outbox key, paper)."""
    act = place.act
    paper = await place.write(lambda work: hand.paper(work, act, "book", DOCX, words=words, book="s-1"))
    return await place.put(name, screen(say("notice-answered-text", text="Tổng hợp"), files=(paper,)), poke=poke, key=key), paper


async def path(place: Stand, paper: str) -> Path:
    found = await place.read(lambda work: papers.get(work, paper))
    assert found is not None
    return place.media / found.path


async def test_who_waits_for_a_paper_sees_that_it_is_made_and_the_sign_is_never_in_the_way(place: Stand, press: Press) -> None:
    an = await place.person("An")

    def until_shown() -> None:
        wait_for(lambda: place.fake.calls("sendChatAction"), what="the sign while it is drawn")

    press.meanwhile = until_shown
    for fault in ("", "hang", "status"):
        if fault:
            press.meanwhile = lambda: None
            place.fake.fault(fault, method="sendChatAction", status=403)
        key, _ = await ask(place, "An")
        await place.until_state(key, "sent")
    assert len(an.messages()) == 3
    assert {call["parameters"]["chat_id"] for call in place.fake.calls("sendChatAction")} == {an.chat}
    await place.until_state(await place.put("An", "chỉ có lời"), "sent")
    await place.until_state(await place.put("An", screen(say("notice-answered-text", text="x")), purpose="digest"), "sent")
    assert len(place.fake.calls("sendChatAction")) <= 3, "words alone are quick, and whoever did not ask waits for nothing"


async def test_a_paper_goes_up_as_a_document_under_its_words(place: Stand, press: Press) -> None:
    an = await place.person("An")
    key, paper = await ask(place, "An")
    await place.until_state(key, "sent")
    (shown,) = an.messages()
    assert shown["caption"] == "Tổng hợp"
    assert (shown["document"]["file_name"], shown["document"]["mime_type"]) == (DOCX, MIMES[".docx"])
    assert (await path(place, paper)).read_bytes() == b"PK s-1 1 "
    assert press.drawn == 1 and not list(place.media.rglob("*.part"))


async def test_what_was_drawn_before_a_kill_is_sent_and_not_drawn_again(tmp_path: Path, fake: FakeTelegram, press: Press) -> None:
    async with stand(tmp_path, fake, makers={"book": press.make}) as place:
        an = await place.person("An")
        fake.fault("drop", method="sendDocument", chat=an.chat)
        key, _ = await ask(place, "An")
        await place.until_state(key, "wait")
        await place.stop()
        fake.heal()
        place.start()
        await place.pass_time(5)
        await place.until_state(key, "sent")
        assert press.drawn == 1 and len(an.messages()) == 1


async def test_a_file_that_is_gone_from_the_disk_is_drawn_again(place: Stand, press: Press) -> None:
    await place.person("An")
    await place.stop()
    key, paper = await ask(place, "An", poke=False)
    place.start()
    await place.until_state(key, "sent")
    (await path(place, paper)).unlink()
    again = await place.put("An", screen(say("notice-answered-text", text="Lần nữa"), files=(paper,)))
    await place.until_state(again, "sent")
    assert press.drawn == 2


async def test_a_maker_that_breaks_twice_costs_the_paper_but_not_the_words(place: Stand, press: Press) -> None:
    await admin(place)
    an = await place.person("An")
    press.breaks = 2
    key, _ = await ask(place, "An")
    await place.until_state(key, "wait")
    good = await place.put("An", "sau đó")
    await place.pass_time(1)
    await place.until_quiet()
    assert [(await place.state(one))[0] for one in (key, good)] == ["sent", "sent"]
    assert an.screen() == [f"Tổng hợp\nHệ thống chưa lập được tệp “{DOCX}”. Quản trị viên đã được báo.", "sau đó"]
    told = await place.read(lambda work: work.all("SELECT key, purpose FROM outbox WHERE purpose = 'urgent'"))
    assert len(told) == 1 and "undrawn:book" in told[0][0]


async def test_a_maker_that_broke_once_is_tried_again(place: Stand, press: Press) -> None:
    an = await place.person("An")
    press.breaks = 1
    key, _ = await ask(place, "An")
    await place.until_state(key, "wait")
    await place.pass_time(1)
    await place.until_state(key, "sent")
    assert "document" in an.messages()[0]


async def test_a_disk_that_refuses_is_waited_for(place: Stand, press: Press) -> None:
    an = await place.person("An")
    wall = place.media / "papers"
    wall.write_bytes(b"")
    key, _ = await ask(place, "An")
    await place.until_state(key, "wait")
    assert (await place.state(key))[2] == "unsent" and an.messages() == []
    wall.unlink()
    await place.pass_time(5)
    await place.until_state(key, "sent")


async def test_a_channel_without_files_says_where_they_are(place: Stand, press: Press) -> None:
    an = await place.person("An")
    channel = place.channels["telegram"]
    channel.caps = replace(channel.caps, files_out=())
    key, _ = await ask(place, "An")
    await place.until_state(key, "sent")
    assert press.drawn == 0
    assert an.screen() == [f"Tổng hợp\nTệp “{DOCX}”: ứng dụng này không nhận được tệp. Ông/Bà xin nhận tại trang web."]


async def test_words_that_are_wiped_leave_the_disk(place: Stand, press: Press) -> None:
    await place.person("An")
    key, paper = await ask(place, "An")
    plain_key, plain = await ask(place, "An", words=False)
    await place.until_state(key, "sent")
    await place.until_state(plain_key, "sent")
    old, kept = await path(place, paper), await path(place, plain)
    await place.write(papers.forget_words)
    await Fetcher(place.database, place.channels, province(), clock=place.clock, mint=place.mint, media=place.media).round()
    assert not old.exists() and kept.exists() and await path(place, paper) != old
    assert await place.read(attachments.doomed) == []


async def test_words_wiped_while_they_are_drawn_are_not_sent(place: Stand, press: Press) -> None:
    an = await place.person("An")
    loop = asyncio.get_running_loop()
    wiped: list[None] = []

    def wipe() -> None:
        if not wiped:
            wiped.append(asyncio.run_coroutine_threadsafe(place.database.write(papers.forget_words), loop).result())

    press.meanwhile = wipe
    key, paper = await ask(place, "An")
    old = await path(place, paper)
    await place.until_state(key, "wait")
    assert an.messages() == [] and not old.exists()
    await place.pass_time(5)
    await place.until_state(key, "sent")
    assert press.drawn == 2 and (await path(place, paper)).is_file()


async def test_old_papers_go_with_their_bytes(place: Stand, press: Press) -> None:
    await place.person("An")
    key, paper = await ask(place, "An")
    await place.until_state(key, "sent")
    lies = await path(place, paper)
    before = place.clock.now() + timedelta(seconds=1)
    assert await place.write(lambda work: papers.purge(work, before)) == 1
    assert await place.read(attachments.doomed) == [lies.relative_to(place.media).as_posix()]
    assert await place.read(lambda work: papers.get(work, paper)) is None
    again = await place.put("An", screen(say("notice-answered-text", text="Muộn"), files=(paper,)))
    await place.until_state(again, "sent")
    assert press.drawn == 1
    assert await place.write(lambda work: outbox.purge(work, before)) > 0
