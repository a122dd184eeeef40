"""Coming to a dialogue: a person registers, changes that or takes it back, and is counted at the door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from bot.domain.act import Act
from bot.domain.attendance import Door, Hall, Registration, door, is_registering
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.words import clean, squeeze
from bot.notices import waiting
from bot.services import moves, sessions
from storage import attendance as rows
from storage import dialogues, people
from storage.work import Work

SUBJECT_MAX: Final = 200
_NAME: Final = (2, 60)  # characters of a name by which someone wants to be called


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person registers: with how many they come, and whether they want to speak, about what, and called by name."""

    people: int
    speaks: bool = False
    subject: str = ""
    opinion: str = ""
    named: bool = False


def find(work: Work, act: Act, name: str) -> Dialogue:
    """A dialogue for which people may register now. Raises RuleBroken: "not_found" also for one that was not announced;
    "dialogue_phase" for one that was put off or called off, "attend_closed" for one that has begun."""
    dialogue = sessions.named(work, name)
    if dialogue is None or dialogue.phase == "planned":
        raise RuleBroken("not_found")
    if dialogue.phase in ("postponed", "cancelled"):
        raise RuleBroken("dialogue_phase", phase=dialogue.phase)
    if not is_registering(dialogue, act.at):
        raise RuleBroken("attend_closed")
    return dialogue


def register(work: Work, act: Act, name: str, wish: Wish) -> Registration:
    """Register, or change what was registered; where no seats are left, wait for one in the order of registration.

    Raises RuleBroken as `find` does; "attend_consent" before the person agreed; "attend_people"; "attend_full" when someone who has
    seats wants more of them than there are, or than those who wait would have to see; "not_found" for an opinion that is not their own,
    or not one of this dialogue."""
    dialogue = find(work, act, name)
    person = people.get(work, act.person)
    if person is None or not person.consent:
        raise RuleBroken("attend_consent")
    most = act.province.rules.attendance.people_max
    if not 1 <= wish.people <= most:
        raise RuleBroken("attend_people", most=most)
    if wish.opinion and moves.own(work, act, wish.opinion).dialogue != dialogue.id:
        raise RuleBroken("not_found")
    before = rows.get(work, dialogue.id, act.person)
    kept = _placed(work, act, dialogue, before, wish)
    rows.keep(work, kept, act.at)
    promote(work, act, dialogue)
    return rows.get(work, dialogue.id, act.person) or kept


def _placed(work: Work, act: Act, dialogue: Dialogue, before: Registration | None, wish: Wish) -> Registration:
    """The registration with its place in both orders, and a seat where there is one."""
    hall, last = rows.hall(work, dialogue.id), rows.highest(work, dialogue.id)
    has = _has_seat(work, dialogue, hall, before, wish.people)
    spoke = before.turn if before is not None else 0
    return Registration(
        id=before.id if before is not None else act.mint.id(), dialogue=dialogue.id, person=act.person, account=act.account,
        no=before.no if before is not None else last[0] + 1, people=wish.people, state="seat" if has else "waits",
        turn=(spoke or last[1] + 1) if wish.speaks else 0, subject=subject(wish.subject) if wish.speaks and not wish.opinion else "",
        opinion=wish.opinion if wish.speaks else "", named=wish.named and wish.speaks,
        mark=before.mark if before is not None else "",
    )  # fmt: skip


def _has_seat(work: Work, dialogue: Dialogue, hall: Hall, before: Registration | None, people_: int) -> bool:
    """Whether there are seats for so many now. Who waits goes on waiting: `promote` gives the seats in order. Raises
    RuleBroken("attend_full") where more are wanted than may be had: by those who sit, only what nobody waits for; by others, no more
    than the hall holds."""
    taken, waits = rows.seated(work, dialogue.id), bool(rows.waiting(work, dialogue.id))
    if before is not None and before.state == "seat":
        free = hall.left(taken)
        most = people_ if free is None else before.people + (0 if waits else free)
        if people_ > most:
            raise RuleBroken("attend_full", left=most)
        return True
    if hall.seats and people_ > hall.seats:
        raise RuleBroken("attend_full", left=hall.seats)
    return before is None and hall.holds(taken, people_) and not waits


def subject(typed: str) -> str:
    """What someone wants to speak about, as one short line."""
    return squeeze(clean(typed, SUBJECT_MAX))


def call_me(work: Work, act: Act, typed: str) -> None:
    """Keep the name by which someone wants to be called, where their name is kept. Raises RuleBroken("attend_name")."""
    name = squeeze(clean(typed, _NAME[1] + 1))
    if not _NAME[0] <= len(name) <= _NAME[1] or any(one.isdigit() for one in name):
        raise RuleBroken("attend_name")
    people.keep_name(work, act.account, act.person, name)


def withdraw(work: Work, act: Act, name: str) -> Dialogue:
    """Take the registration back; whoever waits moves up. Raises RuleBroken as `find` does, "attend_none" where there is none."""
    dialogue = find(work, act, name)
    mine = rows.get(work, dialogue.id, act.person)
    if mine is None:
        raise RuleBroken("attend_none")
    rows.give_up(work, mine.id)
    promote(work, act, dialogue)
    return dialogue


def promote(work: Work, act: Act, dialogue: Dialogue) -> None:
    """Whoever waits gets the seats that are free, strictly in their order, and hears so."""
    hall, taken = rows.hall(work, dialogue.id), rows.seated(work, dialogue.id)
    for one in rows.waiting(work, dialogue.id):
        if hall.seats and one.people > hall.seats:
            continue  # the hall has become too small for them
        if not hall.holds(taken, one.people):
            return
        rows.seat(work, one.id)
        taken += one.people
        waiting.seated(work, act, dialogue, replace(one, state="seat"))


def forget(work: Work, act: Act, person: str) -> None:
    """A person is erased: what lies ahead is taken back, of what is over only numbers stay."""
    held = rows.of_person(work, person)
    rows.forget(work, person)
    for one in held:
        dialogue = dialogues.get(work, one.dialogue)
        if dialogue is not None and is_registering(dialogue, act.at):
            rows.give_up(work, one.id)
            promote(work, act, dialogue)


def check_in(work: Work, act: Act, dialogue: Dialogue) -> tuple[Door, bool]:
    """Count whoever opens the code at the door, once, without keeping who it was; returns whether the door is open, and whether they
    were counted only now. Counting someone needs no consent: nothing of theirs is kept."""
    stands = door(dialogue, act.at, act.province.rules)
    if stands != "open":
        return stands, False
    before = rows.people(work, dialogue.id)
    first = rows.scan(work, dialogue.id, rows.blind(work, dialogue.id, act.person), act.at)
    note(work, replace(act, person=""), dialogue, before)
    return stands, first


def note(work: Work, act: Act, dialogue: Dialogue, before: int) -> None:
    """Journal how many came, where that has changed: statistics read the last such line."""
    now = rows.people(work, dialogue.id)
    if now != before:
        sessions.note(work, act, dialogue, "attended", n=str(now))
