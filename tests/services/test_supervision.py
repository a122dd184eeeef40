"""The Front confirms, asks, and sends back; it sees its area and no more, and nobody's number or voice."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.act import Act
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.domain.statuses import Status
from bot.domain.words import masked
from bot.notices import digest, front, items
from bot.scheduler.kinds import KINDS
from bot.services import agenda, dialogues, moves, privacy, ratings, supervision
from bot.talk.incoming import Media
from storage import agendas, answers, attachments, counts, journal, outbox, remarks, timers
from storage import opinions as rows
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, PROVINCE, Office, Worker, office

QUESTION = "Vì sao chưa ai làm?"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        await one.enrol("An", "officer")
        await one.enrol("Bình", "leader")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Mai", "front")
        await one.enrol("Tùng", "front", PROVINCE)
        await one.enrol("Xa", "front", NEIGHBOUR)
        yield one


async def stands(place: Office, status: Status = "in_progress", text: str = "Đường hỏng, gọi 0912 345 678") -> Opinion:
    """An opinion of Lan that is led by the agency and stands so; an answered one is out for good."""
    one = await place.opinion(await place.person("Lan"), text)

    def put(work: Work) -> Opinion:
        if status in ("answered", "closed"):
            answers.keep(
                work,
                Answer(
                    id=place.mint.id(), opinion=one.id, round=0, text="Đã làm.", document="1", no_proof="", outcome="done", promised="",
                    author="h", at=place.clock.now(),
                ),
            )  # fmt: skip
        counts.moved(work, year=2026, unit=one.unit, level="commune", came="sent", goes=status)
        kept = rows.change(work, replace(rows.entered(one, status, place.clock.now()), lead=AGENCY, field="giao_thong"))
        assert kept is not None
        return kept

    kept = await place.write(put)
    place.clock.advance(timedelta(minutes=2))
    for worker in place.names.values():
        await worker.hear()
    return kept


async def refused(place: Office, act: Callable[[Work], object]) -> str:
    with pytest.raises(RuleBroken) as broken:
        await place.write(act)
    return broken.value.code


def by(place: Office, name: str) -> Worker:
    return place.names[name]


async def tick(place: Office, by: timedelta) -> None:
    """Let time pass, every timer of the Front at its own moment."""
    target = place.clock.now() + by

    def one(work: Work) -> bool:
        due = [one for one in timers.due(work, target) if one.kind.startswith("question")]
        if not due:
            return False
        place.clock.advance(max(due[0].due - place.clock.now(), timedelta()))
        timers.finish(work, due[0].key, "done", place.clock.now())
        KINDS[due[0].kind].handle(work, place.act, due[0])
        return True

    while await place.write(one):
        pass
    place.clock.advance(target - place.clock.now())


async def test_a_question_is_answered_in_time_and_nothing_waits_after(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: supervision.question(work, by(place, "Mai").act, one.id, one.version, QUESTION))
    (asked,) = await by(place, "Hà").hear()
    assert QUESTION in asked.text and "Trả lời Mặt trận" in asked.buttons
    assert (
        await refused(place, lambda work: supervision.question(work, by(place, "Mai").act, one.id, one.version, "nữa")) == "question_open"
    )
    await place.write(lambda work: supervision.explain(work, by(place, "Hà").act, one.id, "Chờ vốn"))
    (told,) = await by(place, "Mai").hear()
    assert "Chờ vốn" in told.text and "Phòng Kinh tế" in told.text
    assert await refused(place, lambda work: supervision.explain(work, by(place, "Hà").act, one.id, "lần nữa")) == "question_gone"
    await tick(place, timedelta(days=30))
    assert [heard for name in ("Hà", "Bình", "Mai") for heard in await by(place, name).hear()] == []


async def test_an_unanswered_one_is_reminded_of_then_the_leader_hears_each_once(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: supervision.question(work, by(place, "Mai").act, one.id, one.version, QUESTION))
    await by(place, "Hà").hear()
    await tick(place, timedelta(days=6))  # Tuesday: due on the fifth working day, the next Tuesday; reminded on Monday
    assert ["Sắp hết hạn" in heard.text for heard in await by(place, "Hà").hear()] == [True]
    assert await by(place, "Bình").hear() == []
    await tick(place, timedelta(days=3))
    assert ["quá hạn trả lời" in heard.text for heard in await by(place, "Bình").hear()] == [True]
    assert ["quá hạn trả lời" in heard.text for heard in await by(place, "Mai").hear()] == [True]
    assert await by(place, "Hà").hear() == []
    assert [entry.verb for entry in await place.read(lambda work: journal.of(work, one.id))][-1] == "remark.late"


async def test_a_closure_is_sent_back_once_with_a_note_that_its_author_never_reads(place: Office) -> None:
    one = await stands(place, "closed")
    kept = await place.write(lambda work: supervision.reconsider(work, by(place, "Tùng").act, one.id, one.version, "Mới rải 100 mét"))
    assert (kept.status, kept.reopened, kept.outcome, kept.lead) == ("reopened", 1, "", AGENCY)
    assert kept.due is not None and kept.due > place.clock.now()
    heard = await by(place, "Lan").hear()
    assert ["Mặt trận Tổ quốc" in one.text and "100 mét" not in one.text for one in heard] == [True]
    assert any("100 mét" in heard.text for heard in await by(place, "Hà").hear())
    assert any("100 mét" in heard.text for heard in await by(place, "Bình").hear())
    (entry,) = [entry for entry in await place.read(lambda work: journal.of(work, one.id)) if entry.verb == "remark.reconsider"]
    assert entry.facts["office"] == PROVINCE and "100 mét" not in str(entry.facts)
    again = await place.write(lambda work: moves.move(work, place.act, kept, "take_on"))
    again = await place.write(lambda work: moves.move(work, place.act, again, "draft"))
    again = await place.write(lambda work: moves.move(work, place.act, again, "release"))
    place.clock.advance(timedelta(minutes=2))
    act = by(place, "Tùng").act
    assert await refused(place, lambda work: supervision.reconsider(work, act, one.id, again.version, "nữa")) == "reconsider_often"


def _again(work: Work, *, act: Act, opinion: str, number: int) -> Opinion:
    return ratings.dissatisfied(work, act, opinion, number, "not_done", "chưa làm")


async def test_what_the_front_sent_back_takes_nothing_from_its_authors_own_verdicts(place: Office) -> None:
    one = await stands(place, "answered")
    lan = by(place, "Lan")
    back = await place.write(lambda work: supervision.reconsider(work, by(place, "Mai").act, one.id, one.version, "Chưa xong"))
    for n in range(1, 3):
        for verb in ("take_on", "draft", "release"):
            current = await place.now(one)
            await place.write(lambda work, verb=verb, current=current: moves.move(work, place.act, current, verb))  # type: ignore[misc]
        place.clock.advance(timedelta(minutes=2))
        back = await place.write(partial(_again, act=lan.act, opinion=one.id, number=n))
        assert (back.status, back.reopened) == ("reopened", n + 1)


async def test_only_what_is_out_is_confirmed_or_sent_back_and_not_for_ever(place: Office) -> None:
    act = by(place, "Mai").act
    working = await stands(place)
    assert await refused(place, lambda work: supervision.confirm(work, act, working.id, working.version)) == "stale"
    assert await refused(place, lambda work: supervision.reconsider(work, act, working.id, working.version, "x y")) == "stale"
    done = await stands(place, "answered")
    fresh = replace(act, at=done.entered_at + timedelta(seconds=1))
    assert await refused(place, lambda work: supervision.confirm(work, fresh, done.id, done.version)) == "not_left"
    act = by(place, "Mai").act
    await place.write(lambda work: supervision.confirm(work, act, done.id, done.version))
    assert await refused(place, lambda work: supervision.confirm(work, act, done.id, done.version)) == "remark_twice"
    await place.write(lambda work: supervision.confirm(work, by(place, "Tùng").act, done.id, done.version))  # another office may
    assert [one.kind for one in await place.read(lambda work: remarks.of(work, done.id))] == ["confirm", "confirm"]
    late = replace(act, at=done.entered_at + timedelta(days=place.province.rules.supervision.window_days))
    assert await refused(place, lambda work: supervision.reconsider(work, late, done.id, done.version, "chưa")) == "reconsider_late"
    assert await refused(place, lambda work: supervision.reconsider(work, act, done.id, done.version + 7, "chưa")) == "stale"


async def test_wrong_people_wrong_places_and_no_words(place: Office) -> None:
    one = await stands(place, "answered")
    for name, code in (("Xa", "not_found"), ("Lan", "not_found"), ("Hà", "not_yours"), ("Bình", "not_yours"), ("An", "not_yours")):
        act = by(place, name).act
        assert await refused(place, partial(supervision.question, act=act, opinion_id=one.id, version=one.version, text=QUESTION)) == code
        assert await refused(place, partial(supervision.confirm, act=act, opinion_id=one.id, version=one.version)) == code
        assert await refused(place, partial(supervision.reconsider, act=act, opinion_id=one.id, version=one.version, text="chưa")) == code
    act = by(place, "Mai").act
    assert await refused(place, lambda work: supervision.question(work, act, one.id, one.version, " \u202e ")) == "reason_needed"
    assert await refused(place, lambda work: supervision.explain(work, act, one.id, "tự trả lời")) == "not_yours"
    assert await refused(place, lambda work: supervision.question(work, act, one.id, one.version, "x" * 20_000)) == "words_long"
    assert await place.read(lambda work: remarks.of(work, one.id)) == [], "nothing is cut in silence"


async def test_the_front_sees_no_number_and_no_voice_and_what_went_up_stays_in_sight(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: moves.edit(work, place.act, one, "recommune", desk=PROVINCE))
    now = await place.now(one)
    mai = by(place, "Mai")
    lines = str(await place.read(lambda work: items.item(work, mai.act, now, person=mai.person)))
    assert "0912" not in lines and "Đường hỏng" in lines
    assert "0912" in str(await place.read(lambda work: items.item(work, place.act, now, person=by(place, "Hà").person)))

    def files(work: Work) -> None:
        for kind in ("voice", "photo"):
            media = Media(kind="voice" if kind == "voice" else "photo", ref="r")
            attachments.add(work, id=kind, owner=one.id, account="a", channel="telegram", at=place.clock.now(), media=media)
            attachments.kept(work, kind, path=kind, sha="s", size=1, mime="m")
        front.rejected_again(work, place.act, now)

    await place.write(files)
    await mai.hear()
    (seen,) = await mai.press("Xem ảnh, tệp")
    assert seen.files == 1
    assert "Xem số điện thoại" not in mai.shown and "Tiếp nhận" not in mai.shown
    contested = await place.opinion(by(place, "Lan"), "Ông A nhận tiền", contested="denunciation")
    assert await refused(place, lambda work: moves.find(work, mai.act, contested.id, "opinion.read")) == "not_found"


async def test_words_go_when_their_opinion_is_erased(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: supervision.question(work, by(place, "Mai").act, one.id, one.version, "Bà Lan hỏi mãi"))
    await place.write(lambda work: supervision.explain(work, by(place, "Hà").act, one.id, "Đã nói với bà Lan"))
    await place.write(lambda work: privacy.erase(work, by(place, "Lan").act))
    (kept,) = await place.read(lambda work: remarks.of(work, one.id))
    assert (kept.text, kept.answer) == ("", "")


async def test_the_second_rejection_waits_for_the_next_dialogue_and_follows_it(place: Office) -> None:
    one = await stands(place, "answered")
    lan = by(place, "Lan")
    for n in range(2):
        await place.write(partial(_again, act=lan.act, opinion=one.id, number=n))
        if n == 0:
            assert await place.read(lambda work: agendas.second(work, one.id)) is None
            for verb in ("take_on", "draft", "release"):
                current = await place.now(one)
                await place.write(lambda work, verb=verb, current=current: moves.move(work, place.act, current, verb))  # type: ignore[misc]
            place.clock.advance(timedelta(minutes=2))
    item = await place.read(lambda work: agendas.second(work, one.id))
    assert item is not None and (item.dialogue, item.mark) == ("", "second")
    assert ["lần thứ hai" in heard.text for heard in await by(place, "Mai").hear()] == [True]
    assert ["lần thứ hai" in heard.text for heard in await by(place, "Tùng").hear()] == [True]
    assert await by(place, "Xa").hear() == []
    await lan.hear()

    async def plan(days: int, unit: str = COMMUNE, audience: str = "") -> dialogues.Planned:
        starts = place.clock.now() + timedelta(days=days)
        plan = dialogues.Plan(unit=unit, starts=starts, place="Nhà văn hóa", chair="Chủ tịch", audience=audience)
        return await place.write(lambda work: dialogues.add(work, place.act, plan))

    await plan(30, NEIGHBOUR)
    await plan(31, audience="Hội viên Hội Nông dân")
    assert await lan.hear() == []
    first = await plan(32)
    later = await plan(60)
    assert ["kiến nghị lần 2" in heard.text for heard in await lan.hear()] == [True]
    assert await place.read(lambda work: agendas.count(work, first.dialogue.id)) == 1
    await place.write(lambda work: dialogues.cancel(work, place.act, first.dialogue.id))
    found = await place.read(lambda work: agenda.dialogue_of(work, one.id))
    assert found is not None and found[1] is not None and found[1].id == later.dialogue.id
    assert ["kiến nghị lần 2" in heard.text for heard in await lan.hear()] == [True]


async def test_the_digest_of_the_front_counts_its_whole_area(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: work.do("UPDATE opinion SET due = 1 WHERE id = :o", o=one.id))
    act = place.act
    for name, told in (("Mai", True), ("Tùng", True), ("Xa", False)):
        person = by(place, name).person
        shown = await place.read(lambda work, person=person: digest.shown(work, act, person, act.at, act.at))  # type: ignore[misc]
        assert (shown is not None) == told
        if shown is not None:
            assert shown.rows[0][0].does[:3] == ("giamsat", "list", "overdue")


def test_numbers_are_masked_and_years_are_not() -> None:
    assert masked("gọi 0912.345.678, +84 912 345 678 hoặc 02093 870 123") == "gọi …, … hoặc …"
    plain = "ngày 20/12/2026, thửa 0123, 05/TB-UBND, 1.000.000.000 đồng"
    assert masked(plain) == plain


async def test_nothing_is_told_twice(place: Office) -> None:
    one = await stands(place)
    await place.write(lambda work: supervision.question(work, by(place, "Mai").act, one.id, one.version, QUESTION))
    asked = await place.read(lambda work: remarks.question(work, one.id))
    assert asked is not None
    timer = await place.read(lambda work: timers.waiting(work, f"question_late:{asked.id}"))
    assert timer is not None
    await by(place, "Bình").hear()
    for _ in range(2):
        await place.write(lambda work: supervision.late(work, place.act, timer))
    assert len(await by(place, "Bình").hear()) == 1
    assert await place.read(lambda work: outbox.is_pending(work, by(place, "Bình").account)) is False


async def test_the_front_finds_by_words_and_not_by_a_number(place: Office) -> None:
    one = await stands(place, text="Đường vào bản hỏng nặng, gọi 0912 345 678")
    for name, number in (("Mai", 0), ("An", 1)):
        assert sum(one.code in heard.text for heard in await by(place, name).say("/tim đường hỏng nặng")) == 1
        assert sum(one.code in heard.text for heard in await by(place, name).say("/tim 0912 345 678")) == number


async def test_one_of_a_group_that_is_sent_back_is_opened_again_alone(place: Office) -> None:
    lead = await stands(place, "answered")
    one = await stands(place, "closed")
    await place.write(lambda work: work.do("UPDATE opinion SET follows = :l WHERE id = :o", l=lead.id, o=one.id))
    kept = await place.write(lambda work: supervision.reconsider(work, by(place, "Mai").act, one.id, one.version, "Chưa xong ở đây"))
    assert (kept.status, kept.follows) == ("reopened", "")
    assert (await place.now(lead)).status == "answered"
