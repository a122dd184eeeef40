"""Planning in the chat: who may, what was changed meanwhile, what is too long, and whose unit it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.flows import book
from bot.flows.dialogue import conference, coverage, planning
from bot.flows.outcome import Keep
from bot.services import dialogues
from storage import dialogues as rows
from tests.office import COMMUNE, NEIGHBOUR, PROVINCE, Office, catalogue, office


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        one.book = book.build(catalogue())
        yield one


async def planned(place: Office, starts: datetime | None = None) -> Dialogue:
    plan = dialogues.Plan(unit=COMMUNE, starts=starts or place.clock.now() + timedelta(days=20), place="Nhà văn hóa", chair="Chủ tịch")
    return await place.write(lambda work: dialogues.plan(work, place.act, plan))


async def test_only_those_of_the_unit_plan_for_it(place: Office) -> None:
    """Own, foreign, superior; an administrator of the area plans for each."""
    refused = {"Lạ": ("officer", NEIGHBOUR), "Bình": ("leader", PROVINCE), "Mai": ("front", PROVINCE), "Hà": ("handler", COMMUNE)}
    for name, (role, unit) in refused.items():
        worker = await place.enrol(name, role, unit, f"{unit}.kinh_te" if role == "handler" else "")  # type: ignore[arg-type]
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, act=worker.act: planning.door(work, act, (COMMUNE,)))  # type: ignore[misc]
    lan = await place.person("Lan")
    for door in (planning.door, coverage.door):
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, door=door: door(work, lan.act, ()))  # type: ignore[misc]
    admin = await place.enrol("Quân", "admin", PROVINCE)
    assert await place.write(lambda work: planning.door(work, admin.act, (COMMUNE,)))


async def test_what_is_too_long_or_empty_is_asked_again(place: Office) -> None:
    an = await place.enrol("An", "officer")
    await an.say("/doithoai")
    await an.press("Lập kế hoạch")
    await an.say("20/12")
    await an.say("8h")
    (heard,) = await an.say("x" * 20_000)
    assert "Tổ chức ở đâu?" in heard.text
    assert "200" in heard.text
    (heard,) = await an.say("  ")
    assert "Tổ chức ở đâu?" in heard.text


async def test_what_was_changed_meanwhile_is_shown_again(place: Office) -> None:
    """Two officials at one plan: the second reads what it is by now, and changes nothing."""
    an, son = await place.enrol("An", "officer"), await place.enrol("Sơn", "leader")
    one = await planned(place)
    for who in (an, son):
        await who.say("/doithoai")
        await who.press(next(label for label in who.shown if label.startswith("Xã Côn Minh, ")))
        await who.press("Sửa")
        await who.press("Sửa địa điểm")
        await who.say(f"Trường học {who.name}")
    await an.press("Lưu kế hoạch")
    (heard,) = await son.press("Lưu kế hoạch")
    assert "vừa thay đổi" in heard.text
    now = await place.read(lambda work: rows.get(work, one.id))
    assert now is not None
    assert (now.place, now.version) == ("Trường học An", one.version + 1)


async def test_a_card_of_someone_else_does_nothing(place: Office) -> None:
    stranger = await place.enrol("Lạ", "officer", NEIGHBOUR)
    one = await planned(place)
    for verb in ("open", "edit", "propose", "clerk", "move", "announce", "cancel"):
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, verb=verb: conference(work, stranger.act, (verb, one.id, "1", "yes")))  # type: ignore[misc]
    assert (await place.read(lambda work: rows.get(work, one.id))) == one


async def test_calling_off_what_was_never_announced_does_not_say_that_people_are_told(place: Office) -> None:
    one = await planned(place)
    son = await place.enrol("Sơn", "leader")
    asked = await place.read(lambda work: conference(work, son.act, ("cancel", one.id, str(one.version))))
    assert isinstance(asked, Keep)
    assert "không báo cho ai" in catalogue().text("vi", asked.screens[0].lines[0])
    await place.write(lambda work: dialogues.announce(work, place.act, one.id))
    asked = await place.read(lambda work: conference(work, son.act, ("cancel", one.id, str(one.version))))
    assert isinstance(asked, Keep)
    assert "Mọi người được báo" in catalogue().text("vi", asked.screens[0].lines[0])
