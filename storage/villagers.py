"""People for whom others wrote an opinion down: no chat, a key of their own, perhaps a phone; and how they come to have a chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.opinions import Opinion
from bot.domain.supervision import Seat
from storage import grants, people
from storage.kept import LET_GO, NEVER
from storage.outbox import WAITS
from storage.work import Work, micros, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who wrote an opinion down, by their office, and for which organisation where it is one's."""

    opinion: str
    seat: Seat
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """The secret by which the author of an opinion claims it."""

    opinion: str
    expires: datetime
    used: bool


def add(work: Work, *, person: str, lang: str, version: str, asked_by: str, at: datetime) -> None:
    """Remember someone who agreed by word of mouth, and who asked them."""
    work.do(
        "INSERT INTO person (id, lang, consent, consent_at, consent_by, created_at) VALUES (:id, :lang, :v, :at, :by, :at)",
        id=person, lang=lang, v=version, by=asked_by, at=micros(at),
    )  # fmt: skip
    work.do("INSERT INTO citizen_key (person, wrapped) VALUES (:p, :w)", p=person, w=work.keys.new_citizen_key())
    work.do("INSERT INTO villager (person) VALUES (:p)", p=person)


def _key(work: Work, person: str) -> bytes | None:
    row = work.one("SELECT wrapped FROM citizen_key WHERE person = :p", p=person)
    return row[0] if row else None


def keep_phone(work: Work, person: str, number: str) -> None:
    """Keep the number that they left, sealed under their own key."""
    wrapped = _key(work, person)
    if wrapped is not None:
        sealed = work.keys.seal(wrapped, number.encode(), person.encode())
        work.do("UPDATE villager SET phone = :n WHERE person = :p", n=sealed, p=person)


def phone(work: Work, person: str) -> str:
    """The number that they left, empty if none. Reading it is journaled by the caller."""
    row = work.one("SELECT v.phone, k.wrapped FROM villager v JOIN citizen_key k ON k.person = v.person WHERE v.person = :p", p=person)
    return work.keys.open(row[1], row[0], person.encode()).decode() if row and row[0] is not None else ""


def is_waiting(work: Work, person: str) -> bool:
    """Whether they have not come with their slip yet."""
    return work.one("SELECT 1 FROM villager WHERE person = :p", p=person) is not None


def speaker(work: Work, opinion: Opinion) -> str:
    """Who reads and judges for the author of an opinion: until its author comes with the slip whoever wrote it down, while they hold an
    office; else the author."""
    waits = opinion.entered_by and is_waiting(work, opinion.author) and grants.of_person(work, opinion.entered_by)
    return opinion.entered_by if waits else opinion.author


def become(work: Work, opinion: str, person: str, *, heir: str, account: str, enterer: str, at: datetime) -> None:
    """Someone who came with their slip speaks from now on as `heir` from the chat `account`: number, files and what is on its way
    to the enterer about this opinion are theirs; the person without a chat is nobody any more. Those who work on the opinion notice
    nothing: its version stays."""
    work.do("UPDATE opinion SET author = :h, account = :a WHERE id = :o", h=heir, a=account, o=opinion)
    number = phone(work, person)
    if number and not people.phone(work, heir):
        people.keep_phone(work, account, heir, number)
    work.do("UPDATE attachment SET account = :a WHERE owner = :o", a=account, o=opinion)
    for (other,) in work.all("SELECT id FROM account WHERE person = :p", p=enterer):
        waits = f"account = :o AND {WAITS} AND state IN ('held', 'new') AND about = :x AND purpose = 'status'"
        work.do(
            f"UPDATE menu SET account = :a WHERE id IN (SELECT menu FROM outbox WHERE {waits} AND menu <> '')",
            a=account,
            o=other,
            x=opinion,
        )
        work.do(
            f"UPDATE outbox SET account = :a, channel = (SELECT channel FROM account WHERE id = :a), {LET_GO} WHERE {waits}",
            a=account, o=other, x=opinion, at=micros(at), never=micros(NEVER),
        )  # fmt: skip
    work.do("DELETE FROM villager WHERE person = :p", p=person)
    work.do("DELETE FROM citizen_key WHERE person = :p", p=person)
    work.do("UPDATE person SET consent = '', consent_by = '', erased_at = :at WHERE id = :p", at=micros(at), p=person)


def note_entry(work: Work, entry: Entry) -> None:
    """Remember who wrote an opinion down."""
    work.do(
        "INSERT INTO entry (opinion, role, unit, title, organisation) VALUES (:o, :r, :u, :t, :org)",
        o=entry.opinion, r=entry.seat.role, u=entry.seat.unit, t=entry.seat.title, org=entry.organisation,
    )  # fmt: skip


def entry(work: Work, opinion: str) -> Entry | None:
    """Who wrote an opinion down; None where its author did."""
    row = work.one("SELECT opinion, role, unit, title, organisation FROM entry WHERE opinion = :o", o=opinion)
    return Entry(opinion=row[0], seat=Seat(role=row[1], unit=row[2], title=row[3]), organisation=row[4]) if row else None


def give_slip(work: Work, opinion: str, secret: str, expires: datetime) -> None:
    """A slip for an opinion; the one before is worth nothing from now on. Only a keyed hash of the secret is kept."""
    work.do(
        "INSERT INTO slip (opinion, secret, expires) VALUES (:o, :s, :e) ON CONFLICT (opinion) DO UPDATE SET secret = excluded.secret,"
        " expires = excluded.expires WHERE slip.used_at = 0",
        o=opinion, s=work.keys.index("slip", secret), e=micros(expires),
    )  # fmt: skip


def slip(work: Work, secret: str) -> Slip | None:
    """The slip of a secret."""
    row = work.one("SELECT opinion, expires, used_at FROM slip WHERE secret = :s", s=work.keys.index("slip", secret))
    return Slip(opinion=row[0], expires=moment(row[1]), used=bool(row[2])) if row else None


def use_slip(work: Work, opinion: str, at: datetime) -> bool:
    """Spend a slip; False when it was spent before."""
    return work.do("UPDATE slip SET used_at = :at WHERE opinion = :o AND used_at = 0", at=micros(at), o=opinion) == 1
