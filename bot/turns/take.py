"""One message, one turn, one transaction: from the raw letter to everything that follows from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.act import Act, Mint
from bot.domain.people import Account, Person
from bot.domain.province import Province
from bot.flows import engine
from bot.flows.engine import Book
from bot.talk.incoming import Incoming
from bot.talk.rendered import Caps
from storage import inbox, people
from storage.work import Work

Parse = Callable[[bytes], list[Incoming]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every turn is taken with: the conversations, the province, and each channel's way to read an update."""

    book: Book
    province: Province
    parsers: Mapping[str, Parse]
    caps: Mapping[str, Caps]
    links: Mapping[str, str]  # channel -> what stands before a deep-link payload


def take(work: Work, desk: Desk, mint: Mint, letter: int, at: datetime) -> bool:
    """Take the turn of a letter that waits; nothing happens when it was taken before. Returns whether it brought files.

    Raises whatever goes wrong; the caller's transaction undoes the whole turn."""
    todo, files = deque([(letter, False)]), False
    while todo:
        number, again = todo.popleft()
        found = inbox.again(work, number) if again else inbox.get(work, number)
        if found is None:
            continue
        for place, incoming in enumerate(desk.parsers[found.channel](found.body)):
            files = files or bool(incoming.media)
            key = f"{number}.{place}" + (".again" if again else "")
            todo.extend((one, True) for one in _one(work, desk, mint, incoming, at, letter=number, key=key, again=again))
        if not again:
            inbox.done(work, number)
    return files


def _one(
    work: Work, desk: Desk, mint: Mint, incoming: Incoming, at: datetime, *, letter: int, key: str, again: bool
) -> tuple[int, ...]:
    if not incoming.peer.private:
        return ()
    person, account = _who(work, mint, incoming, at)
    if incoming.kind == "stopped":
        people.block(work, account.id)
        return ()
    if incoming.kind == "moved":
        people.relocate(work, account.id, incoming.start)
        return ()
    people.touch(work, account.id, at)
    if incoming.kind == "resumed":
        return ()
    act = Act(
        at=at, mint=mint, province=desk.province, person=person.id, account=account.id, channel=account.channel, lang=person.lang,
        edits=desk.caps[account.channel].edit, links=desk.links.get(account.channel, ""), web=desk.links.get("webchat", ""), letter=letter,
        again=again, name=incoming.peer.name,
    )  # fmt: skip
    return engine.handle(work, act, desk.book, incoming, key=key)


def _who(work: Work, mint: Mint, incoming: Incoming, at: datetime) -> tuple[Person, Account]:
    """The person behind the chat; a new one is remembered, without a name until they agree."""
    peer = incoming.peer
    found = people.find(work, people.index(work, peer.channel, peer.account, peer.chat))
    return found or people.add(work, person=mint.id(), account=mint.id(), peer=peer, at=at, lang="vi")
