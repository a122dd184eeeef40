"""The dates of the law as an office reads them: on the card of a dialogue, and over a whole area."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.domain import duties
from bot.domain.act import Act
from bot.domain.deadlines import day_bounds, local_day
from bot.domain.dialogues import Dialogue
from bot.domain.duties import Conference, Owed
from bot.domain.units import Unit
from bot.talk.screen import Words, say
from storage import dialogues as rows
from storage import journal
from storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A commune, its dialogues of a year, and how its duty of that year stands."""

    unit: Unit
    dialogues: tuple[Dialogue, ...]
    owed: Owed
    lacking: bool


def coverage(work: Work, act: Act, unit: str, year: int) -> list[Cover]:
    """Every commune in a unit with its dialogues of a year, in the order of the list; one query."""
    rules, today = act.province.rules, act.today
    held: dict[str, list[Dialogue]] = {}
    for one in rows.of_communes(work, day_bounds(date(year, 1, 1))[0], day_bounds(date(year, 12, 31))[1]):
        held.setdefault(one.unit, []).append(one)
    found = []
    for place in act.province.units.communes(unit):
        mine = held.get(place.code, [])
        counted = [Conference(day=local_day(one.starts), phase=one.phase) for one in mine if duties.is_bound(one, rules)]
        owed = duties.yearly(counted, year, today, rules)
        lacking = duties.is_lacking(counted, year, today, rules)
        found.append(Cover(unit=place, dialogues=tuple(mine), owed=owed, lacking=lacking))
    return found


def owed(work: Work, act: Act, dialogue: Dialogue) -> list[Owed]:
    """What the law asks of a dialogue now."""
    rules = act.province.rules
    if not duties.is_bound(dialogue, rules):
        return []
    announced, published = _public(work, dialogue)
    found = (
        duties.notice(dialogue, announced, act.today, rules) if dialogue.phase != "settled" else None,
        duties.result(dialogue, published, act.today, rules),
    )
    return [one for one in found if one is not None]


def _public(work: Work, dialogue: Dialogue) -> tuple[date | None, date | None]:
    """The day on which its present date was made public, and that on which its result was, as the journal tells."""
    announced: date | None = None
    published: date | None = None
    date_of = ""
    for line in journal.of(work, dialogue.id):
        if line.verb in ("dialogue.announce", "dialogue.move"):
            if announced is None or line.facts["starts"] != date_of:
                announced = local_day(line.at)
            date_of = line.facts["starts"]
        elif line.verb == "dialogue.postpone":
            announced = None
        elif line.verb == "dialogue.conclude":
            published = published or local_day(line.at)
    return announced, published


def lines(work: Work, act: Act, dialogue: Dialogue) -> list[Words]:
    """What the card of a dialogue says of the law's dates; nothing of what was kept."""
    return [said(act, one) for one in owed(work, act, dialogue) if one.standing != "kept" and is_told(dialogue, one)]


def is_told(dialogue: Dialogue, one: Owed) -> bool:
    """Whether it still matters: nobody asks when a dialogue was announced once it takes place."""
    return one.duty != "notice" or dialogue.phase in ("planned", "announced", "intake", "frozen")


def said(act: Act, one: Owed) -> Words:
    """A duty in words, with the law behind it."""
    rules = act.province.rules
    match one.duty:
        case "notice":
            return say("duty-notice", standing=one.standing, day=one.day, source=rules.sources.get("dialogue.notice_days", ""))
        case "result":
            return say("duty-result", standing=one.standing, day=one.day, source=rules.sources.get("dialogue.result_days", ""))
        case "year":
            return say("duty-year", standing=one.standing, day=one.day, source=rules.sources.get("dialogue.min_per_year", ""))
