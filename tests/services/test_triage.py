"""Taking opinions in: classing, accepting, refusing and undoing it, moving, diverting, handing over."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.domain.statuses import MOVES, STATUSES
from bot.services import handling, triage
from bot.talk.incoming import Media
from storage import attachments, counts, journal, opinions
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office

Deed = Callable[..., Opinion]


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.person("Lan")
        await one.enrol("An", "officer")
        yield one


async def do(place: Office, who: Worker, deed: Deed, one: Opinion, *args: object, **named: object) -> Opinion:
    """One act on the opinion as it stands now."""
    now = await place.now(one)
    return await place.write(lambda work: deed(work, who.act, one.id, now.version, *args, **named))


async def refused(place: Office, who: Worker, deed: Deed, one: Opinion, *args: object, **named: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        await do(place, who, deed, one, *args, **named)
    return broken.value.code


async def accepted(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    await do(place, place.names["An"], triage.classify, one, "giao_thong")
    return await do(place, place.names["An"], triage.accept, one)


async def test_a_field_comes_before_accepting(place: Office) -> None:
    an = place.names["An"]
    one = await place.opinion(place.names["Lan"])
    assert await refused(place, an, triage.accept, one) == "field_needed"
    assert await refused(place, an, triage.classify, one, "khong_co") == "not_found"
    await do(place, an, triage.classify, one, "y_te")
    assert (await do(place, an, triage.accept, one)).status == "accepted"
    assert (await place.now(one)).field == "y_te"


DEEDS: dict[str, tuple[Deed, tuple[object, ...], dict[str, object]]] = {
    "classify": (triage.classify, ("giao_thong",), {}),
    "accept": (triage.accept, (), {}),
    "refuse": (triage.refuse, ("outside_scope",), {}),
    "undo_refuse": (triage.undo_refuse, (), {}),
    "recommune": (triage.recommune, (NEIGHBOUR,), {}),
    "divert": (triage.divert, (), {}),
    "assign": (triage.assign, (), {"agency": AGENCY, "due": date(2026, 12, 15)}),
}


@pytest.mark.parametrize("name", DEEDS)
async def test_who_does_not_hold_the_desk_cannot(place: Office, name: str) -> None:
    deed, args, named = DEEDS[name]
    one = await place.opinion(place.names["Lan"])
    for who in (
        await place.enrol("Xa", "officer", NEIGHBOUR),
        await place.enrol("Hà", "handler", agency=AGENCY),
        place.names["Lan"],
    ):
        assert await refused(place, who, deed, one, *args, **named) == "not_found"
    assert await refused(place, await place.enrol("Mặt", "front", PROVINCE), deed, one, *args, **named) == "not_yours"
    assert (await place.now(one)).version == 1


@pytest.mark.parametrize("name", DEEDS)
async def test_an_old_button_does_nothing(place: Office, name: str) -> None:
    deed, args, named = DEEDS[name]
    an, one = place.names["An"], await accepted(place)
    with pytest.raises(RuleBroken) as broken:
        await place.write(lambda work: deed(work, an.act, one.id, one.version - 1, *args, **named))
    assert (broken.value.code, broken.value.facts) == ("stale", {"status": "accepted"})


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", ["accept", "refuse", "divert", "assign"])
async def test_only_what_the_table_of_statuses_allows(place: Office, name: str, status: str) -> None:
    deed, args, named = DEEDS[name]
    an, one = place.names["An"], await place.opinion(place.names["Lan"])
    await place.write(lambda work: work.do("UPDATE opinion SET status = :s, field = 'y_te' WHERE id = :id", s=status, id=one.id))
    if status in MOVES[name].came:
        assert (await do(place, an, deed, one, *args, **named)).status == MOVES[name].goes
    else:
        assert await refused(place, an, deed, one, *args, **named) == "stale"
        assert (await place.now(one)).status == status


@pytest.mark.parametrize("was", ["sent", "accepted"])
async def test_a_refusal_leaves_after_a_minute_and_can_be_called_back_until_then(place: Office, was: str) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await accepted(place) if was == "accepted" else await place.opinion(lan)
    await lan.hear()
    before = await place.read(lambda work: counts.of_year(work, 2026))
    await do(place, an, triage.refuse, one, "in_court")
    assert await lan.hear() == []
    back = await do(place, an, triage.undo_refuse, one)
    assert (back.status, back.closed_as) == (was, "")
    assert await place.read(lambda work: counts.of_year(work, 2026)) == before
    place.clock.advance(timedelta(minutes=2))
    assert await lan.hear() == []
    await do(place, an, triage.refuse, one, "outside_scope")
    place.clock.advance(timedelta(seconds=60))
    assert await refused(place, an, triage.undo_refuse, one) == "undo_late"
    assert len(await lan.hear()) == 1
    assert (await place.now(one)).status == "refused"


async def test_a_refusal_that_has_left_early_is_not_called_back(place: Office) -> None:
    """The clock alone does not decide: what is on its way may have arrived."""
    an = place.names["An"]
    one = await place.opinion(place.names["Lan"])
    await do(place, an, triage.refuse, one, "duplicate")
    await place.write(lambda work: work.do("UPDATE outbox SET state = 'sending', tries = 1 WHERE key LIKE 'refused:%'"))
    assert await refused(place, an, triage.undo_refuse, one) == "undo_late"


async def test_another_commune_gets_it_and_its_officers_hear(place: Office) -> None:
    an, xa = place.names["An"], await place.enrol("Xa", "officer", NEIGHBOUR)
    one = await place.opinion(place.names["Lan"])
    await an.hear()
    moved = await do(place, an, triage.recommune, one, NEIGHBOUR)
    assert (moved.unit, moved.desk) == (NEIGHBOUR, NEIGHBOUR)
    assert (await xa.hear())[-1].text.startswith("Ý kiến mới (1)")
    assert (await an.hear())[-1].text.startswith("Không còn ý kiến mới")
    assert await refused(place, xa, triage.recommune, one, NEIGHBOUR) == "same_unit"
    per_unit = {(unit, status): n for unit, _, status, n in await place.read(lambda work: counts.of_year(work, 2026))}
    assert per_unit == {(NEIGHBOUR, "sent"): 1}


async def test_an_opinion_that_its_author_defended_stays_with_the_province(place: Office) -> None:
    tinh, _ = await place.enrol("Tỉnh", "officer", PROVINCE), await place.enrol("Xa", "officer", NEIGHBOUR)
    one = await place.opinion(place.names["Lan"], contested="denunciation")
    moved = await do(place, tinh, triage.recommune, one, NEIGHBOUR)
    assert (moved.unit, moved.desk) == (NEIGHBOUR, PROVINCE)


async def test_a_diverted_one_keeps_code_and_count_and_loses_its_words(place: Office) -> None:
    lan, an = place.names["Lan"], place.names["An"]
    one = await place.opinion(lan, "Ông X nhận tiền của tôi")

    def extras(work: Work) -> None:
        opinions.add_to(work, id=place.mint.id(), opinion=one.id, text="Ông X ở thôn bên", author=lan.person, at=place.clock.now())
        photo, at = Media(kind="photo", ref="f"), place.clock.now()
        attachments.add(work, id=place.mint.id(), owner=one.id, account=lan.account, channel="telegram", media=photo, at=at)

    await place.write(extras)
    kept = await do(place, an, triage.divert, one)
    assert (kept.status, kept.text, kept.code) == ("diverted", "", one.code)
    words = await place.read(
        lambda work: (
            work.all("SELECT text FROM addition UNION ALL SELECT text FROM opinion UNION ALL SELECT text FROM reason")
            + work.all("SELECT facts FROM journal")
        )
    )
    assert not any("Ông X" in row[0] for row in words)
    assert await place.read(lambda work: attachments.of(work, one.id)) == []
    told = await lan.hear()
    assert len(told) == 1 and "khiếu nại hoặc tố cáo" in told[0].text
    tallied = await place.read(lambda work: work.all("SELECT unit, kind, n FROM tally"))
    assert tallied == [(COMMUNE, "diverted", 1)]


async def test_handing_over_sets_the_end_of_a_working_day(place: Office) -> None:
    an, ha = place.names["An"], await place.enrol("Hà", "handler", agency=AGENCY)
    one = await accepted(place)
    kept = await do(place, an, triage.assign, one, agency=AGENCY, due=date(2026, 12, 5))  # a Saturday
    assert kept.due == datetime(2026, 12, 7, 10, 0, tzinfo=UTC)  # Monday 17:00 in Viet Nam
    assert (kept.status, kept.lead, kept.phase) == ("assigned", AGENCY, "working")
    card = (await ha.hear())[-1]
    assert "17:00 thứ Hai, 07/12/2026" in card.text and "Nhận việc" in card.buttons


@pytest.mark.parametrize(
    ("agency", "due", "code"),
    [
        (AGENCY, date(2026, 11, 30), "due_past"),
        (AGENCY, date(2028, 1, 1), "due_far"),
        (f"{NEIGHBOUR}.kinh_te", date(2026, 12, 15), "not_found"),
        ("", date(2026, 12, 15), "not_found"),
    ],
)
async def test_who_cannot_lead_and_when_it_cannot_be_due(place: Office, agency: str, due: date, code: str) -> None:
    one = await accepted(place)
    assert await refused(place, place.names["An"], triage.assign, one, agency=agency, due=due) == code
    assert (await place.now(one)).lead == ""


async def test_an_agency_without_people_is_named_to_the_desk(place: Office) -> None:
    binh = await place.enrol("Bình", "leader")
    one = await accepted(place)
    await do(place, place.names["An"], triage.assign, one, agency=f"{PROVINCE}.so_xay_dung", due=date(2026, 12, 15))
    heard = [one.text for one in await binh.hear()]
    assert len(heard) == 1
    assert heard[0].startswith(f"{one.code} đã chuyển Sở Xây dựng (Tỉnh Thái Nguyên), nhưng nơi này chưa có cán bộ đăng ký.")


async def test_every_step_is_journaled_without_the_citizens_words(place: Office) -> None:
    one = await accepted(place)
    await do(place, place.names["An"], triage.assign, one, agency=AGENCY, due=date(2026, 12, 15))
    entries = await place.read(partial(journal.of, object=one.id))
    assert [entry.verb for entry in entries] == ["send", "classify", "accept", "assign"]
    assert not any("Nà Làng" in str(entry.facts) for entry in entries)


async def test_what_was_taken_on_goes_to_another_agency_and_its_handler_hears(place: Office) -> None:
    one = await _taken_on(place)
    act, due = place.names["Bình"].act, date(2026, 12, 20)
    kept = await place.write(lambda work: triage.assign(work, act, one.id, one.version, agency=f"{COMMUNE}.cong_an", due=due))
    assert (kept.status, kept.lead, kept.handler) == ("assigned", f"{COMMUNE}.cong_an", "")
    assert "không còn phụ trách" in (await place.names["Hà"].hear())[-1].text


async def test_the_agency_that_works_on_it_is_not_handed_it_again(place: Office) -> None:
    one = await _taken_on(place)
    act, due = place.names["Bình"].act, date(2026, 12, 20)
    with pytest.raises(RuleBroken, match="same_agency"):
        await place.write(lambda work: triage.assign(work, act, one.id, one.version, agency=AGENCY, due=due))


async def test_one_that_is_seen_to_accuse_late_is_diverted_with_what_was_drafted(place: Office) -> None:
    one = await _taken_on(place)
    reply = handling.Reply(id=place.mint.id(), text="Cán bộ ấy đã nhận tiền", outcome="explained", document="1")
    act = place.names["Hà"].act
    drafted = await place.write(lambda work: handling.draft(work, act, one.id, one.version, reply))
    act = place.names["An"].act
    kept = await place.write(lambda work: triage.divert(work, act, drafted.id, drafted.version))
    assert (kept.status, kept.text) == ("diverted", "")
    assert await place.read(lambda work: work.all("SELECT id FROM answer WHERE opinion = :o", o=one.id)) == []


async def _taken_on(place: Office) -> Opinion:
    one = await place.opinion(place.names["Lan"])
    for name in ("Bình", "Hà"):
        await place.enrol(name, "leader" if name == "Bình" else "handler", agency="" if name == "Bình" else AGENCY)
    for deed in (
        partial(triage.classify, field="giao_thong"), triage.accept, partial(triage.assign, agency=AGENCY, due=date(2026, 12, 15)),
    ):  # fmt: skip
        now, act = await place.now(one), place.names["An"].act
        await place.write(partial(deed, act=act, opinion_id=one.id, version=now.version))
    now, act = await place.now(one), place.names["Hà"].act
    kept = await place.write(lambda work: handling.take_on(work, act, one.id, now.version))
    await place.names["Hà"].hear()
    return kept
