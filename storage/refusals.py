"""Refusals in an officer's own words, which a leader confirms or sends back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an opinion shall be refused, in whose words; `reason` is the name of the rule that lets words be typed."""

    opinion: str
    reason: str
    text: str
    person: str


def keep(work: Work, one: Refusal, *, waits: bool) -> None:
    """Keep a refusal, decided or waiting for the leader, in place of any before."""
    work.do(
        "INSERT INTO refusal (opinion, reason, text, person, waits) VALUES (:o, :r, :t, :p, :w) ON CONFLICT (opinion) DO UPDATE"
        " SET reason = excluded.reason, text = excluded.text, person = excluded.person, waits = excluded.waits",
        o=one.opinion, r=one.reason, t=one.text, p=one.person, w=int(waits),
    )  # fmt: skip


def last(work: Work, opinion: str) -> Refusal | None:
    """The last refusal in typed words, whatever became of it."""
    return _refusal(work.one("SELECT opinion, reason, text, person FROM refusal WHERE opinion = :o", o=opinion))


def waiting(work: Work, opinion: str) -> Refusal | None:
    """The refusal that waits for a leader."""
    return _refusal(work.one("SELECT opinion, reason, text, person FROM refusal WHERE opinion = :o AND waits = 1", o=opinion))


def _refusal(r: tuple[Any, ...] | None) -> Refusal | None:
    return Refusal(opinion=r[0], reason=r[1], text=r[2], person=r[3]) if r else None


def settle(work: Work, opinion: str) -> None:
    """The opinion moved: nothing waits for a leader any more."""
    work.do("UPDATE refusal SET waits = 0 WHERE opinion = :o AND waits = 1", o=opinion)


def forget(work: Work, opinion: str) -> None:
    """Its words go: they may quote its author."""
    work.do("DELETE FROM refusal WHERE opinion = :o", o=opinion)
