"""What clerks noted of the topics in the room: one line each time, none of them ever changed."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.marks import Line, Mark, standing
from storage import attachments
from storage.work import Work, micros, moment

_COLUMNS = "id, dialogue, opinion, kind, day, agency, text, voice, author, said_at, at"


def _line(r: tuple[Any, ...]) -> Line:
    return Line(
        id=r[0], dialogue=r[1], opinion=r[2], kind=r[3], day=date.fromisoformat(r[4]) if r[4] else None, agency=r[5], text=r[6],
        voice=r[7] == 1, author=r[8], said_at=moment(r[9]), at=moment(r[10]),
    )  # fmt: skip


def add(work: Work, line: Line) -> None:
    """Keep a line."""
    work.do(
        f"INSERT INTO mark ({_COLUMNS}) VALUES (:id, :d, :o, :k, :day, :ag, :t, :v, :au, :s, :at)",
        id=line.id, d=line.dialogue, o=line.opinion, k=line.kind, day=line.day.isoformat() if line.day else "", ag=line.agency, t=line.text,
        v=int(line.voice), au=line.author, s=micros(line.said_at), at=micros(line.at),
    )  # fmt: skip


def lines(work: Work, dialogue: str, opinion: str) -> list[Line]:
    """All that was noted to a topic, in the order in which it was said."""
    rows = work.all(
        f"SELECT {_COLUMNS} FROM mark WHERE dialogue = :d AND opinion = :o ORDER BY said_at, author, at, id", d=dialogue, o=opinion
    )
    return [_line(row) for row in rows]


def of(work: Work, dialogue: str, opinion: str) -> Mark | None:
    """The mark of a topic that stands."""
    told = lines(work, dialogue, opinion)
    return standing(told) if told else None


def of_dialogue(work: Work, dialogue: str) -> dict[str, Mark]:
    """The marks of a dialogue that stand, by the opinion that leads their topic."""
    held: dict[str, list[Line]] = {}
    for row in work.all(f"SELECT {_COLUMNS} FROM mark WHERE dialogue = :d", d=dialogue):
        held.setdefault(row[2], []).append(_line(row))
    return {opinion: standing(told) for opinion, told in held.items()}


def forget(work: Work, opinion: str) -> None:
    """Erase the words that were noted to a topic, and their recordings: any of them may name its author. What was decided stays."""
    for (line,) in work.all("UPDATE mark SET text = '', voice = 0 WHERE opinion = :o RETURNING id", o=opinion):
        attachments.drop(work, line)
