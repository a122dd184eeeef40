"""What is noted in the room: who may, when, what stands, and what is kept of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.dialogues import PHASES, Phase
from bot.domain.errors import RuleBroken
from bot.domain.marks import KINDS
from bot.flows.citizen import mine
from bot.services import marking, privacy, triage
from bot.services.marking import Told
from bot.talk.incoming import Media
from storage import attachments, grants, journal, marks
from storage import dialogues as rows
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office
from tests.rooms import Meeting, meeting

VOICE = Media(kind="voice", ref="v", size=100)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


async def refused(room: Meeting, who: Worker, told: Told, opinion: str = "") -> str:
    with pytest.raises(RuleBroken) as why:
        await room.note(who, opinion or room.topics[0].id, told)
    return why.value.code


async def lines(place: Office, opinion: str) -> list[dict[str, str]]:
    """What the journal keeps of what was noted to a topic."""
    return [one.facts for one in await place.read(lambda work: journal.of(work, opinion)) if one.verb == "mark"]


async def test_what_was_said_last_stands_whoever_noted_it_and_whenever_it_came(place: Office) -> None:
    an, binh = await place.enrol("An", "officer"), await place.enrol("Bình", "leader")
    room = await meeting(place)
    one = room.topics[0].id
    start = room.dialogue.starts
    promised = Told(kind="promised", day=date(2026, 12, 31), text="Xã sẽ sửa xong")
    await room.note(an, one, Told(kind="answered"))
    place.clock.advance(timedelta(minutes=10))
    assert (await room.note(binh, one, promised)).kind == "promised"
    late = await room.note(an, one, Told(kind="not_reached"), said=start + timedelta(minutes=3))
    assert (late.kind, late.day, late.text) == ("promised", date(2026, 12, 31), "Xã sẽ sửa xong"), "an older one does not overwrite it"
    assert [fact["mark"] + fact.get("late", "") for fact in await lines(place, one)] == ["answered", "promised", "not_reached1"]
    assert len(await place.read(lambda work: marks.lines(work, room.dialogue.id, one))) == 3, "all of it is kept"
    assert all("Xã" not in "".join(fact.values()) for fact in await lines(place, one)), "the journal holds no words"


async def test_the_same_press_twice_is_one_effect(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    one = room.topics[0].id
    for _ in range(3):
        await room.note(an, one, Told(kind="answered", text="Đã nói rõ"))
    place.clock.advance(timedelta(seconds=1))
    said_again = await room.note(an, one, Told(kind="answered"))
    assert (said_again.text, len(await lines(place, one))) == ("Đã nói rõ", 1)


async def test_moments_are_ours_but_for_what_was_held_up(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    one, start = room.topics[0].id, room.dialogue.starts
    place.clock.advance(timedelta(minutes=30))
    now = place.clock.now()
    for said, kept in (
        (now - timedelta(seconds=20), now),  # clocks differ by so much
        (now + timedelta(hours=1), now),  # a clock that is wrong
        (now - timedelta(minutes=5), now - timedelta(minutes=5)),
        (start - timedelta(days=2), start - timedelta(hours=1)),  # not before the room was open
        (None, now),
    ):
        told = Told(kind="answered", text=f"{said}")
        await room.note(an, one, told, said=said)
        found = await place.read(lambda work: marks.lines(work, room.dialogue.id, one))
        assert next((line.said_at, line.at) for line in found if line.text == f"{said}") == (kept, now)


async def test_a_day_and_an_agency_where_they_are_needed(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    today = place.act.today
    for told, code in (
        (Told(kind="promised"), "promise_needed"),
        (Told(kind="promised", day=today), "promise_past"),
        (Told(kind="promised", day=today + timedelta(days=400)), "due_far"),
        (Told(kind="assigned", agency=AGENCY), "due_needed"),
        (Told(kind="assigned", agency=AGENCY, day=today - timedelta(days=1)), "due_past"),
        (Told(kind="assigned", day=today + timedelta(days=9)), "not_found"),
        (Told(kind="assigned", day=today + timedelta(days=9), agency=f"{NEIGHBOUR}.kinh_te"), "not_found"),
        (Told(kind="answered", text="a" * 20_000), "words_long"),
    ):
        assert await refused(room, an, told) == code
    assert await refused(room, an, Told(kind="answered"), "unknown") == "not_found"
    stranger = await place.opinion(await place.person("Lan"))
    assert await refused(room, an, Told(kind="answered"), stranger.id) == "not_found", "it is not on the agenda"
    given = await room.note(an, room.topics[0].id, Told(kind="assigned", agency=AGENCY, day=date(2026, 12, 26)))
    assert (given.agency, given.day) == (AGENCY, date(2026, 12, 28)), "a Saturday means the Monday behind it"
    plain = await room.note(an, room.topics[1].id, Told(kind="answered", agency=AGENCY, day=today))
    assert (plain.agency, plain.day) == ("", None)


async def test_from_an_hour_before_until_the_conclusion(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place, phase="frozen")
    one = room.topics[0].id
    await room.note(an, one, Told(kind="answered"))
    place.clock.advance(timedelta(hours=-2))
    assert await refused(room, an, Told(kind="not_reached")) == "room_closed"
    place.clock.advance(timedelta(hours=3))
    taking: tuple[Phase, ...] = ("session", "awaiting")
    for phase in taking:
        await room.goes(phase)
        await room.note(an, one, Told(kind="answered", text=phase))
    for phase in (one for one in PHASES if one not in (*taking, "frozen")):
        await room.goes(phase)
        assert await refused(room, an, Told(kind="not_reached")) == "room_closed"


async def test_who_may_note(place: Office) -> None:
    room = await meeting(place)
    one, seen = room.topics[0].id, Told(kind="answered")
    clerk = await place.enrol("Hà", "handler", NEIGHBOUR, f"{NEIGHBOUR}.kinh_te")
    for name, role, unit, agency in (
        ("Nam", "handler", COMMUNE, AGENCY), ("Mặt trận", "front", COMMUNE, ""), ("Thôn", "hamlet_head", COMMUNE, ""),
        ("Xa", "officer", NEIGHBOUR, ""), ("Tỉnh", "officer", PROVINCE, ""), ("Lãnh đạo tỉnh", "leader", PROVINCE, ""),
    ):  # fmt: skip
        assert await refused(room, await place.enrol(name, role, unit, agency), seen) == "not_yours"  # type: ignore[arg-type]
    assert await refused(room, clerk, seen) == "not_yours"
    assert await refused(room, place.names["Dân 1"], seen) == "not_yours", "not even its author"
    await place.write(lambda work: rows.set_clerk(work, room.dialogue.id, clerk.person))
    for worker in (clerk, await place.enrol("An", "officer"), await place.enrol("Bình", "leader")):
        assert (await room.note(worker, one, seen)).kind == "answered"
    held = await place.read(lambda work: grants.of_person(work, clerk.person))
    await place.write(lambda work: grants.close(work, held[0].id, place.clock.now()))
    assert await refused(room, clerk, seen) == "not_yours", "who left no longer runs it"


async def test_a_recording_is_kept_and_has_to_be_written_down(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    one = room.topics[0].id
    spoken = await room.note(an, one, Told(kind="answered", media=(VOICE,)))
    assert (spoken.unwritten, spoken.text) == (True, "")

    async def waiting() -> list[str]:
        return [topic.lead.id for topic in (await place.read(lambda work: marking.held(work, room.dialogue))).unwritten]

    assert await waiting() == [one]
    place.clock.advance(timedelta(minutes=1))
    written = await room.note(an, one, Told(kind="answered", text="Xã đã cấp thuốc từ sáng nay"))
    assert (written.unwritten, written.voice) == (False, spoken.voice)
    assert await waiting() == []
    kept = await place.read(lambda work: attachments.of(work, spoken.voice))
    assert [file.kind for file in kept] == ["voice"], "the recording stays as proof"


@pytest.mark.parametrize("way", ["erase", "divert"])
async def test_words_go_with_their_author_and_the_decision_stays(place: Office, way: str) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    one = room.topics[0]
    await room.note(an, one.id, Told(kind="promised", day=date(2026, 12, 31), text="Ông Dân có nhà ở Nà Làng", media=(VOICE,)))
    if way == "erase":
        author = place.names["Dân 1"].act
        await place.write(lambda work: privacy.erase(work, author))
    else:
        await place.write(lambda work: triage.divert(work, an.act, one.id, one.version))
    left = await place.read(lambda work: marks.of(work, room.dialogue.id, one.id))
    assert left is not None
    assert (left.kind, left.day, left.text, left.voice, left.unwritten) == ("promised", date(2026, 12, 31), "", "", False)
    assert await place.read(lambda work: work.all("SELECT 1 FROM attachment WHERE kind = 'voice'")) == []


async def test_the_room_goes_on_with_what_was_not_spoken_of(place: Office) -> None:
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    first, second, third = (one.id for one in room.topics)

    async def next_of(after: str) -> str:
        held = await place.read(lambda work: marking.room(work, an.act, room.dialogue.id))
        found = marking.next_of(held, after)
        return found.lead.id if found else ""

    assert [await next_of(one) for one in ("", first, third)] == [first, second, first]
    await room.note(an, second, Told(kind="answered"))
    assert await next_of(first) == third
    for one in (first, third):
        await room.note(an, one, Told(kind="not_reached"))
    assert await next_of("") == ""


async def test_nobody_outside_the_room_reads_the_words(place: Office) -> None:
    """Neither a citizen, nor the journal, nor anyone who is told of something; those who run it read them on their own card."""
    an = await place.enrol("An", "officer")
    room = await meeting(place)
    secret = "Lời chưa kết luận"
    before = await place.read(lambda work: work.all("SELECT max(id) FROM outbox"))
    for kind in KINDS:
        await room.note(an, room.topics[0].id, Told(kind=kind, day=date(2026, 12, 31), agency=AGENCY, text=secret))
        place.clock.advance(timedelta(minutes=1))
    assert await place.read(lambda work: work.all("SELECT max(id) FROM outbox")) == before, "nobody is told anything"
    everywhere = await place.read(lambda work: work.all("SELECT facts FROM journal"))
    assert not [row for row in everywhere if secret in row[0]]
    shown = await place.read(lambda work: mine.story(work, place.names["Dân 1"].act, room.topics[0]))
    assert [line.id for line in shown.lines if "mark" in line.id or secret in str(line.facts)] == []
