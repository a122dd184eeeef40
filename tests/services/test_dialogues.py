"""Dialogues: who hears of them, when, once; moved, called off, and which one hears an opinion."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.act import Act
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.notices import dialogues as notices
from bot.scheduler.kinds import whenever
from bot.scheduler.timers import Kind, Timers
from bot.services import attending, dialogues, sessions
from bot.services.attending import Wish
from storage import dialogues as rows
from storage import grants, journal, opinions, outbox, timers
from storage.timers import Timer
from storage.work import Work
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, PROVINCE, START, Stage, plan, stage

STARTS = START + timedelta(days=20)  # 08:00 on 21 December 2026


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        yield one


def nothing(_work: Work, _act: Act, _timer: Timer) -> None:
    return None


async def tick(place: Stage) -> int:
    """The notices that are due a minute later, when a change is told too, as the metronome would take them."""
    place.clock.advance(timedelta(seconds=place.province.rules.dialogue.change_seconds))
    kinds = {
        "dialogue_notice": Kind(handle=notices.take, late_until=whenever),
        "leader_summary": Kind(handle=nothing, late_until=whenever),
        "intake_closes": Kind(handle=sessions.intake_closed, late_until=whenever),
    }
    return await Timers(place.database, place.province, place.mint, kinds, lambda: None).tick(place.clock.now())


async def add(place: Stage, starts: datetime = STARTS, **more: object) -> Dialogue:
    act = place.act
    return (await place.write(lambda work: dialogues.add(work, act, plan(starts, **more)))).dialogue  # type: ignore[arg-type]


async def test_the_rules_bound_the_intake(place: Stage) -> None:
    one = await add(place)
    assert one.opens == datetime(2026, 11, 21, 0, 30, tzinfo=UTC)  # 30 days before, when offices open
    assert one.closes == datetime(2026, 12, 18, 10, 0, tzinfo=UTC)  # 3 days before, when they close
    assert (one.phase, one.version, one.level) == ("intake", 1, "commune")


async def test_a_dialogue_called_soon_takes_opinions_until_it_begins(place: Stage) -> None:
    one = await add(place, START + timedelta(days=2))
    assert one.closes == one.starts


@pytest.mark.parametrize(
    ("starts", "more", "code"),
    [
        (START - timedelta(hours=1), {}, "dialogue_past"),
        (STARTS, {"closes": STARTS + timedelta(hours=1)}, "dialogue_window"),
        (STARTS, {"opens": STARTS, "closes": STARTS}, "dialogue_window"),
        (STARTS, {"unit": "99999"}, "not_found"),
    ],
)
async def test_times_that_contradict_each_other_are_refused(place: Stage, starts: datetime, more: dict[str, object], code: str) -> None:
    with pytest.raises(RuleBroken) as why:
        await add(place, starts, **more)
    assert why.value.code == code


async def test_place_and_chair_are_needed(place: Stage) -> None:
    for name, lacking in (("place", replace(plan(STARTS), place=" ")), ("chair", replace(plan(STARTS), chair=""))):
        with pytest.raises(RuleBroken) as why:
            await place.write(lambda work, one=lacking: dialogues.add(work, place.act, one))  # type: ignore[misc]
        assert (why.value.code, why.value.facts) == ("dialogue_line", {"name": name})


async def test_a_short_notice_is_said_where_the_law_binds(place: Stage) -> None:
    soon = START + timedelta(days=6)

    async def short(**more: object) -> int | None:
        return (await place.write(lambda work: dialogues.add(work, place.act, plan(soon, **more)))).short_notice  # type: ignore[arg-type]

    assert await short() == 6
    assert await short(track="party") is None
    assert await short(unit=PROVINCE) is None
    assert (await place.write(lambda work: dialogues.add(work, place.act, plan(START + timedelta(days=7))))).short_notice is None


async def test_citizens_of_the_unit_hear_at_once(place: Stage) -> None:
    await place.citizen("Lan")
    await place.citizen("xa", NEIGHBOUR)
    await place.citizen("im", density="off")
    await place.citizen("kq", density="result")
    await place.citizen("chưa", consent="")
    one = await add(place)
    assert await place.told() == {}, "written by the tick, so that the act stays short"
    await tick(place)
    assert await place.heard("Lan") == [("notice-dialogue-announced", "new")]
    assert [await place.heard(name) for name in ("xa", "im", "kq", "chưa")] == [[], [], [], []]
    ((shown, _, _),) = (await place.told()).values()
    assert [words.id for words in shown.lines][1:] == [
        "notice-dialogue-title", "notice-dialogue-when", "notice-dialogue-where", "notice-dialogue-chair", "notice-dialogue-write",
    ]  # fmt: skip
    assert shown.rows[0][0].does == ("dialogue", "write", one.id)


async def test_who_announces_is_not_told_and_needs_an_office(place: Stage) -> None:
    leader = await place.official("Bí thư", "leader")
    stranger = await place.citizen("Lan")
    act = replace(place.act, person=stranger)
    with pytest.raises(RuleBroken, match="not_yours"):
        await place.write(lambda work: dialogues.add(work, act, plan(STARTS)))
    act = replace(place.act, person=leader)
    with pytest.raises(RuleBroken, match="not_yours"):
        await place.write(lambda work: dialogues.add(work, act, plan(STARTS, unit=NEIGHBOUR)))
    await place.write(lambda work: work.do("UPDATE person SET commune = :c, consent = '1' WHERE id = :p", c=COMMUNE, p=leader))
    await place.write(lambda work: dialogues.add(work, act, plan(STARTS)))
    await tick(place)
    assert await place.heard("Bí thư") == []
    assert len(await place.heard("Lan")) == 1


async def test_the_province_tells_every_commune_page_by_page(place: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "PAGE", 3)
    names = [f"dân {n}" for n in range(10)]
    for n, name in enumerate(names):
        await place.citizen(name, COMMUNE if n % 2 else NEIGHBOUR)
    await add(place, unit=PROVINCE)
    assert await tick(place) == 4, "one page of three after another"
    assert [len(await place.heard(name)) for name in names] == [1] * 10


async def test_a_killed_spread_goes_on_and_tells_nobody_twice(place: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "PAGE", 2)
    for n in range(5):
        await place.citizen(f"dân {n}")
    await add(place)
    (key, *_) = [one for one in await place.timers() if ":announced" in one]
    act = place.act

    def once(work: object) -> None:
        timer = timers.waiting(work, key)  # type: ignore[arg-type]
        assert timer is not None
        notices.take(work, act, timer)  # type: ignore[arg-type]

    await place.write(once)  # written, and killed before the timer was marked: the whole page comes again
    await tick(place)
    assert [len(await place.heard(f"dân {n}")) for n in range(5)] == [1] * 5


async def test_reminders_come_at_the_offsets_and_those_past_are_recorded(place: Stage) -> None:
    await place.citizen("Lan")
    one = await add(place, START + timedelta(days=5))
    version = f"dialogue_notice:{one.id}:1"
    assert await place.timers("skipped") == [f"{version}:d-14", f"{version}:d-7", f"book_version:{one.id}:1:b5"]
    await tick(place)
    for days in range(1, 6):
        place.clock.set(START + timedelta(days=days))
        await tick(place)
    told = await place.told(f"dialogue:{one.id}:1:")
    assert [key.split(":")[3] for key in told] == ["announced", "d-3", "d-1", "morning"]


async def test_the_morning_notice_wakes_and_the_others_wait_for_the_day(place: Stage) -> None:
    place.clock.set(datetime(2026, 12, 1, 15, 0, tzinfo=UTC))  # 22:00
    await place.citizen("Lan")
    one = await add(place, datetime(2026, 12, 3, 1, 0, tzinfo=UTC))
    await tick(place)
    place.clock.set(datetime(2026, 12, 2, 23, 29, tzinfo=UTC))  # just before 06:30 of the day itself
    await tick(place)
    told = await place.told()
    due = {key.split(":")[3]: when for key, (_, when, _) in told.items()}
    assert due["announced"] == datetime(2026, 12, 2, 0, 0, tzinfo=UTC)
    assert due["morning"] == datetime(2026, 12, 2, 23, 30, tzinfo=UTC)
    assert told[f"dialogue:{one.id}:1:morning:{place.people['Lan']}"][0].lines[0].id == "notice-dialogue-today"


async def test_moving_replans_everything_and_tells_each_person_once(place: Stage) -> None:
    await place.citizen("Lan")
    one = await add(place)
    await tick(place)
    await place.sent()
    later = STARTS + timedelta(days=7)
    act = place.act
    moved = (await place.write(lambda work: dialogues.move(work, act, one.short.lower(), starts=later, place="UBND xã"))).dialogue
    assert (moved.version, moved.starts, moved.place, moved.opens, moved.closes) == (
        2, later, "UBND xã", one.opens, one.closes + timedelta(days=7),
    )  # fmt: skip
    waiting = await place.timers()
    assert waiting and all(f"{one.id}:2:" in key for key in waiting)
    await tick(place)
    place.clock.set(later - timedelta(days=14))
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-announced", "notice-dialogue-moved", "notice-dialogue-soon"]


async def test_a_notice_of_the_old_date_that_waits_for_the_day_is_taken_back(place: Stage) -> None:
    """What was held for the night, or for another try, must not leave after a move or a cancellation."""
    place.clock.set(datetime(2026, 12, 1, 15, 0, tzinfo=UTC))
    await place.citizen("Lan")
    one = await add(place)
    await tick(place)
    assert await place.heard("Lan") == [("notice-dialogue-announced", "held")]
    await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    await tick(place)
    assert await place.heard("Lan") == [("notice-dialogue-announced", "dead")], "who never heard of it hears nothing"


async def test_what_is_called_off_at_once_is_told_to_those_who_know_of_it(place: Stage) -> None:
    """The announcement reached Lan; Cúc's was taken back and Mai's never written; Tư's had been tried; Yên wrote, Hoa registered."""
    people_ = {name: await place.citizen(name) for name in ("Lan", "Cúc", "Mai", "Tư", "Yên", "Hoa")}
    before = await place.opinion(people_["Cúc"])
    place.clock.advance(timedelta(hours=1))
    one = await add(place)
    await tick(place)

    def cut(work: Work) -> None:
        key = f"dialogue:{one.id}:1:announced:"
        work.do("UPDATE outbox SET state = 'sent' WHERE key = :k", k=f"{key}{people_['Lan']}")
        work.do("UPDATE outbox SET state = 'wait', tries = 1 WHERE key = :k", k=f"{key}{people_['Tư']}")
        for name in ("Mai", "Yên", "Hoa"):
            work.do("DELETE FROM outbox WHERE key = :k", k=f"{key}{people_[name]}")
        act = replace(place.act, person=people_["Hoa"], account="")
        attending.register(work, act, one.id, Wish(people=1))

    await place.write(cut)
    await place.opinion(people_["Yên"], one.id)
    assert (await place.read(lambda work: opinions.get(work, before.id)) or before).dialogue == one.id, "it was taken in"
    await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    await tick(place)
    told = {name for name in people_ if "notice-dialogue-cancelled" in [head for head, _ in await place.heard(name)]}
    assert told == {"Lan", "Tư", "Yên", "Hoa"}


async def test_what_is_moved_at_once_is_announced_to_those_who_heard_nothing(place: Stage) -> None:
    await place.citizen("Lan")
    await place.citizen("Cúc")
    one = await add(place)
    await tick(place)
    sent = f"dialogue:{one.id}:1:announced:{place.people['Lan']}"
    await place.write(lambda work: work.do("UPDATE outbox SET state = 'sent' WHERE key = :k", k=sent))
    await place.write(lambda work: dialogues.move(work, place.act, one.id, starts=STARTS + timedelta(days=1)))
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-announced", "notice-dialogue-moved"]
    assert await place.heard("Cúc") == [("notice-dialogue-announced", "dead"), ("notice-dialogue-announced", "new")]


async def test_a_page_under_way_stops_when_the_dialogue_is_called_off(place: Stage) -> None:
    """FEATURES, bug 4: a notice for something that is gone."""
    await place.citizen("Lan")
    one = await add(place)
    (key,) = [found for found in await place.timers() if ":announced" in found]
    timer = await place.read(lambda work: timers.waiting(work, key))
    assert timer is not None
    await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    await place.write(lambda work: notices.take(work, place.act, timer))
    assert await place.told() == {}


async def test_cancelling_carries_the_opinions_over_and_tells_once(place: Stage) -> None:
    lan, xa = await place.citizen("Lan"), await place.citizen("xa", NEIGHBOUR)
    one = await add(place)
    next_one = await add(place, STARTS + timedelta(days=30))
    await tick(place)
    mine = await place.opinion(lan, one.id)
    far = await place.opinion(xa, one.id)
    done = await place.opinion(lan, one.id, status="closed", phase="closed")
    cancelled, heir = await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    assert (cancelled.phase, heir) == ("cancelled", next_one)
    now = [await place.read(lambda work, o=o: opinions.get(work, o.id)) for o in (mine, far, done)]  # type: ignore[misc]
    assert [o.dialogue for o in now if o] == [next_one.id] * 3
    await tick(place)
    assert [head for head, _ in await place.heard("xa")] == ["notice-dialogue-cancelled"], "an author hears wherever they live"
    assert [head for head, _ in await place.heard("Lan")].count("notice-dialogue-cancelled") == 1
    shown = next(one for key, (one, _, _) in (await place.told()).items() if ":cancelled:" in key)
    assert shown.lines[1].id == "notice-dialogue-heir"
    with pytest.raises(RuleBroken, match="dialogue_phase"):
        await place.write(lambda work: dialogues.cancel(work, place.act, one.id))


async def test_without_another_dialogue_opinions_stand_outside_any(place: Stage) -> None:
    lan = await place.citizen("Lan", NEIGHBOUR)
    one = await add(place)
    mine = await place.opinion(lan, one.id)
    _, heir = await place.write(lambda work: dialogues.cancel(work, place.act, one.id))
    found = await place.read(lambda work: opinions.get(work, mine.id))
    assert heir is None and found is not None and found.dialogue == ""
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-cancelled"]


async def test_a_dialogue_that_began_is_neither_moved_nor_cancelled(place: Stage) -> None:
    one = await add(place)
    place.clock.set(STARTS)
    with pytest.raises(RuleBroken, match="dialogue_over"):
        await place.write(lambda work: dialogues.move(work, place.act, one.id, starts=STARTS + timedelta(days=1)))


async def test_an_opinion_belongs_to_the_soonest_own_dialogue_that_takes_it(place: Stage) -> None:
    first = await add(place)
    second = await add(place, STARTS + timedelta(days=40))
    high = await add(place, START + timedelta(days=5), unit=PROVINCE)
    farmers = await add(place, START + timedelta(days=10), audience="Hội viên Hội Nông dân")
    everyone = await add(place, STARTS + timedelta(days=50), audience="Nhân dân")
    assert everyone.audience == ""

    async def ask() -> tuple[Dialogue | None, Dialogue | None, Dialogue | None, list[Dialogue]]:
        act = place.act
        return await place.read(
            lambda work: (
                dialogues.for_unit(work, act, COMMUNE), dialogues.next_for(work, act, COMMUNE), dialogues.closed_for(work, act, COMMUNE),
                dialogues.offered(work, act, COMMUNE),
            )
        )  # fmt: skip

    assert await ask() == (first, first, None, [farmers, first, high])
    place.clock.set(first.closes)
    assert await ask() == (None, second, first, []), "the cut-off: the next one hears it, and its author can be told"
    place.clock.set(second.opens)
    assert (await ask())[0] == second


async def test_the_end_of_the_intake_is_in_the_journal(place: Stage) -> None:
    lan = await place.citizen("Lan")
    one = await add(place)
    await place.opinion(lan, one.id)
    place.clock.set(one.closes)
    await tick(place)
    story = await place.read(lambda work: journal.of(work, one.id))
    assert [entry.verb for entry in story] == ["dialogue.add", "dialogue.announce", "dialogue.open", "dialogue.intake_closed"]
    assert (story[-1].facts["opinions"], story[-1].facts["kind"], story[-1].facts["audience"]) == ("1", "periodic", "people")


async def test_its_life_goes_by_the_clock_unless_its_clerk_is_faster(place: Stage) -> None:
    one = await add(place, STARTS + timedelta(days=40))
    assert one.phase == "announced"
    kinds = {name: Kind(handle=nothing, late_until=whenever) for name in sessions.TIMED}
    kinds["dialogue_phase"] = Kind(handle=sessions.by_clock, late_until=whenever)
    timed = Timers(place.database, place.province, place.mint, kinds, lambda: None)

    async def phase_at(at: datetime) -> str:
        place.clock.set(at)
        await timed.tick(at)
        found = await place.read(lambda work: rows.get(work, one.id))
        assert found is not None
        return found.phase

    assert await phase_at(one.opens) == "intake"
    assert await phase_at(one.starts) == "session"
    with pytest.raises(RuleBroken, match="dialogue_phase"):
        await place.write(lambda work: dialogues.move(work, place.act, one.id, starts=one.starts + timedelta(days=9)))
    await place.write(lambda work: sessions.run(work, place.act, one.id, "end"))
    assert await phase_at(one.starts + timedelta(hours=4)) == "awaiting"
    story = await place.read(lambda work: journal.of(work, one.id))
    assert [entry.verb.removeprefix("dialogue.") for entry in story if entry.verb != "dialogue.intake_closed"] == [
        "add", "announce", "open", "begin", "end",
    ]  # fmt: skip


async def test_what_is_only_planned_is_told_to_nobody(place: Stage) -> None:
    await place.citizen("Lan")
    wanted = plan(STARTS)
    one = await place.write(lambda work: dialogues.plan(work, place.act, wanted))
    changed = await place.write(
        lambda work: dialogues.edit(work, place.act, one.id, replace(wanted, place="", starts=STARTS + timedelta(days=1)))
    )
    assert (changed.phase, changed.version) == ("planned", 2)
    await tick(place)
    place.clock.set(changed.opens)
    await tick(place)
    assert await place.told() == {}
    assert await place.read(lambda work: dialogues.next_for(work, place.act, COMMUNE)) is None
    with pytest.raises(RuleBroken, match="dialogue_line"):
        await place.write(lambda work: dialogues.announce(work, place.act, one.id))
    await place.write(lambda work: dialogues.edit(work, place.act, one.id, wanted))
    await place.write(lambda work: dialogues.announce(work, place.act, one.id))
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-announced"]


async def test_put_off_it_keeps_its_opinions_until_it_has_a_new_date(place: Stage) -> None:
    lan = await place.citizen("Lan")
    one = await add(place)
    await tick(place)
    mine = await place.opinion(lan, one.id)
    off = await place.write(lambda work: dialogues.postpone(work, place.act, one.id))
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")] == ["notice-dialogue-announced", "notice-dialogue-postponed"]
    place.clock.set(one.starts + timedelta(days=2))
    await tick(place)
    assert len(await place.heard("Lan")) == 2, "nothing of the old date comes"
    again = (await place.write(lambda work: dialogues.move(work, place.act, one.id, starts=STARTS + timedelta(days=30)))).dialogue
    assert (off.phase, again.phase) == ("postponed", "intake")
    kept = await place.read(lambda work: opinions.get(work, mine.id))
    assert kept is not None
    assert kept.dialogue == one.id
    await tick(place)
    assert [head for head, _ in await place.heard("Lan")][2:] == ["notice-dialogue-moved"]


async def test_found_by_id_and_by_its_poster(place: Stage) -> None:
    one = await add(place)
    found = await place.read(lambda work: [sessions.named(work, name) for name in (one.id, one.short, f" {one.short.lower()} ", "nichts")])
    assert found == [one, one, one, None]


async def test_recalling_touches_only_its_own_keys(place: Stage) -> None:
    await place.citizen("Lan")
    one, other = await add(place), await add(place, STARTS + timedelta(days=1))
    await tick(place)
    assert await place.write(lambda work: outbox.recall_all(work, notices.keys_of(one))) == 1
    assert {key.split(":")[1] for key, (_, _, state) in (await place.told()).items() if state == "new"} == {other.id}


async def test_two_at_once_one_wins(place: Stage) -> None:
    one = await add(place)
    await place.write(lambda work: rows.change(work, one))
    assert await place.write(lambda work: rows.change(work, one)) is None


async def test_officials_who_left_plan_nothing(place: Stage) -> None:
    leader = await place.official("Bí thư", "leader")
    act = replace(place.act, person=leader)
    held = await place.read(lambda work: grants.of_person(work, leader))
    await place.write(lambda work: grants.close(work, held[0].id, place.clock.now()))
    with pytest.raises(RuleBroken, match="not_yours"):
        await place.write(lambda work: dialogues.add(work, act, plan(STARTS)))
