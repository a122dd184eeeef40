"""Codes that link two chats of one person; only keyed marks of them are kept."""

from __future__ import annotations

from datetime import datetime

from storage.work import Work, micros


def offer(work: Work, person: str, code: str, ends: datetime, at: datetime) -> bool:
    """Keep a person's code in place of an older one; False when another person's living code is the same: take another."""
    work.do("DELETE FROM link_code WHERE expires <= :at", at=micros(at))
    mark = _mark(work, code)
    if work.one("SELECT 1 FROM link_code WHERE mark = :m AND person <> :p", m=mark, p=person) is not None:
        return False
    work.do(
        "INSERT INTO link_code (person, mark, expires) VALUES (:p, :m, :e)"
        " ON CONFLICT (person) DO UPDATE SET mark = excluded.mark, expires = excluded.expires",
        p=person, m=mark, e=micros(ends),
    )  # fmt: skip
    return True


def take(work: Work, code: str, at: datetime) -> str:
    """Whose living code this is; it is spent with that. Empty where it is nobody's."""
    rows = work.all("DELETE FROM link_code WHERE mark = :m AND expires > :at RETURNING person", m=_mark(work, code), at=micros(at))
    return str(rows[0][0]) if rows else ""


def owner(work: Work, code: str, at: datetime) -> str:
    """Whose living code this is; empty where it is nobody's. It stays good."""
    row = work.one("SELECT person FROM link_code WHERE mark = :m AND expires > :at", m=_mark(work, code), at=micros(at))
    return str(row[0]) if row else ""


def drop(work: Work, person: str) -> None:
    """A person's code is worth nothing any more."""
    work.do("DELETE FROM link_code WHERE person = :p", p=person)


def _mark(work: Work, code: str) -> str:
    return work.keys.index("link", code)
