"""One message, one turn, one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.act import Act
from bot.domain.people import Grant
from bot.flows import engine
from bot.flows.outcome import Keep, Outcome
from bot.notices import tell
from bot.talk.incoming import Incoming, Peer
from bot.talk.screen import say, screen
from bot.turns.take import take
from storage import grants, outbox, people
from storage.work import Work
from tests.office import catalogue
from tests.turns.counter import Counter, nothing


async def turn(desk: Counter, letter: int) -> bool:
    return await desk.write(lambda work: take(work, desk.desk, desk.mint, letter, desk.clock.now()))


async def account(desk: Counter, chat: str = "c") -> str:
    found = await desk.read(lambda work: people.find(work, people.index(work, "telegram", "bot", chat)))
    assert found is not None
    return found[1].id


async def test_a_turn_is_taken_once(desk: Counter) -> None:
    letter, _ = await desk.letter("chào")
    for _ in range(3):
        assert await turn(desk, letter) is False
    assert await desk.heard() == ["chào"]
    assert await desk.state(letter) == "done"
    assert not await turn(desk, 999)


async def test_a_turn_that_breaks_leaves_nothing(desk: Counter) -> None:
    letter, _ = await desk.letter("chào", "hỏng")
    with pytest.raises(RuntimeError):
        await turn(desk, letter)
    assert await desk.read(lambda work: work.one("SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM outbox)")) == (0,)
    assert await desk.state(letter) == "new"


async def test_groups_are_not_listened_to(desk: Counter) -> None:
    letter, _ = await desk.letter({"chat": "-100", "text": "ý kiến của tôi", "private": False}, chat="-100")
    await turn(desk, letter)
    assert await desk.read(lambda work: work.one("SELECT count(*) FROM person")) == (0,)
    assert await desk.state(letter) == "done"


async def test_a_channel_that_is_off_waits_for_the_next_start(desk: Counter) -> None:
    letter, _ = await desk.letter("chào", channel="zalo")
    assert not await turn(desk, letter)
    assert await desk.state(letter) == "new"


async def test_who_stops_us_and_who_comes_back(desk: Counter) -> None:
    await turn(desk, (await desk.letter("chào"))[0])
    one = await account(desk)
    await turn(desk, (await desk.letter({"chat": "c", "kind": "stopped"}))[0])
    address = await desk.read(lambda work: people.address(work, one))
    assert address is not None and address.state == "blocked"

    def news(work: Work) -> None:
        act = desk_act(desk)
        tell.tell(work, act, people.owner(work, one), screen(say("notice-answered-text", text="tin")), key="n", purpose="status", about="o")

    await desk.write(news)
    assert await desk.read(lambda work: work.one("SELECT state FROM outbox WHERE key = 'n'")) == ("held",)
    await turn(desk, (await desk.letter({"chat": "c", "kind": "resumed"}))[0])
    assert await desk.read(lambda work: work.one("SELECT state FROM outbox WHERE key = 'n'")) == ("new",)
    address = await desk.read(lambda work: people.address(work, one))
    assert address is not None and address.state == "open"
    assert await desk.heard() == ["chào", "tin"], "an unblocking is answered with nothing"


async def test_a_farewell_that_comes_late_does_not_stop_who_is_back(desk: Counter) -> None:
    for at, text in ((0, "chào"), (1200, "tôi đây")):
        desk.clock.advance(timedelta(seconds=at))
        await turn(desk, (await desk.letter({"chat": "c", "text": text, "at": at}))[0])
    one = await account(desk)
    for left, state in ((600, "open"), (1200, "blocked"), (1500, "blocked")):
        await turn(desk, (await desk.letter({"chat": "c", "kind": "stopped", "at": left}))[0])
        address = await desk.read(lambda work: people.address(work, one))
        assert address is not None and address.state == state, left
    desk.clock.advance(timedelta(seconds=600))
    await turn(desk, (await desk.letter({"chat": "c", "kind": "resumed", "at": 1800}))[0])
    await turn(desk, (await desk.letter({"chat": "c", "kind": "stopped", "at": 1700}))[0])
    address = await desk.read(lambda work: people.address(work, one))
    assert address is not None and address.state == "open", "who came back is back"


def desk_act(desk: Counter) -> Act:
    return Act(at=desk.clock.now(), mint=desk.mint, province=desk.desk.province)


async def test_words_of_one_who_had_left_bring_the_kept_news_first(desk: Counter) -> None:
    await turn(desk, (await desk.letter("chào"))[0])
    one = await account(desk)
    await turn(desk, (await desk.letter({"chat": "c", "kind": "stopped"}))[0])
    await desk.write(
        lambda work: tell.tell(
            work, desk_act(desk), people.owner(work, one), screen(say("notice-answered-text", text="tin")), key="n", purpose="status"
        )
    )
    await turn(desk, (await desk.letter("tôi đây"))[0])
    claimed = await desk.write(lambda work: outbox.claim(work, desk.clock.now(), {"telegram": 9}))
    assert len(claimed) == 1 and (await desk.heard())[-2:] == ["tin", "tôi đây"]
    assert "tin" in claimed[0].payload


async def test_an_official_who_stops_us_is_told_at_once(desk: Counter) -> None:
    for chat in ("c", "admin"):
        await turn(desk, (await desk.letter("chào", chat=chat))[0])
    root = desk.desk.province.units.root.code
    for chat, role, unit in (("c", "officer", "02185"), ("admin", "admin", root)):
        one = await account(desk, chat)
        person = await desk.read(lambda work, a=one: people.owner(work, a))  # type: ignore[misc]
        grant = Grant(id=desk.mint.id(), person=person, role=role, unit=unit, agency="", title="")  # type: ignore[arg-type]
        await desk.write(lambda work, g=grant: grants.add(work, g, at=desk.clock.now(), made_by="server"))  # type: ignore[misc]
    await turn(desk, (await desk.letter({"chat": "c", "kind": "stopped"}))[0])
    assert "cán bộ đã chặn" in (await desk.heard("admin"))[-1]


async def test_a_chat_that_moves(desk: Counter) -> None:
    await turn(desk, (await desk.letter("chào"))[0])
    one = await account(desk)
    await turn(desk, (await desk.letter({"chat": "c", "kind": "moved", "start": "c2"}))[0])
    await turn(desk, (await desk.letter("vẫn là tôi", chat="c2"))[0])
    assert await account(desk, "c2") == one
    await turn(desk, (await desk.letter("người khác", chat="c3"))[0])
    await turn(desk, (await desk.letter({"chat": "c3", "kind": "moved", "start": "c2"}, chat="c3"))[0])
    assert await account(desk, "c3") != one, "nobody moves into another's chat"


async def test_earlier_letters_are_read_again(desk: Counter) -> None:
    first, second = [(await desk.letter(text))[0] for text in ("giấu một", "giấu hai")]
    for one in (first, second):
        await turn(desk, one)
    assert await desk.heard() == []
    await turn(desk, (await desk.letter(f"đồng ý {first} {second}"))[0])
    assert await desk.heard() == ["cảm ơn", "giấu một (lại)", "giấu hai (lại)"]


async def test_a_letter_that_breaks_when_read_again_is_set_aside_alone(desk: Counter) -> None:
    texts = ("giấu một", "giấu hỏng", "giấu ba")
    letters = [(await desk.letter(text))[0] for text in texts]
    for one in letters:
        await turn(desk, one)
    yes, _ = await desk.letter("đồng ý " + " ".join(map(str, letters)))
    await turn(desk, yes)
    assert [await desk.state(one) for one in (*letters, yes)] == ["done", "poison", "done", "done"]
    heard = await desk.heard()
    assert heard[:2] == ["cảm ơn", "giấu một (lại)"] and heard[-1] == "giấu ba (lại)"
    assert heard[2].startswith("Xin lỗi")
    await turn(desk, (await desk.letter("đồng ý " + " ".join(map(str, letters))))[0])
    assert [await desk.state(one) for one in letters] == ["done", "poison", "done"]


async def test_when_it_was_sent_is_known_as_far_as_its_platform_says(desk: Counter) -> None:
    """A press has no time of its own, so ours counts, however late its turn comes; no clock is believed that runs ahead of ours."""
    came = desk.clock.now()
    seen: list[datetime | None] = []

    def look(work: Work, act: Act, incoming: Incoming) -> Outcome:
        seen.append(act.said)
        return Keep()

    peer = Peer(channel="telegram", account="bot", chat="c", user="c")
    said = [
        Incoming(peer=peer, kind="text", at=came - timedelta(minutes=7), text="một"),
        Incoming(peer=peer, kind="text", at=came + timedelta(minutes=7), text="hai"),
    ]
    book = engine.bind(catalogue(), (), first_looks=(), last_looks=(look,), home=nothing)
    where = replace(desk.desk, book=book, parsers={"telegram": lambda _: said})
    letter, _ = await desk.letter("x")
    desk.clock.advance(timedelta(hours=1))
    await desk.write(lambda work: take(work, where, desk.mint, letter, desk.clock.now()))
    assert seen == [came - timedelta(minutes=7), came]
