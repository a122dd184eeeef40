"""Which messages with buttons have arrived, and whose numbers count."""

from __future__ import annotations

from datetime import timedelta

from storage import conversations, menus, outbox
from storage.conversations import Standing
from tests.storage.conftest import AT, Store

SECOND = timedelta(seconds=1)


async def add(store: Store, *names: str) -> None:
    for name in names:
        await store.write(lambda work, n=name: menus.add(work, menu=n, account="a", items=f'["{n}"]', at=AT))  # type: ignore[misc]


async def arrive(store: Store, name: str, place: int, *, told: bool = True, card: str = "", edited: bool = False) -> str:
    """A message arrives; whose numbers count then."""
    await store.write(lambda work: menus.arrived(work, "a", name, AT, place=place, labels=("Một",), told=told, card=card, edited=edited))
    return (await store.read(lambda work: conversations.get(work, "a"))).menu


async def ask(store: Store, coming: str, flow: str = "write") -> None:
    """A question is written, and is on its way."""
    now = await store.read(lambda work: conversations.get(work, "a"))
    standing = Standing(flow=flow, step="s", draft="{}", menu=now.menu, coming=coming)
    await store.write(lambda work: conversations.keep(work, "a", standing, AT))


async def test_a_menu_is_its_account_s_own(store: Store) -> None:
    await add(store, "m")
    assert await store.read(lambda work: menus.items(work, "m", "a")) == '["m"]'
    assert await store.read(lambda work: menus.items(work, "m", "b")) is None
    assert await store.read(lambda work: menus.items(work, "x", "a")) is None


async def test_the_newest_that_arrived_comes_first(store: Store) -> None:
    await add(store, "z", "b", "a", "unread")
    assert await store.read(lambda work: menus.newest(work, "a", 9)) == []
    for place, name in enumerate(("z", "b", "a")):
        assert await arrive(store, name, place) == name
    assert [one.id for one in await store.read(lambda work: menus.newest(work, "a", 2))] == ["a", "b"], "of one moment, by their order"
    found = await store.read(lambda work: menus.on_screen(work, "a", "z"))
    assert found is not None and (found.labels, found.told, found.shown) == (("Một",), True, AT)
    assert await store.read(lambda work: menus.on_screen(work, "a", "unread")) is None
    assert await store.read(lambda work: menus.on_screen(work, "b", "z")) is None


async def test_a_notice_does_not_take_the_numbers_of_an_open_question(store: Store) -> None:
    await add(store, "before", "question", "notice")
    assert await arrive(store, "before", 1) == "before"
    await ask(store, "question")
    assert await arrive(store, "notice", 2) == "before", "and neither does it keep the question from taking them"
    assert await arrive(store, "question", 3, told=False) == "question"
    assert (await store.read(lambda work: conversations.get(work, "a"))).coming == ""


async def test_an_answer_that_another_one_follows_takes_nothing_from_an_open_question(store: Store) -> None:
    await add(store, "first", "second")
    await ask(store, "first")
    await ask(store, "second")
    assert await arrive(store, "first", 1, told=False) == ""
    assert await arrive(store, "second", 2, told=False) == "second"


async def test_what_changes_far_above_takes_no_numbers_but_its_own(store: Store) -> None:
    await add(store, "c1", "c2", "c3", "c4", "other")
    await arrive(store, "c1", 1, card="c")
    await arrive(store, "other", 2, told=False)
    assert await arrive(store, "c2", 3, card="c", edited=True) == "other"
    assert await store.read(lambda work: menus.on_screen(work, "a", "c1")) is None, "its buttons are gone"
    assert await arrive(store, "c3", 4, told=False, card="c", edited=True) == "c3", "an answer is looked at where it stands"
    await ask(store, "")
    assert await arrive(store, "c4", 5, card="c", edited=True) == "c4", "its own numbers, changed"
    assert await arrive(store, "", 6, card="c", edited=True) == "c4"
    assert await store.read(lambda work: menus.on_screen(work, "a", "c4")) is None, "and gone with its buttons"


async def test_words_that_were_forgotten_on_the_way_stay_forgotten(store: Store) -> None:
    await add(store, "m")
    await store.write(lambda work: work.do("UPDATE menu SET items = '[]'"))
    await arrive(store, "m", 1)
    found = await store.read(lambda work: menus.on_screen(work, "a", "m"))
    assert found is not None and found.labels == ()


async def test_what_is_on_its_way(store: Store) -> None:
    await store.person("p")
    for name, due in (("m", AT), ("later", AT + SECOND)):
        await store.write(lambda work, n=name: menus.add(work, menu=n, account="a-p", items=f'["{n}"]', at=AT))  # type: ignore[misc]
        await store.write(
            lambda work, n=name, d=due: outbox.put(work, key=n, account="a-p", purpose="reply", payload="{}", at=AT, due=d, menu=n)  # type: ignore[misc]
        )
    assert await store.read(lambda work: menus.on_its_way(work, "a-p", "m")) == ('["m"]', False)
    assert await store.read(lambda work: menus.on_its_way(work, "a-p", "later")) == ('["later"]', True), "it is not time yet"
    (one,) = await store.write(lambda work: outbox.claim(work, AT, {"telegram": 9}))
    assert await store.read(lambda work: menus.on_its_way(work, "a-p", "m")) == ('["m"]', False), "perhaps there, perhaps not"
    await store.write(lambda work: outbox.dead(work, one, "rejected"))
    assert await store.read(lambda work: menus.on_its_way(work, "a-p", "m")) == ("", False), "it will never be read"


async def test_old_menus_go_but_not_the_one_in_sight(store: Store) -> None:
    await add(store, "old", "shown")
    await arrive(store, "shown", 1)
    assert await store.write(lambda work: menus.purge(work, AT + timedelta(days=1))) == 1
    assert await store.read(lambda work: menus.items(work, "shown", "a")) == '["shown"]'
