"""What the clerk of a dialogue does at its door: tick off, add who came unregistered, type the whole number, call those who speak."""

from __future__ import annotations

from typing import Final

from bot.domain.act import Act
from bot.domain.attendance import COUNT_MAX, Arrival, Mark, Registration, is_counting
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.services import attending, sessions
from storage import attendance as rows
from storage.work import Work

STEPS: Final = (1, 5, 10)
"""How many one press adds."""


def find(work: Work, act: Act, name: str) -> Dialogue:
    """A dialogue whose people the clerk counts now. Raises RuleBroken: "not_found", "not_yours"; "count_closed" too early or too late."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    if not is_counting(dialogue, act.at, act.province.rules):
        early = dialogue.starts > act.at and dialogue.phase not in ("cancelled", "postponed")
        raise RuleBroken("count_early" if early else "count_closed")
    return dialogue


def tick(work: Work, act: Act, name: str, registration: str, press: int, *, here: bool) -> bool:
    """Someone who registered is here, or is not after all; `press` is how often that was changed when the button was shown. False when
    the press comes late or twice: nothing happens. Raises RuleBroken as `find` does; "not_found" for who is not among the speakers."""
    dialogue = find(work, act, name)
    before = rows.people(work, dialogue.id)
    key = rows.blind(work, dialogue.id, _speaker(work, dialogue, registration).person)
    done = rows.tick(work, dialogue.id, key, press, act.at) if here else rows.untick(work, dialogue.id, key, press)
    attending.note(work, act, dialogue, before)
    return done


def walk_in(work: Work, act: Act, name: str, n: int, *, round_: int, key: str) -> bool:
    """So many came without registration. Each press has its `key` and counts once; False where the whole number was typed since the
    button was shown (`round_`), for then they are in it. Raises RuleBroken as `find` does; "count_number"."""
    dialogue = find(work, act, name)
    if n not in STEPS:
        raise RuleBroken("count_number", most=COUNT_MAX)
    before = rows.people(work, dialogue.id)
    if round_ != rows.hall(work, dialogue.id).round:
        return False
    rows.walk_in(work, dialogue.id, key, n, round_=round_, at=act.at)
    attending.note(work, act, dialogue, before)
    return True


def type_in(work: Work, act: Act, name: str, n: int) -> bool:
    """The whole number of people who are here, as the clerk counted them; it takes the place of an earlier one. False where one that
    was typed later came to us before. Raises RuleBroken as `find` does; "count_number"."""
    dialogue = find(work, act, name)
    if not 0 <= n <= COUNT_MAX:
        raise RuleBroken("count_number", most=COUNT_MAX)
    before = rows.people(work, dialogue.id)
    done = rows.set_typed(work, dialogue.id, n, said=min(act.said or act.at, act.at))
    attending.note(work, act, dialogue, before)
    return done


def mark(work: Work, act: Act, name: str, registration: str, wanted: Mark, *, seen: Mark) -> bool:
    """What became of someone who wants to speak: called, absent, spoke; who spoke was here. False where another mark than `seen` stands
    there by now. Raises RuleBroken as `find` does; "not_found"."""
    dialogue = find(work, act, name)
    one = _speaker(work, dialogue, registration)
    if one.mark == wanted:
        return True
    if one.mark != seen:
        return False
    before = rows.people(work, dialogue.id)
    rows.set_mark(work, one.id, wanted)
    if wanted == "spoke":
        key = rows.blind(work, dialogue.id, one.person)
        known = rows.arrivals(work, dialogue.id, [key]).get(key, Arrival())
        rows.tick(work, dialogue.id, key, known.press, act.at)
    sessions.note(work, act, dialogue, "speaker", turn=str(one.turn), mark=wanted or "none")
    attending.note(work, act, dialogue, before)
    return True


def _speaker(work: Work, dialogue: Dialogue, registration: str) -> Registration:
    one = rows.by_id(work, registration)
    if one is None or one.dialogue != dialogue.id or one.state != "seat" or not one.turn:
        raise RuleBroken("not_found")
    return one


def set_seats(work: Work, act: Act, name: str, seats: int) -> Dialogue:
    """How many seats the hall has; 0: as many as come. Nobody loses a seat; whoever waits moves up. Raises RuleBroken: "not_found",
    "not_yours"; "count_closed" once it has begun; "count_number"."""
    dialogue = sessions.find(work, act, name, "dialogue.run")
    if dialogue.phase not in ("planned", "announced", "intake", "frozen", "postponed") or dialogue.starts <= act.at:
        raise RuleBroken("count_closed")
    if not 0 <= seats <= COUNT_MAX:
        raise RuleBroken("count_number", most=COUNT_MAX)
    rows.set_seats(work, dialogue.id, seats)
    sessions.note(work, act, dialogue, "seats", n=str(seats))
    attending.promote(work, act, dialogue)
    return dialogue


def named(work: Work, act: Act, dialogue: Dialogue, n: int) -> None:
    """So many names were shown to the one who acts: who agreed to be called by name is read by the clerk, and that is kept."""
    if n:
        sessions.note(work, act, dialogue, "names", n=str(n))
