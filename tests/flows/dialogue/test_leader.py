"""`/doithoai` and `/tonghop`: whose dialogues an official sees, and that nobody else sees them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.people import Role
from bot.flows.dialogue import coming
from bot.flows.outcome import Door, Keep
from bot.notices import leaders
from bot.services import dialogues
from bot.talk.screen import Screen
from storage.timers import Timer
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, PROVINCE, START, Stage, plan, stage

READERS: tuple[tuple[str, Role, str], ...] = (
    ("Tâm", "officer", PROVINCE), ("Bình", "leader", PROVINCE), ("An", "officer", COMMUNE), ("Sơn", "leader", COMMUNE),
)  # fmt: skip


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def add(place: Stage, unit: str, days: int) -> Dialogue:
    return (await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=days), unit=unit)))).dialogue


async def open_door(place: Stage, person: str, door: Door, *args: str) -> Screen:
    act = replace(place.act, person=person)
    outcome = await place.read(lambda work: door(work, act, args))
    assert isinstance(outcome, Keep)
    (shown,) = outcome.screens
    return shown


def doors(shown: Screen) -> list[str]:
    """The dialogues to which the buttons lead."""
    return [one.does[-1] for row in shown.rows for one in row if len(one.does) > 1]


async def test_an_officer_sees_their_unit_and_those_above(place: Stage) -> None:
    own, high, _ = await add(place, COMMUNE, 20), await add(place, PROVINCE, 10), await add(place, NEIGHBOUR, 5)
    officer = await place.official("An")
    shown = await open_door(place, officer, coming.dialogues)
    assert doors(shown) == [high.id, own.id]
    assert [line.id for line in shown.lines] == ["card-dialogues", "card-dialogue-line", "card-dialogue-line"]
    assert (await open_door(place, officer, coming.summary)).lines[0].id == "dialogue-which"
    assert (await open_door(place, officer, coming.summary, own.id)).lines[0].id == "card-summary-title"
    assert (await open_door(place, officer, coming.summary, own.short.lower())).lines[0].id == "card-summary-title"


async def test_one_of_another_unit_is_not_found(place: Stage) -> None:
    other = await add(place, NEIGHBOUR, 5)
    officer = await place.official("An")
    with pytest.raises(RuleBroken, match="not_found"):
        await open_door(place, officer, coming.summary, other.id)
    assert (await open_door(place, officer, coming.summary)).lines[0].id == "dialogue-none"


async def test_an_overseer_sees_all_below_and_long_lists_are_cut(place: Stage) -> None:
    for days, unit in enumerate((COMMUNE, NEIGHBOUR, PROVINCE, COMMUNE, NEIGHBOUR, PROVINCE), 1):
        await add(place, unit, days)
    front = await place.official("Mặt trận", "front", PROVINCE)
    shown = await open_door(place, front, coming.dialogues)
    assert len(doors(shown)) == 5
    assert (shown.lines[-1].id, shown.lines[-1].facts) == ("dialogue-more", {"n": 1})


async def test_citizens_are_shown_the_way(place: Stage) -> None:
    await add(place, COMMUNE, 20)
    lan = await place.citizen("Lan")
    for door in (coming.dialogues, coming.summary):
        shown = await open_door(place, lan, door)
        assert (shown.lines[0].id, shown.rows[0][0].does) == ("dialogue-officials", ("schedule",))


async def test_the_summary_has_eight_lines_at_most_and_the_three_largest_groups(place: Stage) -> None:
    own = await add(place, COMMUNE, 20)
    officer = await place.official("An")
    lan = await place.citizen("Lan")
    for field in list(place.province.fields)[:10]:
        await place.opinion(lan, own.id, field=field)
    shown = await open_door(place, officer, coming.summary)
    told = [(line.id, line.facts.get("n", line.facts.get("total"))) for line in shown.lines]
    head = [("card-summary-title", None), ("card-summary-dialogue", None), ("card-summary-opinions", 10)]
    assert told == [*head, *[("card-summary-group", 1)] * 3]


async def test_the_summary_finds_a_reader(place: Stage) -> None:
    one = await add(place, COMMUNE, 20)
    timer = Timer(key="k", kind="leader_summary", due=place.act.at, object=one.id, args={"version": "1"})
    for name, role, unit in READERS:
        newest = await place.official(name, role, unit)
        await place.write(lambda work: work.do("DELETE FROM outbox"))
        await place.write(lambda work: leaders.leader_summary(work, place.act, timer))
        told = await place.read(lambda work: work.all("SELECT key FROM outbox"))
        assert told == [(f"leader_summary:{one.id}:1:{newest}",)], f"{role} of {unit}"
