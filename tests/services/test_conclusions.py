"""The conclusion of a dialogue: whole before it leaves, then every author, agency, hamlet and the Front once, whatever is killed."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.domain.act import Act
from bot.domain.conclusions import Conclusion
from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Opinion
from bot.flows.dialogue import concluding as concluding_flow
from bot.notices import concluding as notices
from bot.notices.concluding import Notice
from bot.notices.followups import figures, overdue_in, promised_before
from bot.reports import question_book
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import books, conclusions, dialogues, groups, handling, moves, publishing, ratings, sessions, titles, triage
from bot.services.dialogues import Plan
from bot.talk.incoming import Media
from storage import agendas, answers, attachments, commitments, timers
from storage import conclusions as rows
from storage import dialogues as dialogue_rows
from storage.agendas import Item as Topic
from storage.timers import Timer
from storage.work import Work
from tests.office import AGENCY, COMMUNE, NEIGHBOUR, Heard, Office, do, office

HELPER = f"{COMMUNE}.vhxh"
STARTS = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
DAY = "2027-01-15"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Office]:
    async with office(tmp_path) as one:
        for name in ("Lan", "Cúc", "Dần", "Mão"):
            await one.person(name)
        await one.enrol("An", "officer")
        await one.enrol("Hà", "handler", agency=AGENCY)
        await one.enrol("Bình", "leader")
        await one.enrol("Mai", "front")
        await one.enrol("Tư", "hamlet_head")
        yield one


class Killed(Exception):
    """The process ends before the commit."""


def killed(work: Work, *, act: Act, timer: Timer) -> None:
    publishing.out(work, act, timer)
    raise Killed


async def hush(place: Office) -> None:
    for worker in place.names.values():
        await worker.hear()


async def tick(place: Office, by: timedelta = timedelta()) -> None:
    place.clock.advance(by)
    await Timers(place.database, place.province, place.mint, KINDS, lambda: None).tick(place.clock.now())


async def session(place: Office, texts: dict[str, str]) -> tuple[Dialogue, dict[str, Opinion]]:
    """A dialogue that was held, with an opinion of each of these on its agenda."""
    plan = Plan(unit=COMMUNE, starts=STARTS, place="Nhà văn hóa xã", chair="Chủ tịch UBND xã")
    held = (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue
    found = {name: await place.opinion(place.names[name], text) for name, text in texts.items()}

    def hear(work: Work) -> None:
        for nth, one in enumerate(found.values(), 1):
            moves.edit(work, place.act, one, "hear", dialogue=held.id)
            agendas.add(work, Topic(opinion=one.id, unit=COMMUNE, dialogue=held.id, mark="", no=nth), place.clock.now())

    await place.write(hear)
    for one in found.values():
        await do(place, "An", triage.classify, one, "giao_thong")
        await do(place, "An", triage.accept, one)
    place.clock.advance(STARTS - place.clock.now() + timedelta(hours=3))
    act = place.names["An"].act
    await place.write(lambda work: sessions.run(work, act, held.id, "begin"))
    await place.write(lambda work: sessions.run(work, act, held.id, "end"))
    await hush(place)
    return held, found


async def begun(place: Office, held: Dialogue) -> Conclusion:
    act = place.names["An"].act
    return await place.write(lambda work: conclusions.begin(work, act, held.id))


async def put(place: Office, held: Dialogue, one: Opinion, **changes: str | tuple[str, ...]) -> None:
    drawn = await begun(place, held)
    act = place.names["An"].act
    named = {"content": f"Việc {one.code}.", **changes}
    await place.write(lambda work: conclusions.put(work, act, drawn.id, one.id, **named))


async def sign(place: Office, held: Dialogue) -> Conclusion:
    """The head and the signed paper, all of it on our disk."""
    one = await begun(place, held)
    act = place.names["An"].act
    told = {"number": "5", "day": place.act.today.isoformat(), "signer": "Chủ tịch Nguyễn Văn Bình"}
    await place.write(lambda work: conclusions.write_head(work, act, one.id, **told))
    media = (Media(kind="document", ref="f", name="a.pdf", mime="application/pdf", size=9),)
    await place.write(lambda work: conclusions.attach(work, act, one.id, media))
    file = (await place.read(lambda work: attachments.of(work, one.id)))[0]
    await place.write(lambda work: attachments.kept(work, file.id, path="a.pdf", sha="ab" * 32, size=9, mime="application/pdf"))
    return await begun(place, held)


async def publish(place: Office, held: Dialogue) -> Conclusion:
    one = await begun(place, held)
    act = place.names["Bình"].act
    return await place.write(lambda work: publishing.publish(work, act, one.id, one.version))


async def whole(place: Office) -> tuple[Dialogue, dict[str, Opinion]]:
    """A conclusion with one of each kind, ready to be published."""
    held, found = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Kênh vỡ", "Dần": "Trạm y tế", "Mão": "Chợ xã"})
    await put(place, held, found["Lan"], kind="explained", words="Đã bố trí vốn.")
    await put(place, held, found["Cúc"], kind="promised", words="Xã sẽ xây lại.", lead=AGENCY, day=DAY)
    await put(place, held, found["Dần"], kind="assigned", words="Kiểm tra, sửa mái.", lead=AGENCY, day=DAY)
    await put(place, held, found["Mão"], kind="reason", reason="not_reached")
    await sign(place, held)
    return held, found


async def heard(place: Office, name: str) -> list[Heard]:
    return await place.names[name].hear()


async def refused(place: Office, held: Dialogue) -> RuleBroken:
    with pytest.raises(RuleBroken) as broken:
        await publish(place, held)
    return broken.value


async def test_nothing_leaves_before_every_opinion_has_a_line(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Kênh vỡ"})
    assert (await refused(place, held)).facts == {"part": "number"}
    one = await sign(place, held)
    assert (await refused(place, held)).facts == {"n": 2}
    lacking = await place.read(lambda work: conclusions.missing(work, place.act, one))
    assert [(each.opinion.id, each.lack) for each in lacking] == [(found["Lan"].id, "item"), (found["Cúc"].id, "item")]
    await put(place, held, found["Lan"], kind="assigned")
    await put(place, held, found["Cúc"], kind="reason", reason="not_reached")
    lacking = await place.read(lambda work: conclusions.missing(work, place.act, one))
    assert [each.lack for each in lacking] == ["words"]
    await put(place, held, found["Lan"], words="Sửa cầu.", lead=AGENCY, day=DAY)
    assert (await publish(place, held)).state == "leaving"
    for name in place.names:
        assert await heard(place, name) == []


async def test_what_the_public_reads_has_a_name_that_an_official_gave(place: Office) -> None:
    """What a citizen wrote may name anyone: it is never proposed; a title is, also one that came later; a number is masked."""
    held, found = await session(place, {"Lan": "Ông Páo thôn Nà Làng: đường hỏng", "Cúc": "Ông Seo lấn kênh"})
    one, act = await sign(place, held), place.names["An"].act
    for name, changes in (("Lan", ("done", "Đã sửa")), ("Cúc", ("explained", "Đã nêu rõ"))):
        opinion = found[name].id
        await place.write(partial(conclusions.put, act=act, conclusion=one.id, opinion=opinion, kind=changes[0], words=changes[1]))
    lacking = await place.read(lambda work: conclusions.missing(work, place.act, one))
    assert [each.lack for each in lacking] == ["content", "content"]
    assert (await refused(place, held)).facts == {"n": 2}
    draft = await place.read(lambda work: notices.text(work, place.act, Notice(dialogue=held, conclusion=one)))
    assert not any(raw in repr(draft) for raw in ("Páo", "Seo"))
    await do(place, "An", titles.retitle, found["Lan"], "Đường vào thôn")
    await put(place, held, found["Cúc"], content="Lấn kênh, gọi 0912345678")
    assert (await publish(place, held)).state == "leaving"
    await tick(place, timedelta(minutes=2))
    text = (await heard(place, "Tư"))[0].text
    assert "1. Đường vào thôn. Kết luận: Đã sửa." in text and "2. Lấn kênh, gọi … Kết luận: Đã nêu rõ." in text
    assert not any(raw in text for raw in ("Páo", "Seo", "0912345678"))


async def test_what_ended_otherwise_needs_no_line_and_is_not_read_out(place: Office) -> None:
    """A denunciation that is recognised late: its words go from the draft, nothing of it leaves, and it holds nothing up."""
    held, found = await whole(place)
    await do(place, "An", triage.divert, found["Lan"])
    one = await begun(place, held)
    item = await place.read(lambda work: rows.item(work, one.id, found["Lan"].id))
    assert item is not None and (item.content, item.words) == ("", "")
    assert len(await place.read(lambda work: rows.counted(work, held.id))) == 3
    draft = await place.read(lambda work: notices.text(work, place.act, Notice(dialogue=held, conclusion=one)))
    assert found["Lan"].code not in repr(draft) and found["Cúc"].code in repr(draft)
    assert (await publish(place, held)).state == "leaving"
    await tick(place, timedelta(minutes=2))
    assert "1. Việc" in (text := (await heard(place, "Tư"))[0].text) and found["Lan"].code not in text


async def test_everyone_hears_their_own_once(place: Office) -> None:
    held, found = await whole(place)
    await publish(place, held)
    await tick(place, timedelta(seconds=59))
    assert all([await heard(place, name) == [] for name in place.names])
    await tick(place, timedelta(seconds=2))
    lan, cuc, dan, mao = [await heard(place, name) for name in ("Lan", "Cúc", "Dần", "Mão")]
    assert [len(each) for each in (lan, cuc, dan, mao)] == [1, 1, 1, 1]
    assert found["Lan"].code in lan[0].text and "05/TB-UBND" in lan[0].text and lan[0].buttons[0] == "Hài lòng"
    assert "hẹn xong thứ Sáu, 15/01/2027" in cuc[0].text and cuc[0].buttons[0] == "Hài lòng"
    assert "chủ trì giải quyết, hạn thứ Sáu, 15/01/2027" in dan[0].text
    assert "Chưa đến lượt tại hội nghị" in mao[0].text
    tasks, text, front = [await heard(place, name) for name in ("Hà", "Tư", "Mai")]
    assert len(tasks) == 1 and "được giao 2 nội dung" in tasks[0].text
    assert len(text) == 1 and text[0].files == 2 and f"4. Việc {found['Mão'].code}. Chưa" in text[0].text
    assert not any(raw in text[0].text for raw in ("Cầu hỏng", "Kênh vỡ", "Trạm y tế", "Chợ xã"))
    assert [one.text for one in front] == [one.text for one in text]
    await tick(place, timedelta(hours=1))
    assert all([await heard(place, name) == [] for name in ("Lan", "Cúc", "Dần", "Mão", "Hà", "Tư", "Mai")])
    dialogue = await place.read(lambda work: dialogue_rows.get(work, held.id))
    assert dialogue is not None and dialogue.phase == "followed"


async def test_the_opinions_move_by_the_ordinary_table(place: Office) -> None:
    held, found = await whole(place)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    now = {name: await place.now(one) for name, one in found.items()}
    assert {name: (one.status, one.outcome, one.lead) for name, one in now.items()} == {
        "Lan": ("answered", "explained", AGENCY), "Cúc": ("answered", "scheduled", AGENCY), "Dần": ("assigned", "", AGENCY),
        "Mão": ("accepted", "", ""),
    }  # fmt: skip
    given = await place.read(lambda work: answers.answered(work, found["Lan"].id, 0))
    assert given is not None and (given.document, given.text) == ("05/TB-UBND", "Đã bố trí vốn.")
    owed = await place.read(lambda work: commitments.of(work, found["Cúc"].id, 0))
    assert owed is not None and owed.day == date.fromisoformat(DAY)
    assert now["Dần"].due is not None and now["Dần"].due.date() == date.fromisoformat(DAY)


async def test_those_who_follow_hear_under_their_own_code(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Cầu hỏng quá"})
    await do(place, "An", groups.join, found["Cúc"], found["Lan"].id)
    await put(place, held, found["Lan"], kind="promised", words="Xã sẽ làm.", lead=AGENCY, day=DAY)
    await sign(place, held)
    await hush(place)
    one = await begun(place, held)
    assert await place.read(lambda work: conclusions.missing(work, place.act, one)) == []
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    for name in ("Lan", "Cúc"):
        told = await heard(place, name)
        assert len(told) == 1 and found[name].code in told[0].text and "Hài lòng" in told[0].buttons
    assert (await place.now(found["Cúc"])).status == "answered"


async def test_who_follows_what_stands_on_no_topic_hears_too(place: Office) -> None:
    """Whoever was not sent for the dialogue goes with the one it follows, on the agenda or not."""
    held, found = await session(place, {"Lan": "Cầu hỏng"})
    await place.write(lambda work: agendas.drop(work, found["Lan"].id, held.id))
    other = await place.opinion(place.names["Cúc"], "Cầu hỏng quá")
    await do(place, "An", triage.classify, other, "giao_thong")
    await do(place, "An", triage.accept, other)
    await do(place, "An", groups.join, other, found["Lan"].id)
    await put(place, held, found["Lan"], kind="explained", words="Đã bố trí vốn.")
    await sign(place, held)
    place.clock.advance(timedelta(minutes=2))
    await hush(place)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    told = await heard(place, "Cúc")
    assert (await place.now(other)).status == "answered"
    assert len(told) == 1 and other.code in told[0].text and "Đã bố trí vốn." in told[0].text


async def test_what_may_be_a_complaint_about_the_unit_is_not_shown_to_it(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng"})
    await place.opinion(place.names["Cúc"], "Cán bộ nhận tiền", contested="denunciation", dialogue=held.id)
    one = await begun(place, held)
    lacking = await place.read(lambda work: conclusions.missing(work, place.act, one))
    assert [each.opinion.id for each in lacking] == [found["Lan"].id]


async def test_the_list_of_what_is_missing_ends(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    held, _ = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Kênh vỡ", "Dần": "Trạm y tế", "Mão": "Chợ xã"})
    notice = Notice(dialogue=held, conclusion=await begun(place, held))
    monkeypatch.setattr(concluding_flow, "_PAGE", 3)
    pages = [await place.read(partial(concluding_flow._lacking, act=place.act, notice=notice, page=page)) for page in (0, 1)]
    assert ["official-next" in repr(one) for one in pages] == [True, False]


async def test_it_can_be_called_back_for_a_moment(place: Office) -> None:
    held, _ = await whole(place)
    one = await publish(place, held)
    act = place.names["Bình"].act
    back = await place.write(lambda work: publishing.undo(work, act, one.id))
    assert back.state == "draft"
    await tick(place, timedelta(hours=1))
    assert all([await heard(place, name) == [] for name in place.names])
    one = await publish(place, held)
    place.clock.advance(timedelta(minutes=2))
    act = place.names["Bình"].act
    with pytest.raises(RuleBroken, match="undo_late"):
        await place.write(lambda work: publishing.undo(work, act, one.id))


async def test_what_went_its_own_way_is_not_forced(place: Office) -> None:
    held, found = await whole(place)
    await do(place, "An", triage.refuse, found["Dần"], "outside_scope")
    await publish(place, held)
    place.clock.advance(timedelta(minutes=2))
    await hush(place)
    await tick(place)
    assert (await place.now(found["Dần"])).status == "refused"
    assert await heard(place, "Dần") == []
    item = await place.read(lambda work: rows.line_of(work, found["Dần"].id))
    assert item is not None and item[1].reason == "refused"
    assert "được giao 1 nội dung" in (await heard(place, "Hà"))[0].text


@pytest.mark.parametrize("page", [1, 2, 40])
async def test_nobody_is_told_twice_whatever_the_pages(place: Office, page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PAGE", page)
    monkeypatch.setattr(publishing, "_TOPICS", page)
    held, _ = await whole(place)
    await publish(place, held)
    place.clock.advance(timedelta(minutes=2))
    for _ in range(40):  # every page is taken, and then taken once more as if its end had not been noted
        waiting = [one for one in await place.read(lambda work: timers.due(work, place.clock.now())) if one.kind == publishing.OUT]
        for timer in waiting:
            with pytest.raises(Killed):
                await place.write(partial(killed, act=place.act, timer=timer))
        await tick(place)
        if not waiting:
            break
    assert [len(await heard(place, name)) for name in ("Lan", "Cúc", "Dần", "Mão", "Hà", "Tư", "Mai")] == [1] * 7


async def test_the_missing_conclusion_is_remembered_until_it_is_out(place: Office) -> None:
    held, _ = await session(place, {"Lan": "Cầu hỏng"})
    days: list[tuple[str, date]] = []
    for _ in range(24 * 12):
        await tick(place, timedelta(hours=1))
        now = (place.clock.now() + timedelta(hours=7)).date()
        for name in ("An", "Bình"):
            days += [(name, now) for one in await heard(place, name) if "thông báo kết luận" in one.text]
    assert days == [
        ("An", date(2026, 12, 17)), ("An", date(2026, 12, 23)), ("Bình", date(2026, 12, 23)), ("An", date(2026, 12, 24)),
        ("Bình", date(2026, 12, 24)),
    ]  # fmt: skip
    assert held.phase != "concluded"


async def test_publishing_ends_the_reminders(place: Office) -> None:
    held, _ = await whole(place)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    await hush(place)
    for _ in range(24 * 12):
        await tick(place, timedelta(hours=1))
        for name in ("An", "Bình"):
            assert not any("thông báo kết luận" in one.text for one in await heard(place, name))


async def test_it_is_settled_when_nothing_is_open(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng"})
    await put(place, held, found["Lan"], kind="done", words="Đã sửa xong.")
    await sign(place, held)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    counted = await place.read(lambda work: figures(work, place.act, held))
    assert (counted.opinions, counted.resolved) == (1, 1)
    act = place.names["Lan"].act
    await place.write(lambda work: ratings.satisfied(work, act, found["Lan"].id, 0))
    for _ in range(48):
        await tick(place, timedelta(hours=1))
    dialogue = await place.read(lambda work: dialogue_rows.get(work, held.id))
    assert dialogue is not None and dialogue.phase == "settled"


async def test_what_belongs_to_another_authority_does_not_keep_a_dialogue_open(place: Office) -> None:
    held, found = await session(place, {"Lan": "Quốc lộ hỏng"})
    await put(place, held, found["Lan"], kind="assigned", words="Xem xét.", lead=AGENCY, day=DAY)
    await sign(place, held)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    await do(place, "Hà", handling.take_on, found["Lan"])
    reply = handling.Reply(id=place.mint.id(), text="Đường do trung ương quản lý.", outcome="not_ours", document="12/UBND")
    await do(place, "Hà", handling.draft, found["Lan"], reply)
    await do(place, "Bình", handling.release, found["Lan"])
    for _ in range(48):
        await tick(place, timedelta(hours=1))
    waits = await place.read(lambda work: dialogue_rows.get(work, held.id))
    assert waits is not None and waits.phase == "followed"  # its author may still say a word
    act = place.names["Lan"].act
    await place.write(lambda work: ratings.satisfied(work, act, found["Lan"].id, 0))
    for _ in range(96):
        await tick(place, timedelta(hours=1))
    dialogue = await place.read(lambda work: dialogue_rows.get(work, held.id))
    counted = await place.read(lambda work: figures(work, place.act, held))
    assert dialogue is not None and dialogue.phase == "settled" and counted.resolved == 0


async def test_only_the_leader_publishes_and_only_whoever_runs_it_draws_it_up(place: Office) -> None:
    held, found = await whole(place)
    one = await begun(place, held)
    await place.enrol("Xa", "leader", NEIGHBOUR)
    await place.enrol("Sở", "officer", NEIGHBOUR)
    for name, code in (("An", "not_yours"), ("Xa", "not_yours"), ("Hà", "not_yours"), ("Mai", "not_yours"), ("Lan", "not_yours")):
        act = place.names[name].act
        with pytest.raises(RuleBroken, match=code):
            await place.write(partial(publishing.publish, act=act, conclusion=one.id, version=one.version))
    for name in ("Sở", "Hà", "Mai", "Tư", "Lan"):
        act = place.names[name].act
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(partial(conclusions.put, act=act, conclusion=one.id, opinion=found["Lan"].id, words="Khác"))
    act = place.names["Bình"].act
    with pytest.raises(RuleBroken, match="conclusion_moved"):
        await place.write(partial(publishing.publish, act=act, conclusion=one.id, version=one.version - 1))
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(partial(publishing.publish, act=act, conclusion="x", version=1))


async def test_what_cannot_be_concluded_is_refused(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng"})
    one, act = await begun(place, held), place.names["An"].act
    outside = await place.opinion(place.names["Cúc"])
    for changes, code in (
        ({"kind": "forced"}, "not_found"), ({"reason": "lazy"}, "not_found"), ({"lead": f"{NEIGHBOUR}.kinh_te"}, "not_found"),
        ({"supporting": ("nobody",)}, "not_found"), ({"day": "2026-12-01"}, "due_past"), ({"words": ""}, "words_needed"),
        ({"words": "x" * 20_000}, "words_long"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken, match=code):
            await place.write(partial(conclusions.put, act=act, conclusion=one.id, opinion=found["Lan"].id, **changes))
    with pytest.raises(RuleBroken, match="not_found"):
        await place.write(partial(conclusions.put, act=act, conclusion=one.id, opinion=outside.id, words="Khác"))
    tomorrow = (place.act.today + timedelta(days=1)).isoformat()
    with pytest.raises(RuleBroken, match="conclusion_day"):
        await place.write(partial(conclusions.write_head, act=act, conclusion=one.id, day=tomorrow))


async def test_what_was_taken_on_goes_to_the_agency_of_the_conclusion(place: Office) -> None:
    held, found = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Chợ bẩn"})
    due = place.act.today + timedelta(days=9)
    for name in found:
        await do(place, "An", triage.assign, found[name], agency=AGENCY, due=due)
        await do(place, "Hà", handling.take_on, found[name])
    await put(place, held, found["Lan"], kind="assigned", words="Giao Công an.", lead=f"{COMMUNE}.cong_an", day=DAY)
    await put(place, held, found["Cúc"], kind="assigned", words="Làm tiếp.", lead=AGENCY, day=DAY)
    await sign(place, held)
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    moved, stays = await place.now(found["Lan"]), await place.now(found["Cúc"])
    assert (moved.status, moved.lead, moved.handler) == ("assigned", f"{COMMUNE}.cong_an", "")
    assert (stays.status, stays.lead, stays.handler) == ("in_progress", AGENCY, place.names["Hà"].person)
    assert stays.due is not None and stays.due.date() == date.fromisoformat(DAY)


async def test_an_opinion_that_comes_in_the_last_moment_holds_it_up(place: Office) -> None:
    held, _ = await whole(place)
    await publish(place, held)
    late = await place.opinion(place.names["Lan"], "Thêm một việc nữa")
    await place.write(lambda work: moves.edit(work, place.act, late, "hear", dialogue=held.id))
    await hush(place)
    await tick(place, timedelta(minutes=2))
    assert (await begun(place, held)).state == "draft"
    assert [await heard(place, name) for name in ("Cúc", "Dần", "Hà", "Tư", "Mai")] == [[]] * 5
    assert "vừa có thêm ý kiến" in (await heard(place, "Bình"))[0].text


@pytest.mark.parametrize("seed", range(6))
async def test_every_opinion_of_a_dialogue_finds_exactly_one_line(place: Office, seed: int) -> None:
    """Whatever was grouped, withdrawn, answered or given a reason before: one line each, nobody told twice, the untold have a reason."""
    chance = random.Random(seed)
    held, found = await session(place, {"Lan": "Cầu hỏng", "Cúc": "Kênh vỡ", "Dần": "Trạm y tế", "Mão": "Chợ xã"})
    names = list(found)
    for name in names[1:]:
        if chance.random() < 0.5:
            with suppress(RuleBroken):
                await do(place, "An", groups.join, found[name], found[chance.choice(names)].id)
        elif chance.random() < 0.3:
            await do(place, "An", triage.refuse, found[name], "in_court")
    place.clock.advance(timedelta(minutes=2))
    await begun(place, held)
    await sign(place, held)
    while lacking := await place.read(partial(_lacking, place=place, dialogue=held.id)):
        one = lacking[0]
        match chance.choice(["explained", "promised", "assigned", "reason"]):
            case "explained":
                await put(place, held, one, kind="explained", words="Đã nêu tại hội nghị.")
            case "reason":
                await put(place, held, one, kind="reason", reason="not_reached")
            case kind:
                await put(place, held, one, kind=kind, words="Xã sẽ làm.", lead=AGENCY, day=DAY)
    await hush(place)
    drawn = await publish(place, held)
    await tick(place, timedelta(minutes=2))
    lines = dict(await place.read(lambda work: rows.lines_after(work, drawn.id, "", 99)))
    assert set(lines) == {each.id for each in found.values()}
    for name, opinion in found.items():
        now = await place.now(opinion)
        told = [each for each in await heard(place, name) if "có kết luận" in each.text]
        assert len(told) == (now.status != "refused")
        line = await place.read(partial(rows.item, conclusion=drawn.id, opinion=lines[opinion.id]))
        assert line is not None or now.status == "refused"


def _lacking(work: Work, *, place: Office, dialogue: str) -> list[Opinion]:
    one = rows.of(work, dialogue)
    assert one is not None
    return [each.opinion for each in conclusions.missing(work, place.act, one)]


async def test_the_next_dialogue_opens_with_what_this_one_promised(place: Office) -> None:
    held, found = await whole(place)
    following = replace(held, id="next", starts=held.starts + timedelta(days=200))
    assert await place.read(lambda work: promised_before(work, place.act, following)) == []
    await publish(place, held)
    await tick(place, timedelta(minutes=2))
    owed = await place.read(lambda work: promised_before(work, place.act, following))
    assert [(one.opinion.id, one.state, one.agency, one.day) for one in owed] == [
        (found["Cúc"].id, "scheduled", AGENCY, DAY), (found["Dần"].id, "working", AGENCY, DAY)
    ]  # fmt: skip
    place.clock.advance(timedelta(days=60))
    owed = await place.read(lambda work: promised_before(work, place.act, following))
    assert [one.state for one in owed] == ["overdue", "overdue"]
    assert await place.read(lambda work: overdue_in(work, place.act, COMMUNE)) == 2
    plan = Plan(unit=COMMUNE, starts=place.clock.now() + timedelta(days=20), place="Nhà văn hóa", chair="Chủ tịch")
    again = (await place.write(lambda work: dialogues.add(work, place.act, plan))).dialogue
    _, book, _ = await place.read(lambda work: books.newest(work, place.act, again.id))
    made = question_book.paper(book, again, place.province, layout="state", names={found["Cúc"].id: "Xây lại bờ mương"})
    opened = made.body[1]
    assert opened.title.startswith("VIỆC ĐÃ HỨA, ĐÃ GIAO")
    assert ["Xây lại bờ mương" in line and "quá hạn" in line for line in opened.lines] == [True, False]
    assert "quá hạn" in opened.lines[1]
