"""Dialogues: planned, moved and called off, and which one hears an opinion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.act import Act
from bot.domain.codes import ALPHABET
from bot.domain.deadlines import at_local, local_day
from bot.domain.dialogues import COMING, Dialogue, Kind, Reason, Track, Verb, check_times, is_for_all, is_taking, moments, moved
from bot.domain.duties import is_bound
from bot.domain.errors import RuleBroken
from bot.domain.words import clean, fold, squeeze
from bot.notices import dialogues as notices
from bot.services import adopting, agenda, duties, sessions
from storage import dialogues as rows
from storage import opinions, outbox, timers
from storage.timers import Timer
from storage.work import Work

_SHORT = 6
_LINE = 200  # characters of a title, a place, a name
_MOST_AUTHORS = 20_000
_EVERYONE = "nhan dan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a dialogue is going to be. `audience` is empty for the whole people; without `opens` and `closes` the rules bound the intake;
    `reason` is why an extraordinary one is held."""

    unit: str
    starts: datetime
    place: str = ""
    chair: str = ""
    kind: Kind = "periodic"
    track: Track = "government"
    audience: str = ""
    title: str = ""
    format: str = ""
    opens: datetime | None = None
    closes: datetime | None = None
    reason: Reason = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """The dialogue as it stands now. `short_notice` is how many days lie before it where the law wants more, else None."""

    dialogue: Dialogue
    short_notice: int | None = None


def sketch(act: Act, plan: Plan) -> Planned:
    """A plan as the dialogue that it would be, not kept. Raises RuleBroken: "not_found" for an unknown unit; "dialogue_past",
    "dialogue_window" for times that contradict each other."""
    unit = act.province.units.find(plan.unit)
    if unit is None:
        raise RuleBroken("not_found")
    opens, closes = _window(act, plan)
    check_times(at=act.at, starts=plan.starts, opens=opens, closes=closes)
    bare = Dialogue(
        id="", short="", unit=unit.code, level=unit.level, kind=plan.kind, track=plan.track, audience="", title="", chair="", place="",
        format="", starts=plan.starts, opens=opens, closes=closes, phase="planned", version=1,
    )  # fmt: skip
    dialogue = _written(bare, plan)
    return Planned(dialogue=dialogue, short_notice=_short_notice(act, dialogue))


def plan(work: Work, act: Act, plan: Plan) -> Dialogue:
    """Keep what a dialogue is going to be; nobody outside the office hears of it before it is announced, and place and chair may be open.

    Raises RuleBroken: "not_yours", and as `sketch`."""
    bare = sketch(act, plan).dialogue
    sessions.ask(work, act, bare.unit, "dialogue.plan")
    dialogue = replace(bare, id=act.mint.id(), short=act.mint.pick(ALPHABET, _SHORT))
    while not rows.add(work, dialogue, act.at):
        dialogue = replace(dialogue, short=act.mint.pick(ALPHABET, _SHORT))
    sessions.note(work, act, dialogue, "add")
    duties.watch(work, act, dialogue)
    return dialogue


def _written(dialogue: Dialogue, plan: Plan) -> Dialogue:
    """A dialogue with what a plan says of it."""
    audience = _line(plan.audience)
    return replace(
        dialogue, kind=plan.kind, track=plan.track, audience="" if fold(audience) == _EVERYONE else audience, title=_line(plan.title),
        chair=_line(plan.chair), place=_line(plan.place), format=_line(plan.format),
        reason=plan.reason if plan.kind == "extraordinary" else "",
    )  # fmt: skip


def check_lines(**lines: str) -> None:
    """What must be known before anyone is told. Raises RuleBroken("dialogue_line") for what is missing."""
    for needed, text in lines.items():
        if not text:
            raise RuleBroken("dialogue_line", name=needed)


def add(work: Work, act: Act, wanted: Plan) -> Planned:
    """Plan a dialogue and announce it at once. Raises RuleBroken as `plan` and `announce` do."""
    return announce(work, act, plan(work, act, wanted).id)


def announce(work: Work, act: Act, name: str) -> Planned:
    """Announce a planned dialogue: its moments are planned, and the citizens of the unit are told at once.

    Raises RuleBroken: "not_found", "not_yours"; "dialogue_phase" where it is not just planned; "dialogue_line" where the place or the
    chair is missing; "dialogue_past", "dialogue_window". A notice shorter than the law wants is no refusal: the office answers for it,
    and hears so (`short_notice`)."""
    dialogue = sessions.find(work, act, name, "dialogue.announce")
    check_times(at=act.at, starts=dialogue.starts, opens=dialogue.opens, closes=dialogue.closes)
    check_lines(chair=dialogue.chair, place=dialogue.place)
    kept = sessions.enter(work, act, dialogue, "announce")
    duties.watch(work, act, kept)
    _schedule(work, act, kept)
    rows.succeed(work, kept)
    adopting.adopt(work, act, kept)
    notices.spread(work, act, kept, "announced")
    agenda.gather(work, act, kept)
    return Planned(dialogue=sessions.opened(work, act, kept), short_notice=_short_notice(act, kept))


def edit(work: Work, act: Act, name: str, wanted: Plan) -> Dialogue:
    """Change a dialogue that is only planned; its unit stays. Raises RuleBroken as `plan` does, "dialogue_phase" where it was announced."""
    dialogue = sessions.find(work, act, name, "dialogue.plan")
    if dialogue.phase != "planned":
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    sketched = sketch(act, replace(wanted, unit=dialogue.unit)).dialogue
    changed = replace(_written(dialogue, wanted), starts=sketched.starts, opens=sketched.opens, closes=sketched.closes)
    kept = _keep(work, act, changed)
    sessions.note(work, act, kept, "edit")
    duties.watch(work, act, kept)
    return kept


def look(
    work: Work, act: Act, name: str, *, starts: datetime, place: str = "", opens: datetime | None = None, closes: datetime | None = None
) -> Planned:
    """An announced or postponed dialogue as it would be on another date. Only looks. Raises RuleBroken as `move`."""
    dialogue = sessions.find(work, act, name, "dialogue.announce")
    goes = moved(dialogue.phase, "move")
    if dialogue.phase != "postponed" and dialogue.starts <= act.at:
        raise RuleBroken("dialogue_over")
    by = local_day(starts) - local_day(dialogue.starts)
    shifted = replace(
        dialogue, starts=starts, place=_line(place) or dialogue.place, closes=closes or min(dialogue.closes + by, starts), phase=goes,
        opens=opens or (dialogue.opens if dialogue.opens <= act.at else dialogue.opens + by),
    )  # fmt: skip
    if closes is None and not max(act.at, shifted.opens) < shifted.closes:
        shifted = replace(shifted, closes=starts)
    check_times(at=act.at, starts=starts, opens=shifted.opens, closes=shifted.closes)
    return Planned(dialogue=shifted, short_notice=_short_notice(act, shifted))


def move(
    work: Work, act: Act, name: str, *, starts: datetime, place: str = "", opens: datetime | None = None, closes: datetime | None = None
) -> Planned:
    """Give an announced or postponed dialogue another date (and place). All that was planned for the old date is called off in the same
    transaction.

    The intake window moves along by whole days unless it is given; an intake that is open stays open, one that was frozen opens again.
    Each person is told once. Raises RuleBroken as `announce` does; "dialogue_phase" for one that was not announced, was held or was
    called off."""
    shifted = look(work, act, name, starts=starts, place=place, opens=opens, closes=closes)
    kept = _keep(work, act, shifted.dialogue)
    sessions.note(work, act, kept, "move")
    _schedule(work, act, kept)
    adopting.adopt(work, act, kept)
    notices.spread(work, act, kept, "moved")
    return replace(shifted, dialogue=sessions.opened(work, act, kept))


def postpone(work: Work, act: Act, name: str) -> Dialogue:
    """Put a dialogue off without a new date yet: it keeps its opinions, everyone concerned is told once.

    Raises RuleBroken: "not_found", "not_yours", "dialogue_phase", "dialogue_over"."""
    kept = _end(work, act, sessions.find(work, act, name, "dialogue.announce"), "postpone")
    notices.spread(work, act, kept, "postponed", authors=opinions.authors_after(work, kept.id, "", _MOST_AUTHORS))
    return kept


def cancel(work: Work, act: Act, name: str) -> tuple[Dialogue, Dialogue | None]:
    """Call a dialogue off; its opinions go to the unit's next one, which is returned beside it (None: outside any dialogue). Of one that
    was only planned nobody hears.

    Raises RuleBroken: "not_found", "not_yours", "dialogue_phase", "dialogue_over"."""
    before = sessions.find(work, act, name, "dialogue.announce")
    heir = next((one for one in _following(work, act, before.unit) if one.id != before.id), None)
    dialogue = _end(work, act, replace(before, heir=heir.id if heir else ""), "cancel")
    authors = opinions.authors_after(work, dialogue.id, "", _MOST_AUTHORS)
    opinions.carry_over(work, dialogue.id, dialogue.heir)
    rows.bequeath(work, dialogue.id, dialogue.heir)
    agenda.carry_over(work, act, dialogue, heir)
    if before.phase != "planned":
        notices.spread(work, act, dialogue, "cancelled", heir=dialogue.heir, authors=authors)
    return dialogue, heir


def _end(work: Work, act: Act, dialogue: Dialogue, verb: Verb) -> Dialogue:
    goes = moved(dialogue.phase, verb)
    if dialogue.phase in COMING and dialogue.starts <= act.at:
        raise RuleBroken("dialogue_over")
    kept = _keep(work, act, replace(dialogue, phase=goes))
    sessions.note(work, act, kept, verb, **({"heir": kept.heir} if kept.heir else {}))
    return kept


def for_unit(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The dialogue that hears an opinion of this unit sent now: the unit's own soonest one that takes opinions of everyone."""
    return next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and is_taking(one, act.at)), None)


def next_for(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The unit's soonest dialogue whose intake has not closed yet, perhaps not even opened; None where none is announced."""
    return next(iter(_following(work, act, unit)), None)


def _following(work: Work, act: Act, unit: str) -> list[Dialogue]:
    return [one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and act.at < one.closes]


def closed_for(work: Work, act: Act, unit: str) -> Dialogue | None:
    """The unit's coming dialogue that an opinion sent now has missed, so that its author can be told which one hears it instead."""
    return next((one for one in rows.coming(work, [unit], act.at) if is_for_all(one) and one.closes <= act.at), None)


def offered(work: Work, act: Act, unit: str) -> list[Dialogue]:
    """The dialogues among which an author may choose: the unit's own and those of the units above it, open now, own first."""
    chain = [one.code for one in act.province.units.chain(unit)]
    taking = [one for one in rows.coming(work, chain, act.at) if is_taking(one, act.at)]
    return sorted(taking, key=lambda one: (chain.index(one.unit), one.starts, one.id))


def _keep(work: Work, act: Act, dialogue: Dialogue) -> Dialogue:
    """Keep a change, and call off all that was planned or waits to leave for the version before."""
    kept = rows.change(work, dialogue)
    if kept is None:
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    for kind in sessions.TIMED:
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
        elif one.kind != "dialogue_phase":
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
    return days if is_bound(dialogue, act.province.rules) and days < act.province.rules.dialogue.notice_days else None


def _line(text: str) -> str:
    return squeeze(clean(text, _LINE))
