"""Leaving, changing jobs and falling asleep: the work finds other hands, and nothing works with the old ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.people import Grant
from bot.scheduler.kinds import KINDS
from bot.services import checkups, idling, posts, staff, triage
from storage import grants, journal, people, timers
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Heard, Office, Worker, office


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


async def grant_of(place: Office, worker: Worker) -> Grant:
    (held,) = await place.read(lambda work: grants.of_person(work, worker.person))
    return held


async def accepted(place: Office, officer: Worker) -> Opinion:
    """An opinion that the officer took in."""
    one = await place.opinion(await place.person("Lan"))

    def take_in(work: Work) -> Opinion:
        kept = triage.classify(work, officer.act, one.id, one.version, "giao_thong")
        return triage.accept(work, officer.act, one.id, kept.version)

    return await place.write(take_in)


async def taken(place: Office, officer: Worker, handler: Worker) -> Opinion:
    """An opinion that the handler works on, its card before them."""
    one = await accepted(place, officer)
    due = place.act.today + timedelta(days=9)
    await place.write(lambda work: triage.assign(work, officer.act, one.id, one.version, agency=AGENCY, due=due))
    await handler.hear()
    await handler.press("Nhận việc")
    return await place.now(one)


async def revoke(place: Office, worker: Worker) -> None:
    held = await grant_of(place, worker)
    await place.write(lambda work: staff.revoke(work, place.act, held))


def texts(heard: list[Heard]) -> list[str]:
    return [one.text for one in heard]


async def test_the_work_of_a_handler_goes_to_the_head_of_the_desk(place: Office) -> None:
    officer, handler = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    head, admin = await place.enrol("Sơn", "leader"), await place.enrol("Quản", "admin", PROVINCE)
    one = await taken(place, officer, handler)
    await head.hear()
    await admin.hear()
    await revoke(place, handler)
    kept = await place.now(one)
    assert (kept.handler, kept.desk, kept.lead, kept.status) == (head.person, COMMUNE, AGENCY, "in_progress")
    assert texts(await head.hear())[-1].startswith("1 việc của cán bộ giải quyết · Phòng Kinh tế (Xã Côn Minh) chuyển cho Ông/Bà")
    assert texts(await admin.hear()) == []
    assert (await handler.press("Trả lời"))[-1].text == "Ông/Bà không còn quyền thực hiện việc này."
    assert "hand_over" in [entry.verb for entry in await place.read(lambda work: journal.of(work, one.id))]


async def test_without_a_head_it_goes_up_with_an_alert(place: Office) -> None:
    officer, handler = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    above, admin = await place.enrol("Tỉnh", "leader", PROVINCE), await place.enrol("Quản", "admin", PROVINCE)
    one = await taken(place, officer, handler)
    await above.hear()
    await admin.hear()
    await revoke(place, handler)
    kept = await place.now(one)
    assert (kept.handler, kept.desk) == (above.person, PROVINCE)
    assert len(await above.hear()) == 1
    assert texts(await admin.hear()) == [
        "cán bộ giải quyết · Phòng Kinh tế (Xã Côn Minh) đã thôi nhiệm vụ: 1 việc đang làm chuyển lên Tỉnh Thái Nguyên."
    ]


async def test_where_nobody_is_left_the_administrators_hear_it(place: Office) -> None:
    officer, handler = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    admin = await place.enrol("Quản", "admin", PROVINCE)
    one = await taken(place, officer, handler)
    await admin.hear()
    await revoke(place, handler)
    assert (await place.now(one)).handler == "" and texts(await admin.hear())[-1].endswith("1 việc đang làm chưa có ai nhận.")


async def test_a_desk_that_nobody_sits_at_is_emptied_upwards(place: Office) -> None:
    officer, above = await place.enrol("An", "officer"), await place.enrol("Tỉnh", "officer", PROVINCE)
    one = await accepted(place, officer)
    await revoke(place, officer)
    assert (await place.now(one)).desk == PROVINCE and texts(await above.hear())


async def test_another_office_of_theirs_keeps_the_work(place: Office) -> None:
    officer, handler = await place.enrol("An", "officer"), await place.enrol("Hà", "handler", COMMUNE, AGENCY)
    one = await taken(place, officer, handler)
    await place.enrol("Hà", "leader")
    held = await place.read(lambda work: grants.of_person(work, handler.person))
    await place.write(lambda work: staff.revoke(work, place.act, next(one for one in held if one.role == "handler")))
    assert (await place.now(one)).handler == handler.person


async def test_nobody_revokes_themselves_and_no_leader_an_equal(place: Office) -> None:
    head, equal = await place.enrol("Sơn", "leader"), await place.enrol("Khánh", "leader")
    admin = await place.enrol("Quản", "admin", PROVINCE)
    for who, whose, code in ((admin, admin, "own_post"), (head, equal, "not_yours"), (head, admin, "not_yours")):
        held = await grant_of(place, whose)
        with pytest.raises(RuleBroken, match=code):
            await place.write(lambda work, who=who, held=held: staff.revoke(work, who.act, held))  # type: ignore[misc]


async def test_a_change_of_job_is_one_act(place: Office) -> None:
    admin, an = await place.enrol("Quản", "admin", PROVINCE), await place.enrol("An", "officer")
    await place.enrol("Tỉnh", "officer", PROVINCE)
    one = await place.opinion(await place.person("Lan"))
    was = await grant_of(place, an)
    await an.hear()
    made = await place.write(
        lambda work: posts.move(work, admin.act, was.id, role="leader", unit=NEIGHBOUR, title="Chủ tịch" + " rất dài" * 50)
    )
    now = await grant_of(place, an)
    assert now == made and (now.role, now.unit) == ("leader", NEIGHBOUR) and len(now.title) <= 100
    assert (await place.now(one)).desk == PROVINCE
    assert texts(await an.hear()) == ["Nhiệm vụ của Ông/Bà đã chuyển từ công chức tiếp nhận · Xã Côn Minh sang lãnh đạo · Xã Chợ Đồn."]
    menu = await place.read(lambda work: work.all("SELECT payload FROM outbox WHERE purpose = 'commands' AND account = :a", a=an.account))
    assert '"canbo"' in menu[-1][0] and '"moi"' not in menu[-1][0]
    verbs = [entry.verb for entry in await place.read(lambda work: [*journal.of(work, was.id), *journal.of(work, made.id)])]
    assert verbs == ["grant", "move", "grant"]


@pytest.mark.parametrize(
    ("role", "unit", "agency", "code"),
    [
        ("officer", COMMUNE, "", "post_held"),
        ("citizen", COMMUNE, "", "invite_role"),
        ("officer", "nowhere", "", "invite_unit"),
        ("handler", COMMUNE, "", "invite_agency"),
        ("handler", NEIGHBOUR, AGENCY, "invite_agency"),
        ("leader", COMMUNE, "", "not_yours"),
        ("officer", NEIGHBOUR, "", "not_yours"),
    ],
)
async def test_a_job_that_cannot_be_given_changes_nothing(place: Office, role: str, unit: str, agency: str, code: str) -> None:
    head, an = await place.enrol("Sơn", "leader"), await place.enrol("An", "officer")
    was = await grant_of(place, an)
    with pytest.raises(RuleBroken, match=code):
        await place.write(lambda work: posts.move(work, head.act, was.id, role=role, unit=unit, agency=agency))  # type: ignore[arg-type]
    assert await grant_of(place, an) == was


async def pass_days(place: Office, days: int) -> None:
    """Let days pass; every clock of an office that is due is taken at its moment."""
    end = place.clock.now() + timedelta(days=days)

    def tick(work: Work) -> bool:
        due = timers.due(work, end, 1)
        for timer in due:
            place.clock.advance(max(timer.due - place.clock.now(), timedelta()))
            timers.finish(work, timer.key, "done", place.clock.now())
            KINDS[timer.kind].handle(work, place.act, timer)
        return bool(due)

    while await place.write(tick):
        pass
    place.clock.advance(end - place.clock.now())


async def test_an_office_that_nobody_uses_falls_asleep_and_is_woken(place: Office) -> None:
    admin, an = await place.enrol("Quản", "admin", PROVINCE), await place.enrol("An", "officer")
    await an.hear()
    await pass_days(place, 82)
    assert await an.hear() == []
    await pass_days(place, 2)
    assert texts(await an.hear())[-1].startswith("Đã lâu Ông/Bà chưa vào hệ thống. Sau 7 ngày nữa")
    await pass_days(place, 7)
    assert await place.read(lambda work: grants.of_person(work, an.person)) == ()
    assert COMMUNE in {one.code for one in await place.read(lambda work: checkups.without_officer(work, place.act))}
    assert texts(await an.hear())[-1].startswith("Nhiệm vụ công chức tiếp nhận · Xã Côn Minh của Ông/Bà tạm dừng vì 90 ngày")
    assert "người này còn làm nhiệm vụ" in texts(await admin.hear())[-1]
    await admin.press("Mở lại")
    assert [one.role for one in await place.read(lambda work: grants.of_person(work, an.person))] == ["officer"]
    assert "công chức tiếp nhận" in texts(await an.hear())[-1]
    await pass_days(place, 80)
    assert await place.read(lambda work: grants.of_person(work, an.person))
    await pass_days(place, 15)
    assert not await place.read(lambda work: grants.of_person(work, an.person))
    assert await place.read(lambda work: grants.of_person(work, admin.person))  # the last administrator stays awake


async def test_who_was_here_has_the_whole_time_again(place: Office) -> None:
    an = await place.enrol("An", "officer")
    await pass_days(place, 85)
    await place.write(lambda work: people.touch(work, an.account, place.clock.now()))
    await pass_days(place, 80)
    assert await place.read(lambda work: grants.of_person(work, an.person))
    await pass_days(place, 11)
    assert not await place.read(lambda work: grants.of_person(work, an.person))


async def test_who_was_never_told_is_told_first(place: Office) -> None:
    """The clock stood still for a year: the warning comes, and the time after it."""
    an = await place.enrol("An", "officer")
    await an.hear()
    place.clock.advance(timedelta(days=365))
    await pass_days(place, 1)
    assert await place.read(lambda work: grants.of_person(work, an.person)) and len(await an.hear()) == 1
    await pass_days(place, 7)
    assert not await place.read(lambda work: grants.of_person(work, an.person))


async def test_only_who_may_invite_wakes(place: Office) -> None:
    an, stranger = await place.enrol("An", "officer"), await place.enrol("Khánh", "leader", NEIGHBOUR)
    held = await grant_of(place, an)
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(lambda work: idling.wake(work, place.act, held.id))
    await place.write(lambda work: grants.suspend(work, held.id, place.clock.now()))
    with pytest.raises(RuleBroken, match="not_yours"):
        await place.write(lambda work: idling.wake(work, stranger.act, held.id))
