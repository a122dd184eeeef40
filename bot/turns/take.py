"""One message, one turn, one transaction: from the raw letter to everything that follows from it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.domain.act import Act, Mint
from bot.domain.people import Account, Person
from bot.domain.province import Province
from bot.flows import engine
from bot.flows.engine import Book
from bot.logs import signature
from bot.notices import leaving
from bot.services import calendars
from bot.talk.incoming import Incoming
from bot.talk.rendered import Caps
from bot.turns import crowds, trouble
from storage import inbox, people
from storage.database import StorageTrouble
from storage.inbox import Letter
from storage.work import Work

Parse = Callable[[bytes], list[Incoming]]
_CLOCKS: Final = timedelta(minutes=5)
"""How far a platform's clock may be from ours."""


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

    Raises whatever goes wrong; the caller's transaction undoes the whole turn. Only a letter that is taken once more (its writer
    agreed meanwhile) is set aside alone: else its writer could never agree."""
    found = inbox.get(work, letter)
    if found is None or found.channel not in desk.parsers:  # of a channel that is off now it waits for the next start
        return False
    letters, files = _read(work, desk, mint, found, at, again=False)
    inbox.done(work, letter)
    while letters:
        number = letters.popleft()
        try:
            more, brought = work.attempt(partial(_read_again, work, desk, mint, number, at))
        except StorageTrouble:
            raise
        except Exception as why:  # noqa: BLE001  whatever it is, it is this letter's; where the store failed all that follows fails too
            trouble.set_aside(work, desk.province, mint, number, why=signature(why), at=at)
        else:
            letters, files = letters + more, files or brought
    return files


def _read_again(work: Work, desk: Desk, mint: Mint, letter: int, at: datetime) -> tuple[deque[int], bool]:
    found = inbox.again(work, letter)
    return _read(work, desk, mint, found, at, again=True) if found else (deque(), False)


def _read(work: Work, desk: Desk, mint: Mint, found: Letter, at: datetime, *, again: bool) -> tuple[deque[int], bool]:
    """Everything that a letter says; which letters come next, and whether it brought files."""
    letters: deque[int] = deque()
    files = False
    said = desk.parsers[found.channel](found.body)
    if not any(one.peer.private for one in said):  # of what is said in a group nothing is kept
        inbox.blank(work, found.id)
    for place, incoming in enumerate(said):
        files = files or bool(incoming.media)
        key = f"{found.id}.{place}" + (".again" if again else "")
        letters.extend(_one(work, desk, mint, incoming, at, letter=found, key=key, again=again))
    return letters, files


def _one(work: Work, desk: Desk, mint: Mint, incoming: Incoming, at: datetime, *, letter: Letter, key: str, again: bool) -> tuple[int, ...]:
    if not incoming.peer.private:
        nobody = Act(
            at=at, mint=mint, province=desk.province, channel=incoming.peer.channel, edits=desk.caps[incoming.peer.channel].edit,
            links=desk.links.get(incoming.peer.channel, ""), web=desk.links.get("webchat", ""), letter=letter.id,
        )  # fmt: skip
        crowds.take(work, nobody, desk.book, incoming, key=key)
        return ()
    person, account = _who(work, mint, incoming, at)
    caps = desk.caps[account.channel]
    act = Act(
        at=at, mint=mint, province=calendars.in_force(work, desk.province), person=person.id, account=account.id, channel=account.channel,
        lang=person.lang, edits=caps.edit, taps=caps.buttons > 0, links=desk.links.get(account.channel, ""),
        web=desk.links.get("webchat", ""), letter=letter.id, again=again, name=incoming.peer.name, heard=letter.received,
        said=letter.received if incoming.kind == "press" else min(incoming.at, letter.received),  # a press has no time of its own
    )  # fmt: skip
    if incoming.kind == "stopped":
        if not _spoke_since(work, desk, letter, incoming.at):
            leaving.left(work, act, account.id, "stopped")
        return ()
    if incoming.kind == "moved":
        people.relocate(work, account.id, incoming.start)
        return ()
    people.touch(work, account.id, at)
    if account.state != "open":
        leaving.back(work, act, account.id)
    return engine.handle(work, act, desk.book, incoming, key=key) if incoming.kind != "resumed" else ()


def _spoke_since(work: Work, desk: Desk, letter: Letter, left: datetime) -> bool:
    """Whether they were here after they `left`: a platform may bring that they did an hour late, and then they are back already."""
    return any(
        one.kind != "stopped" and one.at > left
        for other in inbox.since(work, letter.chat, left - _CLOCKS)
        for one in desk.parsers[letter.channel](other.body)
    )


def _who(work: Work, mint: Mint, incoming: Incoming, at: datetime) -> tuple[Person, Account]:
    """The person behind the chat; a new one is remembered, without a name until they agree."""
    peer = incoming.peer
    found = people.find(work, people.index(work, peer.channel, peer.account, peer.chat))
    return found or people.add(work, person=mint.id(), account=mint.id(), peer=peer, at=at, lang="vi")
