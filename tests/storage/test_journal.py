"""The journal is only added to, and shows every edit."""

from __future__ import annotations

import pytest

from storage import journal
from storage.work import Work
from tests.storage.conftest import AT, Store


async def test_the_story_of_one_thing(store: Store) -> None:
    for verb in ("send", "accept"):
        await store.write(lambda work, v=verb: journal.add(work, at=AT, actor="p", verb=v, object="o", unit="u", why="vì"))  # type: ignore[misc]
    await store.write(lambda work: journal.add(work, at=AT, actor="", verb="send", object="x"))
    found = await store.read(lambda work: journal.of(work, "o"))
    assert [(one.seq, one.verb, one.facts) for one in found] == [(1, "send", {"why": "vì"}), (2, "accept", {"why": "vì"})]
    assert await store.read(lambda work: journal.has(work, "send", "x"))
    assert not await store.read(lambda work: journal.has(work, "accept", "x"))


async def test_an_edit_shows_and_cannot_be_made_by_accident(store: Store) -> None:
    for n in range(5):
        await store.write(lambda work, n=n: journal.add(work, at=AT, actor="p", verb="v", object=str(n)))  # type: ignore[misc]
    assert await store.read(journal.verify) == 0
    for sql in ("UPDATE journal SET actor = 'q' WHERE seq = 3", "DELETE FROM journal WHERE seq = 3"):
        with pytest.raises(Exception, match="append-only"):
            await store.write(lambda work, s=sql: work.do(s))  # type: ignore[misc]

    def forge(work: Work) -> None:
        work.do("DROP TRIGGER journal_no_update")
        work.do("UPDATE journal SET actor = 'q' WHERE seq = 3")

    await store.write(forge)
    assert await store.read(journal.verify) == 3
    assert await store.read(lambda work: journal.verify_last(work, 3)) == 3
    assert await store.read(lambda work: journal.verify_last(work, 1)) == 0, "only the last line was looked at"


async def test_a_line_taken_out_shows(store: Store) -> None:
    for n in range(3):
        await store.write(lambda work, n=n: journal.add(work, at=AT, actor="p", verb="v", object=str(n)))  # type: ignore[misc]

    def forge(work: Work) -> None:
        work.do("DROP TRIGGER journal_no_delete")
        work.do("DELETE FROM journal WHERE seq = 2")

    await store.write(forge)
    assert await store.read(journal.verify) == 3
