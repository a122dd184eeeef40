"""People and their chats: sealed, found by index only, reached where they read last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.talk.incoming import Peer
from storage import people
from storage.keys import Unsealable
from storage.work import Work
from tests.storage.conftest import AT, Store

DAY = timedelta(days=1)


async def test_found_by_chat_and_nothing_else_is_readable(store: Store) -> None:
    account = await store.person("p")
    found = await store.read(lambda work: people.find(work, people.index(work, "telegram", "bot", "chat p")))
    assert found is not None and (found[0].id, found[1].id, found[1].state) == ("p", account, "open")
    assert await store.read(lambda work: people.find(work, people.index(work, "telegram", "other", "chat p"))) is None
    row = await store.read(lambda work: work.one("SELECT chat, name, chat_index FROM account"))
    assert row is not None and b"chat" not in row[0] and "chat" not in row[2]
    address = await store.read(lambda work: people.address(work, account))
    assert address is not None and (address.chat, address.channel, address.state) == ("chat p", "telegram", "open")
    assert await store.read(lambda work: people.name(work, account)) == "", "no name before they agree"
    assert await store.read(lambda work: people.address(work, "nobody")) is None
    assert await store.read(lambda work: people.get(work, "nobody")) is None


async def test_names_and_phones_are_sealed_for_their_own_place(store: Store) -> None:
    account, other = await store.person("p"), await store.person("q")
    await store.write(lambda work: people.keep_name(work, account, "p", "Nguyễn Thị A"))
    await store.write(lambda work: people.keep_phone(work, account, "p", "0912"))
    assert await store.read(lambda work: (people.name(work, account), people.phone(work, "p"))) == ("Nguyễn Thị A", "0912")
    assert await store.read(lambda work: people.phone(work, "q")) == ""
    await store.write(lambda work: people.drop_phone(work, "p"))
    assert await store.read(lambda work: people.phone(work, "p")) == ""

    def swap(work: Work) -> None:
        work.do("UPDATE account SET name = (SELECT name FROM account WHERE id = :a) WHERE id = :b", a=account, b=other)

    await store.write(swap)
    with pytest.raises(Unsealable):
        await store.read(lambda work: people.name(work, other))


async def second(store: Store, person: str, name: str, channel: str, last: int) -> str:
    """One more chat of a person."""
    account = await store.person(name, channel=channel, at=AT + last * DAY)
    await store.write(lambda work: work.do("UPDATE account SET person = :p WHERE id = :a", p=person, a=account))
    return account


async def test_reached_where_they_read_last(store: Store) -> None:
    first = await store.person("p")
    later = await second(store, "p", "p2", "webchat", 1)
    assert await store.read(lambda work: people.reach(work, "p")) == later
    assert await store.read(lambda work: people.reach(work, "p", besides="webchat")) == first
    assert await store.read(lambda work: people.deaf(work, "p")) == []
    await store.write(lambda work: people.touch(work, first, AT + 2 * DAY))
    assert await store.read(lambda work: people.reach(work, "p")) == first
    await store.write(lambda work: people.block(work, first))
    assert await store.read(lambda work: (people.reach(work, "p"), [one.id for one in people.deaf(work, "p")])) == (later, [first])
    assert [one.id for one in await store.read(lambda work: people.accounts(work, "p"))] == [later]
    assert await store.read(lambda work: people.every_account(work, "p")) == sorted([first, later])
    await store.write(lambda work: people.block(work, later))
    assert await store.read(lambda work: people.reach(work, "p")) == ""
    await store.write(lambda work: people.touch(work, first, AT + 2 * DAY))
    assert await store.read(lambda work: people.reach(work, "p")) == first


async def test_a_chat_with_a_new_id(store: Store) -> None:
    account, other = await store.person("p"), await store.person("q")
    assert await store.write(lambda work: people.relocate(work, account, "-100"))
    address = await store.read(lambda work: people.address(work, account))
    assert address is not None and address.chat == "-100"
    assert await store.write(lambda work: people.relocate(work, account, "-100")), "told twice"
    assert not await store.write(lambda work: people.relocate(work, other, "-100")), "it is another's"
    assert not await store.write(lambda work: people.relocate(work, "nobody", "-1"))
    untouched = await store.read(lambda work: people.address(work, other))
    assert untouched is not None and untouched.chat == "chat q"


async def test_consent_choices_and_commune(store: Store) -> None:
    await store.person("p")
    assert await store.read(lambda work: people.agreed_at(work, "p")) is None
    await store.write(lambda work: people.agree(work, "p", version="1", channel="telegram", at=AT))
    await store.write(lambda work: people.settle(work, "p", "02185"))
    await store.write(lambda work: people.prefer(work, "p", lang="en", digest_at="06:30", density="result"))
    one = await store.read(lambda work: people.get(work, "p"))
    assert one is not None and (one.consent, one.commune, one.lang, one.digest_at, one.density) == ("1", "02185", "en", "06:30", "result")
    assert await store.read(lambda work: people.agreed_at(work, "p")) == AT
    assert await store.read(lambda work: people.citizens_after(work, "02185", "", 9)) == [], "they want to hear of results only"
    await store.write(lambda work: people.prefer(work, "p", density="every"))
    assert await store.read(lambda work: people.citizens_after(work, "02185", "", 9)) == ["p"]
    assert await store.read(lambda work: people.citizens_after(work, "02185", "p", 9)) == []


async def test_a_chat_given_to_nobody_keeps_only_its_address(store: Store) -> None:
    account = await store.person("p")
    await store.write(lambda work: people.keep_phone(work, account, "p", "0912"))
    await store.write(lambda work: people.detach(work, account, person="nobody", at=AT, lang="vi"))
    assert await store.read(lambda work: people.owner(work, account)) == "nobody"
    address = await store.read(lambda work: people.address(work, account))
    assert address is not None and address.chat == "chat p"
    assert await store.read(lambda work: (people.phone(work, "nobody"), people.name(work, account))) == ("", "")


async def test_erasing_destroys_the_key(store: Store) -> None:
    account = await store.person("p")
    row = await store.read(lambda work: work.one("SELECT chat, chat_index FROM account"))
    await store.write(lambda work: people.erase(work, "p", AT))
    assert not await store.read(lambda work: people.is_known(work, "p"))
    assert await store.read(lambda work: (people.owner(work, account), people.chat_index(work, account))) == ("", "")
    assert await store.read(lambda work: work.one("SELECT count(*) FROM citizen_key")) == (0,)
    assert row is not None
    peer = Peer(channel="telegram", account="bot", chat="chat p", user="p")
    await store.write(lambda work: people.add(work, person="p2", account="a2", peer=peer, at=AT, lang="vi"))
    assert await store.read(lambda work: people.owner(work, "a2")) == "p2", "who comes back is someone new"
