"""The way out on a real store through the real Telegram channel: order, cards, held messages, crashes, and whatever goes wrong."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.retry import GIVE_UP
from bot.domain.people import Grant, Role
from bot.notices import tell
from bot.talk import codec
from bot.talk.rendered import Rendered
from bot.talk.screen import Screen, button, column, say, screen
from storage import conversations, grants, journal, kept, outbox, people
from storage.work import Work, micros
from tests.delivery.stand import Stand, Told, stand, words
from tests.fakes.telegram_client import FakeTelegram


@pytest.fixture
async def place(tmp_path: Path, fake: FakeTelegram) -> AsyncIterator[Stand]:
    async with stand(tmp_path, fake) as one:
        yield one


def sends(fake: FakeTelegram, chat: str) -> int:
    return len([one for one in fake.calls("sendMessage") if one["parameters"]["chat_id"] == chat])


async def admin(place: Stand, name: str = "Tỉnh", *, channel: str = "telegram", chat: str = "") -> str:
    """Someone whom alarms reach; returns the person."""
    if channel == "telegram" and not chat:
        await place.person(name)
    else:
        await place.account(name, chat, channel=channel)
    account = place.accounts[name]
    person = await place.read(lambda work: people.owner(work, account))
    root = place.act.province.units.root.code
    one = Grant(id=place.mint.id(), person=person, role="admin", unit=root, agency="", title="")
    await place.write(lambda work: grants.add(work, one, at=place.clock.now(), made_by="server"))
    return person


async def test_each_chat_in_order_and_all_chats_at_once(place: Stand) -> None:
    people_ = [await place.person(f"Người {n}") for n in range(6)]
    for n in range(5):
        for who in people_:
            await place.put(who.name, f"{n}")
    await place.until_quiet()
    assert all(one.screen() == ["0", "1", "2", "3", "4"] for one in people_)
    assert set((await place.states()).values()) == {"sent"}
    assert place.settled == [("telegram", "")] * 30
    rows = await place.read(lambda work: work.all("SELECT message FROM outbox"))
    assert all(row[0].isdigit() for row in rows)


async def test_a_group_is_given_the_rests_of_groups_and_its_toasts_none(place: Stand) -> None:
    await place.person("An")
    group, toasted = await place.person("Nhóm"), await place.person("Nhóm khác")
    for one in (group, toasted):
        account = place.accounts[one.name]
        await place.write(lambda work, account=account: work.do("UPDATE account SET crowd = 1 WHERE id = :a", a=account))  # type: ignore[misc]
    await place.put("Nhóm", "thẻ", purpose="reply")
    await place.put("Nhóm khác", Screen(lines=(say("button-old"),), ack="1"), purpose="toast")
    await place.put("An", "chào", purpose="status")
    await place.until_quiet()
    assert place.sender._group_rests._until.keys() == {place.accounts["Nhóm"]}
    assert place.sender._group_rests._seconds * place.act.province.rules.sending.per_group_per_minute == 60
    assert place.accounts["Nhóm"] not in place.sender._rests._until


async def test_a_chat_that_fails_keeps_its_order_and_delays_no_other(place: Stand, fake: FakeTelegram) -> None:
    an, lan = await place.person("An"), await place.person("Lan")
    fake.fault("drop", chat=an.chat, count=2)
    first = await place.put("An", "một")
    for text in ("hai", "ba"):
        await place.put("An", text)
        await place.put("Lan", text)
    await place.until_state(first, "wait")
    await place.until(lambda: seen(lan.screen() == ["hai", "ba"]))
    assert an.screen() == []
    for seconds in (1, 2):
        await place.pass_time(seconds - 0.001)
        await place.until_quiet()
        assert an.screen() == []
        await place.pass_time(0.001)
        await place.until_quiet()
    assert an.screen() == ["một", "hai", "ba"]
    assert await place.state(first) == ("sent", 3, "unknown")
    assert sends(fake, an.chat) == 5


async def seen(so: bool) -> bool:
    return so


@pytest.mark.parametrize("kind", ["reset", "half"])
async def test_a_send_of_which_nothing_is_known_is_repeated_once(place: Stand, fake: FakeTelegram, kind: str) -> None:
    an = await place.person("An")
    fake.fault(kind, chat=an.chat)
    first = await place.put("An", "một")
    await place.put("An", "hai")
    await place.until_state(first, "wait")
    await place.pass_time(1)
    await place.until_quiet()
    assert an.screen() == ["một", "một", "hai"]


async def test_a_pause_stops_one_chat_and_three_chats_in_a_row_stop_the_channel(tmp_path: Path, fake: FakeTelegram) -> None:
    told = Told()
    async with stand(tmp_path, fake, permits={"telegram": told}) as place:
        crowd = [await place.person(f"Người {n}") for n in range(3)]
        lan = await place.person("Lan")
        fake.busy(after=600, chat=crowd[0].chat, count=5)
        for _ in range(5):  # the same chat again and again is no crowd
            await place.put("Người 0", "a")
            await place.until_state("k1", "wait")
            await place.pass_time(600)
            await place.until_quiet()
        await place.put("Lan", "được")
        await place.until_quiet()
        assert told.paused == []
        assert (lan.screen(), crowd[0].screen()) == (["được"], ["a"] * 5)
        fake.busy(after=30, count=3)
        for one in crowd:
            await place.put(one.name, "b")
        await place.until_quiet()
        assert told.paused == [30.0]
        assert [(await place.state(f"k{n}"))[0] for n in (7, 8, 9)] == ["wait"] * 3
        await place.pass_time(30)
        await place.until_quiet()
        assert all(one.screen()[-1] == "b" for one in crowd)


async def test_a_channel_that_hangs_leaves_the_other_all_its_room(tmp_path: Path, fake: FakeTelegram) -> None:
    """Two places for each channel: both of Telegram's are taken by sends that never end."""
    with FakeTelegram(token="7000000002:AAother-token_for-tests-0123456789abcdef") as other:
        async with stand(tmp_path, fake, in_flight=2, other=other) as place:
            fake.fault("hang", count=2)
            for n in range(4):
                await place.person(f"Kẹt {n}")
                await place.put(f"Kẹt {n}", "kẹt")
            await place.until(lambda: seen(len(fake.calls("sendMessage")) == 2))
            free = other.user("Tự Do")
            free.start()
            await place.account("Tự Do", free.chat, channel="other")
            for n in range(6):
                await place.put("Tự Do", str(n))
            await place.until_state("k10", "sent")
            assert free.screen() == [str(n) for n in range(6)]
            assert len(fake.calls("sendMessage")) == 2, "no more than two at once"
            assert sorted((await place.states()).values()) == ["new"] * 2 + ["sending"] * 2 + ["sent"] * 6
            for task in list(place.sender._wire):
                task.cancel()


async def test_a_card_that_waits_takes_the_newest_words_and_is_changed_in_place(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    card = replace(words("một"), card="item")
    await place.put("An", card, key="a")
    await place.until_quiet()
    for text in ("hai", "ba"):
        await place.put("An", replace(words(text), card="item"), poke=False)
    await place.until_quiet()
    assert an.screen() == ["ba"]
    assert len(fake.calls("editMessageText")) == 1, "two changes of one moment are one edit"
    await place.write(lambda work: outbox.drop_card(work, place.accounts["An"], "item"))
    await place.put("An", replace(words("bốn"), card="item"))
    await place.until_quiet()
    assert an.screen() == ["ba", "bốn"]


async def test_a_card_dropped_while_it_is_on_its_way_stays_dropped(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    fake.fault("drop", chat=an.chat)
    await place.put("An", replace(words("cũ"), card="item"), key="a")
    await place.until_state("a", "wait")
    await place.write(lambda work: outbox.drop_card(work, place.accounts["An"], "item"))
    await place.put("An", replace(words("mới"), card="item"))
    await place.pass_time(1)
    await place.until_quiet()
    assert an.screen() == ["cũ", "mới"]
    await place.put("An", replace(words("mới hơn"), card="item"))
    await place.until_quiet()
    assert an.screen() == ["cũ", "mới hơn"]


async def test_an_edit_that_is_refused_comes_as_a_new_message(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    await place.put("An", replace(words("một"), card="item"))
    await place.until_quiet()
    fake.fault("status", method="editMessageText", status=400, description="Bad Request: something nobody foresaw")
    key = await place.put("An", replace(words("hai"), card="item"))
    await place.until_quiet()
    assert an.screen() == ["một", "hai"]
    assert (await place.state(key))[0] == "sent"
    await place.put("An", replace(words("ba"), card="item"))
    await place.until_quiet()
    assert an.screen() == ["một", "ba"], "the new message is the card now"


async def test_held_messages_leave_at_their_time_and_hold_up_nothing(place: Stand) -> None:
    an = await place.person("An")
    await place.put("An", "sau", after=60)
    await place.put("An", "ngay")
    await place.until_quiet()
    assert an.screen() == ["ngay"]
    await place.pass_time(59.999)
    await place.until_quiet()
    assert an.screen() == ["ngay"]
    await place.pass_time(0.001)
    await place.until_quiet()
    assert an.screen() == ["ngay", "sau"]


async def test_news_waits_for_the_morning_and_emergencies_do_not(place: Stand) -> None:
    an = await place.person("An")
    place.clock.advance(timedelta(hours=15))  # 23:00 in Viet Nam
    for purpose in ("status", "broadcast", "reply", "urgent"):
        await place.put("An", purpose, purpose=purpose, wakes=False)
    await place.until_quiet()
    assert sorted(an.screen()) == ["reply", "urgent"]
    await place.pass_time(8 * 3600)
    await place.until_quiet()
    assert an.screen()[2:] == ["status", "broadcast"]


async def test_what_was_called_back_never_leaves(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    await place.put("An", "sai", key="answered:1:2", after=60)
    assert await place.write(lambda work: outbox.recall(work, "answered:1:2"))
    await place.pass_time(120)
    await place.until_quiet()
    assert an.screen() == []
    assert (await place.state("answered:1:2"))[0] == "dead"
    await place.put("An", "đi rồi", key="x")
    await place.until_quiet()
    assert not await place.write(lambda work: outbox.recall(work, "x"))
    fake.fault("reset", chat=an.chat)
    await place.put("An", "có lẽ", key="y")
    await place.until_state("y", "wait")
    assert not await place.write(lambda work: outbox.recall(work, "y")), "perhaps it has arrived"


async def test_what_was_on_its_way_when_the_process_died_is_sent_again(tmp_path: Path, fake: FakeTelegram) -> None:
    async with stand(tmp_path, fake, started=False) as place:
        place.start()
        an = await place.person("An")
        await place.stop()
        for n in range(3):
            await place.put("An", str(n), key=str(n))
        claimed = await place.write(lambda work: outbox.claim(work, place.clock.now(), {"telegram": 9}))
        assert [one.id for one in claimed] == [1], "only the first of its account"
        channel = place.channels["telegram"]
        await channel.send(an.chat, Rendered(text="0"))  # and here the power went
        place.start()
        await place.until_quiet()
        assert an.screen() == ["0", "0", "1", "2"]
        assert await place.state("0") == ("sent", 2, "")


async def test_what_is_with_the_platform_when_we_stop_is_waited_for_and_kept(tmp_path: Path, fake: FakeTelegram) -> None:
    async with stand(tmp_path, fake) as place:
        for n in range(20):
            await place.person(f"Người {n}")
        await place.write(
            lambda work: [
                tell.put(work, place.act, account, words("x"), key=name, purpose="reply") for name, account in place.accounts.items()
            ]
        )
        place.sender.poke()
        await until_on_the_wire(place)
        await place.stop()
        states = await place.states()
        shown = {one["parameters"]["chat_id"] for one in fake.calls("sendMessage")}
        assert "sending" not in states.values()
        assert list(states.values()).count("sent") == len(shown)
        place.start()
        await place.until_quiet()
        assert len(fake.calls("sendMessage")) == 20, "nothing twice, nothing lost"
        assert {one[1] for one in await place.read(lambda work: work.all("SELECT key, tries FROM outbox"))} == {1}


async def test_what_waits_for_a_permit_when_we_stop_has_not_left(tmp_path: Path, fake: FakeTelegram) -> None:
    async with stand(tmp_path, fake) as place:
        an = await place.person("An")
        place.permits["telegram"].pause(3600.0)
        key = await place.put("An", "x")
        await place.until_state(key, "sending")
        await place.stop()
        assert await place.state(key) == ("new", 0, "")
        assert an.screen() == []


async def test_given_up_after_three_days_but_not_what_concerns_an_opinion(place: Stand, fake: FakeTelegram) -> None:
    await admin(place)
    an = await place.person("An")
    fake.fault("drop", chat=an.chat, count=1000)
    reply, news = await place.put("An", "trả lời"), ""
    for _ in range(8):
        await place.until_state(reply, "wait")
        await place.pass_time(600)
    await place.until_state(reply, "wait")
    await place.pass_time(GIVE_UP.total_seconds())
    await place.until_state(reply, "dead")
    assert (await place.state(reply))[2] == "unknown"
    assert await place.read(lambda work: journal.has(work, "alarm.undelivered", f"undelivered:reply:unknown:{place.act.today}"))
    news = await place.put("An", "kết quả", purpose="status")
    await place.until_state(news, "wait")
    await place.pass_time(GIVE_UP.total_seconds() * 3)
    await place.until_quiet()
    assert (await place.state(news))[0] == "wait"
    fake.heal()
    await place.pass_time(600)
    await place.until_quiet()
    assert an.screen()[-1] == "kết quả"


async def test_a_bug_in_one_message_is_tried_twice_given_up_and_told(place: Stand) -> None:
    await admin(place)
    tinh = place.accounts["Tỉnh"]
    an = await place.person("An")
    bad = await place.put("An", screen(say("notice-answered-text")))  # without its words, which a strict catalogue refuses
    good = await place.put("An", "sau đó")
    await place.until_state(bad, "wait")
    assert (await place.state(bad))[1] == 1
    await place.pass_time(1)
    await place.until_quiet()
    assert (await place.state(bad))[:2] == ("dead", 2)
    assert (await place.state(good))[0] == "sent" and an.screen() == ["sau đó"]
    told = await place.read(lambda work: work.all("SELECT purpose, state FROM outbox WHERE account = :a", a=tinh))
    assert told == [("urgent", "sent")]


async def test_a_message_that_cannot_be_read_is_given_up_and_told(place: Stand) -> None:
    await admin(place)
    an = await place.person("An")
    at = place.clock.now()
    for n, payload in enumerate(("", "{}", "[1]", '{"lines": 1}', "null")):
        await place.write(
            lambda work, n=n, p=payload: outbox.put(work, key=f"bad{n}", account=place.accounts["An"], purpose="reply", payload=p, at=at)  # type: ignore[misc]
        )
    await place.put("An", "sau đó")
    await place.until_quiet()
    assert an.screen() == ["sau đó"]
    assert {(await place.state(f"bad{n}"))[0] for n in range(5)} == {"dead"}


async def test_a_mark_that_cannot_be_written_stops_no_other(place: Stand) -> None:
    """A row that forbids to be marked, as a fault of ours would."""
    an, lan = await place.person("An"), await place.person("Lan")
    await place.write(
        lambda work: work.do(
            "CREATE TRIGGER broken BEFORE UPDATE OF state ON outbox WHEN NEW.state = 'sent' AND NEW.key = 'bad'"
            " BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    )
    await place.put("An", "hỏng", key="bad")
    for n in range(3):
        await place.put("Lan", str(n))
        await place.put("An", str(n))
    await place.until_quiet()
    assert lan.screen() == ["0", "1", "2"]
    assert an.screen() == ["hỏng", "0", "1", "2"], "it arrived once, could not be kept, and is not sent for ever"
    assert (await place.state("bad"))[0] == "dead"


async def test_marks_are_kept_while_the_store_is_in_trouble(tmp_path: Path, fake: FakeTelegram) -> None:
    async with stand(tmp_path, fake) as place:
        an = await place.person("An")
        place.permits["telegram"].pause(0.3)
        key = await place.put("An", "một")
        await place.until_state(key, "sending")
        held = hold_lock(tmp_path / "house.db")
        await place.until(lambda: seen(an.screen() == ["một"]))
        await place.until(lambda: seen(bool(place.sender._marks)))
        held.rollback()
        held.close()
        await place.until_state(key, "sent")
        assert an.screen() == ["một"]


async def until_on_the_wire(place: Stand) -> None:
    """Until the first message is with the platform."""
    while not place.sender._wire:  # noqa: ASYNC110  the moment must not be missed
        await asyncio.sleep(0)


def hold_lock(path: Path) -> sqlite3.Connection:
    """The lock of another program that writes."""
    other = sqlite3.connect(path, isolation_level=None, timeout=5)
    other.execute("BEGIN IMMEDIATE")
    return other


async def test_whoever_stopped_us_gets_what_concerns_an_opinion_when_back(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    account = place.accounts["An"]
    an.block(silent=True)
    for purpose in ("status", "reply", "reminder"):
        await place.put("An", purpose, purpose=purpose, key=purpose)
    await place.until_quiet()
    assert await place.states() == {"status": "held", "reply": "dead", "reminder": "dead"}
    assert len(fake.calls("sendMessage")) == 1, "one call, then silence"
    row = await place.read(lambda work: people.address(work, account))
    assert row is not None and row.state == "blocked"
    person = await place.read(lambda work: people.owner(work, account))
    told = await place.write(
        lambda work: tell.tell(work, place.act, person, words("trả lời đến khi vắng"), key="answered:1", about="1", purpose="status")
    )
    assert told is False
    assert (await place.state("answered:1"))[0] == "held"
    await place.pass_time(86400 * 40)
    await place.until_quiet()
    assert len(fake.calls("sendMessage")) == 1
    an.unblock()

    def back(work: Work) -> None:
        people.touch(work, account, place.clock.now())
        assert kept.unpark(work, account, place.clock.now()) == 2

    await place.write(back)
    await place.put("An", "chào lại")
    await place.until_quiet()
    assert an.screen() == ["status", "trả lời đến khi vắng", "chào lại"]


async def test_what_waits_goes_to_another_chat_of_the_person(place: Stand) -> None:
    an, other = await place.person("An"), await place.person("An ở nhà")
    person = await place.read(lambda work: people.owner(work, place.accounts["An"]))
    second, lost = place.accounts["An ở nhà"], place.accounts["An"]

    def share(work: Work) -> None:
        address, key = people.address(work, second), work.one("SELECT wrapped FROM citizen_key WHERE person = :p", p=person)
        assert address is not None and key is not None
        chat = work.keys.seal(key[0], address.chat.encode(), second.encode())
        work.do("UPDATE account SET person = :p, chat = :c WHERE id = :a", p=person, a=second, c=chat)

    await place.write(share)
    an.block(silent=True)
    shown = screen(say("notice-answered-text", text="tin"), rows=column(button("menu-write", "write")))
    await place.put("An", shown, purpose="status", key="n")
    await place.until_quiet()
    assert other.screen() == ["tin"] and other.buttons() != []
    menu = await place.read(lambda work: work.one("SELECT m.account FROM menu m JOIN outbox o ON o.menu = m.id WHERE o.key = 'n'"))
    assert menu == (second,) and lost != second


async def test_an_official_who_leaves_is_told_to_those_who_can_help(place: Stand) -> None:
    await admin(place)
    an = await place.person("An")
    await place.person("Bình")
    roles: tuple[tuple[str, Role], ...] = (("An", "officer"), ("Bình", "leader"))
    for name, role in roles:
        person = await place.read(lambda work, n=name: people.owner(work, place.accounts[n]))  # type: ignore[misc]
        one = Grant(id=place.mint.id(), person=person, role=role, unit="02185", agency="", title="")
        await place.write(lambda work, g=one: grants.add(work, g, at=place.clock.now(), made_by="server"))  # type: ignore[misc]
    an.block(silent=True)
    for n in range(3):
        await place.put("An", str(n), purpose="status")
    await place.until_quiet()
    heard = {}
    for name in ("Tỉnh", "Bình"):
        account = place.accounts[name]
        heard[name] = await place.read(lambda work, a=account: work.all("SELECT key, state FROM outbox WHERE account = :a", a=a))  # type: ignore[misc]
    alarms = {name: [state for key, state in rows if key.startswith("alarm:gone:")] for name, rows in heard.items()}
    assert alarms == {"Tỉnh": ["sent"], "Bình": ["sent"]}


async def test_a_toast_waits_for_nothing_and_holds_up_nothing(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    rows = column(button("menu-write", "write"))
    await place.put("An", screen(say("notice-answered-text", text="?"), rows=rows))
    await place.until_quiet()
    query = an.tap("Gửi ý kiến")["query"]
    fake.fault("drop", chat=an.chat, count=2)
    stuck = await place.put("An", "kẹt")
    await place.until_state(stuck, "wait")
    toast = await place.put("An", replace(words("Đã nhận"), ack=query), purpose="toast")
    await place.until_state(toast, "sent")
    assert an.toasts() == ["Đã nhận"]
    fake.fault("drop", method="answerCallbackQuery", count=1)
    bad = await place.put("An", replace(words("muộn"), ack="9"), purpose="toast")
    await place.until_state(bad, "dead")
    assert (await place.state(stuck))[0] == "wait"


async def test_a_toast_or_a_menu_that_never_ends_holds_up_no_words(place: Stand, fake: FakeTelegram) -> None:
    an = await place.person("An")
    fake.fault("hang", method="answerCallbackQuery")
    fake.fault("hang", method="setMyCommands")
    toast = await place.put("An", replace(words("x"), ack="9"), purpose="toast")
    menu = await place.put(
        "An", screen(say("notice-answered-text", text=""), rows=column(button("menu-write", "guiykien"))), purpose="commands"
    )
    await place.until_state(toast, "sending")
    await place.until_state(menu, "sending")
    await place.put("An", "lời")
    await place.until(lambda: seen(an.screen() == ["lời"]))
    for task in list(place.sender._wire):
        task.cancel()


async def test_numbers_belong_to_a_held_message_only_when_it_leaves(place: Stand) -> None:
    await place.person("An")
    account = place.accounts["An"]
    person = await place.read(lambda work: people.owner(work, account))
    shown = screen(say("notice-answered-text", text="?"), rows=column(button("menu-write", "write")))
    due = place.clock.now() + timedelta(seconds=60)
    await place.write(lambda work: tell.tell(work, place.act, person, shown, key="a", purpose="reply", due=due))
    assert (await place.read(lambda work: conversations.get(work, account))).menu == ""
    await place.pass_time(60)
    await place.until_quiet()
    menu = await place.read(lambda work: work.one("SELECT menu FROM outbox WHERE key = 'a'"))
    assert menu == ((await place.read(lambda work: conversations.get(work, account))).menu,)


async def test_a_chat_that_moved_is_followed(place: Stand, fake: FakeTelegram) -> None:
    group = fake.group("Tổ")
    await place.account("Tổ", str(group))
    new = fake.sim("migrate", chat=group)["id"]
    for n in range(2):
        await place.put("Tổ", str(n))
    await place.until_quiet()
    sent = [(one["parameters"]["chat_id"], one["status"]) for one in fake.calls("sendMessage")]
    assert sent == [(str(group), 400), (str(new), 200), (str(new), 200)]


async def test_a_chat_that_moved_onto_another_one_stops(place: Stand, fake: FakeTelegram) -> None:
    group = fake.group("Tổ")
    await place.account("Tổ", str(group))
    new = fake.sim("migrate", chat=group)["id"]
    await place.account("Tổ mới", str(new))
    await place.put("Tổ", "x", key="x")
    await place.put("Tổ mới", "y", key="y")
    await place.until_quiet()
    assert await place.states() == {"x": "dead", "y": "sent"}


async def test_a_refused_token_pauses_the_channel_and_is_told_elsewhere(tmp_path: Path, fake: FakeTelegram) -> None:
    told = Told()
    async with stand(tmp_path, fake, permits={"telegram": told}) as place:
        await admin(place)
        people_ = [await place.person(f"Người {n}") for n in range(3)]
        fake.fault("status", status=401, description="Unauthorized", count=4)
        for one in people_:
            await place.put(one.name, "x", poke=False)
        place.sender.poke()
        await place.until(lambda: seen(len(told.paused) == 3))
        await place.pass_time(60)
        await place.until(lambda: seen(len(told.paused) == 4))
        assert set(told.paused) == {60.0}
        rows = await place.read(lambda work: work.all("SELECT count(*) FROM journal WHERE verb = 'alarm.auth'"))
        assert rows == [(1,)], "told once"
        await place.pass_time(60)
        await place.until_quiet()
        assert all(one.screen() == ["x"] for one in people_)


async def test_a_channel_that_refuses_us_is_asked_by_one_message_a_minute_and_holds_up_no_other(tmp_path: Path, fake: FakeTelegram) -> None:
    with FakeTelegram() as second:
        async with stand(tmp_path, fake, other=second) as place:  # it has no allowance: nothing but the pause holds it back
            lan = await place.person("Lan")
            crowd = [second.user(f"Người {n}") for n in range(5)]
            for one in crowd:
                one.start()
                await place.account(one.name, one.chat, channel="other")
            second.fault("status", status=401, description="Unauthorized", count=7)
            for one in crowd:
                await place.put(one.name, "x", poke=False)
            place.sender.poke()
            await place.until(lambda: seen(len(asked(second)) == 5))
            await place.put("Lan", "y")
            await place.until(lambda: seen(lan.screen() == ["y"]))
            for tries in (6, 7):
                await place.pass_time(59)
                await rounds(place, 2)
                assert len(asked(second)) == tries - 1
                await place.pass_time(1)
                await place.until(lambda n=tries: seen(len(asked(second)) == n))  # type: ignore[misc]
                await rounds(place, 2)
                assert len(asked(second)) == tries, "one asks for all"
            await place.pass_time(60)
            await place.until_quiet()
            assert [one.screen() for one in crowd] == [["x"]] * 5


def asked(fake: FakeTelegram) -> list[dict[str, Any]]:
    return [one for one in fake.calls() if one["method"] == "sendMessage"]


async def rounds(place: Stand, more: int) -> None:
    """Let the sender look so often and find nothing more to do."""
    for _ in range(more):
        before = place.sender.rounds
        place.sender.poke()
        await place.until(lambda n=before: seen(place.sender.rounds > n))  # type: ignore[misc]


async def test_after_an_outage_nobody_waits_for_the_rest_of_a_long_pause(place: Stand, fake: FakeTelegram) -> None:
    people_ = [await place.person(f"Người {n}") for n in range(4)]
    fake.fault("drop", count=10_000)
    keys = [await place.put(one.name, "x") for one in people_]
    for seconds in (1, 2, 5, 15, 60, 300):
        for key in keys:
            await place.until_state(key, "wait")
        await place.pass_time(seconds)
        await place.until_quiet()
    fake.heal()
    await place.write(lambda work: work.do("UPDATE outbox SET retry_at = :t WHERE key = :k", t=micros(place.clock.now()), k=keys[0]))
    place.sender.poke()
    await place.until(lambda: seen(all(one.screen() == ["x"] for one in people_)), "all, as soon as one arrives")


async def test_nobody_is_not_sent_to(place: Stand) -> None:
    at = place.clock.now()
    payload = codec.dump(words("x"))
    await place.write(lambda work: outbox.put(work, key="x", account="nobody", purpose="status", payload=payload, at=at))
    place.sender.poke()
    await place.until_state("x", "dead")
    assert await place.state("x") == ("dead", 1, "erased")
