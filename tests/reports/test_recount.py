"""Any history gives the table that a naive recount of its lines gives, at any moment of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import counts
from bot.domain.dialogues import KINDS
from bot.domain.standings import told
from tests.domain.test_counts import COLUMNS
from tests.reports.five_years import Event
from tests.reports.naive import recount

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
FIRST, LAST = date(2026, 1, 10), date(2026, 3, 1)
DIALOGUES: Final = ("d0", "d1", "d2")
STEPS: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("accept", {"goes": "accepted"}), ("assign", {"goes": "assigned", "ends": "soon", "due": "2026-01-01"}), ("extend", {"ends": "later"}),
    ("ask_more", {"goes": "more_asked", "ends": ""}), ("reopen", {"goes": "reopened", "leads": "", "ends": "soon"}),
    ("release", {"goes": "answered", "outcome": "done"}), ("release", {"goes": "answered", "outcome": "scheduled"}),
    ("release", {"goes": "answered", "outcome": "not_ours"}), ("release", {"goes": "answered", "outcome": "unfounded"}),
    ("undo_release", {"goes": "drafted"}), ("silence", {"goes": "closed"}), ("refuse", {"goes": "refused"}),
    ("withdraw", {"goes": "withdrawn"}), ("unsplit", {"goes": "withdrawn"}), ("receiver_accepted", {}),
    ("promise", {"day": "soon"}), ("promise_postponed", {"day": "later", "state": "open"}),
    ("promise_confirmed", {"day": "soon", "state": "kept"}), ("promise_broken", {"day": "soon", "state": "broken", "why": "silent"}),
    ("recommune", {"came": "1", "goes": "2", "heard": "d1"}), ("recommune", {"came": "1", "goes": "2", "heard": ""}),
    ("agenda", {"dialogue": "d2", "mark": "second"}), ("join", {"leads": "o0"}), ("join", {"leads": "o1"}), ("title", {}),
)  # fmt: skip
FATES: Final[tuple[tuple[str, dict[str, str]], ...]] = (
    ("begin", {"phase": "session"}), ("end", {"phase": "awaiting"}), ("attended", {"n": "30"}), ("attended", {"n": "4"}),
    ("move", {"starts": "2026-02-28T16:59:00+00:00"}), ("move", {"starts": "2026-03-01T17:00:00+00:00"}),
)  # fmt: skip


def _worded(facts: dict[str, str], at: datetime) -> dict[str, str]:
    whens = {"soon": at + 3 * _DAY, "later": at + 9 * _DAY}
    return {
        name: (whens[value].date().isoformat() if name == "day" else whens[value].isoformat()) if value in whens else value
        for name, value in facts.items()
    }


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Some dialogues, some opinions, and whatever may happen to them, in any order."""
    hours: Iterator[int] = iter(draw(st.lists(st.integers(1, 40), min_size=80, max_size=80)))
    at = START
    found: list[Event] = []

    def tell(verb: str, object: str, **facts: str) -> None:
        nonlocal at
        at += timedelta(hours=next(hours))
        found.append(Event(at=at, verb=verb, object=object, unit="1", facts=_worded(facts, at)))

    for name in DIALOGUES:
        kind, level = draw(st.sampled_from(KINDS)), draw(st.sampled_from(("province", "commune")))
        starts = (START + draw(st.integers(0, 70)) * _DAY).isoformat()
        tell("dialogue.add", name, level=level, kind=kind, track="party", audience="people", starts=starts, phase="planned")
    for nth in range(draw(st.integers(0, 5))):
        heard, supports = draw(st.sampled_from(("", *DIALOGUES))), draw(st.sampled_from("01"))
        tell("send", f"o{nth}", goes="sent", leads="", ends="", heard=heard, supporter=supports)
    born = [one.object for one in found if one.verb == "send"]
    for _ in range(draw(st.integers(0, 60))):
        if draw(st.integers(0, 2)) and born:
            (verb, facts), one = draw(st.sampled_from(STEPS)), draw(st.sampled_from(born))
            if verb != "silence" or any(line.verb == "release" for line in found if line.object == one):
                tell(verb, one, **({"came": "x"} | facts))
        else:
            fate, facts = draw(st.sampled_from(FATES))
            tell(f"dialogue.{fate}", draw(st.sampled_from(DIALOGUES)), **facts)
    if draw(st.integers(0, 1)):
        tell("dialogue.cancel", "d0", heir=draw(st.sampled_from(("", "d1", "d2"))), phase="cancelled")
    return found


@given(histories(), st.integers(0, 120))
def test_the_table_is_a_function_of_the_lines_up_to_a_moment(history: list[Event], days: int) -> None:
    at = START + days * _DAY
    found = counts.tabulate(told(one for one in history if one.at < at), COLUMNS, first=FIRST, last=LAST, at=at)
    assert dict(found.rows()) == recount(history, FIRST, LAST, at)
