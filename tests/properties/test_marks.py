"""Marks under chance: two clerks, doubled, shuffled and late; one mark of each topic stands, the one said last, however they came."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.marks import KINDS, Kind, Line, Mark, standing
from bot.services.marking import Told
from storage import journal, marks
from storage.work import moment
from tests.office import AGENCY, Office, office
from tests.rooms import meeting

STARTS: Final = datetime.fromisoformat("2026-12-21T01:00:00+00:00")
WORDS: Final = ("", "", "Xã đã sửa", "Sẽ trả lời bằng văn bản")
Press = tuple[int, int, int, Kind, int, str]
"""(topic, clerk, minute at which it was said, kind, day, words)"""

_presses = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(0, 1), st.integers(0, 200), st.sampled_from(KINDS), st.integers(1, 2), st.sampled_from(WORDS)
    ),
    min_size=1, max_size=14,
    unique_by=lambda press: (press[0], press[1], press[2]),  # nobody says two things at once to one topic
)  # fmt: skip


def _line(press: Press, *, arrived: int) -> Line:
    topic, clerk, minute, kind, day, words = press
    said = STARTS + timedelta(minutes=minute)
    return Line(
        id=f"{arrived:03}", dialogue="d", opinion=f"o{topic}", kind=kind, author=f"p{clerk}", said_at=said, at=STARTS + timedelta(days=1),
        day=date(2027, 1, day) if kind in ("promised", "assigned") else None, agency="x" if kind == "assigned" else "", text=words,
    )  # fmt: skip


def _naive(lines: list[Line]) -> Line:
    """What was said last; of two clerks at the same moment always the same one."""
    last = lines[0]
    for one in lines[1:]:
        if (one.said_at, one.author) > (last.said_at, last.author):
            last = one
    return last


@given(presses=_presses, doubled=st.lists(st.integers(0, 13), max_size=6), order=st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None)
def test_what_stands_does_not_depend_on_how_it_came(presses: list[Press], doubled: list[int], order: object) -> None:
    came = [*presses, *(presses[place] for place in doubled if place < len(presses))]
    stands: list[dict[str, tuple[object, ...]]] = []
    for _ in range(3):
        order.shuffle(came)  # type: ignore[attr-defined]
        lines = [_line(press, arrived=n) for n, press in enumerate(came)]
        found = {one.opinion: standing([line for line in lines if line.opinion == one.opinion]) for one in lines}
        stands.append({key: _shown(mark) for key, mark in found.items()})
        for key, mark in found.items():
            last = _naive([line for line in lines if line.opinion == key])
            assert (mark.kind, mark.day, mark.agency, mark.author) == (last.kind, last.day, last.agency, last.author)
            assert not last.text or mark.text == last.text
    assert stands[0] == stands[1] == stands[2]


def _shown(mark: Mark) -> tuple[object, ...]:
    return (mark.kind, mark.day, mark.agency, mark.text, mark.author, mark.said_at)


@given(presses=_presses, doubled=st.lists(st.integers(0, 13), max_size=4), order=st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_two_clerks_on_a_bad_line_leave_one_mark(presses: list[Press], doubled: list[int], order: object) -> None:
    came = [*presses, *(presses[place] for place in doubled if place < len(presses))]
    order.shuffle(came)  # type: ignore[attr-defined]
    asyncio.run(_played(came))


async def _played(came: list[Press]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with office(Path(folder)) as place:
            clerks = [await place.enrol("An", "officer"), await place.enrol("Bình", "leader")]
            room = await meeting(place)
            ids = [one.id for one in room.topics]
            place.clock.advance(timedelta(hours=5))  # everything comes late, when the line is back
            for topic, clerk, minute, kind, day, words in came:
                told = Told(kind=kind, day=date(2027, 1, 3 + day), agency=AGENCY, text=words)
                await room.note(clerks[clerk], ids[topic], told, said=room.dialogue.starts + timedelta(minutes=minute))
                place.clock.advance(timedelta(seconds=1))
            await _whole(place, room.dialogue.id, ids, came, [one.person for one in clerks])


async def _whole(place: Office, dialogue: str, ids: list[str], came: list[Press], people: list[str]) -> None:
    held = await place.read(lambda work: marks.of_dialogue(work, dialogue))
    assert set(held) == {ids[press[0]] for press in came}, "each topic that was spoken of has one mark, no other has any"
    for topic, opinion in enumerate(ids):
        said = {press for press in came if press[0] == topic}
        if not said:
            continue
        last = max(said, key=lambda press: (press[2], people[press[1]]))
        assert (held[opinion].kind, held[opinion].author) == (last[3], people[last[1]])
        kept = await place.read(lambda work, one=opinion: work.all("SELECT said_at FROM mark WHERE opinion = :o", o=one))  # type: ignore[misc]
        assert len(kept) == len(said), "all of it is kept, and what came twice once"
        assert all(moment(row[0]) <= place.clock.now() for row in kept)
        story = await place.read(lambda work, one=opinion: [e for e in journal.of(work, one) if e.verb == "mark"])  # type: ignore[misc]
        assert 1 <= len(story) <= len(said)


def test_words_stay_with_what_is_said_again() -> None:
    lines = [
        _line((0, 0, 1, "answered", 1, "Đã nói rõ"), arrived=1), _line((0, 1, 5, "answered", 1, ""), arrived=2),
        _line((0, 0, 9, "not_reached", 1, ""), arrived=3),
    ]  # fmt: skip
    assert standing(lines[:2]).text == "Đã nói rõ"
    assert standing(lines[:2]).said_at == lines[0].said_at, "the minute is that of the decision"
    assert standing(lines).text == "", "another decision has its own words"
    later = replace(lines[0], id="7", kind="promised", day=date(2027, 1, 5), text="Sang năm xong")
    moved = replace(later, id="8", day=date(2027, 1, 9), said_at=later.said_at + timedelta(hours=2), text="")
    assert (standing([later, moved]).text, standing([later, moved]).said_at) == ("Sang năm xong", moved.said_at), (
        "only its day was corrected"
    )
    assert standing([*lines, replace(lines[0], id="9", said_at=STARTS + timedelta(hours=1), text="")]).text == ""
