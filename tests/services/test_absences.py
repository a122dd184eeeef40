"""Leave and deputies: by days, by post, agreed to, journaled, and over by themselves. FAULTS §4.2."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.domain.permissions import Thing, is_permitted
from bot.notices import digest, leaving, officials
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import absences, handling, staff, triage
from storage import grants, journal, people
from storage.absences import Absence
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office

TODAY, LAST = date(2026, 12, 1), date(2026, 12, 3)


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name, role, unit, agency in (
            ("An", "officer", COMMUNE, ""), ("Bình", "officer", COMMUNE, ""), ("Sơn", "leader", COMMUNE, ""),
            ("Hà", "handler", COMMUNE, AGENCY), ("Hương", "handler", COMMUNE, AGENCY), ("Xa", "officer", NEIGHBOUR, ""),
            ("Giang", "leader", PROVINCE, ""),
        ):  # fmt: skip
            await one.enrol(name, role, unit, agency)  # type: ignore[arg-type]
        yield one


async def tick(desk: Office, by: timedelta) -> None:
    desk.clock.advance(by)
    await Timers(desk.database, desk.province, desk.mint, KINDS, lambda: None).tick(desk.clock.now())


async def away(desk: Office, who: Worker, deputy: Worker, first: date = TODAY, last: date = LAST) -> Absence:
    """Asked and agreed."""
    (post,) = await desk.read(lambda work: grants.own(work, who.person))
    one = await desk.write(lambda work: absences.ask(work, who.act, post.id, deputy.person, first=first, last=last))
    return await desk.write(lambda work: absences.agree(work, deputy.act, one.id))


async def may(desk: Office, who: Worker, action: str, agency: str = "") -> bool:
    held = await desk.read(lambda work: grants.of_person(work, who.person))
    return is_permitted(held, action, Thing(unit=COMMUNE, agency=agency), desk.province.units)  # type: ignore[arg-type]


async def test_the_deputy_may_act_from_the_first_day_to_the_last_and_it_is_journaled_as_theirs(desk: Office) -> None:
    ha, son, lan = desk.names["Hà"], desk.names["Sơn"], await desk.person("Lan")
    huong = desk.names["Hương"]
    binh = desk.names["Bình"]
    await away(desk, desk.names["An"], binh, date(2026, 12, 2), LAST)
    await away(desk, ha, son, date(2026, 12, 2), LAST)
    one = await desk.opinion(lan)
    an = desk.names["An"].act
    await desk.write(lambda work: triage.classify(work, an, one.id, one.version, "giao_thong"))
    assert [one.person for one in await desk.read(lambda work: grants.holders(work, "handler", COMMUNE, AGENCY))] == [
        ha.person,
        huong.person,
    ]
    await tick(desk, timedelta(hours=16))  # midnight
    held = await desk.read(lambda work: grants.holders(work, "handler", COMMUNE, AGENCY))
    assert [(one.person, one.instead) for one in held] == [(son.person, ha.person), (huong.person, "")]
    kept = await desk.now(one)

    kept = await desk.write(lambda work: triage.accept(work, binh.act, kept.id, kept.version))
    kept = await desk.write(lambda work: triage.assign(work, binh.act, kept.id, kept.version, agency=AGENCY, due=date(2026, 12, 9)))
    kept = await desk.write(lambda work: handling.take_on(work, son.act, kept.id, kept.version))
    story = await desk.read(lambda work: journal.of(work, one.id))
    assert (story[-1].actor, story[-1].verb) == (son.person, "take_on")
    assert "instead" not in story[-1].facts, "a leader may do that in their own right"
    await tick(desk, timedelta(days=2))
    assert [one.person for one in await desk.read(lambda work: grants.holders(work, "handler", COMMUNE, AGENCY))] == [
        ha.person,
        huong.person,
    ]
    assert not await desk.read(lambda work: grants.delegated(work, son.person))


async def test_what_only_the_absent_one_may_do_is_journaled_so(desk: Office) -> None:
    giang, son = desk.names["Giang"], desk.names["Sơn"]
    one = await desk.opinion(await desk.person("Lan"))
    with pytest.raises(RuleBroken, match="not_found"):
        await desk.write(lambda work: triage.classify(work, giang.act, one.id, one.version, "dien"))
    await away(desk, son, giang)
    await desk.write(lambda work: triage.classify(work, giang.act, one.id, one.version, "dien"))
    story = await desk.read(lambda work: journal.of(work, one.id))
    assert (story[-1].actor, story[-1].facts["instead"]) == (giang.person, son.person)


async def test_digests_and_new_work_go_to_the_deputy(desk: Office) -> None:
    an, binh = desk.names["An"], desk.names["Bình"]
    await away(desk, an, binh)
    for one in (an, binh):
        await one.hear()
    await desk.opinion(await desk.person("Lan"))
    assert not [heard for heard in await an.hear() if "Ý kiến mới" in heard.text]
    assert len([heard for heard in await binh.hear() if "Ý kiến mới" in heard.text]) == 1, "once, though held twice"
    at = desk.clock.now()
    assert await desk.read(lambda work: digest.shown(work, desk.act, an.person, at, at)) is None
    assert await desk.read(lambda work: digest.shown(work, desk.act, binh.person, at, at)) is not None


async def test_who_took_it_on_and_is_away_is_stood_in_for(desk: Office) -> None:
    ha, huong, an = desk.names["Hà"], desk.names["Hương"], desk.names["An"]
    one = await desk.opinion(await desk.person("Lan"))
    await desk.write(lambda work: triage.classify(work, an.act, one.id, one.version, "giao_thong"))
    await desk.write(lambda work: triage.accept(work, an.act, one.id, 2))
    await desk.write(lambda work: triage.assign(work, an.act, one.id, 3, agency=AGENCY, due=date(2026, 12, 9)))
    kept = await desk.write(lambda work: handling.take_on(work, ha.act, one.id, 4))
    assert await desk.read(lambda work: officials.handlers_of(work, desk.act, kept)) == [ha.person]
    await away(desk, ha, huong)
    assert await desk.read(lambda work: officials.handlers_of(work, desk.act, kept)) == [huong.person]


async def test_a_deputy_who_left_stands_in_for_nobody(desk: Office) -> None:
    an, binh, son = desk.names["An"], desk.names["Bình"], desk.names["Sơn"]
    await away(desk, an, binh)
    (post,) = await desk.read(lambda work: grants.own(work, binh.person))
    assert await desk.read(lambda work: officials.present(work, an.person)) == [binh.person]
    await desk.write(lambda work: staff.revoke(work, son.act, post))
    assert await desk.read(lambda work: officials.present(work, an.person)) == [an.person]


async def test_no_office_no_deputy_and_no_invites(desk: Office) -> None:
    son, giang = desk.names["Sơn"], desk.names["Giang"]
    await away(desk, desk.names["An"], son)
    await away(desk, son, giang)
    assert await may(desk, giang, "opinion.triage")
    assert not await may(desk, giang, "invite.officer"), "nobody invites in another's place"
    (own,) = await desk.read(lambda work: grants.own(work, giang.person))
    await desk.write(lambda work: staff.revoke(work, desk.act, own))
    assert not await may(desk, giang, "opinion.triage"), "who holds no office stands in for nobody"
    assert [one.person for one in await desk.read(lambda work: grants.holders(work, "leader", COMMUNE))] == [son.person]


@pytest.mark.parametrize(
    ("first", "last", "broken"),
    [
        (date(2026, 11, 30), LAST, "leave_days"), (LAST, TODAY, "leave_days"), (TODAY, date(2027, 3, 1), "leave_days"),
    ],
)  # fmt: skip
async def test_days_that_make_no_sense(desk: Office, first: date, last: date, broken: str) -> None:
    with pytest.raises(RuleBroken, match=broken):
        await away(desk, desk.names["An"], desk.names["Bình"], first, last)


async def test_who_may_not_stand_in_and_who_may_not_ask(desk: Office) -> None:
    an, binh, xa = desk.names["An"], desk.names["Bình"], desk.names["Xa"]
    for other in (xa, desk.names["Hà"], desk.names["Giang"], an):
        with pytest.raises(RuleBroken, match="leave_deputy"):
            await away(desk, an, other)
    (post,) = await desk.read(lambda work: grants.own(work, an.person))
    with pytest.raises(RuleBroken, match="not_yours"):
        await desk.write(lambda work: absences.ask(work, binh.act, post.id, binh.person, first=TODAY, last=LAST))
    one = await desk.write(lambda work: absences.ask(work, an.act, post.id, binh.person, first=TODAY, last=LAST))
    with pytest.raises(RuleBroken, match="not_yours"):
        await desk.write(lambda work: absences.agree(work, xa.act, one.id))
    with pytest.raises(RuleBroken, match="leave_twice"):
        await desk.write(lambda work: absences.ask(work, an.act, post.id, binh.person, first=TODAY, last=LAST))
    await desk.write(lambda work: absences.end(work, an.act, one.id))
    with pytest.raises(RuleBroken, match="leave_over"):
        await desk.write(lambda work: absences.agree(work, binh.act, one.id))
    with pytest.raises(RuleBroken, match="leave_over"):
        await desk.write(lambda work: absences.end(work, an.act, one.id))
    with pytest.raises(RuleBroken, match="not_yours"):
        await desk.write(lambda work: absences.end(work, an.act, "x"))


async def test_what_waits_for_a_blocked_official_is_told_to_who_stands_in_else_to_the_leader(desk: Office) -> None:
    """FAULTS §5: a blocked official falls back, with an alert."""
    an, binh, son, ha = (desk.names[name] for name in ("An", "Bình", "Sơn", "Hà"))
    lan = await desk.person("Lan")
    await desk.opinion(lan)
    for one in (an, binh, son, ha):
        await one.hear()
    await desk.write(lambda work: leaving.left(work, desk.act, an.account, "stopped"))
    (told,) = [heard for heard in await son.hear() if heard.text.startswith("Không còn liên lạc được")]
    assert "Ý kiến mới: 1" in told.text
    await desk.opinion(lan)
    assert not await son.hear(), "a colleague is there still"
    assert await binh.hear()
    await away(desk, binh, an)
    await desk.write(lambda work: people.block(work, an.account))
    await son.hear()
    await desk.opinion(lan)
    assert [heard for heard in await son.hear() if "Ý kiến mới" in heard.text], "nobody else hears it"
