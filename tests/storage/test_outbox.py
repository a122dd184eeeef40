"""Messages on their way out: who may leave when, what becomes of them, and what can be taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.delivery import arrivals
from storage import kept, menus, outbox, villagers
from storage.kept import NEVER
from storage.outbox import HERE, ONCE, RANKS, Parcel, Purpose
from storage.work import Work, micros
from tests.storage.conftest import AT, Store

ROOMS = {"telegram": 99, "": 9}
SECOND = timedelta(seconds=1)


async def put(
    store: Store, key: str, account: str = "a-p", *, purpose: Purpose = "reply", due: datetime | None = None, card: str = "",
    about: str = "", payload: str = "{}", menu: str = "", at: datetime = AT,
) -> bool:  # fmt: skip
    return await store.write(
        lambda work: outbox.put(
            work, key=key, account=account, purpose=purpose, payload=payload, at=at, due=due, card=card, about=about, menu=menu
        )
    )


async def claim(store: Store, at: datetime = AT, rooms: dict[str, int] = ROOMS) -> list[Parcel]:
    return await store.write(lambda work: outbox.claim(work, at, rooms))


async def states(store: Store) -> dict[str, str]:
    return {row[0]: row[1] for row in await store.read(lambda work: work.all("SELECT key, state FROM outbox ORDER BY id"))}


async def keys(store: Store, found: list[Parcel]) -> list[str]:
    names = {row[0]: row[1] for row in await store.read(lambda work: work.all("SELECT id, key FROM outbox"))}
    return [names[one.id] for one in found]


async def sent(store: Store, one: Parcel, message: str = "m") -> None:
    await store.write(lambda work: outbox.sent(work, one, message, AT))


async def test_a_key_is_written_once(store: Store) -> None:
    await store.person()
    assert await put(store, "k") and not await put(store, "k", payload="other")
    (one,) = await claim(store)
    assert (one.payload, one.tries, one.created_at, one.error, one.channel) == ("{}", 1, AT, "", "telegram")
    await sent(store, one)
    assert not await put(store, "k"), "also when it has left"


async def test_each_account_in_order_the_best_rank_first(store: Store) -> None:
    for name in ("p", "q", "r"):
        await store.person(name)
    await put(store, "p1", purpose="broadcast")
    await put(store, "p2", purpose="urgent")
    await put(store, "q1", "a-q", purpose="status")
    await put(store, "r1", "a-r", purpose="reply")
    found = await claim(store)
    assert await keys(store, found) == ["p1", "r1", "q1"], "what is urgent overtakes nothing in its chat but draws it along"
    assert await claim(store) == []
    await sent(store, found[0])
    assert await keys(store, await claim(store)) == ["p2"]


async def test_an_answer_does_not_wait_for_a_whole_broadcast(store: Store) -> None:
    for name in ("p", "q", "r"):
        await store.person(name)
        await put(store, f"{name}1", f"a-{name}", purpose="broadcast")
    await put(store, "menu", "a-r", purpose="commands")
    await put(store, "r2", "a-r")
    one = {"telegram": 1}
    (first,) = await claim(store, rooms=one)
    assert await keys(store, [first]) == ["r1"]
    await sent(store, first)
    assert [(await keys(store, await claim(store, rooms=one)))[0] for _ in range(4)] == ["r2", "menu", "p1", "q1"]
    await put(store, "q2", "a-q")
    await store.write(outbox.resume)  # it died over them
    assert (await keys(store, await claim(store)))[:2] == ["q1", "r2"], "also what was on its way when the answer was written"


async def test_no_channel_takes_the_rooms_of_another(store: Store) -> None:
    for name in ("p", "q", "r"):
        await store.person(name)
    await store.person("w", channel="webchat")
    for name in ("p", "q", "r", "w"):
        await put(store, name, f"a-{name}", purpose="reply" if name != "w" else "broadcast")
    assert await keys(store, await claim(store, rooms={"telegram": 2, "webchat": 1})) == ["p", "q", "w"]
    assert await claim(store, rooms={"webchat": 5}) == []
    assert await keys(store, await claim(store, rooms={"telegram": 1})) == ["r"]


async def test_what_waits_holds_up_its_own_chat_only(store: Store) -> None:
    await store.person("p")
    await store.person("q")
    await put(store, "p1")
    await put(store, "p2")
    await put(store, "q1", "a-q")
    first = (await claim(store))[0]
    await store.write(lambda work: outbox.again(work, first, "unsent", AT + 5 * SECOND))
    await put(store, "q2", "a-q")
    assert await claim(store, AT + 5 * SECOND - timedelta(microseconds=1)) == []
    (again,) = await claim(store, AT + 5 * SECOND)
    assert (again.id, again.tries, again.error) == (first.id, 2, "unsent")


@pytest.mark.parametrize("purpose", ["toast", "commands"])
async def test_toasts_and_menus_have_their_own_order(store: Store, purpose: Purpose) -> None:
    await store.person()
    await put(store, "words")
    await put(store, "beside", purpose=purpose)
    await put(store, "more words")
    await put(store, "beside 2", purpose=purpose)
    found = await keys(store, await claim(store))
    assert sorted(found) == sorted(["words", "beside"] + (["beside 2"] if purpose == "toast" else []))


async def test_held_messages(store: Store) -> None:
    await store.person()
    await put(store, "later", due=AT + 60 * SECOND)
    await put(store, "now")
    assert await store.read(outbox.next_due) == AT + 60 * SECOND
    assert await keys(store, await claim(store)) == ["now"]
    await store.write(outbox.resume)
    (now,) = await claim(store, AT + SECOND)
    await sent(store, now)
    assert await keys(store, await claim(store, AT + 60 * SECOND)) == ["later"]
    assert await store.read(outbox.next_due) is None


async def test_a_card_that_waits_takes_the_newest(store: Store) -> None:
    await store.person()
    await put(store, "a", card="c", payload='"1"', menu="m1")
    await put(store, "b", card="c", payload='"2"', menu="m2")
    assert list(await states(store)) == ["a"]
    (one,) = await claim(store)
    assert (one.payload, one.menu, one.shown) == ('"2"', "m2", "")
    await store.write(outbox.resume)  # it was with the platform when we died: perhaps it is shown
    await put(store, "d", card="c", payload='"3"')
    assert await states(store) == {"a": "new", "d": "new"}, "what may be shown is not written over"
    (one,) = await claim(store)
    await sent(store, one, "17")
    (two,) = await claim(store)
    assert (two.payload, two.shown) == ('"3"', "17")
    await sent(store, two, "17")
    assert await store.read(lambda work: outbox.has_card(work, "a-p", "c"))
    await put(store, "e", "a-p", payload='"4"')
    assert (await claim(store))[0].shown == "", "no card"


async def test_a_held_card_leaves_when_its_newest_words_want(store: Store) -> None:
    await store.person()
    await put(store, "a", card="c", due=AT + 5 * SECOND)
    await put(store, "b", card="c", due=AT + 9 * SECOND)
    assert await claim(store, AT + 5 * SECOND) == []
    assert len(await claim(store, AT + 9 * SECOND)) == 1


async def test_cards_dropped_and_lost(store: Store) -> None:
    await store.person()
    await put(store, "a", card="c")
    (one,) = await claim(store)
    await store.write(lambda work: outbox.drop_card(work, "a-p", "c"))
    await sent(store, one, "1")
    assert not await store.read(lambda work: outbox.has_card(work, "a-p", "c"))
    await put(store, "b", card="c")
    (two,) = await claim(store)
    await store.write(lambda work: outbox.lose_card(work, "a-p", "c"))
    await sent(store, two, "2")
    assert await store.read(lambda work: outbox.has_card(work, "a-p", "c"))


async def test_marks_do_not_wake_what_was_given_up(store: Store) -> None:
    await store.person()
    await put(store, "a")
    (one,) = await claim(store)
    assert await store.write(lambda work: outbox.silence(work, "a-p", "erased")) == 1
    for mark in (
        lambda work: outbox.again(work, one, "unsent", AT),
        lambda work: outbox.dead(work, one, "x"),
        lambda work: outbox.untake(work, one),
    ):
        await store.write(mark)
    assert await store.read(lambda work: work.one("SELECT state, error FROM outbox")) == ("dead", "erased")
    await sent(store, one)
    assert await states(store) == {"a": "sent"}, "it had arrived all the same"


async def test_untaken_is_as_if_never_claimed(store: Store) -> None:
    await store.person()
    await put(store, "a", card="c")
    (one,) = await claim(store)
    await store.write(lambda work: outbox.untake(work, one))
    await put(store, "b", card="c", payload='"new"')
    (again,) = await claim(store)
    assert (again.tries, again.payload) == (1, '"new"')


async def test_what_is_kept_for_who_left(store: Store) -> None:
    await store.person()
    for purpose in RANKS:
        await put(store, purpose, purpose=purpose)
    await put(store, "secret", purpose="status", about=ONCE, payload='"secret"')
    await put(store, "held", purpose="status", due=AT + SECOND)
    assert await store.write(lambda work: kept.park(work, "a-p", "gone")) == 2
    left = {key for key, state in (await states(store)).items() if state == "held"}
    assert left == {"status", "held"}
    assert await store.read(lambda work: work.all("SELECT payload FROM outbox WHERE key = 'secret'")) == [("",)]
    assert await claim(store, AT + timedelta(days=3000)) == []
    assert await store.read(lambda work: outbox.backlog(work, AT + timedelta(days=9), timedelta(0))) == (0, 0)
    assert await store.write(lambda work: kept.unpark(work, "a-p", AT)) == 2
    assert await store.write(lambda work: kept.unpark(work, "a-p", AT)) == 0
    assert await keys(store, await claim(store)) == ["status"]


async def test_what_waits_follows_to_another_chat(store: Store) -> None:
    await store.person("p")
    await store.person("q", channel="webchat")
    for purpose in RANKS:
        await put(store, purpose, purpose=purpose, menu=f"m-{purpose}")
        await store.write(lambda work, m=f"m-{purpose}": menus.add(work, menu=m, account="a-p", items="[]", at=AT))  # type: ignore[misc]
    await put(store, "later", purpose="status", due=AT + SECOND)
    assert await store.write(lambda work: kept.rehome(work, "a-p", "a-q", AT)) == 6
    moved = await store.read(lambda work: work.all("SELECT key, channel, state FROM outbox WHERE account = 'a-q' ORDER BY id"))
    assert moved == [
        ("urgent", "webchat", "new"), ("status", "webchat", "new"), ("reminder", "webchat", "new"), ("digest", "webchat", "new"),
        ("broadcast", "webchat", "new"), ("later", "webchat", "held"),
    ]  # fmt: skip
    found = await store.read(lambda work: work.all("SELECT id FROM menu WHERE account = 'a-q' ORDER BY id"))
    assert found == [("m-broadcast",), ("m-digest",), ("m-reminder",), ("m-status",), ("m-urgent",)]


async def test_what_was_let_go_is_as_new(store: Store) -> None:
    """However long it was kept: the days in which it is tried begin when it may leave."""
    await store.person("p")
    await store.person("q", channel="webchat")
    await put(store, "kept", purpose="urgent")
    await store.write(lambda work: kept.shut(work, "a-p", "window", AT))
    later = AT + timedelta(days=5)
    await store.write(lambda work: kept.unpark(work, "a-p", later))
    (one,) = await claim(store, later)
    assert (one.created_at, one.due) == (AT, later)
    await store.write(lambda work: kept.shut(work, "a-p", "window", later))
    await store.write(lambda work: kept.rehome(work, "a-p", "a-q", later + SECOND))
    (one,) = await store.write(lambda work: outbox.claim(work, later + SECOND, {"webchat": 1}))
    assert one.due == later + SECOND


async def test_what_was_kept_for_who_wrote_it_down_leaves_for_its_author(store: Store) -> None:
    """They come with their slip while the one who wrote it down is silent."""
    for name in ("enterer", "heir", "nobody"):
        await store.person(name)
    await put(store, "answered", "a-enterer", purpose="status", about="op")
    await store.write(lambda work: kept.shut(work, "a-enterer", "window", AT))
    await store.write(lambda work: villagers.become(work, "op", "nobody", heir="heir", account="a-heir", enterer="enterer", at=AT))
    assert await keys(store, await claim(store)) == ["answered"]


async def test_what_is_kept_does_not_leave_before_its_hour(store: Store) -> None:
    """An answer can be taken back for a while, also where its reader is back in that while."""
    await store.person("p")
    await store.person("q")
    hour = AT + 60 * SECOND
    await put(store, "parked", purpose="status", due=hour)
    await put(store, "written", purpose="status", due=kept.NEVER)
    await store.write(lambda work: kept.after(work, "written", hour))
    await store.write(lambda work: kept.shut(work, "a-p", "window", AT))
    assert await store.write(lambda work: kept.unpark(work, "a-p", AT + SECOND)) == 2
    assert await claim(store, AT + SECOND) == []
    await store.write(lambda work: kept.shut(work, "a-p", "window", AT + SECOND))
    assert await store.write(lambda work: kept.rehome(work, "a-p", "a-q", AT + SECOND)) == 2
    assert await claim(store, AT + SECOND) == []
    assert await keys(store, await claim(store, hour)) == ["parked"]


async def test_what_is_for_one_chat_waits_there(store: Store) -> None:
    """A warning that another chat came along is for the chats that were there, not for the newcomer."""
    await store.person("p", channel="zalo_oa")
    await store.person("q")
    await put(store, "here", purpose="status", about=HERE)
    await put(store, "news", purpose="status")
    assert await store.write(lambda work: kept.rehome(work, "a-p", "a-q", AT)) == 1
    assert await store.write(lambda work: kept.shut(work, "a-p", "window", AT)) == 1
    assert await store.write(lambda work: kept.rehome(work, "a-p", "a-q", AT)) == 0
    assert await store.write(lambda work: kept.unpark(work, "a-p", AT)) == 1
    assert await store.read(lambda work: work.all("SELECT key, account FROM outbox ORDER BY id")) == [("here", "a-p"), ("news", "a-q")]


async def test_what_is_taken_to_another_chat_while_it_arrives_is_no_card_there_and_gives_nobody_numbers(store: Store) -> None:
    await store.person()
    await store.person("q", channel="webchat")
    await store.write(lambda work: menus.add(work, menu="m", account="a-p", items="[]", at=AT))
    await put(store, "k", purpose="status", card="c", menu="m")
    (one,) = await claim(store)
    await store.write(lambda work: kept.rehome(work, "a-p", "a-q", AT))
    await store.write(lambda work: arrivals.keep(work, one, "77", AT, labels=("Một",), edited=False))
    assert await store.read(lambda work: work.all("SELECT account, state, message FROM outbox")) == [("a-q", "sent", "")]
    assert await store.read(lambda work: work.all("SELECT * FROM card")) == []
    assert await store.read(lambda work: work.all("SELECT * FROM conversation WHERE menu = 'm'")) == []
    assert await store.read(lambda work: work.all("SELECT shown FROM menu")) == [(0,)]


async def test_recall_and_unsend(store: Store) -> None:
    await store.person()
    for key in ("x:1:a", "x:1:b", "x:2:a"):
        await put(store, key, due=AT + SECOND)
    assert await store.write(lambda work: outbox.recall(work, "x:2:a"))
    assert not await store.write(lambda work: outbox.recall(work, "x:2:a"))
    assert await store.write(lambda work: outbox.unsend(work, "x:1:", AT))
    assert await states(store) == {"x:2:a": "dead"}
    assert await put(store, "x:1:a"), "as if it had never been"
    await claim(store)
    assert not await store.write(lambda work: outbox.unsend(work, "x:1:", AT))
    assert not await store.write(lambda work: outbox.recall(work, "x:1:a"))
    await store.write(outbox.resume)
    assert not await store.write(lambda work: outbox.unsend(work, "x:1:", AT))
    assert not await store.write(lambda work: outbox.recall(work, "x:1:a")), "it may have arrived before we died"


async def test_recall_all_by_prefix(store: Store) -> None:
    await store.person()
    for key in ("d:1:a", "d:1:b", "d:10:a"):
        await put(store, key)
    assert await store.write(lambda work: outbox.recall_all(work, "d:1:")) == 2
    assert (await states(store))["d:10:a"] == "new"


async def test_quiet_leaves_answers(store: Store) -> None:
    await store.person()
    for purpose in RANKS:
        await put(store, purpose, purpose=purpose)
    (one, *_) = await claim(store)
    await store.write(lambda work: outbox.quiet(work, "a-p", "revoked"))
    left = {key for key, state in (await states(store)).items() if state != "dead"}
    assert left == {"toast", "reply", "urgent", "commands"}, "two are on their way already"
    assert one.purpose == "toast"


async def test_after_an_outage(store: Store) -> None:
    for name, kind in (("p", "unsent"), ("q", "unknown"), ("r", "busy")):
        await store.person(name)
        await put(store, name, f"a-{name}")
        (one,) = await claim(store)
        await store.write(lambda work, o=one, k=kind: outbox.again(work, o, k, AT + 600 * SECOND))  # type: ignore[misc]
    assert await store.write(lambda work: outbox.hurry(work, "webchat", AT)) == 0
    assert await store.write(lambda work: outbox.hurry(work, "telegram", AT)) == 2
    assert await keys(store, await claim(store)) == ["p", "q"], "a pause that was asked for is kept"


async def test_what_was_said_about_what(store: Store) -> None:
    await store.person()
    await put(store, "a", about="opinion")
    (one,) = await claim(store)
    await sent(store, one, "5")
    assert await store.read(lambda work: outbox.about(work, "a-p", "5")) == "opinion"
    assert await store.read(lambda work: outbox.about(work, "a-q", "5")) == ""
    assert await store.read(lambda work: outbox.newest(work, "a")) == ("a-p", "5")
    assert await store.read(lambda work: outbox.newest(work, "b")) is None
    assert not await store.read(lambda work: outbox.is_pending(work, "a-p"))
    await put(store, "later", due=AT + SECOND)
    assert await store.read(lambda work: outbox.is_pending(work, "a-p"))


async def test_a_secret_is_forgotten_when_it_has_left(store: Store) -> None:
    await store.person()
    await put(store, "a", about=ONCE, payload='"s"')
    (one,) = await claim(store)
    await sent(store, one)
    assert await store.read(lambda work: work.one("SELECT payload FROM outbox")) == ("",)


async def test_a_card_that_became_secret_while_it_waited_is_forgotten(store: Store) -> None:
    """The names of those who speak, in place of a card of the dialogue that had not left yet."""
    await store.person()
    await put(store, "a", card="c", payload='"1"')
    await put(store, "b", card="c", payload='"Lan"', about=ONCE)
    (one,) = await claim(store)
    await sent(store, one)
    assert await store.read(lambda work: work.one("SELECT payload FROM outbox")) == ("",)


async def test_backlog_and_purge(store: Store) -> None:
    await store.person()
    await put(store, "a")
    await put(store, "b", due=AT + SECOND)
    look = AT + timedelta(minutes=20)
    assert await store.read(lambda work: outbox.backlog(work, look, timedelta(minutes=15))) == (1, 1)
    assert await store.read(lambda work: outbox.backlog(work, AT, timedelta(minutes=15))) == (1, 0)
    (one,) = await claim(store)
    await sent(store, one)
    assert await store.write(lambda work: outbox.purge(work, AT)) == 0
    assert await store.write(lambda work: outbox.purge(work, AT + SECOND)) == 1
    assert list(await states(store)) == ["b"], "what waits is never purged"


async def test_words_about_the_erased_are_blanked(store: Store) -> None:
    await store.person()
    await put(store, "a", payload='"YK-1"')
    await put(store, "b", payload='"YK-1"')
    (one,) = await claim(store)
    await sent(store, one)
    await store.write(lambda work: outbox.blank_about(work, ["YK-1"]))
    assert await store.read(lambda work: work.all("SELECT payload FROM outbox ORDER BY id")) == [("",), ('"YK-1"',)]


def test_never_is_far_but_can_be_stored() -> None:
    assert micros(NEVER) < 1 << 62


async def test_nobody_has_no_channel(store: Store) -> None:
    def look(work: Work) -> object:
        return work.one("SELECT channel FROM outbox")

    assert await put(store, "a", "nobody")
    assert await store.read(look) == ("",)
    assert len(await claim(store)) == 1
