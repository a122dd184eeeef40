"""Dialogues: planned, moved and called off, and which one hears an opinion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.act import Act
from bot.domain.codes import ALPHABET
from bot.domain.deadlines import at_local, local_day
from bot.domain.dialogues import Dialogue, Kind, Track, check_times, is_for_all, is_taking, moments
from bot.domain.errors import RuleBroken
from bot.domain.permissions import Thing, authorise
from bot.domain.words import clean, fold, squeeze
from bot.notices import dialogues as notices
from bot.services import agenda
from storage import dialogues as rows
from storage import grants, journal, opinions, outbox, timers
from storage.timers import Timer
from storage.work import Work

_SHORT = 6
_LINE = 200  # characters of a title, a place, a name
_MOST_AUTHORS = 20_000
_EVERYONE = "nhan dan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A dialogue to be announced. `audience` is empty for the whole people; without `opens` and `closes` the rules bound the intake."""

    unit: str
    starts: datetime
    place: str
    chair: str
    kind: Kind = "periodic"
    track: Track = "government"
    audience: str = ""
    title: str = ""
    format: str = ""
    opens: datetime | None = None
    closes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The dialogue as it stands now. `short_notice` is how many days lie before it where the law wants more, else None."""

    dialogue: Dialogue
    short_notice: int | None = None


def add(work: Work, act: Act, plan: Plan) -> Planned:
    """Announce a dialogue: it is kept, its moments are planned, and the citizens of the unit are told at once.

    Raises RuleBroken: "not_yours"; "not_found" for an unknown unit; "dialogue_line" where the place or the chair is missing;
    "dialogue_past", "dialogue_window" for times that contradict each other. A notice shorter than the law wants is no refusal:
    the office answers for it, and hears so (`short_notice`)."""
    unit = act.province.units.find(plan.unit)
    if unit is None:
        raise RuleBroken("not_found")
    _ask(work, act, unit.code)
    opens, closes = _window(act, plan)
    check_times(at=act.at, starts=plan.starts, opens=opens, closes=closes)
    audience = _line(plan.audience)
    dialogue = Dialogue(
        id=act.mint.id(), short=act.mint.pick(ALPHABET, _SHORT), unit=unit.code, level=unit.level, kind=plan.kind, track=plan.track,
        audience="" if fold(audience) == _EVERYONE else audience, title=_line(plan.title), chair=_needed("chair", plan.chair),
        place=_needed("place", plan.place), format=_line(plan.format), starts=plan.starts, opens=opens, closes=closes,
        phase="announced", version=1,
    )  # fmt: skip
    while not rows.add(work, dialogue, act.at):
        dialogue = replace(dialogue, short=act.mint.pick(ALPHABET, _SHORT))
    _journal(work, act, dialogue, "dialogue.add")
    _schedule(work, act, dialogue)
    notices.spread(work, act, dialogue, "announced")
    agenda.gather(work, act, dialogue)
    return Planned(dialogue=dialogue, short_notice=_short_notice(act, dialogue))


def move(
    work: Work, act: Act, name: str, *, starts: datetime, place: str = "", opens: datetime | None = None, closes: datetime | None = None
) -> Planned:
    """Give a dialogue another date (and place). All that was planned for the old date is called off in the same transaction.

    The intake window moves along unless it is given; an intake that is open stays open. Each person is told once.
    Raises RuleBroken as `add` does, and "dialogue_over" for one that was held or called off."""
    dialogue = _mine(work, act, name)
    by = starts - dialogue.starts
    moved = replace(
        dialogue, starts=starts, place=_line(place) or dialogue.place, closes=closes or dialogue.closes + by,
        opens=opens or (dialogue.opens if dialogue.opens <= act.at else dialogue.opens + by),
    )  # fmt: skip
    if closes is None and moved.closes <= act.at:
        moved = replace(moved, closes=starts)
    check_times(at=act.at, starts=starts, opens=moved.opens, closes=moved.closes)
    kept = _keep(work, act, moved)
    _journal(work, act, kept, "dialogue.move")
    _schedule(work, act, kept)
    notices.spread(work, act, kept, "moved")
    return Planned(dialogue=kept, short_notice=_short_notice(act, kept))


def cancel(work: Work, act: Act, name: str) -> tuple[Dialogue, Dialogue | None]:
    """Call a dialogue off; its opinions go to the unit's next one, which is returned beside it (None: outside any dialogue).

    Raises RuleBroken: "not_found", "not_yours", "dialogue_over"."""
    dialogue = _keep(work, act, replace(_mine(work, act, name), phase="cancelled"))
    heir = next_for(work, act, dialogue.unit)
    authors = opinions.authors_after(work, dialogue.id, "", _MOST_AUTHORS)
    carried = opinions.carry_over(work, dialogue.id, heir.id if heir else "")
    agenda.carry_over(work, act, dialogue, heir)
    _journal(work, act, dialogue, "dialogue.cancel", heir=heir.id if heir else "", carried=str(carried))
    notices.spread(work, act, dialogue, "cancelled", heir=heir.id if heir else "", authors=authors)
    return dialogue, heir


def find(work: Work, name: str) -> Dialogue | None:
    """A dialogue by its id, or by the short code of its poster in any case."""
    return rows.get(work, name) or rows.by_short(work, name.strip().upper())


def for_unit(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The dialogue that hears an opinion of this unit sent now: the unit's own soonest one that takes opinions of everyone."""
    return next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and is_taking(one, act.at)), None)


def next_for(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The unit's soonest dialogue whose intake has not closed yet, perhaps not even opened; None where none is announced."""
    return next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and act.at < one.closes), None)


def closed_for(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The unit's coming dialogue that an opinion sent now has missed, so that its author can be told which one hears it instead."""
    return next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and one.closes <= act.at), None)


def offered(work: Work, act: Act, unit: str) -> list[Dialogue]:
    """The dialogues among which an author may choose: the unit's own and those of the units above it, open now, own first."""
    chain = [one.code for one in act.province.units.chain(unit)]
    taking = [one for one in rows.coming(work, chain, act.at) if is_taking(one, act.at)]
    return sorted(taking, key=lambda one: (chain.index(one.unit), one.starts, one.id))


def intake_closed(work: Work, act: Act, timer: Timer) -> None:
    """The intake of a dialogue is over: the journal keeps how many opinions it will hear."""
    dialogue = rows.get(work, timer.object)
    if dialogue is not None and dialogue.phase == "announced":
        _journal(work, act, dialogue, "dialogue.intake_closed", opinions=str(sum(n for _, n in opinions.of_dialogue(work, dialogue.id))))


def _ask(work: Work, act: Act, unit: str) -> None:
    """An operator at the machine is nobody's person and may plan for any unit; people are asked for their grants."""
    if act.person:
        authorise(grants.of_person(work, act.person), "dialogue.plan", Thing(unit=unit), act.province.units)


def _mine(work: Work, act: Act, name: str) -> Dialogue:
    dialogue = find(work, name)
    if dialogue is None:
        raise RuleBroken("not_found")
    _ask(work, act, dialogue.unit)
    if dialogue.phase in ("held", "cancelled") or dialogue.starts <= act.at:
        raise RuleBroken("dialogue_over")
    return dialogue


def _keep(work: Work, act: Act, dialogue: Dialogue) -> Dialogue:
    """Keep a change, and call off all that was planned or waits to leave for the version before."""
    kept = rows.change(work, dialogue)
    if kept is None:
        raise RuleBroken("stale", status="")
    for kind in ("dialogue_notice", "leader_summary", "intake_closes"):
        timers.cancel(work, dialogue.id, kind, act.at)
    outbox.recall_all(work, notices.keys_of(dialogue))
    return kept


def _schedule(work: Work, act: Act, dialogue: Dialogue) -> None:
    """Plan every moment of a dialogue; those already past are recorded as skipped and never come late."""
    for one in moments(dialogue, act.province.rules):
        args = {"what": one.offset, "version": str(dialogue.version)}
        timer = Timer(key=one.key, kind=one.kind, due=one.due, object=dialogue.id, args=args)
        if one.due > act.at:
            timers.plan(work, timer)
        else:
            timers.skip(work, timer, act.at)


def _window(act: Act, plan: Plan) -> tuple[datetime, datetime]:
    rules = act.province.rules
    day = local_day(plan.starts)
    usual = at_local(day - timedelta(days=rules.dialogue.intake_closes_days), rules.hours.afternoon_ends)
    # A dialogue called so soon that its intake would be over before it is announced takes opinions until it begins.
    closes = plan.closes or (usual if usual > act.at else plan.starts)
    opens = plan.opens or at_local(day - timedelta(days=rules.dialogue.intake_opens_days), rules.hours.morning_starts)
    return opens, closes


def _short_notice(act: Act, dialogue: Dialogue) -> int | None:
    """Điều 43 Luật 72/2025/QH15: the commune's people's committee announces its conference at least so many days before."""
    days = (local_day(dialogue.starts) - act.today).days
    bound = dialogue.level == "commune" and dialogue.track == "government"
    return days if bound and days < act.province.rules.dialogue.notice_days else None


def _line(text: str) -> str:
    return squeeze(clean(text, _LINE))


def _needed(name: str, text: str) -> str:
    if not (line := _line(text)):
        raise RuleBroken("dialogue_line", name=name)
    return line


def _journal(work: Work, act: Act, dialogue: Dialogue, verb: str, **told: str) -> None:
    journal.add(
        work, at=act.at, actor=act.person, verb=verb, object=dialogue.id, unit=dialogue.unit, starts=dialogue.starts.isoformat(),
        version=str(dialogue.version), **told,
    )  # fmt: skip
