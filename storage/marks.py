"""What clerks noted of the topics in the room: one line each time, none of them ever changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.dialogues import Dialogue
from bot.domain.marks import Line, Mark, standing
from storage import agendas, attachments
from storage.agendas import Topic
from storage.work import Work, micros, moment

_COLUMNS = "id, dialogue, opinion, kind, day, agency, text, voice, author, said_at, at"


def _line(r: tuple[Any, ...]) -> Line:
    return Line(
        id=r[0], dialogue=r[1], opinion=r[2], kind=r[3], day=date.fromisoformat(r[4]) if r[4] else None, agency=r[5], text=r[6],
        voice=r[7] == 1, author=r[8], said_at=moment(r[9]), at=moment(r[10]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A dialogue in its room: the topics in their order, and the marks that stand, by the opinion that leads the topic."""

    dialogue: Dialogue
    topics: tuple[Topic, ...]
    marks: Mapping[str, Mark]

    @property
    def unmarked(self) -> list[Topic]:
        """What was not spoken of yet."""
        return [one for one in self.topics if one.lead.id not in self.marks]

    @property
    def unwritten(self) -> list[Topic]:
        """What was only recorded: the words have to be written down before the conclusion."""
        return [one for one in self.topics if (mark := self.marks.get(one.lead.id)) and mark.unwritten]

    def no(self, opinion: str) -> int:
        """The number of a topic in the room; 0 for what is none."""
        return next((one.place for one in self.topics if one.lead.id == opinion), 0)

    def numbered(self, no: int) -> Topic | None:
        """The topic that has this number now."""
        return next((one for one in self.topics if one.place == no), None)


def held(work: Work, dialogue: Dialogue) -> Held:
    """What happened in the room of a dialogue so far."""
    return Held(dialogue=dialogue, topics=tuple(agendas.topics(work, dialogue.id)), marks=of_dialogue(work, dialogue.id))


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
