"""Why an opinion was sent back inside the house, in an official's own words, which can be erased."""

from __future__ import annotations

from storage.work import Work


def keep(work: Work, opinion: str, version: int, text: str) -> None:
    """Keep why the opinion came to this version."""
    work.do("INSERT INTO reason (opinion, version, text) VALUES (:o, :v, :t)", o=opinion, v=version, t=text)


def last(work: Work, opinion: str) -> str:
    """The newest reason, empty when it was never sent back."""
    row = work.one("SELECT text FROM reason WHERE opinion = :o ORDER BY version DESC LIMIT 1", o=opinion)
    return row[0] if row else ""


def forget(work: Work, opinion: str) -> None:
    """Erase every reason of the opinion: they may quote its author."""
    work.do("DELETE FROM reason WHERE opinion = :o", o=opinion)
