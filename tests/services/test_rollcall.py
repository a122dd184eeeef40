"""At the door: whoever comes is counted once, however late, twice or out of order a press comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.act import Act
from bot.domain.attendance import COUNT_MAX, Registration, came
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.services import attending, rollcall, sessions
from bot.services.attending import Wish
from storage import attendance as rows
from storage import dialogues as dialogue_rows
from storage import journal
from storage.work import Work
from tests.scheduler.stage import NEIGHBOUR, Stage, stage
from tests.services.test_attending import STARTS, add, register

SPEAKS = Wish(people=2, speaks=True, subject="cầu treo", named=True)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


def clerk(place: Stage) -> Act:
    return replace(place.act, person=place.people["An"])


async def opened(place: Stage) -> tuple[Dialogue, Registration]:
    """Half an hour before a dialogue for which someone registered to speak."""
    await place.citizen("Lan")
    await place.official("An")
    one = await add(place)
    mine = await register(place, "Lan", one, SPEAKS)
    place.clock.set(STARTS - timedelta(minutes=30))
    return one, mine


async def scan(place: Stage, name: str, dialogue: Dialogue) -> tuple[str, bool]:
    act = replace(place.act, person=place.people.get(name) or await place.citizen(name, consent=""))
    return await place.write(lambda work: attending.check_in(work, act, dialogue))


async def now(place: Stage, dialogue: Dialogue) -> int:
    return await place.read(lambda work: rows.people(work, dialogue.id))


async def counted(place: Stage, dialogue: Dialogue) -> list[tuple[str, str]]:
    """(who, n) of every line of the journal that says how many came."""
    lines = await place.read(lambda work: journal.of(work, dialogue.id))
    return [(one.actor, one.facts["n"]) for one in lines if one.verb == "dialogue.attended"]


def test_how_many_came() -> None:
    assert came(typed=0, persons=0, since=0) == 0
    assert came(typed=0, persons=7, since=5) == 12
    assert came(typed=85, persons=7, since=0) == 85, "those counted one by one sit among them"
    assert came(typed=85, persons=7, since=10) == 95
    assert came(typed=3, persons=7, since=0) == 7, "who was counted one by one was there"


async def test_a_scan_counts_once_without_a_name_and_without_consent(place: Stage) -> None:
    one, _ = await opened(place)
    assert [await scan(place, "Khách", one), await scan(place, "Khách", one), await scan(place, "Lan", one)] == [
        ("open", True), ("open", False), ("open", True),
    ]  # fmt: skip
    assert await counted(place, one) == [("", "1"), ("", "2")], "nobody stands behind the number"
    held = await place.read(lambda work: work.all("SELECT * FROM arrival"))
    assert not {str(value) for row in held for value in row} & set(place.people.values())


async def test_the_door_opens_before_and_closes_with_the_end(place: Stage) -> None:
    one, _ = await opened(place)
    rules = place.province.rules
    place.clock.set(STARTS - timedelta(hours=rules.attendance.opens_hours, seconds=1))
    assert await scan(place, "Khách", one) == ("early", False)
    with pytest.raises(RuleBroken, match="count_early"):
        await place.write(lambda work: rollcall.walk_in(work, clerk(place), one.id, 1, round_=0, key="k"))
    place.clock.advance(timedelta(seconds=1))
    assert await scan(place, "Khách", one) == ("open", True)
    place.clock.set(STARTS + timedelta(hours=rules.dialogue.session_hours))
    assert await scan(place, "Muộn", one) == ("over", False)
    begun = await place.write(lambda work: sessions.run(work, clerk(place), one.id, "begin"))
    assert await scan(place, "Muộn", begun) == ("open", True), "it lasts longer than planned"
    ended = await place.write(lambda work: sessions.run(work, clerk(place), one.id, "end"))
    assert await scan(place, "Sau", ended) == ("over", False)
    assert await place.write(lambda work: rollcall.type_in(work, clerk(place), one.id, 40)), (
        "until there is a conclusion the clerk corrects"
    )
    await place.write(lambda work: dialogue_rows.enter(work, ended, "concluded"))
    with pytest.raises(RuleBroken, match="count_closed"):
        await place.write(lambda work: rollcall.type_in(work, clerk(place), one.id, 41))
    assert (await counted(place, one))[-1] == (place.people["An"], "40")


async def test_a_tick_that_comes_twice_or_late_changes_nothing(place: Stage) -> None:
    one, mine = await opened(place)

    async def tick(press: int, *, here: bool) -> bool:
        return await place.write(lambda work: rollcall.tick(work, clerk(place), one.id, mine.id, press, here=here))

    assert [await tick(0, here=True), await tick(0, here=True), await now(place, one)] == [True, False, 1]
    assert [await tick(1, here=False), await tick(1, here=False), await now(place, one)] == [True, False, 0]
    assert [await tick(0, here=True), await now(place, one)] == [False, 0], "the copy of the first press, after it was taken back"
    assert [await tick(2, here=True), await now(place, one)] == [True, 1]
    assert (await scan(place, "Lan", one), await now(place, one)) == (("open", True), 1), "ticked off and scanned is one person"
    assert [await tick(3, here=False), await now(place, one)] == [False, 1], "who scanned was there"
    assert [n for _, n in await counted(place, one)] == ["1", "0", "1"]


async def test_a_typed_number_takes_the_place_of_what_was_added(place: Stage) -> None:
    one, _ = await opened(place)

    async def add_up(n: int, key: str, round_: int = 0) -> bool:
        return await place.write(lambda work: rollcall.walk_in(work, clerk(place), one.id, n, round_=round_, key=key))

    async def type_in(n: int, minutes: int = 0) -> bool:
        said = place.clock.now() - timedelta(minutes=minutes)
        return await place.write(lambda work: rollcall.type_in(work, replace(clerk(place), said=said), one.id, n))

    await scan(place, "Lan", one)
    assert [await add_up(10, "a"), await add_up(10, "a"), await add_up(5, "b"), await now(place, one)] == [True, True, True, 16]
    assert [await type_in(12), await now(place, one)] == [True, 12], "a slip of the finger is corrected"
    assert [await add_up(5, "c"), await now(place, one)] == [False, 12], "shown before the number was typed: they are in it"
    assert [await add_up(1, "d", 1), await now(place, one)] == [True, 13]
    assert [await type_in(99, minutes=5), await now(place, one)] == [False, 13], "typed earlier, came later"
    assert [await type_in(0), await now(place, one)] == [True, 1], "one scanned"
    for n in (-1, COUNT_MAX + 1):
        with pytest.raises(RuleBroken, match="count_number"):
            await type_in(n)
    with pytest.raises(RuleBroken, match="count_number"):
        await add_up(1000, "e", 2)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["a1", "b5", "c10", "sLan", "sMinh", "tLan"]), min_size=1, max_size=12))
async def test_the_order_of_presses_does_not_matter(tmp_path_factory: pytest.TempPathFactory, presses: list[str]) -> None:
    """However presses and scans are doubled and mixed, everyone is counted once."""
    async with stage(tmp_path_factory.mktemp("door")) as place:
        one, mine = await opened(place)
        for press in presses:
            if press[0] == "s":
                await scan(place, press[1:], one)
            elif press[0] == "t":
                await place.write(lambda work: rollcall.tick(work, clerk(place), one.id, mine.id, 0, here=True))
            else:
                n, key = int(press[1:]), press
                await place.write(lambda work, n=n, key=key: rollcall.walk_in(work, clerk(place), one.id, n, round_=0, key=key))  # type: ignore[misc]
        once = {press.replace("t", "s") for press in presses}
        expected = sum(1 if press[0] == "s" else int(press[1:]) for press in once)
        assert await now(place, one) == expected
        assert int((await counted(place, one))[-1][1]) == expected


async def test_what_became_of_a_speaker(place: Stage) -> None:
    one, mine = await opened(place)

    async def mark(wanted: str, seen: str) -> bool:
        return await place.write(lambda work: rollcall.mark(work, clerk(place), one.id, mine.id, wanted, seen=seen))  # type: ignore[arg-type]

    assert [await mark("called", ""), await mark("called", ""), await now(place, one)] == [True, True, 0], "twice is once"
    assert [await mark("spoke", "called"), await now(place, one)] == [True, 1], "who spoke was here"
    assert not await mark("absent", ""), "a late press of an old list"
    assert await mark("absent", "spoke")
    lines = await place.read(lambda work: [one.facts for one in journal.of(work, one.id) if one.verb == "dialogue.speaker"])
    assert [(line["turn"], line["mark"]) for line in lines] == [("1", "called"), ("1", "spoke"), ("1", "absent")]
    assert "cầu treo" not in str(lines)


async def test_who_may_not(place: Stage) -> None:
    one, mine = await opened(place)
    await place.official("Bên cạnh", "officer", NEIGHBOUR)
    await place.official("Thôn", "hamlet_head")
    await place.official("MT", "front")
    acts = {
        "tick": lambda work, act: rollcall.tick(work, act, one.id, mine.id, 0, here=True),
        "walk": lambda work, act: rollcall.walk_in(work, act, one.id, 1, round_=0, key="k"),
        "type": lambda work, act: rollcall.type_in(work, act, one.id, 5),
        "mark": lambda work, act: rollcall.mark(work, act, one.id, mine.id, "spoke", seen=""),
        "seats": lambda work, act: rollcall.set_seats(work, act, one.id, 5),
    }
    for who in ("Lan", "Bên cạnh", "Thôn", "MT"):
        act = replace(place.act, person=place.people[who])
        for name, does in acts.items():
            with pytest.raises(RuleBroken, match="not_yours"):
                await place.write(lambda work, does=does, act=act: does(work, act))  # type: ignore[misc]
            assert await now(place, one) == 0, f"{who} {name}"

    def another(work: Work) -> None:
        rollcall.tick(work, clerk(place), one.id, "nothing", 0, here=True)

    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(another)
