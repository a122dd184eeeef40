"""Files that people sent: fetched once, kept in order, and doomed with their owner."""

from __future__ import annotations

from datetime import timedelta

from bot.talk.incoming import Media
from storage import attachments
from tests.storage.conftest import AT, Store

SECOND = timedelta(seconds=1)


async def add(store: Store, id: str, owner: str = "o", account: str = "a") -> None:
    media = Media(kind="photo", ref=f"ref-{id}", name="ảnh.jpg", mime="image/jpeg", size=9)
    await store.write(lambda work: attachments.add(work, id=id, owner=owner, account=account, channel="telegram", media=media, at=AT))


async def kept(store: Store, id: str) -> bool:
    return await store.write(lambda work: attachments.kept(work, id, path=f"{id}.jpg", sha="s", size=7, mime="image/jpeg"))


async def test_from_reference_to_bytes(store: Store) -> None:
    for one_id in ("1", "2"):
        await add(store, one_id)
    assert [one.id for one in await store.read(lambda work: attachments.of(work, "o"))] == ["1", "2"]
    wanted = await store.read(lambda work: attachments.wanted(work, AT))
    assert [(one.id, media.ref) for one, media in wanted] == [("1", "ref-1"), ("2", "ref-2")]
    row = await store.read(lambda work: work.one("SELECT ref FROM attachment"))
    assert row is not None and b"ref" not in row[0]
    assert await kept(store, "1") and not await kept(store, "1")
    await store.write(lambda work: attachments.later(work, "2", "unsent", AT + SECOND))
    assert await store.read(lambda work: attachments.wanted(work, AT)) == []
    assert await store.read(attachments.next_try) == AT + SECOND
    found = await store.read(lambda work: attachments.get(work, "1"))
    assert found is not None and (found.state, found.path, found.size) == ("kept", "1.jpg", 7)
    await store.write(lambda work: attachments.refused(work, "2", "gone"))
    assert [one.id for one in await store.read(lambda work: attachments.of(work, "o"))] == ["1"]
    assert await store.read(attachments.next_try) is None
    assert await store.read(lambda work: attachments.get(work, "x")) is None


async def test_given_on_and_counted(store: Store) -> None:
    await add(store, "1", "draft")
    await store.write(lambda work: attachments.give(work, "draft", "opinion"))
    assert [one.owner for one in await store.read(lambda work: attachments.of(work, "opinion"))] == ["opinion"]
    assert await store.read(lambda work: attachments.sent_since(work, "a", AT)) == 1
    assert await store.read(lambda work: attachments.sent_since(work, "a", AT + SECOND)) == 0


async def test_bytes_are_doomed_with_the_same_commit(store: Store) -> None:
    for one, owner in (("1", "o"), ("2", "o"), ("3", "x")):
        await add(store, one, owner)
        if one != "2":
            await kept(store, one)
    await store.write(lambda work: attachments.drop(work, "o"))
    assert await store.read(attachments.doomed) == ["1.jpg"], "what was never kept has no bytes"
    assert not await kept(store, "2"), "bytes that come later are not wanted any more"
    await store.write(lambda work: attachments.drop_account(work, "a"))
    assert await store.read(attachments.doomed) == ["1.jpg", "3.jpg"]
    await store.write(lambda work: attachments.buried(work, "1.jpg"))
    assert await store.read(attachments.doomed) == ["3.jpg"]
