"""Codes that link two chats of one person; only keyed marks of them are kept."""

from __future__ import annotations

from datetime import datetime

from storage.work import Work, micros


def mark(work: Work, code: str) -> str:
    """What is kept of a code: nobody finds the code by it."""
    return work.keys.index("link", code)


def offer(work: Work, person: str, code: str, ends: datetime, at: datetime) -> bool:
    """Keep a person's code in place of an older one; False when another person's living code is the same: take another."""
    work.do("DELETE FROM link_code WHERE expires <= :at", at=micros(at))
    kept = mark(work, code)
    if work.one("SELECT 1 FROM link_code WHERE mark = :m AND person <> :p", m=kept, p=person) is not None:
        return False
    work.do(
        "INSERT INTO link_code (person, mark, expires) VALUES (:p, :m, :e)"
        " ON CONFLICT (person) DO UPDATE SET mark = excluded.mark, expires = excluded.expires",
        p=person, m=kept, e=micros(ends),
    )  # fmt: skip
    return True


def owner(work: Work, mark: str, at: datetime) -> str:
    """Whose living code this is; empty where it is nobody's."""
    row = work.one("SELECT person FROM link_code WHERE mark = :m AND expires > :at", m=mark, at=micros(at))
    return str(row[0]) if row else ""


def drop(work: Work, person: str) -> None:
    """A person's code is worth nothing any more."""
    work.do("DELETE FROM link_code WHERE person = :p", p=person)


def drop_all(work: Work) -> None:
    """No code of anyone is worth anything any more."""
    work.do("DELETE FROM link_code")
