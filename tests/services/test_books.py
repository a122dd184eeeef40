"""Versions of the question book: by the calendar, by the clerk's hand, told once, without identity, wiped with their authors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.domain.dialogues import Dialogue
from bot.domain.errors import RuleBroken
from bot.domain.opinions import Answer, Opinion
from bot.domain.people import Grant
from bot.notices import leaders, questions
from bot.reports import kinds
from bot.scheduler.kinds import KINDS
from bot.scheduler.timers import Timers
from bot.services import books, dialogues, privacy, wiping
from bot.talk.incoming import Media
from storage import agendas, answers, attachments, grants, journal, transcripts
from storage import books as rows
from storage import dialogues as dialogue_rows
from storage.agendas import Item
from storage.books import Book
from storage.transcripts import Transcript
from storage.work import Work
from tests.reports.papers import lines, part
from tests.scheduler.stage import COMMUNE, NEIGHBOUR, PROVINCE, START, Stage, plan, stage

STARTS = START + timedelta(days=20)


@pytest_asyncio.fixture
async def place(tmp_path: Path) -> AsyncIterator[Stage]:
    async with stage(tmp_path) as one:
        await one.official("An")
        await one.official("Bí thư", "leader")
        await one.citizen("Lan")
        yield one


async def add(place: Stage, days: float = 20, **more: object) -> Dialogue:
    act = place.act
    return (await place.write(lambda work: dialogues.add(work, act, plan(START + timedelta(days=days), **more)))).dialogue  # type: ignore[arg-type]


async def tick(place: Stage, days: float) -> None:
    """Everything that is due by then happens."""
    place.clock.advance(START + timedelta(days=days) - place.clock.now())
    timers = Timers(place.database, place.province, place.mint, KINDS, lambda: None)
    while await timers.tick(place.clock.now()):
        pass


async def topic(place: Stage, dialogue: Dialogue, one: Opinion, no: int = 0, *, second: bool = False) -> None:
    item = Item(opinion=one.id, unit=dialogue.unit, dialogue=dialogue.id, mark="second" if second else "", no=no)
    await place.write(lambda work: agendas.add(work, item, place.clock.now()))


async def speak(place: Stage, one: Opinion) -> None:
    media = Media(kind="voice", ref="v", size=9)
    given = {"id": place.mint.id(), "owner": one.id, "account": "a", "channel": "telegram", "media": media, "at": place.clock.now()}
    await place.write(lambda work: attachments.add(work, **given))  # type: ignore[arg-type]


async def last(place: Stage, dialogue: Dialogue) -> Book:
    def look(work: Work) -> Book | None:
        version = rows.last(work, dialogue.id)
        return rows.get(work, version.id) if version else None

    found = await place.read(look)
    assert found is not None
    return found


async def close(place: Stage, who: str, dialogue: Dialogue, agreed: int = 0) -> Dialogue:
    act = replace(place.act, person=place.people.get(who, who))
    return await place.write(lambda work: books.close(work, act, dialogue.id, agreed=agreed))


async def test_the_days_of_the_rules_make_numbered_versions_with_an_addendum(place: Stage) -> None:
    one = await add(place)
    lan = place.people["Lan"]
    road = await place.opinion(lan, one.id, field="giao_thong", text="Đường vào thôn Nà Hái hỏng", title="Đường Nà Hái")
    await topic(place, one, road, 1)
    power = await place.opinion(lan, one.id, field="dien", text="Điện yếu vào buổi tối quạt không chạy, gọi 0912 345 678")
    await tick(place, 14.9)
    assert await place.read(lambda work: rows.last(work, one.id)) is None
    await tick(place, 15)
    first = await last(place, one)
    assert (first.version.no, first.version.final) == (1, False)
    assert [(row.no, row.opinion, row.loose, row.voices, row.changes) for row in first.rows] == [
        (1, road.id, False, 1, ()), (2, power.id, True, 1, ()),
    ]  # fmt: skip
    assert (first.rows[0].agency, first.rows[0].power) == (f"{COMMUNE}.kinh_te", "commune")
    later = await place.opinion(lan, one.id, field="y_te", text="Trạm y tế thiếu thuốc hạ sốt")
    await place.opinion(await place.citizen("Mai"), one.id, field="giao_thong", text="", follows=road.id, supporter=True)
    await tick(place, 19)
    second = await last(place, one)
    assert second.version.no == 2
    assert [(row.no, row.opinion, row.voices, row.changes) for row in second.rows] == [
        (1, road.id, 2, ("voices",)), (2, power.id, 1, ()), (3, later.id, 1, ("new",)),
    ]  # fmt: skip
    told = await place.told("book:")
    assert sorted(told) == sorted(f"book:{book.version.id}:day:{place.people[who]}" for book in (first, second) for who in ("An", "Bí thư"))
    assert all(len(shown.files) == 1 for shown, _, _ in told.values())
    kept = await place.read(lambda work: rows.get(work, first.version.id))
    assert kept == first and "345" not in str(kept)
    written = lines(part(await drawn(place, second)))
    assert "PHỤ LỤC BỔ SUNG (so với bản số 1)" in written and "Nội dung số 1 có thay đổi, xem Phụ lục bổ sung." in written
    at = written.index("PHỤ LỤC BỔ SUNG (so với bản số 1)")
    assert any("Điện yếu" in text for text in written[:at]) and any("thiếu thuốc" in text for text in written[at:])
    assert sum("Đường vào thôn Nà Hái hỏng" in text for text in written) == 1


async def drawn(place: Stage, book: Book, agency: str = "", layout: str = "state") -> bytes:
    args = {"version": book.version.id, "agency": agency, "layout": layout}
    draw = await place.read(lambda work: kinds.MAKERS["book"](work, place.act, args))
    return draw()


async def test_nothing_new_makes_no_version_and_tells_nobody(place: Stage) -> None:
    one = await add(place)
    await tick(place, 15)
    assert await place.read(lambda work: rows.last(work, one.id)) is None and await place.told("book:") == {}
    await place.opinion(place.people["Lan"], one.id, field="dien")
    await tick(place, 19)
    assert (await last(place, one)).version.no == 1
    assert await place.write(lambda work: books.freeze(work, place.act, one)) is None


async def test_a_moved_or_cancelled_dialogue_makes_its_versions_on_its_new_days(place: Stage) -> None:
    one = await add(place)
    await place.opinion(place.people["Lan"], one.id)
    gone = await add(place, 21, unit=NEIGHBOUR)
    await place.opinion(place.people["Lan"], gone.id, unit=NEIGHBOUR)
    act = place.act
    await place.write(lambda work: dialogues.move(work, act, one.id, starts=STARTS + timedelta(days=10)))
    await place.write(lambda work: dialogues.cancel(work, act, gone.id))
    await tick(place, 20)
    assert await place.read(lambda work: (rows.last(work, one.id), rows.last(work, gone.id))) == (None, None)
    await tick(place, 25)
    assert (await last(place, one)).version.no == 1


async def test_the_clerk_closes_the_book_after_a_yes_to_what_is_ungrouped(place: Stage) -> None:
    one = await add(place)
    lan = place.people["Lan"]
    await topic(place, one, await place.opinion(lan, one.id, field="dien"), 1)
    await place.opinion(lan, one.id, text="Một việc khác hẳn")
    for agreed in (0, 2):
        with pytest.raises(RuleBroken) as broken:
            await close(place, "An", one, agreed)
        assert (broken.value.code, broken.value.facts) == ("book_loose", {"n": 1})
    kept = await close(place, "An", one, 1)
    assert kept.phase == "frozen"
    book = await last(place, one)
    assert (book.version.no, book.version.final) == (1, True)
    assert list(await place.told("book:")) == [f"book:{book.version.id}:final:{place.people['Bí thư']}"]  # nobody hears of their own act
    with pytest.raises(RuleBroken, match="dialogue_phase"):
        await close(place, "An", one, 1)
    entry = await place.read(lambda work: [(one.verb, one.facts.get("loose")) for one in journal.of(work, kept.id)][-2:])
    assert entry == [("dialogue.freeze", "1"), ("dialogue.book", None)]


async def test_a_book_closed_without_anything_new_is_its_last_version(place: Stage) -> None:
    one = await add(place)
    await topic(place, one, await place.opinion(place.people["Lan"], one.id, field="dien"), 1)
    await tick(place, 15)
    await close(place, "An", one)
    book = await last(place, one)
    assert (book.version.no, book.version.final) == (1, True)
    told = await place.told("book:")
    assert [key.split(":")[2] for key in told] == ["day", "day", "final"]


@pytest.mark.parametrize(
    ("name", "role", "unit", "agency"),
    [
        ("Lan", "", "", ""), ("Hà", "handler", COMMUNE, f"{COMMUNE}.kinh_te"), ("Khánh", "officer", NEIGHBOUR, ""),
        ("Tỉnh", "leader", PROVINCE, ""), ("Mặt trận", "front", COMMUNE, ""),
    ],
)  # fmt: skip
async def test_nobody_else_closes_it(place: Stage, name: str, role: str, unit: str, agency: str) -> None:
    one = await add(place)
    if role:
        await place.official(name, role, unit, agency)  # type: ignore[arg-type]
    for act in (books.close, books.make, books.look):
        with pytest.raises(RuleBroken, match="not_yours"):
            await place.write(lambda work, act=act: act(work, replace(place.act, person=place.people[name]), one.id))  # type: ignore[misc]
    with pytest.raises(RuleBroken, match="not_found"):
        await close(place, "An", replace(one, id="x"))


async def test_a_voice_waits_until_its_words_are_written_down(place: Stage) -> None:
    one = await add(place)
    voice = await place.opinion(place.people["Lan"], one.id, field="nuoc", text="")
    await speak(place, voice)
    await topic(place, one, voice, 1)
    await tick(place, 15)
    book = await last(place, one)
    assert (book.rows, book.waiting) == ((), (voice.code,))
    assert f"Còn 1 ý kiến gửi bằng ghi âm chưa ghi lại lời, mã: {voice.code}." in lines(part(await drawn(place, book)))
    heard = Transcript(opinion=voice.id, text="Nước sinh hoạt đục", author=place.people["An"], at=place.clock.now())
    await place.write(lambda work: transcripts.keep(work, heard))
    await tick(place, 19)
    book = await last(place, one)
    assert [(row.words, row.spoken, row.changes) for row in book.rows] == [("Nước sinh hoạt đục", True, ("new",))]
    assert book.waiting == ()


async def test_what_its_author_denied_to_be_a_complaint_is_not_shown_to_the_unit_it_may_be_about(place: Stage) -> None:
    one = await add(place)
    await place.opinion(place.people["Lan"], one.id, contested="denunciation", desk=PROVINCE, text="Cán bộ xã nhận tiền")
    live = await place.read(lambda work: questions.live(work, place.act, one))
    assert live.rows == () and len(live.out) == 1
    await place.opinion(place.people["Lan"], one.id, contested="denunciation", desk=COMMUNE)
    assert len((await place.read(lambda work: questions.live(work, place.act, one))).rows) == 1


async def test_words_go_with_their_author_and_nothing_names_anyone(place: Stage) -> None:
    one = await add(place)
    mai = await place.citizen("Mai Thị Canary")
    road = await place.opinion(mai, one.id, field="giao_thong", text="Canary đường hỏng", title="Canary", account="acc-canary")
    await topic(place, one, road, 1)
    await tick(place, 15)
    book = await last(place, one)
    stored = await place.read(lambda work: work.all("SELECT facts, words FROM book_row"))
    assert mai not in str(stored) and "acc-canary" not in str(stored)

    def erase(work: Work) -> None:
        for opinion in (road.id,):
            wiping.forget_words(work, opinion)

    await place.write(erase)
    kept = await place.read(lambda work: rows.get(work, book.version.id))
    assert kept is not None and kept.rows[0].wiped and "Canary" not in str(kept)
    assert "(Nội dung đã xóa theo quy định)" in lines(part(await drawn(place, book)))
    await place.write(lambda work: privacy.blank(work, mai))
    assert "Canary" not in str(await place.read(lambda work: work.all("SELECT facts, words FROM book_row")))


async def test_the_same_matter_in_three_dialogues_goes_upward_once(place: Stage) -> None:
    await place.official("Bí thư tỉnh", "leader", PROVINCE)
    text = "Đường vào thôn Nà Hái hỏng nặng mưa là lầy lội"
    for days in (3, 6):
        past = await add(place, days)
        await place.opinion(place.people["Lan"], past.id, field="giao_thong", text=text)
        await tick(place, days + 1)
    one = await add(place)
    again = await place.opinion(await place.citizen("Mai"), one.id, field="giao_thong", text=f"{text} quá")
    await place.opinion(place.people["Lan"], one.id, field="dien", text=text)
    await tick(place, 15)
    await place.opinion(place.people["Lan"], one.id, field="dien", text="Một việc khác hẳn, mới gửi")
    await tick(place, 19)
    book = await last(place, one)
    assert [(row.recurring, len(row.heard)) for row in book.rows if row.opinion == again.id] == [(True, 2)]
    assert [row.recurring for row in book.rows if row.opinion != again.id] == [False, False]
    told = await place.told("recurring:")
    assert list(told) == [f"recurring:{again.id}:{place.people['Bí thư tỉnh']}"]
    assert "Nà Hái" not in str(told)
    phase = await place.read(lambda work: dialogue_rows.get(work, one.id))
    assert phase is not None and phase.phase == "intake"


async def test_a_second_time_counts_though_its_own_dialogue_was_another(place: Stage) -> None:
    past = await add(place, 3)
    old = await place.opinion(place.people["Lan"], past.id, field="dien", text="Điện yếu vào buổi tối ở thôn Bản Cuôn")
    await tick(place, 4)
    one = await add(place)
    await topic(place, one, old, second=True)
    live = await place.read(lambda work: questions.live(work, place.act, one))
    assert [(row.second, row.voices, row.heard) for row in live.rows] == [(True, 1, ("2026-12-04",))]
    shown = await place.read(lambda work: leaders.summary(work, place.act, one, person=place.people["Bí thư"]))
    facts = {line.id: line.facts for line in shown.lines}
    assert facts["card-summary-opinions"]["total"] == 1 and len(shown.lines) <= 8
    assert any(line.id == "card-summary-second" for line in shown.lines)
    outside = await place.official("Mặt trận", "front")
    veiled = await place.read(lambda work: leaders.summary(work, place.act, one, person=outside))
    assert "Bản Cuôn" not in str(veiled) and veiled.rows == ()


async def test_what_an_agency_drafted_and_who_has_it_stand_in_the_notes(place: Stage) -> None:
    one = await add(place, unit=PROVINCE)
    ha = await place.citizen("Hà")
    opinion = await place.opinion(
        place.people["Lan"], one.id, field="giao_thong", status="drafted", phase="working", lead=f"{COMMUNE}.kinh_te", handler=ha,
        desk=COMMUNE,
    )  # fmt: skip
    given = Grant(id="g", person=ha, role="handler", unit=COMMUNE, agency=f"{COMMUNE}.kinh_te", title="Phó trưởng phòng")
    answer = Answer(
        id="a", opinion=opinion.id, round=0, text="Xã đã bố trí 120 triệu đồng, hỏi thêm số 0912 345 678", document="", no_proof="",
        outcome="done", promised="", author=ha, at=place.clock.now(),
    )  # fmt: skip
    await place.write(lambda work: grants.add(work, given, at=place.clock.now(), made_by=""))
    await place.write(lambda work: answers.keep(work, answer))
    await tick(place, 15)
    book = await last(place, one)
    assert (book.rows[0].owner, book.rows[0].place) == ("Phó trưởng phòng", "Xã Côn Minh")
    written = lines(part(await drawn(place, book)))
    assert "Phòng Kinh tế\n(Phó trưởng phòng)" in written and "345" not in str(written)
    assert any("Dự thảo trả lời: Xã đã bố trí 120 triệu đồng" in line for line in written)


async def test_a_part_for_one_agency(place: Stage) -> None:
    one = await add(place)
    for field, text in (("giao_thong", "Đường hỏng nặng lắm"), ("y_te", "Trạm xá thiếu thuốc")):
        await place.opinion(place.people["Lan"], one.id, field=field, text=text)
    await tick(place, 15)
    written = lines(part(await drawn(place, await last(place, one), f"{COMMUNE}.kinh_te", "party")))
    assert "Đường hỏng nặng lắm" in written and "Trạm xá thiếu thuốc" not in written
    assert "Bản này gồm các nội dung dự kiến do Phòng Kinh tế trả lời." in written
    assert "ĐẢNG ỦY XÃ CÔN MINH" in written and "ĐẢNG BỘ TỈNH THÁI NGUYÊN" in written and "T/M BAN THƯỜNG VỤ" in written
