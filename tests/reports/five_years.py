"""Five years of Bắc Kạn as events, drawn from a seed: held, said, answered, promised, opened again; and much that must not count."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.domain.levels import LEVELS
from storage import journal
from storage.work import Work
from tests.office import province

HELD: Final = {"province": (298, 4_774, 130, 130), "district": (114, 4_326, 977, 931), "commune": (1_791, 18_915, 4_743, 4_699)}
"""level -> (dialogues, people, opinions, resolved) of the article."""
SPECIAL: Final = 248
FIRST, LAST = datetime(2016, 1, 1, 2, tzinfo=UTC), datetime(2020, 12, 28, 2, tzinfo=UTC)
_ENDED: Final = ("done", "explained", "unfounded", "promise", "group", "again")
_OPEN: Final = ("sent", "assigned", "reopened", "scheduled", "broken", "not_ours")
_APART: Final = ("refuse", "withdraw", "divert", "unsplit", "outside", "moved_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A line to be."""

    at: datetime
    verb: str
    object: str
    unit: str = ""
    facts: dict[str, str] = field(default_factory=dict)


def parts(rng: random.Random, whole: int, n: int, *, least: int = 0) -> list[int]:
    """`n` numbers that add up to `whole`, each at least `least`."""
    found = [least] * n
    for _ in range(whole - least * n):
        found[rng.randrange(n)] += 1
    return found


def events(seed: int = 20) -> list[Event]:
    """All of it, in the order in which it happened."""
    rng = random.Random(seed)
    kinds = ["periodic"] * (sum(one[0] for one in HELD.values()) - SPECIAL) + ["thematic"] * 180 + ["extraordinary"] * (SPECIAL - 180)
    rng.shuffle(kinds)
    found: list[Event] = []
    for level in LEVELS:
        dialogues, people, opinions, resolved = HELD[level]
        units = [one.code for one in province("bac-kan-2021").units.all(level)]
        heard = parts(rng, opinions, dialogues)
        ends = [*rng.choices(_ENDED, k=resolved), *rng.choices(_OPEN, k=opinions - resolved)]
        rng.shuffle(ends)
        for nth, came in enumerate(parts(rng, people, dialogues, least=1)):
            at = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days), hours=rng.randrange(6))
            mine = [ends.pop() for _ in range(heard[nth])]
            mine += rng.choices(_APART, k=rng.random() < 0.3)
            found += _dialogue(
                rng, f"{level}-{nth}", level=level, unit=rng.choice(units), kind=kinds.pop(), at=at, came=came, ends=mine
            )  # fmt: skip
    found += [one for nth in range(60) for one in _beside(rng, nth)]
    return sorted(found, key=lambda one: one.at)


def _held(at: datetime, name: str, unit: str, phase: str, verb: str, **facts: str) -> Event:
    return Event(at=at, verb=f"dialogue.{verb}", object=name, unit=unit, facts={"phase": phase, **facts})


def _dialogue(
    rng: random.Random, name: str, *, level: str, unit: str, kind: str, at: datetime, came: int, ends: Sequence[str]
) -> Iterator[Event]:  # fmt: skip
    facts = {"level": level, "kind": kind, "track": rng.choice(("government", "party")), "audience": rng.choice(("people", "members"))}
    moved = rng.random() < 0.1
    first = at + timedelta(days=400) if moved else at
    yield _held(at - timedelta(days=30), name, unit, "planned", "add", **facts, starts=first.isoformat())
    yield _held(at - timedelta(days=29), name, unit, "announced", "announce", **facts, starts=first.isoformat())
    if moved:
        yield _held(at - timedelta(days=20), name, unit, "announced", "move", **facts, starts=at.isoformat())
    yield _held(at, name, unit, "session", "begin", **facts, starts=at.isoformat())
    yield _held(at + timedelta(hours=1), name, unit, "session", "attended", n=str(came + 3))
    yield _held(at + timedelta(hours=2), name, unit, "session", "attended", n=str(came))
    yield _held(at + timedelta(hours=3), name, unit, "awaiting", "end", starts=at.isoformat())
    leads = ""
    for nth, end in enumerate(ends):
        one = f"{name}/{nth}"
        told = at - timedelta(days=rng.randrange(1, 20), minutes=nth)
        if end == "group" and leads:
            yield from _opinion(rng, one, name, told, end="group", leads=leads)
        else:
            yield from _opinion(rng, one, name, told, end="done" if end == "group" else end)
            leads = one if end in ("done", "group") else leads


def _opinion(rng: random.Random, one: str, dialogue: str, at: datetime, *, end: str, leads: str = "") -> Iterator[Event]:
    day = timedelta(days=1)

    def tell(after: float, verb: str, came: str = "", goes: str = "", **facts: str) -> Event:
        told = ({"came": came} if came else {}) | ({"goes": goes} if goes else {}) | facts
        return Event(at=at + after * day, verb=verb, object=one, unit="06", facts=told)

    yield tell(0, "send", "", "sent", heard="" if end == "outside" else dialogue, leads="", ends="")
    if end in ("sent", "outside"):
        return
    if end in ("refuse", "withdraw", "divert"):
        yield tell(0.5, end, "sent", {"refuse": "refused", "withdraw": "withdrawn", "divert": "diverted"}[end])
        return
    if end == "unsplit":
        yield tell(0.5, end, "sent", "withdrawn")
        return
    if end == "moved_out":
        yield tell(0.4, "recommune", came="01834", goes="01837", heard="")
    yield tell(1, "accept", "sent", "accepted")
    yield tell(1.1, "classify", field="giao_thong")
    if leads:
        yield tell(1.2, "join", "accepted", "assigned", leads=leads, ends=(at + 20 * day).isoformat())
    else:
        yield tell(2, "assign", "accepted", "assigned", agency="x", due="2016-01-01", ends=(at + 20 * day).isoformat())
    yield tell(3, "take_on", "assigned", "in_progress")
    if end in ("assigned", "moved_out"):
        return
    yield tell(20, "draft", "in_progress", "drafted")
    outcome = {"promise": "scheduled", "scheduled": "scheduled", "broken": "scheduled", "not_ours": "not_ours"}.get(end, "done")
    yield tell(21, "release", "drafted", "answered", outcome=outcome if end not in ("explained", "unfounded") else end, round="0")
    promised = (at + 60 * day).date().isoformat()
    if outcome == "scheduled":
        yield tell(21, "promise", day=promised)
    if end == "promise":
        yield tell(55, "promise_reported", day=promised, state="kept")
        yield tell(58, "promise_confirmed", day=promised, state="kept", why=rng.choice(("citizen", "silence")))
    elif end == "broken":
        yield tell(55, "promise_reported", day=promised, state="kept")
        yield tell(56, "promise_confirmed", day=promised, state="kept", why="citizen")
        yield tell(57, "promise_broken", day=promised, state="broken", why="citizen")
    elif end in ("again", "reopened"):
        yield tell(25, "verdict", verdict="not_done", round="0")
        yield tell(25, "reopen", "answered", "reopened", verdict="not_done", leads="")
        if end == "again":
            yield tell(40, "release", "drafted", "answered", outcome="explained", round="1")
    else:
        yield tell(30, rng.choice(("satisfied", "silence")), "answered", "closed")


def _beside(rng: random.Random, nth: int) -> Iterator[Event]:
    """Dialogues that never were, or were in other years, with opinions of their own."""
    name, way = f"beside-{nth}", nth % 3
    at = (FIRST, FIRST - timedelta(days=300), LAST + timedelta(days=40))[way] + timedelta(days=rng.randrange(5))
    facts = {"level": "commune", "kind": "periodic", "track": "government", "audience": "people", "starts": at.isoformat()}
    yield _held(at - timedelta(days=30), name, "01834", "announced", "add", **facts)
    yield from _opinion(rng, f"{name}/0", name, at - timedelta(days=9), end="done")
    if way == 0:
        yield _held(at - timedelta(days=2), name, "01834", "cancelled", "cancel", **facts)
    else:
        yield _held(at, name, "01834", "session", "begin", **facts)
        yield _held(at, name, "01834", "session", "attended", n="12")


def write(work: Work, found: Sequence[Event]) -> None:
    """Write the events as lines of the journal."""
    for one in found:
        journal.add(work, at=one.at, actor="", verb=one.verb, object=one.object, unit=one.unit, **one.facts)
