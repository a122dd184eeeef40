"""How a chat changes hands: a known person takes the chat of someone who was nobody yet."""

from __future__ import annotations

from datetime import datetime

from storage import people
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
        "UPDATE account SET person = :p, chat = :chat, name = :name, phone = NULL, state = 'open', last_at = :at WHERE id = :a",
        p=person, chat=work.keys.seal(key[0], address.chat.encode(), account.encode()),
        name=work.keys.seal(key[0], b"", account.encode()), at=micros(at), a=account,
    )  # fmt: skip
    _remove(work, nobody)


def succeed(work: Work, account: str, heir: str, at: datetime) -> None:
    """An old chat of a person is reached at the address of `heir`, a nobody's chat, from now on; `heir` and its person are removed.

    All that belongs to the old chat (conversation, draft, cards, menus, waiting messages) stays as it is."""
    nobody, address = people.owner(work, heir), people.address(work, heir)
    if address is None:
        return
    _forget(work, heir, nobody)
    people.relocate(work, account, address.chat)
    work.do("UPDATE account SET state = 'open', last_at = :at WHERE id = :a", at=micros(at), a=account)
    _remove(work, nobody)


def _forget(work: Work, account: str, nobody: str) -> None:
    """What was said to a nobody goes with their chat. They came lately: what was written before that is not looked through."""
    for table in ("conversation", "menu", "card", "piece"):
        work.do(f"DELETE FROM {table} WHERE account = :a", a=account)
    work.do("DELETE FROM outbox WHERE account = :a AND created_at >= (SELECT created_at FROM person WHERE id = :p)", a=account, p=nobody)
    work.do("DELETE FROM account WHERE id = :a", a=account)


def _remove(work: Work, person: str) -> None:
    work.do("DELETE FROM miss WHERE person = :p", p=person)
    work.do("DELETE FROM link_code WHERE person = :p", p=person)
    work.do("DELETE FROM citizen_key WHERE person = :p", p=person)
    work.do("DELETE FROM person WHERE id = :p", p=person)
