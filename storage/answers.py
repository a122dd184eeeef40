"""What agencies answered, round by round, and the verdicts on it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.domain.opinions import Answer
from bot.domain.statuses import Verdict
from storage.work import Work, micros, moment

Via = Literal["", "enterer"]
"""Who spoke: the author, or whoever wrote the opinion down for them."""


def keep(work: Work, answer: Answer) -> None:
    """Keep the answer of a round; a new draft of the same round takes its place until it is released."""
    work.do(
        "INSERT INTO answer (id, opinion, round, text, document, no_proof, outcome, promised, author, at, proof)"
        " VALUES (:id, :o, :r, :t, :d, :n, :out, :pr, :a, :at, :proof) ON CONFLICT (opinion, round) DO UPDATE SET id = excluded.id,"
        " text = excluded.text, document = excluded.document, no_proof = excluded.no_proof, outcome = excluded.outcome,"
        " promised = excluded.promised, author = excluded.author, at = excluded.at, proof = excluded.proof WHERE answer.released_at = 0",
        id=answer.id, o=answer.opinion, r=answer.round, t=answer.text, d=answer.document, n=answer.no_proof, out=answer.outcome,
        pr=answer.promised, a=answer.author, at=micros(answer.at), proof=answer.proof,
    )  # fmt: skip


def answered(work: Work, opinion: str, round: int) -> Answer | None:
    """The answer of a round, released or not."""
    r = work.one(
        "SELECT id, opinion, round, text, document, no_proof, outcome, promised, author, at, proof FROM answer"
        " WHERE opinion = :o AND round = :r",
        o=opinion, r=round,
    )  # fmt: skip
    if r is None:
        return None
    return Answer(
        id=r[0], opinion=r[1], round=r[2], text=r[3], document=r[4], no_proof=r[5], outcome=r[6], promised=r[7], author=r[8],
        at=moment(r[9]), proof=r[10],
    )  # fmt: skip


def release(work: Work, opinion: str, round: int, by: str, at: datetime) -> None:
    """The answer of a round is out."""
    work.do(
        "UPDATE answer SET released_by = :by, released_at = :at WHERE opinion = :o AND round = :r AND released_at = 0",
        by=by, at=micros(at), o=opinion, r=round,
    )  # fmt: skip


def unrelease(work: Work, opinion: str, round: int) -> None:
    """The answer of a round was called back before it left."""
    work.do("UPDATE answer SET released_by = '', released_at = 0 WHERE opinion = :o AND round = :r", o=opinion, r=round)


def drop(work: Work, opinion: str, round: int) -> None:
    """The answer of a round was given with another opinion's, which was called back."""
    work.do("DELETE FROM answer WHERE opinion = :o AND round = :r", o=opinion, r=round)


def drop_drafts(work: Work, opinion: str) -> list[str]:
    """What was written and never released goes; returns the ids, which own its files."""
    return [row[0] for row in work.all("DELETE FROM answer WHERE opinion = :o AND released_at = 0 RETURNING id", o=opinion)]


def rate(work: Work, *, opinion: str, round: int, verdict: Verdict, words: str, person: str, at: datetime, via: Via = "") -> bool:
    """Keep a verdict on a round; False when there is one already. `via` says through whom it came."""
    return work.do(
        "INSERT INTO rating (opinion, round, verdict, words, person, at, via) VALUES (:o, :r, :v, :w, :p, :at, :via)"
        " ON CONFLICT (opinion, round) DO NOTHING",
        o=opinion, r=round, v=verdict, w=words, p=person, at=micros(at), via=via,
    ) == 1  # fmt: skip


def rejections(work: Work, opinion: str) -> int:
    """How often its author was not content."""
    row = work.one("SELECT count(*) FROM rating WHERE opinion = :o AND verdict <> 'satisfied'", o=opinion)
    return int(row[0]) if row else 0


def via(work: Work, opinion: str, round: int) -> Via:
    """Through whom the verdict on a round came; empty for its author's own."""
    row = work.one("SELECT via FROM rating WHERE opinion = :o AND round = :r", o=opinion, r=round)
    return row[0] if row else ""


def forget_words(work: Work, opinion: str) -> None:
    """What its author said of the answers goes; that they judged them stays."""
    work.do("UPDATE rating SET words = '' WHERE opinion = :o", o=opinion)


def verdict_of(work: Work, opinion: str, round: int) -> Verdict | None:
    """The verdict on a round; None when its author said nothing."""
    row = work.one("SELECT verdict FROM rating WHERE opinion = :o AND round = :r", o=opinion, r=round)
    return row[0] if row else None


def rated(work: Work, opinion: str, round: int) -> str:
    """The words that came with the verdict on a round."""
    row = work.one("SELECT words FROM rating WHERE opinion = :o AND round = :r", o=opinion, r=round)
    return row[0] if row else ""


def released(work: Work, opinion: str) -> list[tuple[Answer, datetime]]:
    """(answer, when) of every round whose answer is out, in order."""
    rows = work.all("SELECT round, released_at FROM answer WHERE opinion = :o AND released_at > 0 ORDER BY round", o=opinion)
    return [(one, moment(row[1])) for row in rows if (one := answered(work, opinion, row[0])) is not None]


def verdicts(work: Work, opinion: str) -> list[tuple[datetime, Verdict, str, Via]]:
    """(when, verdict, words, through whom) of every round that was judged, in order."""
    rows = work.all("SELECT at, verdict, words, via FROM rating WHERE opinion = :o ORDER BY round", o=opinion)
    return [(moment(row[0]), row[1], row[2], row[3]) for row in rows]
