"""A chat whose platform takes nothing before its person writes: what is written down of it, message by message."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.delivery import fates
from bot.delivery.retry import decide
from bot.notices import tell
from bot.talk.incoming import Raw
from bot.talk.rendered import SendFailed
from storage import inbox, kept, outbox, people
from storage.outbox import RANKS, Parcel, Purpose
from storage.work import Work
from tests.delivery.stand import Stand, stand, words
from tests.fakes.telegram_client import FakeTelegram

WINDOW = SendFailed("window")


@pytest_asyncio.fixture
async def place(tmp_path: Path, fake: FakeTelegram) -> AsyncIterator[Stand]:
    async with stand(tmp_path, fake, started=False) as one:
        await one.account("Lan", "chat-lan")
        yield one


async def claimed(place: Stand) -> Parcel:
    (parcel,) = await place.write(lambda work: outbox.claim(work, place.clock.now(), {"telegram": 1}))
    return parcel


async def refuse(place: Stand, parcel: Parcel) -> None:
    """The platform refuses it, and that is written down a second after it began."""
    began = place.clock.now()
    place.clock.advance(timedelta(seconds=1))

    def mark(work: Work) -> None:
        address = people.address(work, parcel.account)
        assert address is not None
        decision = decide(WINDOW, parcel, place.clock.now(), crowd=False)
        fates.settle(work, place.act, parcel, address, why=WINDOW, decision=decision, began=began)

    await place.write(mark)


async def state_of(place: Stand) -> str:
    address = await place.read(lambda work: people.address(work, place.accounts["Lan"]))
    assert address is not None
    return address.state


async def test_what_is_still_of_use_is_kept_and_all_else_given_up(place: Stand) -> None:
    at = place.clock.now()
    account = place.accounts["Lan"]
    for purpose in RANKS:
        await place.put("Lan", purpose, key=purpose, purpose=purpose, poke=False)
    for key, days in (("soon over", 2), ("over", 1)):
        until = at + timedelta(days=days)
        await place.write(
            lambda work, k=key, u=until: tell.put(work, place.act, account, words(k), key=k, purpose="broadcast", until=u, wakes=True)  # type: ignore[misc]
        )
    toast = await claimed(place)
    await place.write(lambda work: outbox.sent(work, toast, "", at))
    place.clock.advance(timedelta(days=1))
    await refuse(place, await claimed(place))
    states = await place.states()
    assert {key for key, state in states.items() if state == "held"} == {"urgent", "reply", "status", "soon over"}
    assert await state_of(place) == "shut"
    assert await place.read(lambda work: work.one("SELECT error FROM outbox WHERE key = 'over'")) == ("late",)

    def told(work: Work) -> None:
        person = people.owner(work, account)
        purposes: tuple[Purpose, ...] = ("status", "urgent", "digest", "broadcast")
        for purpose in purposes:
            assert not tell.tell(work, place.act, person, words(purpose), key=f"later {purpose}", purpose=purpose), "nobody hears it now"

    await place.write(told)
    assert {key for key in await place.states() if key.startswith("later")} == {"later status", "later urgent"}
    place.clock.advance(timedelta(days=30))
    assert await place.write(lambda work: outbox.claim(work, place.clock.now(), {"telegram": 9})) == []
    await place.write(lambda work: people.touch(work, account, place.clock.now()))
    assert await place.write(lambda work: kept.unpark(work, account, place.clock.now())) == 5, "what is over by now stays away"
    assert await state_of(place) == "open"


@pytest.mark.parametrize("crossed", [True, False])
async def test_a_word_that_crossed_ours_opens_what_it_found_closed(place: Stand, crossed: bool) -> None:
    """They wrote while our message was being refused: it is tried again, not kept for a word that was said already."""
    await place.put("Lan", "tin", key="k", purpose="status", poke=False)
    raw = Raw(channel="telegram", account="bot", key="1", chat="chat-lan", body=b"{}")
    parcel = await claimed(place)
    if not crossed:
        await place.write(lambda work: inbox.store(work, [raw], place.clock.now()))
    else:
        await place.write(lambda work: inbox.store(work, [raw], place.clock.now() + timedelta(milliseconds=500)))
    await refuse(place, parcel)
    assert (await place.state("k"))[0] == ("wait" if crossed else "held")
    assert await state_of(place) == ("open" if crossed else "shut")


async def test_a_channel_that_is_off_keeps_what_comes_until_it_is_on_again(place: Stand) -> None:
    await place.put("Lan", "tin", key="k", purpose="status", poke=False)
    parcel = await claimed(place)
    await place.write(lambda work: fates.unreachable(work, place.act, parcel, off=True))
    assert (await place.state("k"))[0] == "wait"
    assert await state_of(place) == "open", "nobody stopped anything"
    place.clock.advance(timedelta(hours=1))
    back = await claimed(place)
    await place.write(lambda work: fates.unreachable(work, place.act, back, off=False))
    assert (await place.state("k"))[:2] == ("new", 1), "they were back before it was told that they are not"


async def test_what_no_chat_takes_does_not_go_to_and_fro(place: Stand) -> None:
    """It is moved once; refused there for the same reason it waits there."""
    account = place.accounts["Lan"]
    await place.put("Lan", "tin", key="k", purpose="status", poke=False)
    await place.write(lambda work: kept.rehome(work, account, account, place.clock.now(), "quota"))
    why = SendFailed("quota", after=7200.0)
    moved = await claimed(place)
    assert moved.error == "quota"

    def refused(work: Work) -> None:
        address = people.address(work, account)
        assert address is not None
        other = replace(address, channel="zalo_bot")  # so that there is a chat on another channel
        decision = decide(why, moved, place.clock.now(), crowd=False)
        fates.settle(work, place.act, moved, other, why=why, decision=decision, began=place.clock.now())

    await place.write(refused)
    assert (await place.state("k"))[0] == "wait"
