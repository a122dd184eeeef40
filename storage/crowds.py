"""Group chats of offices: which office each is bound to, and which cards it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.work import Work, micros

_COLUMNS = "account, unit, agency, asked_by, bound_by"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group chat; bound to a unit's desk, or to an agency of the unit. `asked_by` is the official who was asked to confirm that."""

    account: str
    unit: str
    agency: str
    asked_by: str
    bound_by: str


def _group(r: tuple[Any, ...]) -> Group:
    return Group(account=r[0], unit=r[1], agency=r[2], asked_by=r[3], bound_by=r[4])


def know(work: Work, account: str, at: datetime) -> Group:
    """The group of an account, remembered from now on."""
    work.do("INSERT INTO office_group (account, at) VALUES (:a, :at) ON CONFLICT (account) DO NOTHING", a=account, at=micros(at))
    found = get(work, account)
    if found is None:
        raise LookupError(account)
    return found


def get(work: Work, account: str) -> Group | None:
    """The group of an account; None where it is no group."""
    row = work.one(f"SELECT {_COLUMNS} FROM office_group WHERE account = :a", a=account)
    return _group(row) if row else None


def ask(work: Work, account: str, person: str) -> None:
    """This official is asked to which office of theirs the group belongs."""
    work.do("UPDATE office_group SET asked_by = :p WHERE account = :a", p=person, a=account)


def bind(work: Work, account: str, *, unit: str, agency: str, by: str, at: datetime) -> None:
    """The group is told of this office from now on."""
    work.do(
        "UPDATE office_group SET unit = :u, agency = :g, bound_by = :p, asked_by = '', at = :at WHERE account = :a",
        u=unit, g=agency, p=by, at=micros(at), a=account,
    )  # fmt: skip


def unbind(work: Work, account: str) -> bool:
    """The group is told nothing more; False where it was bound to nothing."""
    work.do("DELETE FROM group_card WHERE account = :a", a=account)
    return work.do("UPDATE office_group SET unit = '', agency = '', bound_by = '' WHERE account = :a AND unit <> ''", a=account) == 1


def bound(work: Work, unit: str, agency: str = "") -> list[str]:
    """The accounts of the groups that are bound to a unit's desk, or to an agency."""
    return [row[0] for row in work.all("SELECT account FROM office_group WHERE unit = :u AND unit <> '' AND agency = :a", u=unit, a=agency)]


def hint(work: Work, account: str, at: datetime, within: timedelta) -> bool:
    """Whether the group may be asked now to write privately, which it then was."""
    return work.do(
        "UPDATE office_group SET hinted_at = :at WHERE account = :a AND hinted_at <= :b", at=micros(at), a=account, b=micros(at - within)
    ) == 1  # fmt: skip


def showing(work: Work, opinion: str) -> list[str]:
    """The accounts of the groups that show the card of an opinion."""
    return [row[0] for row in work.all("SELECT account FROM group_card WHERE opinion = :o ORDER BY account", o=opinion)]


def show(work: Work, opinion: str, account: str) -> None:
    """A group shows the card of an opinion."""
    work.do("INSERT INTO group_card (opinion, account) VALUES (:o, :a) ON CONFLICT (opinion, account) DO NOTHING", o=opinion, a=account)


def hide(work: Work, opinion: str, account: str) -> None:
    """A group follows an opinion no more."""
    work.do("DELETE FROM group_card WHERE opinion = :o AND account = :a", o=opinion, a=account)
