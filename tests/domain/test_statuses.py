"""The table of an opinion's life: every status can be reached, and from every one of them there is an end."""

from __future__ import annotations

from bot.domain.statuses import MOVES, PHASES, STATUSES, Status


def reached(start: Status) -> set[Status]:
    """Where the moves of the table lead from a status, itself among them."""
    seen: set[Status] = set()
    ahead: list[Status] = [start]
    while ahead:
        status = ahead.pop()
        if status not in seen:
            seen.add(status)
            ahead += [move.goes for move in MOVES.values() if status in move.came]
    return seen


def test_every_status_is_reached_from_the_first() -> None:
    assert reached("sent") == set(STATUSES)


def test_every_status_can_end() -> None:
    assert [one for one in STATUSES if not any(PHASES[end] == "closed" for end in reached(one))] == []


def test_no_move_leads_nowhere() -> None:
    assert [verb for verb, move in MOVES.items() if not move.came or move.goes not in STATUSES] == []


def test_what_was_withdrawn_or_diverted_stays_so() -> None:
    assert [verb for verb, move in MOVES.items() if {"withdrawn", "diverted"} & set(move.came)] == []
