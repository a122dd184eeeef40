"""The life of a dialogue: who may run it, and how it goes from one phase into the next."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue, Verb, moved
from bot.domain.errors import RuleBroken
from bot.domain.permissions import Action, Thing, authorise, runs
from bot.services import nagging
from storage import dialogues as rows
from storage import grants, journal, opinions, posters
from storage.timers import Timer
from storage.work import Work

TIMED: Final = ("dialogue_notice", "leader_summary", "intake_closes", "dialogue_phase", "duty", "book_version")
"""The kinds of timers that belong to a date of a dialogue: called off when it is moved, put off or called off. The only
place where they stand."""
_BY_CLOCK: Final[dict[str, Verb]] = {"opens": "open", "begins": "begin", "ends": "end"}


def named(work: Work, name: str) -> Dialogue | None:
    """A dialogue by its id, by its short code, or by the code of one of its posters, in any case."""
    short = name.strip().upper()
    found = rows.get(work, name) or rows.by_short(work, short)
    if found is None and (poster := posters.get(work, short)) is not None:
        return rows.get(work, poster.dialogue)
    return found


def ask(work: Work, act: Act, unit: str, action: Action) -> None:
    """An operator at the machine is nobody's person and may plan for any unit; people are asked for their grants."""
    if act.person:
        authorise(grants.of_person(work, act.person), action, Thing(unit=unit), act.province.units)


def find(work: Work, act: Act, name: str, action: Action) -> Dialogue:
    """The dialogue on which someone acts; its named clerk runs it wherever they hold office.

    Raises RuleBroken: "not_found", "not_yours"."""
    dialogue = named(work, name)
    if dialogue is None:
        raise RuleBroken("not_found")
    if not (act.person and runs(dialogue.clerk, act.person, action, grants.of_person(work, act.person))):
        ask(work, act, dialogue.unit, action)
    return dialogue


def enter(work: Work, act: Act, dialogue: Dialogue, verb: Verb, **told: str) -> Dialogue:
    """Take a dialogue into its next phase, journaled. Raises RuleBroken("dialogue_phase") when it is elsewhere (by now)."""
    kept = rows.enter(work, dialogue, moved(dialogue.phase, verb))
    if kept is None:
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    note(work, act, kept, verb, **told)
    if verb == "end":
        nagging.plan(work, act, kept)
    return kept


def run(work: Work, act: Act, name: str, verb: Verb) -> Dialogue:
    """What its clerk does by hand: begin it, close it. Raises RuleBroken: "not_found", "not_yours", "dialogue_phase"."""
    return enter(work, act, find(work, act, name, "dialogue.run"), verb)


def opened(work: Work, act: Act, dialogue: Dialogue) -> Dialogue:
    """The dialogue with its intake open, where its day has come already."""
    return enter(work, act, dialogue, "open") if dialogue.opens <= act.at else dialogue


def by_clock(work: Work, act: Act, timer: Timer) -> None:
    """The hour at which a dialogue opens, begins or is over by itself; nothing where its clerk was faster or it has another date."""
    dialogue = rows.get(work, timer.object)
    if dialogue is None or str(dialogue.version) != timer.args["version"]:
        return
    verb = _BY_CLOCK[timer.args["what"]]
    try:
        moved(dialogue.phase, verb)
    except RuleBroken:
        return
    enter(work, act, dialogue, verb)


def intake_closed(work: Work, act: Act, timer: Timer) -> None:
    """The intake of a dialogue is over: the journal keeps how many opinions it will hear."""
    dialogue = rows.get(work, timer.object)
    if dialogue is not None and str(dialogue.version) == timer.args["version"] and dialogue.phase in ("announced", "intake"):
        note(work, act, dialogue, "intake_closed", opinions=str(sum(n for _, n in opinions.of_dialogue(work, dialogue.id))))


def note(work: Work, act: Act, dialogue: Dialogue, verb: str, **told: str) -> None:
    """Journal what happened to a dialogue, with all that the statistics of the practice need to know of it."""
    journal.add(
        work, at=act.at, actor=act.person, verb=f"dialogue.{verb}", object=dialogue.id, unit=dialogue.unit, level=dialogue.level,
        kind=dialogue.kind, track=dialogue.track, audience="members" if dialogue.audience else "people",
        starts=dialogue.starts.isoformat(), version=str(dialogue.version), phase=dialogue.phase, **told,
    )  # fmt: skip
