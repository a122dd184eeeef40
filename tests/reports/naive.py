"""The same table counted anew by someone who reads every line for every question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.counts import Figures
from tests.reports.five_years import Event

STATUSES = {
    "sent", "more_asked", "accepted", "transferred", "assigned", "in_progress", "drafted", "reopened", "answered", "closed", "refused",
    "withdrawn", "diverted",
}  # fmt: skip
Lines = Sequence[Event]


def recount(lines: Lines, first: date, last: date, at: datetime) -> dict[str, Figures]:
    """level -> its row."""
    told: dict[str, list[Event]] = {}
    for one in lines:
        if one.at < at:
            told.setdefault(one.object, []).append(one)
    rows: dict[str, Figures] = {}
    held = {name: mine for name, mine in told.items() if mine[0].verb.startswith("dialogue.") and _is_held(mine, first, last)}
    for mine in held.values():
        people = [int(one.facts["n"]) for one in mine if one.verb == "dialogue.attended"]
        periodic = _last(mine, "kind") == "periodic"
        row = Figures(periodic=int(periodic), special=int(not periodic), people=people[-1] if people else 0)
        rows[_last(mine, "level")] = rows.get(_last(mine, "level"), Figures()) + row
    topics = set()
    for name, mine in told.items():
        if mine[0].verb not in ("send", "split_off") or _dialogue(told, mine) not in held:
            continue
        status, where = _status(mine), _dialogue(told, mine)
        level = _last(held[where], "level")
        if next(one.verb for one in reversed(mine) if one.facts.get("goes") in STATUSES) == "unsplit":
            continue
        if status in ("refused", "withdrawn", "diverted"):
            rows[level] += Figures(**{status: 1})
            continue
        topic = (where, _last(mine, "leads") or name)
        done = _is_done(told, mine)
        rows[level] += Figures(
            opinions=1, merged=int(topic not in topics), supporters=int(mine[0].facts.get("supporter") == "1"), resolved=int(done),
            overdue=int(not done and _is_late(told, mine, at)),
        )  # fmt: skip
        topics.add(topic)
    return rows


def _last(mine: Lines, fact: str) -> str:
    return next((one.facts[fact] for one in reversed(mine) if fact in one.facts), "")


def _is_held(mine: Lines, first: date, last: date) -> bool:
    day = (datetime.fromisoformat(_last(mine, "starts")) + timedelta(hours=7)).date()
    return _last(mine, "phase") in ("session", "awaiting", "concluded", "followed", "settled") and first <= day <= last


def _status(mine: Lines) -> str:
    return next(one.facts["goes"] for one in reversed(mine) if one.facts.get("goes") in STATUSES)


def _dialogue(told: dict[str, list[Event]], mine: Lines) -> str:
    name = _last(mine, "heard")
    while carried := [one for one in told.get(name, ()) if one.verb == "dialogue.cancel"]:
        name = carried[-1].facts.get("heir", "")
    return name


def _answer(mine: Lines) -> Lines:
    """Everything from its last release on; nothing while it is open."""
    if _status(mine) not in ("answered", "closed"):
        return []
    return mine[max(place for place, one in enumerate(mine) if one.verb == "release") :]


def _lead(told: dict[str, list[Event]], mine: Lines) -> Lines:
    return told.get(_last(mine, "leads"), mine)


def _is_done(told: dict[str, list[Event]], mine: Lines, *, alone: bool = False) -> bool:
    answer = _answer(mine)
    if not answer:
        return False
    outcome = answer[0].facts["outcome"]
    if outcome in ("done", "explained", "unfounded"):
        return True
    lead = _lead(told, mine)
    if not alone and lead is not mine and _is_done(told, lead, alone=True):
        return True
    if outcome == "not_ours":
        return any(one.verb == "receiver_accepted" for one in answer)
    said = [one.verb for one in answer if one.verb == "promise_confirmed" or one.facts.get("state") == "broken"]
    return said[-1:] == ["promise_confirmed"]


def _ended(mine: Lines) -> bool:
    return _status(mine) in ("answered", "closed", "refused", "withdrawn", "diverted")


def _is_late(told: dict[str, list[Event]], mine: Lines, at: datetime) -> bool:
    answer = _answer(mine)
    if not answer:
        ends = "" if _ended(mine) else _last(mine, "ends")
        return bool(ends) and datetime.fromisoformat(ends) < at
    if answer[0].facts["outcome"] != "scheduled":
        return False
    lead = _lead(told, mine)
    if not (answer := _answer(lead)) or answer[0].facts["outcome"] != "scheduled":
        return not answer and _is_late(told, lead, at)
    promises = [one for one in answer if one.verb.startswith("promise")]
    if not promises or _is_done(told, lead, alone=True):
        return False
    state = promises[-1].facts.get("state", "open")
    over = date.fromisoformat(promises[-1].facts["day"]) < (at + timedelta(hours=7)).date()
    return state == "broken" or (state == "open" and over)
