"""Roles granted, invites offered, and wrong tries counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.people import Grant, Invite, Role
from storage.work import Work, micros, moment

_GRANT = "id, person, role, unit, agency, title, asleep"
_NOW = "until = 0 AND asleep = 0"
"""Of what counts now. What is asleep is still granted, and gives nothing until it is woken."""
_CHAT = "coalesce((SELECT chat_index FROM account WHERE id = :a), :a)"


def _grant(row: tuple[Any, ...]) -> Grant:
    return Grant(id=row[0], person=row[1], role=row[2], unit=row[3], agency=row[4], title=row[5], asleep=row[6] > 0)


def own(work: Work, person: str) -> tuple[Grant, ...]:
    """What was granted to the person, and counts now."""
    return tuple(_grant(row) for row in work.all(f"SELECT {_GRANT} FROM granted WHERE person = :p AND {_NOW}", p=person))


def is_held(work: Work, person: str) -> bool:
    """Whether the person holds any office, one that is asleep too."""
    return work.one("SELECT 1 FROM granted WHERE person = :p AND until = 0", p=person) is not None


def delegated(work: Work, person: str) -> tuple[Grant, ...]:
    """What a person may do in the place of others who are away, for as long as they hold an office themselves."""
    rows = work.all(
        "SELECT g.id, a.deputy, g.role, g.unit, g.agency, g.title, g.asleep, g.person FROM absence a JOIN granted g ON g.id = a.post"
        " WHERE a.deputy = :p AND a.state = 'on' AND g.until = 0 AND g.asleep = 0"
        " AND EXISTS (SELECT 1 FROM granted o WHERE o.person = :p AND o.until = 0 AND o.asleep = 0)",
        p=person,
    )
    return tuple(replace(_grant(row), instead=row[7]) for row in rows)


def of_person(work: Work, person: str) -> tuple[Grant, ...]:
    """What a person may act with now: their own first, then what was delegated to them."""
    return (*own(work, person), *delegated(work, person))


def holders(work: Work, role: Role, unit: str, agency: str = "") -> tuple[Grant, ...]:
    """Who holds a role on exactly this unit (and agency) now; for whoever is away their deputy."""
    rows = work.all(
        "SELECT g.id, coalesce(d.id, g.person), g.role, g.unit, g.agency, g.title, g.asleep,"
        " CASE WHEN d.id IS NULL THEN '' ELSE g.person END"
        " FROM granted g LEFT JOIN absence a ON a.post = g.id AND a.state IN ('asked', 'agreed', 'on') AND a.state = 'on'"
        " LEFT JOIN person d ON d.id = a.deputy"
        " AND EXISTS (SELECT 1 FROM granted o WHERE o.person = a.deputy AND o.until = 0 AND o.asleep = 0)"
        " WHERE g.unit = :u AND g.role = :r AND g.until = 0 AND g.asleep = 0 AND (:a = '' OR g.agency = :a) ORDER BY g.since, g.id",
        u=unit, r=role, a=agency,
    )  # fmt: skip
    found = {row[1]: replace(_grant(row), instead=row[7]) for row in reversed(rows)}
    return tuple(reversed(found.values()))


def since(work: Work, person: str) -> datetime:
    """Since when a person has held any of what they hold now. Raises LookupError for those who hold nothing."""
    row = work.one(f"SELECT min(since) FROM granted WHERE person = :p AND {_NOW}", p=person)
    if row is None or row[0] is None:
        raise LookupError(person)
    return moment(row[0])


def officials(work: Work) -> tuple[Grant, ...]:
    """Every grant that counts now."""
    return tuple(_grant(row) for row in work.all(f"SELECT {_GRANT} FROM granted WHERE {_NOW} ORDER BY person, id"))


def staffed(work: Work, role: Role) -> frozenset[str]:
    """The units on which anyone holds a role now."""
    return frozenset(row[0] for row in work.all(f"SELECT DISTINCT unit FROM granted WHERE role = :r AND {_NOW}", r=role))


def of_unit(work: Work, unit: str) -> tuple[Grant, ...]:
    """Every open grant on exactly this unit, what is asleep too, the oldest first."""
    return tuple(_grant(row) for row in work.all(f"SELECT {_GRANT} FROM granted WHERE unit = :u AND until = 0 ORDER BY since, id", u=unit))


def get(work: Work, grant: str) -> Grant | None:
    """A grant that is open, or asleep."""
    row = work.one(f"SELECT {_GRANT} FROM granted WHERE id = :id AND until = 0", id=grant)
    return _grant(row) if row else None


def add(work: Work, grant: Grant, *, at: datetime, made_by: str) -> None:
    """Grant a role."""
    work.do(
        "INSERT INTO granted (id, person, role, unit, agency, title, since, made_by) VALUES (:id, :p, :r, :u, :a, :t, :at, :by)",
        id=grant.id, p=grant.person, r=grant.role, u=grant.unit, a=grant.agency, t=grant.title, at=micros(at), by=made_by,
    )  # fmt: skip


def close(work: Work, grant: str, at: datetime) -> bool:
    """End a grant; False when it was not open."""
    return work.do("UPDATE granted SET until = :at WHERE id = :id AND until = 0", at=micros(at), id=grant) == 1


def suspend(work: Work, grant: str, at: datetime) -> bool:
    """A grant counts no more until it is woken; False when it did not count."""
    return work.do(f"UPDATE granted SET asleep = :at WHERE id = :id AND {_NOW}", at=micros(at), id=grant) == 1


def wake(work: Work, grant: str, at: datetime) -> bool:
    """A grant that was asleep counts again; False when it was not."""
    return work.do("UPDATE granted SET asleep = 0, woken = :at WHERE id = :id AND until = 0 AND asleep > 0", at=micros(at), id=grant) == 1


def used(work: Work, grant: str) -> datetime | None:
    """When the holder of a grant was here last, or came by the grant, or was woken; None when it counts no more."""
    row = work.one(
        "SELECT g.since, g.woken, coalesce((SELECT max(last_at) FROM account a WHERE a.person = g.person), 0)"
        f" FROM granted g WHERE g.id = :id AND {_NOW}",
        id=grant,
    )
    return moment(max(row)) if row else None


def maker(work: Work, grant: str) -> str:
    """Who offered it: a person, or the server."""
    row = work.one("SELECT made_by FROM granted WHERE id = :id", id=grant)
    return row[0] if row else ""


def offer(work: Work, invite: Invite, at: datetime) -> None:
    """Keep an invite; only the hash of its token is stored."""
    work.do(
        "INSERT INTO invite (sha, role, unit, agency, title, expires, made_by, made_at, state)"
        " VALUES (:sha, :r, :u, :a, :t, :e, :by, :at, 'open')",
        sha=invite.sha, r=invite.role, u=invite.unit, a=invite.agency, t=invite.title, e=micros(invite.expires), by=invite.made_by,
        at=micros(at),
    )  # fmt: skip


def offered(work: Work, sha: str) -> Invite | None:
    """An invite by the hash of its token."""
    row = work.one("SELECT sha, role, unit, agency, title, expires, made_by, person, state FROM invite WHERE sha = :s", s=sha)
    if row is None:
        return None
    return Invite(
        sha=row[0], role=row[1], unit=row[2], agency=row[3], title=row[4], expires=moment(row[5]), made_by=row[6], person=row[7],
        state=row[8],
    )  # fmt: skip


def advance(work: Work, sha: str, *, came: str, goes: str, person: str) -> bool:
    """Move an invite on; False when another press was first."""
    return work.do("UPDATE invite SET state = :g, person = :p WHERE sha = :s AND state = :c", g=goes, p=person, s=sha, c=came) == 1


def missed(work: Work, account: str, kind: str, at: datetime) -> None:
    """Note a wrong try of a chat. It is kept by the chat's blind index: no change of hands washes it off."""
    work.do(f"INSERT INTO miss (chat, kind, at) VALUES ({_CHAT}, :k, :at)", a=account, k=kind, at=micros(at))


def misses(work: Work, account: str, kind: str, at: datetime, within: timedelta) -> int:
    """How many wrong tries of a kind a chat made lately."""
    row = work.one(f"SELECT count(*) FROM miss WHERE chat = {_CHAT} AND kind = :k AND at > :at", a=account, k=kind, at=micros(at - within))
    return int(row[0]) if row else 0


def all_misses(work: Work, kind: str, at: datetime, within: timedelta) -> int:
    """How many wrong tries of a kind all chats together made lately."""
    row = work.one("SELECT count(*) FROM miss WHERE kind = :k AND at > :at", k=kind, at=micros(at - within))
    return int(row[0]) if row else 0


def purge_misses(work: Work, before: datetime) -> int:
    """Forget wrong tries that lock nothing any more; returns how many."""
    return work.do("DELETE FROM miss WHERE at < :b", b=micros(before))
