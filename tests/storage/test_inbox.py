"""Raw updates: kept once, sealed, in order, and forgotten when their time is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.talk.incoming import Raw
from storage import inbox
from tests.storage.conftest import AT, Store

RAW = Raw(channel="telegram", account="bot", key="1", chat="77", body=b'{"text": "canary"}')


async def test_the_same_update_is_kept_once(store: Store) -> None:
    ((one, lane),) = await store.write(lambda work: inbox.store(work, [RAW, RAW], AT))
    assert await store.write(lambda work: inbox.store(work, [RAW], AT)) == []
    other = [replace(RAW, key="2"), replace(RAW, body=b"{}"), replace(RAW, account="b2"), replace(RAW, channel="webchat")]
    kept = await store.write(lambda work: inbox.store(work, other, AT))
    assert len(kept) == 4, "an old number with new words is a new update"
    assert [row[1] == lane for row in kept] == [True, True, False, False]
    waits = await store.read(inbox.waiting)
    assert waits == [(one, lane), *kept]
    assert await store.read(lambda work: inbox.waiting(work, after=one, limit=2)) == kept[:2]


async def test_nothing_of_it_can_be_read_without_the_key(store: Store) -> None:
    await store.write(lambda work: inbox.store(work, [RAW], AT))
    row = await store.read(lambda work: work.one("SELECT raw, key, chat FROM inbox"))
    assert row is not None and b"canary" not in row[0] and "77" not in row[1:] and "1" not in row[1:]


async def test_without_a_chat_each_has_its_own_lane(store: Store) -> None:
    junk = [replace(RAW, chat="", body=b"a", key="a"), replace(RAW, chat="", body=b"b", key="b")]
    kept = await store.write(lambda work: inbox.store(work, junk, AT))
    assert kept[0][1] != kept[1][1]


async def test_its_life(store: Store) -> None:
    ((one, lane),) = await store.write(lambda work: inbox.store(work, [RAW], AT))
    found = await store.read(lambda work: inbox.get(work, one))
    assert found is not None and (found.body, found.chat, found.tries, found.error) == (RAW.body, lane, 0, "")
    assert await store.read(lambda work: inbox.again(work, one)) is None
    await store.write(lambda work: inbox.failed(work, one, "ValueError@x:1"))
    await store.write(lambda work: inbox.done(work, one))
    assert await store.read(lambda work: inbox.get(work, one)) is None
    again = await store.read(lambda work: inbox.again(work, one))
    assert again is not None and (again.tries, again.error) == (1, "ValueError@x:1")
    assert await store.read(lambda work: inbox.lane(work, one)) == ("telegram", lane)
    assert await store.read(lambda work: inbox.lane(work, 99)) is None
    await store.write(lambda work: inbox.poison(work, one))
    assert await store.read(lambda work: inbox.again(work, one)) is None
    assert await store.read(inbox.poisoned) == 1
    assert await store.read(inbox.waiting) == []


async def test_blanking(store: Store) -> None:
    kept = await store.write(lambda work: inbox.store(work, [replace(RAW, key=str(n)) for n in range(3)], AT))
    first, second, third = (row[0] for row in kept)
    for one in (first, second):
        await store.write(lambda work, n=one: inbox.done(work, n))  # type: ignore[misc]
    await store.write(lambda work: inbox.blank(work, first))

    async def body(one: int) -> bytes:
        found = await store.read(lambda work: inbox.again(work, one) or inbox.get(work, one))
        return found.body if found else b""

    assert [await body(one) for one in (first, second, third)] == [b"", RAW.body, RAW.body]
    await store.write(lambda work: inbox.blank_chat(work, kept[0][1]))
    assert [await body(one) for one in (first, second, third)] == [b"", b"", RAW.body], "what waits is still to be read"


async def test_only_what_was_taken_is_purged(store: Store) -> None:
    kept = await store.write(lambda work: inbox.store(work, [replace(RAW, key=str(n)) for n in range(3)], AT))
    await store.write(lambda work: inbox.done(work, kept[0][0]))
    await store.write(lambda work: inbox.poison(work, kept[1][0]))
    assert await store.write(lambda work: inbox.purge(work, AT)) == 0
    assert await store.write(lambda work: inbox.purge(work, AT + timedelta(seconds=1))) == 2
    assert await store.read(inbox.waiting) == [kept[2]]


async def test_a_number_is_never_given_again(store: Store) -> None:
    """What is said to a letter is said once for its number: after a quiet week a new one would have got no answer."""

    async def come(key: str) -> int:
        ((letter, _),) = await store.write(lambda work: inbox.store(work, [replace(RAW, key=key)], AT))
        await store.write(lambda work: inbox.done(work, letter))
        return letter

    old = [await come(str(n)) for n in range(3)]
    later = AT + timedelta(days=7)
    while await store.write(lambda work: inbox.purge(work, later)):
        pass
    assert await store.read(lambda work: [letter for letter in old if inbox.lane(work, letter)]) == old[-1:]
    assert await store.read(lambda work: inbox.again(work, old[-1])) is None, "what it said is forgotten"
    assert await come("new") > max(old)
    await store.write(lambda work: inbox.purge(work, later))
    assert await store.read(lambda work: [letter for letter in old if inbox.lane(work, letter)]) == []
