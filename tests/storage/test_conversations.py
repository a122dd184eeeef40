"""Where conversations stand."""

from __future__ import annotations

from dataclasses import replace

from storage import conversations, menus, outbox
from storage.conversations import IDLE, Standing
from storage.work import Work
from tests.storage.conftest import AT, Store


async def test_standing(store: Store) -> None:
    assert await store.read(lambda work: conversations.get(work, "a")) == IDLE
    one = Standing(flow="write", step="words", draft='{"x": "ă"}', menu="m", coming="n")
    for standing in (one, replace(one, step="sure")):
        await store.write(lambda work, s=standing: conversations.keep(work, "a", s, AT))  # type: ignore[misc]
        assert await store.read(lambda work: conversations.get(work, "a")) == standing


async def test_forgetting(store: Store) -> None:
    await store.write(lambda work: menus.add(work, menu="m", account="a", items="[]", at=AT))
    await store.write(lambda work: menus.arrived(work, "a", "m", AT, place=1))
    await store.write(lambda work: outbox.put(work, key="k", account="a", purpose="reply", payload="{}", at=AT))
    await store.write(lambda work: conversations.forget(work, "a"))
    assert await store.read(lambda work: conversations.get(work, "a")) == IDLE
    assert await store.read(lambda work: work.one("SELECT (SELECT count(*) FROM menu) + (SELECT count(*) FROM outbox)")) == (0,)


async def test_a_message_on_its_way_keeps_its_number_when_its_chat_is_forgotten(store: Store) -> None:
    mine, other = await store.person("p"), await store.person("q")

    def put(work: Work, account: str, key: str) -> None:
        outbox.put(work, key=key, account=account, purpose="reply", payload="words", at=AT)

    await store.write(lambda work: put(work, mine, "old"))
    (leaving,) = await store.write(lambda work: outbox.claim(work, AT, {"telegram": 9}))
    await store.write(lambda work: conversations.forget(work, mine))
    await store.write(lambda work: put(work, other, "new"))
    await store.write(lambda work: outbox.sent(work, leaving, "77", AT))
    (next_one,) = await store.write(lambda work: outbox.claim(work, AT, {"telegram": 9}))
    assert (next_one.account, next_one.payload) == (other, "words")
    assert await store.read(lambda work: work.all("SELECT payload FROM outbox WHERE account = :a", a=mine)) == [("",)]
