"""People and their accounts; chat ids, names and phones sealed under each person's own key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.people import Account, Density, Person
from bot.talk.incoming import Peer
from storage.work import Work, micros, moment

_PERSON = "p.id, p.lang, p.commune, p.density, p.digest_at, p.consent, p.prefers"
_STATE = "CASE WHEN a.state = 'open' AND a.shut_at > 0 THEN 'shut' ELSE a.state END"
_ACCOUNT = f"a.id, a.person, a.channel, {_STATE}, a.joined_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a message goes; `crowd` says that it is a group chat."""

    account: str
    channel: str
    bot: str
    chat: str
    lang: str
    state: str
    crowd: bool = False


def index(work: Work, channel: str, bot: str, chat: str) -> str:
    """The blind index of a chat: the same for the same chat, telling nothing without the key."""
    return work.keys.index("chat", channel, bot, chat)


def find(work: Work, chat_index: str) -> tuple[Person, Account] | None:
    """The person behind a chat."""
    row = work.one(
        f"SELECT {_PERSON}, {_ACCOUNT} FROM account a JOIN person p ON p.id = a.person WHERE a.chat_index = :i",
        i=chat_index,
    )
    return (_person(row[:7]), _account(row[7:])) if row else None


def _person(r: tuple[Any, ...]) -> Person:
    return Person(id=r[0], lang=r[1], commune=r[2], density=r[3], digest_at=r[4], consent=r[5], prefers=r[6])


def _account(r: tuple[Any, ...]) -> Account:
    return Account(id=r[0], person=r[1], channel=r[2], state=r[3], joined=moment(r[4]))


def get(work: Work, person: str) -> Person | None:
    """A person by id."""
    row = work.one(f"SELECT {_PERSON} FROM person p WHERE p.id = :id", id=person)
    return _person(row) if row else None


def add(work: Work, *, person: str, account: str, peer: Peer, at: datetime, lang: str) -> tuple[Person, Account]:
    """Remember a new person and the chat they wrote from; no name is kept before they agree."""
    wrapped = work.keys.new_citizen_key()
    work.do("INSERT INTO person (id, lang, created_at) VALUES (:id, :lang, :at)", id=person, lang=lang, at=micros(at))
    work.do("INSERT INTO citizen_key (person, wrapped) VALUES (:p, :w)", p=person, w=wrapped)
    work.do(
        "INSERT INTO account (id, person, channel, bot, chat_index, chat, name, state, last_at, joined_at, crowd)"
        " VALUES (:id, :p, :c, :b, :i, :chat, :name, 'open', :at, :at, :crowd)",
        id=account, p=person, c=peer.channel, b=peer.account, i=index(work, peer.channel, peer.account, peer.chat),
        chat=work.keys.seal(wrapped, peer.chat.encode(), account.encode()),
        name=work.keys.seal(wrapped, b"", account.encode()), at=micros(at), crowd=int(not peer.private),
    )  # fmt: skip
    return (
        Person(id=person, lang=lang, commune="", density="every", digest_at="", consent=""),
        Account(id=account, person=person, channel=peer.channel, state="open", joined=at),
    )


def _key(work: Work, person: str) -> bytes | None:
    row = work.one("SELECT wrapped FROM citizen_key WHERE person = :p", p=person)
    return row[0] if row else None


def is_known(work: Work, person: str) -> bool:
    """Whether this is a person of ours who was not erased."""
    return _key(work, person) is not None


def address(work: Work, account: str) -> Address | None:
    """Where an account is reached; None when its person was erased or it was parted from."""
    row = work.one(
        f"SELECT a.channel, a.bot, a.chat, {_STATE}, p.lang, k.wrapped, a.crowd FROM account a JOIN person p ON p.id = a.person"
        " JOIN citizen_key k ON k.person = a.person WHERE a.id = :a AND a.parted_at = 0",
        a=account,
    )
    if row is None:
        return None
    chat = work.keys.open(row[5], row[2], account.encode()).decode()
    return Address(account=account, channel=row[0], bot=row[1], chat=chat, lang=row[4], state=row[3], crowd=row[6] == 1)


def name(work: Work, account: str) -> str:
    """The name shown by the platform, for the inviter's confirmation and the person's own data page only."""
    row = work.one("SELECT a.name, k.wrapped FROM account a JOIN citizen_key k ON k.person = a.person WHERE a.id = :a", a=account)
    return work.keys.open(row[1], row[0], account.encode()).decode() if row else ""


def phone(work: Work, person: str) -> str:
    """The number the person left, on whichever of their chats; empty if none. Reading it is journaled by the caller."""
    row = work.one(
        "SELECT a.phone, k.wrapped, a.id FROM account a JOIN citizen_key k ON k.person = a.person"
        " WHERE a.person = :p AND a.phone IS NOT NULL",
        p=person,
    )
    return work.keys.open(row[1], row[0], row[2].encode()).decode() if row else ""


def keep_phone(work: Work, account: str, person: str, number: str) -> None:
    """Keep the number the person left, in place of an earlier one."""
    wrapped = _key(work, person)
    if wrapped is not None:
        drop_phone(work, person)
        work.do("UPDATE account SET phone = :n WHERE id = :a", n=work.keys.seal(wrapped, number.encode(), account.encode()), a=account)


def keep_name(work: Work, account: str, person: str, name: str) -> None:
    """Keep what the platform calls the person, now that they agreed or took an office."""
    wrapped = _key(work, person)
    if wrapped is not None:
        work.do("UPDATE account SET name = :n WHERE id = :a", n=work.keys.seal(wrapped, name.encode(), account.encode()), a=account)


def touch(work: Work, account: str, at: datetime) -> None:
    """The person was here: the chat is open again and is the one used last (written at most once an hour while it was that already)."""
    now = micros(at)
    work.do(
        "UPDATE account SET state = 'open', shut_at = 0, last_at = :at WHERE id = :a AND (state <> 'open' OR shut_at > 0 OR last_at < :old"
        " OR EXISTS"
        " (SELECT 1 FROM account b WHERE b.person = account.person AND b.id <> :a AND b.last_at >= account.last_at))",
        at=now, a=account, old=now - 3_600_000_000,
    )  # fmt: skip


def block(work: Work, account: str) -> None:
    """The person stopped the bot on this chat."""
    work.do("UPDATE account SET state = 'blocked' WHERE id = :a", a=account)


def shut(work: Work, account: str, at: datetime) -> bool:
    """A chat takes nothing from us until its person writes there; False when that was known."""
    return work.do("UPDATE account SET shut_at = :at WHERE id = :a AND shut_at = 0", at=micros(at), a=account) == 1


def relocate(work: Work, account: str, chat: str) -> bool:
    """The chat has a new id on its platform; False, and nothing is changed, where that is another account's already."""
    row = work.one("SELECT a.channel, a.bot, k.wrapped FROM account a JOIN citizen_key k ON k.person = a.person WHERE a.id = :a", a=account)
    if row is None:
        return False
    return work.do(
        "UPDATE account SET chat_index = :i, chat = :c WHERE id = :a"
        " AND NOT EXISTS (SELECT 1 FROM account b WHERE b.chat_index = :i AND b.id <> :a)",
        i=index(work, row[0], row[1], chat), c=work.keys.seal(row[2], chat.encode(), account.encode()), a=account,
    ) == 1  # fmt: skip


def agree(work: Work, person: str, *, version: str, channel: str, at: datetime) -> None:
    """Keep the proof of consent: which text, when, on which channel (Luật 91/2025/QH15)."""
    work.do(
        "UPDATE person SET consent = :v, consent_at = :at, consent_by = :c WHERE id = :p",
        v=version, at=micros(at), c=channel, p=person,
    )  # fmt: skip


def settle(work: Work, person: str, unit: str) -> None:
    """The commune the person wrote for last."""
    work.do("UPDATE person SET commune = :u WHERE id = :p AND commune <> :u", u=unit, p=person)


def prefer(
    work: Work, person: str, *, lang: str | None = None, digest_at: str | None = None, density: Density | None = None,
    channel: str | None = None,
) -> None:  # fmt: skip
    """Change the language, the hour of the digest, how much the person hears, or where."""
    for column, value in (("lang", lang), ("digest_at", digest_at), ("density", density), ("prefers", channel)):
        if value is not None:
            work.do(f"UPDATE person SET {column} = :v WHERE id = :p", v=value, p=person)


def accounts(work: Work, person: str) -> list[Account]:
    """The chats of a person that they did not stop, the one used last first."""
    rows = work.all(f"SELECT {_ACCOUNT} FROM account a WHERE a.person = :p AND a.state = 'open' ORDER BY a.last_at DESC", p=person)
    return [_account(row) for row in rows]


def chats(work: Work, person: str) -> list[Account]:
    """The chats of a person, those that they stopped too, in the order in which they became theirs."""
    rows = work.all(f"SELECT {_ACCOUNT} FROM account a WHERE a.person = :p AND a.parted_at = 0 ORDER BY a.joined_at, a.id", p=person)
    return [_account(row) for row in rows]


def reach(work: Work, person: str, *, besides: str = "") -> str:
    """The account through which a person hears us, which takes what we say now: on the channel they prefer, else the one used last; empty
    if there is none.

    A browser whose session has ended comes late: what it gets waits unread until its person is back. The channel `besides`, which is
    in trouble, comes last."""
    row = work.one(
        "SELECT a.id FROM account a JOIN person p ON p.id = a.person LEFT JOIN web_session s ON s.chat = a.chat_index AND s.ended <> 0"
        " WHERE a.person = :p AND a.state = 'open' AND a.shut_at = 0 ORDER BY a.channel = :b, s.chat IS NOT NULL, a.channel <> p.prefers,"
        " a.last_at DESC LIMIT 1",
        p=person, b=besides,
    )  # fmt: skip
    return row[0] if row else ""


def deaf(work: Work, person: str) -> list[Account]:
    """The chats of a person that do not hear us now: those that take nothing before they write first, then those that they stopped, each
    the one used last first."""
    rows = work.all(
        f"SELECT {_ACCOUNT} FROM account a WHERE a.person = :p AND a.parted_at = 0 AND (a.state = 'blocked' OR a.shut_at > 0)"
        " ORDER BY a.state = 'blocked', a.last_at DESC",
        p=person,
    )
    return [_account(row) for row in rows]


def owner(work: Work, account: str) -> str:
    """Whose account it is; empty when it was erased."""
    row = work.one("SELECT person FROM account WHERE id = :a", a=account)
    return row[0] if row else ""


def chat_index(work: Work, account: str) -> str:
    """The blind index of an account's chat, its lane in the inbox; empty when it was erased."""
    row = work.one("SELECT chat_index FROM account WHERE id = :a", a=account)
    return row[0] if row else ""


def citizens_after(work: Work, unit: str, after: str, limit: int) -> list[str]:
    """A page of those who wrote for a unit, agreed to be written to and hear more than results, behind the person `after`."""
    rows = work.all(
        "SELECT id FROM person WHERE commune = :u AND commune <> '' AND consent <> '' AND density = 'every' AND id > :after"
        " ORDER BY id LIMIT :n",
        u=unit, after=after, n=limit,
    )  # fmt: skip
    return [row[0] for row in rows]


def every_account(work: Work, person: str) -> list[str]:
    """All chats of a person, also those that they stopped and those that were parted from."""
    return [row[0] for row in work.all("SELECT id FROM account WHERE person = :p ORDER BY id", p=person)]


def agreed_at(work: Work, person: str) -> datetime | None:
    """When a person agreed; None when they did not."""
    row = work.one("SELECT consent_at FROM person WHERE id = :p AND consent <> ''", p=person)
    return moment(row[0]) if row else None


def drop_phone(work: Work, person: str) -> None:
    """Forget the number the person left."""
    work.do("UPDATE account SET phone = NULL WHERE person = :p", p=person)


def detach(work: Work, account: str, *, person: str, at: datetime, lang: str) -> None:
    """Give a chat to a new person who is nobody yet: only its address comes along, sealed under a new key, for a last word."""
    row = work.one("SELECT a.chat, k.wrapped FROM account a JOIN citizen_key k ON k.person = a.person WHERE a.id = :a", a=account)
    if row is None:
        return
    chat = work.keys.open(row[1], row[0], account.encode())
    wrapped = work.keys.new_citizen_key()
    work.do("INSERT INTO person (id, lang, created_at) VALUES (:id, :lang, :at)", id=person, lang=lang, at=micros(at))
    work.do("INSERT INTO citizen_key (person, wrapped) VALUES (:p, :w)", p=person, w=wrapped)
    work.do(
        "UPDATE account SET person = :p, chat = :chat, name = :name, phone = NULL WHERE id = :a",
        p=person, chat=work.keys.seal(wrapped, chat, account.encode()), name=work.keys.seal(wrapped, b"", account.encode()), a=account,
    )  # fmt: skip


def erase(work: Work, person: str, at: datetime) -> None:
    """Destroy a person's key and everything that names them. What they wrote is blanked by the caller."""
    work.do("DELETE FROM citizen_key WHERE person = :p", p=person)
    work.do("DELETE FROM villager WHERE person = :p", p=person)
    work.do("DELETE FROM link_code WHERE person = :p", p=person)
    work.do("DELETE FROM account WHERE person = :p", p=person)
    work.do("UPDATE person SET commune = '', consent = '', erased_at = :at WHERE id = :p", at=micros(at), p=person)
    work.do("INSERT INTO erasure (person, at) VALUES (:p, :at) ON CONFLICT (person) DO NOTHING", p=person, at=micros(at))
