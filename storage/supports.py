"""Which agencies help the one that leads an opinion; the store itself keeps the lead out of them."""

from __future__ import annotations

from datetime import datetime

from storage.work import Work, micros


def of(work: Work, opinion: str) -> tuple[str, ...]:
    """The agencies that help with an opinion, in the order in which they were asked."""
    return tuple(row[0] for row in work.all("SELECT agency FROM support WHERE opinion = :o ORDER BY at, agency", o=opinion))


def add(work: Work, opinion: str, agency: str, *, by: str, at: datetime) -> bool:
    """An agency helps from now on; False where it leads, nobody leads, or it helps already."""
    return work.do(
        "INSERT INTO support (opinion, agency, by, at) SELECT id, :a, :by, :at FROM opinion WHERE id = :o AND lead <> '' AND lead <> :a"
        " ON CONFLICT (opinion, agency) DO NOTHING",
        o=opinion, a=agency, by=by, at=micros(at),
    ) == 1  # fmt: skip


def drop(work: Work, opinion: str, agency: str) -> bool:
    """It helps no more; False where it did not."""
    return work.do("DELETE FROM support WHERE opinion = :o AND agency = :a", o=opinion, a=agency) == 1
