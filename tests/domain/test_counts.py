"""The figures of the practice: what each line of the journal does to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain import counts
from bot.domain.counts import Columns, Figures, Followed
from bot.domain.standings import told

COLUMNS: Columns = {
    "done": "resolved", "explained": "resolved", "unfounded": "resolved", "scheduled": "remaining", "scheduled_confirmed": "resolved",
    "not_ours": "remaining", "not_ours_taken": "resolved", "refused": "apart", "withdrawn": "apart", "diverted": "apart",
}  # fmt: skip
DAY = datetime(2026, 6, 1, 2, tzinfo=UTC)
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "at": datetime(2027, 1, 1, tzinfo=UTC)}


@dataclass(frozen=True)
class Line:
    verb: str
    object: str
    facts: dict[str, str] = field(default_factory=dict)
    unit: str = "02185"


def line(verb: str, object: str, **facts: str) -> Line:
    return Line(verb, object, facts)


def held(name: str = "d", **facts: str) -> list[Line]:
    told = {"level": "commune", "kind": "periodic", "track": "government", "audience": "people", "starts": DAY.isoformat()} | facts
    return [
        Line("dialogue.add", name, told | {"phase": "planned"}),
        line("dialogue.begin", name, phase="session"),
        line("dialogue.attended", name, n="40"),
    ]


def sent(name: str, dialogue: str = "d", **facts: str) -> Line:
    return Line("send", name, {"goes": "sent", "heard": dialogue, "leads": "", "ends": ""} | facts)


def answered(name: str, outcome: str = "done") -> list[Line]:
    return [
        line("assign", name, came="accepted", goes="assigned", ends=(DAY + timedelta(days=9)).isoformat()),
        line("release", name, came="drafted", goes="answered", outcome=outcome),
    ]


def total(*lines: Any, **changes: Any) -> Figures:
    flat = [one for some in lines for one in (some if isinstance(some, list) else [some])]
    return counts.tabulate(told(flat), COLUMNS, **(YEAR | changes)).total


def test_a_dialogue_counts_once_it_was_held() -> None:
    assert total(held()[:1]) == Figures()
    assert total(held()) == Figures(periodic=1, people=40)
    assert total(held(kind="thematic"), held("e", kind="extraordinary"), line("dialogue.attended", "e", n="7")).special == 2
    assert total(held(), line("dialogue.attended", "d", n="41")).people == 41


def test_the_day_is_that_of_viet_nam() -> None:
    last = held(starts=datetime(2026, 12, 31, 16, 59, tzinfo=UTC).isoformat())
    next_ = held(starts=datetime(2026, 12, 31, 17, 0, tzinfo=UTC).isoformat())
    assert (total(last).dialogues, total(next_).dialogues) == (1, 0)


@pytest.mark.parametrize(
    ("outcome", "resolved"), [("done", 1), ("explained", 1), ("unfounded", 1), ("scheduled", 0), ("not_ours", 0)]
)  # fmt: skip
def test_what_an_answer_resolves(outcome: str, resolved: int) -> None:
    found = total(held(), sent("o"), answered("o", outcome))
    assert (found.opinions, found.resolved, found.remaining) == (1, resolved, 1 - resolved)
    assert total(held(), sent("o"), answered("o", outcome), line("silence", "o", came="answered", goes="closed")).resolved == resolved


def test_what_is_opened_again_is_not_resolved_until_it_is_answered_again() -> None:
    lines = [held(), sent("o"), answered("o"), line("reopen", "o", came="answered", goes="reopened")]
    assert total(*lines).resolved == 0
    assert total(*lines, answered("o", "explained")).resolved == 1
    assert total(held(), sent("o"), answered("o"), line("undo_release", "o", came="answered", goes="drafted")).resolved == 0


def test_a_promise_counts_when_it_is_confirmed_and_until_it_is_broken() -> None:
    lines = [held(), sent("o"), answered("o", "scheduled"), line("promise", "o", day="2026-07-01")]
    done = line("promise_reported", "o", day="2026-07-01", state="kept")
    confirmed = line("promise_confirmed", "o", day="2026-07-01", state="kept", why="silence")
    broken = line("promise_broken", "o", day="2026-07-01", state="broken", why="citizen")
    at = datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert [total(*lines, at=at).overdue, total(*lines, at=at + timedelta(hours=1)).overdue] == [0, 1]
    assert [total(*lines, done).overdue, total(*lines, done).resolved] == [0, 0]
    assert total(*lines, done, confirmed).resolved == 1
    again = [line("reopen", "o", came="answered", goes="reopened"), answered("o", "scheduled"), line("promise", "o", day="2026-09-01")]
    assert [total(*lines, done, confirmed, *again).resolved, total(*lines, done, confirmed, *again).overdue] == [0, 1]
    assert [total(*lines, done, confirmed, broken).resolved, total(*lines, done, confirmed, broken).overdue] == [0, 1]


def test_what_belongs_to_another_counts_when_that_one_accepted_it() -> None:
    lines = [held(), sent("o"), answered("o", "not_ours")]
    assert [total(*lines).resolved, total(*lines, line("receiver_accepted", "o")).resolved] == [0, 1]


def test_a_member_follows_its_lead() -> None:
    lines = [held(), sent("o"), sent("p"), line("join", "p", came="sent", goes="accepted", leads="o")]
    found = total(*lines, answered("o"), line("release", "p", came="drafted", goes="answered", outcome="done"))
    assert (found.opinions, found.merged, found.resolved) == (2, 1, 2)
    promised = [*lines, answered("o", "scheduled"), answered("p", "scheduled"), line("promise", "o", day="2026-07-01")]
    found = total(*promised)
    assert (found.resolved, found.overdue) == (0, 2)
    assert total(*promised, line("promise_confirmed", "o", day="2026-07-01", state="kept")).resolved == 2
    found = total(*promised, line("reopen", "p", came="answered", goes="reopened", leads=""))
    assert (found.merged, found.resolved) == (2, 0)


def test_supporters_are_opinions_told_apart() -> None:
    found = total(held(), sent("o"), sent("s", leads="o", supporter="1"))
    assert (found.opinions, found.merged, found.supporters) == (2, 1, 1)


@pytest.mark.parametrize("end", ["refused", "withdrawn", "diverted"])
def test_what_was_not_taken_in_stands_apart(end: str) -> None:
    found = total(held(), sent("o"), line("x", "o", came="sent", goes=end))
    assert (found.opinions, found.merged, getattr(found, end)) == (0, 0, 1)


def test_a_part_that_went_back_never_was() -> None:
    found = total(held(), sent("o"), Line("split_off", "c", sent("c").facts), line("unsplit", "c", came="sent", goes="withdrawn"))
    assert (found.opinions, found.withdrawn) == (1, 0)


def test_overdue_is_what_remains_after_its_day() -> None:
    lines = [held(), sent("o"), answered("o")[0]]
    ends = DAY + timedelta(days=9)
    assert [total(*lines, at=ends).overdue, total(*lines, at=ends + timedelta(seconds=1)).overdue] == [0, 1]
    more = line("extend", "o", ends=(ends + timedelta(days=5)).isoformat())
    assert total(*lines, more, at=ends + timedelta(days=1)).overdue == 0
    assert total(*lines, line("ask_more", "o", came="assigned", goes="more_asked", ends="")).overdue == 0
    assert total(*lines, answered("o")[1]).overdue == 0


def test_an_opinion_goes_with_its_dialogue() -> None:
    lines = [*held(), sent("o"), *held("e", level="province")]
    assert total(lines, line("recommune", "o", came="1", goes="2", heard="")).opinions == 0
    for verb in ("agenda", "mark"):
        again = counts.tabulate(told([*lines, line(verb, "o", dialogue="e")]), COLUMNS, **YEAR)  # type: ignore[arg-type]
        assert dict(again.rows())["commune"].opinions == 1
    moved = counts.tabulate(told([*lines, line("recommune", "o", heard="e")]), COLUMNS, **YEAR)  # type: ignore[arg-type]
    assert [(name, one.opinions) for name, one in moved.rows()] == [("province", 1), ("commune", 0)]


def test_a_dialogue_that_is_called_off_leaves_its_opinions_to_its_heir() -> None:
    lines = [held()[:1], sent("o"), held("e")]
    assert total(*lines, line("dialogue.cancel", "d", heir="e")).opinions == 1
    assert total(*lines, line("dialogue.cancel", "d", heir="")).opinions == 0
    again = [held("f"), line("dialogue.cancel", "d", heir="e"), line("dialogue.cancel", "e", heir="f")]
    assert total(*lines, *again).opinions == 1


def test_the_province_may_lay_an_end_into_another_column() -> None:
    story = told([*held(), sent("o"), line("refuse", "o", came="sent", goes="refused")])
    found = counts.tabulate(story, dict(COLUMNS) | {"refused": "resolved"}, **YEAR).total  # type: ignore[arg-type]
    assert (found.opinions, found.resolved, found.refused) == (1, 1, 0)


def test_rates_are_rounded_half_up_to_two_decimals() -> None:
    assert Figures(opinions=5850, resolved=5760).rate == 9846
    assert Figures(opinions=977, resolved=931).rate == 9529
    assert Figures(opinions=4743, resolved=4699).rate == 9907
    assert Figures(opinions=800, resolved=1).rate == 13  # 0.125 %
    assert (Figures(opinions=130, resolved=130).rate, Figures().rate) == (10_000, None)


def test_how_far_the_opinions_of_one_dialogue_are() -> None:
    story = told(
        [
            *held(), *held("e"), sent("x", "e"),
            sent("a"), *answered("a"),
            sent("b"), *answered("b", "scheduled"), line("promise", "b", day="2026-06-20"),
            sent("c"), *answered("c")[:1],
            sent("f"), *answered("f"), line("verdict", "f", verdict="not_done"), line("reopen", "f", came="answered", goes="reopened"),
            sent("g"), *answered("g"), line("verdict", "g", verdict="dissatisfied"),
            sent("h"), line("withdraw", "h", came="sent", goes="withdrawn"),
        ]
    )  # fmt: skip
    found = counts.followed(story, COLUMNS, dialogue="d", at=datetime(2026, 6, 15, tzinfo=UTC))
    assert found == Followed(opinions=5, merged=5, resolved=2, scheduled=1, working=2, overdue=2, rejected=2, apart=1)
