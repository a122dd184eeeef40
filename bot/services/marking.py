"""In the room: what is said to each topic of the agenda is noted, changed until the conclusion, and never lost to a bad line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.marks import Kind, Line, Mark, is_open, said_at, standing
from bot.domain.opinions import Opinion
from bot.domain.words import clean
from bot.services import drafting, moves, sessions, triage
from bot.talk.incoming import Media
from storage import attachments, marks
from storage.agendas import Topic
from storage.marks import Held, held
from storage.work import Work

__all__ = ["Held", "Told", "agencies", "day_of", "held", "mark", "next_of", "room", "topic", "words_of"]
_VOICE: Final = ("voice", "audio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a clerk notes: `day` with what is promised or assigned, `agency` with what is assigned; the words typed, or recorded.

    `files` owns what came before it was known what it belongs to."""

    kind: Kind
    day: date | None = None
    agency: str = ""
    text: str = ""
    media: tuple[Media, ...] = ()
    files: str = ""


def room(work: Work, act: Act, name: str) -> Held:
    """The room of a dialogue, for those who run it, from shortly before it begins until its conclusion.

    Raises RuleBroken: "not_found", "not_yours", "room_closed"."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    if not is_open(dialogue, act.at, act.province.rules):
        raise RuleBroken("room_closed")
    return held(work, dialogue)


def topic(found: Held, opinion: str) -> Topic:
    """A topic of the agenda. Raises RuleBroken("not_found") where it is not on it (any more)."""
    one = next((one for one in found.topics if one.lead.id == opinion), None)
    if one is None:
        raise RuleBroken("not_found")
    return one


def mark(work: Work, act: Act, name: str, opinion: str, told: Told) -> Mark:
    """Note what was said to a topic. What was said last stands, in whatever order it came to us, whoever noted it; all of it is kept,
    and each change is journaled (without words).

    Raises RuleBroken: "promise_needed", "promise_past"; "due_needed", "due_past", "due_far"; "not_found" for what is not on the agenda
    and for an agency that does not serve its place; "words_long", "file_large", "files_many", "files_often"; else as `room`."""
    found = room(work, act, name)
    lead = topic(found, opinion).lead
    line = _line(work, act, found.dialogue, lead, told)
    before = marks.lines(work, line.dialogue, line.opinion)
    if any(_same(one, line) for one in before):
        return standing(before)
    marks.add(work, line)
    if told.files:
        attachments.give(work, told.files, line.id)
    for one in told.media:
        attachments.add(work, id=act.mint.id(), owner=line.id, account=act.account, channel=act.channel, media=one, at=act.at)
    stands = standing([*before, line])
    if not before or _differ(standing(before), stands) or _late(line, stands):
        _note(work, act, lead, line, late=_late(line, stands))
    return stands


def _line(work: Work, act: Act, dialogue: Dialogue, lead: Opinion, told: Told) -> Line:
    line = Line(
        id=act.mint.id(), dialogue=dialogue.id, opinion=lead.id, kind=told.kind, author=act.person, at=act.at,
        said_at=said_at(dialogue, act.province.rules, at=act.at, said=act.said), day=day_of(act, told.kind, told.day),
        agency=_agency(act, lead, told), voice=_is_spoken(work, told), text=words_of(act, told.text),
    )  # fmt: skip
    if told.media:
        drafting.check_addition(work, act, told.files or line.id, "", told.media)
    return line


def _is_spoken(work: Work, told: Told) -> bool:
    kept = attachments.of(work, told.files) if told.files else []
    return any(kind in _VOICE for kind in (*(one.kind for one in told.media), *(one.kind for one in kept)))


def words_of(act: Act, text: str) -> str:
    """Words as they are kept: made clean, never cut. Raises RuleBroken("words_long")."""
    limit = act.province.rules.draft.text_max
    plain = clean(text, limit + 1)
    if len(plain) > limit:
        raise RuleBroken("words_long", limit=limit)
    return plain


def day_of(act: Act, kind: Kind, day: date | None) -> date | None:
    """The day that goes with a mark; None where none does. Raises RuleBroken: "promise_needed", "promise_past", "due_needed",
    "due_past", "due_far"."""
    if kind == "promised":
        if day is None:
            raise RuleBroken("promise_needed")
        if day <= act.today:
            raise RuleBroken("promise_past")
        triage.due_day(act, day)
        return day
    if kind == "assigned":
        if day is None:
            raise RuleBroken("due_needed")
        return triage.due_day(act, day)
    return None


def agencies(act: Act, lead: Opinion) -> list[str]:
    """The agencies to which a topic can be given, the usual one of its field first."""
    place = moves.place_of(act, lead)
    usual = act.province.agency_for(lead.field, place)
    found = [one.code for one in act.province.agencies_of(place)]
    return [usual.code, *(one for one in found if one != usual.code)] if usual else found


def _agency(act: Act, lead: Opinion, told: Told) -> str:
    if told.kind != "assigned":
        return ""
    if told.agency not in agencies(act, lead):
        raise RuleBroken("not_found")
    return told.agency


def _same(one: Line, other: Line) -> bool:
    """Whether the same person noted the same at the same moment: the same press, that came twice."""
    if other.voice:
        return False
    return (one.said_at, one.author, one.decision, one.text) == (other.said_at, other.author, other.decision, other.text)


def _differ(one: Mark, other: Mark) -> bool:
    return (one.kind, one.day, one.agency, one.text, one.voice) != (other.kind, other.day, other.agency, other.text, other.voice)


def _late(line: Line, stands: Mark) -> bool:
    return line.decision != (stands.kind, stands.day, stands.agency)


def _note(work: Work, act: Act, lead: Opinion, line: Line, *, late: bool) -> None:
    """A change is journaled, and that something older came late; what only says the same once more is not."""
    told = {"dialogue": line.dialogue, "mark": line.kind, "said": line.said_at.isoformat()}
    told |= {"day": line.day.isoformat()} if line.day else {}
    told |= {"agency": line.agency} if line.agency else {}
    told |= {"late": "1"} if late else {}
    moves.note(work, act, lead, "mark", **told)


def next_of(found: Held, after: str = "") -> Topic | None:
    """The next topic that has no mark, behind the one that was marked; then from the beginning. None when all are marked."""
    order: Sequence[Topic] = found.topics
    place = next((place for place, one in enumerate(order) if one.lead.id == after), -1)
    return next((one for one in (*order[place + 1 :], *order[: place + 1]) if one.lead.id not in found.marks), None)
