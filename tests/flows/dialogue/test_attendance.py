"""The roll call, the speakers, the invitation and the seats of a dialogue, pressed by everyone: only who runs it sees a name or changes
anything; and what is stale says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.domain.attendance import Hall, Registration
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.people import Grant, Role
from bot.flows import dialogue as room
from bot.flows.dialogue.rollcall import FLOWS, Counting
from bot.flows.outcome import Answer, Done, Enter, Flow, Keep, Outcome, Stay
from bot.services import accounts, attending, dialogues, planning
from bot.services.attending import Wish
from storage import attendance, grants, journal
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, catalogue, office

NAME: Final = "Hoàng Thị Chim Yến"
WHO: Final[dict[str, tuple[Role, str, str, bool]]] = {
    "officer": ("officer", COMMUNE, "", True),
    "leader": ("leader", COMMUNE, "", True),
    "admin": ("admin", PROVINCE, "", True),
    "handler": ("handler", COMMUNE, AGENCY, False),
    "front": ("front", COMMUNE, "", False),
    "auditor": ("auditor", PROVINCE, "", False),
    "officer next door": ("officer", NEIGHBOUR, "", False),
    "leader of the province": ("leader", PROVINCE, "", False),
    "head of a hamlet": ("hamlet_head", COMMUNE, "", False),
    "nobody": ("citizen", COMMUNE, "", False),
}
"""who -> (role, unit, agency, whether they run the dialogue)."""


class Undone(Exception):
    """Takes a press back, with what it said and whether it changed who comes."""

    def __init__(self, said: str, *, changed: bool) -> None:
        super().__init__(said)
        self.said, self.changed = said, changed


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


async def meeting(place: Office) -> tuple[Dialogue, Registration]:
    """A dialogue that begins in an hour, for which someone registered to speak by name."""
    wanted = dialogues.Plan(
        unit=COMMUNE, starts=place.clock.now() + timedelta(days=20), place="Nhà văn hóa xã", chair="Chủ tịch Ủy ban nhân dân"
    )
    found = (await place.write(lambda work: dialogues.add(work, place.act, wanted))).dialogue
    lan = await place.person("Lan")

    def register(work: Work) -> Registration:
        accounts.agree(work, lan.act, "2026-11")
        attending.call_me(work, lan.act, NAME)
        return attending.register(work, lan.act, found.id, Wish(people=2, speaks=True, subject="cầu treo", named=True))

    mine = await place.write(register)
    place.clock.advance(timedelta(days=20, hours=-1))
    return found, mine


def words(outcome: Outcome) -> str:
    shown = outcome.screens if isinstance(outcome, Keep | Done) else ()
    return "\n".join(catalogue().text("vi", line) for one in shown for line in one.lines)


async def press(place: Office, who: Worker, *args: str) -> Undone:
    def once(work: Work) -> None:
        count = "SELECT (SELECT count(*) FROM arrival), (SELECT group_concat(mark) FROM attendance), (SELECT count(*) FROM hall)"
        before = work.one(count)
        try:
            outcome = room.conference(work, who.act, args)
            said = outcome.flow if isinstance(outcome, Enter) else words(outcome)
        except RuleBroken as broken:
            said = broken.code
        raise Undone(said, changed=work.one(count) != before)

    with pytest.raises(Undone) as undone:
        await place.write(once)
    return undone.value


@pytest.mark.parametrize("who", WHO)
async def test_only_who_runs_it(place: Office, who: str) -> None:
    role, unit, agency, may = WHO[who]
    worker = await place.person("X") if role == "citizen" else await place.enrol("X", role, unit, agency)
    one, mine = await meeting(place)
    presses = {
        ("attendance",): (NAME, False), ("attendance", "here", mine.id, "0", "0"): (NAME, True),
        ("attendance", "walk", "5", "0", "phím"): (NAME, True), ("attendance", "type"): ("conference.count", False),
        ("speakers",): (NAME, False), ("speakers", "one", mine.id, "0"): (NAME, False),
        ("speakers", "mark", mine.id, "called", "none", "0"): (NAME, True), ("invite",): ("Kính thưa bà con", False),
        ("seats",): ("conference.seats", False),
    }  # fmt: skip
    for (verb, *rest), (shown, changes) in presses.items():
        done = await press(place, worker, verb, one.id, str(one.version), *rest)
        if may:
            assert shown in done.said and done.changed == changes, verb
        else:
            assert done.said == "not_yours" and not done.changed, verb


@pytest.mark.parametrize(("role", "may"), [("", False), ("hamlet_head", False), ("front", False), ("auditor", False), ("officer", True)])
async def test_a_clerk_who_holds_no_office_any_more(place: Office, role: Role, may: bool) -> None:
    """Moved to another commune's office the clerk goes on; as head of a hamlet, or as nobody, they read no names."""
    was = await place.enrol("X", "officer", COMMUNE)
    one, mine = await meeting(place)
    await place.write(lambda work: planning.appoint(work, place.act, one.id, was.person))

    def leave(work: Work) -> None:
        for grant in grants.own(work, was.person):
            grants.close(work, grant.id, place.clock.now())
        if role:
            made = Grant(id="neu", person=was.person, role=role, unit=NEIGHBOUR)
            grants.add(work, made, at=place.clock.now(), made_by="")

    await place.write(leave)
    for rest in (("speakers",), ("speakers", "one", mine.id, "0"), ("attendance",)):
        verb, *more = rest
        done = await press(place, was, verb, one.id, str(one.version), *more)
        assert (NAME in done.said) is may and (may or done.said == "not_yours")


async def test_back_from_one_who_speaks_leads_to_the_list(place: Office) -> None:
    one, mine = await meeting(place)
    an = await place.enrol("An", "officer")
    shown = await place.read(lambda work: room.conference(work, an.act, ("speakers", one.id, str(one.version), "one", mine.id, "0")))
    assert isinstance(shown, Keep)
    assert shown.screens[0].rows[-1][0].does == ("conference", "speakers", one.id, str(one.version), "page", "0")


async def test_a_card_of_an_older_date_has_no_effect(place: Office) -> None:
    an = await place.enrol("An", "officer")
    one, mine = await meeting(place)
    for rest in (("attendance", "here", mine.id, "0", "0"), ("attendance", "walk", "5", "0", "phím"), ("speakers", "one", mine.id, "0")):
        done = await press(place, an, rest[0], one.id, str(one.version + 1), *rest[1:])
        assert "vừa thay đổi" in done.said and not done.changed


async def test_who_agreed_to_no_name_is_a_number(place: Office) -> None:
    an = await place.enrol("An", "officer")
    one, _ = await meeting(place)
    lan = place.names["Lan"]
    await place.write(lambda work: work.do("UPDATE attendance SET named = 0"))
    said = (await press(place, an, "speakers", one.id, str(one.version))).said
    assert NAME not in said and "Số 1 · Người dân số 1: cầu treo" in said
    await place.write(lambda work: attending.forget(work, place.act, lan.person))
    assert "Chưa có ai đăng ký phát biểu" in (await press(place, an, "speakers", one.id, str(one.version))).said


async def test_reading_names_is_kept_in_the_journal(place: Office) -> None:
    an = await place.enrol("An", "officer")
    one, mine = await meeting(place)
    for args in ((), ("one", mine.id, "0"), ("page", "0")):
        await place.write(lambda work, args=args: room.conference(work, an.act, ("speakers", one.id, str(one.version), *args)))  # type: ignore[misc]
    lines = [line for line in await place.read(lambda work: journal.of(work, one.id)) if line.verb == "dialogue.names"]
    assert [(line.actor, line.facts["n"]) for line in lines] == [(an.person, "1")]
    assert NAME not in str(await place.read(lambda work: work.all("SELECT * FROM journal")))


async def test_a_list_is_paged_and_short(place: Office) -> None:
    an = await place.enrol("An", "officer")
    one, mine = await meeting(place)

    def crowd(work: Work) -> None:
        for n in range(2, 14):
            attendance.keep(
                work, replace(mine, id=f"r{n}", person=f"p{n}", no=n, turn=n, named=False, subject="x" * 200), place.clock.now()
            )

    await place.write(crowd)
    for page, first in (("0", 1), ("1", 6), ("2", 11), ("99", 11)):
        said = (await press(place, an, "speakers", one.id, str(one.version), "page", page)).said.split("\n")
        assert len(said) <= 8 and said[2].startswith(f"Số {first} · ")
        here = (await press(place, an, "attendance", one.id, str(one.version), "page", page)).said.split("\n")
        assert len(here) <= 8 and f" {first}. " in here[3]


@pytest.mark.parametrize("typed", ["", "nhiều", "-5", "5.5.5", "100001", "9" * 20_000, "1;2"])
async def test_what_is_no_number_is_asked_again(place: Office, typed: str) -> None:
    an = await place.enrol("An", "officer")
    one, _ = await meeting(place)
    for flow in FLOWS:

        def take(work: Work, flow: Flow[Counting] = flow) -> Outcome | str:
            try:
                return flow.steps["n"].take(work, an.act, Counting(dialogue=one.id, version=one.version), Answer(text=typed))
            except RuleBroken as broken:
                return broken.code

        outcome = await place.write(take)
        assert outcome == "count_number" or isinstance(outcome, Stay)
    assert await place.read(lambda work: attendance.hall(work, one.id)) == Hall()


@pytest.mark.parametrize(("typed", "n"), [("85", 85), ("85 người", 85), ("1.200", 1200), ("0", 0), (" 7. ", 7)])
async def test_numbers_as_they_are_typed(place: Office, typed: str, n: int) -> None:
    an = await place.enrol("An", "officer")
    one, _ = await meeting(place)
    draft = Counting(dialogue=one.id, version=one.version)
    await place.write(lambda work: FLOWS[0].steps["n"].take(work, an.act, draft, Answer(text=typed)))
    assert (await place.read(lambda work: attendance.hall(work, one.id))).typed == n
    stranger = await place.person("Lạ")
    gone = await place.write(lambda work: FLOWS[0].steps["n"].take(work, stranger.act, draft, Answer(text="3")))
    assert isinstance(gone, Done)
    assert (await place.read(lambda work: attendance.hall(work, one.id))).typed == n
