"""Invites, leaving, and every cell of the permission table."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.people import GRANTABLE, ROLES, Grant, Role
from bot.domain.permissions import PERMITTED, Action, Thing, is_clearing, is_permitted
from bot.notices import tell
from bot.services import staff
from bot.talk.screen import say, screen
from storage import grants, journal, outbox, people
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office, province

OLD = province("bac-kan-2021")
ROOT = OLD.units.root.code
DISTRICT = OLD.units.children(ROOT)[0].code
OTHER_DISTRICT = OLD.units.children(ROOT)[1].code
VILLAGE = OLD.units.children(DISTRICT)[0].code
LEAD = OLD.agencies.own(DISTRICT)[0].code
OTHER_LEAD = OLD.agencies.own(DISTRICT)[1].code

# What each role may do on its own unit, above, below and beside; written out by hand from FAULTS §4.1, not read from the table.
# own unit · the unit above · a unit below · another unit · what its agency leads
CELLS: dict[Action, dict[Role, str]] = {
    "opinion.read": {"officer": "x----", "leader": "x----", "handler": "----x", "front": "x-x--", "admin": "x-x--"},
    "opinion.triage": {"officer": "x----", "leader": "x----", "admin": "x-x--"},
    "opinion.assign": {"officer": "x----", "leader": "x----", "admin": "x-x--"},
    "opinion.work": {"officer": "x----", "leader": "x----", "handler": "----x"},
    "opinion.answer": {"officer": "x----", "leader": "x----", "handler": "----x"},
    "opinion.release": {"officer": "x----", "leader": "x----"},
    "opinion.phone": {"leader": "x----", "handler": "----x"},
    "opinion.note": {"officer": "x----", "leader": "x----", "handler": "----x", "admin": "x-x--"},
    "opinion.progress": {"officer": "x----", "leader": "x----", "handler": "----x"},
    "opinion.supervise": {"front": "x-x--"},
    "opinion.explain": {"officer": "x----", "leader": "x----", "handler": "----x"},
    "opinion.merge": {"officer": "x----", "leader": "x----", "handler": "----x", "admin": "x-x--"},
    "opinion.decide_desk": {"admin": "x-x--"},
    "opinion.decide_agency": {"admin": "x-x--"},
    "opinion.enter": {"hamlet_head": "x----", "officer": "x----"},
    "opinion.organise": {"front": "x----"},
    "opinion.refuse": {"leader": "x----"},
    "opinion.ask": {"officer": "x----", "leader": "x----", "handler": "----x", "admin": "x-x--"},
    "supervision.list": {"front": "x-x--", "admin": "x-x--"},
    "dialogue.plan": {"officer": "x----", "leader": "x----", "admin": "x-x--"},
    "dialogue.announce": {"leader": "x----", "admin": "x-x--"},
    "dialogue.run": {"officer": "x----", "leader": "x----", "admin": "x-x--"},
    "dialogue.conclude": {"leader": "x----"},
    "dialogue.cover": {"leader": "x-x--", "front": "x-x--", "admin": "x-x--"},
    "calendar.set": {"admin": "x-x--"},
    "invite.officer": {"leader": "x----", "admin": "x-x--"},
    "invite.any": {"admin": "x-x--"},
    "report.read": {"officer": "x-x--", "leader": "x-x--", "front": "x-x--", "auditor": "x-x--", "admin": "x-x--"},
    "work.list": {"officer": "x----", "leader": "x----", "handler": "x----", "front": "x-x--", "admin": "x-x--"},
}
THINGS = (
    Thing(unit=DISTRICT, agency=OTHER_LEAD),
    Thing(unit=ROOT, agency=OTHER_LEAD),
    Thing(unit=VILLAGE, agency=OTHER_LEAD),
    Thing(unit=OTHER_DISTRICT, agency=OTHER_LEAD),
    Thing(unit=OTHER_DISTRICT, agency=LEAD),
)


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        yield one


def test_the_cells_name_every_action() -> None:
    assert set(CELLS) == set(PERMITTED) == set(get_args(Action))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", CELLS)
def test_every_cell_of_the_permission_table(action: Action, role: Role) -> None:
    grant = Grant(id="g", person="p", role=role, unit=DISTRICT, agency=LEAD if role == "handler" else "")
    allowed = "".join("x" if is_permitted([grant], action, thing, OLD.units) else "-" for thing in THINGS)
    assert allowed == CELLS[action].get(role, "-----")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", CELLS)
def test_an_agency_that_helps_reads_and_notes(action: Action, role: Role) -> None:
    grant = Grant(id="g", person="p", role=role, unit=DISTRICT, agency=LEAD if role == "handler" else "")
    helped = Thing(unit=OTHER_DISTRICT, agency=OTHER_LEAD, supporting=(LEAD,))
    allowed = role == "handler" and action in ("opinion.read", "opinion.note", "opinion.progress")
    assert is_permitted([grant], action, helped, OLD.units) == allowed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", CELLS)
def test_only_the_front_follows_what_belongs_to_its_area_and_is_dealt_with_elsewhere(action: Action, role: Role) -> None:
    grant = Grant(id="g", person="p", role=role, unit=DISTRICT, agency=LEAD if role == "handler" else "")
    allowed = role == "front" and action in ("opinion.read", "opinion.supervise")
    assert is_permitted([grant], action, Thing(unit=ROOT, agency=OTHER_LEAD, home=VILLAGE), OLD.units) == allowed
    assert not is_permitted([grant], action, Thing(unit=ROOT, agency=OTHER_LEAD, home=OTHER_DISTRICT), OLD.units)


@pytest.mark.parametrize("action", CELLS)
def test_nobody_may_anything_without_a_grant(action: Action) -> None:
    assert not any(is_permitted([], action, thing, OLD.units) for thing in THINGS)


@pytest.mark.parametrize("role", GRANTABLE)
@pytest.mark.parametrize("clears", ["leader", "officer"])
def test_only_the_role_of_the_rule_clears_and_only_its_own_desk(role: Role, clears: str) -> None:
    grant = Grant(id="g", person="p", role=role, unit=DISTRICT, agency=LEAD if role == "handler" else "")
    rule = {"province": "leader", "district": clears, "commune": "leader"}
    cleared = [is_clearing([grant], thing, OLD.units, rule) for thing in THINGS]  # type: ignore[arg-type]
    assert cleared == [role == clears, False, False, False, False]


def test_an_agency_on_no_opinion_is_nobodys() -> None:
    """A handler's empty agency must not meet an opinion that nobody leads yet."""
    grant = Grant(id="g", person="p", role="handler", unit=DISTRICT, agency="")
    assert not is_permitted([grant], "opinion.read", Thing(unit=DISTRICT), OLD.units)


async def offer(place: Office, role: Role, unit: str = COMMUNE, agency: str = "", *, by: Worker | None = None) -> str:
    token = staff.new_token(place.mint)
    act = by.act if by else place.act
    await place.write(lambda work: staff.offer(work, act, role=role, unit=unit, agency=agency, token=token))
    return token


@pytest.mark.parametrize(
    ("role", "unit", "agency", "code"),
    [
        ("citizen", COMMUNE, "", "invite_role"),
        ("officer", "99999", "", "invite_unit"),
        ("handler", COMMUNE, "", "invite_agency"),
        ("handler", NEIGHBOUR, AGENCY, "invite_agency"),
        ("handler", COMMUNE, f"{COMMUNE}.khong_co", "invite_agency"),
        ("officer", COMMUNE, AGENCY, "invite_agency"),
    ],
)
async def test_an_offer_that_fits_nothing_is_refused(place: Office, role: Role, unit: str, agency: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        await offer(place, role, unit, agency)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("inviter", "role", "unit", "fine"),
    [
        ("leader", "officer", COMMUNE, True),
        ("leader", "hamlet_head", COMMUNE, True),
        ("leader", "leader", COMMUNE, False),
        ("leader", "admin", COMMUNE, False),
        ("leader", "officer", NEIGHBOUR, False),
        ("officer", "officer", COMMUNE, False),
        ("admin", "leader", COMMUNE, True),
        ("admin", "auditor", PROVINCE, True),
    ],
)
async def test_who_may_invite_whom(place: Office, inviter: Role, role: Role, unit: str, fine: bool) -> None:
    worker = await place.enrol("Mời", inviter, PROVINCE if inviter == "admin" else COMMUNE)
    if fine:
        await offer(place, role, unit, by=worker)
        return
    with pytest.raises(RuleBroken, match="not_yours"):
        await offer(place, role, unit, by=worker)


async def test_an_invite_of_the_server_is_active_at_once_and_used_once(place: Office) -> None:
    token = await offer(place, "officer")
    an, chi = await place.person("An"), await place.person("Chi")
    heard = await an.start(f"i_{token}")
    assert "công chức tiếp nhận · Xã Côn Minh" in heard[-1].text and heard[-1].buttons == ("Danh sách việc",)
    assert "đã được dùng" in (await chi.start(f"i_{token}"))[-1].text
    assert "công chức tiếp nhận" in (await an.start(f"i_{token}"))[-1].text  # a link pressed twice
    assert "công chức tiếp nhận" in (await an.say(f" i_{token} "))[-1].text  # typed, where the channel knows no links
    held = await place.read(lambda work: grants.of_person(work, an.person))
    assert [(one.role, one.unit) for one in held] == [("officer", COMMUNE)]
    assert await place.read(lambda work: work.one("SELECT 1 FROM invite WHERE sha = :t OR sha LIKE :t", t=token)) is None
    menus = await place.read(lambda work: work.all("SELECT payload FROM outbox WHERE purpose = 'commands' AND account = :a", a=an.account))
    assert len(menus) == 1 and '"moi"' in menus[0][0]


async def test_an_officials_invite_waits_for_the_inviters_word(place: Office) -> None:
    binh = await place.enrol("Bình", "leader")
    token = await offer(place, "officer", by=binh)
    an = await place.person("An")
    assert "chờ người mời xác nhận" in (await an.start(f"i_{token}"))[-1].text
    assert await place.read(lambda work: grants.of_person(work, an.person)) == ()
    card = (await binh.hear())[-1]
    assert "“An Test”" in card.text and card.buttons == ("Xác nhận", "Không phải")
    await binh.press("Xác nhận")
    assert "công chức tiếp nhận" in (await an.hear())[-1].text
    assert [one.role for one in await place.read(lambda work: grants.of_person(work, an.person))] == ["officer"]
    assert "đã được dùng" in (await binh.press("Không phải"))[-1].text


async def test_only_the_inviter_confirms(place: Office) -> None:
    binh, other = await place.enrol("Bình", "leader"), await place.enrol("Khánh", "leader")
    token = await offer(place, "officer", by=binh)
    await (await place.person("An")).start(f"i_{token}")
    for deed in (staff.confirm, staff.deny):
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, deed=deed: deed(work, other.act, staff.digest(token)))  # type: ignore[misc]


async def test_a_stranger_is_refused_and_their_name_forgotten(place: Office) -> None:
    binh = await place.enrol("Bình", "leader")
    token = await offer(place, "officer", by=binh)
    stranger = await place.person("Lạ")
    await stranger.start(f"i_{token}")
    await binh.hear()
    await binh.press("Không phải")
    assert "chưa xác nhận" in (await stranger.hear())[-1].text
    assert await place.read(lambda work: grants.of_person(work, stranger.person)) == ()
    assert await place.read(lambda work: people.name(work, stranger.account)) == ""


async def test_an_expired_invite_and_five_wrong_ones(place: Office) -> None:
    admin = await place.enrol("Quản", "admin", PROVINCE)
    token = await offer(place, "officer")
    place.clock.advance(timedelta(hours=73))
    an = await place.person("An")
    assert "đã hết hạn" in (await an.start(f"i_{token}"))[-1].text
    await admin.hear()
    for _ in range(5):
        assert "không đúng" in (await an.start("i_khong-phai-ma-nao-ca-222"))[-1].text
    fresh = await offer(place, "officer")
    assert "thử lại sau một giờ" in (await an.start(f"i_{fresh}"))[-1].text
    assert [heard.text for heard in await admin.hear()] == ["Cảnh báo: nhiều lần mở lời mời sai liên tiếp (kênh telegram)."]
    place.clock.advance(timedelta(minutes=61))
    assert "công chức tiếp nhận" in (await an.start(f"i_{fresh}"))[-1].text


async def test_who_left_gets_nothing_more_and_may_nothing_more(place: Office) -> None:
    lan, an, chi = await place.person("Lan"), await place.enrol("An", "officer"), await place.enrol("Chi", "officer")
    one = await place.opinion(lan)
    await an.hear()
    await an.press("Xem")
    await an.press(one.code)
    await place.opinion(lan, "Thêm một việc nữa")  # its notice to An still waits
    grant = (await place.read(lambda work: grants.of_person(work, an.person)))[0]
    await place.write(lambda work: staff.revoke(work, place.act, grant))
    heard = await an.hear()
    assert [one.text for one in heard] == ["Nhiệm vụ công chức tiếp nhận · Xã Côn Minh của Ông/Bà trên hệ thống đã kết thúc."]
    assert (await an.press("Phân loại"))[-1].text == "Ông/Bà không còn quyền thực hiện việc này."
    assert (await place.now(one)).version == 1
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(lambda work: staff.revoke(work, place.act, grant))
    verbs = [entry.verb for entry in await place.read(lambda work: journal.of(work, grant.id))]
    assert verbs == ["grant", "revoke"]
    assert await chi.hear() and await place.read(journal.verify) == 0


async def test_replies_are_not_silenced(place: Office) -> None:
    an = await place.person("An")

    def act(work: Work) -> int:
        tell.put(work, an.act, an.account, screen(say("digest-off")), key="r", purpose="reply")
        tell.put(work, an.act, an.account, screen(say("digest-off")), key="s", purpose="status")
        return outbox.quiet(work, an.account, "revoked")

    assert await place.write(act) == 1
    assert len(await an.hear()) == 1


async def test_opinions_follow_their_officers(place: Office) -> None:
    """Up to the province while the commune has no officer, down when one comes, up again when the last one leaves."""
    lan, tinh = await place.person("Lan"), await place.enrol("Tỉnh", "officer", PROVINCE)
    admin = await place.enrol("Quản", "admin", PROVINCE)
    one, denied = await place.opinion(lan), await place.opinion(lan, "Đây là kiến nghị", contested="complaint")
    assert (await place.now(one)).desk == (await place.now(denied)).desk == PROVINCE
    assert len(await tinh.hear()) == 1
    alarms = [heard.text for heard in await admin.hear()]
    assert alarms == ["Xã Côn Minh chưa có công chức tiếp nhận. Ý kiến mới được chuyển lên Tỉnh Thái Nguyên."]
    an = await place.enrol("An", "officer")
    assert (await place.now(one)).desk == COMMUNE and (await place.now(denied)).desk == PROVINCE
    assert any(heard.text.startswith("Ý kiến mới (1)") for heard in await an.hear()) or "Xem" in an.shown
    grant = (await place.read(lambda work: grants.of_person(work, an.person)))[0]
    await place.write(lambda work: staff.revoke(work, place.act, grant))
    assert (await place.now(one)).desk == PROVINCE
    assert any(heard.text.startswith("Ý kiến mới (2)") for heard in await tinh.hear())


async def test_a_grant_is_not_given_twice(place: Office) -> None:
    an = await place.enrol("An", "officer")
    await place.enrol("An", "officer")
    assert len(await place.read(lambda work: grants.of_person(work, an.person))) == 1


def test_what_is_stored_of_a_token_does_not_tell_it() -> None:
    assert staff.digest("a" * 22) != staff.digest("b" * 22) and "a" * 22 not in staff.digest("a" * 22)
