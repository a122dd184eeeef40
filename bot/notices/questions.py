"""What a dialogue is going to hear, as it stands now: the rows of its question book, before anyone freezes them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain import books
from bot.domain.act import Act
from bot.domain.books import Place, Row, Sorted
from bot.domain.deadlines import local_day
from bot.domain.dialogues import Dialogue
from bot.domain.opinions import Opinion
from bot.domain.words import masked
from bot.notices import items
from storage import agendas, answers, grants, transcripts, villagers
from storage import books as rows
from storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The rows in the order of the fields, unnumbered, and what waits or is not heard."""

    rows: tuple[Row, ...]
    waiting: tuple[Opinion, ...]
    out: tuple[Opinion, ...]

    @property
    def loose(self) -> int:
        """How many opinions stand on no topic of the agenda."""
        return sum(one.voices for one in self.rows if one.loose)

    @property
    def voices(self) -> int:
        """How many opinions it hears, those that wait among them."""
        return sum(one.voices for one in self.rows) + len(self.waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """The unit of the dialogue, the words of each opinion, which is heard for the second time, the days of its earlier dialogues."""

    unit: str
    words: dict[str, str]
    second: set[str]
    days: dict[str, str]


def live(work: Work, act: Act, dialogue: Dialogue) -> Live:
    """What the dialogue would hear if it began now. What its author denied to be a complaint is not shown to the unit that it may be
    about before the desk that has it passed it on."""
    held = rows.hears(work, dialogue.id)
    veiled = {one.id for one in held if one.contested and one.desk != dialogue.unit}
    topics = agendas.topics(work, dialogue.id)
    back = rows.held_before(work, dialogue.unit, dialogue.starts, act.province.rules.dialogue.book_look_back)
    known = _Known(
        unit=dialogue.unit,
        words={one.id: one.text or transcripts.text(work, one.id) for one in held},
        second={one.item.opinion for one in topics if one.item.mark == "second"},
        days={earlier: local_day(at).isoformat() for earlier, at in back},
    )
    found = books.sort(
        [one for one in held if one.id not in veiled],
        topics=[one.item.opinion for one in topics],
        words=known.words,
        spoken={one.id for one in held if items.spoken(work, one)},
    )
    out = (*found.out, *(one for one in held if one.id in veiled))
    return Live(rows=_rows(work, act, found, known), waiting=found.waiting, out=out)


def _rows(work: Work, act: Act, found: Sorted, known: _Known) -> tuple[Row, ...]:
    texts: dict[str, dict[str, dict[str, str]]] = {}
    for field in {one.shown.field for one in found.places}:
        texts[field] = _earlier(work, known, field)
    made = [_row(work, act, one, known, _heard(act, one, known, texts[one.shown.field])) for one in found.places]
    order = {field: n for n, field in enumerate(act.province.fields)}
    return tuple(sorted(made, key=lambda one: order.get(one.field, len(order))))


def _earlier(work: Work, known: _Known, field: str) -> dict[str, dict[str, str]]:
    """By day the words that the dialogues of that day heard in a field; what was never classed is like nothing."""
    found: dict[str, dict[str, str]] = {}
    for dialogue, day in known.days.items() if field else ():
        found.setdefault(day, {}).update(rows.said_in(work, dialogue, field))
    return found


def _heard(act: Act, place: Place, known: _Known, texts: dict[str, dict[str, str]]) -> tuple[str, ...]:
    own = {known.days[one.dialogue] for one in place.behind if one.dialogue in known.days}
    percent = act.province.rules.duplicates.similarity_percent
    return tuple(sorted(own | set(books.heard_before(known.words[place.shown.id], texts, percent=percent))))


def _row(work: Work, act: Act, place: Place, known: _Known, heard: tuple[str, ...]) -> Row:
    one, words = place.shown, known.words[place.shown.id]
    agency = one.lead or _usual(act, one)
    answer = answers.answered(work, one.id, one.reopened) if one.status == "drafted" else None
    return Row(
        opinion=one.id, behind=tuple(other.id for other in place.behind), no=0, since=0, field=one.field, loose=place.loose,
        spoken=not one.text and bool(words), second=any(other.id in known.second for other in place.behind),
        members=sum(not other.supporter for other in place.behind), supporters=sum(other.supporter for other in place.behind),
        power=_power(act, agency), agency=agency, owner=_owner(work, one),
        answered=local_day(one.entered_at).isoformat() if one.outcome else "",
        recurring=books.is_recurring(heard, act.province.rules.dialogue.recurring_dialogues), heard=heard,
        words=masked(words), title=one.title,
        place=_place(work, act, one, known.unit), draft=masked(answer.text) if answer else "",
    )  # fmt: skip


def _usual(act: Act, one: Opinion) -> str:
    found = act.province.agency_for(one.field, one.unit) if one.field and one.unit in act.province.units else None
    return found.code if found else ""


def _power(act: Act, agency: str) -> str:
    """The level at which the matter is decided: that of the agency that answers."""
    found = act.province.agencies.find(agency)
    return found.level if found else ""


def _owner(work: Work, one: Opinion) -> str:
    """The office of whoever took it on, where it has a title; never a name."""
    held = grants.own(work, one.handler) if one.handler else ()
    return next((grant.title for grant in held if grant.agency == one.lead and grant.title), "")


def _place(work: Work, act: Act, one: Opinion, unit: str) -> str:
    """Thôn, tổ dân phố / tổ chức: the organisation that speaks, the hamlet whose head wrote it down, the place as its author said it, or
    the unit where that is not the one that holds the dialogue."""
    entry = villagers.entry(work, one.id) if one.entered_by else None
    if entry is not None and entry.organisation:
        return entry.organisation
    if entry is not None and entry.seat.role == "hamlet_head" and entry.seat.title:
        return entry.seat.title
    named = items.unit_name(act, one.unit)
    return one.said if one.said not in ("", named) else "" if one.unit == unit else named
