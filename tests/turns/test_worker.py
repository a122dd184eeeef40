"""Turns side by side and in order, whatever breaks: the letter, the store, the key, or the setting aside."""

from __future__ import annotations

import sqlite3

import pytest

from bot.turns import trouble, worker
from storage import inbox
from storage.database import Unavailable
from storage.work import Work
from tests.turns.counter import WORDS, Counter


async def test_every_chat_in_order(desk: Counter) -> None:
    desk.start(at_once=3)
    for n in range(5):
        for chat in "abcdefg":
            await desk.say(f"{n}", chat=chat)
    await desk.until_idle()
    for chat in "abcdefg":
        assert await desk.heard(chat) == ["0", "1", "2", "3", "4"]
    assert desk.taken == [False] * 35


async def test_what_waited_before_the_start_comes_first(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_PAGE", 1)
    kept = [await desk.letter(str(n)) for n in range(7)]
    desk.start(at_once=1)
    desk.worker.poke(kept[5:])  # a call of the platform, before the first page is read
    await desk.until_idle()
    assert await desk.heard() == ["0", "1", "2", "3", "4", "5", "6"]


async def test_what_comes_in_behind_the_last_page_is_not_forgotten(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "waiting", lambda *_, **__: [])  # as the store was a moment before
    kept = await desk.letter("chào")
    desk.start()
    desk.worker.poke([kept])
    await desk.until_idle()
    assert await desk.heard() == ["chào"]


async def test_a_poisoned_letter_is_set_aside_and_its_chat_goes_on(desk: Counter, caplog: pytest.LogCaptureFixture) -> None:
    desk.start(at_once=2)
    await desk.say("trước")
    bad = await desk.say("hỏng")
    await desk.say("sau")
    await desk.say("người khác", chat="d")
    await desk.until_idle()
    heard = await desk.heard()
    assert [heard[0], heard[-1]] == ["trước", "sau"] and heard[1].startswith("Xin lỗi") and len(heard) == 3
    assert await desk.heard("d") == ["người khác"]
    assert await desk.state(bad) == "poison"
    row = await desk.read(lambda work: work.one("SELECT tries, error FROM inbox WHERE id = :id", id=bad))
    assert row is not None and row[1].startswith("RuntimeError@counter.py:")
    said = caplog.text
    assert "RuntimeError@counter.py:" in said and "counter.py" in said
    assert WORDS not in said, "no log holds what people wrote"
    facts = await desk.read(lambda work: work.all("SELECT facts FROM journal WHERE verb = 'alarm.poison'"))
    assert len(facts) == 1 and WORDS not in facts[0][0]


@pytest.mark.parametrize("body", [b"\xff\x00 no json", b'[{"text": "no chat"}]', b"null", b"{}"])
async def test_junk_is_set_aside(desk: Counter, body: bytes) -> None:
    desk.start(at_once=2)
    junk = await desk.say(body=body)
    await desk.say("sau")
    await desk.until_idle()
    assert await desk.state(junk) == ("done" if body == b"{}" else "poison")
    assert await desk.heard() == ["sau"]


async def test_a_letter_that_cannot_be_opened_is_set_aside_unopened(desk: Counter) -> None:
    desk.start()
    await desk.say("trước")
    await desk.until_idle()
    kept = await desk.letter("x")
    await desk.write(lambda work: work.do("UPDATE inbox SET raw = :r WHERE id = :id", r=b"\x01spoiled", id=kept[0]))
    desk.worker.poke([kept])
    await desk.say("sau")
    await desk.until_idle()
    assert await desk.state(kept[0]) == "poison"
    assert (await desk.heard())[-1] == "sau"


async def test_what_cannot_even_be_set_aside_stops_nobody(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(trouble, "set_aside", broken)
    desk.start()
    bad = await desk.say("hỏng")
    await desk.say("sau")
    await desk.until_idle()
    assert await desk.state(bad) == "new", "it is tried again after the next start"
    assert await desk.heard() == ["sau"]


async def test_storage_trouble_of_one_letter_is_tried_five_times(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trouble, "STORAGE_WAITS", (0.0,) * 5)
    desk.start(at_once=1)
    await desk.say("trước")
    bad = await desk.say("kẹt")
    await desk.say("sau")
    await desk.until_idle()
    assert await desk.state(bad) == "poison"
    assert [one[:7] for one in await desk.heard()] == ["trước", "Xin lỗi", "sau"]


async def test_those_who_wait_for_the_store_take_no_place_and_wait_no_longer_than_it(
    desk: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More chats than places fail while another program holds the lock; the first turn that succeeds wakes them all."""
    monkeypatch.setattr(trouble, "STORAGE_WAITS", (3600.0,) * 5)
    desk.start(at_once=2)
    kept = [await desk.letter(f"{n}", chat=f"chat {n}") for n in range(5)]
    last = await desk.letter("xong", chat="last")
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    desk.worker.poke(kept)
    await desk.until(lambda: resting(desk, 5))
    other.rollback()
    other.close()
    desk.worker.poke([last])
    await desk.until_idle()
    assert [await desk.heard(f"chat {n}") for n in range(5)] == [[f"{n}"] for n in range(5)]


async def resting(desk: Counter, n: int) -> bool:
    return len(desk.worker._resting) == n


async def test_a_store_that_is_locked_at_the_start_is_waited_for(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "_TROUBLE_NAP", 0.0)
    tries: list[int] = []
    waiting = inbox.waiting

    def refuses(work: Work, after: int = 0, limit: int = 1000) -> list[tuple[int, str]]:
        tries.append(after)
        if len(tries) < 3:
            raise Unavailable("locked")
        return waiting(work, after, limit)

    monkeypatch.setattr(inbox, "waiting", refuses)
    await desk.letter("chào")
    desk.start()
    await desk.until(lambda: answered(desk))
    assert tries[:3] == [0, 0, 0]


async def answered(desk: Counter) -> bool:
    return await desk.heard() == ["chào"]


async def test_a_letter_told_twice_is_taken_once(desk: Counter) -> None:
    desk.start()
    kept = await desk.letter("chào")
    desk.worker.poke([kept, kept])
    desk.worker.poke([kept])
    await desk.until_idle()
    assert await desk.heard() == ["chào"]
