"""Registrations for a dialogue, its hall, and who came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain.attendance import Arrival, Hall, Mark, Registration, came
from storage.work import Work, micros

_COLUMNS = "id, dialogue, person, account, no, people, state, turn, subject, opinion, named, mark"


def _registration(r: tuple[Any, ...]) -> Registration:
    return Registration(
        id=r[0], dialogue=r[1], person=r[2], account=r[3], no=r[4], people=r[5], state=r[6], turn=r[7], subject=r[8], opinion=r[9],
        named=r[10] == 1, mark=r[11],
    )  # fmt: skip


def get(work: Work, dialogue: str, person: str) -> Registration | None:
    """A person's registration for a dialogue, unless it was taken back."""
    row = work.one(
        f"SELECT {_COLUMNS} FROM attendance WHERE dialogue = :d AND person = :p AND state <> 'gone'", d=dialogue, p=person
    )  # fmt: skip
    return _registration(row) if row else None


def by_id(work: Work, registration: str) -> Registration | None:
    """A registration by id."""
    row = work.one(f"SELECT {_COLUMNS} FROM attendance WHERE id = :id", id=registration)
    return _registration(row) if row else None


def keep(work: Work, one: Registration, at: datetime) -> None:
    """Keep a person's registration, in place of an earlier one for the same dialogue."""
    work.do(
        f"INSERT INTO attendance ({_COLUMNS}, at) VALUES (:id, :d, :p, :a, :no, :n, :s, :t, :sub, :o, :named, :m, :at)"
        " ON CONFLICT (dialogue, person) DO UPDATE SET account = excluded.account, no = excluded.no, people = excluded.people,"
        " state = excluded.state, turn = excluded.turn, subject = excluded.subject, opinion = excluded.opinion, named = excluded.named,"
        " mark = excluded.mark, at = excluded.at",
        id=one.id, d=one.dialogue, p=one.person, a=one.account, no=one.no, n=one.people, s=one.state, t=one.turn, sub=one.subject,
        o=one.opinion, named=int(one.named), m=one.mark, at=micros(at),
    )  # fmt: skip


def seat(work: Work, registration: str) -> None:
    """Who waited has a seat now."""
    work.do("UPDATE attendance SET state = 'seat' WHERE id = :id AND state = 'waits'", id=registration)


def give_up(work: Work, registration: str) -> None:
    """A registration was taken back."""
    work.do("UPDATE attendance SET state = 'gone', subject = '', opinion = '', named = 0 WHERE id = :id", id=registration)


def forget(work: Work, person: str) -> None:
    """Its person is erased: words and name go, the row is nobody's; numbers stay."""
    work.do("UPDATE attendance SET person = id, account = '', subject = '', opinion = '', named = 0 WHERE person = :p", p=person)


def set_mark(work: Work, registration: str, mark: Mark) -> None:
    """What became of someone who wanted to speak."""
    work.do("UPDATE attendance SET mark = :m WHERE id = :id", m=mark, id=registration)


def highest(work: Work, dialogue: str) -> tuple[int, int]:
    """The highest place in the order of registration, and among those who want to speak."""
    row = work.one("SELECT coalesce(max(no), 0), coalesce(max(turn), 0) FROM attendance WHERE dialogue = :d", d=dialogue)
    return (int(row[0]), int(row[1])) if row else (0, 0)


def of_person(work: Work, person: str) -> list[Registration]:
    """Everything a person is registered for."""
    rows = work.all(f"SELECT {_COLUMNS} FROM attendance WHERE person = :p AND state <> 'gone' ORDER BY at, id", p=person)
    return [_registration(row) for row in rows]


def of_persons(work: Work, dialogue: str, persons: Sequence[str]) -> dict[str, Registration]:
    """The registrations of those among these people who are registered."""
    marks = {f"p{n}": person for n, person in enumerate(persons)}
    if not marks:
        return {}
    rows = work.all(
        f"SELECT {_COLUMNS} FROM attendance WHERE dialogue = :d AND state <> 'gone'"
        f" AND person IN ({', '.join(f':{name}' for name in marks)})",
        d=dialogue, **marks,
    )  # fmt: skip
    return {row[2]: _registration(row) for row in rows}


def persons_after(work: Work, dialogue: str, after: str, limit: int) -> list[str]:
    """A page of those who are registered for a dialogue, behind the person `after`."""
    rows = work.all(
        "SELECT person FROM attendance WHERE dialogue = :d AND person > :after AND state <> 'gone' AND account <> '' ORDER BY person"
        " LIMIT :n",
        d=dialogue, after=after, n=limit,
    )  # fmt: skip
    return [row[0] for row in rows]


def waiting(work: Work, dialogue: str) -> list[Registration]:
    """Those for whom there was no seat, in the order in which they came."""
    rows = work.all(f"SELECT {_COLUMNS} FROM attendance WHERE dialogue = :d AND state = 'waits' ORDER BY no", d=dialogue)
    return [_registration(row) for row in rows]


def speakers(work: Work, dialogue: str) -> list[Registration]:
    """Those who have a seat and want to speak, in their order."""
    rows = work.all(f"SELECT {_COLUMNS} FROM attendance WHERE dialogue = :d AND state = 'seat' AND turn > 0 ORDER BY turn", d=dialogue)
    return [_registration(row) for row in rows]


def seated(work: Work, dialogue: str) -> int:
    """How many people have a seat."""
    row = work.one("SELECT coalesce(sum(people), 0) FROM attendance WHERE dialogue = :d AND state = 'seat'", d=dialogue)
    return int(row[0]) if row else 0


def totals(work: Work, dialogue: str) -> tuple[int, int, int]:
    """(people who have a seat, how many of the registered want to speak, people who wait for a seat)."""
    row = work.one(
        "SELECT coalesce(sum(CASE WHEN state = 'seat' THEN people ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN state = 'seat' AND turn > 0 THEN 1 ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN state = 'waits' THEN people ELSE 0 END), 0) FROM attendance WHERE dialogue = :d",
        d=dialogue,
    )
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def hall(work: Work, dialogue: str) -> Hall:
    """The hall of a dialogue."""
    row = work.one("SELECT seats, typed, round FROM hall WHERE dialogue = :d", d=dialogue)
    return Hall(seats=row[0], typed=row[1], round=row[2]) if row else Hall()


def set_seats(work: Work, dialogue: str, seats: int) -> None:
    """How many seats there are from now on; 0: as many as come."""
    work.do(
        "INSERT INTO hall (dialogue, seats) VALUES (:d, :n) ON CONFLICT (dialogue) DO UPDATE SET seats = excluded.seats",
        d=dialogue,
        n=seats,
    )


def set_typed(work: Work, dialogue: str, n: int, *, said: datetime) -> bool:
    """How many people there are, by the clerk's own count; whoever was added before is in it. False where one that was typed later than
    `said` stands there already."""
    return work.do(
        "INSERT INTO hall (dialogue, typed, round, said) VALUES (:d, :n, 1, :said) ON CONFLICT (dialogue) DO UPDATE SET"
        " typed = excluded.typed, round = hall.round + 1, said = excluded.said WHERE hall.said <= excluded.said",
        d=dialogue, n=n, said=micros(said),
    ) == 1  # fmt: skip


def blind(work: Work, dialogue: str, person: str) -> str:
    """The key of a person at the door of a dialogue: the same each time, telling nothing without our key."""
    return work.keys.index("arrival", dialogue, person)


def scan(work: Work, dialogue: str, key: str, at: datetime) -> bool:
    """A person opened the code at the door; False when they had done so before."""
    return work.do(
        "INSERT INTO arrival (dialogue, key, how, n, round, at) VALUES (:d, :k, 'scan', 1, 0, :at)"
        " ON CONFLICT (dialogue, key) DO UPDATE SET how = 'scan', n = 1 WHERE arrival.how IN ('tick', 'off')",
        d=dialogue, k=key, at=micros(at),
    ) == 1  # fmt: skip


def tick(work: Work, dialogue: str, key: str, press: int, at: datetime) -> bool:
    """The clerk saw a person come; `press` is how often that had been changed when the button was shown. False when it changed since."""
    return work.do(
        "INSERT INTO arrival (dialogue, key, how, n, round, at) SELECT :d, :k, 'tick', 1, 1, :at WHERE :r = 0 OR EXISTS"
        " (SELECT 1 FROM arrival WHERE dialogue = :d AND key = :k) ON CONFLICT (dialogue, key) DO UPDATE SET how = 'tick', n = 1,"
        " round = arrival.round + 1 WHERE arrival.how = 'off' AND arrival.round = :r",
        d=dialogue, k=key, r=press, at=micros(at),
    ) == 1  # fmt: skip


def untick(work: Work, dialogue: str, key: str, press: int) -> bool:
    """The clerk was mistaken; a scan stays. False when it changed since the button was shown."""
    return work.do(
        "UPDATE arrival SET how = 'off', n = 0, round = round + 1 WHERE dialogue = :d AND key = :k AND how = 'tick' AND round = :r",
        d=dialogue, k=key, r=press,
    ) == 1  # fmt: skip


def walk_in(work: Work, dialogue: str, key: str, n: int, *, round_: int, at: datetime) -> bool:
    """So many came without registration; each press has its own key. False when this press was counted before."""
    return work.do(
        "INSERT INTO arrival (dialogue, key, how, n, round, at) VALUES (:d, :k, 'walk_in', :n, :r, :at)"
        " ON CONFLICT (dialogue, key) DO NOTHING",
        d=dialogue, k=key, n=n, r=round_, at=micros(at),
    ) == 1  # fmt: skip


def arrivals(work: Work, dialogue: str, keys: Sequence[str]) -> dict[str, Arrival]:
    """What is known of these keys at the door, each under its key."""
    marks = {f"k{n}": key for n, key in enumerate(keys)}
    if not marks:
        return {}
    rows = work.all(
        f"SELECT key, how, round FROM arrival WHERE dialogue = :d AND key IN ({', '.join(f':{name}' for name in marks)})",
        d=dialogue,
        **marks,
    )
    return {row[0]: Arrival(here=row[1] in ("scan", "tick"), press=row[2], scanned=row[1] == "scan") for row in rows}


def counted(work: Work, dialogue: str, round_: int) -> tuple[int, int]:
    """(persons who were counted one by one, people who were added since the number was typed for the `round_`-th time)."""
    row = work.one(
        "SELECT coalesce(sum(CASE WHEN how IN ('scan', 'tick') THEN n ELSE 0 END), 0),"
        " coalesce(sum(CASE WHEN how = 'walk_in' AND round = :r THEN n ELSE 0 END), 0) FROM arrival WHERE dialogue = :d",
        d=dialogue, r=round_,
    )  # fmt: skip
    return (int(row[0]), int(row[1])) if row else (0, 0)


def people(work: Work, dialogue: str) -> int:
    """How many people came so far."""
    held = hall(work, dialogue)
    persons, since = counted(work, dialogue, held.round)
    return came(typed=held.typed, persons=persons, since=since)
