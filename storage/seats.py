"""How a chat changes hands: a known person takes the chat of someone who was nobody yet, or gives one up."""

from __future__ import annotations

from datetime import datetime

from bot.talk.incoming import Peer
from storage import inbox, outbox, people, webchat
from storage.work import Work, micros


def is_free(work: Work, person: str, account: str) -> bool:
    """Whether the person behind a chat is nobody yet: no consent, no words, no office, no other chat. Nothing of theirs can be lost."""
    row = work.one(
        "SELECT 1 FROM person p WHERE p.id = :p AND p.consent = ''"
        " AND NOT EXISTS (SELECT 1 FROM account WHERE person = :p AND id <> :a)"
        " AND NOT EXISTS (SELECT 1 FROM granted WHERE person = :p) AND NOT EXISTS (SELECT 1 FROM invite WHERE person = :p)"
        " AND NOT EXISTS (SELECT 1 FROM opinion WHERE author = :p) AND NOT EXISTS (SELECT 1 FROM opinion WHERE account = :a)"
        " AND NOT EXISTS (SELECT 1 FROM draft WHERE account = :a) AND NOT EXISTS (SELECT 1 FROM attachment WHERE account = :a)",
        p=person, a=account,
    )  # fmt: skip
    return row is not None


def adopt(work: Work, account: str, person: str, at: datetime) -> None:
    """The chat becomes one more of the person's, sealed under their key; who it belonged to, a nobody, is removed."""
    nobody, address = people.owner(work, account), people.address(work, account)
    key = work.one("SELECT wrapped FROM citizen_key WHERE person = :p", p=person)
    if address is None or key is None:
        return
    work.do(
        "UPDATE account SET person = :p, chat = :chat, name = :name, phone = NULL, state = 'open', last_at = :at,"
        " joined_at = :j WHERE id = :a",
        p=person, j=_last(work, person, at), chat=work.keys.seal(key[0], address.chat.encode(), account.encode()),
        name=work.keys.seal(key[0], b"", account.encode()), at=micros(at), a=account,
    )  # fmt: skip
    _remove(work, nobody)


def succeed(work: Work, account: str, heir: str, at: datetime) -> None:
    """An old chat of a person is reached at the address of `heir`, a nobody's chat, from now on; `heir` and its person are removed.

    It counts as one that joined now: whoever sits there may part none that was there before. All that belongs to the old
    chat (conversation, draft, cards, menus, waiting messages) stays as it is."""
    nobody, address = people.owner(work, heir), people.address(work, heir)
    if address is None:
        return
    _forget(work, heir, nobody)
    people.relocate(work, account, address.chat)
    joined = _last(work, people.owner(work, account), at)
    work.do("UPDATE account SET state = 'open', last_at = :at, joined_at = :j WHERE id = :a", at=micros(at), j=joined, a=account)
    _remove(work, nobody)


def _last(work: Work, person: str, at: datetime) -> int:
    """When a chat joins that joins now: behind all others of the person, also where the clock was set back."""
    row = work.one("SELECT max(joined_at) FROM account WHERE person = :p", p=person)
    return max(micros(at), row[0] + 1 if row and row[0] is not None else 0)


def part(work: Work, account: str, *, person: str, heir: str, at: datetime, lang: str) -> None:
    """A chat becomes that of a new person, who is nobody yet: only its address goes along, to a new account `heir`.

    The old row stays its person's without an address, so that what was sent from it (opinions and their later changes, files, the
    number that was left, who registered) stays theirs alone, and so do the raw messages and the page's files. What stood open there
    (question, buttons, cards, messages that wait) is over; the page is empty."""
    row = work.one(
        "SELECT a.channel, a.bot, a.chat_index, a.chat, a.state, a.shut_at, k.wrapped FROM account a"
        " JOIN citizen_key k ON k.person = a.person WHERE a.id = :a",
        a=account,
    )
    if row is None:
        return
    chat, closed = work.keys.open(row[6], row[3], account.encode()).decode(), f"parted:{account}"
    work.do(
        "UPDATE account SET chat_index = :i, chat = :chat, state = 'blocked', shut_at = 0, parted_at = :at WHERE id = :a",
        i=closed, chat=work.keys.seal(row[6], b"", account.encode()), at=micros(at), a=account,
    )  # fmt: skip
    for table in ("conversation", "menu", "card"):
        work.do(f"DELETE FROM {table} WHERE account = :a", a=account)
    outbox.silence(work, account, "parted")
    inbox.hand_over(work, row[2], closed)
    webchat.part(work, row[2], closed)
    peer = Peer(channel=row[0], account=row[1], chat=chat, user="")
    people.add(work, person=person, account=heir, peer=peer, at=at, lang=lang)
    work.do("UPDATE account SET state = :s, shut_at = :shut WHERE id = :a", s=row[4], shut=row[5], a=heir)


def _forget(work: Work, account: str, nobody: str) -> None:
    """What was said to a nobody goes with their chat. They came lately: what was written before that is not looked through."""
    for table in ("conversation", "menu", "card", "piece"):
        work.do(f"DELETE FROM {table} WHERE account = :a", a=account)
    work.do("DELETE FROM outbox WHERE account = :a AND created_at >= (SELECT created_at FROM person WHERE id = :p)", a=account, p=nobody)
    work.do("DELETE FROM account WHERE id = :a", a=account)


def _remove(work: Work, person: str) -> None:
    work.do("DELETE FROM link_code WHERE person = :p", p=person)
    work.do("DELETE FROM citizen_key WHERE person = :p", p=person)
    work.do("DELETE FROM person WHERE id = :p", p=person)
