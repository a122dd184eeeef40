"""What happens in a group chat: an office binds it, presses its cards, leaves it. Nothing that is said there is taken in or kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.act import Act, Mint
from bot.domain.people import Account, Person
from bot.flows import engine
from bot.flows.engine import Book
from bot.notices import crowds as notices
from bot.services import crowds as service
from bot.talk.incoming import Incoming, Peer
from storage import crowds, people
from storage.work import Work

BIND: Final = "/ganketnhom"


def take(work: Work, act: Act, book: Book, incoming: Incoming, *, key: str) -> None:
    """One thing that someone did in a group. `act` is nobody's yet: who did it is known by their private chat, if we know them."""
    found = _known(work, incoming.peer, incoming.peer.chat)
    account = found[1].id if found else ""
    match incoming.kind:
        case "moved" if account:
            people.relocate(work, account, incoming.start)
        case "stopped" if account:
            notices.farewell(work, act, account)
            people.block(work, account)
        case "press" if account:
            _press(work, act, book, incoming, account, key=key)
        case "text" if not incoming.text or incoming.text.startswith("/"):
            _said(work, act, incoming, account or _new(work, act.mint, incoming.peer, act), key=key)
        case _:
            pass


def _known(work: Work, peer: Peer, chat: str) -> tuple[Person, Account] | None:
    return people.find(work, people.index(work, peer.channel, peer.account, chat))


def _new(work: Work, mint: Mint, peer: Peer, act: Act) -> str:
    """The account of a group that spoke to us for the first time; nobody's name comes along."""
    _, account = people.add(work, person=mint.id(), account=mint.id(), peer=replace(peer, user="", name=""), at=act.at, lang=act.lang)
    return account.id


def _said(work: Work, act: Act, incoming: Incoming, account: str, *, key: str) -> None:
    """A command or a word to us."""
    people.touch(work, account, act.at)
    crowds.know(work, account, act.at)
    if incoming.text == BIND:
        service.ask(work, _as_presser(work, act, incoming), account, key)
    else:
        notices.hint(work, act, account, key)


def _as_presser(work: Work, act: Act, incoming: Incoming) -> Act:
    """The act of whoever did it, in their private chat with us; nobody's where they have none that is open."""
    found = _known(work, incoming.peer, incoming.peer.user)
    if found is None or found[1].state != "open":
        return act
    person, account = found
    return replace(act, person=person.id, account=account.id, channel=account.channel, lang=person.lang, name=incoming.peer.name)


def _press(work: Work, act: Act, book: Book, incoming: Incoming, group: str, *, key: str) -> None:
    """A card's button, pressed by someone of the group: by their own grants, answered in their private chat."""
    acts = _as_presser(work, act, incoming)
    if acts.account:
        people.touch(work, acts.account, act.at)
    engine.handle_elsewhere(work, acts, book, incoming, of=group, key=key)
