"""Registering for a dialogue: once a person, in order, as far as there are seats; who hears of it, and what is left of an erased one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.attendance import Registration
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.people import Density
from bot.notices import dialogues as notices
from bot.services import attending, dialogues, rollcall
from bot.services.attending import Wish
from storage import attendance as rows
from storage import journal
from storage.work import Work
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, START, Stage, plan, stage
from tests.services.test_dialogues import tick

STARTS = START + timedelta(days=20)
ONE = Wish(people=1)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


async def add(place: Stage) -> Dialogue:
    return (await place.write(lambda work: dialogues.add(work, place.act, plan(STARTS)))).dialogue


async def register(place: Stage, name: str, dialogue: Dialogue, wish: Wish = ONE) -> Registration:
    account = await place.read(lambda work: work.one("SELECT id FROM account WHERE person = :p", p=place.people[name]))
    assert account is not None
    act = replace(place.act, person=place.people[name], account=account[0])
    return await place.write(lambda work: attending.register(work, act, dialogue.id, wish))


async def withdraw(place: Stage, name: str, dialogue: Dialogue) -> None:
    act = replace(place.act, person=place.people[name])
    await place.write(lambda work: attending.withdraw(work, act, dialogue.id))


async def seats(place: Stage, dialogue: Dialogue, n: int) -> None:
    await place.write(lambda work: rollcall.set_seats(work, place.act, dialogue.id, n))


async def standing(place: Stage, dialogue: Dialogue) -> dict[str, str]:
    """name -> seat, waits; nothing for those who are not registered."""

    def look(work: Work) -> dict[str, str]:
        found = rows.of_persons(work, dialogue.id, list(place.people.values()))
        return {name: found[person].state for name, person in place.people.items() if person in found}

    return await place.read(look)


async def refused(place: Stage, name: str, dialogue: Dialogue, wish: Wish = ONE) -> str:
    with pytest.raises(RuleBroken) as broken:
        await register(place, name, dialogue, wish)
    return broken.value.code


async def test_one_registration_a_person_and_changes_take_its_place(place: Stage) -> None:
    await place.citizen("Lan")
    await place.citizen("Minh")
    one = await add(place)
    first = await register(place, "Lan", one, Wish(people=3, speaks=True, subject="  đường\nvào thôn " + "x" * 20_000, named=True))
    assert (first.people, first.turn, first.named, len(first.subject)) == (3, 1, True, attending.SUBJECT_MAX)
    assert (await register(place, "Minh", one, Wish(people=1, speaks=True))).turn == 2
    changed = await register(place, "Lan", one, Wish(people=2, speaks=True))
    assert (changed.id, changed.people, changed.turn, changed.subject, changed.named) == (first.id, 2, 1, "", False)
    silent = await register(place, "Lan", one, Wish(people=2, subject="không ai đọc", named=True))
    assert (silent.turn, silent.subject, silent.named) == (0, "", False)
    assert await place.read(lambda work: rows.totals(work, one.id)) == (3, 1, 0)


async def test_who_may_not_register(place: Stage) -> None:
    await place.citizen("Lan")
    await place.citizen("Minh")
    await place.citizen("Chưa", consent="")
    one = await add(place)
    foreign = await place.opinion(place.people["Minh"], one.id)
    elsewhere = await place.opinion(place.people["Lan"])
    assert await refused(place, "Chưa", one) == "attend_consent"
    assert await refused(place, "Lan", one, Wish(people=0)) == await refused(place, "Lan", one, Wish(people=6)) == "attend_people"
    for opinion in (foreign.id, elsewhere.id, "nothing"):
        assert await refused(place, "Lan", one, Wish(people=1, speaks=True, opinion=opinion)) == "not_found"
    assert await refused(place, "Lan", replace(one, id="nothing")) == "not_found"
    planned = await place.write(lambda work: dialogues.plan(work, place.act, plan(STARTS)))
    assert await refused(place, "Lan", planned) == "not_found", "nobody hears of what is only planned"
    with pytest.raises(RuleBroken, match="attend_none"):
        await withdraw(place, "Lan", one)
    place.clock.set(STARTS)
    assert await refused(place, "Lan", one) == "attend_closed"


async def test_an_own_opinion_of_the_dialogue_may_be_the_subject(place: Stage) -> None:
    await place.citizen("Lan")
    one = await add(place)
    own = await place.opinion(place.people["Lan"], one.id)
    kept = await register(place, "Lan", one, Wish(people=1, speaks=True, opinion=own.id, subject="bị bỏ"))
    assert (kept.opinion, kept.subject) == (own.id, "")


async def test_who_waits_moves_up_in_order_and_nobody_overtakes(place: Stage) -> None:
    for name in ("Lan", "Minh", "Sơn", "Tú"):
        await place.citizen(name)
    one = await add(place)
    await seats(place, one, 4)
    await register(place, "Lan", one, Wish(people=3))
    await register(place, "Minh", one, Wish(people=2))
    await register(place, "Sơn", one)
    assert await standing(place, one) == {"Lan": "seat", "Minh": "waits", "Sơn": "waits"}, "one seat is free, and Minh comes first"
    with pytest.raises(RuleBroken) as full:
        await register(place, "Lan", one, Wish(people=4))
    assert (full.value.code, full.value.facts) == ("attend_full", {"left": 3}), "who sits may not take what others wait for"
    assert (await standing(place, one))["Lan"] == "seat"
    await register(place, "Lan", one, Wish(people=2))
    assert await standing(place, one) == {"Lan": "seat", "Minh": "seat", "Sơn": "waits"}
    await register(place, "Sơn", one, Wish(people=2))
    await withdraw(place, "Minh", one)
    assert await standing(place, one) == {"Lan": "seat", "Sơn": "seat"}
    assert await refused(place, "Tú", one, Wish(people=5)) == "attend_full", "the hall will never hold five"
    await register(place, "Tú", one)
    await seats(place, one, 0)
    assert await standing(place, one) == {"Lan": "seat", "Sơn": "seat", "Tú": "seat"}
    heads = [(name, [head for head, _ in await place.heard(name) if head == "notice-attend-moved_up"]) for name in place.people]
    assert [(name, len(found)) for name, found in heads] == [("Lan", 0), ("Minh", 1), ("Sơn", 1), ("Tú", 1)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5)), max_size=25), st.integers(3, 9))
async def test_seats_are_never_given_twice(tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int]], room: int) -> None:
    """Whatever people do: no more sit than there are seats, nobody stands twice, and whoever waits first gets what is free."""
    async with stage(tmp_path_factory.mktemp("hall")) as place:
        for name in "abcdef":
            await place.citizen(name)
        one = await add(place)
        await seats(place, one, room)
        for name, people in deeds:
            try:
                await (register(place, name, one, Wish(people=people)) if people else withdraw(place, name, one))
            except RuleBroken:
                continue
            taken = await place.read(lambda work: rows.seated(work, one.id))
            waiting = await place.read(lambda work: rows.waiting(work, one.id))
            assert taken <= room
            assert not waiting or taken + waiting[0].people > room
            assert [found.no for found in waiting] == sorted(found.no for found in waiting)


async def test_registered_people_hear_every_reminder_and_others_as_they_wish(place: Stage) -> None:
    densities: dict[str, Density] = {"every": "every", "result": "result", "off": "off"}
    for density in densities.values():
        await place.citizen(f"đi {density}", NEIGHBOUR, density=density)
        await place.citizen(f"ở {density}", density=density)
    one = await add(place)
    await tick(place)
    for name in densities:
        await register(place, f"đi {name}", one, Wish(people=2))
    for at in (STARTS - timedelta(days=1), STARTS - timedelta(minutes=90)):
        place.clock.set(at)
        await tick(place)
    told = {key.split(":")[3:][1]: shown for key, (shown, _, _) in (await place.told(f"dialogue:{one.id}:1:d-1")).items()}
    assert set(told) == {place.people[name] for name in ("đi every", "đi result", "đi off", "ở every")}
    own = [line.id for line in told[place.people["đi off"]].lines]
    assert own[0] == "notice-dialogue-soon" and own[-2:] == ["notice-attend-seat", "notice-attend-come"]
    assert "notice-dialogue-speak" in [line.id for line in told[place.people["ở every"]].lines]
    assert len(await place.told(f"dialogue:{one.id}:1:morning")) == 4


@pytest.mark.parametrize("what", ["move", "postpone", "cancel"])
async def test_a_change_keeps_registrations_and_tells_nobody_twice(place: Stage, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone who lives there, wrote for it, and registered is one person; so is who only registered, from elsewhere."""
    monkeypatch.setattr(notices, "PAGE", 2)
    await place.citizen("Lan")
    await place.citizen("Xa", NEIGHBOUR, density="result")
    await place.official("Trưởng thôn", "hamlet_head")
    one = await add(place)
    await place.opinion(place.people["Lan"], one.id)
    for name in ("Lan", "Xa"):
        await register(place, name, one)
    await tick(place)
    await place.sent()
    acts = {
        "move": lambda work: dialogues.move(work, place.act, one.id, starts=STARTS + timedelta(days=2)),
        "postpone": lambda work: dialogues.postpone(work, place.act, one.id),
        "cancel": lambda work: dialogues.cancel(work, place.act, one.id),
    }
    await place.write(acts[what])
    await tick(place)
    told = {
        key.rpartition(":")[2]: shown for key, (shown, _, state) in (await place.told(f"dialogue:{one.id}:2:")).items() if state == "new"
    }
    assert set(told) == set(place.people.values())
    last = {"move": "notice-attend-come", "postpone": "notice-attend-kept", "cancel": "notice-attend-over"}[what]
    assert all(last in [line.id for line in told[place.people[name]].lines] for name in ("Lan", "Xa"))
    head = {"move": "loud-moved", "postpone": "notice-dialogue-postponed", "cancel": "notice-dialogue-cancelled"}[what]
    assert told[place.people["Trưởng thôn"]].lines[0].id == head
    assert set(await standing(place, one)) == {"Lan", "Xa"}


async def test_a_hamlet_head_gets_the_text_to_read_out_once_each_time(place: Stage) -> None:
    await place.official("Trưởng thôn", "hamlet_head")
    await place.write(
        lambda work: work.do("UPDATE person SET commune = :c, consent = '1' WHERE id = :p", c=COMMUNE, p=place.people["Trưởng thôn"])
    )
    await add(place)
    await tick(place)
    for days in (14, 7, 3, 1):
        place.clock.set(STARTS - timedelta(days=days))
        await tick(place)
    heads = [head for head, _ in await place.heard("Trưởng thôn")]
    assert heads == ["loud-head", *["notice-dialogue-soon"] * 3, "loud-head"]


async def test_of_an_erased_person_numbers_stay_and_their_seat_goes_to_the_next(place: Stage) -> None:
    for name in ("Lan", "Minh"):
        await place.citizen(name)
    one = await add(place)
    await seats(place, one, 1)
    await register(place, "Lan", one, Wish(people=1, speaks=True, subject="cầu treo", named=True))
    await register(place, "Minh", one)
    await place.write(lambda work: attending.forget(work, place.act, place.people["Lan"]))
    assert await standing(place, one) == {"Minh": "seat"}
    kept = await place.read(lambda work: work.all("SELECT person = id, account, subject, named, state FROM attendance ORDER BY no"))
    assert kept == [(1, "", "", 0, "gone"), (0, kept[1][1], "", 0, "seat")]
    place.clock.set(STARTS + timedelta(hours=1))
    await place.write(lambda work: attending.forget(work, place.act, place.people["Minh"]))
    assert await place.read(lambda work: rows.totals(work, one.id)) == (1, 0, 0), "what took place stays counted"
    assert await place.read(lambda work: [one.verb for one in journal.of(work, one.id) if one.verb == "dialogue.attended"]) == []
